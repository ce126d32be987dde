// Where a session stands, and what may come next: state + event → state. Nothing here touches the page or a clock.

const INTO = {
  loading: { fresh: "before", unfinished: "resume", untold: "check_in", elsewhere: "elsewhere" },
  before: { go_on: "well" },
  well: { well: "ready", unwell: "not_today", back: "before" },
  not_today: { back: "well", symptoms: "symptoms" },
  ready: { back: "well", started: "running", elsewhere: "elsewhere" },
  running: { pause: "paused", interrupted: "paused", stumble: "paused", pain: "pain", stop: "stopping",
             finished: "check_in", elsewhere: "elsewhere" },
  paused: { started: "running", belt: "belt", stumble: "paused", pain: "pain", stop: "stopping", finished: "check_in",
            elsewhere: "elsewhere" },
  belt: { started: "running", pause: "paused", interrupted: "paused", stop: "stopping", elsewhere: "elsewhere" },
  pain: { hurts: "paused", symptoms_stop: "symptoms", back: "paused", elsewhere: "elsewhere" },
  stopping: { end: "check_in", pain_stop: "pain", symptoms_stop: "symptoms", fell: "fell", back: "paused",
              elsewhere: "elsewhere" },
  symptoms: { advised: "advice", felt_nothing: "check_in" },
  fell: { advised: "advice", felt_nothing: "check_in" },
  advice: { to_check_in: "check_in" },
  check_in: { fell: "fell", symptoms_stop: "symptoms", told: "told" },
  resume: { started: "running", belt: "belt", end: "check_in", elsewhere: "elsewhere" },
  elsewhere: { take_over: "loading" },
  told: {},
};

/** No note, no advice: just opened. `ending`: the pain asked about is why it ends. */
export const START = { phase: "loading", note: null, advice: null, ending: false, walking: false };

/** The state after an event; the very same one where the event has no place in it. */
export function reduce(state, event) {
  let phase = INTO[state.phase][event.type];
  if (!phase) return state;
  if (state.phase === "pain" && state.ending) phase = { hurts: "check_in", back: "stopping" }[event.type] ?? phase;
  if (phase === "check_in" && event.nothing) phase = "told";
  return {
    ...state,
    phase,
    note: event.note ?? null,
    advice: event.advice ?? null,
    ending: event.type === "pain_stop",
    walking: phase === "running",
  };
}

/** What may be wound back by half a minute: whatever is not walking backward, nor a turn, which would be asked for twice. */
export const canExtend = (stretch) =>
  stretch.part === "block" && stretch.direction !== "backward" && stretch.kind !== "turn";

/** On a belt neither the lead-in, where it is set, nor a turn is skipped: it would run wrongly set, or the wrong way. */
export const canSkip = (stretch, onBelt) => !(onBelt && (stretch.part === "lead_in" || stretch.kind === "turn"));

/** In the last seconds before a belt is to run it is said how to start it. */
const BELT_S = 10.5;

/** Where a rest is left early: on a belt not before it was said how to start it again. */
export const skipsTo = (stretch, position, onBelt) =>
  onBelt && stretch.kind === "rest" ? Math.max(position, stretch.end_s - BELT_S) : stretch.end_s;

/** Whether the belt has to run before this can be gone on with. */
export const needsBelt = (stretch, onBelt) =>
  onBelt && stretch.part === "block" && ["forward", "backward"].includes(stretch.direction) && stretch.kind !== "turn";

/** Where it goes on after a pause: with how to start the belt, where that was said already and the belt was stopped since. */
export function resumesAt(stretch, position, onBelt) {
  if (!onBelt || needsBelt(stretch, onBelt) || stretch.part === "closing") return position;
  if (stretch.part === "lead_in") return stretch.start_s;
  return Math.min(position, Math.max(stretch.start_s, stretch.end_s - BELT_S));
}

/** The stretch at a position; the last one at the very end. */
export function stretchAt(stretches, position) {
  return stretches.find((one) => position < one.end_s) ?? stretches.at(-1);
}
