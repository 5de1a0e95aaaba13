// The photo of a paper on a cheap telephone and a slow line: made smaller before it goes, and sent again by itself.

const LONGEST = 2600; // pixels: of A4 nine a millimetre, as the office looks at it
const AGAIN = 4000; // milliseconds after the line broke
const form = () => document.querySelector("[data-photos]");
const show = (name, on) => form()?.querySelector(`[data-${name}]`)?.toggleAttribute("hidden", !on);
document.documentElement.classList.add("scripted");

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const scale = picture && LONGEST / Math.max(picture.width, picture.height);
  if (!picture || (scale >= 1 && file.size < 1e6)) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * Math.min(scale, 1));
  canvas.height = Math.round(picture.height * Math.min(scale, 1));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return made && made.size < file.size ? new File([made], "photo.jpg", { type: "image/jpeg" }) : file;
}

addEventListener("change", async ({ target }) => {
  if (target.id !== "photos" || !target.files.length) return;
  const chosen = new DataTransfer();
  for (const file of target.files) chosen.items.add(await smaller(file));
  target.files = chosen.files;
  target.parentElement.querySelector("[data-chosen]").replaceChildren(...[...chosen.files].map((file) =>
    Object.assign(new Image(), { className: "photo", alt: file.name, src: URL.createObjectURL(file) })));
});

let again = 0;
addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target !== form()) return;
  clearTimeout(again);
  show("broken", false);
  show("going", true);
});
addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  if (target === form() && detail.lengthComputable) target.querySelector("progress").value = (100 * detail.loaded) / detail.total;
});
for (const name of ["htmx:sendError", "htmx:timeout"]) addEventListener(name, ({ target }) => {
  if (target !== form()) return;
  show("going", false);
  show("broken", true);
  again = setTimeout(() => form()?.requestSubmit(), AGAIN);
});
