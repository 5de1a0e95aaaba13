// A question of a desk's form is shown where what it depends on holds; when it is sent that is judged again.
const latin = (text) => text.trim().replace(/[০-৯०-९]/g, (digit) => (digit.charCodeAt(0) & 15) - 6);
const same = (one, other) => one === other || Number(one) === Number(other);
const ORDER = { "<": (one, other) => one < other, "<=": (one, other) => one <= other, ">": (one, other) => one > other, ">=": (one, other) => one >= other };

function given(form, name) {
  const values = new FormData(form);
  return [...values.getAll(`${name}:code`), ...values.getAll(name)].map((one) => latin(one.name ?? one)).filter(Boolean);
}
function holds(form, when) {
  if (!Array.isArray(when)) return when;
  const [sign, ...parts] = when;
  if (sign === "and") return parts.every((part) => holds(form, part));
  if (sign === "or") return parts.some((part) => holds(form, part));
  if (sign === "not") return !holds(form, parts[0]);
  const [name, ...values] = parts, answers = given(form, name), answer = answers[0];
  if (!answer || sign === "given") return !!answer;
  if (sign === "!=") return !same(answer, values[0]);
  if (!ORDER[sign]) return answers.some((one) => values.some((value) => same(one, value)));
  return Number.isNaN(answer - values[0]) || ORDER[sign](Number(answer), Number(values[0]));
}
function steer(form) {
  for (const question of form.querySelectorAll("[data-when]")) question.hidden = !holds(form, JSON.parse(question.dataset.when)) && !question.querySelector(".wrong");
}
const all = () => document.querySelectorAll("form[data-draft]").forEach(steer);

for (const kind of ["input", "change", "reset"]) addEventListener(kind, () => setTimeout(all), true);
new MutationObserver(all).observe(document.getElementById("round"), { childList: true });
all();
