// The session as a strip: forward solid above the line, backward hatched below, standing only the line.

const SVG = "http://www.w3.org/2000/svg";

function draw(name, attributes, into) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  into.append(made);
  return made;
}

/** Draws it; gives back what moves the mark along. */
export function drawBand(svg, timeline) {
  svg.replaceChildren();
  const scale = 1000 / timeline.duration_s;
  draw("rect", { class: "band-ground", x: 0, y: 26, width: 1000, height: 4 }, svg);
  for (const one of timeline.stretches) {
    if (one.direction === "any") continue;
    const forward = one.direction === "forward";
    draw("rect", {
      x: one.start_s * scale,
      y: forward ? 0 : 28,
      width: Math.max(2, (one.end_s - one.start_s) * scale),
      height: 28,
      ...(forward ? { class: "band-forward" } : { fill: "url(#band-hatch)" }),
    }, svg);
  }
  const gone = draw("rect", { class: "band-gone", x: 0, y: 0, width: 0, height: 56 }, svg);
  const mark = draw("rect", { class: "band-mark", x: 0, y: 0, width: 8, height: 56 }, svg);
  return (position) => {
    gone.setAttribute("width", position * scale);
    mark.setAttribute("x", Math.min(992, position * scale));
  };
}
