// Bringing recordings: one request a file, one after the other, so that a bad one does not stop the others.
import { asJson, renew, wait } from "./page.js";

const form = document.querySelector("#bring");
const words = form.dataset;
const input = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");
const arriving = document.querySelector("#arriving");
const queue = [];
let busy = false;

input.addEventListener("change", () => {
  bring(input.files);
  input.value = "";
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  input.click();
});

// The whole page takes a dropped file: missing the frame must not make the browser open it.
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  drop.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  drop.classList.remove("over");
  bring(event.dataTransfer.files);
});

function bring(files) {
  const placement = form.elements.placement.value;
  for (const file of files) queue.push({ file, placement, row: newRow(file.name) });
  if (!busy) work();
}

async function work() {
  busy = true;
  while (queue.length) {
    const next = queue.shift();
    const { status, answer } = await send(next);
    next.row.bar.remove();
    if (status === 200 || status === 201) {
      const [first] = answer.walks;
      const said = first.brought_back ? words.back : first.already_there ? words.again : words.added;
      next.row.say(said, "good", answer.walks);
    } else {
      next.row.say(answer.error || words.lost, "bad");
    }
    await refreshList();
  }
  busy = false;
}

function send({ file, placement, row }) {
  return new Promise((done) => {
    const body = new FormData();
    body.append("placement", placement);
    body.append("file", file, file.name);
    const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
    request.open("POST", "/api/walks");
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      const share = event.loaded / event.total;
      row.bar.value = share;
      row.told.textContent = words.sending.replace("{percent}", Math.floor(share * 100));
    };
    request.upload.onload = () => {
      row.bar.removeAttribute("value");
      row.told.textContent = words.reading;
    };
    request.onload = () => done({ status: request.status, answer: request.response ?? {} });
    request.onerror = () => done({ status: 0, answer: {} });
    request.send(body);
  });
}

function newRow(name) {
  arriving.hidden = false;
  const row = document.createElement("li");
  const title = document.createElement("strong");
  title.textContent = name;
  const told = document.createElement("span");
  told.textContent = words.queued;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  row.append(title, " ", told, bar);
  arriving.append(row);
  return {
    told,
    bar,
    say(sentence, kind, walks = []) {
      row.className = `result-${kind}`;
      told.textContent = sentence;
      for (const walk of walks.slice(0, 12)) {
        const link = document.createElement("a");
        link.href = `/walks/${walk.id}`;
        link.textContent = walks.length > 1 ? `${words.open} ${walk.recording_index + 1}` : words.open;
        told.append(" ", link);
      }
    },
  };
}

async function refreshList() {
  await renew("#list");
  follow();

// The chart library is large; by the time a walk is opened it is here.
if (document.querySelector(".walk-card")) setTimeout(() => fetch(words.vega, { priority: "low" }).catch(() => {}), 1500);
}

// Walks that are being worked out: ask until they are done, then show the list as it is.
let following = false;
async function follow() {
  if (following) return;
  following = true;
  while (document.querySelector("[data-waiting]")) {
    const before = document.querySelectorAll("[data-waiting]").length;
    await wait(800);
    let answer = {};
    try {
      answer = await asJson(await fetch("/api/walks"));
    } catch {
      continue; // the server is being restarted; it goes on with what it was at
    }
    const waiting = (answer.walks ?? []).filter((walk) => walk.state === "waiting" && !walk.summary);
    const bars = document.querySelectorAll("[data-waiting] progress");
    if (waiting.length !== before) await renew("#list");
    else waiting.forEach((walk, i) => walk.progress && bars[i] && (bars[i].value = walk.progress));
  }
  following = false;
}
follow();

// The chart library is large; by the time a walk is opened it is here.
if (document.querySelector(".walk-card")) setTimeout(() => fetch(words.vega, { priority: "low" }).catch(() => {}), 1500);
