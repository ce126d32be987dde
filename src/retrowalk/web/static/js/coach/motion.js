// What the phone's motion sensors feel while somebody walks, in blocks: kept here first, then sent to the coach, who
// answers what is seen. The bytes of a block are those of retrowalk.session.motion.
//
// Axes and signs. All browsers give rotationRate as alpha about x, beta about y, gamma about z, in degrees a second,
// by the right-hand rule (so does the W3C text since 2018; older pages that say alpha is z are wrong).
// accelerationIncludingGravity is the specific force, +9.81 along the axis that points up at rest, in the W3C text and
// everywhere but in WebKit on iOS and iPadOS, which passes on Core Motion's values: all three signs are turned there.
// Only that WebKit has DeviceMotionEvent.requestPermission, and that is what tells it here.

import { result, transaction } from "./database.js";

const BLOCK_S = 0.5;
const MOST_BLOCK_S = 2;
const HEADER = 40;
const SAMPLE = 28;
const RADIANS = Math.PI / 180;
const SPACING_S = 20;
const STALE_S = 5;
const SILENT_S = 3;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000, 30000];
const BUFFERED = 200_000;
const GONE = 10_000;

const asked = globalThis.DeviceMotionEvent?.requestPermission;
const SIGN = typeof asked === "function" ? -1 : 1;
const clock = () => performance.now() / 1000;

// Must be called from a tap where the platform asks its user. "granted", "denied", or "none" where there are no sensors.
export async function askForMotion() {
  if (!("DeviceMotionEvent" in globalThis)) return "none";
  if (typeof asked !== "function") return "granted";
  try {
    return (await DeviceMotionEvent.requestPermission()) === "granted" ? "granted" : "denied";
  } catch {
    return "denied";
  }
}

// Specific force (m/s²) and turning (rad/s, NaN without a gyroscope) of an event, x y z each; null where it holds none.
export function felt(event) {
  const force = event.accelerationIncludingGravity;
  const turn = event.rotationRate;
  if (!force || force.x === null) return null;
  const spin = !turn || turn.alpha === null ? [NaN, NaN, NaN] : [turn.alpha, turn.beta, turn.gamma];
  return [SIGN * force.x, SIGN * force.y, SIGN * force.z, ...spin.map((one) => RADIANS * one)];
}

// Starts recording a part. position() and running() say where in the session this is. onSeen({direction, anchored}),
// onPrompt({clip, text, clock_s, position_s}), onProblem({kind, text}): kind is "denied", "none", "silent" (no motion
// comes any more), "hidden", "storage" (kept in memory only), or "refused" (for good) with the coach's sentence in text.
export function startMotion({ runId, page, placement, side, position, running, onSeen, onPrompt, onProblem }) {
  const tell = (kind, text = null) => onProblem?.({ kind, text });
  const line = new Line(runId, page, { onSeen, onPrompt, tell });
  const letGo = hold(runId, page);
  let samples = [];
  let last = -Infinity;
  let ran = true;
  let seq = 0;
  let about = null;
  let heard = clock();
  let silent = false;
  let stopped = false;
  const steps = [];

  function feel(event) {
    const values = felt(event);
    if (values === null || stopped) return;
    const now = performance.now();
    const stamp = event.timeStamp;
    const t = (stamp > now - 1000 && stamp <= now ? stamp : now) / 1000;
    if (t <= last) return;
    if (about === null) {
      about = { placement, side: side ?? null, gyroscope: !Number.isNaN(values[3]) };
      line.begin(about);
    }
    if (samples.length && (running() !== ran || t - samples[0][0] >= BLOCK_S)) cut();
    if (!samples.length) ran = running();
    if (last > 0) steps.push(t - last);
    if (steps.length > 240) steps.splice(0, 120);
    last = t;
    heard = clock();
    silent = false;
    samples.push([t, ...values]);
  }

  function cut() {
    if (!samples.length) return;
    line.add(seq, packed(seq, ran, position(), samples));
    seq += 1;
    samples = [];
  }

  const watch = setInterval(() => {
    if (samples.length && clock() - samples[0][0] > MOST_BLOCK_S) cut(); // what follows may be long in coming
    if (!silent && !document.hidden && clock() - heard > SILENT_S) {
      silent = true;
      tell(about === null ? "none" : "silent");
    }
  }, 500);
  const hide = () => {
    heard = clock();
    if (document.hidden) {
      cut();
      tell("hidden"); // no platform gives motion to a page that nobody sees
    }
  };

  const ready = askForMotion().then((answer) => {
    if (answer !== "granted") {
      clearInterval(watch);
      tell(answer);
    } else if (!stopped) {
      heard = clock();
      addEventListener("devicemotion", feel);
      document.addEventListener("visibilitychange", hide);
    }
  });

  return {
    ready,
    // Samples a second, the median of late; null before enough came.
    rate() {
      const sorted = [...steps].sort((a, b) => a - b);
      return sorted.length < 20 ? null : 1 / sorted[sorted.length >> 1];
    },
    // Ends the part. Resolves when the coach has all of it, or after ten seconds; what is left goes with sendKept.
    async stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(watch);
      removeEventListener("devicemotion", feel);
      document.removeEventListener("visibilitychange", hide);
      cut();
      await line.finish();
      letGo();
    },
  };
}

