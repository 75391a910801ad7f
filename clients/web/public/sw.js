/**
 * Keeps the page and its parts, so that a reload without network still shows them. Answers of the
 * endpoint are none of its business: what was seen last is kept by the page, per user.
 */
const SHELL = "wealthgraph-shell-1";
const PARTS_MAX = 150;

self.addEventListener("install", (event) => {
  event.waitUntil(keep(["/", "/icon.svg"]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

/** The page tells what it loaded before this worker stood between. */
self.addEventListener("message", (event) => {
  const paths = event.data?.parts;
  if (Array.isArray(paths)) event.waitUntil(keep(paths.filter(isPart)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && !pathname.startsWith("/graphiql"))
    event.respondWith(page(event));
  else if (isPart(pathname)) event.respondWith(part(request));
});

function isPart(path) {
  return path === "/icon.svg" || /^\/assets\/[\w.-]+$/.test(path);
}

/** The newest page there is; without network the last one. */
async function page(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(renewPage());
    return answer;
  } catch (error) {
    const kept = await (await caches.open(SHELL)).match("/");
    if (kept) return kept;
    throw error;
  }
}

async function renewPage() {
  await (await caches.open(SHELL)).add("/").catch(() => undefined); // away again: the last one stays
}

/** Names of parts carry their hash: what is kept never changes. */
async function part(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function keep(paths) {
  const cache = await caches.open(SHELL);
  for (const path of paths) if (!(await cache.match(path))) await cache.add(path);
  const parts = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== "/");
  for (const old of parts.slice(0, Math.max(0, parts.length - PARTS_MAX))) await cache.delete(old);
}
