/* The phone in the browser: shows one chat, sends what its person does, and waits for news. */

const WORDS = {
  bn: {
    ribbon: "পরীক্ষামূলক নমুনা, সরকারি পরিষেবা নয়", title: "পরীক্ষামূলক ফোন", line: "যে নম্বরে লিখছেন", phone: "ফোন:",
    person: "এই ফোনের ব্যক্তি", chat: "কথাবার্তা", typing: "দপ্তর লিখছে", attach: "ছবি, কাগজ বা জায়গা পাঠান",
    message: "বার্তা", write: "বার্তা লিখুন", send: "পাঠান", close: "বন্ধ", caption: "ছবির সঙ্গে লেখা (না দিলেও চলে)",
    photo: "ছবি বাছুন", camera: "ছবি তুলুন", "sample-photo": "নমুনা ছবি", paper: "কাগজ বাছুন", "sample-paper": "নমুনা কাগজ",
    "sample-voice": "নমুনা কণ্ঠ", place: "জায়গা জানান", "place-name": "জায়গার নাম", lat: "অক্ষাংশ", lon: "দ্রাঘিমাংশ",
    "send-place": "জায়গা পাঠান", username: "ইউজারনেম (না থাকলেও চলে)", "new-number": "নতুন নম্বর নিলে",
    "hide-phone": "দপ্তরকে নম্বর দেখাবেন না", name: "নাম", offline: "ফোন বন্ধ বা নেট নেই", blocked: "দপ্তরকে ব্লক করেছেন", save: "রাখুন",
    "new-person": "নতুন একটি ফোন", you: "আপনি", office: "দপ্তর", deleted: "এই বার্তা মুছে ফেলা হয়েছে", unknown: "এই ধরনের বার্তা এখানে দেখা যায় না",
    away: "সিমুলেটরের সঙ্গে সংযোগ নেই; আবার চেষ্টা হচ্ছে।", start: "প্রথম বার্তা পাঠিয়ে শুরু করুন।", hello: "নমস্কার",
    sent: "পাঠানো হয়েছে", arrived: "পৌঁছেছে", seen: "দেখা হয়েছে", image: "ছবি", document: "কাগজ", audio: "কণ্ঠবার্তা", location: "জায়গা",
    video: "ভিডিও", sticker: "ছবি", contacts: "যোগাযোগ", "is-offline": "এই ফোন এখন বন্ধ: বার্তা পৌঁছাবে না, পাঠানোও যাবে না।",
    "is-blocked": "এই ব্যক্তি দপ্তরকে ব্লক করেছেন।", "no-photo": "এই ফাইল ছবি হিসেবে খোলা গেল না।", unread: "না-পড়া",
  },
  en: {
    ribbon: "A trial sample, not a government service", title: "Trial phone", line: "Number you write to", phone: "Phone:",
    person: "Person with this phone", chat: "Conversation", typing: "The office is typing", attach: "Send a photo, paper or place",
    message: "Message", write: "Write a message", send: "Send", close: "Close", caption: "Words with the photo (optional)",
    photo: "Choose photo", camera: "Take photo", "sample-photo": "Sample photo", paper: "Choose paper", "sample-paper": "Sample paper",
    "sample-voice": "Sample voice", place: "Share place", "place-name": "Name of the place", lat: "Latitude", lon: "Longitude",
    "send-place": "Send place", username: "Username (optional)", "new-number": "New number, if there is one",
    "hide-phone": "Hide the number from the office", name: "Name", offline: "Phone is off or has no network", blocked: "Has blocked the office", save: "Save",
    "new-person": "Another phone", you: "You", office: "Office", deleted: "This message was deleted", unknown: "This kind of message cannot be shown here",
    away: "No connection to the simulator; trying again.", start: "Send the first message to begin.", hello: "Hello",
    sent: "sent", arrived: "delivered", seen: "read", image: "Photo", document: "Paper", audio: "Voice message", location: "Place",
    video: "Video", sticker: "Picture", contacts: "Contact", "is-offline": "This phone is off: nothing arrives and nothing can be sent.",
    "is-blocked": "This person has blocked the office.", "no-photo": "This file could not be opened as a photo.", unread: "unread",
  },
};
const PEOPLE = [["919000000001", "রহিমা বিবি"], ["919000000002", "সুজয় মণ্ডল"], ["919000000003", "Anita Roy"]];
const POINTS = [
  ["ধর্মতলা, কলকাতা", 22.5646, 88.3517], ["বেহালা চৌরাস্তা, কলকাতা", 22.4876, 88.3136],
  ["ফালাকাটা বাজার", 26.5163, 89.2044], ["বসিরহাট স্টেশন", 22.6634, 88.8722],
];
const PHOTO_LIMIT = 5 * 1024 * 1024;
const PHOTO_EDGE = 1600;
const WAIT_SECONDS = 25;
const asked = new URLSearchParams(location.search);
const get = (id) => document.getElementById(id);
const state = { language: "bn", lines: [], people: [], line: "", person: "", version: 0, bubbles: new Map(), turn: null };

