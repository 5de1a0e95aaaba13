/* What the browser remembers of this page; where it may not (a frame without storage), the page itself does. */

const PREFIX = "linesim:";
const here = new Map();

export function keep(key, value) {
  try {
    if (value) localStorage.setItem(PREFIX + key, value);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    here.set(key, value);
  }
}

export function kept(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return here.get(key) ?? null;
  }
}
