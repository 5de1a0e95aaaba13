/* Tells the page around this one which message was tapped, so that it can show where its words came from. */

const asked = new URLSearchParams(location.search);
const parentOrigin = originOf(asked.get("parent"));

function originOf(written) {
  try {
    return written ? new URL(written).origin : null;
  } catch {
    return null;
  }
}

export const isXray = asked.get("xray") === "1" && parentOrigin !== null && window.parent !== window;

/* Only the origin that `?parent=` names hears it; this page itself listens to nobody. */
export function pointOut(bubble, { line, phone }) {
  if (!isXray || !bubble.callback) return;
  const message = { kind: "linesim:message", line, phone, id: bubble.id, callback: bubble.callback };
  window.parent.postMessage(message, parentOrigin);
}
