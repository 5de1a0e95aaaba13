// What every page of the desk does by itself.

// --- Looking again: when the bell rings, when somebody comes back, and by itself, seldom while the bell is heard;
// never while nobody looks. And a word when the line is down. ---

const SELDOM = 20_000;
const OFTEN = 2_000;
const notice = document.querySelector("[data-stale]");
let bell = null;
let nextLook = setTimeout(look, OFTEN);
function look() {
  clearTimeout(nextLook);
  nextLook = setTimeout(look, bell?.readyState === EventSource.OPEN ? SELDOM : OFTEN);
  if (document.hidden) return;
  document.querySelectorAll("[data-poll]").forEach((part) => part.dispatchEvent(new CustomEvent("look")));
}
function listen() {
  if (document.hidden) bell?.close(); // a browser opens six streams to one host
  if (document.hidden || (bell && bell.readyState !== EventSource.CLOSED)) return;
  bell = new EventSource(notice.dataset.bell);
  bell.addEventListener("message", look);
}
document.addEventListener("visibilitychange", listen);
document.addEventListener("visibilitychange", look);
listen();
document.addEventListener("htmx:sendError", () => { notice.hidden = false; });
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => { notice.hidden = detail.xhr.status < 500; });

// --- A form on its way says so. ---

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.ariaBusy) event.preventDefault();
  if (form.matches(".move")) form.ariaBusy = "true";
});
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((form) => { form.ariaBusy = null; }));
