// A runner's round. Every word is kept on this telephone first and sent as soon as there is a network: none is
// lost, and each has a mark of its own, so that none counts twice.
const page = document.getElementById("round"), line = document.getElementById("sync");
const says = page.dataset, MOST = 1600, EVERY = 20000;
const digits = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });

const done = (asked) => new Promise((take, refuse) => {
  asked.onsuccess = () => take(asked.result);
  asked.onerror = () => refuse(asked.error);
});
const opening = indexedDB.open("janasetu-round", 1);
opening.onupgradeneeded = () => opening.result.createObjectStore("words", { keyPath: "mark" });
const base = done(opening);
const store = async (how) => (await base).transaction("words", how).objectStore("words");
async function kept() {
  const all = await done((await store("readonly")).getAll());
  return all.filter((word) => word.officer === says.officer).sort((one, other) => one.at - other.at);
}
const waiting = async () => (await kept()).filter((word) => !word.draft);
async function change(act, value) {
  const words = await store("readwrite");
  const ended = new Promise((take, refuse) => {
    words.transaction.oncomplete = take;
    words.transaction.onerror = words.transaction.onabort = () => refuse(words.transaction.error);
  });
  words[act](value);
  await ended;
}

const shrunk = new WeakSet();
// A photo of the size that is needed to see who has the paper, or to read it.
async function small(file) {
  if (shrunk.has(file)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, MOST / Math.max(picture.width, picture.height));
    const sheet = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    return await sheet.convertToBlob({ type: "image/jpeg", quality: 0.75 });
  } catch {
    return file;
  }
}
async function wordOf(form, button) {
  const mark = crypto.randomUUID(), fields = [];
  for (const [name, value] of new FormData(form, button)) {
    if (name === "csrfmiddlewaretoken" || name === "mark") continue;
    if (value instanceof File) value.size && fields.push([name, await small(value)]);
    else fields.push([name, value]);
  }
  return { mark, officer: says.officer, comesBack: form.matches("[data-draft]"), url: form.action, visit: form.dataset.visit ?? "", at: Date.now(), fields: [...fields, ["mark", mark]] };
}

// --- what the page says ---

function tell(visit, sentence, looks) {
  const told = document.querySelector(`[data-told="${CSS.escape(visit)}"]`);
  if (!told) return;
  told.textContent = sentence;
  told.className = `told ${looks}`;
  told.hidden = false;
}
async function show(state) {
  const words = await waiting();
  for (const card of page.querySelectorAll("[data-stop]")) card.toggleAttribute("data-kept", words.some((word) => word.visit === card.dataset.stop));
  for (const word of words) tell(word.visit, says.kept, "warn");
  const told = words.length ? says[state ?? "waiting"].replace("{count}", digits.format(words.length)) : says.sent;
  if (line.textContent !== told) line.textContent = told;
  line.className = `told ${words.length ? "warn" : "ok"}`;
  page.dataset.words = words.length;
  await inTurn(restore);
}

// --- forms that are begun, or came back because something in them is wrong ---

