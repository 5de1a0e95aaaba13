// Keys of the desk: one letter outside of fields does what a button or a link of the page does.
//
//   <button data-key="e">Resolve</button>      E presses it; a field gets the focus; a form, a section or a
//                                              <details> is opened and its first field gets the focus
//   <a data-key="g i" href="...">Inbox</a>     G, then I within two seconds
//   <a data-row id=... href="...">             a row of the list: J, K and the arrows walk through these
//   <i hidden data-key="j" data-act="next" data-says="Next row"></i>
//                                              what has no button; the acts are next, previous, open, pick, keys
//
// On the page of a case, console/walk.py (walk_from) gives the addresses for U (back to the list), K and J (the case
// before and after it there), and for where to go after Ctrl+Enter: Walk.onward.
//
// `?` lists the data-key of the page in <dialog id="keys">, with the words of data-says, else of aria-label,
// else the element's own: it is true because it is read from the page. Ctrl+Enter sends the form one is in
// (by its button `onward`, where it has one, which goes on to the next case),
// Escape leaves a field. Nothing happens while somebody types, with Ctrl, Alt or Meta, nor under a dialog.
// Whoever dislikes single letters switches them off in the dialog (WCAG 2.1.4).

const all = (selector) => [...document.querySelectorAll(selector)];
const OFF = "keys-off";
const FIELD = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, select";
const CONTROL = `${FIELD}, input:not([type=hidden]), button`;
const AFTER = 2000; // milliseconds between the strokes of `g i`
const PLACES = { Slash: "/", Semicolon: ";" };
let first = { key: "", at: 0 };

// The key by its letter; on a keyboard of another script by its place, as if it were a Latin one.
function keyOf(event) {
  if (event.key.length > 1) return event.key;
  const place = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : PLACES[event.code];
  const key = event.key > "~" && place ? place : event.key.toLowerCase();
  if (event.shiftKey && key === "/") return "?";
  return event.shiftKey && /[a-z]/.test(key) ? "" : key;
}

const isThere = (element) => "act" in element.dataset || element.checkVisibility();
const keyed = () => all("[data-key]").filter(isThere);

// --- Rows ---

const rowOf = (element) => element?.closest("tr, li, article")?.querySelector("[data-row]");
const current = () => rowOf(document.activeElement) ?? rowOf(document.querySelector("[data-row]:target"));
function walk(step) {
  const rows = all("[data-row]");
  const at = rows.indexOf(current());
  rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
const acts = {
  next: () => walk(1),
  previous: () => walk(-1),
  open: () => current()?.click(),
  pick: () => current()?.closest("tr, li, article").querySelector("[type=checkbox]")?.click(),
  keys: list,
};

function press(element) {
  if (element.dataset.act) return acts[element.dataset.act]();
  if (element.matches("form, section, fieldset, details")) {
    if ("open" in element) element.open = true;
    element.scrollIntoView({ block: "nearest" });
    return [...element.querySelectorAll(CONTROL)].find(isThere)?.focus();
  }
  return element.matches(FIELD) ? element.focus() : element.click();
}

// --- The list of keys ---

function wordsOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((hint) => hint.remove());
  return element.dataset.says ?? element.getAttribute("aria-label") ?? copy.textContent.trim();
}
function list() {
  const dialog = document.querySelector("dialog#keys");
  const lines = new Map(keyed().map((element) => [element.dataset.key, wordsOf(element)]));
  dialog.querySelector("dl").replaceChildren(
    ...[...lines].flatMap(([keys, words]) => {
      const key = document.createElement("dt");
      key.append(...keys.split(" ").map((one) => Object.assign(document.createElement("kbd"), { textContent: one })));
      return [key, Object.assign(document.createElement("dd"), { textContent: words })];
    }),
  );
  dialog.querySelector("[name=keys]").checked = !localStorage.getItem(OFF);
  dialog.showModal();
}
document.addEventListener("change", ({ target }) => {
  if (target.matches("dialog#keys [name=keys]")) target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-act=keys]")) list();
});

// --- Strokes ---

// The button that sends and goes on to the next case, where there is one; else the first that sends.
const send = (form) => form.requestSubmit(form.querySelector("[name=onward]") ?? form.querySelector("button:not([type=button])"));

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (target.form && !event.repeat) send(target.form);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (target.matches(FIELD) || target.isContentEditable) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const key = keyOf(event);
  if (localStorage.getItem(OFF) && key !== "?") return;
  if (arrow && target.matches("[data-row]")) walk(arrow);
  else if (!strike(key, event.timeStamp)) return;
  event.preventDefault();
});

// Whether somebody listens to this key, alone or after the one before it.
function strike(key, at) {
  const chord = at - first.at < AFTER ? `${first.key} ${key}` : "";
  const heard = keyed();
  const element = heard.find(({ dataset }) => dataset.key === chord) ?? heard.find(({ dataset }) => dataset.key === key);
  const begins = !element && heard.some(({ dataset }) => dataset.key.startsWith(`${key} `));
  first = begins ? { key, at } : { key: "", at: 0 };
  if (element) press(element);
  return Boolean(element || begins);
}
