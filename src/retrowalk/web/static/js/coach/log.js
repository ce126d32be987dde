// What happens in a session, kept on the phone first and brought to the coach when it can be.
//
// An event counts as recorded when `append` is fulfilled: it is then on the phone's disk, with a number of its own
// within its run. Numbers are given inside the transaction, so two tabs never give the same one. The coach is sent
// what it does not have, in order, again and again until it says that it has it; the same twice does no harm.

import { Refusal, ask } from "./asking.js";
import { result, transaction } from "./database.js";

const BATCH = 200;
const SOON_MS = 300;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_S = 12 * 3600;
const KEPT_MS = 7 * 24 * 3600 * 1000;

const page = crypto.randomUUID();

/**
 * Opens the log.
 *
 * `words` are the sentences for what can go wrong, by kind: `full` (no room on this phone), `storage` (this browser lets
 * nothing be kept), `unreachable`, `busy` and `refused` (the coach). What the coach itself says goes before them.
 */
export async function openLog(words = {}) {
  const log = new Log(words);
  await log.sweep();
  // Hidden too: it may be the last moment before the phone puts the page to sleep.
  addEventListener("online", () => log.wake());
  document.addEventListener("visibilitychange", () => log.wake());
  log.wake();
  return log;
}

class Log {
  #words;
  #listeners = new Set();
  #syncing = Promise.resolve();
  #following = null;
  #timer = null;
  #wait = FIRST_WAIT_MS;
  #batch = BATCH;
  #refused = new Map();

  /** How it stands: events the coach has and does not have yet, and what is wrong: a kind and a sentence, or null. */
  state = { have: 0, pending: 0, kind: null, problem: null };
  page = page;

  constructor(words) {
    this.#words = words;
  }

  /** Calls back with the state whenever it changes; returns what ends that. */
  onchange(callback) {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  /** A new run. `header` holds programme, session, mode, device, on_belt and stretches. */
  async newRun(header) {
    const run = {
      id: crypto.randomUUID(),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",
      ...header,
      started_at: now(),
    };
    // next: number of the next event; have: of the first that the coach has not.
    const kept = { id: run.id, header: run, next: 0, have: 0, position: 0, ended: false, ended_at: null };
    await this.#keep(["runs"], (tx) => result(tx.objectStore("runs").add(kept)));
    // Without it the browser may clear what is kept here when the phone runs full.
    navigator.storage?.persist?.().catch(() => {});
    return this.#run(kept);
  }

  /** Runs that have not ended, the latest first, each with its last known position; `elsewhere`: in another tab now. */
  async openRuns() {
    const held = (await navigator.locks?.query())?.held ?? [];
    const names = new Set(held.map((lock) => lock.name));
    const runs = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").getAll()));
    return runs
      .filter((run) => !run.ended)
      .sort((a, b) => (a.header.started_at < b.header.started_at ? 1 : -1))
      .map((run) => ({
        id: run.id,
        header: run.header,
        position: run.position,
        last_at: run.last_at ?? run.header.started_at,
        elsewhere: names.has(lockOf(run.id)) && !holding.has(run.id),
      }));
  }

  /** A run that is kept here, to go on with; null where it is not here. */
  async resume(id) {
    const kept = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").get(id)));
    return kept ? this.#run(kept) : null;
  }

  #run(kept) {
    hold(kept.id);
    return {
      id: kept.id,
      header: kept.header,
      position: kept.position,
      page,
      /** Records an event; fulfilled once it is on the disk, rejected where it is not: then it is not recorded. */
      append: (kind, position, extra = {}) => this.#append(kept.id, kind, position, extra),
      events: async () => {
        const events = await transaction(["events"], "readonly", (tx) =>
          result(tx.objectStore("events").getAll(range(kept.id))),
        );
        return events.map((one) => one.event);
      },
      /** Lets another tab go on with it. */
      release: () => release(kept.id),
    };
  }

