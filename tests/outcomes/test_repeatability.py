"""A person's own repeatability, held against the same worked out plainly."""

from __future__ import annotations

from datetime import timedelta
from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcome_histories import BEGAN, a_result
from retrowalk.outcomes import measure
from retrowalk.outcomes.counting import REPEATS_WITHIN
from retrowalk.outcomes.repeatability import Repeatability, before_each, repeatability

TUG = measure("timed_up_and_go")


@given(st.lists(st.tuples(st.integers(1, 20), st.floats(5, 30)), max_size=30))
def test_it_is_the_pooled_spread_of_results_close_together(steps: list[tuple[int, float]]) -> None:
    day, days = 0, []
    for ahead, value in steps:
        day += ahead
        days.append(a_result("timed_up_and_go", value, day))
    groups: list[list[float]] = []
    first = BEGAN - timedelta(days=100)
    for one in days:
        if one.taken_on - first > REPEATS_WITHIN:
            first = one.taken_on
            groups.append([])
        groups[-1].append(one.value)
    groups = [group for group in groups if len(group) > 1]
    df = sum(len(group) - 1 for group in groups)
    found = repeatability(days, TUG)
    if df < 2:
        assert found is None
        return
    squares = sum((value - fmean(group)) ** 2 for group in groups for value in group)
    assert found is not None
    assert (found.df, found.repeats) == (df, sum(map(len, groups)))
    assert found.sd == pytest.approx(max(sqrt(squares / df), 0.1 / sqrt(12)))
    assert before_each(days, TUG)[:-1] == tuple(repeatability(days[:n], TUG) for n in range(len(days)))


def test_with_many_repeats_and_one_result_at_the_start_it_is_mdc95() -> None:
    assert Repeatability(1.0, 100_000, 100_001, 0.0).mdc(1) == pytest.approx(1.959964 * sqrt(2), abs=1e-4)


@pytest.mark.parametrize(("repeats", "factor"), [(3, 4.97), (5, 3.04), (8, 2.51)])
def test_few_repeats_ask_for_a_larger_change(repeats: int, factor: float) -> None:
    assert Repeatability(1.0, repeats - 1, repeats, 0.0).mdc(repeats) == pytest.approx(factor, abs=0.005)


def test_scattering_more_than_others_needs_to_be_plain() -> None:
    assert not Repeatability(1.7, 2, 3, 0.1).scatters_more_than(1.0)
    assert Repeatability(1.8, 2, 3, 0.1).scatters_more_than(1.0)
    assert Repeatability(1.5, 7, 8, 0.1).scatters_more_than(1.0)
