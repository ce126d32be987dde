// The player: what is pressed and what the clock brings become events of the log, and the next state.

import { answers, prepare } from "./checkin.js";
import { SilentClock, SoundClock } from "./clock.js";
import { Cues } from "./cues.js";
import * as device from "./device.js";
import { holdToPause } from "./hold.js";
import { dropLead, isLedElsewhere, takeLead } from "./lead.js";
import { openLog } from "./log.js";
import { recall, remember } from "./memory.js";
import { askForMotion, sendKept, startMotion } from "./motion.js";
import { reduce, START, stretchAt } from "./player.js";
import { usePreferences } from "./preferences.js";
import { announce, put, Screen, show, showProblem } from "./screen.js";
import { Clips, fetchTrack } from "./track.js";
import { Voice } from "./voice.js";
import { lastPosition, walked } from "./walked.js";
import { fill, lasting } from "./words.js";

const TICK_MS = 200;
const SIGN_OF_LIFE_S = 5;
const WIND_BACK_S = 30;
const TOO_LATE_MS = 2 * 3600 * 1000;
const LONGEST_SYNC_MS = 3000;
const LONG_BUZZ_MS = [600, 200, 600];

const data = JSON.parse(document.querySelector("#coach-data").textContent);
const words = data.words;
const root = document.querySelector("#coach");
const screen = new Screen(words, data.onBelt);
const voice = new Voice();
const PAUSED = data.onBelt ? "paused_belt" : "paused";
const clips = new Clips(data.urls.clips, [PAUSED, ...(data.onBelt ? ["stop_belt_first"] : ["backward", "forward"])]);

let state = START;
let timeline = data.timeline;
let log = null;
let run = null;
let track = null; // a promise of the sound, or of null
let clock = null;
let cues = null;
let shown = null; // the stretch on the screen
let signed = 0; // position of the last sign of life
let motion = null;
let recording = Promise.resolve(); // what is being written, in order
let events = []; // of this run, as far as they are kept
let how = { voice: true, vibration: true, seen: false, carry: "locked", placement: "pocket" };
let known = {}; // told before the check-in: pain at the start, falls, symptoms

// --- state -----------------------------------------------------------------------------------------------------------

function send(type, more = {}) {
  const next = reduce(state, { type, ...more });
  if (next === state) return false;
  state = next;
  screen.draw(state);
  const away = how.carry === "measured" && state.phase === "running";
  root.classList.toggle("is-dark", away);
  root.classList.toggle("is-seen", how.seen);
  show("hold", away);
  put("hold", words.hold);
  show("buttons", !away);
  device.stayAwake(state.walking && (how.carry !== "locked" || !clock?.sounding || !how.voice));
  if (clock) device.showOnLockScreen(shown?.title ?? "", words.title, state.walking);
  return true;
}

