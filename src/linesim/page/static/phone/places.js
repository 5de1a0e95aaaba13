/* Telling a place: where the browser is, one of a few samples, or one that is typed. */

import { button, get } from "./parts.js";
import { act } from "./sending.js";
import { closeSheet, openSheet } from "./sheets.js";

const POINTS = [
  ["ধর্মতলা, কলকাতা", 22.5646, 88.3517], ["বেহালা চৌরাস্তা, কলকাতা", 22.4876, 88.3136],
  ["ফালাকাটা বাজার", 26.5163, 89.2044], ["বসিরহাট স্টেশন", 22.6634, 88.8722],
];
const PATIENCE = 10_000; // milliseconds for the browser to find itself

let asking = null; // the message that asked for the place

/* Tell a place, perhaps because a message asked for it. */
export function openPlace(id = null) {
  asking = id;
  closeSheet("attach");
  get("no-here").hidden = true;
  openSheet("place");
}

function fill(name, lat, lon) {
  Object.assign(get("place-name"), { value: name });
  Object.assign(get("lat"), { value: lat });
  Object.assign(get("lon"), { value: lon });
}

function fillHere() {
  get("no-here").hidden = true;
  const found = ({ coords }) => fill("", coords.latitude.toFixed(6), coords.longitude.toFixed(6));
  const none = () => { get("no-here").hidden = false; };
  if (!navigator.geolocation) return none();
  return navigator.geolocation.getCurrentPosition((position) => { found(position); get("typed").open = true; }, none, { timeout: PATIENCE });
}

async function send(event) {
  event.preventDefault();
  const [lat, lon] = [get("lat").valueAsNumber, get("lon").valueAsNumber];
  const name = get("place-name").value.trim();
  closeSheet("place");
  await act({ type: "location", lat, lon, ...(name ? { name } : {}), ...(asking ? { reply_to: asking } : {}) });
}

export function listenToPlaces() {
  get("points").append(...POINTS.map((point) => button("chip", point[0], () => fill(...point))));
  get("open-place").addEventListener("click", () => openPlace());
  get("here").addEventListener("click", fillHere);
  get("place-form").addEventListener("submit", send);
  get("place-form").addEventListener("invalid", () => { get("typed").open = true; }, true);
}
