// Check what the QR of a paper says: what stands behind the # of the address, which no server is ever sent.
// 0x01 and COSE_Sign1 (RFC 9052) with ES256, as documents/marks/payload.py writes it.
const HALF = 32, ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", DAY = 864e5, FIRST_DAY = Date.UTC(2000, 0, 1);
const page = document.getElementById("verify");
const addresses = page.dataset;

class NotGenuine extends Error {}

const number = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

function bytesOf(digits) {
  if (!/^[1-9]\d{1,1999}$/.test(digits)) throw new NotGenuine("form");
  const written = BigInt(digits).toString(16);
  return Uint8Array.from(written.padStart(written.length + (written.length % 2), "0").match(/../g), (two) => parseInt(two, 16));
}
const head = (kind, length) => length < 24 ? [kind | length] : length < 256 ? [kind | 24, length] : [kind | 25, length >> 8, length & 255];
const text = (bytes) => [...head(0x40, bytes.length), ...bytes];
const named = (kid) => [0xa2, 1, 0x26, 4, 0x44, ...kid];
const framed = (kid, claims, signature) => [1, 0x84, ...text(named(kid)), 0xa0, ...text(claims), ...text(signature)];
const toSign = (kid, claims) => Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode("Signature1"), ...text(named(kid)), 0x40, ...text(claims)]);

// Cut where the parts must stand and put together again it is the same, or it is none of ours.
function parts(content) {
  const kid = content.slice(8, 12), claims = content.slice(15, -66), signature = content.slice(-64);
  if (kid.length !== 4 || !same(framed(kid, claims, signature), content)) throw new NotGenuine("form");
  return { kid, claims, signature };
}
async function opened(digits, keys) {
  const { kid, claims, signature } = parts(bytesOf(digits));
  const jwk = keys.find((key) => key.kid === hex(kid));
  if (!jwk) throw new NotGenuine("key");
  const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { kty, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, how, false, ["verify"]);
  const right = number(signature.slice(HALF)) <= ORDER / 2n && (await crypto.subtle.verify(how, key, signature, toSign(kid, claims)));
  if (!right) throw new NotGenuine("signature");
  return { ...said(claims), specimen: Boolean(jwk.specimen) };
}

// A row of eight, in the few kinds of CBOR (RFC 8949) that stand in it.
function said(claims) {
  let at = 1;
  const next = () => {
    const kind = claims[at] >> 5, low = claims[at++] & 31;
    const wide = low < 24 ? 0 : 1 << (low - 24);
    const count = kind === 7 ? 0 : wide ? Number(number(claims.slice(at, (at += wide)))) : low;
    if (kind === 7) return null;
    return kind < 2 ? (kind ? -1 - count : count) : claims.slice(at, (at += count));
  };
  const row = Array.from({ length: 8 }, next);
  const plain = (bytes) => new TextDecoder().decode(bytes);
  const [issuer, type, printed, code, issued, until, bn, en] = row;
  return { issuer: plain(issuer), type: plain(type), number: letters(printed), code: signs(code), issued, until, bn: letters(bn), en: letters(en) };
}
// Bengali in one byte a letter: documents/marks/letters.py.
function letters(bytes) {
  let words = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x1b) words += String.fromCodePoint(Number(number(bytes.slice(at + 1, (at += 3) + 1))));
    else words += String.fromCharCode(byte >= 0x80 ? 0x900 + byte : byte >= 0x20 ? byte : 0x2000 + byte);
  }
  return words;
}
function signs(bytes) {
  let rest = number(bytes), code = "";
  for (let at = 0; at < 14; at++, rest >>= 5n) code = SIGNS[Number(rest & 31n)] + code;
  return code;
}

// --- the page ---

function codeHere() {
  const [, typed] = /\/v\/([^/]+)/i.exec(decodeURIComponent(location.pathname)) ?? [];
  return (typed ?? "").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}
function day(count) {
  const how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const lang = document.documentElement.lang === "bn" ? "bn-IN" : "en-IN";
  const found = new Intl.DateTimeFormat(lang, how).formatToParts(FIRST_DAY + count * DAY);
  return ["day", "month", "year"].map((name) => found.find((part) => part.type === name).value).join(" ");
}
function show(group, state) {
  for (const one of page.querySelectorAll(`[data-${group}]`)) one.hidden = one.getAttribute(`data-${group}`) !== state;
}
function tell(mark) {
  const type = page.querySelector(`[data-type="${CSS.escape(mark.type)}"]`)?.textContent ?? mark.type;
  const issuer = mark.issuer === addresses.issuer ? addresses.issuerName : mark.issuer;
  const told = { ...mark, type, issuer, issued: day(mark.issued), until: mark.until === null ? "" : day(mark.until) };
  for (const one of page.querySelectorAll("[data-fact]")) {
    one.textContent = told[one.dataset.fact];
    one.hidden = one.previousElementSibling.hidden = !told[one.dataset.fact];
  }
  page.querySelector("#specimen").hidden = !mark.specimen;
}
async function statement() {
  const digits = location.hash.slice(1);
  page.querySelector("#said").hidden = !codeHere();
  page.querySelector("#facts").hidden = true;
  if (!digits) return "none";
  if (!globalThis.crypto?.subtle) return "browser";
  try {
    const { keys } = await (await fetch(addresses.keys)).json();
    const mark = await opened(digits, keys);
    if (mark.code !== codeHere()) return "other";
    tell(mark);
    page.querySelector("#facts").hidden = false;
    return "genuine";
  } catch (error) {
    return error instanceof NotGenuine ? error.message : "browser";
  }
}
// Without a network: the list of papers that hold no more, as it was when this page was last opened with one.
async function standing() {
  if (!codeHere() || page.dataset.live) return;
  page.querySelector("#offline").hidden = false;
  try {
    const { at, withdrawn } = await (await fetch(addresses.withdrawn)).json();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeHere())));
    const mine = btoa(String.fromCharCode(...hash.slice(0, 6))).replaceAll("+", "-").replaceAll("/", "_");
    const found = Object.keys(withdrawn).find((one) => withdrawn[one].match(/.{8}/g).includes(mine));
    show("standing", found ?? "unlisted");
    page.querySelector("#listed").textContent = day(Math.floor((Date.parse(at) + 198e5 - FIRST_DAY) / DAY));
  } catch {
    show("standing", "unknown");
  }
}
async function look() {
  show("said", await statement());
}

look();
standing();
addEventListener("hashchange", look);
// One after the other: what the first has kept the second need not load again. A browser that keeps nothing for anybody
// checks with a network.
async function keep() {
  for (const scope of ["/v", "/V"]) {
    const { installing, waiting, active } = await navigator.serviceWorker.register(addresses.worker, { scope });
    const worker = installing ?? waiting ?? active;
    while (worker.state !== "activated") {
      if (worker.state === "redundant") return;
      await new Promise((take) => worker.addEventListener("statechange", take, { once: true }));
    }
  }
  page.dataset.kept = "1";
}
if (navigator.serviceWorker) keep().catch(() => {});
