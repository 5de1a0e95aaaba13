{# The worker of a runner's round; needs `name`, `kept` (a JSON list of what the page is made of) and `page`, its address. #}// Keeps the round as it was last seen with a network. What the runner tells is kept by the page itself.
const NAME = "{{ name|escapejs }}", KEPT = {{ kept|safe }}, PAGE = "{{ page|escapejs }}", PATIENCE = 6000;

async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith("round-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}
const patiently = (request) => new Promise((take, refuse) => {
  setTimeout(refuse, PATIENCE);
  fetch(request).then(take, refuse);
});
// Whoever has to log in has no round here: what was kept for the one before is forgotten.
async function opened(request) {
  const cache = await caches.open(NAME);
  try {
    const answer = await patiently(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await cache.put(PAGE, answer.clone());
    else if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401) await cache.delete(PAGE);
    return answer;
  } catch {
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (pathname === PAGE) event.respondWith(opened(event.request));
  else if (KEPT.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)));
});
