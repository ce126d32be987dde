"""What a page showed as recorded is never lost: with the coach or the phone killed, reloaded, twice, full, or wrong."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from plans import a_programme
from retrowalk import contract
from retrowalk.store import Store
from retrowalk.web import static
from runs import a_log

from .conftest import DEADLINE_S, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

StartServer = Callable[..., Server]
OpenPhone = Callable[[], "BrowserContext"]

RECORDER = (Path(__file__).parent / "recorder.js").read_text()
LOG = static.url("js/coach/log.js")
OF_THE_DEVICE = ("id", "started_at", "time_zone")
HEADER = {name: value for name, value in contract.write(a_log())["run"].items() if name not in OF_THE_DEVICE}
KILLS = 3
KILLS_LONG = 200


@pytest.fixture
def coach(home: Path, start_server: StartServer) -> Server:
    with Store(home) as store:
        store.plans.adopt(a_programme().profile, a_programme())
    return start_server()


@pytest.fixture
def phone(browser: Browser, coach: Server) -> Iterator[OpenPhone]:
    """Phones, each with a store of its own."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        opened.append(browser.new_context(base_url=coach.url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def tab(context: BrowserContext) -> Page:
    """A page of the coach that can record."""
    page = context.new_page()
    page.set_default_timeout(DEADLINE_S * 1000)
    page.goto("/why")
    page.evaluate(RECORDER, [LOG, HEADER])
    return page


def stored(home: Path, run: str) -> list[str]:
    """The ids of the events of a run that the coach has, in order."""
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as database:
        rows = database.execute(
            "SELECT seq, id FROM run_event WHERE run_id = ? ORDER BY seq", (run,)
        ).fetchall()
    assert [seq for seq, _ in rows] == list(range(len(rows)))
    return [event for _, event in rows]


def brought(page: Page) -> int:
    """Brings over what was shown so far; how much that was."""
    give_up = time.monotonic() + DEADLINE_S
    while time.monotonic() < give_up:
        found: dict[str, Any] = page.evaluate("bring()")
        if not found["state"]["kind"]:
            return int(found["count"])
        time.sleep(0.05)
    raise AssertionError(f"still not brought over: {found}")


def shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate("shown")
    return found


def kill_and_restart(
    page: Page, coach: Server, start_server: StartServer, run: str, kills: int, seed: int = 4
) -> dict[str, int]:
    """Kills the coach at random moments while the page records and brings over; what came of it."""
    random, server = Random(seed), coach
    losses = 0
    page.evaluate("void keepOn(2)")
    for _ in range(kills):
        time.sleep(random.uniform(0, 0.4))
        server.stop(signal.SIGKILL)
        server = start_server(coach.port)
        assert server.port == coach.port
        count = brought(page)
        seen, there = shown(page)[:count], stored(coach.home, run)
        losses += len(set(seen) - set(there))
        assert there[:count] == seen
    page.evaluate("leaveOff()")
    brought(page)
    there = stored(coach.home, run)
    assert there == shown(page)
    return {
        "kills": kills,
        "shown": len(shown(page)),
        "stored": len(there),
        "lost": losses,
        "twice": sum(count - 1 for count in Counter(there).values()),
    }


@pytest.mark.parametrize("kills", [KILLS, pytest.param(KILLS_LONG, marks=pytest.mark.long)])
def test_a_coach_that_is_killed_again_and_again_loses_nothing_that_was_shown(
    coach: Server, phone: OpenPhone, start_server: StartServer, kills: int, record_property: Any
) -> None:
    page = tab(phone())
    run = page.evaluate("begin()")
    found = kill_and_restart(page, coach, start_server, run, kills)
    for name, value in found.items():
        record_property(name, value)
    print(found)
    assert (found["lost"], found["twice"], found["stored"]) == (0, 0, found["shown"])


def test_a_page_reloaded_in_the_middle_goes_on_where_it_was(coach: Server, phone: OpenPhone) -> None:
    page = tab(phone())
    run = page.evaluate("begin()")
    page.evaluate("hurry(50)")
    page.evaluate("void hurry(200, 50)")  # the reload comes before all of these are on the disk
    page.reload()
    page.evaluate(RECORDER, [LOG, HEADER])
    (open_run,) = page.evaluate("log.openRuns()")
    assert open_run["id"] == run
    position = page.evaluate("id => goOn(id)", run)
    assert 5 > position - open_run["position"] >= 0 and position >= 4.9
    page.evaluate("p => record('resumed', p, { to_s: p - 1 })", position)
    page.evaluate("record('finished', 865)")
    brought(page)
    there = stored(coach.home, run)
    assert [one for one in there if one in set(shown(page))] == shown(page)
    assert page.evaluate("log.openRuns()") == []


