// The cues of a timeline, each given once as the position passes it.

// What is later than this has no sense any more: it would be about what is over.
const LATEST_S = 2;

export class Cues {
  #next = 0;

  /** `give(cue)` presents one and says whether it could; `onGiven(cue)` hears of those that were. */
  constructor(cues, give, onGiven) {
    this.cues = cues;
    this.give = give;
    this.onGiven = onGiven;
  }

  /** After winding: what lies before is not given, what lies ahead is (again). */
  wind(position) {
    const found = this.cues.findIndex((one) => one.at_s >= position - 0.01);
    this.#next = found < 0 ? this.cues.length : found;
  }

  advance(position) {
    while (this.#next < this.cues.length && this.cues[this.#next].at_s <= position) {
      const cue = this.cues[this.#next++];
      if (this.give(cue, position - cue.at_s > LATEST_S)) this.onGiven(cue);
    }
  }

  /** The sentence to show at a position, within its stretch. */
  sentence(position, stretch) {
    const shown = this.cues.findLast(
      (one) => one.kind === "display" && one.at_s <= position + 0.01 && one.at_s >= stretch.start_s - 0.01,
    );
    return shown?.text ?? stretch.title;
  }
}
