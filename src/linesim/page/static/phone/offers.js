/* What a message offers to tap: buttons, the rows of a list, the buttons of a template, a form. */

import { button, get, icon, make, theirs } from "./parts.js";
import { openPlace } from "./places.js";
import { act } from "./sending.js";
import { closeSheet, openSheet } from "./sheets.js";
import { word } from "./words.js";
import { isNear } from "./writing.js";

/* The rows under a bubble, if it offers anything. */
export function offered(bubble) {
  const rows = [...choices(bubble), ...actions(bubble)];
  return rows.length ? [make("div", "buttons", ...rows)] : [];
}

function choices(bubble) {
  if (!bubble.choices?.length) return [];
  if (bubble.type === "flow") return bubble.choices.map((choice) => button("", [icon("form"), theirs(choice.title)], () => openFlow(choice.title)));
  if (bubble.list_label) return [button("", [icon("list"), theirs(bubble.list_label)], () => openRows(bubble))];
  return bubble.choices.map((choice) => button("", theirs(choice.title), () => choose(bubble, choice)));
}

/* Buttons that answer nothing by themselves: each kind has its sign, its words, and what a tap does. */
const ACTIONS = {
  url: { sign: "out", tap: openLink },
  phone_number: { sign: "call", tap: (action) => explain(action.title, word("call-button"), [action.value]) },
  copy_code: { sign: "copy", tap: (action) => navigator.clipboard?.writeText(action.value).catch(() => {}) },
  location: { sign: "place", words: "place", tap: (action, bubble) => openPlace(bubble.id) },
  contact: { sign: "person", words: "share-contact", tap: (action, bubble) => act({ type: "contact", origin: "contact_request", reply_to: bubble.id }) },
};

function actions(bubble) {
  return (bubble.actions ?? []).filter(({ kind }) => kind in ACTIONS).map((action) => {
    const { sign, words, tap } = ACTIONS[action.kind];
    return button("", [icon(sign), words ? word(words) : theirs(action.title)], () => tap(action, bubble));
  });
}

/* A tap on something old goes out too, as on a real phone; what the simulator refuses, it says why. */
function choose(bubble, choice) {
  return act({ type: "choose", id: choice.id, title: choice.title, message: bubble.n });
}

function openRows(bubble) {
  get("rows-title").textContent = bubble.list_label;
  get("options").replaceChildren(...grouped(bubble).map(([title, rows]) => group(title, rows)));
  get("rows-form").onsubmit = (event) => {
    event.preventDefault();
    closeSheet("rows");
    choose(bubble, bubble.choices[Number(new FormData(event.target).get("row"))]);
  };
  openSheet("rows");
  get("options").querySelector("input").focus();
}

/* The choices of a list by section, in their order: [title, [[place, choice], ...]]. */
function grouped(bubble) {
  const groups = [];
  bubble.choices.forEach((choice, place) => {
    const title = bubble.sections[place] ?? "";
    if (!groups.length || groups.at(-1)[0] !== title) groups.push([title, []]);
    groups.at(-1)[1].push([place, choice]);
  });
  return groups;
}

function group(title, rows) {
  const legend = make("legend", title ? "" : "hidden", theirs(title || word("choose-one")));
  return make("fieldset", "", legend, ...rows.map(([place, choice]) => row(place, choice)));
}

function row(place, choice) {
  const radio = make("input");
  Object.assign(radio, { type: "radio", name: "row", value: place, required: true });
  const more = choice.description ? make("small", "", theirs(choice.description)) : null;
  return make("label", "option", make("span", "", theirs(choice.title), more), radio);
}

function openLink(action) {
  if (isNear(action.value)) return window.open(action.value, "_blank", "noopener");
  return explain(action.title, word("link-button"), [action.value]);
}

/* A form's pages do not come with the message, so this is told plainly; nobody is asked for its inner values. */
function openFlow(title) {
  explain(title, word("flow-what"), [word("flow-none")]);
}

function explain(title, sentence, lines) {
  get("about-title").replaceChildren(theirs(title));
  get("about-words").replaceChildren(make("p", "", sentence), ...lines.filter(Boolean).map((line) => make("p", "soft", theirs(line))));
  openSheet("about");
}
