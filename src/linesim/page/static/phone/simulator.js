/* Talking to the simulator, and trying again when it was away. */

export const RETRY_AFTER = 1500; // milliseconds

/* The simulator said no; the message is its sentence. Anything else that is thrown means that it is away. */
export class RefusedError extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

export async function ask(path, { body, signal } = {}) {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(path, { ...sent, signal });
  const said = await answer.json();
  if (!answer.ok) throw new RefusedError(said.error ?? String(answer.status), answer.status);
  return said;
}

export const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

/* What `doing` answers, as soon as it does; `failed` hears of every time that it did not. */
export async function insist(doing, failed) {
  for (;;) {
    try {
      return await doing();
    } catch (problem) {
      failed(problem);
      await pause(RETRY_AFTER);
    }
  }
}
