/* What is open now: whose phone, which line; and who wants to hear when that changes. */

export const now = {
  person: "", // the number that the open phone began with
  line: "", // the open chat, or "" where the list of chats is open
  lines: [],
  phones: [], // the phones of the page's list, each with its chats
};

const listeners = new Map();

export function on(event, listener) {
  listeners.set(event, [...(listeners.get(event) ?? []), listener]);
}

export function tell(event, value) {
  for (const listener of listeners.get(event) ?? []) listener(value);
}

export const openLine = () => now.lines.find((line) => line.phone_number_id === now.line);

export const openPhone = () => now.phones.find((phone) => phone.wa_id === now.person);

/* What is done while the page still begins waits here: until then no line and no phone is known to send from. */
let begin;
export const begun = new Promise((tellBegun) => { begin = tellBegun; });
export const tellBegun = () => begin();

/* What the simulator's clock shows, which may be days ahead of ours. */
let ahead = 0;
export const setClock = (moment) => { ahead = new Date(moment).getTime() - Date.now(); };
export const moment = () => Date.now() + ahead;
