/* What hangs on a message: a picture, a voice note, a film, or a paper with its name and size. */

import { tell } from "./now.js";
import { button, hidden, icon, make, theirs } from "./parts.js";
import { player } from "./player.js";
import { sizeOf } from "./times.js";
import { word } from "./words.js";

/* The path of a file of the simulator's own; null for an address elsewhere, which is never fetched. */
export function ownPath(file) {
  const { pathname } = new URL(file, location.href);
  return pathname.startsWith("/control/files/") ? pathname : null;
}

const isPicture = (bubble) => /^image\//.test(bubble.mime_type ?? "") && bubble.type !== "document";

export function attached(bubble) {
  const path = ownPath(bubble.file);
  if (path && isPicture(bubble)) return picture(bubble, path);
  if (path && bubble.type === "audio") return player(path);
  if (path && bubble.type === "video") return film(path);
  return paper(bubble, path);
}

function picture(bubble, path) {
  const image = make("img", bubble.type === "sticker" ? "sticker-picture" : "picture");
  Object.assign(image, { src: path, alt: bubble.text || word(bubble.type === "sticker" ? "sticker" : "image"), decoding: "async" });
  if (bubble.type === "sticker") return image;
  return button("open-picture", [image, hidden(word("open-photo"))], () => tell("photo", { path, text: bubble.text }));
}

function film(path) {
  return Object.assign(make("video", "picture"), { src: path, controls: true, preload: "metadata" });
}

function paper(bubble, path) {
  const name = bubble.filename || word(bubble.type);
  const about = [kindOf(name, bubble.mime_type), bubble.size ? sizeOf(bubble.size) : ""].filter(Boolean).join(" · ");
  const inside = [icon("paper"), make("span", "", theirs(name), make("small", "", about))];
  if (!path) return make("div", "paper", ...inside);
  const link = make("a", "paper", ...inside, icon("down"));
  Object.assign(link, { href: path, download: name, target: "_blank", rel: "noopener" });
  return link;
}

function kindOf(name, mimeType) {
  const [, ending] = /\.(\w{2,5})$/.exec(name) ?? [];
  return (ending ?? mimeType?.split("/")[1]?.split(";")[0] ?? "").toUpperCase();
}
