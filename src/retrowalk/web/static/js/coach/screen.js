// What the page shows of the state. Texts change only where they differ, so that nothing flickers or is read twice.

import { drawBand } from "./band.js";
import { canExtend, canSkip } from "./player.js";
import { clockTime, fill, lasting } from "./words.js";

const root = document.querySelector("#coach");
const slots = (name) => document.querySelectorAll(`[data-slot="${name}"]`);

export function put(name, text) {
  for (const slot of slots(name)) {
    if (slot.textContent !== text) slot.textContent = text;
    if (slot.hasAttribute("hidden") !== !text && slot.matches("p")) slot.hidden = !text;
  }
}

export function show(part, wish) {
  for (const one of root.querySelectorAll(`[data-part="${part}"]`)) one.hidden = !wish;
}

/** For screen readers only. */
export const announce = (text) => (document.querySelector("#announced").textContent = text);

export function showProblem(text) {
  put("problem", text);
  document.querySelector("#problem").hidden = !text;
}

/** Which shape stands for a stretch. */
export function shapeOf(stretch) {
  if (stretch.part === "lead_in") return "start";
  if (stretch.part === "closing") return "end";
  if (stretch.kind === "turn") return "turn";
  return stretch.direction === "any" ? "still" : stretch.direction;
}

export class Screen {
  #words;
  #onBelt;
  #timeline;
  #moveMark;

  constructor(words, onBelt) {
    this.#words = words;
    this.#onBelt = onBelt;
  }

  useTimeline(timeline) {
    this.#timeline = timeline;
    this.#moveMark = drawBand(slots("band")[0], timeline);
  }

  /** Shows a state; its heading gets the focus, so that keyboard and screen reader go on there. */
  draw(state) {
    const was = root.dataset.phase;
    root.dataset.phase = state.phase;
    document.documentElement.dataset.coach = state.phase;
    for (const section of root.querySelectorAll("[data-state]")) section.hidden = section.dataset.state !== state.phase;
    put("note", state.note ?? "");
    put("advice", state.advice ?? "");
    if (was !== state.phase && was !== "loading") {
      root.querySelector(`[data-state="${state.phase}"] h1`)?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  word(stretch) {
    const words = this.#words.word;
    if (stretch.part !== "block") return words[stretch.part];
    if (stretch.kind === "turn") return this.#onBelt ? words.turnBelt : words.turn;
    // On the spot nobody walks anywhere: the word is what it is for.
    return words[stretch.direction === "any" || stretch.kind === "rest" ? stretch.kind : stretch.direction];
  }

  /** A stretch has begun. */
  begin(stretch) {
    slots("stage")[0].dataset.direction = stretch.direction;
    slots("shape")[0].setAttribute("href", `#shape-${shapeOf(stretch)}`);
    put("word", this.word(stretch));
    put("facts", stretch.part === "block" ? stretch.facts.join(" · ") : "");
    const next = this.#timeline.stretches.find((one) => one.start_s >= stretch.end_s);
    const following = next?.part === "block";
    put("next", following ? fill(this.#words.next, { what: next.title, time: this.#lasts(next) })
      : stretch.part === "closing" ? "" : this.#words.nextEnd);
    for (const [name, can] of [["skip", canSkip(stretch, this.#onBelt)], ["extend", canExtend(stretch)]]) {
      for (const button of root.querySelectorAll(`[data-do="${name}"]`)) button.hidden = !can;
    }
  }

  starts = (stretch) => fill(this.#words.starts, { what: stretch.title, time: this.#lasts(stretch) });

  #lasts = (stretch) => lasting(this.#words, stretch.end_s - stretch.start_s);

  /** Time goes on. */
  tick(position, stretch, sentence) {
    const left = clockTime(Math.ceil(stretch.end_s - position));
    put("left", left);
    slots("left")[0].classList.toggle("is-long", left.length > 4);
    put("sentence", sentence);
    put("total", `${clockTime(position)} / ${clockTime(this.#timeline.duration_s)}`);
    this.#moveMark(position);
  }

  /** Where a position is, in a sentence: "You were at 7:20, in backward part 2 of 5." */
  where(position, stretch, stretches) {
    const alike = stretches.filter((one) => one.part === "block" && one.direction === stretch.direction);
    const pattern = { backward: "resumeBackward", forward: "resumeForward" }[stretch.direction] ?? "resumeOther";
    return fill(this.#words[pattern], {
      time: clockTime(position), n: alike.indexOf(stretch) + 1, all: alike.length, what: stretch.title,
    });
  }

  /** For those who hear badly: twice, slowly, and never more (three flashes a second can harm). */
  flash() {
    root.classList.remove("flash");
    void root.offsetWidth; // begins the animation anew
    root.classList.add("flash");
  }

  /** What to do, after something was felt or after a fall. */
  advise(after) {
    put("advice-heading", after.heading);
    slots("advice-first")[0].replaceChildren(...after.first.map((text) =>
      Object.assign(document.createElement("li"), { textContent: text })));
    root.querySelector('[data-state="advice"]').dataset.urgency = after.urgency ?? "";
  }
}
