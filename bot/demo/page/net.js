// Talking to the demo: everything is relative to the address with the token.

import { t } from "./words.js";

const toastBox = document.getElementById("toast");
let hiding;

// toast says something in passing; screen readers hear it too.
export function toast(text, bad = false) {
  toastBox.textContent = text;
  toastBox.classList.toggle("bad", bad);
  toastBox.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => toastBox.classList.remove("shown"), bad ? 6000 : 2500);
}

async function post(act, init) {
  let answer;
  try {
    const response = await fetch(`do/${act}`, { method: "POST", ...init });
    answer = await response.json().catch(() => ({ error: response.statusText }));
  } catch {
    answer = { error: t("lost") };
  }
  if (answer.error) {
    toast(t(`no-${answer.reason}`) ?? answer.error, true);
    return null;
  }
  return answer;
}

export const act = (name, body = {}) =>
  post(name, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export function attach(phone, files, as, text, quote) {
  const form = new FormData();
  form.set("phone", phone);
  form.set("text", text);
  form.set("quote", quote);
  form.set("as", as);
  for (const f of files) form.append("file", f, f.name || "gambar.png");
  return post("attach", { body: form });
}

// listen hears of every change, until the page is closed. It comes back by itself.
export function listen(handlers) {
  const source = new EventSource("events");
  source.addEventListener("open", () => handlers.open());
  source.addEventListener("error", () => handlers.lost());
  for (const name of ["desk", "phone"]) {
    source.addEventListener(name, (e) => handlers[name](JSON.parse(e.data)));
  }
}
