/* Whose phones there are: several people at once, each with what is unread; and whose is open. */

import { keep, kept } from "./keeping.js";
import { now, on, openPhone, setClock, tell } from "./now.js";
import { notice, say } from "./notices.js";
import { button, get, hidden, icon, make, seal, theirs } from "./parts.js";
import { badge, refill } from "./rows.js";
import { ask, pause, RefusedError } from "./simulator.js";
import { closeSheet, openSheet } from "./sheets.js";
import { word } from "./words.js";

const SAMPLES = [["919000000001", "রহিমা বিবি"], ["919000000002", "সুজয় মণ্ডল"], ["919000000003", "Anita Roy"]];
const KEY = "phones";
const LOOK_EVERY = 2500; // milliseconds
const FIRST_INVENTED = 919000000004;
const MOST_SHOWN = 40; // of everybody who has a phone
export const NUMBER = /^[1-9]\d{5,14}$/;
const WIDE = matchMedia("(min-width: 62rem)");

let mine = []; // [number, name] of the page's list
let before = "";

function recall() {
  try {
    const known = JSON.parse(kept(KEY) ?? "null");
    mine = Array.isArray(known) && known.length ? known.filter(([number]) => NUMBER.test(number)) : SAMPLES;
  } catch {
    mine = SAMPLES;
  }
}

export async function look() {
  const query = new URLSearchParams(mine.map(([number]) => ["number", number]));
  const [seen, lines] = await Promise.all([ask(`/page/phones?${query}`), ask("/control/lines")]);
  setClock(seen.now);
  now.lines = lines.map((line) => ({ ...line, name: seen.names[line.phone_number_id] ?? line.display }));
  now.phones = mine.map(([number, name]) => named(seen.phones.find((phone) => phone.wa_id === number) ?? stranger(number), name));
  tell("phones");
}

/* A phone that the simulator has not heard of yet. */
const stranger = (number) => ({ wa_id: number, number, name: "", unread: 0, chats: [] });

/* Where the simulator has no name for somebody, or only one made of the number, we have ours to tell it. */
function named(phone, name) {
  const isUnnamed = !phone.name || phone.name === `নাগরিক ${phone.wa_id.slice(-4)}`;
  return isUnnamed && name && name !== phone.name ? { ...phone, name, isUnnamed } : phone;
}

export async function keepLooking() {
  for (;;) {
    await pause(LOOK_EVERY);
    if (document.hidden) continue;
    try {
      await look();
      notice("away", false);
      await introduce();
    } catch (problem) {
      if (!(problem instanceof RefusedError)) notice("away", true);
    }
  }
}

/* Take up a phone; the simulator hears the name of one that it does not know. */
export async function pick(number) {
  if (!mine.some(([known]) => known === number)) remember(number, "");
  now.person = number;
  await look();
  await introduce();
  before = "";
  showPeople();
}

/* A simulator that began anew has forgotten what the people are called. */
async function introduce() {
  const phone = openPhone();
  if (!phone?.isUnnamed) return;
  await ask(`/control/phones/${phone.wa_id}`, { body: { name: phone.name } });
  await look();
}

function remember(number, name) {
  mine = [...mine.filter(([known]) => known !== number), [number, name]];
  keep(KEY, JSON.stringify(mine));
}

/* What somebody is called now, so that it is known after the simulator began anew. */
function noteNames() {
  const names = new Map(now.phones.filter((phone) => phone.name && !phone.isUnnamed).map((phone) => [phone.wa_id, phone.name]));
  const renamed = mine.map(([number, name]) => [number, names.get(number) ?? name]);
  if (JSON.stringify(renamed) === JSON.stringify(mine)) return;
  mine = renamed;
  keep(KEY, JSON.stringify(mine));
}

export function showPeople() {
  noteNames();
  const key = JSON.stringify([now.phones.map(({ wa_id, number, name, unread }) => [wa_id, number, name, unread]), now.person, document.documentElement.lang]);
  if (key === before) return;
  before = key;
  refill(get("phone-list"), now.phones.map(row));
  const [phone, elsewhere] = [openPhone(), now.phones.reduce((sum, { wa_id, unread }) => sum + (wa_id === now.person ? 0 : unread), 0)];
  get("whose").replaceChildren(...(phone ? [seal(phone.name || phone.wa_id), theirs(phone.name || `+${phone.number}`, "name")] : []));
  get("elsewhere").replaceChildren(...(elsewhere ? [badge(elsewhere)] : []));
}

function row(phone) {
  const [name, isOpen] = [phone.name || `+${phone.number}`, phone.wa_id === now.person];
  const middle = make("span", "middle", theirs(name, "name"), make("small", "", `+${phone.number}`));
  const opens = button("row", [seal(name), middle, phone.unread ? badge(phone.unread) : null].filter(Boolean), () => tell("switch-phone", phone.wa_id));
  opens.dataset.key = phone.wa_id;
  if (isOpen) opens.setAttribute("aria-current", "true");
  return make("li", "", opens, isOpen || now.phones.length === 1 ? "" : dropper(phone, name));
}

function dropper(phone, name) {
  const drop = button("flat icon drop", [icon("close"), hidden(`${word("drop-phone")}: ${name}`)], async () => {
    mine = mine.filter(([number]) => number !== phone.wa_id);
    keep(KEY, JSON.stringify(mine));
    await look().catch(() => notice("away", true));
    get("add-phone").focus();
  });
  return drop;
}

/* ---- another phone ---- */
function inventedNumber() {
  let number = FIRST_INVENTED;
  while (mine.some(([known]) => known === String(number))) number += 1;
  return String(number);
}

async function openAdder() {
  get("new-phone-number").value = inventedNumber();
  get("new-phone-name").value = "";
  get("adder-wrong").hidden = true;
  get("other-phones").replaceChildren();
  closeSheet("phones-sheet");
  openSheet("adder");
  const everybody = await ask("/control/phones").catch(() => []);
  const others = everybody.filter((person) => !mine.some(([number]) => number === person.wa_id)).slice(-MOST_SHOWN);
  get("others").hidden = !others.length;
  get("other-phones").replaceChildren(...others.map((person) => button("chip", theirs(person.name), () => adopt(person.wa_id, person.name))));
}

function add(event) {
  event.preventDefault();
  const number = get("new-phone-number").value.replace(/[\s+()-]/g, "");
  const isNumber = NUMBER.test(number);
  get("adder-wrong").hidden = isNumber;
  if (isNumber) adopt(number, get("new-phone-name").value.trim());
}

function adopt(number, name) {
  closeSheet("adder");
  remember(number, name);
  tell("switch-phone", number);
}

/* On a wide screen the phones lie beside the open one, else in a sheet. */
function lay() {
  get(WIDE.matches ? "phones-aside" : "phones-sheet-body").append(get("phones"));
  if (WIDE.matches) closeSheet("phones-sheet");
}

export function listenToPeople() {
  recall();
  lay();
  WIDE.addEventListener("change", lay);
  get("add-phone").addEventListener("click", () => openAdder().catch(say));
  get("adder-form").addEventListener("submit", add);
  on("phones", showPeople);
}
