"""Where to carry the phone: tried out, judged and kept as the place to offer first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from motions import blocks_of
from people import a_person
from retrowalk.prescription import prescribe
from retrowalk.recordings import Placement
from retrowalk.screening import screen
from retrowalk.session.motion import pack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store

from .conftest import Server
from .looking import OpenPage, check

SCRIPT = [
    Segment("stand", 8),
    Segment("forward", 18),
    Segment("stand", 10),
    Segment("backward", 25, 0.5),
    Segment("stand", 11),
]
SPANS = {"forward": [8, 29], "backward": [36, 69]}


def motion(placement: Placement = "pocket") -> bytes:
    recording = simulate_walk(SCRIPT, placement=placement, mounting=(0.2, 0.1, 0.7), seed=5).recording
    return b"".join(pack(block) for block in blocks_of(recording))


def try_out(client: TestClient, data: bytes, placement: str = "pocket", **spans: Any) -> Any:
    return client.post("/api/carry", params={"placement": placement, **(spans or SPANS)}, content=data)


def test_a_pocket_works_and_is_offered_first(client: TestClient, home: Path) -> None:
    said = try_out(client, motion()).json()
    assert (said["verdict"], said["best"]) == ("works", "pocket")
    assert said["text"] == "This place works for you."
    assert any("few strides of one day" in one for one in said["numbers"])
    with Store(home) as store:
        best = store.carrying.best()
    assert best is not None and best.placement == "pocket"
    assert "This place works for you." in client.get("/carry").text


def test_a_hand_cannot_tell_and_is_not_offered(client: TestClient, home: Path) -> None:
    said = try_out(client, motion("hand"), "hand").json()
    assert (said["verdict"], said["best"]) == ("not_here", None)


def test_the_forward_half_alone_says_that_backward_was_not_tried(client: TestClient) -> None:
    said = try_out(client, motion(), forward=[8, 29]).json()
    assert said["text"] == "Your forward steps were felt well. Whether backward can be told was not tried."


def test_a_later_try_that_failed_takes_the_place_of_one_that_worked(client: TestClient, home: Path) -> None:
    try_out(client, motion())
    try_out(client, motion("hand"), "pocket")
    with Store(home) as store:
        assert [one.verdict for one in store.carrying.all()][-1] == "works"
        best = store.carrying.best()
        assert best is None or best.verdict != "works"


@pytest.mark.parametrize(
    ("data", "spans"),
    [
        (b"", SPANS),
        (b"RWM1 and no more", SPANS),
        (b"", {"forward": [8, 4]}),
        (b"", {"forward": [8, 4000]}),
        (b"", {}),
    ],
)
def test_what_is_no_try_is_refused_in_a_sentence(
    client: TestClient, data: bytes, spans: dict[str, Any]
) -> None:
    answer = client.post("/api/carry", params={"placement": "pocket", **spans}, content=data)
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Have a free, level way"),
        ({"unsteady": True, "equipment": ["corridor_rail"]}, "Hold on to a rail, a bar or a counter"),
        ({"conditions": ["cardiovascular"]}, "Only the forward half, for now"),
        ({"symptoms": ["chest_pain"]}, "There is something to see to before any walking"),
    ],
)
def test_what_may_be_tried_follows_from_what_one_may_do(
    open_on: Callable[..., TestClient], changed: dict[str, Any], said: str
) -> None:
    person = a_person(**changed)
    assert said in open_on(prescribe(person, screen(person))).get("/carry").text


def test_before_the_questions_it_is_forward_only(client: TestClient) -> None:
    shown = client.get("/carry").text
    assert "Only the forward half, for now" in shown and 'data-may="forward_only"' in shown


# In a real browser: the page feels motion as a phone would give it, for a minute


PLAY = """([rows, hertz]) => {
  const began = performance.now();
  let k = 0;
  window.playing = setInterval(() => {
    for (; k < rows.length && k / hertz <= (performance.now() - began) / 1000; k += 1) {
      const [x, y, z, alpha, beta, gamma] = rows[k];
      dispatchEvent(new DeviceMotionEvent("devicemotion", {
        accelerationIncludingGravity: { x, y, z }, rotationRate: { alpha, beta, gamma }, interval: 1000 / hertz }));
    }
  }, 5);
}"""


def test_somebody_is_talked_through_it_and_told_what_came_of_it(
    server: Server, open_page: OpenPage, screenshots: Path
) -> None:
    person = a_person()
    with Store(server.home) as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
    recording = simulate_walk(
        SCRIPT, placement="pocket", mounting=(0.2, 0.1, 0.7), rate_hz=50, seed=5
    ).recording
    force = np.concatenate([one.values for one in recording.signals() if one.kind == "acceleration"])
    turn = np.degrees(
        np.concatenate([one.values for one in recording.signals() if one.kind == "angular_velocity"])
    )
    rows = json.loads(json.dumps(np.round(np.hstack([force, turn]), 4).tolist()))
    page = open_page("/carry", size="phone", color_scheme="light")
    check(page, screenshots / "carry-phone-light.png", with_axe=True)
    page.evaluate(PLAY, [rows, 50])
    page.get_by_role("button", name="Try it out").click()
    expect(page.locator("#now")).to_contain_text("stand still")
    expect(page.locator("#now")).to_contain_text("Walk forward now", timeout=15_000)
    expect(page.locator("#now")).to_contain_text("Look behind you", timeout=30_000)
    expect(page.locator("#now")).to_contain_text("20 small steps backward", timeout=20_000)
    check(page, screenshots / "carry-phone-trying.png", with_axe=False)
    expect(page.locator("#verdict")).to_have_text("This place works for you.", timeout=60_000)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    check(page, screenshots / "carry-phone-dark.png", with_axe=True)
    with Store(server.home) as store:
        best = store.carrying.best()
    assert best is not None and best.placement == "pocket" and best.numbers["backward_wrong"] == 0
