// The chat of one phone: draws what is new, and leaves what has not changed.

import { bubble, typingBubble } from "./bubble.js";
import { el } from "./dom.js";
import { locale, t } from "./words.js";

export class Log {
  constructor(box, jump, house, on) {
    Object.assign(this, { box, jump, house, on, drawn: new Map(), phone: null, following: true });
    box.addEventListener("scroll", () => {
      this.following = this.atEnd();
      this.jump.hidden = this.following;
    }, { passive: true });
    jump.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(box);
    box.addEventListener("keydown", (e) => this.key(e));
  }

  // hour and day are told where the desk is.
  hour = (at) => new Date(at).toLocaleTimeString(locale(), { timeZone: this.house().zone, hour: "2-digit", minute: "2-digit" });

  day(at) {
    const o = { timeZone: this.house().zone, weekday: "long", day: "numeric", month: "long", year: "numeric" };
    const day = new Date(at).toLocaleDateString(locale(), o);
    return day === new Date(this.house().time()).toLocaleDateString(locale(), o) ? t("today") : day;
  }

  atEnd() { return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 80; }
  toEnd() { this.box.scrollTop = this.box.scrollHeight; this.following = true; }

  draw(screen, fresh) {
    const swapped = fresh || this.phone !== screen.number;
    const follow = swapped || this.following;
    if (swapped) {
      this.box.setAttribute("aria-live", "off"); // another chat is no news
      this.box.replaceChildren();
      this.drawn.clear();
      this.phone = screen.number;
      setTimeout(() => this.box.setAttribute("aria-live", "polite"), 300);
    }
    this.box.querySelector(".typing")?.remove();
    this.box.querySelector(".empty")?.remove();
    let day = "", before = null, mineIsNew = false;
    const wanted = new Set();
    for (const m of screen.bubbles) {
      const today = this.day(m.at);
      if (today !== day) {
        wanted.add(this.place(`day ${today}`, today, before, () => el("div", { class: "day" }, today)));
        before = [...wanted].at(-1);
        day = today;
      }
      const isNew = !this.drawn.has(m.id);
      before = this.place(m.id, JSON.stringify(m), before, () => bubble(m, {
        phone: screen.number, deskName: this.house().name, hour: this.hour,
        onmenu: this.on.menu, onquote: (id) => this.show(id), onpicture: this.on.picture,
      }));
      wanted.add(before);
      mineIsNew ||= isNew && m.mine;
    }
    for (const [key, { e }] of this.drawn) {
      if (wanted.has(e)) continue;
      e.remove();
      this.drawn.delete(key);
    }
    this.tails();
    if (!screen.bubbles.length) this.box.append(this.on.empty());
    if (screen.typing) this.box.append(typingBubble());
    if (follow || mineIsNew) this.toEnd();
    this.jump.hidden = this.following;
  }

  // place puts an element behind another; it is made anew only if it has changed.
  place(key, content, before, make) {
    const old = this.drawn.get(key);
    let e = old?.e;
    if (!old || old.content !== content) {
      e = make();
      if (old) {
        const focused = old.e === document.activeElement || old.e.contains(document.activeElement);
        old.e.replaceWith(e);
        if (focused) e.focus();
      }
      this.drawn.set(key, { e, content });
      for (const img of e.querySelectorAll("img")) img.addEventListener("load", () => { if (this.following) this.toEnd(); });
    }
    const spot = before ? before.nextSibling : this.box.firstChild;
    if (spot !== e) this.box.insertBefore(e, spot);
    return e;
  }

  // tails: the first bubble of a row by the same side has one.
  tails() {
    let side = "";
    for (const e of this.box.children) {
      const is = e.classList.contains("mine") ? "mine" : e.classList.contains("theirs") ? "theirs" : "";
      e.classList.toggle("first", is !== "" && is !== side);
      side = is;
    }
  }

  show(id) {
    const e = this.drawn.get(id)?.e;
    if (!e) return;
    e.scrollIntoView({ block: "center" });
    e.classList.remove("shine");
    requestAnimationFrame(() => e.classList.add("shine"));
    e.focus({ preventScroll: true });
  }

  // key: arrows walk through the messages, Enter opens what can be done with one.
  key(e) {
    const all = [...this.box.querySelectorAll("article")];
    const at = all.indexOf(document.activeElement?.closest("article"));
    const to = { ArrowUp: at < 0 ? all.length - 1 : at - 1, ArrowDown: at < 0 ? all.length - 1 : at + 1, Home: 0, End: all.length - 1 }[e.key];
    if (to !== undefined && all.length) {
      e.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, to))].focus();
    } else if (["Enter", " ", "ContextMenu"].includes(e.key) && document.activeElement === all[at]) {
      e.preventDefault();
      all[at].querySelector(".options")?.click();
    }
  }
}
