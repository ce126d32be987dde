"""The forward warm-up anchors the wearing it was walked in, and nothing else does."""

from __future__ import annotations

from collections import Counter

import pytest

from retrowalk import analyze
from retrowalk.gait import Walk, WarmUp
from retrowalk.recordings import Placement
from retrowalk.simulate import Segment, SimulatedWalk, simulate_walk

WARM, BACK_S = (2.0, 27.0), 30.0
SESSION = [
    Segment("stand", 2),
    Segment("forward", 25),
    Segment("stand", 3),
    Segment("backward", 25, speed_mps=0.6),
    Segment("stand", 2),
]


def walked(script: list[Segment], placement: Placement = "ankle") -> SimulatedWalk:
    return simulate_walk(script, placement=placement, mounting=(0.3, 1.0, -0.5), seed=5)


def directions(walk: Walk, start_s: float, end_s: float) -> Counter[str]:
    return Counter(s.direction for s in walk.strides if start_s <= (s.start_s + s.end_s) / 2 < end_s)


@pytest.mark.parametrize("placement", ["foot", "ankle", "shank", "thigh", "pocket", "waist", "chest"])
def test_the_warm_up_tells_backward_from_forward(placement: Placement) -> None:
    walk = analyze(walked(SESSION, placement).recording, warm_up=[WARM])
    assert walk.basis == "calibration"
    assert directions(walk, *WARM)["backward"] == 0
    back = directions(walk, BACK_S, 56)
    assert back["forward"] == 0
    assert back["backward"] >= 8


def test_a_warm_up_of_few_steps_anchors_nothing() -> None:
    walk = analyze(walked(SESSION).recording, warm_up=[(2.0, 10.0)])
    assert walk.basis == "none"
    assert {s.direction for s in walk.strides} == {"unknown"}


def test_a_warm_up_that_went_both_ways_anchors_nothing() -> None:
    walk = analyze(walked(SESSION).recording, warm_up=[(2.0, 55.0)])
    assert walk.basis == "none"


def test_a_block_never_anchors_itself() -> None:
    """Nothing was asked before the first backward block: what it holds stays unknown, however clear."""
    walk = analyze(walked(SESSION).recording, warm_up=[])
    assert {s.direction for s in walk.strides} == {"unknown"}


def test_a_sensor_put_on_anew_is_not_anchored_by_the_warm_up_before() -> None:
    script = [*SESSION[:3], Segment("handle", 8), *SESSION[3:]]
    walk = analyze(walked(script, "pocket").recording, warm_up=[WARM])
    first, *later = walk.wearings
    assert first.basis == "calibration"
    assert {wearing.basis for wearing in later} == {"none"}
    assert {s.direction for s in walk.strides if s.wearing > 0} == {"unknown"}


def test_a_sensor_put_on_anew_during_the_warm_up_is_anchored_by_what_is_left_of_it() -> None:
    script = [Segment("stand", 2), Segment("forward", 8), Segment("handle", 8), *SESSION[1:]]
    walk = analyze(walked(script, "pocket").recording, warm_up=[(2.0, 43.0)])
    assert walk.wearings[0].basis == "none"
    assert walk.wearings[-1].basis == "calibration"


def test_the_warm_up_of_this_wearing_counts_more_than_a_declared_facing() -> None:
    from retrowalk import Anchor

    simulated = walked(SESSION)
    x, y, z = simulated.truth.facing
    walk = analyze(simulated.recording, anchor=Anchor.declared((-x, -y, -z)), warm_up=[WARM])
    assert walk.basis == "calibration"
    assert directions(walk, *WARM)["backward"] == 0


def test_spans_that_follow_on_are_one() -> None:
    warm_up = WarmUp()
    warm_up.more(1.0, 1.5)
    warm_up.more(1.5, 2.0)
    warm_up.more(4.0, 5.0)
    assert warm_up.spans == [(1.0, 2.0), (4.0, 5.0)]
    assert [warm_up.holds(t) for t in (0.9, 1.0, 1.7, 2.0, 4.5)] == [False, True, True, False, True]
