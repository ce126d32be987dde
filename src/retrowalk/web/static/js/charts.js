// All charts of a page, each when it comes near the screen: a year has several, and a phone draws slowly.
import { drawChart, onOtherLook } from "./chart.js";

const drawn = new Map();

async function draw(place) {
  drawn.get(place)?.finalize();
  drawn.set(place, await drawChart(place, place.dataset.chart, place.parentElement.querySelector(".chart-paper")));
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "600px" },
);
for (const place of document.querySelectorAll("[data-chart]")) near.observe(place);
onOtherLook(() => [...drawn.keys()].forEach(draw));
addEventListener("beforeprint", () => document.querySelectorAll("[data-chart]:empty").forEach(draw));
