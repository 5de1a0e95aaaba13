/* The open chat: messages are added one by one, the reader stays where he reads, and news is waited for. */

import { render } from "./bubbles.js";
import { moment, now, on, openLine, tell } from "./now.js";
import { notice } from "./notices.js";
import { button, get, make, theirs } from "./parts.js";
import { act } from "./sending.js";
import { ask, pause, RefusedError, RETRY_AFTER } from "./simulator.js";
import { dayName, dayOf } from "./times.js";
import { word } from "./words.js";

const WAIT_SECONDS = 25;
const PATIENCE = 3000; // milliseconds until a message that the office has not taken means that it is away
const NEAR_END = 90; // pixels
const MOST_GREETINGS = 6;

const shown = new Map(); // the messages of the chat by id
let turn = null; // ends the waiting for the chat that was open before
let isAtEnd = true;
let missed = 0;
let patience = null;

export const bubbleOf = (id) => shown.get(id);

/* Show the chat of this phone with this line, from its beginning; `unread` messages at its end are new. */
export function openChat({ unread = 0 } = {}) {
  turn?.abort();
  clear();
  if (!now.line || document.hidden) return;
  turn = new AbortController();
  follow({ line: now.line, person: now.person, signal: turn.signal, unread });
}

export function closeChat() {
  turn?.abort();
  turn = null;
}

function clear() {
  shown.clear();
  get("chat").replaceChildren();
  get("hello").replaceChildren();
  get("typing").hidden = true;
  for (const kind of ["refused", "office-away", "is-offline", "is-blocked"]) notice(kind, false);
  clearTimeout(patience);
  patience = null;
  missed = 0;
  isAtEnd = true;
  showPill();
}

async function follow({ line, person, signal, unread }) {
  let [after, wait] = [0, 0];
  while (!signal.aborted) {
    try {
      const query = new URLSearchParams({ line, after, wait });
      const chat = await ask(`/control/phones/${person}/chat?${query}`, { signal });
      const isWhole = after === 0;
      if (signal.aborted) return;
      [after, wait] = chat.version < after ? [0, 0] : [chat.version, WAIT_SECONDS]; // another world has begun
      if (after || isWhole) update(chat, { isWhole, unread });
    } catch (problem) {
      if (signal.aborted) return;
      lost(problem);
      [after, wait, unread] = [0, 0, 0];
      await pause(RETRY_AFTER);
    }
  }
}

function lost(problem) {
  if (problem instanceof RefusedError) notice("refused", true, problem.message);
  else notice("away", true);
}

function update(chat, { isWhole, unread }) {
  notice("away", false);
  if (isWhole) forgetAllBut(chat.bubbles);
  const isFirst = isWhole && !shown.size;
  const log = get("chat");
  if (isFirst) log.setAttribute("aria-live", "off"); // a whole chat is not read aloud
  const before = shown.size;
  const fresh = chat.bubbles.filter(show);
  if (isFirst) requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  get("typing").hidden = !chat.typing;
  tell("person", chat.person);
  notice("is-blocked", chat.person.blocked);
  notice("is-offline", chat.person.offline);
  watchOffice();
  greet();
  if (isFirst) arrive(unread);
  else if (shown.size > before || chat.typing) settle(fresh);
}

/* After the simulator began anew, what it does not know any more is gone. */
function forgetAllBut(bubbles) {
  const known = new Set(bubbles.map((bubble) => bubble.id));
  for (const id of [...shown.keys()].filter((id) => !known.has(id))) {
    shown.delete(id);
    get(id)?.remove();
  }
  if (!shown.size) get("chat").replaceChildren();
}

