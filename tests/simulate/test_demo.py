"""The demo's fortnight is believable and the same each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from retrowalk.simulate import SimulatedWalk, demo_walks

FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def walks() -> list[SimulatedWalk]:
    return demo_walks(FIRST, time_zone="Europe/Vienna", subject="Demo")


def test_three_sessions_in_two_weeks_all_marked_simulated(walks: list[SimulatedWalk]) -> None:
    days = [w.recording.started_at - FIRST for w in walks if w.recording.started_at]
    assert days == [timedelta(0), timedelta(6), timedelta(13)]
    assert all(w.recording.simulated and w.recording.subject == "Demo" for w in walks)
    assert [w.recording.placement for w in walks] == ["ankle", "pocket", "pocket"]
    assert all(4 * 60 < w.recording.duration_s < 15 * 60 for w in walks)


def test_each_warms_up_forward_for_more_than_twenty_steps_before_going_backward(
    walks: list[SimulatedWalk],
) -> None:
    for walk in walks:
        first_back = next(s.start_s for s in walk.truth.strides if s.direction == "backward")
        assert sum(s.end_s < first_back for s in walk.truth.strides) > 20


def test_the_backward_dose_grows_and_stays_within_five_minutes(walks: list[SimulatedWalk]) -> None:
    doses = [sum(s.end_s - s.start_s for s in w.truth.spans if s.direction == "backward") for w in walks]
    assert doses == sorted(doses)
    assert doses[-1] <= 5 * 60


def test_the_third_phone_is_taken_out_and_worn_another_way(walks: list[SimulatedWalk]) -> None:
    assert [len(w.truth.wearings) for w in walks] == [1, 1, 2]
    before, after = walks[2].truth.wearings
    assert np.dot(before.facing, after.facing) < 0.5


def test_the_same_seed_tells_the_same_story(walks: list[SimulatedWalk]) -> None:
    again = demo_walks(FIRST, time_zone="Europe/Vienna", subject="Demo")
    assert [w.truth for w in again] == [w.truth for w in walks]
    assert [w.truth for w in demo_walks(FIRST, seed=1)] != [w.truth for w in walks]
