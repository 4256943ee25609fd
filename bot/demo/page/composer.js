// The line where one writes: words, files from anywhere, answers and corrections.

import { gist } from "./bubble.js";
import { el, icon, size } from "./dom.js";
import { act, attach, toast } from "./net.js";
import { t } from "./words.js";

const samples = ["photo", "second", "screenshot", "pdf", "blank", "broken"];
const most = 10, heaviest = 48 << 20; // of files sent at once
const pictures = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export class Composer {
  constructor(phone, current, house) {
    const find = (selector) => phone.querySelector(selector);
    Object.assign(this, {
      phone, current, house, form: find(".composer"), words: find("textarea"), about: find(".about"), tray: find(".tray"),
      drawer: find(".drawer"), clip: find(".clip"), picker: find("input[type=file]"), send: find(".send"),
      files: [], as: "picture", quote: null, edit: null, drafts: new Map(),
    });
    this.form.addEventListener("submit", (e) => { e.preventDefault(); this.submit(); });
    this.words.addEventListener("input", () => this.grow());
    this.words.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.submit(); }
    });
    phone.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      if (!this.drawer.hidden) { this.open(false); this.clip.focus(); } else this.reset();
    });
    phone.addEventListener("paste", (e) => {
      if (e.clipboardData.files.length) { e.preventDefault(); this.add(e.clipboardData.files, "picture"); }
    });
    this.about.querySelector("button").addEventListener("click", () => { this.reset(); this.words.focus(); });
    this.clip.addEventListener("click", () => this.open(this.drawer.hidden));
    document.addEventListener("pointerdown", (e) => {
      if (!this.drawer.contains(e.target) && !this.clip.contains(e.target)) this.open(false);
    });
    for (const pick of phone.querySelectorAll(".pick")) {
      pick.addEventListener("click", () => {
        this.as = pick.dataset.as;
        this.picker.accept = this.as === "picture" ? "image/*,application/pdf" : "";
        this.picker.click();
      });
    }
    this.picker.addEventListener("change", () => { this.add(this.picker.files, this.as); this.picker.value = ""; });
    this.dropping();
  }

  // language draws what words.js cannot reach.
  language() {
    this.drawer.querySelector(".samples").replaceChildren(...samples.map((name) => el("button", {
      type: "button", onclick: async () => {
        this.open(false);
        const quote = this.quote?.id ?? "";
        this.reset();
        await act("sample", { phone: this.current(), sample: name, quote });
        this.words.focus();
      },
    }, ["pdf", "broken"].includes(name) ? icon("file") : el("img", { src: `sample/${name}`, alt: "", loading: "lazy" }), el("span", {}, t(`s-${name}`)))));
    this.showAbout();
  }

  open(open) {
    if (this.drawer.hidden === !open) return;
    this.drawer.hidden = !open;
    this.clip.setAttribute("aria-expanded", open);
    if (open) this.drawer.querySelector("button").focus();
  }

  dropping() {
    const show = (over) => this.phone.classList.toggle("over", over);
    const files = (e) => e.dataTransfer?.types.includes("Files");
    for (const name of ["dragenter", "dragover"]) {
      this.phone.addEventListener(name, (e) => { if (files(e)) { e.preventDefault(); show(true); } });
    }
    this.phone.addEventListener("dragleave", (e) => { if (!this.phone.contains(e.relatedTarget)) show(false); });
    this.phone.addEventListener("drop", (e) => {
      if (!files(e)) return;
      e.preventDefault();
      show(false);
      this.add(e.dataTransfer.files, "picture");
    });
  }

  add(list, as) {
    if (this.edit) this.reset();
    this.as = as;
    for (const f of list) {
      const why = !f.size ? "empty" : this.files.length === most ? "many" : this.weight() + f.size > heaviest ? "large" : null;
      if (why) toast(`${f.name}: ${t(`no-${why}`)}`, true);
      else this.files.push(f);
    }
    this.open(false);
    this.showTray();
    this.words.focus();
  }

  weight() { return this.files.reduce((sum, f) => sum + f.size, 0); }

  showTray() {
    for (const img of this.tray.querySelectorAll("img")) URL.revokeObjectURL(img.src);
    this.tray.replaceChildren(...this.files.map((f) => el("li", {},
      this.as === "picture" && pictures.includes(f.type) ? el("img", { src: URL.createObjectURL(f), alt: "" }) : icon("file"),
      el("span", {}, f.name, el("small", {}, size(f.size))),
      el("button", {
        type: "button", class: "bare", "aria-label": `${t("remove")} ${f.name}`,
        onclick: () => { this.files.splice(this.files.indexOf(f), 1); this.showTray(); this.words.focus(); },
      }, icon("close")))));
    this.tray.hidden = !this.files.length;
    this.words.placeholder = t(this.files.length ? "caption" : "message");
  }

  answer(m) { this.edit = null; this.quote = m; this.showAbout(); this.words.focus(); }

  correct(m) {
    this.reset();
    this.edit = m;
    this.words.value = m.text;
    this.showAbout();
    this.grow();
    this.words.focus();
  }

  showAbout() {
    const m = this.edit || this.quote;
    this.about.hidden = !m;
    this.send.querySelector("use").setAttribute("href", this.edit ? "#i-check" : "#i-send");
    if (!m) return;
    this.about.querySelector("strong").textContent = this.edit ? t("editing") : m.mine ? t("you") : this.house().name;
    this.about.querySelector("span").textContent = gist(m);
  }

  reset() {
    if (this.edit) { this.words.value = ""; this.grow(); }
    this.edit = this.quote = null;
    this.showAbout();
  }

  grow() {
    this.words.style.height = "auto";
    this.words.style.height = `${Math.min(this.words.scrollHeight, 132)}px`;
  }

  // turn keeps what was begun on one phone while another is in hand.
  turn(from, to) {
    this.reset();
    this.drafts.set(from, { text: this.words.value, files: this.files });
    const draft = this.drafts.get(to) ?? { text: "", files: [] };
    this.words.value = draft.text;
    this.files = draft.files;
    this.showTray();
    this.grow();
  }

  async submit() {
    const text = this.words.value.trim(), phone = this.current();
    const quote = this.quote?.id ?? "", { edit, files, as } = this;
    if (!text && !files.length) return;
    this.edit = null;
    this.words.value = "";
    this.files = [];
    this.reset();
    this.showTray();
    this.grow();
    const done = edit ? await act("edit", { phone, id: edit.id, text })
      : files.length ? await attach(phone, files, as, text, quote)
      : await act("say", { phone, text, quote });
    if (done === null && !this.words.value && this.current() === phone) {
      this.words.value = text; // nothing that was written is lost
      this.files = files;
      this.showTray();
      this.grow();
    }
  }
}
