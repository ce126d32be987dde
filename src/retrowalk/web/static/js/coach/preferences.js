// How somebody likes to be coached. What changes the timeline is kept by the coach; the rest is this device's matter.

import { keepForOffline } from "./offline.js";
import { recall, remember } from "./memory.js";

const form = document.querySelector("#how");
const HERE = ["voice", "vibration", "seen"];

/** Shows what is kept, and keeps what is changed; `onTimeline` gets the new timeline, `onProblem` whether it failed. */
export function usePreferences(data, onTimeline, onProblem) {
  const kept = { voice: true, vibration: true, seen: data.hearsBadly, carry: null, placement: data.placement, ...recall("coach") };
  for (const name of HERE) form.elements[name].checked = kept[name];
  const there = data.timeline.preferences;
  form.elements.calm.checked = there.style === "calm";
  if (form.elements.metronome) form.elements.metronome.checked = there.metronome_spm !== null;
  if (form.elements.guide) form.elements.guide.checked = there.guide_walks;
  choose("carry", kept.carry);
  choose("placement", kept.placement);
  const worn = document.querySelector("#worn");
  const update = () => (worn.hidden = form.elements.carry.value !== "measured");
  update();
  form.addEventListener("change", async ({ target }) => {
    update();
    remember("coach", here());
    if (["calm", "units", "metronome", "guide"].includes(target.name)) {
      onProblem(false);
      const timeline = await keep(data);
      onProblem(!timeline);
      if (timeline) onTimeline(timeline);
    }
  });
  return here;
}

function choose(name, value) {
  const wanted = value && form.querySelector(`[name="${name}"][value="${value}"]`);
  if (wanted) wanted.checked = true;
}

/** What this device goes by. */
function here() {
  const found = { carry: form.elements.carry.value, placement: form.elements.placement.value };
  for (const name of HERE) found[name] = form.elements[name].checked;
  return found;
}

async function keep(data) {
  const wished = {
    schema: "retrowalk.preferences/1",
    style: form.elements.calm.checked ? "calm" : "usual",
    units: form.elements.units.value,
    metronome_spm: form.elements.metronome?.checked ? data.metronome : null,
    guide_walks: form.elements.guide?.checked ?? false,
  };
  try {
    const kept = await fetch(data.urls.preferences, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wished),
    });
    if (!kept.ok) return null;
    const answer = await fetch(data.urls.timeline);
    if (!answer.ok) return null;
    data.sound = answer.headers.get("X-Retrowalk-Sound");
    keepForOffline();
    return await answer.json();
  } catch {
    return null;
  }
}
