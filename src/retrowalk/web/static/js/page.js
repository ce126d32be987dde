// What both pages need: fetching a page again and putting its part in place of the one shown.

document.documentElement.classList.add("scripted");

/** The same part of a page as it is now on the server, in place of the one shown. */
export async function renew(selector, response) {
  response ??= await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(selector);
  const shown = document.querySelector(selector);
  if (!fresh || !shown) {
    location.reload();
    return null;
  }
  const opened = [...shown.querySelectorAll("details")].map((one) => one.open);
  fresh.querySelectorAll("details").forEach((one, i) => (one.open = opened[i] ?? one.open));
  shown.replaceWith(document.adoptNode(fresh));
  return document.querySelector(selector);
}

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export async function asJson(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
