// Trying out where to carry the phone: talks somebody through it, records motion meanwhile, and asks the coach what came
// of it. Nothing is kept here: a try that is left is done again.
import { askForMotion, felt, packed } from "./coach/motion.js";
import { Voice } from "./coach/voice.js";

const MOST = 500; // samples a block
const SILENT_S = 3;
const place = document.querySelector("#carry-data");
const form = document.querySelector("#try");
const now = document.querySelector("#now");
const voice = new Voice();
let stopTrying = null;

if (place) {
  const data = JSON.parse(place.textContent);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    voice.unlock();
    tryOut(data).catch((problem) => outcome(data.words[problem.message] ?? problem.message));
  });
  document.querySelector("#stop").addEventListener("click", () => stopTrying?.("stopped"));
}

function mayGoBackward() {
  const { may } = place.dataset;
  return may === "both" || may === "held" || (may === "beside" && form.elements.beside.checked);
}

async function tryOut(data) {
  if (stopTrying) return;
  const answer = await askForMotion();
  if (answer !== "granted") throw new Error(answer);
  const pieces = mayGoBackward() ? data.both : data.forward;
  const lock = await navigator.wakeLock?.request("screen").catch(() => null);
  const samples = [];
  const began = performance.now();
  const feel = (event) => {
    const values = felt(event);
    const t = performance.now() / 1000;
    if (values !== null && !(samples.length && t <= samples.at(-1)[0])) samples.push([t, ...values]);
  };
  addEventListener("devicemotion", feel);
  try {
    await talkThrough(pieces, began, samples);
  } finally {
    removeEventListener("devicemotion", feel);
    stopTrying = null;
    document.querySelector("#trying").hidden = true;
    form.hidden = false;
    voice.hush();
    lock?.release();
  }
  outcome(data.words.judging);
  const said = await judged(pieces, samples, began);
  outcome(said.text, said.numbers);
}

function talkThrough(pieces, began, samples) {
  const shown = document.querySelector("#trying");
  const end = pieces.at(-1).end_s;
  let at = -1;
  form.hidden = true;
  shown.hidden = false;
  document.querySelector("#outcome").hidden = true;
  return new Promise((done, fail) => {
    const over = (why) => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hidden);
      why ? fail(new Error(why)) : done();
    };
    const hidden = () => document.hidden && over("hidden");
    const tick = () => {
      const position = (performance.now() - began) / 1000;
      if (position > SILENT_S && !samples.length) return over("none");
      if (position >= end) return over(null);
      const k = pieces.findIndex((one) => position < one.end_s);
      if (k !== at) begin(pieces[(at = k)], shown);
      document.querySelector("#count").textContent = Math.ceil(pieces[at].end_s - position);
      document.querySelector("#done").value = position / end;
    };
    const timer = setInterval(tick, 100);
    document.addEventListener("visibilitychange", hidden);
    stopTrying = over;
    tick();
    now.focus();
  });
}

function begin(piece, shown) {
  shown.dataset.half = piece.half;
  now.textContent = piece.text;
  voice.tone({ forward: "forward", backward: "backward", stand: "rest", stop: "turn" }[piece.half]);
  navigator.vibrate?.(piece.half === "stop" ? [400] : [200, 100, 200]);
  setTimeout(() => voice.say(piece.text), 900);
}

async function judged(pieces, samples, began) {
  const blocks = [];
  for (let first = 0; first < samples.length; first += MOST) {
    // Clock and position are read together, so that both can be told from one another.
    const position = (performance.now() - began) / 1000;
    blocks.push(packed(blocks.length, true, position, samples.slice(first, first + MOST)));
  }
  const asked = new URLSearchParams({ placement: form.elements.placement.value });
  if (form.elements.side.value) asked.set("side", form.elements.side.value);
  for (const { half, start_s, end_s } of pieces) {
    if (half !== "forward" && half !== "backward") continue;
    asked.append(half, start_s);
    asked.append(half, end_s + 3); // people stop a little late
  }
  let answer;
  try {
    answer = await fetch(`/api/carry?${asked}`, { method: "POST", body: new Blob(blocks) });
  } catch {
    throw new Error("unreachable");
  }
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

function outcome(text, numbers = []) {
  document.querySelector("#outcome").hidden = false;
  const verdict = document.querySelector("#verdict");
  verdict.textContent = text;
  document.querySelector("#numbers").replaceChildren(
    ...numbers.map((one) => Object.assign(document.createElement("li"), { textContent: one })),
  );
  verdict.focus();
}
