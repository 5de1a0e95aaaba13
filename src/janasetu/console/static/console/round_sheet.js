// The form of a desk that is filled in without a network: a question is shown where what it depends on holds. What
// cannot be told here is asked; whether it applies is judged again when the form is sent.
const LATIN = /[\u0966-\u096f\u09e6-\u09ef]/g;
const latin = (text) => text.trim().replace(LATIN, (digit) => (digit.charCodeAt(0) & 15) - 6);
const number = (text) => (/^-?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")) : NaN);

function given(form, name) {
  const values = new FormData(form);
  const found = [...values.getAll(`${name}:code`), ...values.getAll(name)];
  return found.map((one) => (one instanceof File ? one.name : latin(one))).filter(Boolean);
}
function same(one, other) {
  return one === other || number(one) === number(other);
}
function ordered(one, sign, other) {
  const left = number(one), right = number(other);
  if (Number.isNaN(left) || Number.isNaN(right)) return true;
  return { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[sign];
}
function holds(form, when) {
  if (!Array.isArray(when)) return when;
  const [sign, ...parts] = when;
  if (sign === "and") return parts.every((part) => holds(form, part));
  if (sign === "or") return parts.some((part) => holds(form, part));
  if (sign === "not") return !holds(form, parts[0]);
  const [name, ...values] = parts, answers = given(form, name);
  if (!answers.length) return false;
  if (sign === "given") return true;
  if (sign === "!=") return !same(answers[0], values[0]);
  if (["=", "in", "has"].includes(sign)) return answers.some((one) => values.some((value) => same(one, value)));
  return ordered(answers[0], sign, values[0]);
}
function steer(form) {
  for (const question of form.querySelectorAll("[data-when]")) {
    question.hidden = !holds(form, JSON.parse(question.dataset.when)) && !question.querySelector(".wrong");
  }
}
const all = () => document.querySelectorAll("form[data-draft]").forEach(steer);

for (const kind of ["input", "change", "reset"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form ?? event.target;
    if (form.matches?.("form[data-draft]")) setTimeout(steer, 0, form);
  }, true);
}
new MutationObserver(all).observe(document.getElementById("round"), { childList: true });
all();
