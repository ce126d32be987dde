// The session that this page leads: where it stands, and the two ways it goes on: an event of the log, another state.

import * as device from "./device.js";
import { reduce, START } from "./player.js";
import { put, Screen, show, showProblem } from "./screen.js";
import { Clips } from "./track.js";
import { Voice } from "./voice.js";
import { fill } from "./words.js";

export const data = JSON.parse(document.querySelector("#coach-data").textContent);
export const words = data.words;
export const root = document.querySelector("#coach");
export const screen = new Screen(words, data.onBelt);
export const voice = new Voice();
export const PAUSED = data.onBelt ? "paused_belt" : "paused";
export const clips = new Clips(data.urls.clips, [PAUSED, ...(data.onBelt ? ["stop_belt_first", "belt_forward", "belt_backward"] : ["backward", "forward"])]);

export const now = {
  state: START,
  timeline: data.timeline,
  log: null,
  run: null,
  track: null, // a promise of the sound, or of null
  clock: null,
  cues: null,
  shown: null, // the stretch on the screen
  signed: 0, // position of the last sign of life
  motion: null,
  events: [], // of this run, as far as they are kept
  how: { voice: true, vibration: true, seen: false, carry: "locked", placement: "pocket" },
  known: {}, // told before the check-in: pain at the start, falls, symptoms
};

let recording = Promise.resolve(); // what is being written, in order
let unsaved = false;

/** Goes on to the state after an event; whether there is one. */
export function send(type, more = {}) {
  const next = reduce(now.state, { type, ...more });
  if (next === now.state) return false;
  now.state = next;
  screen.draw(now.state);
  const away = now.how.carry === "measured" && now.state.phase === "running";
  root.classList.toggle("is-dark", away);
  root.classList.toggle("is-seen", now.how.seen);
  show("hold", away);
  put("hold", words.hold);
  show("buttons", !away);
  device.stayAwake(now.state.walking && (now.how.carry !== "locked" || !now.clock?.sounding || !now.how.voice));
  if (now.clock) device.showOnLockScreen(now.shown?.title ?? "", words.title, now.state.walking);
  return true;
}

/** Not again while it is at it: a second press, or the clock once more, would record it twice. */
export function once(work) {
  let busy = false;
  return async (...given) => {
    if (busy) return;
    busy = true;
    try {
      await work(...given);
    } finally {
      busy = false;
    }
  };
}

/** Writes an event; whether it is kept. What is not is said, and never shown as if it were. */
export function keep(kind, extra = {}, position = now.clock?.position ?? 0) {
  const { run } = now;
  if (!run) return Promise.resolve(false);
  const written = recording.then(() => run.append(kind, position, extra));
  recording = written.catch(() => {});
  return written.then(
    (event) => {
      now.events.push(event);
      return true;
    },
    (problem) => {
      const why = problem?.name === "QuotaExceededError" ? words.full : words.unsavedOther;
      unsaved = true;
      showProblem(fill(words.unsaved, { why }));
      return false;
    },
  );
}

/** A note of the way is over with it; that something could not be kept stays said. */
export function clearNote() {
  if (!unsaved) showProblem("");
}
