/* Hours, days, lengths and sizes as people of the language say them; days are those of Kolkata. */

import { figure, language, word } from "./words.js";

const ZONE = "Asia/Kolkata";
const DAY = 24 * 60 * 60 * 1000;
const DAY_PARTS = [[4, "রাত"], [6, "ভোর"], [12, "সকাল"], [16, "দুপুর"], [18, "বিকেল"], [20, "সন্ধ্যা"], [24, "রাত"]];
const MONTHS = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"];

const written = (at, locale, options) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(new Date(at));

export function clockTime(at) {
  if (language() === "en") return written(at, "en-IN", { hour: "numeric", minute: "2-digit" });
  const [hour, minute] = written(at, "en-GB", { hour: "2-digit", minute: "2-digit" }).split(":").map(Number);
  const [, part] = DAY_PARTS.find(([end]) => hour < end);
  return `${part} ${figure(hour % 12 || 12)}:${figure(minute, { minimumIntegerDigits: 2 })}`;
}

/* The day a moment belongs to, as 2026-11-22. */
export const dayOf = (at) => written(at, "en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });

export function dayName(at, now) {
  if (dayOf(at) === dayOf(now)) return word("today");
  if (dayOf(at) === dayOf(new Date(now).getTime() - DAY)) return word("yesterday");
  if (language() === "en") return written(at, "en-IN", { day: "numeric", month: "long", year: "numeric" });
  const [year, month, day] = dayOf(at).split("-").map(Number);
  return `${figure(day)} ${MONTHS[month - 1]} ${figure(year, { useGrouping: false })}`;
}

/* In a list of chats: the hour of today, the day of before. */
export const shortTime = (at, now) => (dayOf(at) === dayOf(now) ? clockTime(at) : dayName(at, now));

export function lengthOf(seconds) {
  const whole = Number.isFinite(seconds) ? Math.round(seconds) : 0;
  return `${figure(Math.floor(whole / 60))}:${figure(whole % 60, { minimumIntegerDigits: 2 })}`;
}

export function sizeOf(bytes) {
  const [amount, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "kB"] : [Math.round(bytes / 1e5) / 10, "MB"];
  return `${figure(amount)} ${unit}`;
}
