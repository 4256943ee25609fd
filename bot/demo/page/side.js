// One of the two phones on the page, and whose it is.

import { Composer } from "./composer.js";
import { el, number } from "./dom.js";
import { Log } from "./log.js";
import { Menu } from "./menu.js";
import { act, toast } from "./net.js";
import { speak, t } from "./words.js";

export class Side {
  constructor(root, house) {
    Object.assign(this, { root, house, staff: root.dataset.side === "staff", screens: new Map(), current: null });
    root.append(document.getElementById("phone").content.cloneNode(true));
    const find = (selector) => root.querySelector(selector);
    this.people = find(".people");
    this.menu = new Menu(find(".menu"), (id) => this.log.focus(id));
    this.composer = new Composer(find(".phone"), () => this.current, house);
    this.add = find(".add");
    this.add.hidden = this.staff;
    this.add.addEventListener("click", () => this.grow());
    this.log = new Log(find(".log"), find(".jump"), find(".news"), house, {
      menu: (m, bubble, button) => this.menu.open(this.choices(m), bubble, button),
      picture: (src, alt) => this.enlarge(src, alt),
      leave: () => this.composer.words.focus(),
      from: () => t(this.staff ? "staffPhone" : "applicantPhone"),
      empty: () => el("div", { class: "empty" }, el("p", {}, t(this.staff ? "emptyStaff" : "emptyApplicant")),
        el("button", { type: "button", class: "quiet", onclick: () => this.hello() }, t("hello"))),
    });
    this.composer.words.addEventListener("keydown", (e) => {
      if (e.key === "ArrowUp" && !this.composer.words.value && this.log.focusLast()) e.preventDefault();
    });
  }

  async hello() {
    await act("say", { phone: this.current, text: "halo" });
    this.composer.words.focus();
  }

  // show takes the news of a phone that belongs to this side.
  show(screen) {
    this.screens.set(screen.number, screen);
    this.current ??= screen.number;
    if (this.current === screen.number) this.draw();
    this.drawPeople();
    this.look();
  }

  turnTo(phone) {
    if (phone === this.current) return;
    this.composer.turn(this.current, phone);
    this.menu.close(false);
    this.current = phone;
    this.draw();
    this.drawPeople();
    this.people.querySelector("[aria-pressed=true]").scrollIntoView({ block: "nearest", inline: "nearest" });
    this.look();
  }

  draw(fresh = false) {
    const screen = this.screens.get(this.current);
    if (!screen) return;
    const house = this.house();
    this.root.querySelector(".name").textContent = this.root.querySelector(".name").title = house.name;
    this.root.querySelector(".sub").textContent = screen.typing ? t("typing") : number(house.number);
    this.root.querySelector(".with").classList.toggle("busy", screen.typing);
    this.root.querySelector(".log").setAttribute("aria-label", `${screen.name} · ${house.name}`);
    this.log.draw(screen, fresh);
  }

  language() {
    speak(this.root);
    this.root.querySelector(".owner h2").textContent = t(this.staff ? "staff" : "applicant");
    this.composer.language();
    this.drawPeople();
    this.draw(true);
  }

  drawPeople() {
    const focused = document.activeElement?.dataset.phone;
    this.people.replaceChildren(...[...this.screens.values()].map((s) => el("button", {
      type: "button", class: "person", "data-phone": s.number, "aria-pressed": String(s.number === this.current), onclick: () => this.turnTo(s.number),
    }, el("strong", {}, s.name), el("small", {}, number(s.number)),
    s.number !== this.current && s.unread > 0 && el("span", { class: "count" }, String(s.unread), el("span", { class: "unseen" }, ` ${t("unread")}`)))));
    this.add.querySelector("span").hidden = this.screens.size > 1;
    this.people.querySelector(`[data-phone="${focused}"]`)?.focus();
  }

  async grow() {
    const answer = await act("applicant");
    if (!answer) return;
    if (this.screens.has(answer.number)) this.turnTo(answer.number);
    else this.wanted = answer.number;
    this.composer.words.focus();
  }

  // look gives blue ticks for what is really on the screen.
  look() {
    if (this.wanted && this.screens.has(this.wanted)) {
      const phone = this.wanted;
      this.wanted = null;
      this.turnTo(phone);
    }
    const seen = document.visibilityState === "visible" && this.root.offsetParent !== null;
    if (seen && this.screens.get(this.current)?.unread > 0) act("read", { phone: this.current });
  }

  get unread() { return [...this.screens.values()].some((s) => s.unread > 0); }

  choices(m) {
    const phone = this.current;
    const list = [["reply", () => this.composer.answer(m)]];
    list.push([m.liked ? "unlike" : "like", () => act("react", { phone, id: m.id, emoji: m.liked ? "" : "👍" })]);
    if (m.text) list.push(["copy", () => navigator.clipboard.writeText(m.text).catch((e) => toast(e.message, true))]);
    if (m.mine && m.text && !m.file) list.push(["edit", () => this.composer.correct(m)]);
    if (m.mine) list.push(["delete", () => act("delete", { phone, id: m.id })]);
    return list;
  }

  enlarge(src, alt) {
    const viewer = document.getElementById("viewer");
    Object.assign(viewer.querySelector("img"), { src, alt });
    viewer.showModal();
  }
}
