// What every page of the desk does by itself.

// --- Looking again: at the bell, on coming back, by itself; never while nobody looks. A word when the line is down
// or the login has ended. ---

const SELDOM = 20_000;
const OFTEN = 2_000;
const [notice, ended] = document.querySelectorAll(".stale");
let bell = null;
let nextLook = setTimeout(look, OFTEN);
function look() {
  clearTimeout(nextLook);
  nextLook = setTimeout(look, bell?.readyState === EventSource.OPEN ? SELDOM : OFTEN);
  if (document.hidden) return;
  document.querySelectorAll("[data-poll]").forEach((part) => part.dispatchEvent(new Event("look")));
}
function listen() {
  if (document.hidden) bell?.close(); // a browser opens six streams to one host
  if (document.hidden || bell?.readyState < EventSource.CLOSED) return;
  bell = new EventSource(notice.dataset.bell);
  bell.addEventListener("message", look);
}
addEventListener("visibilitychange", listen);
addEventListener("visibilitychange", look);
listen();
addEventListener("htmx:sendError", () => { notice.hidden = false; });
addEventListener("htmx:beforeOnLoad", (event) => {
  const { status } = event.detail.xhr;
  const fields = [...document.querySelectorAll(":read-write, [type=file]")];
  notice.hidden = status < 500;
  ended.hidden = status !== 401 || fields.every((field) => field.value === field.defaultValue);
  if (ended.hidden) return;
  event.preventDefault();
  clearTimeout(nextLook);
});

// --- A form on its way says so. ---

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.ariaBusy) event.preventDefault();
  if (form.matches(".move")) form.ariaBusy = "true";
});
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((form) => { form.ariaBusy = null; }));