const lockOf = (run, page) => `retrowalk motion ${run} ${page}`;

// While a part is recorded nobody else sends it: the coach listens to the newest line alone.
function hold(run, page) {
  let letGo = () => {};
  navigator.locks?.request(lockOf(run, page), () => new Promise((done) => (letGo = done)));
  return () => letGo();
}

// Sends what parts that are over left here, one after the other. Resolves to how many are still waiting.
export async function sendKept({ onProblem } = {}) {
  let waiting = 0;
  for (const part of await keptParts()) {
    const send = async (lock) => lock !== null && part.about !== null && (await sent(part, onProblem));
    const all = navigator.locks
      ? await navigator.locks.request(lockOf(part.run, part.page), { ifAvailable: true }, send)
      : await send();
    if (!all) waiting += 1;
  }
  return waiting;
}

function sent({ run, page, about, blocks }, onProblem) {
  const line = new Line(run, page, { tell: (kind, text) => onProblem?.({ kind, text }) });
  for (const [seq, data] of blocks) line.pending.set(seq, data);
  line.begin(about, true);
  return line.finish();
}

// A block: samples are [clock, x y z of the force, x y z of the turning].
export function packed(seq, ran, position, samples) {
  const data = new ArrayBuffer(HEADER + samples.length * SAMPLE);
  const view = new DataView(data);
  [..."RWM1"].forEach((letter, k) => view.setUint8(k, letter.charCodeAt(0)));
  view.setUint32(4, seq, true);
  view.setUint32(8, samples.length, true);
  view.setUint32(12, ran ? 1 : 0, true);
  view.setFloat64(16, clock(), true);
  view.setFloat64(24, position, true);
  view.setFloat64(32, samples[0][0], true);
  const values = HEADER + samples.length * 4;
  samples.forEach((sample, k) => {
    view.setFloat32(HEADER + 4 * k, sample[0] - samples[0][0], true);
    for (let axis = 0; axis < 6; axis += 1) view.setFloat32(values + 24 * k + 4 * axis, sample[axis + 1], true);
  });
  return data;
}

// A part on its way: blocks wait in memory and in IndexedDB until the coach has them on its disk.
class Line {
  constructor(run, page, { onSeen, onPrompt, tell }) {
    Object.assign(this, { run, page, onSeen, onPrompt, tell });
    this.pending = new Map();
    this.about = null;
    this.socket = null;
    this.sendFrom = null;
    this.tries = 0;
    this.ending = null;
    this.gaveUp = false;
    this.error = null;
    this.promptedAt = -Infinity;
    this.writing = Promise.resolve();
    this.online = () => this.connect();
    addEventListener("online", this.online);
  }

