// What was walked, from the positions of a run's events alone: no clock that jumps can change it.

/** Seconds of each stretch that were gone through, at most its length; in the order of the stretches. */
export function gone(events, stretches) {
  const spans = [];
  let from = 0;
  let at = 0;
  for (const event of events) {
    if (event.kind === "told" || event.kind === "sync") continue;
    at = Math.max(at, event.position_s);
    if (event.to_s != null) {
      spans.push([from, event.kind === "resumed" ? at : event.position_s]);
      from = at = event.to_s;
    }
  }
  spans.push([from, at]);
  return stretches.map((one) => {
    const seconds = spans.reduce((sum, [start, end]) =>
      sum + Math.max(0, Math.min(end, one.end_s) - Math.max(start, one.start_s)), 0);
    return Math.min(one.end_s - one.start_s, seconds);
  });
}

/** How much of what was asked was done, and seconds of walking backward. */
export function walked(events, stretches) {
  const seconds = gone(events, stretches);
  const sum = (wanted, of) => stretches.reduce((all, one, i) => all + (wanted(one) ? of(one, i) : 0), 0);
  const backward = (one) => one.direction === "backward";
  const counts = stretches.some(backward) ? backward : (one) => one.part === "block" && one.kind !== "rest";
  const asked_s = sum(counts, (one) => one.end_s - one.start_s);
  const done_s = sum(counts, (one, i) => seconds[i]);
  return { backward_s: sum(backward, (one, i) => seconds[i]), fraction: asked_s ? Math.round((100 * done_s) / asked_s) / 100 : 0,
           anything: sum((one) => one.part === "block", (one, i) => seconds[i]) >= 1 };
}

/** Where a run stood when it was heard of last. */
export function lastPosition(events) {
  const last = events.findLast((one) => one.kind !== "told" && one.kind !== "sync");
  return last ? (last.to_s ?? last.position_s) : 0;
}
