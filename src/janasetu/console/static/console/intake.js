// The operator's form by keyboard: Enter goes on, arrows go through lists.

const form = document.querySelector("[data-intake]");
const questions = form.querySelector("#questions");
const NEXT = "input:not([type=hidden]), textarea, select, [data-register]";

// --- Enter goes on ---

// Where Enter stops: at no group that has an answer.
function isStop(control) {
  if (!control.checkVisibility() || control.closest("[data-skip]")) return false;
  if (control.type !== "radio" && control.type !== "checkbox") return true;
  const group = [...form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
  return control === group[0] && !group.some((one) => one.checked);
}
function next(from) {
  const stops = [...form.querySelectorAll(NEXT)].filter((one) => one === from || isStop(one));
  stops.slice(stops.indexOf(from) + 1).find((one) => one.name !== from.name || one.type === "submit")?.focus();
}
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.defaultPrevented || !event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  next(event.target);
});

// --- Lists ---

const comboOf = (element) => element.closest("[data-combo]");
const codeOf = (combo) => combo.querySelector("[data-code]") ?? {}; // what is free has none
const linesOf = (combo) => [...combo.querySelectorAll("li[data-value]")];
function mark(combo, line) {
  const input = combo.querySelector("[role=combobox]");
  linesOf(combo).forEach((one) => { one.ariaSelected = String(one === line); });
  input.ariaExpanded = String(linesOf(combo).length > 0);
  input.setAttribute("aria-activedescendant", line?.id ?? "");
}
function close(combo) {
  combo.querySelector("[role=listbox]").replaceChildren();
  mark(combo, null);
}
function pick(combo, line) {
  const input = combo.querySelector("[role=combobox]");
  input.value = line.dataset.name;
  codeOf(combo).value = line.dataset.value;
  close(combo);
  const { ward } = line.dataset;
  if (ward) form.elements[input.name.replace(/[^:]*$/, "ward")].value = ward;
  if (input.id === "subject") return htmx.trigger(questions, "ask");
  input.dispatchEvent(new Event("change", { bubbles: true }));
  next(input);
}
form.addEventListener("input", ({ target }) => {
  if (target.role === "combobox") codeOf(comboOf(target)).value = "";
});
form.addEventListener("keydown", (event) => {
  const combo = event.target.role === "combobox" && comboOf(event.target);
  const lines = combo ? linesOf(combo) : [];
  if (!lines.length || event.isComposing) return;
  const at = lines.findIndex((line) => line.ariaSelected === "true");
  if (event.key === "ArrowDown") mark(combo, lines[(at + 1) % lines.length]);
  else if (event.key === "ArrowUp") mark(combo, lines.at(at - 1));
  else if (event.key === "Enter" && !event.ctrlKey && lines[at]) pick(combo, lines[at]);
  else if (event.key === "Escape") close(combo);
  else return;
  event.preventDefault();
}, { capture: true });
form.addEventListener("mousedown", (event) => {
  if (event.target.closest("[role=listbox]")) event.preventDefault(); // stay in the box
});
form.addEventListener("focusout", ({ target }) => {
  if (target.role === "combobox") close(comboOf(target));
});

// --- What is clicked ---

form.addEventListener("click", (event) => {
  const line = event.target.closest("[data-value], [data-fill]");
  if (!line) return;
  event.preventDefault();
  if (line.dataset.value) return pick(comboOf(line), line);
  const box = document.getElementById(line.dataset.fill);
  box.value = line.value;
  next(box);
});

// --- What came: the first open one is next ---

form.addEventListener("htmx:afterSwap", ({ target }) => {
  const combo = target.role === "listbox" && comboOf(target);
  if (combo) mark(combo, "free" in combo.dataset ? null : linesOf(combo)[0]);
  const picked = form.querySelector("[name=_pick][data-code]");
  if (target !== questions || !picked.value) return;
  picked.value = "";
  form.querySelector(".picks")?.remove();
  const stops = [...questions.querySelectorAll(NEXT)].filter(isStop);
  (stops.find((one) => !one.value || one.type === "radio") ?? form.querySelector("[data-register]")).focus();
});
