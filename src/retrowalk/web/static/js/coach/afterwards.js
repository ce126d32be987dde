// The end, and how it was.

import { answers, prepare } from "./checkin.js";
import { dropLead } from "./lead.js";
import { remember } from "./memory.js";
import { put } from "./screen.js";
import { data, keep, now, once, send, words } from "./session.js";
import { lastPosition, walked } from "./walked.js";
import { fill, lasting } from "./words.js";

const LONGEST_SYNC_MS = 3000;

/** What was walked, and the questions on it; none where nobody walked. */
export async function toCheckIn(type) {
  dropLead();
  const done = walked(now.events, now.timeline.stretches);
  const time = lasting(words, done.backward_s);
  put("walked", done.fraction >= 1 ? fill(words.walkedAll, { time })
    : fill(words.walked, { time, all: lasting(words, data.backward_s) }));
  prepare(now.events, data.knownSites, data.sites);
  document.querySelector("#calm").hidden = Boolean(now.known.falls?.length || now.known.symptoms?.length);
  now.log?.sync();
  if (now.run && !done.anything && !now.known.falls && !now.known.symptoms) {
    put("told-title", words.endedEarly);
    put("told", words.nothingWalked);
    remember(`after.${data.session}`, null);
    send(type, { nothing: true });
  } else {
    send(type);
  }
}

export const tell = once(async () => {
  put("told-title", words.wellDone);
  put("told", words.sent);
  if (!(await keep("told", { told: answers(data.session, now.known) }, lastPosition(now.events)))) return;
  remember(`after.${data.session}`, null);
  send("told");
  const { pending, problem } = (await now.log?.sync()) ?? {};
  if (pending || problem) {
    put("told", words.kept);
    return;
  }
  const heard = await fetch(`/api/runs/${now.run.id}`).then((answer) => answer.json()).catch(() => ({}));
  if (heard.told === "kept") location.assign(data.urls.told);
  else put("told", heard.problem ? fill(words.refused, { why: heard.problem }) : words.kept);
});

/** Today knows what was told, where it can know it soon. */
export async function toToday() {
  await Promise.race([now.log?.sync(), new Promise((done) => setTimeout(done, LONGEST_SYNC_MS))]);
  location.assign(data.urls.told);
}