/* ---- words and small parts ---- */
const word = (key) => WORDS[state.language][key] ?? key;

function speak(language) {
  state.language = language in WORDS ? language : "bn";
  document.documentElement.lang = state.language;
  document.title = word("title");
  for (const part of document.querySelectorAll("[data-t]")) part.textContent = word(part.dataset.t);
  for (const part of document.querySelectorAll("[data-hint]")) part.placeholder = word(part.dataset.hint);
  for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", word(part.dataset.label));
  const other = state.language === "bn" ? "en" : "bn";
  get("language").textContent = other === "en" ? "EN" : "বাং";
  get("language").lang = other;
}

function make(name, className, ...inside) {
  const part = document.createElement(name);
  if (className) part.className = className;
  part.append(...inside);
  return part;
}

function icon(name, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

function button(className, label, act) {
  const part = make("button", className, label);
  part.type = "button";
  part.addEventListener("click", act);
  return part;
}

const DAY_PARTS = [[4, "রাত"], [6, "ভোর"], [12, "সকাল"], [16, "দুপুর"], [18, "বিকেল"], [20, "সন্ধ্যা"], [24, "রাত"]];

function clockTime(at) {
  const time = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: "Asia/Kolkata", ...options }).format(new Date(at));
  if (state.language === "en") return time("en-IN", { hour: "numeric", minute: "2-digit" });
  const [hour, minute] = time("en-GB", { hour: "2-digit", minute: "2-digit" }).split(":").map(Number);
  const part = DAY_PARTS.find(([end]) => hour < end)[1];
  const digits = new Intl.NumberFormat("bn", { minimumIntegerDigits: 2 });
  return `${part} ${new Intl.NumberFormat("bn").format(hour % 12 || 12)}:${digits.format(minute)}`;
}

