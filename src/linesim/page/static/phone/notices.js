/* The banner over the chat: one sentence at a time, the gravest of those that hold. */

import { get, theirs } from "./parts.js";
import { RefusedError } from "./simulator.js";
import { word } from "./words.js";

const GRAVEST_FIRST = ["away", "refused", "is-blocked", "is-offline", "office-away"];
const holding = new Map();

/* Let a sentence hold, or no longer. `aside` is what the simulator adds in its own words. */
export function notice(kind, holds, aside = "", sentence = kind) {
  if (holds) holding.set(kind, { sentence, aside });
  else holding.delete(kind);
  showNotice();
}

export function showNotice() {
  const kind = GRAVEST_FIRST.find((one) => holding.has(one));
  const { sentence = "", aside = "" } = holding.get(kind) ?? {};
  const banner = get("notice");
  const said = sentence ? word(sentence) : "";
  if (banner.dataset.said === `${said}${aside}`) return;
  banner.dataset.said = `${said}${aside}`;
  banner.replaceChildren(said, ...(aside ? [" ", theirs(aside, "aside")] : []));
  banner.hidden = !said && !aside;
}

/* Something could not be done: say so until the next thing that can. */
export function say(problem, sentence = "refused") {
  if (problem instanceof RefusedError) notice("refused", true, problem.message, sentence);
  else notice("away", true);
}
