// A test, led through: stopwatch, countdown and counter. The form at the end is the page's own, filled in; whoever
// walks cannot read, so the screen has one large thing to press, and start and end can be heard.
import { Voice } from "../coach/voice.js";
import { forgetRun, hold, keepRun, leftHere } from "./keeping.js";
import { due, fresh, LEAD_MS, metres, next } from "./run.js";

const data = JSON.parse(document.querySelector("#run-data").textContent);
const root = document.querySelector("#run");
const form = document.querySelector("#entry");
const words = data.words;
const voice = new Voice();
let run;
let lit = null; // the wake lock
let told = null; // minutes that were said

/** Milliseconds since 1970 that go on evenly, also over a page that is loaded anew. */
const now = () => performance.timeOrigin + performance.now();
const slot = (name) => root.querySelectorAll(`[data-slot="${name}"]`);
const put = (name, text) => slot(name).forEach((one) => (one.textContent = text));
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

async function begin() {
  if (root.dataset.asked === "yes") {
    // The form came back with a question: it has the latest word on what was typed.
    run = { ...fresh(form.elements.entry.value, data), phase: "review" };
    await hold(run.id);
    keepRun(data.measure, { ...run, fields: typed() });
  } else {
    const { run: left, elsewhere } = await leftHere(data.measure);
    run = left ?? fresh(form.elements.entry.value, data);
    if (!left) await hold(run.id);
    if (left && left.phase !== "before") announce(words.resumed);
    else if (elsewhere) run = { ...run, note: "elsewhere" };
    form.elements.entry.value = run.id;
    if (left) retype(left);
  }
  for (const [id, field] of [["length", "length"], ["extra", "extra"]]) {
    const input = document.getElementById(id);
    if (input) input.value = run[field];
  }
  const countIn = document.querySelector("#count-in");
  if (countIn) countIn.checked = run.countIn;
  root.addEventListener("pointerdown", pressed);
  root.addEventListener("click", clicked);
  root.addEventListener("input", changed);
  addEventListener("keydown", keyed);
  document.addEventListener("visibilitychange", () => keepLit());
  setInterval(tick, 50);
  tick();
  show(null);
  document.documentElement.classList.add("scripted");
}

/** An event, at the instant it happened. */
function send(event, at = now()) {
  const was = run;
  run = next(run, event, at, data);
  if (run === was) return;
  if (run.phase !== "before" || was.phase !== "before") keepRun(data.measure, run);
  if (run.phase !== was.phase) {
    sound(was, event, at);
    show(was);
  } else draw();
}

// A finger is down before it is a click: the watch goes by the first.
let pressedAt = 0;
let stoppedAt = 0;
function pressed(event) {
  const button = event.target.closest("[data-do]");
  if (!button || event.button) return;
  voice.unlock();
  if (!["start", "stop", "count"].includes(button.dataset.do)) return;
  pressedAt = event.timeStamp;
  act(button.dataset.do, performance.timeOrigin + event.timeStamp);
}

function clicked(event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  event.preventDefault();
  const byFinger = event.detail > 0 && event.timeStamp - pressedAt < 5000;
  if (byFinger && ["start", "stop", "count"].includes(button.dataset.do)) return;
  // The press that stopped the watch is not the answer to whether it counts.
  if (event.detail > 0 && now() - stoppedAt < 350) return;
  voice.unlock();
  act(button.dataset.do, performance.timeOrigin + event.timeStamp);
}

