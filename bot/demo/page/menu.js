// What can be done with a message, as a menu beside it.

import { el } from "./dom.js";
import { t } from "./words.js";

export class Menu {
  // back gives the focus back to the message with an id: its element may have been made anew meanwhile.
  constructor(box, back) {
    Object.assign(this, { box, back });
    box.addEventListener("keydown", (e) => this.key(e));
    document.addEventListener("pointerdown", (e) => {
      if (!box.hidden && !box.contains(e.target)) this.close(false);
    });
  }

  open(items, bubble, button) {
    if (!this.box.hidden && this.button === button) return this.close(true);
    this.bubble = bubble;
    this.button = button;
    this.box.replaceChildren(...items.map(([word, run]) => el("button", {
      type: "button", role: "menuitem", tabindex: "-1",
      onclick: () => { this.close(true); run(); },
    }, t(word))));
    this.box.hidden = false;
    const room = this.box.offsetParent.getBoundingClientRect();
    const at = button.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.right - room.left - this.box.offsetWidth, room.width - this.box.offsetWidth - 8));
    const below = at.bottom - room.top + 4;
    const fits = below + this.box.offsetHeight < room.height - 70;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${fits ? below : Math.max(60, at.top - room.top - this.box.offsetHeight - 4)}px`;
    this.box.firstElementChild.focus();
  }

  close(back) {
    if (this.box.hidden) return;
    this.box.hidden = true;
    if (back) this.back(this.bubble.dataset.id);
  }

  key(e) {
    const all = [...this.box.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
    const begins = (item) => item.textContent.toLowerCase().startsWith(e.key.toLowerCase());
    if (e.key.length === 1 && e.key !== " " && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      [...all.slice(at + 1), ...all].find(begins)?.focus();
    } else if (to !== undefined) {
      e.preventDefault();
      all[(to + all.length) % all.length].focus();
    } else if (e.key === "Escape" || e.key === "Tab") {
      e.preventDefault();
      e.stopPropagation();
      this.close(true);
    }
  }
}
