/* Sheets that slide over the phone: opened and closed the same way, with the focus given back by the browser. */

import { get } from "./parts.js";

export function openSheet(id) {
  const sheet = get(id);
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
  sheet.querySelector("[data-first]")?.focus();
}

export const closeSheet = (id) => get(id).close();

/* A tap beside a sheet closes it, if it began there too: the finger of a long press is lifted over an open one. */
function closeFromOutside(sheet) {
  let beganOutside = false;
  sheet.addEventListener("pointerdown", (event) => { beganOutside = event.target === sheet; });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet && beganOutside) sheet.close();
    beganOutside = false;
  });
}

export function listenToSheets() {
  for (const closer of document.querySelectorAll("[data-close]")) {
    closer.addEventListener("click", () => closer.closest("dialog").close());
  }
  for (const opener of document.querySelectorAll("[data-open]")) {
    opener.addEventListener("click", () => {
      opener.closest("dialog")?.close();
      openSheet(opener.dataset.open);
    });
  }
  for (const sheet of document.querySelectorAll("dialog")) {
    closeFromOutside(sheet);
  }
}
