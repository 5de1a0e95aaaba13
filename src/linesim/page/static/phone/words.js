/* Every word that the phone says by itself, in Bengali and in English, and which of the two is spoken now. */

import { keep, kept } from "./keeping.js";

const WORDS = {
  bn: {
    ribbon: "পরীক্ষামূলক নমুনা, সরকারি পরিষেবা নয়", title: "পরীক্ষামূলক ফোন",
    phones: "ফোনগুলি", "add-phone": "আর একটি ফোন", "add-phone-why": "একসঙ্গে কয়েক জন হয়ে লিখতে পারেন। নম্বর বানানো হলেও চলে।",
    "name-of-phone": "কার ফোন", number: "ফোন নম্বর", add: "যোগ করুন", "drop-phone": "তালিকা থেকে সরান",
    "wrong-number": "দেশের কোড সহ ৬ থেকে ১৫ অঙ্কের নম্বর লিখুন, যেমন 919000000001।", "other-phones": "যাঁদের ফোন এখানে আছে",
    "switch-phone": "অন্য ফোনে যান", "elsewhere": "অন্য ফোনে {n}টি না-পড়া বার্তা", unread: "{n}টি না-পড়া বার্তা",
    chats: "কথাবার্তা", "no-message": "এখনও কথা হয়নি", poster: "পোস্টারের কোড", "poster-why": "পোস্টারের কোড ধরলে এই লেখাটি আগে থেকে বসে থাকে; আপনি শুধু পাঠান।",
    "no-poster": "কোনো পোস্টার এখনও নেই।", back: "কথাবার্তার তালিকায় ফিরুন", call: "অফিসে ফোন করুন", more: "আরও",
    person: "এই ফোনের ব্যক্তি", chat: "কথাবার্তা", typing: "লিখছে…", attach: "ছবি, কাগজ বা জায়গা পাঠান",
    message: "বার্তা", write: "বার্তা লিখুন", send: "পাঠান", close: "বন্ধ করুন", caption: "সঙ্গে কিছু লিখবেন? (না লিখলেও চলে)",
    photo: "ছবি বাছুন", camera: "ছবি তুলুন", "sample-photo": "নমুনা ছবি", paper: "কাগজ বাছুন", "sample-paper": "নমুনা কাগজ",
    "voice-file": "কণ্ঠের ফাইল", "sample-voice": "নমুনা কণ্ঠ", place: "জায়গা জানান", "place-name": "জায়গার নাম", lat: "অক্ষাংশ", lon: "দ্রাঘিমাংশ",
    "send-place": "জায়গা পাঠান", here: "এখন যেখানে আছি", "no-here": "ব্রাউজার জায়গা জানাল না। নিচে থেকে বাছুন বা লিখুন।", "typed-place": "মানচিত্রের সংখ্যা লিখে দিন",
    "own-contact": "নিজের নম্বর", "share-contact": "নম্বর জানান", sticker: "স্টিকার", "sticker-thumb": "বুড়ো আঙুল", "sticker-heart": "হৃদয়", "sticker-smile": "হাসি", "sticker-sad": "দুঃখ", "sticker-check": "ঠিক",
    preview: "পাঠানোর আগে দেখে নিন", "take-away": "বাদ দিন: {name}", "send-count": "{n}টি পাঠান", "too-many": "একবারে {n}টি পর্যন্ত পাঠানো যায়; বাকিগুলি পরে পাঠান।",
    record: "কণ্ঠবার্তা রেকর্ড করুন", recording: "রেকর্ড হচ্ছে", cancel: "বাতিল", "no-microphone": "মাইক পাওয়া গেল না। কণ্ঠের ফাইল বাছুন, বা নমুনা পাঠান।",
    voice: "কণ্ঠবার্তা", play: "শুনুন", stop: "থামান", progress: "কতটা শোনা হল",
    username: "ইউজারনেম (না থাকলেও চলে)", "new-number": "নতুন নম্বর নিলে", "hide-phone": "অফিসকে নম্বর দেখাবেন না", name: "নাম",
    offline: "ফোন বন্ধ বা নেট নেই", blocked: "অফিসকে ব্লক করেছেন", save: "রাখুন", "opt-out": "খবর ও প্রচারের বার্তা চান না",
    you: "আপনি", office: "অফিস", deleted: "এই বার্তা মুছে ফেলা হয়েছে", unknown: "এই ধরনের বার্তা এখানে দেখা যায় না", empty: "খালি বার্তা",
    forwarded: "ফরোয়ার্ড করা", edited: "বদলানো",
    sent: "পাঠানো হয়েছে", arrived: "পৌঁছেছে", seen: "দেখা হয়েছে",
    image: "ছবি", document: "কাগজ", audio: "কণ্ঠবার্তা", location: "জায়গা", video: "ভিডিও", contacts: "যোগাযোগের নম্বর", template: "বার্তা", flow: "ফর্ম",
    "read-more": "আরও পড়ুন", "read-less": "কম দেখান", "open-photo": "ছবি বড় করে দেখুন", "save-file": "নামিয়ে রাখুন",
    "say-more": "এই বার্তা নিয়ে কী করবেন", reply: "উত্তর দিন", "replying-to": "যে বার্তার উত্তর", "no-reply": "উত্তর নয়, নতুন বার্তা", react: "মনোভাব জানান", "no-reaction": "তুলে নিন", forward: "ফরোয়ার্ড করুন", edit: "লেখা বদলান", editing: "যে লেখা বদলাচ্ছেন", delete: "মুছে ফেলুন", copy: "লেখা কপি করুন",
    xray: "এই কথা কোথা থেকে এল", "jump": "যে বার্তার উত্তর, সেখানে যান", "link-why": "বাইরের ঠিকানা; এই ফোনে খোলে না",
    today: "আজ", yesterday: "গতকাল", news: "{n}টি নতুন বার্তা", "to-end": "শেষ বার্তায় যান", "new-below": "নতুন বার্তা",
    start: "প্রথম বার্তা পাঠিয়ে শুরু করুন।", hello: "নমস্কার", "choose-one": "একটি বাছুন", chosen: "বেছেছেন", "send-choice": "এটাই পাঠান",
    "flow-what": "এটি একটি ফর্ম। আসল ফোনে এখানে ফর্মের পাতা খোলে।", "flow-none": "এই বার্তার সঙ্গে ফর্মের পাতা আসেনি, তাই এই নমুনা ফোনে ভরা যাবে না। প্রশ্নের উত্তর লিখে পাঠালেও অফিস বুঝবে।",
    "link-button": "এই বোতাম একটি ঠিকানা খোলে; নমুনা ফোনে বাইরের ঠিকানা খোলে না।", "call-button": "এই বোতাম একটি নম্বরে ফোন করে; নমুনা ফোনে কল যায় না।", "understood": "বুঝেছি",
    calling: "ফোন করা হচ্ছে…", "hang-up": "কল কেটে দিন", missed: "কেউ ধরেননি। অফিসে মিসড কল হিসেবে পৌঁছেছে।", "no-call": "ফোন করা গেল না।",
    away: "নমুনা ফোনের সঙ্গে সংযোগ নেই, আবার চেষ্টা হচ্ছে।", "office-away": "অফিসের সঙ্গে যোগ নেই, বার্তা জমা থাকছে।",
    "is-offline": "এই ফোন এখন বন্ধ: বার্তা পৌঁছাবে না, পাঠানোও যাবে না।", "is-blocked": "আপনি অফিসকে ব্লক করেছেন। লিখতে হলে আগে ব্লক তুলুন।",
    refused: "পাঠানো গেল না।", "not-kept": "বদল রাখা গেল না।", "too-long": "একটি বার্তায় {most}টি অক্ষর পর্যন্ত ধরে, এখানে {n}টি। ছোট করুন বা ভাগ করে পাঠান।", "no-photo": "এই ফাইল ছবি হিসেবে খোলা গেল না: {name}", "too-big": "ফাইলটি খুব বড়: {name}",
    draft: "খসড়া:",
  },
  en: {
    ribbon: "A trial sample, not a government service", title: "Trial phone",
    phones: "Phones", "add-phone": "Another phone", "add-phone-why": "You can write as several people at once. An invented number will do.",
    "name-of-phone": "Whose phone", number: "Phone number", add: "Add", "drop-phone": "Take off the list",
    "wrong-number": "Write a number of 6 to 15 digits with the country code, such as 919000000001.", "other-phones": "People with a phone here",
    "switch-phone": "Switch phone", "elsewhere": "{n} unread on other phones", unread: "{n} unread",
    chats: "Chats", "no-message": "Nothing said yet", poster: "Poster codes", "poster-why": "Scanning a poster types this text for you; you only send it.",
    "no-poster": "There is no poster yet.", back: "Back to the chats", call: "Call the office", more: "More",
    person: "Person with this phone", chat: "Conversation", typing: "typing…", attach: "Send a photo, paper or place",
    message: "Message", write: "Write a message", send: "Send", close: "Close", caption: "Add words? (optional)",
    photo: "Choose photos", camera: "Take photo", "sample-photo": "Sample photo", paper: "Choose paper", "sample-paper": "Sample paper",
    "voice-file": "Voice file", "sample-voice": "Sample voice", place: "Share place", "place-name": "Name of the place", lat: "Latitude", lon: "Longitude",
    "send-place": "Send place", here: "Where I am now", "no-here": "The browser did not tell the place. Choose or type one below.", "typed-place": "Type the numbers of the map",
    "own-contact": "Own number", "share-contact": "Share the number", sticker: "Sticker", "sticker-thumb": "Thumb up", "sticker-heart": "Heart", "sticker-smile": "Smile", "sticker-sad": "Sad", "sticker-check": "Right",
    preview: "Look before you send", "take-away": "Take away: {name}", "send-count": "Send {n}", "too-many": "Up to {n} can go at once; send the others afterwards.",
    record: "Record a voice message", recording: "Recording", cancel: "Cancel", "no-microphone": "No microphone was found. Choose a voice file, or send the sample.",
    voice: "Voice message", play: "Play", stop: "Pause", progress: "How much was heard",
    username: "Username (optional)", "new-number": "New number, if there is one", "hide-phone": "Hide the number from the office", name: "Name",
    offline: "Phone is off or has no network", blocked: "Has blocked the office", save: "Save", "opt-out": "Wants no offers and announcements",
    you: "You", office: "Office", deleted: "This message was deleted", unknown: "This kind of message cannot be shown here", empty: "Empty message",
    forwarded: "Forwarded", edited: "Edited",
    sent: "sent", arrived: "delivered", seen: "read",
    image: "Photo", document: "Paper", audio: "Voice message", location: "Place", video: "Video", contacts: "Contact", template: "Message", flow: "Form",
    "read-more": "Read more", "read-less": "Show less", "open-photo": "See the photo large", "save-file": "Save",
    "say-more": "What to do with this message", reply: "Reply", "replying-to": "Message replied to", "no-reply": "No reply, a new message", react: "React", "no-reaction": "Take back", forward: "Forward", edit: "Edit the text", editing: "Text being edited", delete: "Delete", copy: "Copy the text",
    xray: "Where this sentence came from", "jump": "Go to the message replied to", "link-why": "An address outside; this phone does not open it",
    today: "Today", yesterday: "Yesterday", news: "{n} new", "to-end": "To the last message", "new-below": "New messages",
    start: "Send the first message to begin.", hello: "Hello", "choose-one": "Choose one", chosen: "chosen", "send-choice": "Send this one",
    "flow-what": "This is a form. On a real phone its pages open here.", "flow-none": "No pages of the form came with this message, so this trial phone cannot fill it in. The office also understands answers that you write.",
    "link-button": "This button opens an address; the trial phone opens nothing outside.", "call-button": "This button rings a number; the trial phone cannot call it.", "understood": "Understood",
    calling: "Calling…", "hang-up": "Hang up", missed: "Nobody answered. The office has it as a missed call.", "no-call": "The call could not be made.",
    away: "No connection to the trial phone; trying again.", "office-away": "The office cannot be reached; messages are being kept.",
    "is-offline": "This phone is off: nothing arrives and nothing can be sent.", "is-blocked": "You have blocked the office. Unblock it before you write.",
    refused: "It could not be sent.", "not-kept": "The change was not kept.", "too-long": "One message holds {most} characters, this one has {n}. Shorten it or send it in parts.", "no-photo": "This file could not be opened as a photo: {name}", "too-big": "The file is too big: {name}",
    draft: "Draft:",
  },
};

const KEY = "language";
let spoken = "bn";

export const language = () => spoken;

/* A word or sentence; `{name}` in it stands for a value, and numbers are written in the digits of the language. */
export function word(key, values = {}) {
  const sentence = WORDS[spoken][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? figure(values[name]) : values[name]));
}

export const hasWord = (key) => key in WORDS[spoken];

export function figure(number, options = {}) {
  return new Intl.NumberFormat(spoken === "bn" ? "bn-BD-u-nu-beng" : "en-IN", options).format(number);
}

/* Speak another language: every part that names its words is filled anew. */
export function speak(asked) {
  spoken = asked in WORDS ? asked : "bn";
  document.documentElement.lang = spoken;
  document.title = word("title");
  for (const part of document.querySelectorAll("[data-t]")) part.textContent = word(part.dataset.t);
  for (const part of document.querySelectorAll("[data-hint]")) part.placeholder = word(part.dataset.hint);
  for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", word(part.dataset.label));
}

export const otherLanguage = () => (spoken === "bn" ? "en" : "bn");

export const keepLanguage = () => keep(KEY, spoken);

export const keptLanguage = () => kept(KEY);
