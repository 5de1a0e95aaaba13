// Keys of the desk: outside of fields a letter does what has this data-key.

const FIELD = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, select";
const CONTROL = `${FIELD}, input:not([type=hidden]), button`;
const WITHIN = 2000; // milliseconds between strokes
const PLACES = { Slash: "/", Semicolon: ";" };
const dialog = document.getElementById("keys");
const areOn = () => localStorage.getItem("keys") !== "off"; // WCAG 2.1.4
let first = {};

// The key by its letter; in another script by its place.
function keyOf({ key, code, shiftKey }) {
  if (key.length > 1) return key;
  const place = PLACES[code] ?? code.match(/^(?:Key|Digit)(.)$/)?.[1].toLowerCase();
  const letter = key > "~" && place ? place : key.toLowerCase();
  if (shiftKey && letter === "/") return "?";
  return shiftKey && /[a-z]/.test(letter) ? "" : letter;
}

const isThere = (element) => element.checkVisibility() || element.closest("[data-act], .who"); // .who: a closed menu
const keyed = () => [...document.querySelectorAll("[data-key]")].filter(isThere);

function press(element) {
  if (element.matches(FIELD)) return element.focus();
  if (element.play) return element.paused ? element.play() : element.pause();
  if (!element.matches("form, section, details")) return element.click();
  if ("open" in element) element.open = true;
  element.scrollIntoView({ block: "nearest" });
  [...element.querySelectorAll(CONTROL)].find(isThere)?.focus();
}

// --- The list of keys ---

function wordsOf(element) {
  const words = element.querySelector("span") ?? element.firstChild;
  return element.dataset.says ?? element.ariaLabel ?? words.textContent.trim();
}
function made(name, ...inside) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}
function list() {
  const lines = new Map(keyed().map((element) => [element.dataset.key, wordsOf(element)]));
  dialog.querySelector("dl").replaceChildren(
    ...[...lines].flatMap(([keys, words]) => 
      [made("dt", ...keys.split(" ").map((key) => made("kbd", key))), made("dd", words)]),
  );
  dialog.querySelector("input").checked = areOn();
  dialog.showModal();
}
document.querySelector("[data-act=keys]").addEventListener("click", list);
dialog.addEventListener("change", ({ target }) => localStorage.setItem("keys", target.checked ? "on" : "off"));

// --- Strokes ---

addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.form ?? document.querySelector("[data-intake]");
    const onward = form?.querySelector("[name=onward]") ?? form?.querySelector("button:not([type=button])");
    if (!event.repeat) form?.requestSubmit(onward);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], :popover-open")) return;
  const key = keyOf(event);
  const isKey = /^F\d$/.test(key) || ("keyed" in target.dataset && !target.value && /^\d$/.test(key));
  if (target.matches(FIELD) && !isKey) {
    if (key === "Escape") target.blur();
    return;
  }
  if ((areOn() || key === "?") && strike(key, event.timeStamp)) event.preventDefault();
});

// Whether somebody listens to this key, alone or after the one before it.
function strike(key, at) {
  const chord = at - first.at < WITHIN ? `${first.key} ${key}` : "";
  const heard = keyed();
  const of = (keys) => heard.find(({ dataset }) => dataset.key === keys);
  const element = of(chord) ?? of(key);
  const begins = !element && heard.some(({ dataset }) => dataset.key.startsWith(`${key} `));
  first = begins ? { key, at } : {};
  if (element) press(element);
  return Boolean(element || begins);
}
