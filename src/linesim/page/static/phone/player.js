/* A voice note: play and pause, how far it is, how long it lasts. Only one speaks at a time. */

import { button, hidden, icon, make } from "./parts.js";
import { lengthOf } from "./times.js";
import { word } from "./words.js";

const STEPS = 1000;
const sounds = new Map(); // what was fetched before, by its path
let speaking = null;

/* The whole note at an address of our own: of one that only streams in, a browser does not know the length. */
function soundOf(path) {
  if (!sounds.has(path)) sounds.set(path, fetch(path).then((answer) => answer.blob()).then(URL.createObjectURL, () => path));
  return sounds.get(path);
}

export function player(source) {
  const sound = new Audio();
  sound.preload = "metadata";
  soundOf(source).then((whole) => { sound.src = whole; });
  const toggle = button("go icon", [], () => (sound.paused ? play(sound) : sound.pause()));
  const track = make("input", "track");
  Object.assign(track, { type: "range", min: 0, max: STEPS, value: 0, step: 1 });
  track.setAttribute("aria-label", word("progress"));
  const length = make("span", "length", lengthOf(0));
  track.addEventListener("input", () => { sound.currentTime = (track.value / STEPS) * lasting(sound); });
  for (const event of ["play", "pause", "ended"]) sound.addEventListener(event, () => label(toggle, sound));
  for (const event of ["loadedmetadata", "timeupdate", "ended"]) sound.addEventListener(event, () => follow(sound, track, length));
  label(toggle, sound);
  return make("div", "voice", toggle, track, length);
}

function play(sound) {
  if (speaking && speaking !== sound) speaking.pause();
  speaking = sound;
  sound.play().catch(() => {}); // a browser without the codec: the button stays as it is
}

const lasting = (sound) => (Number.isFinite(sound.duration) ? sound.duration : 0);

function label(toggle, sound) {
  toggle.replaceChildren(icon(sound.paused ? "play" : "pause"), hidden(word(sound.paused ? "play" : "stop")));
}

function follow(sound, track, length) {
  const whole = lasting(sound);
  track.value = whole ? Math.round((sound.currentTime / whole) * STEPS) : 0;
  const said = lengthOf(sound.paused || !whole ? whole : sound.currentTime);
  length.textContent = said;
  track.setAttribute("aria-valuetext", said);
}
