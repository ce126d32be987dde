"""A glance tells which way somebody walks before the strides have settled, or says that it does not know."""

from __future__ import annotations

import numpy as np
import pytest

from retrowalk.gait import GaitStream, Glance
from retrowalk.gait.glance import CHANGE, Hint, agreeing, ahead_of
from retrowalk.recordings import Placement, Recording, Signal
from retrowalk.simulate import Segment, SimulatedWalk, simulate_walk

SESSION = [
    Segment("stand", 2),
    Segment("forward", 25),
    Segment("stand", 3),
    Segment("backward", 20, speed_mps=0.6),
    Segment("stand", 6),
]
BACK_S, STAND_S = 30.0, 50.0


def walked(placement: Placement) -> SimulatedWalk:
    return simulate_walk(SESSION, placement=placement, mounting=(0.3, 1.0, -0.5), seed=5)


def glances(recording: Recording, warm_up: list[tuple[float, float]]) -> dict[float, Glance]:
    """A glance each half second, by the time up to which the signal was fed."""
    stream = GaitStream(recording.placement, kinds=recording.kinds, warm_up=warm_up)
    signals, out = list(recording.signals()), {}
    for until in np.arange(0.5, recording.duration_s, 0.5):
        for signal in signals:
            part = (signal.t_s >= until - 0.5) & (signal.t_s < until)
            stream.feed(Signal(signal.kind, signal.t_s[part], signal.values[part]))
        out[float(until)] = stream.glance()
    return out


@pytest.mark.parametrize("placement", ["foot", "ankle", "shank", "thigh", "pocket", "waist"])
def test_walking_backward_is_seen_while_it_goes_on(placement: Placement) -> None:
    seen = glances(walked(placement).recording, [(2.0, 27.0)])
    during = [one.direction for t, one in seen.items() if BACK_S + 6 <= t < STAND_S]
    assert "forward" not in during
    assert during.count("backward") > len(during) / 2


def test_standing_is_no_direction() -> None:
    seen = glances(walked("ankle").recording, [(2.0, 27.0)])
    assert {one.direction for t, one in seen.items() if t > STAND_S + 3} == {"unknown"}


def test_without_an_anchor_nothing_is_said() -> None:
    seen = glances(walked("ankle").recording, [])
    assert {one.direction for one in seen.values()} == {"unknown"}
    assert not any(one.anchored for one in seen.values())


def test_it_says_when_the_warm_up_has_taught_the_facing() -> None:
    seen = glances(walked("ankle").recording, [(2.0, 27.0)])
    assert not seen[10.0].anchored
    assert seen[26.0].anchored
    assert seen[26.0].direction == "unknown"


def test_one_stride_is_not_enough() -> None:
    assert agreeing([Hint(0, 1, 3.0), Hint(1, 2, -3.0)], forward=False) == [Hint(1, 2, -3.0)]


def test_weak_strides_agree_with_nobody() -> None:
    assert agreeing([Hint(0, 1, 3.0), Hint(1, 2, 0.2), Hint(2, 3, 3.0)], forward=True) == [Hint(2, 3, 3.0)]


def test_two_clear_strides_outweigh_those_before_them() -> None:
    before = [Hint(k, k + 1, 3.0) for k in range(4)]
    assert ahead_of(before) > 0.95
    assert ahead_of([*before, Hint(4, 5, -3.0)]) > 0.1
    assert ahead_of([*before, Hint(4, 5, -3.0), Hint(5, 6, -3.0)]) < 0.05
    assert CHANGE == 0.10
