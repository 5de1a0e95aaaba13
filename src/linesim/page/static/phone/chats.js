/* The first screen of a phone: its chats, the last message of each, and the codes of posters. */

import { gist, ticks } from "./bubbles.js";
import { moment, now, tell } from "./now.js";
import { button, get, icon, make, theirs } from "./parts.js";
import { badge, refill } from "./rows.js";
import { closeSheet, openSheet } from "./sheets.js";
import { shortTime } from "./times.js";
import { word } from "./words.js";
import { draftOf } from "./writer.js";

let before = "";

/* Draw the list anew where something in it changed. */
export function showChats() {
  const chats = newestFirst();
  const key = JSON.stringify([chats, now.person, document.documentElement.lang, chats.map(({ line }) => draftOf(line.phone_number_id))]);
  if (key === before) return;
  before = key;
  refill(get("chat-list"), chats.map(row));
}

function newestFirst() {
  const talked = new Map((now.phones.find((phone) => phone.wa_id === now.person)?.chats ?? []).map((chat) => [chat.line, chat]));
  const chats = now.lines.map((line) => ({ line, chat: talked.get(line.phone_number_id) }));
  return chats.sort((one, other) => (other.chat?.last?.at ?? "").localeCompare(one.chat?.last?.at ?? ""));
}

function row({ line, chat }) {
  const opens = button("row", [make("span", "seal", icon("office")), middle(line, chat)], () => tell("open-line", { line: line.phone_number_id, unread: chat?.unread ?? 0 }));
  opens.dataset.key = line.phone_number_id;
  return make("li", "", opens);
}

function middle(line, chat) {
  const time = chat?.last ? make("time", "", shortTime(chat.last.at, moment())) : null;
  const unread = chat?.unread ? badge(chat.unread) : null;
  return make("span", "middle", make("span", "upper", theirs(line.name, "name"), time), make("span", "lower", said(line, chat), unread));
}

function said(line, chat) {
  const draft = draftOf(line.phone_number_id);
  if (draft) return make("span", "last", make("b", "draft", word("draft")), " ", theirs(draft));
  if (chat?.typing) return make("span", "last typing-word", word("typing"));
  if (!chat?.last) return make("span", "last", word("no-message"));
  return make("span", "last", ...(chat.last.from === "person" && !chat.last.deleted ? ticks(chat.last) : []), theirs(gist(chat.last)));
}

/* The code of a poster opens its chat with the text already typed, as a scanned one does. */
function openPosters() {
  const entries = now.lines.flatMap((line) => line.entries.map((entry) => ({ line, entry })));
  const rows = entries.map(({ line, entry }) => {
    const inside = make("span", "", theirs(entry.text), make("small", "", theirs(line.name)));
    return button("option", [icon("poster"), inside], () => {
      closeSheet("posters");
      tell("open-line", { line: line.phone_number_id, text: entry.text });
    });
  });
  get("poster-list").replaceChildren(...(rows.length ? rows : [make("p", "soft", word("no-poster"))]));
  openSheet("posters");
}

export function listenToChats() {
  get("open-posters").addEventListener("click", openPosters);
}
