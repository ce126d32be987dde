// Keeps on this device what a session needs from its beginning to its end.
//
// All of it together, or none: a cache is filled, then marked as whole, and only then are the ones before it removed.
// So a page is always there with exactly its scripts, its timeline and its track, whatever happens in between.

const KEPT = /^retrowalk-kept-1-(\d+)$/; // as in worker.js, like the mark
const MARK = "/kept/mark";
const NOT_HERE = "retrowalk-keep-nothing";
const AT_ONCE = 4;

/** Why nothing can be kept here, in a word; null where it can. */
function whyNot() {
  if (!isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator && "caches" in globalThis && "locks" in navigator)) return "unsupported";
  return null;
}

/** Starts the worker that stands before our pages; null once it does, else why not, in a word. */
export async function startWorker() {
  const why = whyNot();
  if (why) return why;
  let registration;
  try {
    registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  } catch (problem) {
    // A certificate that is clicked away opens pages, but no worker starts over it.
    return problem.name === "SecurityError" ? "untrusted" : (await newest()) ? null : "unreachable";
  }
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return null;
  return new Promise((done) => {
    const look = () => {
      if (coming.state === "activated") done(null);
      if (coming.state === "redundant") done("unreachable");
    };
    coming.addEventListener("statechange", look);
    look();
  });
}

/**
 * What is kept here: `{ state, at, day, session }`; state is `ready`, `silent` (ready but for the sound), `nothing`,
 * `off` (the walker wants nothing kept), `insecure` or `unsupported`.
 */
export async function offlineState() {
  const why = whyNot();
  if (why) return { state: why };
  const there = await newest();
  if (there) return { state: there.mark.silent ? "silent" : "ready", ...there.mark };
  return { state: localStorage.getItem(NOT_HERE) ? "off" : "nothing" };
}

/**
 * Keeps these addresses, if anything of them has changed since.
 * Answers as `offlineState()` does, or with state `full`, `refused` or `unreachable`.
 * @param wanted what `/offline.json` says: `{ version, day, session, urls, sounds }`; asked for if left out
 */
export async function keepForOffline(wanted) {
  const why = whyNot();
  if (why) return { state: why };
  if (localStorage.getItem(NOT_HERE)) return { state: "off" };
  return navigator.locks.request("retrowalk-keep", async () => {
    try {
      wanted ??= await wish();
      await keep(wanted);
      return await offlineState();
    } catch (problem) {
      if (problem.name === "QuotaExceededError") return { state: "full" };
      return { state: problem instanceof Refused ? "refused" : "unreachable" };
    }
  });
}

/** Whether anything was kept here before. */
export const isKeeping = async () => !whyNot() && (await newest()) !== null;

/** Takes all that is kept off this device; nothing is kept again until `keepAgain`. */
export async function forgetKept() {
  localStorage.setItem(NOT_HERE, "1");
  await navigator.locks.request("retrowalk-keep", async () => {
    for (const name of await caches.keys()) if (KEPT.test(name)) await caches.delete(name);
  });
}

export function keepAgain() {
  localStorage.removeItem(NOT_HERE);
}

class Refused extends Error {}

async function wish() {
  const answer = await fetch("/offline.json", { cache: "no-store" });
  if (!answer.ok) throw new Refused();
  return answer.json();
}

async function keep({ urls, sounds = [], ...about }) {
  const before = await newest();
  const found = await all(urls, (url) => get(url, about.version, before?.cache));
  const heard = await all(sounds, (url) => get(url, about.version, before?.cache).catch(leaveOut));
  const there = [...found, ...heard.filter(Boolean)];
  const names = there.map((one) => one.url).join();
  const mark = () => Response.json({ ...about, names, silent: heard.includes(null), at: new Date().toISOString() });
  if (before?.mark.names === names && there.every((one) => one.same)) {
    await before.cache.put(MARK, mark());
    return;
  }
  const numbers = await bundles();
  const name = `retrowalk-kept-1-${(numbers[0] ?? 0) + 1}`;
  try {
    const cache = await caches.open(name);
    for (const { url, response } of there) await cache.put(url, response);
    await cache.put(MARK, mark());
  } catch (problem) {
    await caches.delete(name);
    throw problem;
  }
  // A session that runs in another window may still want something of the version it began with.
  const spared = before && before.mark.version !== about.version ? before.number : 0;
  for (const number of numbers) if (number !== spared) await caches.delete(`retrowalk-kept-1-${number}`);
}

/** A sound that the coach does not have is left out; one that broke off on the way is no reason to. */
function leaveOut(problem) {
  if (problem instanceof Refused) return null;
  throw problem;
}

/** An address as it is now: `{ url, response, same }`, same as in the cache before or not. */
async function get(url, version, before) {
  const kept = await before?.match(url, { ignoreVary: true });
  if (kept && url.startsWith("/static/")) return { url, response: kept, same: true };
  // The header tells the worker to stand aside.
  const headers = { "X-Retrowalk-Keep": "1", Accept: "text/html, */*" };
  const tag = kept?.headers.get("ETag");
  if (tag) headers["If-None-Match"] = tag;
  const answer = await fetch(url, { headers, cache: "no-store", redirect: "error" });
  if (answer.status === 304 && kept) return { url, response: kept, same: true };
  if (!answer.ok) throw new Refused(url);
  const body = await answer.blob();
  const response = new Response(body, { headers: answer.headers });
  if (!/^text|json/.test(body.type)) return { url, response, same: tag && tag === answer.headers.get("ETag") };
  const text = await body.text();
  // The coach became a new version in between: its scripts are not those that were asked for.
  if (body.type.startsWith("text/html") && !text.includes(`/static/${version}/`)) throw new Refused(url);
  return { url, response, same: kept && text === (await kept.clone().text()) };
}

/** The last thing kept that is whole: `{ number, cache, mark }`, or null. */
async function newest() {
  for (const number of await bundles()) {
    const cache = await caches.open(`retrowalk-kept-1-${number}`);
    const mark = await cache.match(MARK);
    if (mark) return { number, cache, mark: await mark.json() };
  }
  return null;
}

/** The numbers of all that is kept, whole or not, the latest first. */
async function bundles() {
  const numbers = (await caches.keys()).map((name) => KEPT.exec(name)?.[1]).filter(Boolean);
  return numbers.map(Number).sort((a, b) => b - a);
}

/** What `one` makes of each, a few at a time, in their order. */
async function all(things, one) {
  const made = [];
  const left = things.map((thing, i) => [thing, i]);
  const take = async () => {
    for (let next = left.shift(); next; next = left.shift()) made[next[1]] = await one(next[0]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return made;
}
