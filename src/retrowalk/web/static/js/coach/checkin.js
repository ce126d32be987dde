// The check-in: a few answers, each of which may be left out. What is left out is not answered, never "no".

const form = document.querySelector("#check-in");
const number = (fields, name) => (fields.get(name) ? Number(fields.get(name)) : null);

/** Fills in what the log knows, and asks about each place that was told of on the way. */
export function prepare(events, knownSites, siteNames) {
  const stumbles = events.filter((one) => one.kind === "stumble").length;
  if (stumbles) form.querySelector(`[name="stumbles"][value="${Math.min(5, stumbles)}"]`).checked = true;
  const worst = {};
  for (const { kind, site, level } of events) if (kind === "pain" && site) worst[site] = Math.max(worst[site] ?? 0, level ?? 0);
  const asked = document.querySelector("#check-sites");
  asked.replaceChildren();
  for (const site of Object.keys(worst)) {
    if (!knownSites.includes(site)) asked.append(...questionsOn(site, siteNames[site]));
    const level = form.querySelector(`[name="during.${site}"][value="${worst[site]}"]`);
    if (worst[site] && level) level.checked = true;
  }
}

function questionsOn(site, name) {
  const made = document.querySelector("template#check-site").content.cloneNode(true);
  for (const input of made.querySelectorAll("input")) input.name = input.name.replace("SITE", site);
  for (const legend of made.querySelectorAll("legend")) {
    legend.firstChild.data = legend.firstChild.data.replace("SITENAME", name);
  }
  made.querySelector(".check-site").dataset.site = site;
  return [...made.children];
}

/** The answers as the feedback of one session; `known`: what was told before (pain at the start, falls, symptoms). */
export function answers(session, known) {
  const fields = new FormData(form);
  const calm = fields.get("calm") === "yes";
  return {
    id: session,
    effort: number(fields, "effort"),
    muscle_soreness: number(fields, "soreness"),
    stumbles: number(fields, "stumbles") ?? (calm ? 0 : null),
    rail_grabs: number(fields, "rail_grabs") ?? (calm && form.elements.rail_grabs ? 0 : null),
    pain: pain(fields, known.before ?? {}, calm),
    falls: known.falls ?? (calm ? [] : null),
    symptoms: known.symptoms ?? (calm ? [] : null),
  };
}

function pain(fields, before, calm) {
  const sites = [...form.querySelectorAll("[data-site]")].map((one) => [one.dataset.site, one.dataset.site]);
  if (fields.get("other")) sites.push([fields.get("other"), "other"]);
  const told = sites.map(([site, name]) => ({
    site,
    before: before[site] ?? null,
    during: number(fields, `during.${name}`),
    after: number(fields, `after.${name}`),
    next_day: null,
  }));
  // A place asked about and not answered stays open: that is not "no pain".
  return calm || told.some((one) => one.before !== null || one.during !== null || one.after !== null) ? told : null;
}