  async #append(id, kind, position, extra) {
    // Both clocks as they are now: the transaction may have to wait for another.
    const event = {
      ...extra,
      id: crypto.randomUUID(),
      kind,
      position_s: Math.min(Math.max(0, Math.round((Number(position) || 0) * 1000) / 1000), LONGEST_S),
      at: now(),
      clock_s: performance.now() / 1000,
      page,
    };
    await this.#keep(["runs", "events"], async (tx) => {
      const runs = tx.objectStore("runs");
      const run = await result(runs.get(id));
      if (!run) throw new DOMException("This run is not on this phone any more", "NotFoundError");
      event.seq = run.next;
      run.next += 1;
      run.position = event.to_s ?? event.position_s;
      run.last_at = event.at;
      if (["stopped", "finished"].includes(kind)) Object.assign(run, { ended: true, ended_at: event.at });
      tx.objectStore("events").add({ run: id, seq: event.seq, event });
      runs.put(run);
    });
    this.#set({ pending: this.state.pending + 1 });
    this.#later(SOON_MS, true);
    return event;
  }

  /** A transaction that writes; where there is no room it is made, of what the coach has, and tried once more. */
  async #keep(stores, work) {
    try {
      try {
        await transaction(stores, "readwrite", work);
      } catch (problem) {
        if (!isFull(problem) || !(await this.sweep(0))) throw problem;
        await transaction(stores, "readwrite", work);
      }
    } catch (problem) {
      this.#trouble(isFull(problem) ? "full" : "storage");
      throw problem;
    }
    if (["full", "storage"].includes(this.state.kind)) this.#set({ kind: null, problem: null });
  }

  /** Removes runs that have ended, whose every event the coach has had for a week; how many it removed. */
  async sweep(age = KEPT_MS) {
    const removing = transaction(["runs", "events", "motion"], "readwrite", async (tx) => {
      let count = 0;
      for (const run of await result(tx.objectStore("runs").getAll())) {
        if (!run.ended || run.have < run.next || !(Date.now() - Date.parse(run.ended_at) >= age)) continue;
        if (holding.has(run.id) || (await result(tx.objectStore("motion").count(range(run.id))))) continue;
        tx.objectStore("events").delete(range(run.id));
        tx.objectStore("runs").delete(run.id);
        count += 1;
      }
      return count;
    });
    return removing.catch(() => 0); // there is time for it another day
  }

  /** Tries at once, whatever was wrong before. */
  wake() {
    this.#later(0);
  }

  #later(ms, onlySooner = false) {
    // While the coach does not answer, a new event is no reason to ask it sooner.
    if (onlySooner && this.#timer !== null) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.sync();
    }, ms);
  }

  /** Brings the coach what it does not have; one at a time over all tabs. Never rejects: see the state it gives. */
  sync() {
    // The one that is on may have looked before this was asked for: one more follows it, for all who ask meanwhile.
    this.#following ??= this.#syncing.then(() => {
      this.#following = null;
      this.#syncing = this.#pass();
      return this.#syncing;
    });
    return this.#following;
  }

  async #pass() {
    let problem;
    try {
      problem = await locked("retrowalk-sync", () => this.#round());
    } catch (failure) {
      problem = { kind: isFull(failure) ? "full" : "storage", sentence: null };
    }
    await this.#count(problem);
    if (problem && problem.kind !== "refused") {
      this.#later(this.#wait * (0.75 + Math.random() / 2));
      this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT_MS);
    } else {
      this.#wait = FIRST_WAIT_MS;
      if (this.state.pending && !problem) this.#later(SOON_MS, true); // recorded meanwhile
    }
    return this.state;
  }

  /** Every run once; what is wrong, or null. */
  async #round() {
    let wrong = null;
    const runs = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").getAll()));
    for (const { id } of runs) {
      try {
        if (!this.#refused.has(id)) await this.#send(id);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        if (problem.kind === "unreachable") return problem; // so would all the others be
        if (problem.kind === "refused") this.#refused.set(id, problem);
        else wrong = problem;
      }
      wrong ??= this.#refused.get(id) ?? null;
    }
    return wrong;
  }

  /** Sends one run, as far as it went when this began: who records faster than it sends gets an answer, too. */
  async #send(id) {
    let end = null;
    for (let healed = false; ; ) {
      const { run, events } = await transaction(["runs", "events"], "readonly", async (tx) => {
        const found = await result(tx.objectStore("runs").get(id));
        const from = IDBKeyRange.bound([id, found?.have ?? 0], [id, Infinity]);
        return { run: found, events: await result(tx.objectStore("events").getAll(from, this.#batch)) };
      });
      if (!run || !events.length || run.have >= (end ??= run.next)) return;
      const answer = await ask(`/api/runs/${id}/events`, {
        schema: "retrowalk.session-log/1",
        run: run.header,
        events: events.map((one) => one.event),
      });
      if (answer.status === 409 && !healed) {
        healed = true;
        await this.#renumber(id);
      } else if (answer.status === 413 && this.#batch > 1) {
        this.#batch = Math.ceil(this.#batch / 4);
      } else if (answer.status !== 200 || !Number.isInteger(answer.body.have)) {
        throw new Refusal(answer.status, answer.body.error);
      } else {
        healed = false;
        this.#batch = Math.min(2 * this.#batch, BATCH);
        await this.#acknowledge(id, answer.body);
        // Nothing of it joined on although we sent from where the coach said: not now, then.
        if (answer.body.have === run.have) throw new Refusal(500, answer.body.problem);
      }
    }
  }

  #acknowledge(id, { have, told, problem }) {
    return transaction(["runs"], "readwrite", async (tx) => {
      const runs = tx.objectStore("runs");
      const run = await result(runs.get(id));
      // The coach's word, also where it has less than before: an older copy of its data was put back.
      if (run) runs.put({ ...run, have: Math.min(have, run.next), told: told ?? null, problem: problem ?? null });
    });
  }

  /** The coach has other events under our numbers (this run was gone on with elsewhere): ours follow after them. */
  async #renumber(id) {
    const answer = await ask(`/api/runs/${id}`);
    if (answer.status !== 200) throw new Refusal(answer.status, answer.body.error);
    const theirs = answer.body.log.events;
    const known = new Set(theirs.map((one) => one.id));
    await transaction(["runs", "events"], "readwrite", async (tx) => {
      const [runs, events] = [tx.objectStore("runs"), tx.objectStore("events")];
      const run = await result(runs.get(id));
      const mine = (await result(events.getAll(range(id)))).map((one) => one.event);
      const all = [...theirs, ...mine.filter((one) => !known.has(one.id))];
      events.delete(range(id));
      all.forEach((event, seq) => events.add({ run: id, seq, event: { ...event, seq } }));
      runs.put({ ...run, next: all.length, have: theirs.length });
    });
  }

  async #count(problem) {
    try {
      const runs = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").getAll()));
      const pending = runs.reduce((sum, run) => sum + run.next - run.have, 0);
      const have = runs.reduce((sum, run) => sum + run.have, 0);
      // What is wrong on the phone itself stays said until something could be kept again.
      const here = ["full", "storage"].includes(this.state.kind) && !problem;
      this.#set({ have, pending, ...(here ? {} : this.#said(problem)) });
    } catch {
      this.#trouble("storage");
    }
  }

  #trouble(kind) {
    this.#set({ kind, problem: this.#words[kind] ?? kind });
  }

  #said(problem) {
    const kind = problem?.kind ?? null;
    return { kind, problem: kind && (problem.sentence ?? this.#words[kind] ?? kind) };
  }

  #set(changes) {
    this.state = { ...this.state, ...changes };
    for (const callback of this.#listeners) callback(this.state);
  }
}

/** Alone among all tabs; where the browser cannot see to that, the numbers keep the order all the same. */
function locked(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

const lockOf = (id) => `retrowalk-run-${id}`;
const holding = new Map();
/** Says to other tabs that this run is on here, until the page goes or lets go of it. */
function hold(id) {
  if (holding.has(id)) return;
  holding.set(id, () => {});
  navigator.locks?.request(lockOf(id), { mode: "shared" }, () => new Promise((done) => holding.set(id, done)));
}

function release(id) {
  holding.get(id)?.();
  holding.delete(id);
}

const range = (id) => IDBKeyRange.bound([id], [id, []]);
const isFull = (problem) => problem?.name === "QuotaExceededError";

/** The calendar clock, kept to years that can be written, however wrong it is. */
function now() {
  return new Date(Math.min(Math.max(Date.now(), 0), Date.UTC(9000, 0))).toISOString();
}
