// The sound of the session, fetched whole before it begins: from the network or, without one, from the cache.

const LONGEST_WAIT_MS = 45_000;

/** An <audio> that can play all of the track without a network; null where there is none to be had.
 *  @param sound fingerprint of the sound that belongs to the timeline; left out for clips */
export async function fetchTrack(url, sound) {
  try {
    // A page from this device takes its sound from there too: the coach has given it up once already.
    const cache = "keptAt" in document.documentElement.dataset ? "force-cache" : "default";
    const answer = await fetch(url, { cache, signal: AbortSignal.timeout(LONGEST_WAIT_MS) });
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("audio/")) return null;
    // Of another timeline, where the connection went between the two: it would speak of another session.
    const tag = answer.headers.get("etag");
    if (sound && tag && tag !== `"${sound}"`) return null;
    const audio = new Audio(URL.createObjectURL(await answer.blob()));
    audio.preload = "auto";
    await new Promise((ready, failed) => {
      audio.addEventListener("loadedmetadata", ready, { once: true });
      audio.addEventListener("error", failed, { once: true });
    });
    return { audio, hasVoice: answer.headers.get("x-retrowalk-voice") !== "no" };
  } catch {
    return null;
  }
}

/** Short sentences that no track can hold, because nobody knows when they are needed. */
export class Clips {
  haveVoice = false;
  #sounds = new Map();

  constructor(folder, names) {
    for (const name of names) {
      fetchTrack(`${folder}${name}.mp3`).then((found) => {
        if (!found) return;
        this.haveVoice = found.hasVoice;
        this.#sounds.set(name, found.audio);
      });
    }
  }

  /** Whether it could be played. */
  async play(name) {
    const sound = this.#sounds.get(name);
    if (!sound) return false;
    sound.currentTime = 0;
    return sound.play().then(() => true, () => false);
  }
}
