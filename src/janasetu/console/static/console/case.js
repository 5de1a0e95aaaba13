// The page of a case: drafts, canned replies, the camera, and a conversation that grows without moving anything.

const find = (selector) => document.querySelector(selector);

// --- What is typed is kept on the server, at a pause and when the page is left. ---

const PAUSE = 800; // milliseconds without a stroke
let typed = null; // the field that is not kept yet
let pause = 0;
async function keep() {
  clearTimeout(pause);
  if (!typed) return;
  const { form, value: text } = typed;
  typed = null;
  const said = new FormData(form);
  said.delete("photos"); // they go once, when all is sent
  said.set("text", text);
  const answer = await fetch(`${location.pathname}draft`, { method: "POST", body: said, keepalive: true }).catch(() => null);
  const told = form.querySelector("[data-kept]");
  if (told) told.hidden = !answer?.ok || !text;
}
addEventListener("input", ({ target }) => {
  if (!target.matches("[data-draft]")) return;
  if (typed !== target) keep();
  typed = target;
  clearTimeout(pause);
  pause = setTimeout(keep, PAUSE);
});
addEventListener("submit", ({ target, submitter }) => {
  if (submitter?.hasAttribute("formaction")) return; // the words go elsewhere, and are still a draft here
  if (typed?.form === target) typed = null;
});
addEventListener("pagehide", keep);

// --- A photo taken from the button below brings its form. ---

addEventListener("change", ({ target }) => {
  if (target.id !== "resolve_photos") return;
  target.closest("details").open = true;
  target.form.scrollIntoView();
});

// --- A tab brings its field; a canned reply stands where one was writing. ---

addEventListener("click", ({ target }) => {
  if (target.name === "tab") find(`#${target.id.slice(4)} :is(textarea, [type=radio])`)?.focus();
  const chosen = target.closest("[data-insert]");
  if (!chosen) return;
  find("#canned").hidePopover();
  const field = find("#reply_note");
  field.setRangeText(chosen.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// --- The conversation grows below what is read in it. ---

let stay = null;
addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id !== "case-story") return;
  const thread = find(".thread");
  const { scrollTop, scrollHeight } = thread; // counted from the end
  stay = () => { if (scrollTop < 0) thread.scrollTop = scrollTop + scrollHeight - thread.scrollHeight; };
});
addEventListener("htmx:oobAfterSwap", () => stay?.());
