/* The person with the open phone: name, number, whether it is shown, and whether anybody reaches it. */

import { begun, now, on, openPhone } from "./now.js";
import { get, theirs } from "./parts.js";
import { look } from "./people.js";
import { ask } from "./simulator.js";
import { openSheet } from "./sheets.js";
import { word } from "./words.js";

const SWITCHES = ["hide-phone", "offline", "blocked", "opted-out"];

async function open() {
  await begun;
  await look();
  const person = openPhone();
  get("number").replaceChildren(theirs(`+${person.number}`));
  get("name").value = person.name;
  get("username").value = person.username ?? "";
  get("new-number").value = "";
  for (const name of SWITCHES) get(name).checked = Boolean(person[name.replace("-", "_")]);
  get("who-wrong").hidden = true;
  openSheet("who");
}

async function save(event) {
  event.preventDefault();
  const change = { name: get("name").value.trim(), username: get("username").value.trim() };
  for (const name of SWITCHES) change[name.replace("-", "_")] = get(name).checked;
  const number = get("new-number").value.replace(/[\s+()-]/g, "");
  try {
    await ask(`/control/phones/${now.person}`, { body: number ? { ...change, new_number: number } : change });
  } catch (problem) {
    get("who-wrong").replaceChildren(word("not-kept"), " ", theirs(problem.message));
    get("who-wrong").hidden = false;
    return;
  }
  get("who").close();
  await look();
}

export function listenToProfile() {
  get("open-person").addEventListener("click", open);
  get("open-person-2").addEventListener("click", open);
  get("who-form").addEventListener("submit", save);
  on("person", (told) => Object.assign(openPhone() ?? {}, told));
}
