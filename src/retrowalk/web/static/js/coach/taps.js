// A double tap is one press: its second tap would land on what has just taken the place of the first, "Go on" on "Pause".

const QUICK_MS = 400;
const NEAR_PX = 40;

let last = { timeStamp: -Infinity, clientX: 0, clientY: 0 };
let touched = false;

document.addEventListener("pointerdown", ({ pointerType }) => (touched = pointerType === "touch"), { capture: true });

/** Whether a click is the second of a double tap; to be asked once of each. Keys and screen readers make none. */
export function isSecondTap(event) {
  const before = last;
  last = event;
  if (event.detail === 0) return false;
  // Some phones count every tap as the first.
  const quick = event.timeStamp - before.timeStamp < QUICK_MS;
  const near = Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < NEAR_PX;
  return event.detail > 1 || (touched && quick && near);
}
