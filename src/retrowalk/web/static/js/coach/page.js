// The page of the player: what is pressed, and what happens then.

import { tell, toCheckIn, toToday } from "./afterwards.js";
import { beltAnswer } from "./belt.js";
import * as device from "./device.js";
import { holdToPause } from "./hold.js";
import { openLog } from "./log.js";
import { sendKept } from "./motion.js";
import { open, takeOver } from "./opening.js";
import { usePreferences } from "./preferences.js";
import { feelsIll, fell, hurts, stumbled } from "./reports.js";
import { put, showProblem } from "./screen.js";
import { isSecondTap } from "./taps.js";
import { data, now, root, screen, send, words } from "./session.js";
import { fetchTrack } from "./track.js";
import { lastPosition } from "./walked.js";
import { end, extend, goOn, halt, skip, start, tick } from "./walking.js";

const TICK_MS = 200;

function prepareSound() {
  const button = root.querySelector('[data-do="start"]');
  put("sound", words.preparing);
  button.disabled = true;
  const wanted = (now.track = fetchTrack(data.urls.track, data.sound));
  wanted.then((sound) => {
    if (wanted !== now.track) return;
    button.disabled = false;
    sayHowItSounds(sound);
  });
}

function sayHowItSounds(sound) {
  put("sound", !now.how.voice ? words.noSound : sound ? words.soundReady : words.noTrack);
}

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
  belt_runs: () => beltAnswer(true),
  skip,
  extend,
  pain_level: (button) => hurts(button.dataset.level === undefined ? null : Number(button.dataset.level)),
  pain_stop: () => send("pain_stop"),
  symptoms_stop: () => send("symptoms_stop"),
  fell: () => send("fell"),
  end: (button) => end(button.dataset.why),
  to_check_in: () => toCheckIn("to_check_in"),
  to_today: toToday,
  resume: () => start(lastPosition(now.events)),
  take_over: takeOver,
};

device.onMediaButtons({
  play: () => (now.state.phase === "belt" ? beltAnswer(true) : now.state.phase === "paused" && goOn()),
  pause: () => (now.state.walking || now.state.phase === "belt") && halt("pause", {}, { why: "asked" }),
  stop: () => now.state.walking && halt("stop", {}, { why: "asked" }),
  nexttrack: () => now.state.walking && skip(),
});

root.addEventListener("click", (event) => {
  const { target } = event;
  if (isSecondTap(event)) return;
  const button = target.closest("[data-do]");
  if (button) PRESSED[button.dataset.do]?.(button);
  else if (now.state.phase === "running" && now.how.carry === "stand") PRESSED.pause();
});

const running = root.querySelector('[data-state="running"]');
holdToPause(running, root.querySelector('[data-do="hold"]'), {
  onBegin: () => now.how.carry === "measured" && put("hold", words.holdOn),
  onShort: () => now.how.carry === "measured" && put("hold", words.holdLonger),
  onHeld: () => now.how.carry === "measured" && PRESSED.pause(),
});

document.querySelector("#how").addEventListener("submit", (event) => {
  event.preventDefault();
  now.how = readHow();
  now.track.then(sayHowItSounds);
  send("go_on");
});
document.querySelector("#ready-pain").addEventListener("change", ({ target }) => {
  now.known.before = { ...now.known.before, [target.name.replace("before.", "")]: Number(target.value) };
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

const readHow = usePreferences(
  data,
  (changed) => {
    now.timeline = changed;
    screen.useTimeline(now.timeline);
    prepareSound();
  },
  (failed) => put("preferences-problem", failed ? words.offlinePreferences : ""),
);
now.how = readHow();
screen.useTimeline(now.timeline);
try {
  now.log = await openLog(words.log);
} catch {
  showProblem(words.notKept);
}
prepareSound();
await open();
setInterval(tick, TICK_MS);
// Motion that an earlier page could not send; its run must be with the coach first.
Promise.resolve(now.log?.sync()).then(() => sendKept()).catch(() => {});
