"""Steps become bouts: at least three, no gap over three seconds, one direction."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert [(bout.start_s, bout.end_s, bout.steps) for bout in bouts] == [(0, 5.005, 11), (8.5, 13.505, 11)]


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


def test_a_hiccup_at_the_end_goes_with_the_walking_before_it_even_where_it_is_the_longer() -> None:
    bouts = told((0, 1, "forward"), (1, 2, "unknown")).bouts
    assert [(bout.direction, bout.steps) for bout in bouts] == [("forward", 7)]


def test_a_stride_from_rest_belongs_to_the_bout_it_leads_into() -> None:
    builder = BoutBuilder("left")
    builder.push(
        [stride(0, 1, "forward"), stride(1, 2, "forward")], [RawStep(1), RawStep(1.5, True), RawStep(2)]
    )
    assert [(bout.start_s, bout.end_s) for bout in builder.take(float("inf")).bouts] == [(0, 2.005)]


def test_the_probability_of_a_bout_is_that_of_the_strides_that_go_its_way() -> None:
    builder = BoutBuilder(None)
    strides = [replace(stride(k, k + 1, "forward"), probability=0.98) for k in range(11)]
    strides[5] = replace(stride(5, 6, "backward"), probability=0.91)
    builder.push(strides, [RawStep(float(k)) for k in range(12)])
    (bout,) = builder.take(float("inf")).bouts
    assert bout.probability == pytest.approx(0.98)


@given(
    st.lists(
        st.tuples(st.sampled_from(["forward", "backward", "unknown", "pause"]), st.integers(1, 9)),
        max_size=12,
    ),
    st.booleans(),
)
def test_bouts_never_overlap_and_hold_the_steps_they_count(parts: list[tuple[str, int]], trunk: bool) -> None:
    """On the trunk each stride overlaps the next by a step; on a leg it begins where the last one ended."""
    times, ways, now = [0.5], [], 0.5
    for what, count in parts:
        for _ in range(count):
            now += 1.0 if what == "pause" else 0.5
            if what != "pause":
                ways.append((len(times), what))
                times.append(now)
    reach = 2 if trunk else 1
    builder = BoutBuilder(None)
    builder.push(
        [
            stride(times[k - reach], times[k], way)  # type: ignore[arg-type]
            for k, way in ways
            if k >= reach and times[k] - times[k - reach] < 1.2
        ],
        [RawStep(t) for t in times],
    )
    result = builder.take(float("inf"))
    assert all(one.end_s <= two.start_s for one, two in pairwise(result.bouts))
    for bout in result.bouts:
        held = [step for step in result.steps if bout.start_s <= step.t_s < bout.end_s]
        assert len(held) == bout.steps >= 3
        assert {step.direction for step in held} <= {bout.direction, "unknown"}
    assert sum(bout.steps for bout in result.bouts) == len(result.steps)
