// The session's clock. It tells the position, can be wound, and says when it was stopped from outside or has ended.

/** Counts by itself: where there is no track. */
export class SilentClock {
  sounding = false;
  #at = 0;
  #since = null;

  constructor(duration_s) {
    this.duration_s = duration_s;
  }

  get position() {
    const gone = this.#since === null ? 0 : (performance.now() - this.#since) / 1000;
    return Math.min(this.duration_s, this.#at + gone);
  }

  async play() {
    this.#since ??= performance.now();
  }

  pause() {
    this.#at = this.position;
    this.#since = null;
  }

  wind(position) {
    this.#at = position;
    if (this.#since !== null) this.#since = performance.now();
  }
}

/** The track itself is the clock: what is heard and what is shown cannot drift apart. */
export class SoundClock {
  sounding = true;
  #wanted = false;

  constructor(audio, duration_s, onInterrupted) {
    this.audio = audio;
    this.duration_s = duration_s;
    // A call, a pulled plug, another app: the system pauses it without asking us.
    audio.addEventListener("pause", () => {
      if (this.#wanted && !audio.ended) {
        this.#wanted = false;
        onInterrupted();
      }
    });
  }

  get position() {
    return this.audio.ended ? this.duration_s : Math.min(this.duration_s, this.audio.currentTime);
  }

  async play() {
    await this.audio.play();
    this.#wanted = true;
  }

  pause() {
    this.#wanted = false;
    this.audio.pause();
  }

  wind(position) {
    this.audio.currentTime = position;
  }
}
