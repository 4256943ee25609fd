// The page: two sides, and what is between them. Start reading here; net.js is how it talks to the demo, side.js is a
// phone, log.js its chat.

import { act, listen, toast } from "./net.js";
import { Side } from "./side.js";
import { locale, speak, t, toggleLanguage } from "./words.js";

const find = (id) => document.getElementById(id);
const fold = find("fold");
const state = { name: "", number: "", zone: "UTC", on: false, busy: true, shift: 0, lost: false };
const house = () => ({ ...state, time: () => Date.now() + state.shift });
const sides = [...document.querySelectorAll(".side")].map((root) => new Side(root, house));

// write changes a text only if it has changed: a screen reader says it again.
function write(e, text) { if (e.textContent !== text) e.textContent = text; }

function drawDesk() {
  const word = state.lost ? "lost" : state.busy ? "busy" : state.on ? "on" : "off";
  for (const e of document.querySelectorAll(".state")) {
    e.className = `state ${word}`;
    write(e.querySelector("span"), t(fold.contains(e) ? `short-${word}` : word));
  }
  find("power").setAttribute("aria-checked", String(state.on));
  for (const id of ["power", "restart"]) find(id).setAttribute("aria-disabled", String(state.busy || state.lost));
  write(find("why"), state.lost ? t("lostHow") : state.reason ?? "");
  find("why").hidden = !find("why").textContent;
}

// zoneName is what people there call it: WIB, WITA, WIT.
const zoneName = (at) => new Intl.DateTimeFormat("id-ID", { timeZone: state.zone, timeZoneName: "short" })
  .formatToParts(at).find((part) => part.type === "timeZoneName").value;

function drawTime() {
  const now = house().time(), zone = state.zone;
  const text = new Date(now).toLocaleString(locale(), {
    timeZone: zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  }) + ` ${zoneName(now)}`;
  for (const e of document.querySelectorAll(".now")) write(e, text);
  const hour = new Date(now).toLocaleTimeString(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  for (const e of document.querySelectorAll(".hour")) e.textContent = hour;
}

// wall is the time on the wall where the desk is, as an input has it.
const wall = (at) => new Date(at).toLocaleString("sv-SE", { timeZone: state.zone }).slice(0, 16).replace(" ", "T");

async function move(seconds) {
  if (seconds < 0) return toast(t("backwards"), true);
  if (await act("clock", { seconds })) toast(t("moved"));
}

for (const button of document.querySelectorAll("[data-by]")) {
  button.addEventListener("click", () => move(Number(button.dataset.by)));
}
find("until").addEventListener("focus", (e) => { if (!e.target.value) e.target.value = wall(house().time()); });
find("move").addEventListener("submit", (e) => {
  e.preventDefault();
  const utc = (text) => Date.parse(`${text}:00Z`);
  move(Math.round((utc(find("until").value) - utc(wall(house().time()))) / 1000));
  find("until").value = "";
});

const ready = () => !state.busy && !state.lost;
find("power").addEventListener("click", () => { if (ready()) act("desk", { to: state.on ? "off" : "on" }); });
find("restart").addEventListener("click", () => { if (ready()) act("desk", { to: "restart" }); });

// On a narrow screen one phone is in hand at a time.
const switches = [...document.querySelectorAll(".sides button")];
function hold(which) {
  document.body.dataset.side = which;
  for (const b of switches) b.setAttribute("aria-pressed", String(b.dataset.side === which));
  for (const s of sides) s.draw();
  look();
}
for (const b of switches) b.addEventListener("click", () => hold(b.dataset.side));

function look() {
  for (const s of sides) s.look();
  for (const [i, b] of switches.entries()) b.querySelector(".dot").hidden = !sides[i].unread;
}
document.addEventListener("visibilitychange", look);
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (e) => { if (e.dataTransfer?.types.includes("Files")) e.preventDefault(); }); // a miss opens no file
}

// Where there is no room between the phones, what the desk has folds away: on a narrow screen all of it, on a wider one
// the hints.
const narrow = matchMedia("(max-width: 720px)"), wide = matchMedia("(min-width: 1181px)"), tips = find("tips");
const unfold = (open) => fold.setAttribute("aria-expanded", String(open));
function foldAway() {
  unfold(false);
  tips.open = wide.matches || narrow.matches;
}
fold.addEventListener("click", () => unfold(fold.getAttribute("aria-expanded") !== "true"));
fold.parentElement.addEventListener("keydown", (e) => {
  if (e.key !== "Escape" || wide.matches) return;
  foldAway();
  (narrow.matches ? fold : tips.querySelector("summary")).focus();
});
document.addEventListener("pointerdown", (e) => { if (!wide.matches && !fold.parentElement.contains(e.target)) foldAway(); });
for (const width of [narrow, wide]) width.addEventListener("change", foldAway);
foldAway();

const viewer = find("viewer");
viewer.addEventListener("click", (e) => { if (e.target === viewer) viewer.close(); }); // beside the picture

function language() {
  speak();
  find("language").textContent = t("other");
  find("language").lang = t("otherCode");
  for (const s of sides) s.language();
  drawDesk();
  drawTime();
}
find("language").addEventListener("click", () => { toggleLanguage(); language(); });

listen({
  open() { state.lost = false; drawDesk(); },
  lost() { state.lost = true; drawDesk(); },
  desk(news) {
    const renamed = news.name !== state.name;
    Object.assign(state, { reason: null }, news, { shift: Date.parse(news.now) - Date.now() });
    drawDesk();
    drawTime();
    for (const s of sides) s.draw(renamed);
  },
  phone(screen) {
    (screen.staff ? sides[1] : sides[0]).show(screen);
    look();
  },
});

hold("applicant");
language();
setInterval(drawTime, 1000);
