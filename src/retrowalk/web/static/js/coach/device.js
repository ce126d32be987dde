// What the device around the page can do: stay awake, vibrate, show what plays on its lock screen.

let lock = null;
let wanted = false;

/** Keeps the screen lit, also after it was covered for a while. */
export async function stayAwake(wish) {
  wanted = wish;
  if (!wish) {
    lock?.release();
    lock = null;
  } else if (!lock && document.visibilityState === "visible") {
    try {
      lock = await navigator.wakeLock?.request("screen");
      lock?.addEventListener("release", () => (lock = null));
    } catch {
      lock = null; // Low battery, or not allowed: the session goes on all the same.
    }
  }
}

document.addEventListener("visibilitychange", () => wanted && stayAwake(true));

export const isSeen = () => document.visibilityState === "visible";

/** Whether it could. */
export function vibrate(pattern) {
  return Boolean(isSeen() && navigator.userActivation?.hasBeenActive && navigator.vibrate?.(pattern));
}

/** Buttons of headphones and lock screen: `actions` by their names in the Media Session. */
export function onMediaButtons(actions) {
  for (const [name, action] of Object.entries(actions)) {
    try {
      navigator.mediaSession?.setActionHandler(name, action);
    } catch {
      // This browser does not know that button.
    }
  }
}

export function showOnLockScreen(title, album, playing) {
  if (!navigator.mediaSession) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title, album, artist: "Retrowalk" });
  navigator.mediaSession.playbackState = playing ? "playing" : "paused";
}

/** A sound that plays although the ringer is off, where the system asks what kind it is. */
export function soundIsThePoint() {
  if (navigator.audioSession) navigator.audioSession.type = "playback";
}

/** Which of the page's words names this device. */
export function kind() {
  const agent = navigator.userAgent;
  if (/iPhone|Android.*Mobile/.test(agent)) return "phone";
  return /iPad|Android/.test(agent) ? "tablet" : "computer";
}
