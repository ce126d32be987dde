"""Without a connection, in a real browser: what Today keeps, and what is there when the coach is not."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

import retrowalk
from plans import MONDAY, a_block, a_programme
from retrowalk.prescription import Programme
from retrowalk.store import Store
from retrowalk.web.static import url as static_url

from .conftest import DEADLINE_S, Server
from .looking import SIZES, check

pytestmark = pytest.mark.browser

Device = Callable[..., Page]
StartServer = Callable[..., Server]
# What every browser says of an answer that did not come, or of a part of a file that is not there.
NO_ANSWER = ("net::ERR_", "Failed to fetch", "status of 416")


def today() -> date:
    """Where this computer is, as the coach sees it too."""
    return datetime.now().astimezone().date()


# Half a minute forward, a turn, twice ten seconds backward: short, as these tests are about what is between.
BLOCKS = (
    a_block("warm_up", "forward", 30),
    a_block("turn", "any", 30),
    a_block("walk", "backward", 10),
    a_block("rest", "any", 20),
    a_block("walk", "backward", 10),
    a_block("turn", "any", 30),
    a_block("cool_down", "forward", 30),
)


def short_programme(begins: date) -> Programme:
    made = a_programme()
    short: dict[str, Any] = {"blocks": BLOCKS, "backward_s": 20, "total_s": 160}
    weeks = tuple(
        replace(
            week,
            sessions=tuple(replace(one, date=one.date + (begins - MONDAY), **short) for one in week.sessions),
        )
        for week in made.weeks
    )
    return replace(made, weeks=weeks, as_of=today(), profile=replace(made.profile, start_date=begins))


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sound of the sessions is made once for all these tests: it takes a few seconds."""
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture
def adopt(server: Server, sounds: Path) -> Callable[[date], None]:
    """Keeps a programme of short sessions, the first of them on a day."""
    for name in ("tracks", "clips"):
        (sounds / name).mkdir(exist_ok=True)
        (server.home / "cache" / name).symlink_to(sounds / name)

    def adopt_one(begins: date) -> None:
        made = short_programme(begins)
        with Store(server.home) as store:
            store.plans.adopt(made.profile, made)

    return adopt_one


