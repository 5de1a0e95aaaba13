// The operator's form by keyboard: Enter goes on, lists are looked through with the arrows, and what is typed
// stays where it is while the questions change around it.

const form = document.querySelector("[data-intake]");
const questions = form.querySelector("#questions");
const NEXT = "input:not([type=hidden]), textarea, select, [data-register]";
let goOn = false; // whether the first open question gets the focus when the questions come

// --- Enter goes on ---

// A box that Enter stops at: it can be seen, is no leftover of a group that has an answer, and is not skipped.
function isStop(control) {
  if (!control.checkVisibility() || control.closest("[data-skip]")) return false;
  if (control.type !== "radio" && control.type !== "checkbox") return true;
  const group = [...form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
  return control === group[0] && !group.some((one) => one.checked);
}
function next(from) {
  const stops = [...form.querySelectorAll(NEXT)].filter((one) => one === from || isStop(one));
  const name = from.name;
  const after = stops.slice(stops.indexOf(from) + 1).find((one) => one.name !== name || one.type === "submit");
  after?.focus();
}
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.defaultPrevented || !event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  next(event.target);
});

// --- Lists that are looked through by typing ---

const listOf = (combo) => combo.querySelector("[role=listbox]");
const linesOf = (combo) => [...combo.querySelectorAll("[role=option]")];
function mark(combo, line) {
  const input = combo.querySelector("[role=combobox]");
  linesOf(combo).forEach((one) => one.setAttribute("aria-selected", String(one === line)));
  input.setAttribute("aria-expanded", String(linesOf(combo).length > 0));
  if (line) input.setAttribute("aria-activedescendant", line.id);
  else input.removeAttribute("aria-activedescendant");
}
function close(combo) {
  listOf(combo).replaceChildren();
  mark(combo, null);
}
function pick(combo, line) {
  const input = combo.querySelector("[role=combobox]");
  input.value = line.dataset.name;
  combo.querySelector("[data-code]").value = line.dataset.value;
  close(combo);
  if (combo.dataset.combo === "subject") return ask(true);
  changed(input);
  next(input);
}
form.addEventListener("htmx:afterSwap", ({ target }) => {
  if (!target.matches("[role=listbox]")) return;
  const combo = target.closest("[data-combo]");
  linesOf(combo).forEach((line, place) => (line.id = `${target.id}-${place}`));
  mark(combo, linesOf(combo)[0]);
});
form.addEventListener("input", ({ target }) => {
  if (target.matches("[role=combobox]")) target.parentElement.querySelector("[data-code]").value = "";
});
form.addEventListener("keydown", (event) => {
  const combo = event.target.matches("[role=combobox]") ? event.target.closest("[data-combo]") : null;
  const lines = combo ? linesOf(combo) : [];
  if (!lines.length || event.isComposing) return;
  const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(combo, lines[(at + 1) % lines.length]);
  else if (event.key === "ArrowUp") mark(combo, lines[(at - 1 + lines.length) % lines.length]);
  else if (event.key === "Enter" && !event.ctrlKey && at >= 0) pick(combo, lines[at]);
  else if (event.key === "Escape") close(combo);
  else return;
  event.preventDefault();
}, { capture: true });
form.addEventListener("mousedown", (event) => {
  const line = event.target.closest("[role=option]");
  if (!line) return;
  event.preventDefault();
  pick(line.closest("[data-combo]"), line);
});
form.addEventListener("focusout", ({ target }) => {
  if (target.matches("[role=combobox]")) close(target.closest("[data-combo]"));
});

// --- The questions, as they are with these answers ---

function ask(first = false) {
  goOn = first;
  htmx.trigger(questions, "ask");
}
function changed(control) {
  if (control.closest("[data-steers]")) ask();
  if (control.closest("#questions")) htmx.trigger("#similar", "look-alike");
}
form.addEventListener("change", ({ target }) => {
  if (target.name === "_lang") ask();
  else if (!target.matches("[role=combobox]")) changed(target);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick]");
  if (!button) return;
  event.preventDefault();
  form.querySelector("#subject").value = button.firstChild.textContent.trim();
  form.querySelector("[name=_pick][data-code]").value = button.dataset.pick;
  ask(true);
});

// Those that are new come in and those that apply no more go; what stands there stays, with what is typed in it.
function merge(fresh) {
  const service = fresh.querySelector("[name=_service]")?.value ?? "";
  const anew = service !== questions.dataset.service || goOn;
  questions.dataset.service = service;
  for (const block of anew ? [] : fresh.querySelectorAll(".question")) {
    const here = document.getElementById(block.id);
    if (here && here.querySelector(".ask")?.lang === block.querySelector(".ask")?.lang) block.replaceWith(here);
  }
  questions.replaceChildren(...fresh.childNodes);
  htmx.process(questions);
  form.querySelector(".picks")?.remove();
  form.querySelector("[name=_pick][data-code]").value = "";
}
questions.addEventListener("htmx:afterRequest", ({ detail, target }) => {
  if (target !== questions || !detail.successful) return;
  const held = document.activeElement;
  const fresh = document.createElement("template");
  fresh.innerHTML = detail.xhr.responseText;
  merge(fresh.content);
  if (goOn) firstOpen()?.focus();
  else if (held?.isConnected) held.focus();
  else document.getElementById(held?.id)?.focus();
  goOn = false;
  htmx.trigger("#similar", "look-alike");
});
function firstOpen() {
  const stops = [...questions.querySelectorAll(NEXT)].filter(isStop);
  return stops.find((one) => !one.value || one.type === "radio") ?? form.querySelector("[data-register]");
}

// --- Names that were given before ---

form.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-fill]");
  if (!button) return;
  const box = document.getElementById(button.dataset.fill);
  box.value = button.value;
  next(box);
});
