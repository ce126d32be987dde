"""How even the strides were, by direction."""

from __future__ import annotations

import pytest

from retrowalk import Anchor, analyze
from retrowalk.gait import Walk, evenness
from retrowalk.recordings import Placement
from retrowalk.simulate import Segment, simulate_walk

LONG = [Segment("stand", 2), Segment("forward", 60), Segment("stand", 2)]


def walk_of(script: list[Segment], placement: Placement) -> Walk:
    simulated = simulate_walk(script, placement=placement, seed=2)
    return analyze(simulated.recording, anchor=Anchor.declared(simulated.truth.facing))


def test_under_thirty_strides_nothing_is_told() -> None:
    found = evenness(walk_of([Segment("stand", 2), Segment("forward", 20)], "foot"), "forward")
    assert 0 < found.strides < 30
    assert found.stride_time_cv_pct is None
    assert found.regularity is None


def test_a_foot_tells_time_length_and_swing() -> None:
    found = evenness(walk_of(LONG, "foot"), "forward")
    assert found.strides >= 30
    assert found.stride_time_s == pytest.approx(1.1, abs=0.25)
    assert found.stride_time_cv_pct is not None and 0 < found.stride_time_cv_pct < 15
    assert found.stride_length_cv_pct is not None and 0 < found.stride_length_cv_pct < 15
    assert found.swing_pct is not None and 25 < found.swing_pct < 50
    assert found.step_asymmetry_pct is None


def test_only_the_trunk_tells_asymmetry() -> None:
    found = evenness(walk_of(LONG, "waist"), "forward")
    assert found.step_asymmetry_pct is not None and found.step_asymmetry_pct < 20
    assert found.swing_pct is None


def test_steady_walking_is_regular() -> None:
    found = evenness(walk_of(LONG, "shank"), "forward")
    assert found.regularity is not None and 0.6 < found.regularity <= 1


def test_a_direction_nobody_walked_is_empty() -> None:
    assert evenness(walk_of(LONG, "foot"), "backward").strides == 0
