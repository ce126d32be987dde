// One walk: draws its timeline, follows its analysis, and sends corrections without losing one's place.
import { drawChart, onOtherLook } from "./chart.js";
import { asJson, renew, wait } from "./page.js";

let drawn = null;

async function draw() {
  const place = document.querySelector("#chart");
  if (!place) return;
  const { id } = document.querySelector("#walk").dataset;
  drawn?.finalize();
  drawn = await drawChart(place, `/api/walks/${id}/chart`, document.querySelector("#paper"));
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

onOtherLook(draw);
draw();
follow();
