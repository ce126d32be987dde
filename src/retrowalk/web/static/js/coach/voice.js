// The browser's own voice and tones, for where the track has none.

// Rising for forward, falling for backward, as in the track: frequency in Hz, and how long each lasts, s.
const TONES = {
  forward: [[523, 0.16], [659, 0.16], [784, 0.3]],
  backward: [[784, 0.16], [659, 0.16], [523, 0.3]],
  turn: [[587, 0.2], [587, 0.2]],
  rest: [[440, 0.4]],
  soon: [[880, 0.12], [880, 0.12]],
  tick: [[1200, 0.04]],
  halfway: [[659, 0.15], [659, 0.15], [659, 0.15]],
  count: [[660, 0.15]],
  go: [[990, 0.6]],
  stop: [[784, 0.15], [523, 0.3]],
  end: [[523, 0.2], [659, 0.2], [784, 0.2], [1047, 0.7]],
};

export class Voice {
  #context = null;

  /** To be called on a press: without one, browsers keep silent. */
  unlock() {
    this.#context ??= new AudioContext();
    if (this.#context.state === "suspended") this.#context.resume().catch(() => {});
  }

  get canSpeak() {
    return Boolean(globalThis.speechSynthesis?.getVoices().some((one) => one.lang.startsWith(document.documentElement.lang)));
  }

  /** Whether it could be said. */
  say(text) {
    if (!this.canSpeak) return false;
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang;
    speechSynthesis.speak(words);
    return true;
  }

  hush() {
    globalThis.speechSynthesis?.cancel();
  }

  /** Nothing that was set off is heard any more. */
  silence() {
    this.#context?.close().catch(() => {});
    this.#context = null;
  }

  /** Whether it could be sounded, now or some seconds later. */
  tone(name, after_s = 0) {
    const context = this.#context;
    if (!context || context.state !== "running" || !TONES[name]) return false;
    let at = context.currentTime + Math.max(0, after_s);
    for (const [hertz, lasts_s] of TONES[name]) {
      const tone = new OscillatorNode(context, { frequency: hertz });
      const loudness = new GainNode(context, { gain: 0 });
      loudness.gain.setValueAtTime(0, at);
      loudness.gain.linearRampToValueAtTime(0.5, at + 0.01);
      loudness.gain.setValueAtTime(0.5, at + lasts_s - 0.02);
      loudness.gain.linearRampToValueAtTime(0, at + lasts_s);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + lasts_s);
      at += lasts_s + 0.03;
    }
    return true;
  }
}
