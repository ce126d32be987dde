"""Steps become bouts: at least three, no gap over three seconds, one direction."""

from __future__ import annotations

from retrowalk.gait.bouts import BoutBuilder, Told
from retrowalk.gait.strides import RawStep
from retrowalk.gait.walk import Cluster, Direction, Stride


def stride(
    start: float,
    end: float,
    direction: Direction,
    *,
    cluster: Cluster | None = None,
    rise: float | None = None,
) -> Stride:
    return Stride(
        start_s=start, end_s=end, side="left", direction=direction, probability=None, cluster=cluster, wearing=0,
        angle_deg=None, length_m=None, speed_mps=None, initial_contact_s=start, final_contact_s=None,
        turn_rate_dps=None, rise_m=rise,
    )  # fmt: skip


def told(*parts: tuple[float, int, Direction], rise: float | None = None) -> Told:
    """Bouts of strides of one second: (start, how many, direction)."""
    builder = BoutBuilder("left")
    strides = [stride(start + k, start + k + 1, way, rise=rise) for start, n, way in parts for k in range(n)]
    times = {}
    for start, n, _ in parts:
        for k in range(2 * n + 1):
            times[start + k / 2] = k % 2 == 1
    builder.push(strides, [RawStep(t, inferred) for t, inferred in sorted(times.items())])
    return builder.take(float("inf"))


def test_a_gap_over_three_seconds_parts_two_bouts() -> None:
    bouts = told((0, 5, "forward"), (8.5, 5, "forward")).bouts
    assert [(bout.start_s, bout.end_s, bout.steps) for bout in bouts] == [(0, 5, 11), (8.5, 13.5, 11)]


def test_a_gap_of_three_seconds_does_not() -> None:
    assert len(told((0, 5, "forward"), (8, 5, "forward")).bouts) == 1


def test_a_change_of_direction_ends_a_bout() -> None:
    bouts = told((0, 5, "forward"), (5, 5, "backward")).bouts
    assert [bout.direction for bout in bouts] == ["forward", "backward"]


def test_fewer_than_three_steps_are_no_bout() -> None:
    builder = BoutBuilder(None)
    builder.push([], [RawStep(1.0), RawStep(1.6)])
    assert builder.take(float("inf")) == Told()


def test_an_unknown_stride_between_two_of_one_direction_parts_nothing() -> None:
    result = told((0, 5, "backward"), (5, 1, "unknown"), (6, 5, "backward"))
    assert [bout.direction for bout in result.bouts] == ["backward"]
    assert "unknown" in {step.direction for step in result.steps}


def test_many_unknown_strides_are_a_bout_of_their_own() -> None:
    bouts = told((0, 5, "forward"), (5, 6, "unknown"), (11, 5, "forward")).bouts
    assert [bout.direction for bout in bouts] == ["forward", "unknown", "forward"]


def test_the_other_foot_is_named_and_marked_as_inferred() -> None:
    steps = told((0, 5, "forward")).steps
    assert [(step.side, step.inferred) for step in steps[:3]] == [
        ("left", False),
        ("right", True),
        ("left", False),
    ]


def test_strides_that_rise_are_stairs() -> None:
    assert told((0, 5, "forward"), rise=0.3).bouts[0].kind == "stairs"
    assert told((0, 5, "forward"), rise=0.02).bouts[0].kind == "level"


def test_nothing_is_told_before_it_is_settled() -> None:
    builder = BoutBuilder(None)
    builder.push([], [RawStep(float(t)) for t in range(5)])
    assert builder.take(6.0) == Told()
    assert len(builder.take(7.5).bouts) == 1
