/* Sending a message on to an office, marked as forwarded. */

import { ownPath } from "./files.js";
import { now } from "./now.js";
import { button, get, icon, make, theirs } from "./parts.js";
import { act, asBase64 } from "./sending.js";
import { closeSheet, openSheet } from "./sheets.js";
import { say } from "./notices.js";

const FILES = ["image", "video", "document", "audio", "sticker"];

export const isForwardable = (bubble) => FILES.includes(bubble.type) ? Boolean(bubble.file && ownPath(bubble.file)) : Boolean(bubble.text);

/* Ask to which office, then send it there. */
export function chooseLine(bubble) {
  const rows = now.lines.map((line) => button("option", [icon("office"), make("span", "", theirs(line.name))], () => {
    closeSheet("forward");
    send(bubble, line.phone_number_id).catch(say);
  }));
  get("forward-lines").replaceChildren(...rows);
  openSheet("forward");
}

async function send(bubble, line) {
  const file = FILES.includes(bubble.type) ? await fileOf(bubble) : { type: "text", text: bubble.text };
  return act({ ...file, line, forwarded: true });
}

async function fileOf(bubble) {
  const bytes = await (await fetch(ownPath(bubble.file))).blob();
  const caption = bubble.text ? { caption: bubble.text } : {};
  return { type: bubble.type, file_base64: await asBase64(bytes), filename: bubble.filename ?? "", mime_type: bubble.mime_type, ...caption };
}
