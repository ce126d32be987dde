// The worker between our pages and the network. The server puts VERSION and SHELL before the first line.
//
// It keeps nothing of a walker by itself: js/coach/offline.js does, a whole session at a time, and this finds it when
// there is no connection. What changes anything (a POST) is never kept or sent later: the log of a session is the one
// thing that waits, and log.js sees to that.

const SHELL_CACHE = `retrowalk-shell-${VERSION}`;
const KEPT = /^retrowalk-kept-1-(\d+)$/; // as in js/coach/offline.js
const MARK = "/kept/mark";
const PATIENCE_MS = 3000; // Wi-Fi that is there but dead must not hold a walker up

self.addEventListener("install", (event) => {
  const prepared = caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL));
  event.waitUntil(prepared.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  // What is kept outlives the worker: it is whole in itself, pages with exactly their scripts.
  const old = (name) => name.startsWith("retrowalk-") && name !== SHELL_CACHE && !KEPT.test(name);
  const cleared = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== "GET") {
    if (request.mode === "navigate") event.respondWith(sent(request));
  } else if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (pathname.startsWith("/session/") && !request.headers.has("X-Retrowalk-Keep"))
    event.respondWith(part(request));
});

/** A page: as it is now, else as it was kept, with the time of that. */
async function page(request) {
  const kept = await find(request, { ignoreSearch: true });
  try {
    const answer = await (kept ? within(PATIENCE_MS, whole(request)) : fetch(request));
    // Shut out: the phone was removed from the paired ones, so it is not to show a walker's days any more.
    if (answer.status === 401) await forgetKept();
    return answer;
  } catch {
    if (kept) return dated(kept);
    return (await caches.match("/kept/nothing", { cacheName: SHELL_CACHE })) ?? Response.error();
  }
}

/** Style, scripts, fonts: the address changes with the content, so any copy is the right one. */
async function asset(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

/** What a session is made of: as kept for a page that is itself as kept, else as it is now, fetched only if changed. */
async function part(request) {
  const kept = await find(request);
  if (!kept) return fetch(request);
  if (request.cache === "force-cache") return ranged(request, kept.response);
  const headers = new Headers(request.headers);
  headers.delete("Range");
  const tag = kept.response.headers.get("ETag");
  if (tag) headers.set("If-None-Match", tag);
  try {
    const answer = await fetch(request.url, { headers, credentials: "same-origin", cache: "no-store" });
    return ranged(request, answer.status === 304 ? kept.response : answer);
  } catch {
    return ranged(request, kept.response);
  }
}

/** A form that cannot be sent leaves its page as it is, with all that was typed; the page then says so. */
async function sent(request) {
  try {
    return await fetch(request);
  } catch {
    for (const one of await self.clients.matchAll({ type: "window" })) one.postMessage("not-sent");
    return new Response(null, { status: 204 });
  }
}

/** The copy of an address in what was kept last, with the time it was kept. */
async function find(request, options) {
  const numbers = (await caches.keys()).map((name) => Number(KEPT.exec(name)?.[1] ?? 0));
  for (const number of numbers.filter(Boolean).sort((a, b) => b - a)) {
    const cache = await caches.open(`retrowalk-kept-1-${number}`);
    const mark = await cache.match(MARK); // put in last: without it, something is missing
    if (!mark) continue;
    const response = await cache.match(request.url, { ...options, ignoreVary: true });
    return response && { response, at: (await mark.json()).at };
  }
  return undefined;
}

async function forgetKept() {
  for (const name of await caches.keys()) if (KEPT.test(name)) await caches.delete(name);
}

/** The whole answer: a page that breaks off in the middle counts as none. */
async function whole(request) {
  const answer = await fetch(request);
  if (answer.type !== "basic") return answer; // a redirect, for the browser to follow
  return new Response(await answer.blob(), answer);
}

function within(ms, promise) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), ms);
    promise.then(resolve, reject);
  });
}

async function dated({ response, at }) {
  const html = (await response.text()).replace("<html ", `<html data-kept-at="${at}" `);
  return new Response(html, { headers: response.headers });
}

/** The part of a file that was asked for: media elements ask for parts. */
async function ranged(request, response) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("Range") ?? "");
  if (!asked || response.status !== 200 || (!asked[1] && !asked[2])) return response;
  const blob = await response.blob();
  const start = asked[1] ? Number(asked[1]) : Math.max(0, blob.size - Number(asked[2]));
  const end = asked[1] && asked[2] ? Math.min(Number(asked[2]) + 1, blob.size) : blob.size;
  const headers = new Headers(response.headers);
  if (start >= end) {
    headers.set("Content-Range", `bytes */${blob.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${start}-${end - 1}/${blob.size}`);
  headers.set("Content-Length", String(end - start));
  return new Response(blob.slice(start, end, blob.type), { status: 206, headers });
}
