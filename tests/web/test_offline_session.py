"""A whole session where nobody answers, in a real browser: begun, cut short, gone on with, ended, and told at last."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from retrowalk.session import SessionLog, timeline
from retrowalk.store import Store

from .conftest import Server
from .looking import SIZES
from .test_coach_browser import Coach
from .test_offline_browser import (
    Device,
    StartServer,
    adopt,
    device,
    next_version,
    ready,
    short_programme,
    sounds,
    spacing,
    today,
    until,
    walker,
)

__all__ = ["adopt", "device", "next_version", "sounds", "walker"]  # fixtures

pytestmark = pytest.mark.browser

STRETCHES = timeline(short_programme(today()).weeks[0].sessions[0]).stretches
FIRST_BACKWARD_S = next(one.start_s for one in STRETCHES if one.direction == "backward")
WHOLE_S = 300
"""More than all of it."""


def vanish(page: Page, server: Server, how: str) -> None:
    if how == "killed":
        server.stop(signal.SIGKILL)
    else:
        page.context.set_offline(True)


def come_back(page: Page, server: Server, how: str, start_server: StartServer) -> None:
    if how == "killed":
        start_server(server.port)
    else:
        page.context.set_offline(False)


def begin(page: Page) -> Coach:
    """From Today to the first second, without sound: then the clock of the tests is that of the session."""
    page.goto("/")
    page.get_by_role("link", name="Start").click()
    page.get_by_text("How I like to be coached").click()
    page.get_by_label("Speak to me").uncheck()
    coach = Coach(page)
    coach.start()
    return coach


def walk_into_backward(coach: Coach) -> None:
    coach.pass_s(FIRST_BACKWARD_S + 5)
    # The clock of the tests runs ahead of the disk.
    until(lambda: any(one["position_s"] >= FIRST_BACKWARD_S for one in coach.recorded()))


def warm_up(page: Page) -> None:
    """Lets a coach that has just begun answer once: on a busy computer that takes longer than the worker waits."""
    for path in ("/", "/session/w1s1"):
        page.request.get(path)


def tell(coach: Coach) -> None:
    coach.until("check_in")
    coach.answer("How hard was it?", "3")
    coach.press("Save")


def heard(page: Page) -> None:
    """Waits until Today says what the coach heard, at once or later."""
    until(lambda: "told=" in page.url or page.get_by_text("Kept on this device.").is_visible())
    if "told=" not in page.url:
        page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=70_000)


def kept_log(home: Path) -> SessionLog:
    with Store(home) as store:
        [run] = store.runs.all()
        return store.runs.log(run.id)


def arrived_once(home: Path, recorded: list[dict[str, Any]]) -> None:
    """All that the page recorded is in the store, each event once and in its place, and the programme knows."""
    log = kept_log(home)
    assert [one.id for one in log.events] == [one["id"] for one in recorded]
    assert [one.seq for one in log.events] == list(range(len(recorded)))
    with Store(home) as store:
        programme = store.plans.programme()
    assert programme is not None
    [told] = programme.feedback
    assert (told.id, told.status, told.effort) == ("w1s1", "done", 3)


@pytest.mark.parametrize("how", ["killed", pytest.param("no network", marks=pytest.mark.long)])
def test_a_session_from_beginning_to_end_without_the_coach_and_told_once_it_is_back(
    device: Device, walker: Server, start_server: StartServer, how: str
) -> None:
    page = device(walker)
    ready(page)
    vanish(page, walker, how)
    page.clock.install()
    coach = begin(page)
    coach.pass_s(FIRST_BACKWARD_S)
    expect(page.locator("#without-connection")).to_be_hidden()  # nothing is in the way of the buttons
    coach.press("Pause")
    coach.until("paused")
    coach.go_on()
    coach.pass_s(WHOLE_S)
    tell(coach)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    recorded = coach.recorded()
    assert [one["kind"] for one in recorded][-2:] == ["finished", "told"]
    page.get_by_role("link", name="To Today").click()
    expect(page.get_by_text("You have walked this session")).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_be_hidden()
    come_back(page, walker, how, start_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=20_000)
    arrived_once(walker.home, recorded)


@pytest.mark.parametrize("how", ["killed", pytest.param("no network", marks=pytest.mark.long)])
def test_a_reload_in_the_middle_goes_on_there(
    device: Device, walker: Server, start_server: StartServer, how: str
) -> None:
    page = device(walker)
    ready(page)
    vanish(page, walker, how)
    page.clock.install()
    coach = begin(page)
    walk_into_backward(coach)
    page.reload()
    coach.until("resume")
    expect(page.get_by_text("in backward part 1 of 2")).to_be_visible()
    coach.go_on("Go on there")
    coach.pass_s(WHOLE_S)
    tell(coach)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    recorded = coach.recorded()
    resumed = next(one for one in recorded if one["kind"] == "resumed")
    assert FIRST_BACKWARD_S <= resumed["to_s"] <= FIRST_BACKWARD_S + 6
    come_back(page, walker, how, start_server)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=20_000)
    arrived_once(walker.home, recorded)


@contextmanager
def phone(browser: Browser, chromium: str, server: Server, profile: Path) -> Iterator[Page]:
    """A page in a browser of its own, with what that kept the last time."""
    width, height = SIZES["phone"]
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=chromium,
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        base_url=server.url,
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    with suppress(Error):  # it may have crashed
        context.close()


def crash(page: Page) -> None:
    """Ends the whole browser as if its battery had been pulled out."""
    gone = page.context.browser
    assert gone is not None
    with suppress(Error):
        gone.new_browser_cdp_session().send("Browser.crash")


@pytest.mark.parametrize("how", ["killed", pytest.param("no network", marks=pytest.mark.long)])
def test_after_a_crash_of_the_browser_it_goes_on_there(
    browser: Browser, chromium: str, walker: Server, start_server: StartServer, tmp_path: Path, how: str
) -> None:
    with phone(browser, chromium, walker, tmp_path / "profile") as page:
        page.goto("/")
        ready(page)
        vanish(page, walker, how)
        page.clock.install()
        coach = begin(page)
        walk_into_backward(coach)
        before = coach.recorded()
        crash(page)
    with phone(browser, chromium, walker, tmp_path / "profile") as page:
        if how == "no network":
            page.context.set_offline(True)
        # Unlike the log, what somebody prefers may be lost in a crash.
        page.add_init_script("localStorage['retrowalk.coach'] = '{\"voice\": false}'")
        page.clock.install()
        page.goto("/")
        page.get_by_role("link", name="Start").click()
        coach = Coach(page)
        coach.until("resume")
        coach.go_on("Go on there")
        coach.pass_s(WHOLE_S)
        tell(coach)
        expect(page.get_by_text("Kept on this device.")).to_be_visible()
        recorded = coach.recorded()
        assert recorded[: len(before)] == before  # what was said to be recorded, is
        come_back(page, walker, how, start_server)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=20_000)
        arrived_once(walker.home, recorded)


def test_a_crash_left_for_long_is_closed_honestly(
    device: Device, walker: Server, start_server: StartServer
) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    page.clock.install()
    coach = begin(page)
    coach.pass_s(FIRST_BACKWARD_S + 12)
    until(lambda: any(one["position_s"] >= FIRST_BACKWARD_S + 10 for one in coach.recorded()))
    page.goto("about:blank")
    page.clock.fast_forward("03:00:00")
    page.goto(f"{walker.url}/session/w1s1")
    coach.until("resume")
    coach.press("End it here")
    tell(coach)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    start_server(walker.port)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=20_000)
    with Store(walker.home) as store:
        programme = store.plans.programme()
    assert programme is not None
    assert 0 < (programme.feedback[0].completed_fraction or 0) < 1


def test_a_new_version_of_the_coach_does_not_disturb_a_session_that_runs(
    device: Device, walker: Server, start_server: StartServer, next_version: dict[str, str]
) -> None:
    page = device(walker)
    ready(page)
    page.clock.install()
    coach = begin(page)
    coach.pass_s(40)
    walker.stop(signal.SIGKILL)
    coach.pass_s(10)
    start_server(walker.port, env=next_version)
    # Another window meets the new version, which takes the place of what was kept, and of the worker.
    warm_up(page)
    other = page.context.new_page()
    other.goto("/")
    assert spacing(other) == "3px"
    ready(other)
    other.close()
    coach.pass_s(WHOLE_S)
    tell(coach)
    heard(page)
    assert spacing(page) == "3px"
    arrived_once(walker.home, coach.recorded())


def test_a_session_begun_in_one_version_is_gone_on_with_in_the_next(
    device: Device, walker: Server, start_server: StartServer, next_version: dict[str, str]
) -> None:
    page = device(walker)
    ready(page)
    page.clock.install()
    coach = begin(page)
    walk_into_backward(coach)
    walker.stop(signal.SIGKILL)
    start_server(walker.port, env=next_version)
    warm_up(page)
    page.reload()
    coach.until("resume")
    assert spacing(page) == "3px"
    coach.go_on("Go on there")
    coach.pass_s(WHOLE_S)
    tell(coach)
    heard(page)
    arrived_once(walker.home, coach.recorded())


def kills(long: bool) -> int:
    return 40 if long else 4


def test_however_often_the_coach_is_killed_each_event_arrives_once(
    device: Device, walker: Server, start_server: StartServer, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(4)
    page = device(walker)
    ready(page)
    page.clock.install()
    coach = begin(page)
    server = walker
    times = kills(request.config.getoption("--long"))
    for _ in range(times):
        coach.pass_s(150 / times * chance.random())
        time.sleep(chance.random() / 2)  # while it is sending, or not
        server.stop(signal.SIGKILL)
        if coach.phase != "running":
            break
        if chance.random() < 0.3:
            page.reload()
            coach.until("resume")
            coach.go_on("Go on there")
        coach.pass_s(150 / times * chance.random())
        server = start_server(walker.port)
    coach.pass_s(WHOLE_S)
    tell(coach)
    heard(page)
    arrived_once(walker.home, coach.recorded())


FASTER = """const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { this.playbackRate = 8; return play.call(this); };"""


def test_the_kept_sound_itself_leads_through_a_session_without_the_coach(
    device: Device, walker: Server, start_server: StartServer
) -> None:
    page = device(walker)
    ready(page)
    walker.stop(signal.SIGKILL)
    page.add_init_script(FASTER)
    page.goto("/")
    page.get_by_role("link", name="Start").click()
    coach = Coach(page)
    coach.start()
    expect(page.locator(".stage")).to_contain_text("Backward", timeout=60_000)
    expect(page.locator("#coach")).to_have_attribute("data-phase", "check_in", timeout=90_000)
    tell(coach)
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    recorded = coach.recorded()
    spoken = [
        cue.id for cue in timeline(short_programme(today()).weeks[0].sessions[0]).cues if cue.kind == "speech"
    ]
    assert {one["cue"] for one in recorded if one["kind"] == "cue"} >= set(spoken)
    start_server(walker.port)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today", timeout=20_000)
    arrived_once(walker.home, recorded)