  begin(about, known = false) {
    this.about = about;
    if (!known) this.keep((store) => store.put(about, [this.run, this.page, -1]));
    this.connect();
  }

  add(seq, data) {
    this.pending.set(seq, data);
    // Kept first, sent then: a page that dies in between has lost nothing.
    this.keep((store) => store.put(data, [this.run, this.page, seq])).then(() => this.pump());
  }

  keep(change) {
    this.writing = this.writing
      .then(() => transaction(["motion"], "readwrite", (tx) => void change(tx.objectStore("motion"))))
      .catch(() => this.tell("storage"));
    return this.writing;
  }

  connect() {
    if (this.socket !== null || this.gaveUp || this.about === null) return;
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/runs/${encodeURIComponent(this.run)}/motion`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify({ page: this.page, ...this.about }));
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => this.lost(event.code);
    this.socket = socket;
  }

  hear(said) {
    if (said.error !== undefined) {
      this.error = said.error;
      return;
    }
    this.tries = 0;
    if (said.next !== undefined) this.sendFrom = said.next;
    this.forget(said.next ?? said.have);
    if (said.seen) this.onSeen?.(said.seen);
    // What was seen long ago, in blocks that come late, is nothing to say now.
    if (said.prompt && clock() - said.prompt.clock_s < STALE_S && clock() - this.promptedAt >= SPACING_S) {
      this.promptedAt = clock();
      this.onPrompt?.(said.prompt);
    }
    this.pump();
  }

  forget(have) {
    const done = [...this.pending.keys()].filter((seq) => seq < have);
    if (!done.length) return;
    for (const seq of done) this.pending.delete(seq);
    this.keep((store) => store.delete(IDBKeyRange.bound([this.run, this.page, 0], [this.run, this.page, have], false, true)));
  }

  pump() {
    const socket = this.socket;
    if (this.sendFrom !== null && socket?.readyState === WebSocket.OPEN) {
      while (socket.bufferedAmount < BUFFERED && this.pending.has(this.sendFrom)) {
        socket.send(this.pending.get(this.sendFrom));
        this.sendFrom += 1;
      }
      if (this.pending.has(this.sendFrom)) setTimeout(() => this.pump(), 200);
    }
    if (this.ending !== null && this.pending.size === 0) this.end(true);
  }

  lost(code) {
    this.socket = null;
    this.sendFrom = null;
    // 1008 and 1009: the coach will not take this part, now or later; what is kept here stays.
    // Anything else, such as a run that the coach has not heard of yet or a full disk, may be better later.
    if (!this.gaveUp && (code === 1008 || code === 1009)) {
      this.gaveUp = true;
      this.tell("refused", this.error);
    }
    if (this.gaveUp) return this.end(false);
    const wait = RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)] * (0.75 + Math.random() / 2);
    this.tries += 1;
    this.timer = setTimeout(() => this.connect(), wait);
  }

  finish() {
    return new Promise((resolve) => {
      this.ending = resolve;
      setTimeout(() => this.end(this.pending.size === 0), GONE);
      this.writing.then(() => this.pump());
    });
  }

  end(all) {
    if (this.ending === null) return;
    const resolve = this.ending;
    this.ending = null;
    this.gaveUp = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.online);
    if (all) this.keep((store) => store.delete([this.run, this.page, -1]));
    this.writing.then(() => {
      this.socket?.close(1000);
      resolve(all);
    });
  }
}

async function keptParts() {
  const [keys, values] = await transaction(["motion"], "readonly", async (tx) => {
    const store = tx.objectStore("motion");
    return Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  });
  const parts = new Map();
  keys.forEach(([run, page, seq], k) => {
    const key = `${run} ${page}`;
    if (!parts.has(key)) parts.set(key, { run, page, about: null, blocks: [] });
    if (seq < 0) parts.get(key).about = values[k];
    else parts.get(key).blocks.push([seq, values[k]]);
  });
  return [...parts.values()];
}
