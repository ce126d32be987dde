"""What was asked anchors a recording by its forward warm-up, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrowalk import analyze
from retrowalk.gait import warm_up_of
from retrowalk.recordings import Asked, Placement, Recording, read, write_parquet
from retrowalk.simulate import Segment, simulate_walk

SCRIPT = [
    Segment("stand", 3),
    Segment("forward", 30),
    Segment("stand", 3),
    Segment("backward", 30),
    Segment("stand", 3),
    Segment("forward", 30),
]
ASKED = (
    Asked(3.0, 33.0, "warm_up", "forward"),
    Asked(33.0, 36.0, "turn", "any"),
    Asked(36.0, 66.0, "walk", "backward"),
    Asked(69.0, 99.0, "walk", "forward"),
)


def recording(placement: Placement = "ankle", asked: tuple[Asked, ...] = ASKED) -> Recording:
    return replace(simulate_walk(SCRIPT, placement=placement, seed=2).recording, asked=asked)


@pytest.mark.parametrize("placement", ["ankle", "shank", "pocket"])
def test_the_forward_warm_up_tells_the_directions_of_the_rest(placement: Placement) -> None:
    walk = analyze(recording(placement))
    assert walk.basis == "calibration"
    in_backward = [one for one in walk.strides if one.start_s > 38 and one.end_s < 64]
    assert len(in_backward) > 10
    assert sum(one.direction == "backward" for one in in_backward) >= 0.9 * len(in_backward)


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ASKED[1:],
        tuple(replace(one, kind="walk") if one.kind == "warm_up" else one for one in ASKED),
        (Asked(0.5, 1.0, "walk", "backward"), *ASKED),
    ],
    ids=[
        "nothing asked",
        "only later forward walking",
        "forward walking that is no warm-up",
        "after a backward block",
    ],
)
def test_nothing_else_that_was_asked_ever_does(asked: tuple[Asked, ...]) -> None:
    assert analyze(recording(asked=asked)).basis == "none"


def test_a_warm_up_counts_to_the_first_backward_block() -> None:
    asked = (
        Asked(0, 40, "warm_up", "forward"),
        Asked(30, 60, "walk", "backward"),
        Asked(60, 90, "warm_up", "forward"),
    )
    assert warm_up_of(asked) == ((0, 30),)


def test_a_walk_the_other_way_than_asked_is_told_as_it_was_walked() -> None:
    """The cue says backward from 69 s on; the legs went forward."""
    asked = (*ASKED[:3], Asked(69.0, 99.0, "walk", "backward"))
    last = [one for one in analyze(recording(asked=asked)).strides if one.start_s > 72]
    assert last and all(one.direction != "backward" for one in last)


def test_it_lasts_through_a_file(tmp_path: Path) -> None:
    write_parquet(recording(), tmp_path / "session.parquet")
    (back,) = read(tmp_path / "session.parquet")
    assert analyze(back).strides == analyze(recording()).strides
