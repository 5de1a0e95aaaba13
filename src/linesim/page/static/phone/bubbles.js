/* One message as it stands in the chat. */

import { attached } from "./files.js";
import { now, tell } from "./now.js";
import { offered } from "./offers.js";
import { button, hidden, icon, make, seal, theirs } from "./parts.js";
import { reactionSign } from "./signs.js";
import { clockTime } from "./times.js";
import { hasWord, word } from "./words.js";
import { formatted, inShort, isUnseen } from "./writing.js";
import { isXray, pointOut } from "./xray.js";

const LONG = 900; // characters
const MANY_LINES = 18;

/* `quoted` is the message it answers to, where that is to be shown. */
export function render(bubble, { quoted, first }) {
  const own = bubble.from === "person";
  const item = make("article", `bubble ${own ? "own" : "theirs"} ${bubble.type}${first ? " first" : ""}`);
  item.id = bubble.id;
  if (bubble.deleted) item.append(make("div", "inside", speaker(own), gone("deleted"), foot(bubble)));
  else item.append(...whole(bubble, quoted));
  if (isXray && bubble.callback) item.addEventListener("click", () => pointOut(bubble, { line: now.line, phone: now.person }));
  return item;
}

function whole(bubble, quoted) {
  const file = bubble.file ? [attached(bubble)] : [];
  const isAbove = file[0]?.matches(".open-picture, video");
  const inside = [speaker(bubble.from === "person"), mark(bubble), quoted ? quote(quoted) : null];
  const below = isAbove ? [] : file;
  return [
    ...(isAbove ? file : []),
    make("div", "inside", ...inside, ...below, ...contents(bubble), foot(bubble)),
    ...offered(bubble),
    more(bubble),
    reaction(bubble),
  ].filter(Boolean);
}

const speaker = (own) => hidden(`${word(own ? "you" : "office")}: `);

const gone = (key) => make("p", "gone", word(key));

function mark(bubble) {
  if (bubble.forwarded) return make("p", "mark", icon("forward"), word("forwarded"));
  return null;
}

function contents(bubble) {
  const head = bubble.header ? make("p", "head", theirs(bubble.header)) : null;
  const last = bubble.footer ? make("p", "small-print", theirs(bubble.footer)) : null;
  return [head, ...middle(bubble), last].filter(Boolean);
}

function middle(bubble) {
  if (bubble.location) return [spot(bubble.location)];
  if (bubble.type === "contacts") return [card(bubble.text)];
  if (bubble.type === "unknown") return [make("p", "gone", `${word("unknown")} (${bubble.text})`)];
  if (bubble.text) return isUnseen(bubble.text) ? [gone("empty")] : folded(bubble.text);
  return bubble.file ? [] : [gone(hasWord(bubble.type) ? bubble.type : "empty")];
}

/* A long text is shown in part, with a button for the rest of it. */
function folded(text) {
  const words = formatted(text);
  if (text.length <= LONG && text.split("\n").length <= MANY_LINES) return [words];
  words.classList.add("folded");
  const toggle = button("link", word("read-more"), () => {
    const folded = words.classList.toggle("folded");
    toggle.textContent = word(folded ? "read-more" : "read-less");
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  toggle.setAttribute("aria-expanded", "false");
  return [words, toggle];
}

function spot({ lat, lon, name, address }) {
  const where = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  const lines = [theirs(name || word("location")), address ? make("small", "", theirs(address)) : null, make("small", "", where)];
  return make("div", "spot", make("span", "map", icon("place")), make("span", "", ...lines));
}

function card(text) {
  const [name, ...numbers] = text.split(", ");
  const lines = [theirs(name), numbers.length ? make("small", "", theirs(numbers.join(", "))) : null];
  return make("div", "spot", seal(name), make("span", "", ...lines));
}

function quote(quoted) {
  const who = make("b", "", word(quoted.from === "person" ? "you" : "office"));
  return button("quote", [hidden(word("jump")), who, theirs(gist(quoted))], () => tell("jump", quoted.id));
}

/* A message in one line. */
export function gist(bubble) {
  if (bubble.deleted) return word("deleted");
  const text = inShort(bubble.text ?? "");
  if (bubble.type === "unknown") return word("unknown");
  if (text && !isUnseen(text)) return ["image", "document", "audio", "video"].includes(bubble.type) ? `${word(bubble.type)}: ${text}` : text;
  return hasWord(bubble.type) ? word(bubble.type) : word("empty");
}

export function ticks(bubble) {
  const step = bubble.seen ? "seen" : bubble.arrived ? "arrived" : "sent";
  return [icon(step === "sent" ? "tick" : "ticks", step === "sent" ? "" : `ticks ${step}`), hidden(word(step))];
}

function foot(bubble) {
  const time = make("time", "", clockTime(bubble.at));
  time.dateTime = bubble.at;
  const edited = bubble.edited && !bubble.deleted ? make("i", "", word("edited")) : null;
  return make("p", "when", edited, time, ...(bubble.from === "person" && !bubble.deleted ? ticks(bubble) : []));
}

function more(bubble) {
  return button("more", [icon("chevron"), hidden(word("say-more"))], (event) => {
    event.stopPropagation(); // the bubble below hears taps of its own
    tell("menu", bubble);
  });
}

function reaction(bubble) {
  return bubble.reaction ? make("span", "reaction", hidden(`${word("react")}: `), reactionSign(bubble.reaction)) : null;
}