/* Put a message in its place; whether it is a new one. */
function show(bubble) {
  const known = shown.get(bubble.id);
  if (known && JSON.stringify(known) === JSON.stringify(bubble)) return false;
  const before = known ? get(bubble.id) : null;
  const previous = before ? bubbleAbove(before) : [...shown.values()].at(-1);
  const isNewDay = !before && (!previous || dayOf(previous.at) !== dayOf(bubble.at));
  shown.set(bubble.id, bubble);
  const first = before ? before.classList.contains("first") : isNewDay || previous.from !== bubble.from;
  const item = render(bubble, { quoted: quotedBy(bubble, previous), first });
  if (before) before.replaceWith(item);
  else get("chat").append(...(isNewDay ? [day(bubble.at)] : []), item);
  return !known;
}

function bubbleAbove(item) {
  let above = item.previousElementSibling;
  while (above && !shown.has(above.id)) above = above.previousElementSibling;
  return shown.get(above?.id);
}

/* A tap on the message just above needs no quote of it. */
function quotedBy(bubble, previous) {
  const quoted = shown.get(bubble.reply_to);
  const isTapOnLast = bubble.type === "reply" && previous?.id === bubble.reply_to;
  return isTapOnLast ? undefined : quoted;
}

function day(at) {
  return make("p", "day", make("span", "", dayName(at, moment())));
}

/* ---- where the reader is ---- */
function arrive(unread) {
  const theirBubbles = [...shown.values()].filter((bubble) => bubble.from === "office");
  const firstNew = unread ? theirBubbles.at(-unread) : undefined;
  if (!firstNew || theirBubbles.length === unread) return toEnd();
  const sign = make("p", "day new", make("span", "", word("new-below")));
  get(firstNew.id).before(sign);
  sign.scrollIntoView({ block: "start" });
  return notePlace();
}

function settle(fresh) {
  const isMine = fresh.some((bubble) => bubble.from === "person");
  if (isAtEnd || isMine) return toEnd();
  missed += fresh.filter((bubble) => bubble.from === "office").length;
  return showPill();
}

function toEnd() {
  const scroll = get("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  isAtEnd = true;
  missed = 0;
  showPill();
}

function notePlace() {
  const scroll = get("scroll");
  isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
  if (isAtEnd) missed = 0;
  showPill();
}

function showPill() {
  get("news").hidden = isAtEnd;
  get("news-words").textContent = missed ? word("news", { n: missed }) : word("to-end");
  get("news-words").classList.toggle("hidden", !missed);
  get("news").classList.toggle("fresh", missed > 0);
}

/* Go to a message and let it be seen which one is meant. */
function jumpTo(id) {
  const target = get(id);
  if (!target) return;
  target.tabIndex = -1;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  target.classList.remove("pointed");
  requestAnimationFrame(() => target.classList.add("pointed"));
}

/* ---- the office, and the first word to it ---- */
function watchOffice() {
  const isWaiting = [...shown.values()].some((bubble) => bubble.from === "person" && !bubble.arrived);
  if (isWaiting) patience ??= setTimeout(() => notice("office-away", true), PATIENCE);
  else {
    clearTimeout(patience);
    patience = null;
    notice("office-away", false);
  }
}

function greet() {
  const hello = get("hello");
  if (shown.size) return hello.replaceChildren();
  if (hello.childElementCount) return undefined;
  const entries = (openLine()?.entries ?? []).slice(0, MOST_GREETINGS);
  const texts = entries.length ? entries.map((entry) => entry.text) : [word("hello")];
  return hello.append(make("p", "", word("start")), ...texts.map((text) => button("chip", theirs(text), () => act({ type: "text", text }))));
}

export function listenToChat() {
  const scroll = get("scroll");
  scroll.addEventListener("scroll", notePlace, { passive: true });
  get("news").addEventListener("click", toEnd);
  new ResizeObserver(() => { if (isAtEnd) toEnd(); }).observe(get("chat"));
  new ResizeObserver(() => { if (isAtEnd) toEnd(); }).observe(scroll);
  on("jump", jumpTo);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) closeChat();
    else if (now.line) resume();
  });
}

/* The page is looked at again: what is shown stays, what came meanwhile is added. */
function resume() {
  turn?.abort();
  turn = new AbortController();
  follow({ line: now.line, person: now.person, signal: turn.signal, unread: 0 });
}
