// A belt that was stopped has to run before the session goes on: the time waits for it.

const WAIT_MS = 12_000;

let answer = null; // ends the wait; null while nobody waits

/** Whether the belt runs: after some seconds, or as soon as it is said. */
export function beltRuns() {
  return new Promise((done) => {
    const timer = setTimeout(() => beltAnswer(true), WAIT_MS);
    // A phone that is locked and put away would wait for ever: there the sound has to begin now.
    const covered = () => document.visibilityState === "hidden" && beltAnswer(true);
    answer = (runs) => {
      answer = null;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", covered);
      done(runs);
    };
    document.addEventListener("visibilitychange", covered);
    covered();
  });
}

export const beltAnswer = (runs) => answer?.(runs);
