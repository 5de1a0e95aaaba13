// The rows of a list: J, K and the arrows walk through them, O opens one, X chooses it. The keys press the acts of
// console/parts/row_keys.html (data-act); a row is a link with data-row and an id.

const ROW = "tr, li";
const rowOf = (element) => element?.closest(ROW)?.querySelector("[data-row]");
const current = () => rowOf(document.activeElement) ?? rowOf(document.querySelector("[data-row]:target"));
function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(current());
  rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
const acts = {
  next: () => walk(1),
  previous: () => walk(-1),
  open: () => current()?.click(),
  pick: () => current()?.closest(ROW).querySelector("[type=checkbox]")?.click(),
};
document.addEventListener("click", ({ target }) => acts[target.dataset.act]?.());
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("[data-row]")) return;
  event.preventDefault();
  walk(step);
});
