// On every page: whether it comes from the coach or from this device, and whether a session could go on without the
// coach. All sentences stand in the page already; here they are only shown.

import { forgetKept, isKeeping, keepAgain, keepForOffline, offlineState, startWorker } from "./coach/offline.js";
import { forgetLog, hasLog, isWaiting, sendWhatWaits, toldHere } from "./coach/waiting.js";

const html = document.documentElement;
const keptAt = html.dataset.keptAt && new Date(html.dataset.keptAt); // the worker writes it into what was kept
const part = (id) => document.getElementById(id);

if (keptAt) sayItIsKept();
watchForms();
const why = await startWorker();
// A session keeps its log itself.
const inSession = location.pathname.startsWith("/session/");
const log = !inSession && (await hasLog()) ? await sendLog() : null;
if (part("readiness")) await beReady();
else if (part("on-this-device")) await tellWhatIsKept(log);
// What was told or moved on this page may have changed what is kept.
else if (!keptAt && !why && (inSession || (await isKeeping()))) await keepForOffline();

function sayItIsKept() {
  const time = `${keptAt.getHours()}:${String(keptAt.getMinutes()).padStart(2, "0")}`;
  const today = isToday(html.dataset.day);
  if (!today) html.dataset.stale = "";
  for (const one of document.querySelectorAll("[data-on]")) one.hidden = today || !isToday(one.dataset.on);
  const said = part("without-connection");
  for (const one of said.querySelectorAll("time")) one.textContent = time;
  said.querySelector(today ? ".as-of-today" : ".as-of-before").hidden = false;
  said.hidden = false;
}

/** A date and time as the other pages write it. */
function moment(instant) {
  const written = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" };
  return instant.toLocaleString(html.lang === "en" ? "en-GB" : html.lang, written);
}

/** Whether a civil date is the one where this device is. */
function isToday(date) {
  const now = new Date();
  const numbers = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return date === numbers.map((one) => String(one).padStart(2, "0")).join("-");
}

/** The worker tells all windows that a form could not be sent: this one says so if it was its own. */
function watchForms() {
  let sending = false;
  addEventListener("submit", (event) => (sending = event.target.method === "post"));
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data !== "not-sent" || !sending) return;
    sending = false;
    const said = part("not-sent");
    said.hidden = false;
    said.scrollIntoView({ block: "center" });
    said.focus();
  });
}

/** On Today: a session is kept, and the page says how far that is. */
async function beReady() {
  if (why) return show("readiness", why);
  if (keptAt) return show("readiness", (await offlineState()).state);
  show("readiness", "keeping");
  return show("readiness", (await keepForOffline()).state);
}

/** Sends what was walked here; Today shows what waits, and what follows from it once it has arrived. */
async function sendLog() {
  const log = await sendWhatWaits(() => part("readiness") && location.assign("/")).catch(() => null);
  const told = log ? await toldHere() : [];
  for (const start of document.querySelectorAll("[data-start]")) {
    start.hidden = told.includes(start.dataset.start);
    start.previousElementSibling.hidden = !start.hidden;
  }
  return log;
}

async function tellWhatIsKept(log) {
  const { state, at } = await offlineState();
  if (at) part("kept-since").textContent = moment(new Date(at));
  show("on-this-device", why && state === "nothing" ? why : state);
  part("forget-kept").onclick = async () => {
    if (log && (await isWaiting(log))) show("on-this-device", "waiting");
    else await forget();
  };
  part("forget-all").onclick = forget;
  part("keep-it").onclick = () => tellWhatIsKept(log);
  part("keep-again").onclick = async () => {
    keepAgain();
    show("on-this-device", "keeping");
    show("on-this-device", (await keepForOffline()).state);
  };
}

async function forget() {
  await forgetKept();
  await forgetLog();
  for (const name of Object.keys(localStorage)) if (name.startsWith("retrowalk.test.")) localStorage.removeItem(name);
  await tellWhatIsKept(null);
}

/** Of the sentences in a part of the page, those for this state. */
function show(id, state) {
  for (const one of part(id).querySelectorAll("[data-state]"))
    one.hidden = !one.dataset.state.split(" ").includes(state);
  part(id).dataset.is = state;
  part(id).hidden = false;
}
