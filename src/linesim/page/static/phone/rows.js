/* Rows of a list: filled anew without losing the focus, and the sign of what is unread. */

import { make } from "./parts.js";
import { figure, word } from "./words.js";

/* The focus stays on the row that has it; rows are told apart by their `data-key`. */
export function refill(holder, parts) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  holder.replaceChildren(...parts);
  if (focused) holder.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

export function badge(count) {
  const sign = make("span", "badge", figure(count));
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", word("unread", { n: count }));
  return sign;
}
