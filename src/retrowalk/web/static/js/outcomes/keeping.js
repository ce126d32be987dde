// A run is kept on this device until its result is saved: a page that is loaded anew, or a browser that was closed,
// goes on where it was. Two windows with the same test are two runs: each holds the lock of its own.

const PREFIX = "retrowalk.test.";
const OLDEST_MS = 24 * 3600 * 1000;
const key = (measure, id) => `${PREFIX}${measure}.${id}`;

/** The run of this test that was left here and that no other window has open: `{ run, elsewhere }`. */
export async function leftHere(measure) {
  let elsewhere = false;
  for (const run of kept(measure)) {
    if (await hold(run.id)) return { run, elsewhere };
    elsewhere = true;
  }
  return { run: null, elsewhere };
}

/** Whether this window now has the run to itself; asked for some moments, as a page that is left lets go late. */
export async function hold(id) {
  if (!navigator.locks) return true;
  for (let tries = 0; tries < 6; tries += 1) {
    const held = await new Promise((done) => {
      navigator.locks.request(`retrowalk-test-${id}`, { ifAvailable: true }, (lock) => {
        done(Boolean(lock));
        return lock && new Promise(() => {}); // as long as the page is there
      });
    });
    if (held) return true;
    await new Promise((done) => setTimeout(done, 60));
  }
  return false;
}

export function keepRun(measure, run) {
  try {
    localStorage.setItem(key(measure, run.id), JSON.stringify({ ...run, saved: Date.now() }));
  } catch {
    // Nothing can be kept in this browser: the run then lives as long as its page.
  }
}

export function forgetRun(measure, id) {
  try {
    localStorage.removeItem(key(measure, id));
  } catch {
    // Then there is nothing to forget.
  }
}

function kept(measure) {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(`${PREFIX}${measure}.`)) continue;
      const run = JSON.parse(localStorage.getItem(name));
      if (Date.now() - run.saved > OLDEST_MS) localStorage.removeItem(name);
      else found.push(run);
    }
  } catch {
    return [];
  }
  return found.sort((a, b) => b.saved - a.saved);
}
