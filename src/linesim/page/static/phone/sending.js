/* What the person does, on its way to the simulator. */

import { begun, now, openPhone, tell } from "./now.js";
import { notice, say } from "./notices.js";
import { ask } from "./simulator.js";

/* Do it; whether it could be done. What cannot be is said in the banner, and nothing is lost here. */
export async function act(doing) {
  await begun;
  try {
    await ask(`/control/phones/${now.person}/send`, { body: { line: now.line, ...doing } });
  } catch (problem) {
    if (!isForeseen(problem)) say(problem);
    return false;
  }
  notice("refused", false);
  tell("acted");
  return true;
}

/* A phone that is off, or has blocked the office, has its banner already. */
const isForeseen = (problem) => problem.status === 409 && (openPhone()?.offline || openPhone()?.blocked);

/* The bytes of a file as the simulator takes them. */
export function asBase64(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}
