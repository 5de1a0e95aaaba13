// The photo of a paper on a cheap telephone and a slow line: made smaller before it goes, sent again by itself. Where
// the office does not find the paper in it, its four corners are shown by hand.

const LONGEST = 2600; // pixels: of A4 nine a millimetre, as the office looks at it
const AGAIN = 4000; // milliseconds after the line broke
const asked = (target) => target.closest?.("form[data-photos]");
const show = (form, name, on) => form.querySelector(`[data-${name}]`).toggleAttribute("hidden", !on);
const chosenIn = (form) => [...form.querySelectorAll("input[type=file]")]; // from the camera, or from the gallery
document.documentElement.classList.add("scripted");

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const scale = picture && LONGEST / Math.max(picture.width, picture.height);
  if (!picture || (scale >= 1 && file.size < 1e6)) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * Math.min(scale, 1));
  canvas.height = Math.round(picture.height * Math.min(scale, 1));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return made && made.size < file.size ? new File([made], "photo.jpg", { type: "image/jpeg" }) : file;
}

function asFiles(...files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  return chosen.files;
}

addEventListener("change", async ({ target }) => {
  const form = asked(target);
  if (!form || target.type !== "file" || !target.files.length) return;
  for (const other of chosenIn(form)) if (other !== target) other.value = "";
  target.files = asFiles(...await Promise.all([...target.files].map(smaller)));
  form.querySelector("[data-chosen]").replaceChildren(...[...target.files].map((file) =>
    Object.assign(new Image(), { className: "photo", alt: file.name, src: URL.createObjectURL(file) })));
});

// --- On its way, and once more where the line broke. ---

let again = 0, sent = [];
addEventListener("htmx:beforeRequest", ({ target }) => {
  const form = asked(target);
  if (!form) return;
  clearTimeout(again);
  sent = chosenIn(form).flatMap((input) => [...input.files]);
  show(form, "broken", false);
  show(form, "going", true);
});
addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const form = asked(target);
  if (form && detail.lengthComputable) form.querySelector("progress").value = (100 * detail.loaded) / detail.total;
});
function broke({ target, detail }) {
  const form = asked(target), status = detail.xhr.status;
  if (!form) return;
  const tries = !status || status >= 500;
  show(form, "going", false);
  show(form, "broken", tries);
  form.ariaBusy = null;
  if (tries) again = setTimeout(() => form.isConnected && form.requestSubmit(), AGAIN);
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) addEventListener(name, broke);

// --- The corners by hand: dragged, or moved with the arrows. ---

const CORNERS = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const AROUND = 0.06; // of the photo's width, on each side of the corner, in the glass
let points = [], held = null;

function draw(form, at) {
  const said = points.map((point) => point.map((part) => part.toFixed(4)).join()).join(" ");
  form.elements.corners.value = said;
  form.querySelector("polygon").setAttribute("points", said);
  form.querySelectorAll("[data-corner]").forEach((handle, place) => {
    handle.style.left = `${points[place][0] * 100}%`;
    handle.style.top = `${points[place][1] * 100}%`;
  });
  const glass = form.querySelector("canvas"), photo = form.querySelector("img");
  glass.hidden = at === undefined;
  if (glass.hidden) return;
  const [x, y] = points[at], wide = photo.naturalWidth * AROUND, half = glass.width / 2, pen = glass.getContext("2d");
  glass.classList.toggle("left", x > 0.5);
  pen.fillRect(0, 0, glass.width, glass.height);
  pen.drawImage(photo, x * photo.naturalWidth - wide, y * photo.naturalHeight - wide, 2 * wide, 2 * wide, 0, 0, 2 * half, 2 * half);
  pen.strokeStyle = "#c22630";
  pen.strokeRect(half, -1, 0, 2 * half + 2);
  pen.strokeRect(-1, half, 2 * half + 2, 0);
}
function move(handle, x, y) {
  const at = Number(handle.dataset.corner);
  points[at] = [x, y].map((part) => Math.min(1, Math.max(0, part)));
  draw(handle.form, at);
}
function begin() {
  const form = document.querySelector("form[data-shown-by-hand]"), photo = sent[form?.dataset.shownByHand];
  (document.getElementById("photos_error") ?? document.getElementById("ink")).scrollIntoView();
  if (!photo) return;
  const stage = form.querySelector(".stage");
  const picture = Object.assign(new Image(), { alt: stage.dataset.photo, src: URL.createObjectURL(photo) });
  stage.prepend(picture);
  points = CORNERS.map((point) => [...point]);
  picture.onload = () => draw(form);
  form.elements.photos.files = asFiles(photo);
  form.hidden = false;
}
addEventListener("htmx:afterSettle", ({ target }) => { if (target.id === "ink") begin(); });
addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-corner]");
  if (!handle) return;
  const { left, top, width, height } = handle.getBoundingClientRect();
  held = { handle, x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
  handle.setPointerCapture(event.pointerId);
  move(handle, ...points[handle.dataset.corner]);
});
addEventListener("pointermove", (event) => {
  if (!held) return;
  const { left, top, width, height } = held.handle.parentElement.getBoundingClientRect();
  move(held.handle, (event.clientX - held.x - left) / width, (event.clientY - held.y - top) / height);
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => { held = null; });
addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-corner]"), step = STEPS[event.key];
  if (!handle || !step) return;
  event.preventDefault();
  const [x, y] = points[handle.dataset.corner], far = event.shiftKey ? 0.03 : 0.003;
  move(handle, x + step[0] * far, y + step[1] * far);
});
addEventListener("focusout", ({ target }) => { if (target.closest?.("[data-corner]")) draw(target.form); });
