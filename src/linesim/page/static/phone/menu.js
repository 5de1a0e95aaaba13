/* What can be done with one message: answer it, react, take it back, copy it. By button, long press or swipe. */

import { bubbleOf } from "./chat.js";
import { gist } from "./bubbles.js";
import { chooseLine, isForwardable } from "./forwarding.js";
import { now, on, tell } from "./now.js";
import { button, get, hidden, icon, make, theirs } from "./parts.js";
import { act } from "./sending.js";
import { closeSheet, openSheet } from "./sheets.js";
import { drawn, SIGNS } from "./signs.js";
import { word } from "./words.js";
import { isXray, pointOut } from "./xray.js";

const EDITABLE = ["text", "image", "document", "video"];
const LONG_PRESS = 500; // milliseconds
const SWIPE = 64; // pixels to the side
const STEADY = 24; // pixels up or down, or of a trembling finger

function open(bubble) {
  get("menu-gist").replaceChildren(theirs(gist(bubble)));
  get("menu-reactions").replaceChildren(...(bubble.deleted ? [] : reactions(bubble)));
  get("menu-acts").replaceChildren(...actsOn(bubble));
  openSheet("menu");
}

function reactions(bubble) {
  const signs = SIGNS.map((sign) => {
    const choice = button("flat icon", [drawn(sign), hidden(word(`sticker-${sign.name}`))], () => react(bubble, sign.emoji));
    choice.setAttribute("aria-pressed", String(bubble.reaction === sign.emoji));
    return choice;
  });
  const back = bubble.reaction ? [button("plain", word("no-reaction"), () => react(bubble, ""))] : [];
  return [...signs, ...back];
}

function react(bubble, emoji) {
  closeSheet("menu");
  return act({ type: "react", emoji, message: bubble.id });
}

function actsOn(bubble) {
  const listed = [
    [!bubble.deleted, "reply", "reply", () => tell("reply", bubble)],
    [!bubble.deleted && isForwardable(bubble), "forward", "forward", () => chooseLine(bubble)],
    [bubble.from === "person" && EDITABLE.includes(bubble.type) && !bubble.deleted, "pen", "edit", () => tell("edit", bubble)],
    [Boolean(bubble.text) && !bubble.deleted, "copy", "copy", () => navigator.clipboard?.writeText(bubble.text).catch(() => {})],
    [isXray && Boolean(bubble.callback), "out", "xray", () => pointOut(bubble, { line: now.line, phone: now.person })],
    [bubble.from === "person" && !bubble.deleted, "bin", "delete", () => act({ type: "delete", message: bubble.id })],
  ];
  return listed.filter(([fits]) => fits).map(([, sign, key, doing]) => button("option", [icon(sign), make("span", "", word(key))], () => {
    closeSheet("menu");
    doing();
  }));
}

/* ---- by finger ---- */
function bubbleAt(event) {
  const item = event.target.closest(".bubble");
  return item ? bubbleOf(item.id) : undefined;
}

function listenToFingers(chat) {
  let began = null;
  const forget = () => { clearTimeout(began?.timer); began = null; };
  chat.addEventListener("touchstart", (event) => {
    const bubble = bubbleAt(event);
    if (!bubble || bubble.deleted || event.touches.length > 1) return forget();
    const [{ clientX: x, clientY: y }] = event.touches;
    began = { x, y, bubble, timer: setTimeout(() => { forget(); open(bubble); }, LONG_PRESS) };
    return undefined;
  }, { passive: true });
  chat.addEventListener("touchmove", (event) => {
    if (!began) return;
    const [{ clientX, clientY }] = event.touches;
    const [right, down] = [clientX - began.x, Math.abs(clientY - began.y)];
    if (Math.abs(right) > STEADY || down > STEADY) clearTimeout(began.timer);
    if (down > STEADY) return forget();
    if (right > SWIPE) {
      tell("reply", began.bubble);
      forget();
    }
  }, { passive: true });
  for (const end of ["touchend", "touchcancel"]) chat.addEventListener(end, forget, { passive: true });
}

export function listenToMenu() {
  on("menu", open);
  listenToFingers(get("chat"));
  get("chat").addEventListener("contextmenu", (event) => {
    const bubble = bubbleAt(event);
    if (!bubble || bubble.deleted || getSelection().toString()) return;
    event.preventDefault();
    open(bubble);
  });
}
