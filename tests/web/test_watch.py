"""A second person watches a session: presses that last, on the clock of the recording."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from websockets.sync.client import connect

from motions import CLOCK_S, blocks_of, forward_then_backward, session_of
from retrowalk import contract
from retrowalk.session import SessionLog
from retrowalk.session.motion import pack
from retrowalk.store import Store
from retrowalk.web import create_app
from runs import NINE, a_log, a_run

from .conftest import ADDRESS, Server
from .looking import OpenPage, check

RUN = a_run(
    mode="measured", on_belt=False, stretches=session_of(("warm_up", "forward", 30), ("walk", "backward", 60))
)


@pytest.fixture
def coach(home: Path) -> Iterator[TestClient]:
    with Store(home, clock=lambda: NINE) as store:
        store.runs.add(a_log(("started", 0), run=RUN))
    with TestClient(create_app(home, clock=lambda: NINE + timedelta(minutes=1)), base_url=ADDRESS) as opened:
        yield opened


def press(coach: TestClient, number: int, label: str, **more: Any) -> Any:
    return coach.post(f"/api/runs/{RUN.id}/marks", json={"id": f"press-{number:04d}", "label": label, **more})


def test_a_press_is_stamped_by_the_coach_less_what_it_took_on_its_way(coach: TestClient) -> None:
    (mark,) = press(coach, 1, "backward", ago_s=2.0, round_trip_s=0.5).json()["marks"]
    assert datetime.fromisoformat(mark["at"]) == NINE + timedelta(seconds=60 - 2.25)


def test_the_same_press_sent_twice_is_one(coach: TestClient) -> None:
    press(coach, 1, "forward")
    assert len(press(coach, 1, "forward").json()["marks"]) == 1
    assert press(coach, 1, "backward").status_code == 409


def test_a_press_can_be_taken_back_once(coach: TestClient) -> None:
    press(coach, 1, "forward")
    assert coach.delete(f"/api/runs/{RUN.id}/marks/press-0001").json() == {"marks": []}
    assert coach.delete(f"/api/runs/{RUN.id}/marks/press-0001").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"id": "press-0001", "label": "hopping"},
        {"id": "short", "label": "forward"},
        {"id": "press-0001", "label": "forward", "ago_s": -1},
        {"id": "press-0001", "label": "forward", "ago_s": "NaN"},
        {"id": "press-0001", "label": "forward", "who": "Grete"},
    ],
)
def test_what_is_no_press_is_refused(coach: TestClient, body: dict[str, Any]) -> None:
    answer = coach.post(f"/api/runs/{RUN.id}/marks", json=body)
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error"}


def test_a_run_that_is_not_here_cannot_be_watched(coach: TestClient) -> None:
    assert coach.get("/watch/no-such-run").status_code == 404
    assert (
        coach.post("/api/runs/no-such-run/marks", json={"id": "press-0001", "label": "turn"}).status_code
        == 404
    )


def test_without_javascript_a_button_is_a_form(coach: TestClient) -> None:
    coach.post(f"/watch/{RUN.id}", data={"label": "turn"})
    assert "Turning" in coach.get(f"/watch/{RUN.id}").text
    assert [one["label"] for one in coach.get(f"/api/runs/{RUN.id}/marks").json()["marks"]] == ["turn"]


def test_the_only_session_that_goes_on_is_the_one_to_watch(coach: TestClient) -> None:
    assert coach.get("/watch", follow_redirects=False).headers["location"] == f"/watch/{RUN.id}"


def test_with_no_session_on_it_says_what_to_do(home: Path) -> None:
    with TestClient(create_app(home), base_url=ADDRESS) as empty:
        assert "No measured session goes on now" in empty.get("/watch").text


# In a real browser, with a phone that sends motion beside it


def send(server: Server, log: SessionLog) -> None:
    request = urllib.request.Request(
        f"{server.url}/api/runs/{log.run.id}/events",
        json.dumps(contract.write(log)).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def on_the_phone(kind: str, clock_s: float, loaded: datetime) -> tuple[str, float, dict[str, Any]]:
    """An event by a phone whose page was loaded at an instant."""
    return kind, clock_s - CLOCK_S, {"clock_s": clock_s, "at": loaded + timedelta(seconds=clock_s)}


def test_presses_beside_a_phones_motion_become_the_reference_of_its_walk(
    server: Server, open_page: OpenPage, screenshots: Path
) -> None:
    blocks = blocks_of(forward_then_backward("pocket"))
    end_s = float(blocks[-1].t_s[-1])
    loaded = datetime.now(UTC) - timedelta(seconds=end_s)
    run = replace(RUN, started_at=loaded + timedelta(seconds=CLOCK_S))
    send(server, a_log(on_the_phone("started", CLOCK_S, loaded), run=run))
    watcher = open_page(f"/watch/{run.id}", size="phone", color_scheme="light")
    other = open_page("/watch", size="phone", color_scheme="dark", reduced_motion="reduce")
    assert other.url.endswith(f"/watch/{run.id}")
    watcher.get_by_role("button", name="Forward").click()
    watcher.get_by_text("Kept.").wait_for()
    watcher.get_by_role("button", name="Standing").click()
    watcher.get_by_text("Take back").wait_for()
    expect(watcher.locator("#marks li")).to_have_count(2)
    check(watcher, screenshots / "watch-phone-light.png", with_axe=True)
    watcher.reload()
    assert watcher.locator("#marks li").count() == 2, "a reload loses nothing"
    expect(watcher.locator(".watch-stand")).to_have_attribute("aria-pressed", "true")
    watcher.get_by_role("button", name="Take back").click()
    expect(watcher.locator("#marks li")).to_have_count(1)
    other.reload()
    expect(other.locator("#marks li")).to_have_count(1)
    check(other, screenshots / "watch-phone-dark.png", with_axe=True)

    # All at once, as after a hole in the network; the last block is on time, so that the presses lie before its end.
    address = f"{server.url.replace('http', 'ws')}/api/runs/{run.id}/motion"
    with connect(address) as line:
        line.send(json.dumps({"page": "page-one", "placement": "pocket", "side": "left", "gyroscope": True}))
        assert json.loads(line.recv()) == {"next": 0}
        for block in blocks:
            line.send(pack(block))
        while json.loads(line.recv())["have"] < len(blocks):
            pass
    log = a_log(on_the_phone("started", CLOCK_S, loaded), on_the_phone("finished", end_s, loaded), run=run)
    send(server, log)
    give_up = time.monotonic() + 30
    walks: list[Any] = []
    while not walks and time.monotonic() < give_up:
        with urllib.request.urlopen(f"{server.url}/api/walks") as answer:
            walks = json.load(answer)["walks"]
        time.sleep(0.2)
    (walk,) = walks
    with Store(server.home) as store:
        reference = store.marks.reference(store.walk(walk["id"]))
    assert reference is not None and [one.label for one in reference.spans] == ["forward"]


def test_presses_without_a_connection_wait_on_the_device(server: Server, browser: Browser) -> None:
    run = replace(RUN, started_at=datetime.now(UTC))
    send(server, a_log(("started", 0, {"at": datetime.now(UTC)}), run=run))
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        page.goto(f"/watch/{run.id}")
        page.get_by_text("Nothing yet.").wait_for()
        context.set_offline(True)
        page.get_by_role("button", name="Backward").click()
        expect(page.get_by_role("status")).to_contain_text("kept on this device")
        context.set_offline(False)
        page.reload()
        expect(page.locator("#marks li")).to_have_count(1)
    with Store(server.home) as store:
        (mark,) = store.marks.of_run(run.id)
    assert mark.label == "backward"
