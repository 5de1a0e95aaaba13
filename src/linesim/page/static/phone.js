/* The phone in the browser: opens a phone and a chat, and lets the parts of the page hear what happens. */

import { closeChat, listenToChat, openChat } from "./phone/chat.js";
import { listenToCalls } from "./phone/calling.js";
import { listenToChats, showChats } from "./phone/chats.js";
import { listenToMenu } from "./phone/menu.js";
import { now, on, openLine, tellBegun } from "./phone/now.js";
import { notice, say, showNotice } from "./phone/notices.js";
import { get, theirs } from "./phone/parts.js";
import { keepLooking, listenToPeople, look, NUMBER, pick, showPeople } from "./phone/people.js";
import { fillStickers, listenToPhotos } from "./phone/photos.js";
import { listenToPlaces } from "./phone/places.js";
import { listenToProfile } from "./phone/profile.js";
import { closeSheet, listenToSheets } from "./phone/sheets.js";
import { insist } from "./phone/simulator.js";
import { listenToVoice } from "./phone/voice.js";
import { keepLanguage, keptLanguage, otherLanguage, speak } from "./phone/words.js";
import { listenToWriter, openDraft, setDraft } from "./phone/writer.js";

const asked = new URLSearchParams(location.search);

/* ---- screens ---- */
function showScreen() {
  document.body.dataset.screen = now.line ? "chat" : "chats";
  get("screen-chat").hidden = !now.line;
  get("screen-chats").hidden = Boolean(now.line);
  showLine();
  const address = new URL(location.href);
  const open = { line: now.line, phone: now.person };
  for (const [name, value] of Object.entries(open)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  address.searchParams.delete("text");
  history.replaceState(null, "", address);
}

/* With whom the chat is: the name of the line, and its number where that is another. */
function showLine() {
  const { name = now.line, display = name } = openLine() ?? {};
  get("with").replaceChildren(theirs(name));
  get("with-number").textContent = display === name ? "" : display;
}

function openTheLine({ line, unread = 0, text = "", isAsked = true }) {
  now.line = line;
  showScreen();
  openDraft();
  if (text) setDraft(text);
  openChat({ unread });
  if (isAsked && matchMedia("(pointer: fine)").matches) get("text").focus({ preventScroll: true });
}

function openList() {
  closeChat();
  now.line = "";
  showScreen();
  notice("refused", false);
  showChats();
  look().catch(say);
}

async function switchPhone(number) {
  closeSheet("phones-sheet");
  try {
    await pick(number);
  } catch (problem) {
    return say(problem);
  }
  return now.line ? openTheLine({ line: now.line }) : openList();
}

function speakOther() {
  speak(otherLanguage());
  keepLanguage();
  translate();
  showChats();
  showPeople();
  if (now.person && now.line) openChat();
}

/* What no part of the page names by itself. */
function translate() {
  const other = otherLanguage();
  get("language").textContent = other === "en" ? "EN" : "বাং";
  get("language").lang = other;
  fillStickers();
  showNotice();
}

function listen() {
  for (const part of [listenToSheets, listenToPeople, listenToChat, listenToChats, listenToMenu, listenToWriter, listenToPhotos, listenToPlaces, listenToVoice, listenToProfile, listenToCalls]) part();
  get("language").addEventListener("click", speakOther);
  get("back").addEventListener("click", openList);
  on("open-line", openTheLine);
  on("switch-phone", switchPhone);
  on("phones", () => {
    if (now.line) showLine();
    else showChats();
  });
}

async function begin() {
  speak(asked.get("lang") ?? keptLanguage() ?? "bn");
  translate();
  listen();
  const number = NUMBER.test(asked.get("phone") ?? "") ? asked.get("phone") : null;
  now.line = asked.get("line") ?? "";
  document.body.dataset.screen = now.line ? "chat" : "chats";
  get("screen-chat").hidden = !now.line;
  get("screen-chats").hidden = Boolean(now.line);
  const typed = asked.get("text") ?? "";
  if (typed) get("text").value = typed;
  await insist(look, say);
  await insist(() => pick(number ?? now.phones[0].wa_id), say);
  notice("away", false);
  if (now.line) openTheLine({ line: now.line, text: get("text").value || typed, isAsked: false });
  else openList();
  tellBegun();
  keepLooking();
}

begin();
