// A second person's presses: kept on this device first, then sent; each says how long ago it was, so that a lost
// connection costs nothing of its time. The calendar of this device is never taken for the coach's: only differences.
const place = document.querySelector("#watch");
const run = place.dataset.run;
const state = document.querySelector("#state");
const list = document.querySelector("#marks");
const shelf = `retrowalk-watch-${run}`;
const names = JSON.parse(list.dataset.names);
let waiting = kept();
let roundTrip = 1;
let sending = false;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(shelf)) ?? [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    localStorage.setItem(shelf, JSON.stringify(waiting));
  } catch {
    state.textContent = place.dataset.full;
  }
}

async function ask(path, options) {
  const began = performance.now();
  const answer = await fetch(`/api/runs/${encodeURIComponent(run)}/marks${path}`, options);
  roundTrip = (performance.now() - began) / 1000;
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.error), { refused: answer.status < 500 });
  return said.marks;
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    let marks = null;
    while (waiting.length) {
      const { id, label, at } = waiting[0];
      const body = { id, label, ago_s: Math.max(0, (Date.now() - at) / 1000), round_trip_s: Math.min(roundTrip, 60) };
      try {
        marks = await ask("", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        });
      } catch (problem) {
        if (!problem.refused) throw problem;
        state.textContent = place.dataset.refused.replace("{why}", problem.message);
      }
      waiting.shift();
      keep();
    }
    if (marks) {
      show(marks);
      state.textContent = place.dataset.kept;
    }
  } catch {
    state.textContent = place.dataset.waits;
    setTimeout(send, 2000);
  } finally {
    sending = false;
  }
}

function show(marks) {
  document.querySelector("#none").hidden = marks.length > 0;
  const first = marks.length ? Date.parse(marks[0].at) : 0;
  list.replaceChildren(
    ...marks.reverse().map((mark, k) => {
      const row = document.createElement("li");
      const said = document.createElement("span");
      said.textContent = names[mark.label];
      const when = document.createElement("span");
      when.className = "quiet";
      const seconds = Math.round((Date.parse(mark.at) - first) / 1000);
      when.textContent = list.dataset.time.replace("{min}", Math.floor(seconds / 60)).replace("{s}", seconds % 60);
      row.append(said, when);
      if (k === 0) {
        const back = document.createElement("button");
        back.className = "button button-quiet";
        back.textContent = list.dataset.back;
        back.addEventListener("click", () => takeBack(mark.id));
        row.append(back);
      }
      return row;
    }),
  );
  press(marks[0]?.label ?? null);
}

function press(label) {
  for (const button of document.querySelectorAll(".watch-button")) {
    button.setAttribute("aria-pressed", String(button.value === label));
  }
}

async function takeBack(id) {
  try {
    show(await ask(`/${encodeURIComponent(id)}`, { method: "DELETE" }));
  } catch (problem) {
    state.textContent = problem.refused ? problem.message : place.dataset.waits;
  }
}

// Pages over plain HTTP on a home network have no crypto.randomUUID.
function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

document.querySelector(".watch-buttons").addEventListener("submit", (event) => {
  event.preventDefault();
  const label = event.submitter.value;
  waiting.push({ id: fresh(), label, at: Date.now() });
  press(label);
  keep();
  send();
});
addEventListener("online", send);

ask("").then(
  (marks) => {
    show(marks);
    send();
  },
  () => send(),
);
