// On Today: a session that was begun on this device and neither ended nor finished.

import { result, transaction } from "./database.js";
import { hasLog } from "./waiting.js";

const notice = document.querySelector("#unfinished");

if (notice && (await hasLog())) {
  const runs = await transaction(["runs"], "readonly", (tx) => result(tx.objectStore("runs").getAll()));
  const waiting = notice.dataset.sessions.split(" ");
  // One of a programme made anew, or of a day that is over, has no page to go on with.
  const open = runs.find(({ ended, header }) =>
    !ended && header.programme === notice.dataset.programme && waiting.includes(header.session));
  if (open) {
    notice.querySelector("a").href = `/session/${open.header.session}`;
    notice.hidden = false;
  }
}
