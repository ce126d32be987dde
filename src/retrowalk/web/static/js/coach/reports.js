// "I stumbled", "Pain", "Stop": what went wrong on the way, and what to do then.

import { toCheckIn } from "./afterwards.js";
import { dropLead } from "./lead.js";
import { remember } from "./memory.js";
import { put } from "./screen.js";
import { data, keep, now, once, screen, send, words } from "./session.js";
import { end, halt, leaveStage, newRun } from "./walking.js";
import { fill } from "./words.js";

const WORSE = [null, "routine", "same_day", "emergency"];

export async function stumbled() {
  halt("stumble");
  if (await keep("stumble")) put("note", words.stumbleNoted);
}

export const hurts = once(async (level) => {
  const form = document.querySelector("#pain-form");
  const chosen = form.elements.site.value;
  const site = chosen === "more" ? form.elements.elsewhere.value : chosen || null;
  const kept = await keep("pain", { ...(site && { site }), ...(level !== null && { level }) });
  if (now.state.ending) {
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
  now.known = { ...now.known, ...told };
  if (!now.run) await newRun();
  if (!now.events.some((one) => ["stopped", "finished"].includes(one.kind))) {
    if (!now.events.length) await keep("started", {}, 0);
    leaveStage();
    await keep("stopped", { why: told.falls ? "fall" : "unwell" });
    dropLead();
  }
  await keep("told", { told: { id: data.session, ...told } });
  if (now.run) remember(`after.${data.session}`, { run: now.run.id, ...now.known });
  now.log?.sync();
  screen.advise(after);
  send("advised");
});

export function feelsIll(form) {
  const symptoms = new FormData(form).getAll("symptom");
  if (!symptoms.length) return now.run && now.state.phase === "symptoms" ? leaveUntold("unwell") : null;
  const all = symptoms.map((one) => data.afterSymptom[one]);
  const worst = all.reduce((a, b) => (WORSE.indexOf(b.urgency) > WORSE.indexOf(a.urgency) ? b : a));
  return advise({ symptoms }, worst);
}

export function fell(form) {
  const fields = new FormData(form);
  const yesNo = (name) => ({ yes: true, no: false })[fields.get(name)] ?? null;
  const fall = { injury: yesNo("injury"), head: yesNo("head"), explained: yesNo("explained") };
  const key = ["injury", "head", "explained"].map((name) => fields.get(name) ?? "").join("-");
  return advise({ falls: [fall] }, data.afterFall[key]);
}

async function leaveUntold(why) {
  if (!now.events.some((one) => ["stopped", "finished"].includes(one.kind))) await keep("stopped", { why });
  send("felt_nothing");
  await toCheckIn("felt_nothing");
}