/** Not again while it is at it: a second press, or the clock once more, would record it twice. */
function once(work) {
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
function keep(kind, extra = {}, position = clock?.position ?? 0) {
  if (!run) return Promise.resolve(false);
  const written = recording.then(() => run.append(kind, position, extra));
  recording = written.catch(() => {});
  return written.then(
    (event) => {
      events.push(event);
      return true;
    },
    (problem) => {
      const why = problem?.name === "QuotaExceededError" ? words.full : words.unsavedOther;
      showProblem(fill(words.unsaved, { why }));
      return false;
    },
  );
}

// --- the way through the session ----------------------------------------------------------------------------------------

async function begin() {
  voice.unlock();
  device.soundIsThePoint();
  if (how.carry === "measured" && (await askForMotion()) !== "granted") {
    how.carry = "locked";
    showProblem(words.noMotion);
  }
  const sound = await track;
  clock = sound && how.voice
    ? new SoundClock(sound.audio, timeline.duration_s, interrupted)
    : new SilentClock(timeline.duration_s);
  clock.hasVoice = Boolean(sound?.hasVoice);
  cues = new Cues(timeline.cues, give, (cue) => keep("cue", { cue: cue.id }, cue.at_s));
}

const start = once(async (position = 0) => {
  await begin();
  if (position) clock.wind(position);
  try {
    await clock.play();
  } catch {
    put(position ? "sound-again" : "sound", words.wontPlay);
    return;
  }
  if (!(await takeLead(false, lostLead))) {
    clock.pause();
    send("elsewhere");
    return;
  }
  if (!run) await newRun();
  cues.wind(position);
  shown = null;
  signed = position;
  keep(position ? "resumed" : "started", position ? { to_s: position } : {}, position);
  listen();
  send("started");
  tick();
  if (run && how.carry === "measured") measure();
});

function measure() {
  motion = startMotion({
    runId: run.id,
    page: run.page,
    placement: how.placement,
    side: null,
    position: () => clock.position,
    running: () => state.walking,
    onPrompt: ({ clip, text, position_s }) => {
      keep("mismatch", {}, position_s);
      if (!state.walking) return;
      announce(text);
      saySoon(clip, text);
      if (how.vibration || how.seen) device.vibrate([200, 100, 200]);
    },
    onProblem: ({ kind, text }) => {
      if (text ?? ["denied", "none"].includes(kind)) showProblem(text ?? words.noMotion);
    },
  });
}

async function newRun() {
  try {
    run = await log?.newRun({
      programme: data.programme,
      session: data.session,
      mode: how.carry === "measured" ? "measured" : "locked",
      device: words.device[device.kind()],
      on_belt: data.onBelt,
      stretches: timeline.stretches,
    }) ?? null;
    events = [];
    if (run) remember(`after.${data.session}`, { run: run.id, before: known.before });
  } catch {
    run = null;
  }
  if (!run) showProblem(words.notKept);
}

function tick() {
  if (!state.walking) return;
  const position = clock.position;
  cues.advance(position);
  look(position);
  if (position - signed >= SIGN_OF_LIFE_S) {
    signed = position;
    keep("reached", {}, position);
  }
  if (position >= timeline.duration_s - 0.05) finish();
}

/** Brings the screen to a position. */
function look(position) {
  const stretch = stretchAt(timeline.stretches, position);
  if (stretch !== shown) {
    shown = stretch;
    screen.begin(stretch);
    announce(screen.starts(stretch));
    device.showOnLockScreen(stretch.title, words.title, state.walking);
  }
  screen.tick(position, stretch, cues.sentence(position, stretch));
}

/** Presents a cue; whether it could. What the track holds is heard anyway; what is late is let go. */
function give(cue, late) {
  if (cue.kind === "display") {
    if (how.seen && !late && device.isSeen() && cue.moment === "start") screen.flash();
    return device.isSeen();
  }
  if (cue.kind === "vibration") {
    return !late && (how.vibration || how.seen) && device.vibrate(cue.pattern_ms);
  }
  if (clock.sounding && (cue.kind === "earcon" || clock.hasVoice)) return true;
  if (late) return false;
  return cue.kind === "earcon" ? voice.tone(cue.sound) : how.voice && voice.say(cue.text);
}

/** A sentence that no track can hold: as a clip, else by the browser's voice. */
async function saySoon(clip, text) {
  if (how.voice && !(await clips.play(clip))) voice.say(text);
}

function halt(type, more, { note = null, why = null, told = true } = {}) {
  if (clock && state.walking) {
    clock.pause();
    voice.hush();
    keep("paused", why ? { why } : {});
    if (told) saySoon(PAUSED, document.querySelector("#paused-title").textContent);
    if (how.vibration || how.seen) device.vibrate([300]);
    if (how.seen) screen.flash();
  }
  put("where", screen.where(clock.position, stretchAt(timeline.stretches, clock.position), timeline.stretches));
  send(type, { note, ...more });
}

const interrupted = () => halt("interrupted", {}, { note: words.interrupted, told: false });

async function goOn() {
  try {
    await clock.play();
  } catch {
    showProblem(words.wontPlay);
    return;
  }
  keep("resumed");
  send("started");
  tick();
}

function skip() {
  const stretch = stretchAt(timeline.stretches, clock.position);
  wind("skipped", Math.min(stretch.end_s, timeline.duration_s));
}

function extend() {
  const stretch = stretchAt(timeline.stretches, clock.position);
  wind("extended", Math.max(stretch.start_s, clock.position - WIND_BACK_S));
}

function wind(kind, to_s) {
  keep(kind, { to_s });
  clock.wind(to_s);
  cues.wind(to_s);
  signed = to_s;
  voice.hush();
  if (to_s >= timeline.duration_s) return finish();
  look(to_s);
  put("where", screen.where(to_s, shown, timeline.stretches));
}

const finish = once(async () => {
  clock.pause();
  device.vibrate(LONG_BUZZ_MS);
  leaveStage();
  await keep("finished", {}, timeline.duration_s);
  await toCheckIn("finished");
});

const end = once(async (why) => {
  leaveStage();
  await keep("stopped", { why }, clock?.position ?? lastPosition(events));
  await toCheckIn("end");
});

function leaveStage() {
  motion?.stop();
  motion = null;
  voice.hush();
}

async function toCheckIn(type) {
  dropLead();
  const done = walked(events, timeline.stretches);
  const time = lasting(words, done.backward_s);
  put("walked", done.fraction >= 1 ? fill(words.walkedAll, { time })
    : fill(words.walked, { time, all: lasting(words, data.backward_s) }));
  prepare(events, data.knownSites, data.sites);
  document.querySelector("#calm").hidden = Boolean(known.falls?.length || known.symptoms?.length);
  log?.sync();
  if (run && !done.anything && !known.falls && !known.symptoms) {
    put("told", words.nothingWalked);
    remember(`after.${data.session}`, null);
    send(type, { nothing: true });
  } else {
    send(type);
  }
}

// --- reports ---------------------------------------------------------------------------------------------------------

async function stumbled() {
  halt("stumble");
  if (await keep("stumble")) put("note", words.stumbleNoted);
}

const hurts = once(async (level) => {
  const form = document.querySelector("#pain-form");
  const chosen = form.elements.site.value;
  const site = chosen === "more" ? form.elements.elsewhere.value : chosen || null;
  const kept = await keep("pain", { ...(site && { site }), ...(level !== null && { level }) });
  if (state.ending) {
    send("hurts");
    return end("pain");
  }
  const note = level === null ? words.painNotedAlone : fill(words.painNoted, { level });
  send("hurts", { note: kept ? note : null, advice: level === 0 ? null : adviceOn(site, level) });
});

function adviceOn(site, level) {
  if (level !== null && level > 5) return words.painEnd;
  return data.tolerated.includes(site) && level !== null ? words.painCareful : words.painNew;
}

/** Felt ill or fell: the programme is told at once, and what to do stands on the screen; the check-in can wait. */
const advise = once(async (told, after) => {
  known = { ...known, ...told };
  if (!run) await newRun();
  if (!events.some((one) => ["stopped", "finished"].includes(one.kind))) {
    if (!events.length) await keep("started", {}, 0);
    leaveStage();
    await keep("stopped", { why: told.falls ? "fall" : "unwell" });
    dropLead();
  }
  await keep("told", { told: { id: data.session, ...told } });
  if (run) remember(`after.${data.session}`, { run: run.id, ...known });
  log?.sync();
  screen.advise(after);
  send("advised");
});

const WORSE = [null, "routine", "same_day", "emergency"];

function feelsIll(form) {
  const symptoms = new FormData(form).getAll("symptom");
  if (!symptoms.length) return run && state.phase === "symptoms" ? leaveUntold("unwell") : null;
  const all = symptoms.map((one) => data.afterSymptom[one]);
  const worst = all.reduce((a, b) => (WORSE.indexOf(b.urgency) > WORSE.indexOf(a.urgency) ? b : a));
  return advise({ symptoms }, worst);
}

function fell(form) {
  const fields = new FormData(form);
  const yesNo = (name) => ({ yes: true, no: false })[fields.get(name)] ?? null;
  const fall = { injury: yesNo("injury"), head: yesNo("head"), explained: yesNo("explained") };
  const key = ["injury", "head", "explained"].map((name) => fields.get(name) ?? "").join("-");
  return advise({ falls: [fall] }, data.afterFall[key]);
}

async function leaveUntold(why) {
  if (!events.some((one) => ["stopped", "finished"].includes(one.kind))) await keep("stopped", { why });
  send("felt_nothing");
  await toCheckIn("felt_nothing");
}

// --- afterwards --------------------------------------------------------------------------------------------------------

const tell = once(async () => {
  put("told", words.sent);
  if (!(await keep("told", { told: answers(data.session, known) }, lastPosition(events)))) return;
  remember(`after.${data.session}`, null);
  send("told");
  const { pending, problem } = (await log?.sync()) ?? {};
  if (pending || problem) {
    put("told", words.kept);
    return;
  }
  const heard = await fetch(`/api/runs/${run.id}`).then((answer) => answer.json()).catch(() => ({}));
  if (heard.told === "kept") location.assign(data.urls.told);
  else put("told", heard.problem ? fill(words.refused, { why: heard.problem }) : words.kept);
});

/** Today knows what was told, where it can know it soon. */
async function toToday() {
  await Promise.race([log?.sync(), new Promise((done) => setTimeout(done, LONGEST_SYNC_MS))]);
  location.assign(data.urls.told);
}

// --- another window, and what was cut short ---------------------------------------------------------------------------

function lostLead() {
  if (state.walking) clock.pause();
  motion?.stop();
  voice.hush();
  run?.release?.();
  run = null;
  send("elsewhere");
}

async function takeOver() {
  await takeLead(true, lostLead);
  send("take_over");
  await open();
}

async function open() {
  const unfinished = (await log?.openRuns())?.find((one) => one.header.session === data.session);
  const after = recall(`after.${data.session}`);
  if (unfinished) return (await isLedElsewhere()) ? send("elsewhere") : offer(unfinished, after);
  const untold = after.run && (await log?.resume(after.run));
  if (untold) {
    run = untold;
    known = after;
    events = await run.events();
    timeline = { ...timeline, stretches: run.header.stretches };
    return toCheckIn("untold");
  }
  return send("fresh");
}

async function offer(unfinished, after) {
  run = await log.resume(unfinished.id);
  known = after.run === run.id ? after : {};
  events = await run.events();
  const position = lastPosition(events);
  const stretches = run.header.stretches;
  put("resume", screen.where(position, stretchAt(stretches, position), stretches));
  const late = Date.now() - Date.parse(unfinished.last_at) > TOO_LATE_MS;
  // The programme may have been redone since: then its track is another one, and this run can only be ended.
  const same = JSON.stringify(stretches.map((one) => one.end_s)) === JSON.stringify(timeline.stretches.map((one) => one.end_s));
  show("too-late", late);
  show("was-measured", !late && run.header.mode === "measured");
  root.querySelector('[data-do="resume"]').hidden = late || !same;
  how.carry = run.header.mode === "measured" ? "measured" : how.carry || "locked";
  return send("unfinished");
}

// --- sound -----------------------------------------------------------------------------------------------------------

function prepareSound() {
  const button = root.querySelector('[data-do="start"]');
  put("sound", words.preparing);
  button.disabled = true;
  const wanted = (track = fetchTrack(data.urls.track, data.sound));
  wanted.then((sound) => {
    if (wanted !== track) return;
    button.disabled = false;
    sayHowItSounds(sound);
  });
}

function sayHowItSounds(sound) {
  put("sound", !how.voice ? words.noSound : sound ? words.soundReady : words.noTrack);
}

// --- what is pressed ---------------------------------------------------------------------------------------------------

const PRESSED = {
  back: () => send("back"),
  well: () => send("well"),
  unwell: () => send("unwell"),
  symptoms: () => send("symptoms"),
  start: () => start(),
  pause: () => halt("pause", {}, { why: "asked" }),
  stumble: stumbled,
  pain: () => halt("pain"),
  stop: () => halt("stop", {}, { why: "asked" }),
  go_on: goOn,
  skip,
  extend,
  pain_level: (button) => hurts(button.dataset.level === undefined ? null : Number(button.dataset.level)),
  pain_stop: () => send("pain_stop"),
  symptoms_stop: () => send("symptoms_stop"),
  fell: () => send("fell"),
  end: (button) => end(button.dataset.why),
  to_check_in: () => toCheckIn("to_check_in"),
  to_today: toToday,
  resume: () => start(lastPosition(events)),
  take_over: takeOver,
};

function listen() {
  device.onMediaButtons({
    play: () => state.phase === "paused" && goOn(),
    pause: () => state.walking && halt("pause", {}, { why: "asked" }),
    stop: () => state.walking && halt("stop", {}, { why: "asked" }),
    nexttrack: () => state.walking && skip(),
  });
}

root.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (button) PRESSED[button.dataset.do]?.(button);
  else if (state.phase === "running" && how.carry === "stand") PRESSED.pause();
});

