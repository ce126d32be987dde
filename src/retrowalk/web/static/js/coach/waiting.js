// What was walked on this device and has not reached the coach yet: sent whenever any page is open, and told of on Today.

import { result, transaction } from "./database.js";
import { openLog } from "./log.js";

/** Whether anything was ever walked on this device; asking must not make a database where there is none. */
export async function hasLog() {
  try {
    return (await indexedDB.databases()).some((one) => one.name === "retrowalk");
  } catch {
    return false; // a browser that cannot say: the page of the session sends it
  }
}

/** Sends what waits as soon as it can; `done` is called once all of it has arrived, if there was any. */
export async function sendWhatWaits(done) {
  let waited = (await unsent()).length > 0;
  const log = await openLog();
  const look = ({ pending }) => {
    if (waited && !pending) done();
    waited = pending > 0;
  };
  look(await log.sync());
  log.onchange(look);
  return log;
}

async function unsent() {
  const runs = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").getAll()));
  return runs.filter((one) => one.have < one.next);
}

/** The sessions that were gone through and told of here, and that the coach has not heard of: their ids. */
export async function toldHere() {
  const events = await transaction(["events"], "readonly", (tx) => result(tx.objectStore("events").getAll()));
  const told = new Set(events.filter((one) => one.event.kind === "told").map((one) => one.run));
  return (await unsent()).filter((one) => told.has(one.id)).map((one) => one.header.session);
}

/** Whether events or motion are here that the coach does not have. */
export async function isWaiting(log) {
  const { pending } = await log.sync();
  return pending > 0 || (await transaction(["motion"], "readonly", (tx) => result(tx.objectStore("motion").count()))) > 0;
}

/** Takes what was walked off this device, sent or not. */
export function forgetLog() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("retrowalk.")) localStorage.removeItem(key);
  return new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("retrowalk");
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });
}
