/* What the browser keeps: the search from the first visit on, each page from when it was read. The network goes first,
   but for files whose address changes with what they hold. */
const KEPT = "unsc-@VERSION@", SEARCH = ["@FILES@"];

self.addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(SEARCH)).then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

/* An address and the same with a slash are one page, and what is asked of the search does not change its page. */
function keyOf(request) {
  const { pathname } = new URL(request.url);
  return request.mode === "navigate" ? `${pathname.replace(/\/+$/, "")}/` : pathname;
}

async function answer(request) {
  const kept = await caches.open(KEPT), key = keyOf(request), held = await kept.match(key, { ignoreVary: true });
  if (held && key.includes("/-/")) return held;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) kept.put(key, await whole(fresh.clone()));
    return fresh;
  } catch (error) {
    if (held) return held;
    throw error;
  }
}

/* An answer that was reached by a redirect may not be given for a page; the same without its history may. */
async function whole(answer) {
  return new Response(await answer.blob(), { status: answer.status, headers: answer.headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});