let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act, act)); // what is kept later was written later
const formOf = (visit) => page.querySelector(`form[data-draft][data-visit="${CSS.escape(visit)}"]`);
const draft = (word, more) => change("put", { ...word, mark: word.visit, draft: true, wrong: {}, ...more });
async function comesBack(word, told, wrong) {
  await draft(word, { told, wrong });
  delete formOf(word.visit)?.dataset.seen;
}
// Each form once: what is typed there since then counts.
async function restore() {
  const words = await kept();
  for (const form of page.querySelectorAll("form[data-draft]:not([data-seen])")) {
    form.dataset.seen = "1";
    const word = words.find((one) => one.mark === form.dataset.visit);
    if (!word) continue;
    fill(form, word.fields);
    for (const [id, sentences] of Object.entries(word.wrong ?? {}))
      for (const textContent of sentences) document.getElementById(id)?.querySelector(".boxes").before(Object.assign(document.createElement("p"), { className: "wrong", textContent }));
    if (word.told) {
      tell(word.visit, word.told, "bad");
      form.closest("details").open = true;
    }
    form.dispatchEvent(new Event("change"));
  }
}
function fill(form, fields) {
  const photos = {};
  for (const [name, value] of fields) {
    if (value instanceof Blob) {
      const photo = new File([value], "photo.jpg", { type: value.type });
      shrunk.add(photo);
      (photos[name] ??= new DataTransfer()).items.add(photo);
    } else for (const box of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)) {
      if (["radio", "checkbox"].includes(box.type)) box.checked ||= box.value === value;
      else box.value = value;
    }
  }
  for (const name in photos) form.elements[name].files = photos[name].files;
}
// The round as the server has it now, unless somebody is writing in it; a door at which a box is open stays as it is.
const isWritten = () => page.contains(document.activeElement) && document.activeElement.matches("input,textarea");
async function look() {
  if (isWritten()) return;
  const answer = await fetch(location.pathname);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("round");
  if (fresh?.dataset.officer !== says.officer || isWritten()) return;
  const stops = fresh.querySelector("#stops");
  for (const card of page.querySelectorAll("[data-stop]:has(details[open])")) stops.querySelector(`[data-stop="${CSS.escape(card.dataset.stop)}"]`)?.replaceWith(card);
  page.querySelector("#stops").replaceWith(stops);
  await show();
}

// --- sending ---

async function send() {
  const words = await waiting();
  if (!words.length) return;
  const answer = await fetch(says.key, { redirect: "manual", cache: "no-store" });
  if (!answer.ok) return show("ended");
  const { token, officer } = await answer.json();
  if (officer !== says.officer) return show("ended");
  for (const word of words) if (!(await sent(word, token))) return show("waiting");
  await show();
  await look();
}
async function sent(word, token) {
  const form = new FormData();
  for (const [name, value] of word.fields) value instanceof Blob ? form.append(name, value, "photo.jpg") : form.append(name, value);
  form.append("age", Math.max(0, Math.round((Date.now() - word.at) / 1000)));
  const answer = await fetch(word.url, { method: "POST", body: form, headers: { "Accept": "application/json", "X-CSRFToken": token } });
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) return false;
  const { state, told, wrong } = await answer.json();
  if (state === "refused" && word.comesBack) await comesBack(word, told, wrong);
  await change("delete", word.mark);
  if (word.visit) tell(word.visit, told, { taken: "ok", already: "warn" }[state] ?? "bad");
  return true;
}
// One at a time, whatever asks for it, in all windows of this telephone.
const hurry = () => navigator.locks.request("janasetu-round", { ifAvailable: true }, (lock) => lock && send().catch(() => show("waiting")));

page.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-word]")) return;
  event.preventDefault();
  await inTurn(async () => {
    const word = await wordOf(event.target, event.submitter);
    await change("put", word);
    if (word.comesBack) await change("delete", word.visit);
  });
  for (const told of event.target.querySelectorAll(".asked .wrong")) told.remove();
  event.target.closest("details")?.removeAttribute("open");
  event.target.reset();
  await show();
  await hurry();
});
page.addEventListener("change", ({ isTrusted, target: { form } }) => isTrusted && form?.matches("[data-draft]") && inTurn(async () => draft(await wordOf(form))));
addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hurry());
setInterval(hurry, EVERY);
show().then(hurry);
navigator.serviceWorker?.register(says.worker, { scope: says.scope }).then(() => navigator.serviceWorker.ready).then(async () => {
  if (!navigator.serviceWorker.controller) await new Promise((take) => navigator.serviceWorker.addEventListener("controllerchange", take, { once: true }));
  if (navigator.onLine) await fetch(location.pathname).catch(() => {}); // now the worker keeps it
  page.dataset.ready = "1";
});
