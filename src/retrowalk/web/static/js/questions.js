// What makes answering smoother: "none" and the rest exclude each other; on the page with all questions each answer
// is kept as it is given, and what it makes relevant appears.

document.documentElement.classList.add("scripted");

const ALONE = new Set(["none_of_these", "open"]);

// Before anybody else hears of the change: what is kept is what is ticked in the end.
document.addEventListener("change", untick, true);

function untick({ target }) {
  if (target.type !== "checkbox" || !target.checked) return;
  const alone = ALONE.has(target.value);
  for (const other of target.form.elements[target.name] ?? []) {
    if (other !== target && (alone || ALONE.has(other.value))) other.checked = false;
  }
}

const all = document.querySelector("#all");
const kept = document.querySelector("#kept");
let last = Promise.resolve();

all?.addEventListener("change", ({ target }) => {
  const asked = target.closest("[data-question]");
  // One after the other, so that each knows what the one before it changed.
  if (asked) last = last.then(() => keep(asked));
});

async function keep(asked) {
  const id = asked.dataset.question;
  const fields = new URLSearchParams([["question", id]]);
  for (const [name, value] of new FormData(all)) {
    if (name === id || name.startsWith(`${id}.`)) fields.append(name, value);
  }
  try {
    const response = await fetch("/start/all/keep", { method: "POST", body: fields });
    if (!response.ok) throw new Error(response.statusText);
    show(asked, await response.json());
    kept.textContent = all.dataset.kept;
  } catch {
    kept.textContent = all.dataset.lost;
  }
}

function show(asked, { relevant, settled, problems, seen, stops }) {
  for (const one of all.querySelectorAll("[data-question]")) one.hidden = !relevant.includes(one.dataset.question);
  const ticked = new FormData(all).getAll("pain_sites");
  for (const one of all.querySelectorAll("[data-site]")) one.hidden = !ticked.includes(one.dataset.site);
  for (const one of all.querySelectorAll("[data-item]")) one.hidden = settled.includes(Number(one.dataset.item));
  // Another window answered in between: the number stays old, and the server will say so.
  if (seen === Number(all.elements.seen.value) + 1) all.elements.seen.value = seen;

  asked.querySelector(".problem")?.remove();
  asked.classList.remove("ask-problem");
  const sentence = problems[asked.dataset.question];
  const input = asked.querySelector("input[type=text], input[type=date], textarea");
  input?.removeAttribute("aria-invalid");
  if (sentence) {
    const said = document.createElement("p");
    said.className = "problem";
    said.id = `${asked.dataset.question}-problem`;
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    (asked.querySelector(".options, input, textarea") ?? asked.lastElementChild).before(said);
    asked.classList.add("ask-problem");
    if (input) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", said.id);
    }
  }
  if (stops && !asked.querySelector(".comes-first")) {
    asked.append(document.querySelector("#comes-first").content.cloneNode(true));
  }
}