def test_two_tabs_on_one_run_number_their_events_without_a_gap(coach: Server, phone: OpenPhone) -> None:
    context = phone()
    one, other = tab(context), tab(context)
    run = one.evaluate("begin()")
    assert [found["elsewhere"] for found in other.evaluate("log.openRuns()")] == [True]
    other.evaluate("id => goOn(id)", run)
    one.evaluate("window.all = hurry(300); void all")
    other.evaluate("hurry(300)")
    one.evaluate("all")
    brought(one)
    brought(other)
    there = stored(coach.home, run)
    assert len(there) == 600
    for page in (one, other):
        mine = set(shown(page))
        assert [event for event in there if event in mine] == shown(page)


def test_two_phones_walk_the_same_session_as_two_runs(coach: Server, phone: OpenPhone) -> None:
    pages = [tab(phone()), tab(phone())]
    runs = [page.evaluate("begin()") for page in pages]
    for page in pages:
        page.evaluate("void hurry(150)")
    for page in pages:
        page.evaluate("record('finished', 865)")
        brought(page)
    for run, page in zip(runs, pages, strict=True):
        assert stored(coach.home, run) == shown(page)


def test_one_run_gone_on_with_on_two_phones_keeps_the_events_of_both(coach: Server, phone: OpenPhone) -> None:
    """As after a phone was set back to an older copy: two events have one number, and neither is given up."""
    one, other = tab(phone()), tab(phone())
    run = one.evaluate("begin()")
    one.evaluate("record('started', 0)")
    copied = one.evaluate(COPY)
    other.evaluate(PASTE, copied)
    other.evaluate("id => goOn(id)", run)
    one.evaluate("hurry(5)")
    brought(one)
    other.evaluate("hurry(7)")
    brought(other)
    there = stored(coach.home, run)
    assert len(there) == 13
    assert set(shown(one)) | set(shown(other)) == set(there)


COPY = """async () => {
  const { transaction, result } = await import(MODULE);
  return transaction(["runs", "events"], "readonly", async (tx) => ({
    runs: await result(tx.objectStore("runs").getAll()), events: await result(tx.objectStore("events").getAll()) }));
}""".replace("MODULE", f'"{static.url("js/coach/database.js")}"')
PASTE = """async (copied) => {
  const { transaction } = await import(MODULE);
  await transaction(["runs", "events"], "readwrite", (tx) => {
    for (const store of ["runs", "events"]) for (const one of copied[store]) tx.objectStore(store).put(one);
  });
}""".replace("MODULE", f'"{static.url("js/coach/database.js")}"')


def test_a_calendar_that_jumps_a_day_back_and_a_year_on_changes_nothing_that_was_walked(
    coach: Server, phone: OpenPhone
) -> None:
    context = phone()
    context.add_init_script("window.skew = 0; const real = Date.now; Date.now = () => real() + window.skew")
    page = tab(context)
    run = page.evaluate("begin()")
    day_s = 86_400
    for kind, position, jump_s in (
        ("started", 0, 0),
        ("reached", 350, -day_s),
        ("paused", 380, 365 * day_s),
        ("resumed", 380, -2 * day_s),
        ("finished", 865, 9000 * 365 * day_s),  # there are clocks that think so
    ):
        page.evaluate("s => { window.skew = s * 1000 }", jump_s)
        page.evaluate("([kind, position]) => record(kind, position)", [kind, position])
    page.evaluate("window.skew = 0")
    brought(page)
    assert stored(coach.home, run) == shown(page)
    found = page.evaluate("async id => (await fetch(`/api/runs/${id}`)).json()", run)
    assert found["happened"]["backward_s"] == 120
    assert found["happened"]["state"] == "finished"
    assert len(page.evaluate("log.resume(id).then(run => run.events())".replace("id", f"'{run}'"))) == 5


