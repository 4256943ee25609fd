// The chat of one phone: draws what is new, and leaves what has not changed.

import { bubble, gist, typingBubble } from "./bubble.js";
import { el } from "./dom.js";
import { locale, t } from "./words.js";

export class Log {
  constructor(box, jump, news, house, on) {
    Object.assign(this, { box, jump, news, house, on, drawn: new Map(), phone: null, following: true, room: "" });
    box.addEventListener("scroll", () => {
      const room = `${box.clientWidth} ${box.clientHeight}`;
      if (this.room === room) this.following = this.atEnd(); // else the window has moved it, and nobody's hand
      this.jump.hidden = this.following;
    }, { passive: true });
    jump.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => {
      if (this.following) this.toEnd();
      this.room = `${box.clientWidth} ${box.clientHeight}`;
    }).observe(box);
    box.addEventListener("keydown", (e) => this.key(e));
  }

  // hour and day are told where the desk is.
  hour = (at) => new Date(at).toLocaleTimeString(locale(), { timeZone: this.house().zone, hour: "2-digit", minute: "2-digit" });

  day(at) {
    const o = { timeZone: this.house().zone, weekday: "long", day: "numeric", month: "long", year: "numeric" };
    const name = (time) => new Date(time).toLocaleDateString(locale(), o);
    const day = name(at), now = this.house().time();
    return day === name(now) ? t("today") : day === name(now - 86_400_000) ? t("yesterday") : day;
  }

  atEnd() { return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 80; }
  toEnd() { this.box.scrollTop = this.box.scrollHeight; this.following = true; }

  draw(screen, fresh) {
    const swapped = fresh || this.phone !== screen.number;
    const follow = swapped || this.following;
    if (swapped) {
      this.box.replaceChildren();
      this.drawn.clear();
      this.phone = screen.number;
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
        phone: screen.number, deskName: this.house().name, lang: this.house().lang, hour: this.hour,
        onmenu: this.on.menu, onquote: (id) => this.show(id), onpicture: this.on.picture,
      }));
      wanted.add(before);
      mineIsNew ||= isNew && m.mine;
      if (isNew && !m.mine && !swapped) this.announce(m);
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

  // announce has a screen reader say what came in. The chat itself is silent: its bubbles are made anew with each tick,
  // and another chat is no news.
  announce(m) {
    this.news.append(el("p", {}, `${this.on.from()}: `, el("span", { lang: this.house().lang }, gist(m))));
    while (this.news.childElementCount > 5) this.news.firstChild.remove();
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
    this.focus(id);
  }

  focus(id) { this.drawn.get(id)?.e.focus({ preventScroll: true }); }

  focusLast() {
    const last = [...this.box.querySelectorAll("article")].at(-1);
    last?.focus();
    return last;
  }

  // key: arrows walk through the messages and below the last one back to the line; Enter opens what can be done with one.
  key(e) {
    const all = [...this.box.querySelectorAll("article")];
    const at = all.indexOf(document.activeElement?.closest("article"));
    const to = { ArrowUp: at < 0 ? all.length - 1 : at - 1, ArrowDown: at < 0 ? all.length - 1 : at + 1, Home: 0, End: all.length - 1 }[e.key];
    if (e.key === "Escape" || (e.key === "ArrowDown" && at === all.length - 1 && at >= 0)) {
      e.preventDefault();
      this.on.leave();
    } else if (to !== undefined && all.length) {
      e.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, to))].focus();
    } else if (["Enter", " ", "ContextMenu"].includes(e.key) && document.activeElement === all[at]) {
      e.preventDefault();
      all[at].querySelector(".options")?.click();
    }
  }
}
