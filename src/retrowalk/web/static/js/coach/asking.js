// Asking the coach, and how it says no.

const PATIENCE_MS = 15_000;

/** The coach did not take it: what is `unreachable` or `busy` is tried again, what is `refused` is not. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence ?? `status ${status}`);
    // All others may pass: a full disk (413), a database in use (409), a phone to be paired again (401, 403).
    this.kind = status === 0 ? "unreachable" : [400, 404, 422].includes(status) ? "refused" : "busy";
    this.sentence = sentence ?? null;
  }
}

/** What the coach answers; status 0 where no answer came, or half of one: it is asked again. */
export async function ask(path, body) {
  try {
    const response = await fetch(path, {
      method: body ? "POST" : "GET",
      headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: (await response.json()) ?? {} };
  } catch {
    return { status: 0, body: {} };
  }
}
