// One window leads a session. The others let go of it.

const NAME = "retrowalk session";

let free = null; // lets go of the lead; null where this window has none

/** Takes the lead where nobody has it, or by force; false where another window has it. `onLost` hears when it is taken. */
export async function takeLead(force, onLost) {
  if (free || !navigator.locks) return true;
  return new Promise((answer) => {
    navigator.locks
      .request(NAME, force ? { steal: true } : { ifAvailable: true }, (lock) => {
        answer(Boolean(lock));
        return lock && new Promise((done) => (free = done));
      })
      .catch(() => {
        free = null;
        onLost();
      });
  });
}

export function dropLead() {
  free?.();
  free = null;
}

export async function isLedElsewhere() {
  const held = (await navigator.locks?.query())?.held ?? [];
  return !free && held.some((one) => one.name === NAME);
}