const MARKS = /```([^`]+)```|\*([^*\n]+)\*|_([^_\n]+)_(?![\p{L}\p{N}])|~([^~\n]+)~|(https?:\/\/[^\s<>]+)/gu;
const MARK_TAGS = ["code", "b", "i", "s"];

function formatted(text) {
  const parts = make("div", "words");
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    parts.append(text.slice(end, found.index), marked(found));
    end = found.index + found[0].length;
  }
  parts.append(text.slice(end));
  return parts;
}

function marked(found) {
  if (found[5]) return link(found[5], found[5]);
  const place = [1, 2, 3, 4].find((group) => found[group] !== undefined);
  return make(MARK_TAGS[place - 1], "", found[place]);
}

function link(address, ...inside) {
  const part = make("a", "", ...inside);
  part.href = address;
  part.target = "_blank";
  part.rel = "noopener noreferrer";
  return part;
}

/* ---- talking to the control half ---- */
async function call(path, { body, signal } = {}) {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(`/control${path}`, { ...sent, signal });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

/* Whoever is quicker than the first answers waits here: until then no line and no phone is known to send from. */
let tellBegun;
const begun = new Promise((tell) => { tellBegun = tell; });

async function act(doing) {
  await begun;
  try {
    await call(`/phones/${state.person}/send`, { body: { line: state.line, ...doing } });
    notify("");
    return true;
  } catch (problem) {
    notify(problem.message);
    return false;
  }
}

function notify(sentence) {
  get("notice").textContent = sentence;
  get("notice").hidden = !sentence;
}

/* ---- bubbles ---- */
function fileAddress(file) {
  const address = new URL(file, location.href);
  return address.pathname.startsWith("/control/files/") ? address.pathname : address.href;
}

function attached(bubble) {
  const address = fileAddress(bubble.file);
  const ours = address.startsWith("/");
  const name = bubble.filename || word(bubble.type);
  const isPicture = ["image", "sticker"].includes(bubble.type) || (bubble.type === "choice" && !/\.pdf$/i.test(name));
  if (ours && isPicture) {
    const picture = make("img", "picture");
    Object.assign(picture, { src: address, alt: bubble.text || word("image"), loading: "lazy" });
    picture.addEventListener("load", keepAtEnd);
    return link(address, picture);
  }
  if (ours && bubble.type === "audio") {
    return Object.assign(make("audio"), { src: address, controls: true, preload: "none" });
  }
  const paper = link(address, icon("paper"), make("span", "", name));
  paper.className = "paper";
  return paper;
}

function spot({ lat, lon, name }) {
  const where = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  return make("div", "spot", icon("place"), make("span", "", name || word("location"), make("small", "", where)));
}

function body(bubble) {
  if (bubble.deleted) return [make("p", "gone", word("deleted"))];
  const parts = [];
  if (bubble.header) parts.push(make("p", "head", bubble.header));
  if (bubble.location) parts.push(spot(bubble.location));
  else if (bubble.type === "unknown") parts.push(make("p", "gone", `${word("unknown")} (${bubble.text})`));
  else if (bubble.text) parts.push(formatted(bubble.text));
  if (bubble.footer) parts.push(make("p", "foot", bubble.footer));
  return parts;
}

function quote(bubble) {
  const quoted = state.bubbles.get(bubble.reply_to);
  if (!quoted || bubble.type === "reply") return [];
  return [make("p", "quote", quoted.text || word(quoted.type))];
}

function ticks(bubble) {
  const step = bubble.seen ? "seen" : bubble.arrived ? "arrived" : "sent";
  return [icon(step === "sent" ? "tick" : "ticks", step === "sent" ? "" : `ticks ${step}`), make("span", "hidden", word(step))];
}

function when(bubble) {
  const time = make("time", "", clockTime(bubble.at));
  time.dateTime = bubble.at;
  return make("p", "when", time, ...(bubble.from === "person" && !bubble.deleted ? ticks(bubble) : []));
}

function choices(bubble) {
  if (!bubble.choices?.length) return [];
  if (bubble.list_label) {
    return [make("div", "buttons", button("", bubble.list_label, () => openRows(bubble)))].map((row) => {
      row.firstChild.prepend(icon("list"));
      return row;
    });
  }
  return [make("div", "buttons", ...bubble.choices.map((choice) => button("", choice.title, () => choose(bubble, choice))))];
}

function choose(bubble, choice) {
  return act({ type: "choose", id: choice.id, title: choice.title, message: bubble.n });
}

function openRows(bubble) {
  get("rows-title").textContent = bubble.list_label;
  const options = bubble.choices.flatMap((choice, place) => {
    const section = bubble.sections[place];
    const begins = section && section !== bubble.sections[place - 1];
    const row = button("option", choice.title, () => {
      get("rows").close();
      choose(bubble, choice);
    });
    if (choice.description) row.append(make("small", "", choice.description));
    return begins ? [make("h3", "", section), row] : [row];
  });
  get("options").replaceChildren(...options);
  get("rows").showModal();
}

function render(bubble) {
  const own = bubble.from === "person";
  const inside = make("div", "inside", make("span", "hidden", `${word(own ? "you" : "office")}: `), ...quote(bubble));
  const file = bubble.file && !bubble.deleted ? [attached(bubble)] : [];
  const above = file.length && file[0].querySelector("img");
  if (!above) inside.append(...file);
  inside.append(...body(bubble), when(bubble));
  const item = make("li", `bubble ${own ? "own" : ""} ${bubble.type}`, ...(above ? file : []), inside, ...choices(bubble));
  item.id = bubble.id;
  const holder = bubble.reaction ? [item, make("li", "reaction", bubble.reaction)] : [item];
  holder[1]?.setAttribute("data-of", bubble.id);
  return holder;
}

function show(bubble) {
  const known = get(bubble.id);
  state.bubbles.set(bubble.id, bubble);
  const parts = render(bubble);
  if (!known) return get("chat").append(...parts);
  if (known.nextElementSibling?.dataset.of === bubble.id) known.nextElementSibling.remove();
  known.replaceWith(...parts);
}

function atEnd() {
  const scroll = get("scroll");
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
}

function toEnd() {
  get("scroll").scrollTop = get("scroll").scrollHeight;
}

function keepAtEnd() {
  if (get("scroll").scrollHeight - get("scroll").scrollTop - get("scroll").clientHeight < 480) toEnd();
}

/* ---- the chat that is open ---- */
function update(chat, first) {
  const follow = first || atEnd();
  state.version = chat.version;
  chat.bubbles.forEach(show);
  get("typing").hidden = !chat.typing;
  greet();
  if (chat.person.blocked) notify(word("is-blocked"));
  else if (chat.person.offline) notify(word("is-offline"));
  else if ([word("is-blocked"), word("is-offline"), word("away")].includes(get("notice").textContent)) notify("");
  if (follow && (chat.bubbles.length || chat.typing)) toEnd();
}

function greet() {
  const hello = get("hello");
  if (state.bubbles.size) return hello.replaceChildren();
  if (hello.childElementCount) return;
  const entries = currentLine()?.entries ?? [];
  const texts = entries.length ? entries.map((entry) => entry.text) : [word("hello")];
  hello.append(make("p", "", word("start")), ...texts.map((text) => button("chip", text, () => act({ type: "text", text }))));
}

async function follow(turn) {
  for (let wait = 0; state.turn === turn; wait = WAIT_SECONDS) {
    const query = `line=${state.line}&after=${state.version}&wait=${wait}`;
    try {
      const chat = await call(`/phones/${state.person}/chat?${query}`, { signal: turn.signal });
      if (state.turn !== turn) return;
      if (chat.version < state.version) return openChat();
      update(chat, wait === 0);
    } catch (problem) {
      if (state.turn !== turn) return;
      notify(problem instanceof TypeError ? word("away") : problem.message);
      await pause(1500);
    }
  }
}

const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

function openChat() {
  if (!state.person) return; // the page still begins, and opens the chat then
  state.turn?.abort();
  state.turn = new AbortController();
  Object.assign(state, { version: 0, bubbles: new Map() });
  get("chat").replaceChildren();
  get("hello").replaceChildren();
  get("typing").hidden = true;
  notify("");
  const address = new URL(location.href);
  address.searchParams.set("line", state.line);
  address.searchParams.set("phone", state.person);
  history.replaceState(null, "", address);
  follow(state.turn);
  tellBegun();
}

/* ---- lines and people ---- */
const currentLine = () => state.lines.find((line) => line.phone_number_id === state.line);

async function loadLines() {
  state.lines = await call("/lines");
  state.line = currentLine()?.phone_number_id ?? state.lines[0]?.phone_number_id ?? "";
  get("line").replaceChildren(...state.lines.map((line) => new Option(line.display, line.phone_number_id, false, line.phone_number_id === state.line)));
}

async function loadPeople() {
  const known = await call("/phones");
  const fresh = PEOPLE.filter(([number]) => !known.some((person) => person.wa_id === number));
  const samples = fresh.map(([wa_id, name]) => ({ wa_id, name, unread: 0, fresh: true }));
  state.people = [...known, ...samples].sort((one, other) => one.wa_id.localeCompare(other.wa_id));
  if (state.person && !state.people.some((person) => person.wa_id === state.person)) {
    state.people.push({ wa_id: state.person, name: state.person, unread: 0 });
  }
  const options = state.people.map(({ wa_id, name, unread }) => {
    const news = unread && wa_id !== state.person ? ` (${unread} ${word("unread")})` : "";
    return new Option(name + news, wa_id, false, wa_id === state.person);
  });
  get("person").replaceChildren(...options);
}

async function pick(number) {
  state.person = number;
  const sample = PEOPLE.find(([known]) => known === number);
  const known = state.people.find((person) => person.wa_id === number);
  if (sample && (!known || known.fresh)) await call(`/phones/${number}`, { body: { name: sample[1] } });
  await loadPeople();
  openChat();
}

async function openWho() {
  await begun;
  await loadPeople();
  const person = state.people.find((known) => known.wa_id === state.person);
  get("number").textContent = `+${person.number ?? person.wa_id}`;
  get("name").value = person.name;
  get("username").value = person.username ?? "";
  get("new-number").value = "";
  get("hide-phone").checked = Boolean(person.hide_phone);
  get("offline").checked = Boolean(person.offline);
  get("blocked").checked = Boolean(person.blocked);
  get("who-wrong").hidden = true;
  get("who").showModal();
}

async function saveWho(event) {
  event.preventDefault();
  const change = { name: get("name").value.trim(), username: get("username").value.trim() };
  for (const name of ["hide-phone", "offline", "blocked"]) change[name.replace("-", "_")] = get(name).checked;
  const number = get("new-number").value.replace(/[\s+()-]/g, "");
  try {
    await call(`/phones/${state.person}`, { body: number ? { ...change, new_number: number } : change });
  } catch (problem) {
    get("who-wrong").textContent = problem.message;
    get("who-wrong").hidden = false;
    return;
  }
  get("who").close();
  await loadPeople();
}

function nextNumber() {
  const taken = new Set(state.people.map((person) => person.wa_id));
  let number = 919000000004;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/* ---- files and places ---- */
async function asBase64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

async function asPhoto(file) {
  if (["image/jpeg", "image/png"].includes(file.type) && file.size <= PHOTO_LIMIT) return file;
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, PHOTO_EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * shrink), Math.round(bitmap.height * shrink));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}

function takeCaption() {
  const caption = get("caption").value.trim();
  get("caption").value = "";
  get("attach").close();
  return caption ? { caption } : {};
}

async function sendPhoto(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  const caption = takeCaption();
  try {
    await act({ type: "image", file_base64: await asBase64(await asPhoto(file)), ...caption });
  } catch {
    notify(word("no-photo"));
  }
}

async function sendPaper(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) await act({ type: "document", filename: file.name, file_base64: await asBase64(file), ...takeCaption() });
}

function fillPlace([name, lat, lon]) {
  Object.assign(get("place-name"), { value: name });
  Object.assign(get("lat"), { value: lat });
  Object.assign(get("lon"), { value: lon });
}

async function sendPlace(event) {
  event.preventDefault();
  get("place").close();
  const name = get("place-name").value.trim();
  await act({ type: "location", lat: get("lat").valueAsNumber, lon: get("lon").valueAsNumber, ...(name ? { name } : {}) });
}

/* ---- writing ---- */
function grow() {
  const text = get("text");
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
  text.style.overflowY = text.scrollHeight > text.clientHeight + 2 ? "auto" : "hidden";
}

async function write(event) {
  event.preventDefault();
  await begun;
  const text = get("text").value.trim();
  if (!text) return;
  get("text").value = "";
  grow();
  if (!(await act({ type: "text", text })) && !get("text").value) get("text").value = text;
  toEnd();
}

function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  write(event);
}

/* ---- beginning ---- */
function listen() {
  get("writer").addEventListener("submit", write);
  get("text").addEventListener("keydown", onKey);
  get("text").addEventListener("input", grow);
  get("line").addEventListener("change", (event) => { state.line = event.target.value; openChat(); });
  get("person").addEventListener("change", (event) => pick(event.target.value));
  get("language").addEventListener("click", () => { speak(state.language === "bn" ? "en" : "bn"); keepLanguage(); loadPeople(); openChat(); });
  get("open-person").addEventListener("click", openWho);
  get("open-attach").addEventListener("click", () => get("attach").showModal());
  get("open-place").addEventListener("click", () => { get("attach").close(); get("place").showModal(); });
  get("place-form").addEventListener("submit", sendPlace);
  get("who-form").addEventListener("submit", saveWho);
  get("new-person").addEventListener("click", async () => { get("who").close(); await pick(nextNumber()); openWho(); });
  get("photo").addEventListener("change", sendPhoto);
  get("camera").addEventListener("change", sendPhoto);
  get("paper").addEventListener("change", sendPaper);
  for (const tile of document.querySelectorAll("[data-sample]")) {
    tile.addEventListener("click", () => act({ type: tile.dataset.sample, ...takeCaption() }));
  }
  for (const closer of document.querySelectorAll("[data-close]")) {
    closer.addEventListener("click", () => closer.closest("dialog").close());
  }
  for (const sheet of document.querySelectorAll("dialog")) {
    sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  }
  get("points").append(...POINTS.map((point) => button("chip", point[0], () => fillPlace(point))));
}

function keepLanguage() {
  try { localStorage.setItem("linesim-language", state.language); } catch { /* a frame without storage */ }
}

function keptLanguage() {
  try { return localStorage.getItem("linesim-language"); } catch { return null; }
}

async function begin() {
  speak(asked.get("lang") ?? keptLanguage() ?? "bn");
  listen();
  state.line = asked.get("line") ?? "";
  get("text").value = asked.get("text") ?? "";
  grow();
  for (;;) {
    try {
      await loadLines();
      state.people = await call("/phones");
      await pick(/^[1-9]\d{5,14}$/.test(asked.get("phone") ?? "") ? asked.get("phone") : PEOPLE[0][0]);
      break;
    } catch (problem) {
      notify(problem instanceof TypeError ? word("away") : problem.message);
      await pause(1500);
    }
  }
  setInterval(() => { if (!document.hidden && !document.activeElement?.matches("select")) loadPeople().catch(() => {}); }, 5000);
}

begin();
