// The desk's own few lines: nothing here is needed to read a case or to act on it.

const find = (selector) => document.querySelector(selector);

// --- Looking again: when the bell rings, when somebody comes back, and by itself: seldom while the bell is
// heard, often while it is not. Never while nobody looks; and a word when the line is down. ---

const SELDOM = 20_000;
const OFTEN = 2_000;
let bell = null;
let nextLook = 0;
const look = () => {
  clearTimeout(nextLook);
  nextLook = setTimeout(look, bell?.readyState === EventSource.OPEN ? SELDOM : OFTEN);
  if (document.hidden) return;
  document.querySelectorAll("[data-poll]").forEach((part) => part.dispatchEvent(new CustomEvent("look")));
};
const listen = () => {
  const address = find("[data-bell]")?.dataset.bell;
  if (document.hidden) bell?.close(); // a browser opens six streams to one host: none for a page that nobody sees
  if (document.hidden || !address || (bell && bell.readyState !== EventSource.CLOSED)) return;
  bell = new EventSource(address);
  bell.addEventListener("message", look);
};
document.addEventListener("visibilitychange", listen);
document.addEventListener("visibilitychange", look);
listen();
nextLook = setTimeout(look, OFTEN);
const tellStale = (stale) => {
  const notice = find("[data-stale]");
  if (notice) notice.hidden = !stale;
};
document.addEventListener("htmx:sendError", () => tellStale(true));
document.addEventListener("htmx:responseError", (event) => tellStale(event.detail.xhr.status >= 500));
document.addEventListener("htmx:beforeOnLoad", (event) => tellStale(event.detail.xhr.status >= 500));

// --- What an officer is typing is never taken away: the forms are renewed only while they are untouched. ---

const isHeard = (box) => [...box.querySelectorAll("audio")].some((voice) => !voice.paused);
const isTouched = (box) =>
  [...box.querySelectorAll("textarea, select, input[type=file], .move [type=radio]:checked")].some((field) => {
    if (field === document.activeElement) return true;
    if (field.tagName === "SELECT") return field.selectedIndex > 0;
    return field.value !== "";
  });
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (isHeard(event.detail.target)) event.detail.shouldSwap = false; // it is looked at again in two seconds
  const forms = event.detail.target;
  if (!forms.matches("#case-composer, #case-acts, #talk-acts")) return;
  event.detail.shouldSwap = !isTouched(forms);
  forms.toggleAttribute("data-behind", !event.detail.shouldSwap);
  find("#moved-on").hidden = !find("[data-behind]");
});

// --- The photos that were chosen are shown before they are sent. ---

document.documentElement.classList.add("scripted");
document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const pictures = [...event.target.files].map((file) => {
    const picture = Object.assign(new Image(), { className: "photo", alt: file.name, src: URL.createObjectURL(file) });
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    return picture;
  });
  event.target.parentElement.querySelector("[data-chosen]").replaceChildren(...pictures);
});

// --- A form on its way says so; a second press of the button changes nothing on the server either. ---

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".move")) return;
  if (event.target.getAttribute("aria-busy") === "true") event.preventDefault();
  event.target.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));

// --- A photo opens large over the page; without this line it opens in a tab of its own. ---

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-large]");
  const dialog = find("dialog.large");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.querySelector("img").src = link.href;
  dialog.showModal();
});

// --- After a refusal: to the field it is about, which on a telephone stands far below. ---

const wrong = find(".move .wrong");
if (wrong) {
  wrong.closest(".move").scrollIntoView();
  wrong.closest(".move").querySelector("[aria-invalid=true], textarea, select")?.focus({ preventScroll: true });
}
