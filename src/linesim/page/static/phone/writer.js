/* Where the person writes: the text grows, is kept as a draft of its chat, and may answer a message. */

import { gist } from "./bubbles.js";
import { keep, kept } from "./keeping.js";
import { begun, now, on } from "./now.js";
import { get, make, theirs } from "./parts.js";
import { act } from "./sending.js";
import { word } from "./words.js";

const LONGEST = 4096; // characters in one message
let replying = null;
let editing = null;

const draftKey = (person, line) => `draft:${person}:${line}`;

export const draftOf = (line) => kept(draftKey(now.person, line)) ?? "";

export function setDraft(text) {
  get("text").value = text;
  changed();
}

/* The chat that was opened has a draft of its own. */
export function openDraft() {
  editing = null; // the text of the other chat
  stopReplying();
  get("text").value = draftOf(now.line);
  grow();
}

function changed() {
  if (now.person && now.line) keep(draftKey(now.person, now.line), get("text").value);
  grow();
}

function grow() {
  const text = get("text");
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
  text.style.overflowY = text.scrollHeight > text.clientHeight + 2 ? "auto" : "hidden";
  get("writer").classList.toggle("is-empty", !text.value.trim());
  const length = [...text.value.trim()].length;
  get("too-long").hidden = length <= LONGEST;
  get("too-long").textContent = length > LONGEST ? word("too-long", { n: length, most: LONGEST }) : "";
}

async function write(event) {
  event.preventDefault();
  const text = get("text").value.trim();
  if (!text || [...text].length > LONGEST) return;
  await begun;
  const doing = editing ? { type: "edit", message: editing.id, text } : { type: "text", text, ...(replying ? { reply_to: replying.id } : {}) };
  editing = null; // its text goes with it
  setDraft("");
  stopReplying();
  const isSent = await act(doing);
  if (!isSent && !get("text").value) setDraft(text);
}

function onKey(event) {
  if (event.key === "Escape") stopReplying();
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  write(event);
}

function reply(bubble) {
  stopReplying();
  replying = bubble;
  showAbout("replying-to", bubble);
}

function edit(bubble) {
  stopReplying();
  editing = bubble;
  setDraft(bubble.text);
  showAbout("editing", bubble);
}

/* Above the text stands the message that it is about. */
function showAbout(key, bubble) {
  const who = make("b", "", word(bubble.from === "person" ? "you" : "office"));
  get("about-key").textContent = word(key);
  get("replying-words").replaceChildren(who, theirs(gist(bubble)));
  get("replying").hidden = false;
  get("text").focus();
}

function stopReplying() {
  if (editing) setDraft("");
  [replying, editing] = [null, null];
  get("replying").hidden = true;
}

export function listenToWriter() {
  get("writer").addEventListener("submit", write);
  get("text").addEventListener("keydown", onKey);
  get("text").addEventListener("input", changed);
  get("no-reply").addEventListener("click", () => {
    stopReplying();
    get("text").focus();
  });
  on("reply", reply);
  on("edit", edit);
}
