// Held for two seconds anywhere: a touch in a pocket does nothing, a hand that means it does.

const HOLD_MS = 2000;

/** `onHeld` after two seconds, or at once where a keyboard or a screen reader presses the button. */
export function holdToPause(area, button, { onHeld, onBegin, onShort }) {
  let timer = null;
  let touched = 0;

  const begin = (event) => {
    if (event.button > 0) return;
    touched = performance.now();
    area.classList.add("is-held");
    onBegin();
    timer ??= setTimeout(() => {
      end();
      onHeld();
    }, HOLD_MS);
  };
  const end = () => {
    clearTimeout(timer);
    timer = null;
    area.classList.remove("is-held");
  };
  const short = () => {
    if (timer === null) return;
    end();
    onShort();
  };
  area.addEventListener("pointerdown", begin);
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) area.addEventListener(name, short);
  area.addEventListener("contextmenu", (event) => event.preventDefault());
  // A press without a touch before it comes from a key or from a screen reader.
  button.addEventListener("click", (event) => {
    if (event.detail === 0 || performance.now() - touched > 2 * HOLD_MS) onHeld();
  });
  return { end };
}
