// Making elements. Text is always text: nothing that a person wrote becomes markup.

export function el(tag, attrs = {}, ...children) {
  const e = document.createElement(tag);
  for (const [key, value] of Object.entries(attrs)) {
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value != null) e.setAttribute(key, value);
  }
  e.append(...children.filter((c) => c != null && c !== false));
  return e;
}

export function icon(name, className = "icon", label = "") {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", className);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(ns, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const marks = [
  [/```([^`]+)```/, "code"],
  [/(?<![\p{L}\p{N}*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])/u, "strong"],
  [/(?<![\p{L}\p{N}_])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\p{L}\p{N}_])/u, "em"],
  [/(?<![\p{L}\p{N}~])~([^\s~](?:[^~\n]*[^\s~])?)~(?![\p{L}\p{N}~])/u, "s"],
];

// rich shows a text as WhatsApp does: *bold*, _italic_, ~struck~, ```code```.
export function rich(text) {
  for (const [mark, tag] of marks) {
    const found = mark.exec(text);
    if (!found) continue;
    const inner = tag === "code" ? [found[1]] : rich(found[1]);
    return [...rich(text.slice(0, found.index)), el(tag, {}, ...inner), ...rich(text.slice(found.index + found[0].length))];
  }
  return text ? [text] : [];
}

export const plain = (text) => text.replace(/[*_~]|```/g, "");

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

// number writes a phone number as people do: +62 812-3456-7890.
export const number = (digits) => `+${digits.slice(0, 2)} ${digits.slice(2, 5)}-${digits.slice(5, 9)}-${digits.slice(9)}`;
