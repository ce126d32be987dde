"""Motion that a real browser feels: Chromium's emulated sensors play a recording to the page that sends it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from motions import heel_forward_backward_forward
from retrowalk.gait import Stride, analyze
from retrowalk.recordings import Recording
from retrowalk.session.asked import Asked
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.store.motion import MotionFolder
from runs import a_log, a_run, stretches

from .conftest import Server
from .looking import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

pytestmark = pytest.mark.browser

PAGE = "page-in-chromium"
MOST_COARSE_HZ = 45
WARM_S, BACK_S, ON_S = 18.0, 9.0, 8.0
RUN = a_run(
    on_belt=False,
    stretches=stretches(("warm_up", "forward", WARM_S), ("walk", "backward", 60), lead_s=0.5),
)
START = """async ({ run, page, placement, module }) => {
  const { startMotion } = await import(module);
  window.said = { seen: [], prompts: [], problems: [] };
  const began = performance.now() / 1000;
  const note = (list) => (what) => list.push({ t: performance.now() / 1000 - began, ...what });
  window.part = startMotion({
    runId: run, page, placement, side: null,
    position: () => performance.now() / 1000 - began, running: () => true,
    onSeen: note(said.seen), onPrompt: note(said.prompts), onProblem: note(said.problems),
  });
  await part.ready;
  return began;
}"""
KEPT = """async (module) => {
  const { transaction, result } = await import(module);
  return transaction(["motion"], "readonly", (tx) => result(tx.objectStore("motion").getAllKeys()));
}"""


@pytest.fixture
def felt(open_page: OpenPage, server: Server) -> Iterator[tuple[Page, CDPSession]]:
    """A page of a coach who knows the run, on a phone with sensors."""
    with Store(server.home) as store:
        store.runs.add(a_log(("started", 0), run=RUN))
    page = open_page("/walks")
    sensors = page.context.new_cdp_session(page)
    for kind in ("accelerometer", "linear-acceleration", "gyroscope"):
        sensors.send(
            "Emulation.setSensorOverrideEnabled",
            {"enabled": True, "type": kind, "metadata": {"available": True, "maximumFrequency": 60}},
        )
        feel(sensors, kind, np.zeros(3))
    yield page, sensors


def feel(sensors: CDPSession, kind: str, xyz: np.ndarray[Any, Any]) -> None:
    reading = {"xyz": dict(zip("xyz", xyz.tolist(), strict=True))}
    sensors.send("Emulation.setSensorOverrideReadings", {"type": kind, "reading": reading})


def module(page: Page, name: str) -> str:
    """Address of a script of the coach."""
    script = page.locator("script[type=module]").first.get_attribute("src")
    assert script is not None
    return script.rsplit("/js/", 1)[0] + f"/js/coach/{name}.js"


def play(page: Page, sensors: CDPSession, recording: Recording, placement: str) -> float:
    """Plays a recording at its own pace; the page's clock when it began."""
    signals = list(recording.signals())
    lanes = [
        (
            name,
            np.concatenate([s.t_s for s in signals if s.kind == kind]),
            np.concatenate([s.values for s in signals if s.kind == kind]),
        )
        for kind, name in (("acceleration", "accelerometer"), ("angular_velocity", "gyroscope"))
    ]
    what = {"run": RUN.id, "page": PAGE, "placement": placement, "module": module(page, "motion")}
    for name, _, values in lanes:
        feel(sensors, name, values[0])
    page.evaluate(START, what)
    began = float(page.evaluate("performance.now() / 1000"))
    start = time.perf_counter()
    tick = 0
    while (now := time.perf_counter() - start) < recording.duration_s:
        for name, t_s, values in lanes:
            feel(sensors, name, np.array([np.interp(now, t_s, axis) for axis in values.T]))
        tick += 1
        time.sleep(max(0.0, start + tick / 60 - time.perf_counter()))
    page.evaluate("part.stop()")
    if tick < MOST_COARSE_HZ * recording.duration_s:
        pytest.skip(
            f"this machine is too busy to play motion: {tick / recording.duration_s:.0f} samples a second"
        )
    return began


