// A session on a page of the coach. What stands in `shown` was recorded; it outlives a reload, as a screen would.
async ([module, header]) => {
  const { openLog } = await import(module);
  const log = await openLog({ full: "The phone is full.", unreachable: "Not now.", busy: "Later.", storage: "Nothing." });
  const shown = JSON.parse(sessionStorage.shown ?? "[]");
  let run = null;
  let recording = false;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  Object.assign(window, {
    log,
    shown,
    begin: async () => (run = await log.newRun(header)).id,
    goOn: async (id) => (run = await log.resume(id)).position,
    events: () => run.events(),
    record: async (kind, position, extra) => {
      const event = await run.append(kind, position, extra);
      shown.push(event.id);
      sessionStorage.shown = JSON.stringify(shown);
      return event;
    },
    /** So many events without waiting for the one before to be on the disk. */
    hurry: (count, from = 0) =>
      Promise.all(Array.from({ length: count }, (_, i) => window.record("reached", (from + i) / 10))),
    /** Events one after the other for as long as it is let, faster than any session, and brought over all the time. */
    async keepOn(pause) {
      recording = true;
      while (recording) {
        await window.record("reached", shown.length / 10);
        log.sync();
        if (pause) await wait(pause);
      }
    },
    leaveOff: () => (recording = false),
    /** Brings over all that was shown when it was asked for. */
    async bring() {
      const count = shown.length;
      for (;;) {
        const state = await log.sync();
        // While it records there is always one that is still to be brought over.
        if (state.kind || !(recording ? state.have < count : state.pending)) return { count, state };
      }
    },
  });
};
