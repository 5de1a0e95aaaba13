/* Photos, papers and voice files chosen on this machine: seen once more, given a line of words, then sent. */

import { begun, on } from "./now.js";
import { notice, say } from "./notices.js";
import { button, get, hidden, icon, make, theirs } from "./parts.js";
import { act, asBase64 } from "./sending.js";
import { closeSheet, openSheet } from "./sheets.js";
import { asSticker, drawn, SIGNS } from "./signs.js";
import { sizeOf } from "./times.js";
import { word } from "./words.js";

const PHOTO_LIMIT = 5 * 1024 * 1024;
const PHOTO_EDGE = 1600; // pixels, as phones make a photo smaller
const LIMITS = { image: PHOTO_LIMIT, audio: 16 * 1024 * 1024, document: 100 * 1024 * 1024 };
const MOST_AT_ONCE = 10;
let chosen = []; // {kind, blob, name, address}

async function asPhoto(file) {
  if (["image/jpeg", "image/png"].includes(file.type) && file.size <= PHOTO_LIMIT) return file;
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, PHOTO_EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * shrink), Math.round(bitmap.height * shrink));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}

async function take(kind, input) {
  const files = [...input.files];
  input.value = "";
  if (!files.length) return;
  await begun;
  get("attach").close();
  notice("refused", files.length > MOST_AT_ONCE, word("too-many", { n: MOST_AT_ONCE }), "");
  for (const file of files.slice(0, MOST_AT_ONCE - chosen.length)) await add(kind, file);
  showChosen();
}

async function add(kind, file) {
  try {
    const blob = kind === "image" ? await asPhoto(file) : file;
    if (blob.size > LIMITS[kind]) return notice("refused", true, word("too-big", { name: file.name }), "");
    return chosen.push({ kind, blob, name: file.name, address: URL.createObjectURL(blob) });
  } catch {
    return notice("refused", true, word("no-photo", { name: file.name }), "");
  }
}

function showChosen() {
  if (!chosen.length) return closeSheet("preview");
  get("chosen").replaceChildren(...chosen.map(card));
  get("send-chosen").textContent = chosen.length > 1 ? word("send-count", { n: chosen.length }) : word("send");
  get("caption").closest("label").hidden = chosen.every(({ kind }) => kind === "audio");
  return openSheet("preview");
}

function card(one) {
  const away = button("flat icon take-away", [icon("close"), hidden(word("take-away", { name: one.name }))], () => {
    forget(one);
    showChosen();
  });
  if (one.kind !== "image") {
    return make("li", "paper", icon(one.kind === "audio" ? "voice" : "paper"), make("span", "", theirs(one.name), make("small", "", sizeOf(one.blob.size))), away);
  }
  const image = make("img");
  Object.assign(image, { src: one.address, alt: one.name });
  return make("li", "thumb", image, away);
}

function forget(one) {
  URL.revokeObjectURL(one.address);
  chosen = chosen.filter((other) => other !== one);
}

/* One after another, the words with the first; what could not go stays here. */
async function sendChosen(event) {
  event.preventDefault();
  get("send-chosen").disabled = true;
  for (const one of [...chosen]) {
    const words = get("caption").value.trim();
    const caption = words && one.kind !== "audio" ? { caption: words } : {};
    if (!(await act({ type: one.kind, file_base64: await asBase64(one.blob), ...named(one), ...caption }))) break;
    if (caption.caption) get("caption").value = "";
    forget(one);
  }
  get("send-chosen").disabled = false;
  if (!chosen.length) closeSheet("preview");
}

const named = ({ kind, name }) => (kind === "image" ? {} : { filename: name });

/* Whoever closes the sheet sends nothing. */
function dropChosen() {
  chosen.forEach(forget);
  get("caption").value = "";
}

async function sendSticker(sign) {
  closeSheet("stickers");
  try {
    await act({ type: "sticker", file_base64: await asBase64(await asSticker(sign)), mime_type: "image/webp" });
  } catch (problem) {
    say(problem);
  }
}

function showLarge({ path, text }) {
  Object.assign(get("large"), { src: path, alt: text || word("image") });
  get("large-words").replaceChildren(theirs(text));
  Object.assign(get("large-save"), { href: path, download: "" });
  openSheet("photo-sheet");
}

export function fillStickers() {
  get("sticker-list").replaceChildren(...SIGNS.map((sign) => button("flat", [drawn(sign), hidden(word(`sticker-${sign.name}`))], () => sendSticker(sign))));
}

export function listenToPhotos() {
  const kinds = { photo: "image", camera: "image", paper: "document", "voice-file": "audio", "voice-file-2": "audio" };
  for (const [id, kind] of Object.entries(kinds)) get(id).addEventListener("change", (event) => take(kind, event.target));
  get("preview-form").addEventListener("submit", sendChosen);
  get("preview").addEventListener("close", dropChosen);
  get("voice-sheet").addEventListener("change", () => get("voice-sheet").close());
  for (const tile of document.querySelectorAll("[data-sends]")) {
    tile.addEventListener("click", () => {
      tile.closest("dialog").close();
      act({ type: tile.dataset.sends });
    });
  }
  on("photo", showLarge);
}
