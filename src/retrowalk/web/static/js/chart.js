// One chart: asked for in the page's theme and width, drawn in the page's type, and as a light picture for paper.

const ROOM = [200, 4000]; // what a chart can be laid out for
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Draws a chart into a place; the view, to be finalized before it is drawn anew, or null where it failed. */
export async function drawChart(place, address, paper) {
  const theme = isDark() ? "dark" : "light";
  try {
    const [{ vegaEmbed }, answer] = await Promise.all([
      import(place.dataset.vega),
      fetch(`${address}${address.includes("?") ? "&" : "?"}theme=${theme}&room=${room(place)}`),
    ]);
    if (!answer.ok) throw new Error(answer.status);
    const spec = await answer.json();
    // The page's own typeface, measured before it is used.
    await document.fonts.ready;
    spec.config = withFont(spec.config ?? {}, getComputedStyle(document.body).fontFamily);
    // ast: expressions are read as a tree, never compiled: the page's policy allows no eval.
    const drawn = await vegaEmbed(place, spec, {
      ast: true,
      actions: false,
      renderer: "svg",
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
    // Paper is light: a chart drawn for a dark screen is printed as the picture made for a light ground.
    paper.hidden = theme === "light";
    if (theme === "dark") paper.src = paper.dataset.light;
    return drawn;
  } catch (problem) {
    console.error(problem);
    place.textContent = place.dataset.failed;
    return null;
  }
}

/** Calls back when a chart has to be drawn anew: other colours, or a phone turned round. */
export function onOtherLook(again) {
  dark.addEventListener("change", again);
  matchMedia("(orientation: portrait)").addEventListener("change", again);
}

const room = (place) => Math.min(Math.max(place.clientWidth, ROOM[0]), ROOM[1]);

// The chart speaks in the page's type.
function withFont(config, font) {
  return {
    ...config,
    font,
    text: { ...config.text, font },
    axis: { ...config.axis, labelFont: font, titleFont: font },
  };
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen === "auto" && dark.matches && !matchMedia("print").matches);
}
