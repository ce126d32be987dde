// One walk: draws its timeline, follows its analysis, and sends corrections without losing one's place.
import { asJson, renew, wait } from "./page.js";

const ROOM = [200, 4000]; // what a chart can be laid out for
const dark = matchMedia("(prefers-color-scheme: dark)");
let drawn = null;

async function draw() {
  const place = document.querySelector("#chart");
  if (!place) return;
  const theme = isDark() ? "dark" : "light";
  try {
    const { id } = document.querySelector("#walk").dataset;
    const [{ vegaEmbed }, answer] = await Promise.all([
      import(place.dataset.vega),
      fetch(`/api/walks/${id}/chart?theme=${theme}&room=${room(place)}`),
    ]);
    if (!answer.ok) throw new Error(answer.status);
    const spec = await answer.json();
    // The page's own typeface, measured before it is used.
    await document.fonts.ready;
    spec.config = withFont(spec.config ?? {}, getComputedStyle(document.body).fontFamily);
    drawn?.finalize();
    // ast: expressions are read as a tree, never compiled: the page's policy allows no eval.
    drawn = await vegaEmbed(place, spec, {
      ast: true,
      actions: false,
      renderer: "svg",
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
    // Paper is light: a chart drawn for a dark screen is printed as the picture made for a light ground.
    const paper = document.querySelector("#paper");
    paper.hidden = theme === "light";
    if (theme === "dark") paper.src = paper.dataset.light;
  } catch (problem) {
    console.error(problem);
    place.textContent = place.dataset.failed;
  }
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

async function follow() {
  const { id } = document.querySelector("#walk").dataset;
  while (document.querySelector("#walk").dataset.state === "waiting") {
    await wait(500);
    let walk = {};
    try {
      walk = await asJson(await fetch(`/api/walks/${id}`));
    } catch {
      continue; // the server is being restarted; it goes on with what it was at
    }
    const bar = document.querySelector("#progress");
    if (bar && walk.progress) bar.value = walk.progress;
    if (walk.state && walk.state !== "waiting") {
      await renew("#walk");
      await draw();
    }
  }
}

addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-swap]");
  if (!form) return;
  event.preventDefault();
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, event.submitter)),
    headers: { Accept: "text/html" },
  });
  const place = form.closest("section")?.getAttribute("aria-labelledby");
  if (await renew(response.ok ? "#walk" : "main", response)) {
    // Keyboard and screen reader stay where they were, at the heading of the same part.
    const heading = (place && document.getElementById(place)) || document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    await draw();
    if (response.ok) follow();
  }
});

dark.addEventListener("change", draw);
// A phone turned round: what is written is laid out anew for the room there is.
matchMedia("(orientation: portrait)").addEventListener("change", draw);
draw();
follow();
