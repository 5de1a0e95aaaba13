/* The text of a message: *bold*, _italic_, ~struck~, ```code``` and addresses; everything else as it was written. */

import { make } from "./parts.js";
import { word } from "./words.js";

const MARKS = /```([^`]+)```|\*([^*\n]+)\*|_([^_\n]+)_(?![\p{L}\p{N}])|~([^~\n]+)~|(https?:\/\/[^\s<>]+)/gu;
const TAGS = ["code", "b", "i", "s"];
const UNSEEN = /[\p{Cf}\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;
const NEAR = ["127.0.0.1", "localhost", "[::1]"];

/* Whether a text has nothing in it that an eye could see. */
export const isUnseen = (text) => text.replace(UNSEEN, "") === "";

export function formatted(text) {
  const words = make("div", "words");
  words.dir = "auto";
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    words.append(text.slice(end, found.index), marked(found));
    end = found.index + found[0].length;
  }
  words.append(text.slice(end));
  return words;
}

function marked(found) {
  if (found[5]) return address(found[5]);
  const place = [1, 2, 3, 4].find((group) => found[group] !== undefined);
  return make(TAGS[place - 1], "", found[place]);
}

/* Only an address of this machine can be opened: a trial phone leads nobody outside. */
function address(written) {
  if (!isNear(written)) {
    const outside = make("span", "outside", written);
    outside.title = word("link-why");
    return outside;
  }
  const link = make("a", "", written);
  Object.assign(link, { href: written, target: "_blank", rel: "noopener noreferrer" });
  return link;
}

export function isNear(written) {
  try {
    const { protocol, hostname } = new URL(written);
    return /^https?:$/.test(protocol) && NEAR.includes(hostname);
  } catch {
    return false;
  }
}

/* One line of it, for a list or a quote. */
export const inShort = (text) => text.slice(0, 300).replace(/\s+/g, " ").replace(/[*_~`]/g, "");
