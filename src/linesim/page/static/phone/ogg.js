/* Turns what a browser records (Opus in WebM) into what phones send (Opus in Ogg); the sound itself is not touched.
   WebM: RFC 9559 (Matroska), Ogg: RFC 3533, Opus in Ogg: RFC 7845. */

const MASTERS = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae, 0xa0]); // segment, cluster, tracks, track, group
const BLOCKS = new Set([0xa3, 0xa1]);
const HEAD = 0x63a2; // the track's own OpusHead
const BEFORE_THE_SOUND = 4; // bytes of a block: track, time (2), flags
const PACKETS_IN_A_PAGE = 25;
const SERIAL = 0x6c696e65;
const LONGEST_LACE = 255;
const SAMPLES = [480, 960, 1920, 2880]; // of a frame, at 48 kHz

export function oggOf(webm) {
  const { head, packets } = unpacked(webm);
  const pages = [page([head ?? plainHead()], { number: 0, samples: 0, flags: 2 }), page([tags()], { number: 1, samples: 0, flags: 0 })];
  let samples = 0;
  for (let at = 0; at < packets.length; at += PACKETS_IN_A_PAGE) {
    const some = packets.slice(at, at + PACKETS_IN_A_PAGE);
    samples += some.reduce((sum, packet) => sum + samplesIn(packet), 0);
    pages.push(page(some, { number: pages.length, samples, flags: at + PACKETS_IN_A_PAGE >= packets.length ? 4 : 0 }));
  }
  return new Blob(pages, { type: "audio/ogg; codecs=opus" });
}

/* The head and the packets of Opus that stand in a WebM; a live one does not know its own lengths. */
function unpacked(bytes) {
  const packets = [];
  let [at, head] = [0, null];
  while (at < bytes.length) {
    const id = number(bytes, at, { marked: true });
    const size = number(bytes, at + id.width, { marked: false });
    const begin = at + id.width + size.width;
    if (MASTERS.has(id.value)) {
      at = begin;
      continue;
    }
    const inside = bytes.subarray(begin, begin + size.value);
    if (BLOCKS.has(id.value)) packets.push(inside.subarray(BEFORE_THE_SOUND));
    if (id.value === HEAD) head = inside;
    at = begin + size.value;
  }
  return { head, packets };
}

/* A number of EBML: its first byte tells how many follow; in an id that mark belongs to it. */
function number(bytes, at, { marked }) {
  const width = Math.clz32(bytes[at]) - 23;
  let value = marked ? bytes[at] : bytes[at] & (0xff >> width);
  for (let next = 1; next < width; next += 1) value = value * 256 + bytes[at + next];
  return { value, width };
}

function samplesIn(packet) {
  const [toc] = packet;
  const config = toc >> 3;
  const frame = config < 12 ? SAMPLES[config & 3] : config < 16 ? SAMPLES[config & 1] : 120 << (config & 3);
  const frames = [1, 2, 2, packet[1] & 63][toc & 3];
  return frame * frames;
}

function plainHead() {
  return new Uint8Array([...new TextEncoder().encode("OpusHead"), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0]);
}

function tags() {
  const vendor = new TextEncoder().encode("linesim");
  return new Uint8Array([...new TextEncoder().encode("OpusTags"), vendor.length, 0, 0, 0, ...vendor, 0, 0, 0, 0]);
}

function laces(packet) {
  return [...Array(Math.floor(packet.length / LONGEST_LACE)).fill(LONGEST_LACE), packet.length % LONGEST_LACE];
}

function page(packets, { number: place, samples, flags }) {
  const table = packets.flatMap(laces);
  const header = new DataView(new ArrayBuffer(27));
  new Uint8Array(header.buffer).set(new TextEncoder().encode("OggS"));
  header.setUint8(5, flags);
  header.setBigUint64(6, BigInt(samples), true);
  header.setUint32(14, SERIAL, true);
  header.setUint32(18, place, true);
  header.setUint8(26, table.length);
  const bytes = new Uint8Array([...new Uint8Array(header.buffer), ...table, ...packets.flatMap((packet) => [...packet])]);
  new DataView(bytes.buffer).setUint32(22, checksum(bytes), true);
  return bytes;
}

/* The CRC of Ogg: polynomial 0x04c11db7, nothing reflected, nothing inverted. */
function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