@pytest.fixture
def walker(server: Server, adopt: Callable[[date], None]) -> Server:
    """A coach with a session for today."""
    adopt(today())
    return server


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Phones of their own. A page may say that the coach did not answer, but nothing else may go wrong in it."""
    opened = []
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not any(one in said.text for one in NO_ANSWER):
            complaints.append(said.text)

    def open_one(server: Server, path: str = "/", **options: object) -> Page:
        width, height = SIZES["phone"]
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            **options,  # type: ignore[arg-type]
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(path)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


def ready(page: Page) -> None:
    """Waits until Today says that all is kept."""
    expect(page.locator("#readiness")).to_have_attribute("data-is", "ready", timeout=60_000)


def until(true: Callable[[], bool]) -> None:
    """Waits for what nothing on the page shows."""
    give_up = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def kept_caches(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if "-kept-" in name]


@pytest.mark.parametrize("how", ["killed", "no network"])
def test_today_and_the_session_open_when_the_coach_cannot_be_reached(
    device: Device, walker: Server, how: str
) -> None:
    page = device(walker)
    ready(page)
    if how == "killed":
        walker.stop(signal.SIGKILL)
    else:
        page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("#without-connection")).to_contain_text("Without a connection: as of")
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Backward for")
    expect(page.locator("#without-connection")).to_be_visible()
    # Its style and its letters came along.
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('18px Atkinson Hyperlegible Next'))"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderBottomWidth") == "1px"


def test_a_page_that_is_not_kept_says_so_and_leads_to_today(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    page.goto("/why/C08")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection to Retrowalk")
    page.get_by_role("link", name="To Today").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk backward for")


def test_a_network_that_never_answers_holds_nobody_up(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    walker.process.send_signal(signal.SIGSTOP)  # it takes connections, and says nothing
    before = datetime.now()
    page.goto("/")
    expect(page.locator("#without-connection")).to_be_visible()
    assert datetime.now() - before < timedelta(seconds=6)
    walker.process.send_signal(signal.SIGCONT)
    page.get_by_role("link", name="Try again").click()
    ready(page)
    expect(page.locator("#without-connection")).to_be_hidden()


def test_a_form_that_cannot_be_sent_keeps_what_was_typed(
    device: Device, walker: Server, start_server: StartServer
) -> None:
    page = device(walker)
    ready(page)
    page.goto("/programme/w1s1/tell")
    page.get_by_label("All of it").check()
    walker.stop(signal.SIGKILL)
    page.get_by_role("button", name="Save").click()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("could not be reached")
    expect(said).to_be_focused()
    expect(page.get_by_label("All of it")).to_be_checked()
    start_server(walker.port)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")


def test_what_was_told_is_in_what_is_kept(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    page.goto("/programme/w1s1/tell")
    page.get_by_label("All of it").check()
    page.get_by_role("button", name="Save").click()
    ready(page)
    walker.stop(signal.SIGKILL)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")
    page.get_by_role("link", name="Look at it").click()  # the next session, which is kept now
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk backward for")


def test_what_another_device_changes_is_in_what_is_kept_once_any_page_is_opened(
    device: Device, walker: Server
) -> None:
    page, elsewhere = device(walker), device(walker, "/programme/w1s1/change")
    ready(page)
    elsewhere.get_by_role("button", name="Leave it out").click()
    expect(elsewhere.get_by_role("heading", level=1)).not_to_contain_text("The session on")
    page.goto("/walks")
    until(lambda: kept_caches(page) == ["retrowalk-kept-1-2"])
    walker.stop(signal.SIGKILL)
    page.goto("/")
    expect(page.locator("#without-connection")).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_be_hidden()


def test_the_session_of_yesterday_is_not_offered_as_that_of_today(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    page.clock.set_fixed_time(datetime.now() + timedelta(days=1))
    page.goto("/")
    expect(page.locator("#without-connection")).to_contain_text(
        "as of " + page.locator("time").first.inner_text()
    )
    expect(page.locator(".as-of-before")).to_be_visible()
    expect(page.get_by_text("What is asked today is not known here")).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_be_hidden()


def test_the_session_of_tomorrow_can_be_walked_tomorrow(
    device: Device, server: Server, adopt: Callable[[date], None]
) -> None:
    adopt(today() + timedelta(days=1))
    page = device(server)
    ready(page)
    expect(page.get_by_role("link", name="Start")).to_be_hidden()
    server.stop(signal.SIGKILL)
    page.clock.set_fixed_time(datetime.now() + timedelta(days=1))
    page.goto("/")
    expect(page.get_by_role("heading", name="For today")).to_be_visible()
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Backward for")


def test_the_kept_sound_can_be_asked_for_in_parts(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    parts = page.evaluate(
        """async () => {
             const ask = async (range) => {
               const answer = await fetch("/session/w1s1/track.mp3", { headers: range ? { Range: range } : {} });
               const data = new Uint8Array(await answer.arrayBuffer());
               return { status: answer.status, size: data.length, said: answer.headers.get("Content-Range"),
                        first: data[0] };
             };
             const whole = new Uint8Array(await (await fetch("/session/w1s1/track.mp3")).arrayBuffer());
             return { size: whole.length, at100: whole[100], all: await ask(), middle: await ask("bytes=100-199"),
                      rest: await ask("bytes=100-"), last: await ask("bytes=-50"),
                      beyond: await ask("bytes=99999999-") };
           }"""
    )
    size = parts["size"]
    assert size > 100_000
    assert (parts["all"]["status"], parts["all"]["size"]) == (200, size)
    assert (parts["middle"]["status"], parts["middle"]["size"]) == (206, 100)
    assert parts["middle"]["said"] == f"bytes 100-199/{size}"
    assert parts["middle"]["first"] == parts["rest"]["first"] == parts["at100"]
    assert (parts["rest"]["status"], parts["rest"]["size"]) == (206, size - 100)
    assert parts["last"]["said"] == f"bytes {size - 50}-{size - 1}/{size}"
    assert parts["beyond"]["status"] == 416


def test_opening_today_again_writes_nothing_anew(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    page.reload()
    ready(page)
    assert kept_caches(page) == ["retrowalk-kept-1-1"]


def test_two_windows_keep_one_copy(device: Device, walker: Server) -> None:
    page = device(walker, "/why")
    others = [page.context.new_page() for _ in range(2)]
    for one in others:
        one.goto("/", wait_until="commit")
    for one in others:
        ready(one)
    assert len(kept_caches(page)) == 1


def test_what_was_kept_by_half_is_not_shown_and_made_anew(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    # As a browser leaves it that is closed in the middle: newer, but without the mark that it is whole.
    page.evaluate(
        """caches.open("retrowalk-kept-1-2").then((cache) =>
             cache.put("/", new Response("<html >half", { headers: { "Content-Type": "text/html" } })))"""
    )
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk backward for")
    page.context.set_offline(False)
    page.goto("/programme/w1s1/tell")
    page.get_by_label("All of it").check()
    page.get_by_role("button", name="Save").click()
    ready(page)
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")


def test_without_room_it_says_so_and_what_was_kept_before_stays_whole(device: Device, walker: Server) -> None:
    page = device(walker)
    ready(page)
    room = page.context.new_cdp_session(page)
    room.send("Storage.overrideQuotaForOrigin", {"origin": walker.url, "quotaSize": 1})
    page.goto("/programme/w1s1/tell")
    page.get_by_label("All of it").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#readiness")).to_have_attribute("data-is", "full")
    expect(page.locator("#readiness")).to_contain_text("no room left")
    assert kept_caches(page) == ["retrowalk-kept-1-1"]
    walker.stop(signal.SIGKILL)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk backward for")


def test_what_is_kept_can_be_taken_off_the_device_and_is_not_kept_again_unasked(
    device: Device, walker: Server
) -> None:
    page = device(walker)
    ready(page)
    page.get_by_role("link", name="What is kept on this device").click()
    page.get_by_role("button", name="Forget what is kept").click()
    expect(page.get_by_text("Nothing is kept here, as you asked.")).to_be_visible()
    assert kept_caches(page) == []
    page.goto("/")
    expect(page.get_by_text("you asked that nothing is kept")).to_be_visible()
    assert kept_caches(page) == []
    page.goto("/kept")
    page.get_by_role("button", name="Keep my sessions here").click()
    expect(page.get_by_role("button", name="Forget what is kept")).to_be_visible(timeout=20_000)
    assert len(kept_caches(page)) == 1


@pytest.fixture
def next_version(tmp_path: Path) -> dict[str, str]:
    """The environment of a coach that is one version on."""
    source = tmp_path / "next"
    shutil.copytree(
        Path(retrowalk.__file__).parent, source / "retrowalk", ignore=shutil.ignore_patterns("__pycache__")
    )
    with (source / "retrowalk/web/static/page.css").open("a") as style:
        style.write(".brand { letter-spacing: 3px; }\n")
    return {"PYTHONPATH": os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")])}


def spacing(page: Page) -> str:
    told: str = page.evaluate("getComputedStyle(document.querySelector('.brand')).letterSpacing")
    return told


def test_after_an_upgrade_each_page_comes_with_its_own_style_and_the_old_ones_go(
    device: Device, walker: Server, start_server: StartServer, next_version: dict[str, str]
) -> None:
    page = device(walker)
    ready(page)
    [old_shell] = [name for name in page.evaluate("caches.keys()") if "-shell-" in name]
    walker.stop(signal.SIGKILL)
    newer = start_server(walker.port, env=next_version)
    page.request.get("/")  # its first answer may take longer than the worker waits
    page.context.set_offline(True)
    page.goto("/")
    assert spacing(page) != "3px"  # whole as it was, whatever the coach has become
    page.context.set_offline(False)
    page.goto("/")
    assert spacing(page) == "3px"
    ready(page)
    until(lambda: old_shell not in page.evaluate("caches.keys()"))
    newer.stop(signal.SIGKILL)
    page.goto("/")
    expect(page.locator("#without-connection")).to_be_visible()
    assert spacing(page) == "3px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_shown_without_a_connection_is_accessible_and_fits(
    device: Device, walker: Server, screenshots: Path, scheme: str
) -> None:
    page = device(walker, color_scheme=scheme, reduced_motion="reduce")
    ready(page)
    page.goto("/kept")
    expect(page.locator("#on-this-device")).to_be_visible()
    check(page, screenshots / f"offline-device-{scheme}.png", with_axe=True)
    page.context.set_offline(True)
    for name, path in (("today", "/"), ("not-kept", "/walks")):
        page.goto(path)
        check(page, screenshots / f"offline-{name}-{scheme}.png", with_axe=True)
    page.clock.set_fixed_time(datetime.now() + timedelta(days=1))
    page.goto("/")
    expect(page.locator(".as-of-before")).to_be_visible()
    check(page, screenshots / f"offline-stale-{scheme}.png", with_axe=True)


WALK = """async (module) => {
  const { openLog } = await import(module);
  const log = await openLog({});
  const run = await log.newRun({ programme: "p1", session: "w1s1", mode: "locked", device: "Phone", on_belt: true,
    stretches: [{ start_s: 0, end_s: 60, part: "block", block: 0, kind: "walk", direction: "backward", title: "Walk",
                  facts: [] }] });
  await run.append("started", 0);
}"""


def test_what_the_coach_does_not_have_yet_is_forgotten_only_when_asked_twice(
    device: Device, walker: Server
) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    page.goto("/kept")
    page.evaluate(WALK, static_url("js/coach/log.js"))
    page.reload()
    page.get_by_role("button", name="Forget what is kept").click()
    expect(page.get_by_text("Forgotten now, it is lost.")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Forget what is kept").click()
    page.get_by_role("button", name="Forget it all the same").click()
    expect(page.get_by_text("Nothing is kept here, as you asked.")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []
    assert kept_caches(page) == []
