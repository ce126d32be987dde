// Numbers into the sentences that the page brought along.

/** "in {n} parts", { n: 3 } → "in 3 parts". */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** 95 → "1:35". */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** 90 → "1 min 30 s", in the page's language. */
export function lasting(words, seconds) {
  const [m, s] = [Math.floor(Math.round(seconds) / 60), Math.round(seconds) % 60];
  if (!m) return fill(words.seconds, { n: s });
  return s ? fill(words.minutesSeconds, { m, s }) : fill(words.minutes, { n: m });
}
