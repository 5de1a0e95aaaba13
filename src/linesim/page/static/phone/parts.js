/* Making small parts of the page; every text of a stranger goes in as text, never as markup. */

export const get = (id) => document.getElementById(id);

export function make(name, className, ...inside) {
  const part = document.createElement(name);
  if (className) part.className = className;
  part.append(...inside.filter((piece) => piece !== null && piece !== undefined));
  return part;
}

/* Words of somebody else, walled off so that their writing direction cannot turn ours round. */
export function theirs(text, className = "") {
  return make("bdi", className, text);
}

export const hidden = (text) => make("span", "hidden", text);

export function icon(name, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function button(className, inside, act) {
  const part = make("button", className, ...[inside].flat());
  part.type = "button";
  if (act) part.addEventListener("click", act);
  return part;
}

/* A round sign with the first letter of a name. */
export function seal(name) {
  const [first = ""] = new Intl.Segmenter("bn", { granularity: "grapheme" }).segment(name.trim());
  const letter = make("span", "seal", first.segment ?? "");
  letter.setAttribute("aria-hidden", "true");
  return letter;
}
