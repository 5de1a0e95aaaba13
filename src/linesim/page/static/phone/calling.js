/* A voice call to the office: it rings, and nobody can answer in a trial; the office hears of a missed call. */

import { begun, now, openLine } from "./now.js";
import { get, theirs } from "./parts.js";
import { openSheet } from "./sheets.js";
import { ask, pause, RefusedError } from "./simulator.js";
import { word } from "./words.js";

const RINGING = 2000; // milliseconds
let ringing = null;

async function call() {
  await begun;
  ringing = new AbortController();
  const { signal } = ringing;
  get("called").replaceChildren(theirs(openLine()?.name ?? now.line));
  tellState("calling");
  openSheet("call");
  try {
    await Promise.all([ask(`/control/phones/${now.person}/call`, { body: { line: now.line }, signal }), pause(RINGING)]);
    if (!signal.aborted) end("missed");
  } catch (problem) {
    if (!signal.aborted) end("no-call", problem instanceof RefusedError ? problem.message : "");
  }
}

function tellState(key, aside = "") {
  get("call").classList.toggle("ringing", key === "calling");
  get("call-state").replaceChildren(word(key), ...(aside ? [" ", theirs(aside, "aside")] : []));
  get("hang-up").textContent = word(key === "calling" ? "hang-up" : "close");
}

function end(key, aside) {
  ringing = null;
  tellState(key, aside);
}

export function listenToCalls() {
  get("open-call").addEventListener("click", call);
  get("hang-up").addEventListener("click", () => get("call").close());
  get("call").addEventListener("close", () => {
    ringing?.abort();
    ringing = null;
  });
}
