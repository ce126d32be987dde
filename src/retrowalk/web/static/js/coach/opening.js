// What is found on opening the page: a session to begin, one that was cut short, one that another window leads.

import { toCheckIn } from "./afterwards.js";
import { isLedElsewhere, takeLead } from "./lead.js";
import { recall } from "./memory.js";
import { stretchAt } from "./player.js";
import { put, show } from "./screen.js";
import { data, now, root, screen, send } from "./session.js";
import { lastPosition } from "./walked.js";
import { lostLead } from "./walking.js";

const TOO_LATE_MS = 2 * 3600 * 1000;

export async function takeOver() {
  await takeLead(true, lostLead);
  send("take_over");
  await open();
}

export async function open() {
  const unfinished = (await now.log?.openRuns())?.find((one) => one.header.session === data.session);
  const after = recall(`after.${data.session}`);
  if (unfinished) return (await isLedElsewhere()) ? send("elsewhere") : offer(unfinished, after);
  const untold = after.run && (await now.log?.resume(after.run));
  if (untold) {
    now.run = untold;
    now.known = after;
    now.events = await now.run.events();
    now.timeline = { ...now.timeline, stretches: now.run.header.stretches };
    return toCheckIn("untold");
  }
  return send("fresh");
}

async function offer(unfinished, after) {
  now.run = await now.log.resume(unfinished.id);
  now.known = after.run === now.run.id ? after : {};
  now.events = await now.run.events();
  const position = lastPosition(now.events);
  const stretches = now.run.header.stretches;
  put("resume", screen.where(position, stretchAt(stretches, position), stretches));
  const late = Date.now() - Date.parse(unfinished.last_at) > TOO_LATE_MS;
  // The programme may have been redone since: then its track is another one, and this run can only be ended.
  const same = JSON.stringify(stretches.map((one) => one.end_s)) === JSON.stringify(now.timeline.stretches.map((one) => one.end_s));
  show("too-late", late);
  show("was-measured", !late && now.run.header.mode === "measured");
  root.querySelector('[data-do="resume"]').hidden = late || !same;
  now.how.carry = now.run.header.mode === "measured" ? "measured" : now.how.carry || "locked";
  return send("unfinished");
}
