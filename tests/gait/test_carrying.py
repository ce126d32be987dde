"""Trying out a place: what is said of each, on simulated walks and on the one real backward recording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from retrowalk.gait.carrying import Tried, judge
from retrowalk.recordings import PLACEMENTS, Placement, Recording, recording_from_arrays
from retrowalk.simulate import Segment, simulate_walk

SCRIPT = [
    Segment("stand", 5),
    Segment("forward", 15),
    Segment("stand", 6),
    Segment("backward", 20, 0.5),
    Segment("stand", 5),
]
FORWARD, BACKWARD = (4.0, 21.0), (25.0, 47.0)


def walked(placement: Placement, *, gyroscope: bool = True, script: list[Segment] = SCRIPT) -> Recording:
    place: Placement = "hand" if placement == "unknown" else placement
    made = simulate_walk(
        script, placement=place, mounting=(0.3, -0.2, 0.9), gyroscope=gyroscope, seed=6
    ).recording
    return replace(made, placement=placement)


@pytest.mark.parametrize("placement", ["pocket", "ankle", "shank", "thigh", "foot"])
def test_a_leg_tells_the_directions_apart(placement: Placement) -> None:
    tried = judge(walked(placement), FORWARD, BACKWARD)
    assert tried.verdict == "works", tried
    assert tried.backward_wrong == 0


@pytest.mark.parametrize("placement", ["wrist", "hand", "arm", "bag", "unknown"])
def test_what_swings_by_itself_does_not(placement: Placement) -> None:
    tried = judge(walked(placement), FORWARD, BACKWARD)
    assert tried.verdict == "not_here"
    assert tried.backward == tried.forward == 0


@pytest.mark.parametrize("placement", ["waist", "chest"])
def test_the_trunk_is_never_said_to_work_where_it_does_not(placement: Placement) -> None:
    tried = judge(walked(placement), FORWARD, BACKWARD)
    assert tried.verdict != "works" or tried.backward_wrong == 0


def test_every_placement_has_an_answer() -> None:
    assert {judge(walked(place), FORWARD, BACKWARD).verdict for place in PLACEMENTS} <= {
        "works", "partly", "not_here", "too_few"
    }  # fmt: skip


def test_a_phone_that_was_turned_round_in_between_is_not_said_to_work() -> None:
    script = [*SCRIPT[:2], Segment("handle", 6), *SCRIPT[3:]]
    assert judge(walked("pocket", script=script), FORWARD, BACKWARD).verdict != "works"


def test_standing_instead_of_walking_cannot_be_told() -> None:
    script = [Segment("stand", 25), Segment("backward", 20, 0.5), Segment("stand", 5)]
    assert judge(walked("pocket", script=script), FORWARD, BACKWARD).verdict == "too_few"


def test_the_forward_half_alone_says_how_many_steps_were_felt_and_no_more() -> None:
    tried = judge(walked("pocket"), FORWARD, None)
    assert (tried.verdict, tried.backward_steps) == ("too_few", None)
    assert tried.forward > 0 and tried.learnt


def test_somebody_who_walked_forward_both_times_is_not_told_that_it_works() -> None:
    script = [*SCRIPT[:3], Segment("forward", 20), SCRIPT[4]]
    tried = judge(walked("ankle", script=script), FORWARD, BACKWARD)
    assert isinstance(tried, Tried) and tried.verdict == "not_here"


def real_foot(
    shared_data: Path, placement: str
) -> tuple[Recording, tuple[float, float], tuple[float, float]]:
    """One person on a treadmill, the forward and the backward trial one after the other, and when each was."""
    rows = pl.read_parquet(shared_data / "gottlieb_fwbw" / "imu.parquet").filter(
        pl.col("placement") == placement
    )
    forward, backward = (rows.filter(pl.col("trial") == trial) for trial in ("FW", "BW"))
    first, second = (one["t"].to_numpy() - one["t"][0] for one in (forward, backward))
    start = float(first[-1]) + 0.02
    t = np.concatenate([first, second + start])
    values = pl.concat([forward, backward]).select("ax", "ay", "az", "gx", "gy", "gz").to_numpy()
    both = recording_from_arrays(t, values[:, :3], values[:, 3:], placement="foot", side="right")
    return both, (0.0, start), (start, float(t[-1]) + 0.01)


def test_a_real_heel_tells_them_apart(shared_data: Path) -> None:
    tried = judge(*real_foot(shared_data, "right_heel"))
    assert tried.verdict == "works", tried
    assert tried.backward >= 26 and tried.backward_wrong == 0


def test_a_real_toe_that_sat_otherwise_in_the_second_trial_is_not_said_to_work(shared_data: Path) -> None:
    """It was tilted by some 30 degrees between the two: another wearing, so the facing does not hold."""
    tried = judge(*real_foot(shared_data, "right_toe"))
    assert (tried.verdict, tried.backward_wrong) == ("not_here", 0)