def test_a_phone_without_room_says_so_and_shows_nothing_that_it_did_not_keep(
    coach: Server, phone: OpenPhone, start_server: StartServer
) -> None:
    context = phone()
    page = tab(context)
    storage = context.new_cdp_session(page)
    # Some room: Chromium sets aside a little for a first transaction, and what fits in there is kept.
    storage.send("Storage.overrideQuotaForOrigin", {"origin": coach.url, "quotaSize": 200_000})
    run = page.evaluate("begin()")
    coach.stop(signal.SIGKILL)  # with the coach there, a full phone would still be brought over
    refused = page.evaluate(UNTIL_REFUSED)
    assert refused == "QuotaExceededError"
    state = page.evaluate("log.state")
    assert (state["kind"], state["problem"]) == ("full", "The phone is full.")
    seen = shown(page)
    assert len(page.evaluate("events()")) == len(seen) > 0
    storage.send("Storage.overrideQuotaForOrigin", {"origin": coach.url})
    page.evaluate("record('finished', 865)")
    assert page.evaluate("log.state")["kind"] != "full"
    start_server(coach.port)
    brought(page)
    assert page.evaluate("log.state")["problem"] is None
    assert stored(coach.home, run) == shown(page)
    assert len(shown(page)) == len(seen) + 1


UNTIL_REFUSED = """async () => {
  for (let i = 0; i < 5000; i += 1) {
    try { await record("reached", i / 10); } catch (problem) { return problem.name; }
  }
}"""


SMALL = """
from sqlalchemy import event
from retrowalk.store import database
ordinary = database._on_connect
def small(connection, record):
    ordinary(connection, record)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
database._on_connect = small
from retrowalk.web import serve
serve(port=PORT, open_browser=False)
"""


@contextmanager
def full_coach(coach: Server) -> Iterator[None]:
    """The coach at the same address, its database at the size it may have."""
    process = subprocess.Popen(
        [sys.executable, "-c", SMALL.replace("PORT", str(coach.port))],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "RETROWALK_HOME": str(coach.home)},
    )
    assert process.stderr is not None
    assert coach.url in process.stderr.readline()
    try:
        yield
    finally:
        process.kill()
        process.communicate(timeout=DEADLINE_S)


def test_a_coach_without_room_says_so_and_gets_everything_once_there_is_some(
    coach: Server, phone: OpenPhone, start_server: StartServer
) -> None:
    page = tab(phone())
    run = page.evaluate("begin()")
    page.evaluate("hurry(20)")
    brought(page)
    coach.stop(signal.SIGKILL)
    with full_coach(coach):
        page.evaluate("hurry(2000, 20)")
        state = page.evaluate("bring()")["state"]
        assert state["kind"] == "busy"
        assert state["problem"].startswith("There is no room left on the disk")
        assert stored(coach.home, run) == shown(page)[: state["have"]]
    start_server(coach.port)
    brought(page)
    assert stored(coach.home, run) == shown(page)


@contextmanager
def real_phone(profile: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A browser that keeps its data on the disk, in a process that can be killed."""
    found = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    (profile / "DevToolsActivePort").unlink(missing_ok=True)
    process = subprocess.Popen(
        [found, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"],
        start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        give_up = time.monotonic() + DEADLINE_S
        while (
            not (profile / "DevToolsActivePort").exists() or not (profile / "DevToolsActivePort").read_text()
        ):
            assert time.monotonic() < give_up, "the browser did not start"
            time.sleep(0.05)
        port = (profile / "DevToolsActivePort").read_text().splitlines()[0]
        yield process, f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=DEADLINE_S)


def test_a_phone_that_dies_has_everything_it_showed_when_it_comes_back(
    coach: Server, browser: Browser, tmp_path: Path
) -> None:
    from playwright.sync_api import Error

    chromium = browser.browser_type
    with real_phone(tmp_path / "phone") as (process, address):
        connected = chromium.connect_over_cdp(address)
        page = connected.contexts[0].new_page()
        page.goto(f"{coach.url}/why")
        page.evaluate(RECORDER, [LOG, HEADER])
        run = page.evaluate("begin()")
        coach.stop(signal.SIGKILL)  # and the coach is not there to take it
        page.evaluate("hurry(100)")
        page.evaluate("void keepOn(0)")
        time.sleep(0.5)
        seen = shown(page)
        os.killpg(process.pid, signal.SIGKILL)
        with suppress(Error):
            connected.close()
    assert len(seen) > 100
    with real_phone(tmp_path / "phone") as (_process, address):
        connected = chromium.connect_over_cdp(address)
        page = connected.contexts[0].new_page()
        page.route("**/empty", lambda route: route.fulfill(body="<p>", content_type="text/html"))
        page.goto(f"{coach.url}/empty")
        there = page.evaluate(READ, run)
        with suppress(Error):
            connected.close()
    assert there[: len(seen)] == seen


READ = """(run) => new Promise((done) => {
  const opening = indexedDB.open("retrowalk");
  opening.onsuccess = () => {
    const all = opening.result.transaction("events").objectStore("events").getAll();
    all.onsuccess = () => done(all.result.filter((one) => one.run === run).map((one) => one.event.id));
  };
})"""