const running = root.querySelector('[data-state="running"]');
holdToPause(running, root.querySelector('[data-do="hold"]'), {
  onBegin: () => how.carry === "measured" && put("hold", words.holdOn),
  onShort: () => how.carry === "measured" && put("hold", words.holdLonger),
  onHeld: () => how.carry === "measured" && PRESSED.pause(),
});

document.querySelector("#how").addEventListener("submit", (event) => {
  event.preventDefault();
  how = readHow();
  sayHowItSounds(true);
  prepareSound();
  send("go_on");
});
document.querySelector("#ready-pain").addEventListener("change", ({ target }) => {
  known.before = { ...known.before, [target.name.replace("before.", "")]: Number(target.value) };
});
document.querySelector("#pain-form").addEventListener("change", ({ currentTarget }) => {
  document.querySelector("#pain-elsewhere").hidden = currentTarget.elements.site.value !== "more";
});
for (const [form, on] of [["#symptoms-form", feelsIll], ["#fell-form", fell], ["#check-in", tell]]) {
  document.querySelector(form).addEventListener("submit", (event) => {
    event.preventDefault();
    on(event.currentTarget);
  });
}

// --- opening ---------------------------------------------------------------------------------------------------------

const readHow = usePreferences(
  data,
  (changed) => {
    timeline = changed;
    screen.useTimeline(timeline);
  },
  (failed) => put("preferences-problem", failed ? words.offlinePreferences : ""),
);
how = readHow();
screen.useTimeline(timeline);
try {
  log = await openLog(words.log);
} catch {
  showProblem(words.notKept);
}
prepareSound();
await open();
setInterval(tick, TICK_MS);
// Motion that an earlier page could not send; its run must be with the coach first.
Promise.resolve(log?.sync()).then(() => sendKept()).catch(() => {});
