// What a case and a talk share: forms that stay while they are written in, and photos.

// --- What somebody types or hears is not taken away: that part is renewed when it is at rest. ---

const isHeard = (part) => [...part.querySelectorAll("audio")].some((voice) => !voice.paused);
const isTouched = (part) =>
  [...part.querySelectorAll("textarea, select, input[type=file], .move [type=radio]:checked")].some((field) =>
    field === document.activeElement || (field.tagName === "SELECT" ? field.selectedIndex > 0 : field.value !== ""));
addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const part = detail.target;
  if (isHeard(part)) detail.shouldSwap = false;
  if (!part.matches("#case-composer, #case-acts, #talk-acts")) return;
  detail.shouldSwap = !isTouched(part);
  part.toggleAttribute("data-behind", !detail.shouldSwap);
  document.getElementById("moved-on").hidden = !document.querySelector("[data-behind]");
});

// --- The photos that were chosen are shown before they are sent. ---

document.documentElement.classList.add("scripted");
addEventListener("change", ({ target }) => {
  if (target.type !== "file") return;
  const photos = [...target.files].map((file) =>
    Object.assign(new Image(), { className: "photo", alt: file.name, src: URL.createObjectURL(file) }));
  target.parentElement.querySelector("[data-chosen]").replaceChildren(...photos);
});

// --- A photo opens large over the page; without this it opens in a tab of its own. ---

addEventListener("click", (event) => {
  const link = event.target.closest("[data-large]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.querySelector("dialog.large");
  dialog.querySelector("img").src = link.href;
  dialog.showModal();
});
