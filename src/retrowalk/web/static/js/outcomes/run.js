// One run of a test: state and event give the next state. No clock and no page here; instants are milliseconds since
// 1970, so that a page that is loaded anew goes on where it was.

export const LEAD_MS = 3000;
const BOUNCE_MS = 500; // a thumb that presses twice does not stop a watch it has just started

/** A run that has not begun. */
export function fresh(id, { counted_in }) {
  return { id, phase: "before", trials: [], at: 0, value: null, count: 0, length: "30", extra: "0", countIn: counted_in };
}

/** The state after an event at an instant; the same one where the event means nothing now. */
export function next(state, event, at, data) {
  return (WAYS[state.phase]?.[event] ?? stay)(state, at, data);
}

/** What time alone has brought about by an instant: the event that is due, or null. */
export function due(state, at, data) {
  const gone = at - state.at;
  if (state.phase === "lead") return gone >= 0 ? "go" : null;
  if (state.phase === "resting") return gone >= 0 ? "ready" : null;
  if (state.phase !== "running") return null;
  if (data.tool === "countdown") return gone >= data.countdown_s * 1000 ? "over" : null;
  if (data.limit_s && gone >= data.limit_s * 1000) return "limit";
  return gone >= data.forgotten_s * 1000 ? "forgotten" : null;
}

/** Metres walked: whole lengths and a piece of the next. */
export function metres({ count, length, extra }) {
  return Math.round(count * number(length) + number(extra));
}

export function number(text) {
  const value = Number(String(text).trim().replace(",", "."));
  return Number.isFinite(value) && value > 0 ? value : 0;
}

const stay = (state) => state;
const ready = (state) => ({ ...state, phase: "ready", value: null, count: 0, extra: "0", note: null });
const review = (state) => ({ ...state, phase: "review" });
const more = (state) => ({ ...state, count: Math.min(state.count + 1, 999) });
const less = (state) => ({ ...state, count: Math.max(state.count - 1, 0) });
const before = (state) => ({ ...state, phase: state.trials.length ? "review" : "before" });
const tally = (state) => ({ ...state, phase: "tally" });

function start(state, at) {
  if (state.countIn) return { ...state, phase: "lead", at: at + LEAD_MS, note: null };
  return { ...state, phase: "running", at, note: null };
}

function stop(state, at, data) {
  if (data.tool !== "stopwatch" || at - state.at < BOUNCE_MS) return state;
  return { ...state, phase: "took", value: Math.round((at - state.at) / 10) / 100 };
}

function keep(state, at, data) {
  const value = data.tool === "stopwatch" ? state.value : data.entry === "metres" ? metres(state) : state.count;
  const trials = [...state.trials, value];
  if (trials.length >= data.trials) return review({ ...state, trials });
  return { ...state, trials, phase: "resting", at: at + data.rest_s * 1000 };
}

const WAYS = {
  before: { begin: ready, type: review },
  ready: { start, leave: before, type: review },
  lead: { go: (state) => ({ ...state, phase: "running" }), leave: ready, again: ready },
  running: {
    stop,
    count: more,
    less,
    over: tally,
    really: tally,
    limit: (state, at, { limit_s }) => ({ ...state, phase: "took", value: limit_s }),
    forgotten: (state) => ({ ...ready(state), note: "forgotten" }),
  },
  took: { keep, again: ready, leave: ready },
  tally: { keep, count: more, less, again: ready, leave: ready },
  resting: { ready, leave: before },
  review: {},
};
