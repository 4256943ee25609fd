// One message of a chat, as an element.

import { el, icon, plain, rich, size } from "./dom.js";
import { t } from "./words.js";

// what a message shows where there is no room for it
export function gist(m) {
  if (m.revoked) return t("revoked");
  const words = plain(m.text || "").replace(/\s+/g, " ").trim();
  if (words) return words;
  return m.file ? m.file.name || t(m.file.image ? "photo" : "document") : "";
}

export function bubble(m, { phone, deskName, lang, hour, onmenu, onquote, onpicture }) {
  const who = m.mine ? t("you") : deskName;
  const e = el("article", { class: `bubble ${m.mine ? "mine" : "theirs"}`, tabindex: "-1", "data-id": m.id });
  e.append(el("span", { class: "unseen" }, `${who}: `));
  if (m.quote) e.append(quoted(m.quote, deskName, onquote));
  if (m.file) e.append(file(m, phone, onpicture));
  if (m.revoked) e.append(el("p", { class: "text gone" }, t(m.mine ? "revokedMine" : "revoked")));
  else if (m.waiting) e.append(el("p", { class: "text gone" }, t("waiting")));
  else if (m.text) e.append(el("p", { class: "text", lang }, ...rich(m.text)));
  const meta = el("span", { class: "meta" }, m.edited && !m.revoked ? `${t("edited")} ` : "", el("time", { datetime: m.at }, hour(m.at)));
  if (m.ticks && !m.revoked) meta.append(icon(m.ticks === "sent" ? "sent" : "both", `ticks ${m.ticks}`, t(m.ticks)));
  e.append(meta);
  if (m.reactions) e.append(el("span", { class: "reactions" }, [...new Set(m.reactions)].join(" "), m.reactions.length > 1 ? ` ${m.reactions.length}` : ""));
  if (!m.revoked && !m.waiting) {
    e.append(el("button", {
      type: "button", class: "options", tabindex: "-1", "aria-label": t("options"), "aria-haspopup": "menu",
      onclick: (event) => onmenu(m, e, event.currentTarget),
    }, icon("more")));
  }
  return e;
}

function quoted(q, deskName, onquote) {
  return el("button", { type: "button", class: "quoted", tabindex: "-1", onclick: () => onquote(q.id) },
    el("span", { class: "unseen" }, `${t("quoted")} `),
    el("strong", {}, q.mine ? t("you") : deskName),
    el("span", {}, plain(q.text) || t(q.image ? "photo" : "document")));
}

function file(m, phone, onpicture) {
  const src = `file/${phone}/${encodeURIComponent(m.id)}`;
  if (m.file.image) {
    return el("button", { type: "button", class: "picture", tabindex: "-1", "aria-label": t("openPicture"), onclick: () => onpicture(src, plain(m.text || "") || t("photo")) },
      el("img", { src, alt: "", loading: "lazy", onerror: (e) => e.target.replaceWith(el("span", {}, icon("file"), t("unreadable"))) }));
  }
  const kind = (m.file.name || "").split(".").pop().toUpperCase().slice(0, 5);
  return el("a", { class: "document", tabindex: "-1", href: src, download: m.file.name || true },
    icon("file"),
    el("span", {}, el("strong", {}, m.file.name || t("document")), el("small", {}, `${kind} · ${size(m.file.size)}`)));
}

export const typingBubble = () =>
  el("div", { class: "bubble theirs typing", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
