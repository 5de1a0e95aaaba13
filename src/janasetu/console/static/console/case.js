// The page of a case: drafts, canned replies, the camera, and a conversation that grows without moving anything.

const find = (selector) => document.querySelector(selector);

// --- What is typed is kept on the server while it is typed, and at the latest when the page is left. ---

const PAUSE = 800; // milliseconds without a stroke
const waiting = new Map();
async function keep(field) {
  clearTimeout(waiting.get(field));
  if (!waiting.delete(field)) return;
  const { form } = field;
  const body = new URLSearchParams({ move: form.elements.move.value, text: field.value });
  const token = document.cookie.match(/(?:^|; )janasetu_csrf=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const sent = { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token } };
  const answer = await fetch(`${location.pathname}draft`, sent).catch(() => null);
  const told = form.querySelector("[data-kept]");
  if (told) told.hidden = !answer?.ok || !field.value;
}
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-draft]")) return;
  clearTimeout(waiting.get(target));
  waiting.set(target, setTimeout(keep, PAUSE, target));
});
document.addEventListener("submit", ({ target, submitter }) => {
  if (submitter?.hasAttribute("formaction")) return; // the words go elsewhere, and are still a draft here
  waiting.forEach((timer, field) => field.form === target && waiting.delete(field) && clearTimeout(timer));
});
addEventListener("pagehide", () => waiting.forEach((timer, field) => keep(field)));

// --- A tab brings its field; a photo taken from the button below brings its form. ---

document.addEventListener("change", ({ target }) => {
  if (target.name === "tab") find(`#${target.id.slice(4)} textarea`)?.focus();
  if (target.id !== "resolve_photos") return;
  target.closest("details").open = true;
  target.form.scrollIntoView();
});

// --- Canned replies: the list opens over the page, a choice stands where one was writing. ---

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-canned]")) {
    find("#canned").showModal();
    find("#canned-asked").dispatchEvent(new CustomEvent("look"));
  }
  const chosen = target.closest("[data-insert]");
  const field = find("#reply_note");
  if (!chosen || !field) return;
  find("#canned").close();
  field.setRangeText(chosen.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// --- The conversation grows below what is read in it, and above what is written: neither moves. ---

let place = null;
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id !== "case-story" || !detail.shouldSwap) return;
  const thread = find(".thread");
  const writing = document.activeElement;
  place = { thread, below: thread.scrollTop, height: thread.scrollHeight, writing, top: writing.getBoundingClientRect().top };
});
document.addEventListener("htmx:oobAfterSwap", () => {
  if (!place) return;
  const { thread, below, height, writing, top } = place;
  if (below < 0) thread.scrollTop = below - (thread.scrollHeight - height);
  if (writing.matches("textarea, input, select")) scrollBy({ top: writing.getBoundingClientRect().top - top, behavior: "instant" });
  place = null;
});