function keyed(event) {
  if (run.phase !== "running" || data.tool !== "stopwatch" || event.repeat) return;
  if (![" ", "Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  act("stop", performance.timeOrigin + event.timeStamp);
}

function act(what, at) {
  if (what === "end" || what === "go-on") {
    slot("sure").forEach((one) => (one.hidden = what === "go-on"));
    if (what === "end") root.querySelector('[data-do="go-on"]').focus();
    return;
  }
  if (what === "afresh") {
    forgetRun(data.measure, run.id);
    location.assign(location.pathname + location.search);
    return;
  }
  send(what, at);
}

function changed({ target }) {
  if (target.id === "count-in") run = { ...run, countIn: target.checked };
  else if (target.id === "length" || target.id === "extra") run = { ...run, [target.id]: target.value };
  else if (form.contains(target)) run = { ...run, fields: typed() };
  else return;
  if (run.phase !== "before") keepRun(data.measure, run);
  draw();
}

const typed = () => Object.fromEntries(new FormData(form));

function retype({ fields }) {
  for (const [name, value] of Object.entries(fields ?? {})) {
    const field = form.elements[name];
    if (!field || name === "entry") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

function tick() {
  const at = now();
  const event = due(run, at, data);
  if (event) send(event, at);
  draw();
}

/** What a new phase sounds like; the tones of "three, two, one, go" are set off together, to be on time. */
function sound(was, event, at) {
  const phase = run.phase;
  told = null;
  if (phase === "lead") {
    for (const second of [0, 1, 2]) voice.tone("count", LEAD_MS / 1000 - 3 + second);
    voice.tone("go", (run.at - at) / 1000);
  } else if (was.phase === "lead" && phase === "ready") voice.silence();
  else if (phase === "running" && was.phase !== "lead") voice.tone("go");
  else if (event === "stop") voice.tone("stop");
  else if (event === "over" || event === "limit") {
    voice.tone("end");
    if (event === "over") voice.say(words.over);
  } else if (event === "ready" && was.phase === "resting") voice.tone("soon");
  if (phase === "running" || event === "stop" || event === "over") navigator.vibrate?.(event === "over" ? 600 : 150);
}

function show(was) {
  const { phase } = run;
  root.dataset.phase = phase;
  document.documentElement.dataset.testing = ["before", "review"].includes(phase) ? "no" : "yes";
  if (was?.phase === "running") stoppedAt = now();
  for (const one of root.querySelectorAll("[data-in]")) one.hidden = !one.dataset.in.split(" ").includes(phase);
  // Before it begins there is one way in; the form is at the end of it.
  document.querySelector(".came-out").hidden = phase !== "review";
  slot("sure").forEach((one) => (one.hidden = true));
  const number = Math.min(run.trials.length + 1, data.trials);
  put("try", data.trials > 1 ? fill(words.of, { number, all: data.trials }) : "");
  slot("note").forEach((one) => {
    one.hidden = !run.note;
    one.textContent = run.note ? words[run.note] : "";
  });
  if (phase === "review") toForm(was);
  draw();
  keepLit();
  if (was) focus(phase);
  if (phase === "running") announce(words.started);
  if (phase === "took") announce(fill(words.seconds, { seconds: run.value.toFixed(2) }));
}

/** The tries stand in the form, to be looked at and saved. */
function toForm(was) {
  if (was) {
    run.trials.forEach((value, i) => {
      const field = form.elements[`${data.measure}.${i + 1}`];
      if (field) field.value = data.tool === "stopwatch" ? value.toFixed(2) : String(value);
    });
    run = { ...run, fields: typed() };
    keepRun(data.measure, run);
  }
}

function focus(phase) {
  const wanted = {
    before: '[data-do="begin"]',
    ready: '[data-do="start"]',
    running: data.tool === "stopwatch" ? '[data-do="stop"]' : '[data-do="count"]',
    took: '[data-do="keep"]',
    tally: '[data-do="keep"]',
    resting: '[data-do="ready"]',
    review: "#write-title",
  }[phase];
  if (phase !== "review" && phase !== "before") scrollTo(0, 0);
  const all = wanted ? [...root.querySelectorAll(wanted)] : [];
  all.find((one) => one.checkVisibility())?.focus({ preventScroll: phase !== "review" });
  if (phase === "review") document.querySelector("#write-title").scrollIntoView();
}

function draw() {
  const at = now();
  const { phase } = run;
  if (phase === "lead") put("lead", String(Math.max(1, Math.ceil((run.at - at) / 1000))));
  if (phase === "running" && data.tool === "stopwatch") put("time", ((at - run.at) / 1000).toFixed(1));
  if (phase === "running" && data.tool === "countdown") {
    const left = Math.max(0, Math.ceil(data.countdown_s - (at - run.at) / 1000));
    put("left", clock(left));
    put("count", String(run.count));
    sayMinutes(left);
  }
  if (phase === "took") put("value", fill(words.seconds, { seconds: run.value.toFixed(2) }));
  if (phase === "tally") {
    put("tally", String(run.count));
    put("metres", fill(words.metres, { metres: metres(run) }));
  }
  if (phase === "resting") put("rest", clock(Math.max(0, Math.ceil((run.at - at) / 1000))));
}

const clock = (s) => (s < 60 ? String(s) : `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`);

function sayMinutes(left) {
  if (left % 60 || left === 0 || left === data.countdown_s || told === left) return;
  told = left;
  const minutes = left / 60;
  if (!voice.say(minutes === 1 ? words.minute : fill(words.minutes, { minutes }))) voice.tone("soon");
}

function announce(text) {
  document.querySelector("#announced").textContent = text;
}

/** The screen stays lit while something is timed. */
async function keepLit() {
  const wanted = ["ready", "lead", "running", "took", "tally", "resting"].includes(run.phase) && !document.hidden;
  try {
    if (wanted && !lit) {
      lit = (await navigator.wakeLock?.request("screen")) ?? null;
      lit?.addEventListener("release", () => (lit = null));
    } else if (!wanted && lit) await lit.release();
  } catch {
    // Not here, or not now: the watch goes on all the same.
  }
}

// Last: all that stands above is there when it is wanted.
await begin();
