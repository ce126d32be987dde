// On the way: from the start to the end, with all that is pressed in between.

import { toCheckIn } from "./afterwards.js";
import { beltAnswer, beltRuns } from "./belt.js";
import { SilentClock, SoundClock } from "./clock.js";
import { Cues } from "./cues.js";
import * as device from "./device.js";
import { takeLead } from "./lead.js";
import { remember } from "./memory.js";
import { askForMotion, startMotion } from "./motion.js";
import { canSkip, needsBelt, resumesAt, skipsTo, stretchAt } from "./player.js";
import { announce, put, showProblem } from "./screen.js";
import { clearNote, clips, data, keep, now, once, PAUSED, screen, send, voice, words } from "./session.js";
import { lastPosition } from "./walked.js";

const SIGN_OF_LIFE_S = 5;
const WIND_BACK_S = 30;
const LONG_BUZZ_MS = [600, 200, 600];

async function begin() {
  voice.unlock();
  device.soundIsThePoint();
  if (now.how.carry === "measured" && (await askForMotion()) !== "granted") {
    now.how.carry = "locked";
    showProblem(words.noMotion);
  }
  const sound = await now.track;
  now.clock = sound && now.how.voice
    ? new SoundClock(sound.audio, now.timeline.duration_s, interrupted)
    : new SilentClock(now.timeline.duration_s);
  now.clock.hasVoice = Boolean(sound?.hasVoice);
  now.cues = new Cues(now.timeline.cues, give, (cue) => keep("cue", { cue: cue.id }, cue.at_s));
}

/** Begins at a position: the start, or where it was cut short. */
export const start = once(async (position = 0) => {
  await begin();
  if (position) now.clock.wind(position);
  try {
    await now.clock.play();
  } catch {
    put(position ? "sound-again" : "sound", words.wontPlay);
    return;
  }
  if (!(await takeLead(false, lostLead))) {
    now.clock.pause();
    send("elsewhere");
    return;
  }
  if (!now.run) await newRun();
  now.shown = null;
  now.signed = position;
  now.cues.wind(position);
  if (position) {
    now.clock.pause();
    now.clock.wind(position);
    await playOn(true);
  } else {
    keep("started", {}, 0);
    began();
  }
});

function began() {
  send("started");
  tick();
  if (now.run && now.how.carry === "measured" && !now.motion) measure();
}

/** Goes on where the clock stands. On a belt not before it runs, or where it is said how to start it.
 *  @param anew after a crash: the page does not know yet that it was there */
async function playOn(anew) {
  const position = now.clock.position;
  const stretch = stretchAt(now.timeline.stretches, position);
  if (needsBelt(stretch, data.onBelt) && !(await beltStarted(stretch, position))) return;
  const to_s = resumesAt(stretch, position, data.onBelt);
  if (to_s !== position) now.clock.wind(to_s);
  try {
    await now.clock.play();
  } catch {
    send("pause");
    showProblem(words.wontPlay);
    return;
  }
  if (to_s !== position) now.cues.wind(to_s);
  keep("resumed", anew || to_s !== position ? { to_s } : {}, position);
  now.signed = to_s;
  began();
  // Who has put the phone away hears which way it goes on; on a belt that was said before it was started.
  if (!data.onBelt && stretch.direction !== "any") saySoon(stretch.direction, screen.starts(stretch));
}

/** Says how to start the belt, and waits for it; whether it runs. */
async function beltStarted(stretch, position) {
  put("where", screen.where(position, stretch, now.timeline.stretches));
  put("belt", [stretch.title, ...stretch.facts].join(" · "));
  send("belt");
  const clip = `belt_${stretch.direction}`;
  saySoon(clip, words[clip]);
  const runs = await beltRuns();
  voice.hush();
  return runs;
}

function measure() {
  now.motion = startMotion({
    runId: now.run.id,
    page: now.run.page,
    placement: now.how.placement,
    side: null,
    position: () => now.clock.position,
    running: () => now.state.walking,
    onPrompt: ({ clip, text, position_s }) => {
      keep("mismatch", {}, position_s);
      if (!now.state.walking) return;
      announce(text);
      saySoon(clip, text);
      if (now.how.vibration || now.how.seen) device.vibrate([200, 100, 200]);
    },
    onProblem: ({ kind, text }) => {
      if (text ?? ["denied", "none", "silent"].includes(kind)) showProblem(text ?? words.noMotion);
    },
  });
}