def judged(home: Path) -> tuple[list[Stride], float]:
    """The strides of the part as it was kept, and the page's clock at its first sample."""
    folder = MotionFolder(home)
    blocks, asked = folder.blocks(RUN.id, PAGE), Asked(RUN.stretches)
    spans = [span for block in blocks for span in asked.take(block)]
    walk = analyze(folder.recording(RUN.id, PAGE), warm_up=asked.warm_up_of(spans))
    assert walk.basis == "calibration"
    return list(walk.strides), float(blocks[0].t_s[0])


def simulated() -> tuple[Recording, str]:
    script = [
        Segment("forward", WARM_S, 1.2), Segment("backward", BACK_S, 0.7), Segment("forward", ON_S, 1.2)
    ]  # fmt: skip
    return simulate_walk(script, placement="ankle", seed=3).recording, "ankle"


@pytest.mark.parametrize("walker", ["simulated", "a real heel"])
def test_what_chromium_feels_is_judged_as_the_file_is(
    felt: tuple[Page, CDPSession], server: Server, walker: str, request: pytest.FixtureRequest
) -> None:
    """Forward, backward, and forward again while backward is asked for: the same strides, and the words in time."""
    if walker == "simulated":
        recording, placement = simulated()
    else:
        shared = request.getfixturevalue("shared_data")
        recording, placement = heel_forward_backward_forward(shared, WARM_S, BACK_S), "foot"
    page, sensors = felt
    began = play(page, sensors, recording, placement)
    said = page.evaluate("said")
    assert said["problems"] == []
    assert page.evaluate(KEPT, module(page, "database")) == []  # all was taken, so the phone forgot it

    found, origin_s = judged(server.home)
    expected = [s for s in analyze(recording, warm_up=[(0.5, WARM_S)]).strides if s.direction != "unknown"]
    ends = np.array([s.end_s + origin_s - began for s in found])
    same, other = 0, 0
    for stride in expected:
        nearest = found[int(np.argmin(np.abs(ends - stride.end_s)))]
        near = np.abs(ends - stride.end_s).min() < 0.3
        same += near and nearest.direction == stride.direction
        other += near and nearest.direction not in ("unknown", stride.direction)
    assert {s.direction for s in expected} == {"forward", "backward"}
    assert other <= 1  # a stride across the turn-around may fall to either side
    # Emulated readings come when this machine finds the time, and Chromium rounds them to 0.1: a few strides suffer.
    assert same >= 0.8 * len(expected)

    assert said["seen"][-1]["anchored"]
    assert "backward" in {one["direction"] for one in said["seen"]}
    turned_s = WARM_S + BACK_S
    assert [one["clip"] for one in said["prompts"]] == ["backward"]
    assert turned_s < said["prompts"][0]["t"] < turned_s + 5


def test_what_could_not_be_sent_is_sent_later(felt: tuple[Page, CDPSession], server: Server) -> None:
    """No line during the session: the blocks stay on the phone, and go when the next page asks for it."""
    page, sensors = felt
    page.route_web_socket("**/motion", lambda line: line.close())
    what = {"run": RUN.id, "page": PAGE, "placement": "ankle", "module": module(page, "motion")}
    page.evaluate(START, what)
    start = time.perf_counter()
    while time.perf_counter() - start < 2.0:
        feel(sensors, "accelerometer", np.array([0.0, 9.8, 0.1 * (int(30 * time.perf_counter()) % 3)]))
        time.sleep(1 / 30)
    page.evaluate("void part.stop()")
    page.wait_for_timeout(300)
    kept = page.evaluate(KEPT, module(page, "database"))
    assert [seq for _, _, seq in kept] == list(range(-1, len(kept) - 1))
    assert len(kept) >= 3
    page.unroute_all()
    page.reload()
    later = page.context.new_page()
    later.goto(f"{server.url}/walks")
    waiting = later.evaluate("async (m) => (await import(m)).sendKept()", module(later, "motion"))
    assert waiting == 0
    assert later.evaluate(KEPT, module(later, "database")) == []
    assert len(MotionFolder(server.home).blocks(RUN.id, PAGE)) == len(kept) - 1
