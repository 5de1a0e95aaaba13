{# The worker that keeps the page of checking for when there is no network; needs `name`, `kept` (a JSON list: the page, the keys and the list first) and `fresh`, how many of them change. #}// Keeps the page on which papers are checked, the keys and the list of withdrawn papers, and nothing that was looked up.
const NAME = "{{ name|escapejs }}", KEPT = {{ kept|safe }}, FRESH = KEPT.slice(0, {{ fresh }}), PATIENCE = 5000;

async function keep(addresses) {
  await (await caches.open(NAME)).addAll(addresses.map((address) => new Request(address, { cache: "no-cache" })));
}
// Two workers share what is kept, one for /v and one for /V: the second to come loads what the first has not.
async function complete() {
  const cache = await caches.open(NAME);
  const kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
  await keep(KEPT.filter((address) => !kept.includes(address)));
}
async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith("verify-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}
const patiently = (request) => new Promise((take, refuse) => {
  setTimeout(refuse, PATIENCE);
  fetch(request).then(take, refuse);
});
const kept = async (address) => (await caches.match(address)) ?? Response.error();

async function opened(event) {
  try {
    const answer = await patiently(event.request);
    event.waitUntil(keep(FRESH).catch(() => {}));
    return answer;
  } catch {
    return kept(KEPT[0]);
  }
}
async function asked(request, path) {
  if (!FRESH.includes(path)) return (await caches.match(path)) ?? fetch(request);
  try {
    return await patiently(request);
  } catch {
    return kept(path);
  }
}

self.addEventListener("install", (event) => event.waitUntil(complete().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (/^\/(verify|v)\//i.test(pathname)) event.respondWith(opened(event));
  } else event.respondWith(asked(event.request, pathname)); // the page may be that of a newer release, kept by the other
});