export async function newRun() {
  try {
    now.run = await now.log?.newRun({
      programme: data.programme,
      session: data.session,
      mode: now.how.carry === "measured" ? "measured" : "locked",
      device: words.device[device.kind()],
      on_belt: data.onBelt,
      stretches: now.timeline.stretches,
    }) ?? null;
    now.events = [];
    if (now.run) remember(`after.${data.session}`, { run: now.run.id, before: now.known.before });
  } catch {
    now.run = null;
  }
  if (!now.run) showProblem(words.notKept);
}

export function tick() {
  if (!now.state.walking) return;
  const position = now.clock.position;
  now.cues.advance(position);
  look(position);
  if (position - now.signed >= SIGN_OF_LIFE_S) {
    now.signed = position;
    keep("reached", {}, position);
  }
  if (position >= now.timeline.duration_s - 0.05) finish();
}

/** Brings the screen to a position. */
function look(position) {
  const stretch = stretchAt(now.timeline.stretches, position);
  if (stretch !== now.shown) {
    now.shown = stretch;
    screen.begin(stretch);
    announce(screen.starts(stretch));
    device.showOnLockScreen(stretch.title, words.title, now.state.walking);
  }
  screen.tick(position, stretch, now.cues.sentence(position, stretch));
}

/** Presents a cue; whether it could. What the track holds is heard anyway; what is late is let go. */
function give(cue, late) {
  if (cue.kind === "display") {
    if (now.how.seen && !late && device.isSeen() && cue.moment === "start") screen.flash();
    return device.isSeen();
  }
  if (cue.kind === "vibration") {
    return !late && (now.how.vibration || now.how.seen) && device.vibrate(cue.pattern_ms);
  }
  if (now.clock.sounding && (cue.kind === "earcon" || now.clock.hasVoice)) return true;
  if (late) return false;
  return cue.kind === "earcon" ? voice.tone(cue.sound) : now.how.voice && voice.say(cue.text);
}

/** A sentence that no track can hold: as a clip, else by the browser's voice. */
async function saySoon(clip, text) {
  if (now.how.voice && !((clips.haveVoice || !voice.canSpeak) && (await clips.play(clip)))) voice.say(text);
}

/** Stands still: asked for, reported, or interrupted from outside. */
export function halt(type, more, { note = null, why = null, told = true } = {}) {
  beltAnswer(false);
  if (now.clock && now.state.walking) {
    now.clock.pause();
    voice.hush();
    keep("paused", why ? { why } : {});
    if (told) saySoon(PAUSED, document.querySelector("#paused-title").textContent);
    if (now.how.vibration || now.how.seen) device.vibrate([300]);
    if (now.how.seen) screen.flash();
  }
  put("where", screen.where(now.clock.position, stretchAt(now.timeline.stretches, now.clock.position), now.timeline.stretches));
  send(type, { note, ...more });
}

const interrupted = () => halt("interrupted", {}, { note: words.interrupted, told: false });

export const goOn = once(() => playOn(false));

export function skip() {
  const { position } = now.clock;
  const stretch = stretchAt(now.timeline.stretches, position);
  if (!canSkip(stretch, data.onBelt)) return; // a button of the headphones knows nothing of this
  wind("skipped", Math.min(skipsTo(stretch, position, data.onBelt), now.timeline.duration_s));
}

export function extend() {
  const stretch = stretchAt(now.timeline.stretches, now.clock.position);
  wind("extended", Math.max(stretch.start_s, now.clock.position - WIND_BACK_S));
}

function wind(kind, to_s) {
  keep(kind, { to_s });
  now.clock.wind(to_s);
  now.cues.wind(to_s);
  now.signed = to_s;
  voice.hush();
  if (to_s >= now.timeline.duration_s) return finish();
  look(to_s);
  put("where", screen.where(to_s, now.shown, now.timeline.stretches));
}

const finish = once(async () => {
  now.clock.pause();
  device.vibrate(LONG_BUZZ_MS);
  leaveStage();
  await keep("finished", {}, now.timeline.duration_s);
  await toCheckIn("finished");
});

export const end = once(async (why) => {
  leaveStage();
  await keep("stopped", { why }, now.clock?.position ?? lastPosition(now.events));
  await toCheckIn("end");
});

export function leaveStage() {
  clearNote();
  now.motion?.stop();
  now.motion = null;
  voice.hush();
}

/** Another window leads now: this one is silent, and records nothing more. */
export function lostLead() {
  beltAnswer(false);
  if (now.state.walking) now.clock.pause();
  now.motion?.stop();
  voice.hush();
  now.run?.release?.();
  now.run = null;
  send("elsewhere");
}
