/* Reactions and stickers, drawn by us: a machine without a font for them shows them all the same. */

import { make } from "./parts.js";
import { word } from "./words.js";

const FACE = "M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21ZM8.4 8.2a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm7.2 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z";
export const SIGNS = [
  { name: "thumb", emoji: "👍", colour: "#b97700", path: "M2 10h4v11H2zM8 20V10l4.4-8.2c1.7 0 2.8 1.3 2.5 3L14.2 9h5.6c1.4 0 2.4 1.3 2 2.6l-2.3 7.9A2 2 0 0 1 17.6 21H9.4z" },
  { name: "heart", emoji: "❤️", colour: "#c0263c", path: "M12 21.4 3.6 13C-.8 8.5 2 2.2 7.3 2.2c2 0 3.7 1 4.7 2.6 1-1.6 2.7-2.6 4.7-2.6 5.3 0 8.1 6.3 3.7 10.8z" },
  { name: "smile", emoji: "😊", colour: "#b97700", path: `${FACE}M6.7 13.5h10.6a5.4 5.4 0 0 1-10.6 0Z` },
  { name: "sad", emoji: "😢", colour: "#4a6d8c", path: `${FACE}M7.3 18.2a5 5 0 0 1 9.4 0l-1.7.6a3.2 3.2 0 0 0-6 0z` },
  { name: "check", emoji: "✅", colour: "#1f7a43", path: "M4 2h16a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2Zm6.3 15.4L18.6 9l-1.7-1.7-6.6 6.7-3.1-3.1-1.7 1.7z" },
];
const STICKER_EDGE = 512; // pixels, as stickers are

export function drawn({ path, colour }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", colour);
  shape.setAttribute("fill-rule", "evenodd");
  svg.append(shape);
  return svg;
}

/* What stands under a message: our drawing of it where there is one, else the sign itself. */
export function reactionSign(emoji) {
  const sign = SIGNS.find((known) => known.emoji === emoji);
  return sign ? make("span", "sign", drawn(sign), make("span", "hidden", word(`sticker-${sign.name}`))) : make("span", "sign", emoji);
}

/* A sticker as phones send it: a WebP of 512 by 512. */
export function asSticker({ path, colour }) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = STICKER_EDGE;
  const pen = canvas.getContext("2d");
  pen.scale(STICKER_EDGE / 24, STICKER_EDGE / 24);
  pen.fillStyle = colour;
  pen.fill(new Path2D(path), "evenodd");
  return new Promise((done) => canvas.toBlob(done, "image/webp", 0.9));
}
