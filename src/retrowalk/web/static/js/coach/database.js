// The phone's own store. Sessions are kept here first, and here until the coach has them on its disk.

const NAME = "retrowalk";
const VERSION = 1;

let opened = null;

/** The database, opened once a page; opened again after the browser has closed it. */
export function openDatabase() {
  opened ??= open().catch((problem) => {
    opened = null;
    throw problem;
  });
  return opened;
}

function open() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("runs", { keyPath: "id" });
      database.createObjectStore("events", { keyPath: ["run", "seq"] });
      database.createObjectStore("motion"); // key [run, page, seq], value ArrayBuffer
    };
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const database = request.result;
      // A newer page wants to change the tables; or the walker cleared the site's data.
      database.onversionchange = () => database.close();
      database.onclose = () => (opened = null);
      const close = database.close.bind(database);
      database.close = () => {
        opened = null;
        close();
      };
      done(database);
    };
  });
}

/**
 * One transaction: all of it is on the disk when the promise is fulfilled, or nothing of it is there.
 *
 * `work` gets the transaction and makes its requests at once or from their callbacks; what it returns, awaited, is the
 * result.
 */
export async function transaction(stores, mode, work) {
  for (let again = true; ; again = false) {
    const database = await openDatabase();
    let begun;
    try {
      begun = database.transaction(stores, mode, { durability: "strict" });
    } catch (problem) {
      // Closed under our hands: once more with a fresh one.
      if (again && problem.name === "InvalidStateError") {
        opened = null;
        continue;
      }
      throw problem;
    }
    const ended = new Promise((done, failed) => {
      begun.oncomplete = done;
      begun.onabort = () => failed(begun.error ?? new DOMException("The transaction was given up", "AbortError"));
    });
    ended.catch(() => {}); // `work` may fail first, and nobody listens yet
    let result;
    try {
      result = await work(begun);
    } catch (problem) {
      try {
        begun.abort();
      } catch {
        // It has been given up already.
      }
      await ended.catch(() => {});
      throw begun.error ?? problem;
    }
    await ended;
    return result;
  }
}

/** The result of a request, within its transaction. */
export function result(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
