"""The randomisation test and its interval, against scipy and against their own definition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from retrowalk.outcomes.trial.randomisation import attained_level, p_values, randomised

FINE = st.lists(st.floats(-5, 5).map(lambda x: round(x, 6)), min_size=6, max_size=10)
WHOLE = st.lists(st.integers(-4, 4), min_size=6, max_size=9)


def by_scipy(differences: Any, pairs_drawn: float = np.inf) -> float:
    """The same test as scipy has it, each tie counted in full."""
    there = np.asarray(differences, dtype=float)
    found = stats.permutation_test(
        (there, np.zeros_like(there)),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=pairs_drawn,
    )
    return float(found.pvalue)


def by_hand(differences: Sequence[float], null: float = 0.0) -> float:
    """Every fall of the coins written out; ties with the one that was count half."""
    shifted = [one - null for one in differences]
    there = abs(sum(shifted))
    sums = [
        abs(sum(s * one for s, one in zip(signs, shifted, strict=True)))
        for signs in product((1, -1), repeat=len(shifted))
    ]
    beyond = sum(one > there + 1e-7 for one in sums)
    ties = sum(abs(one - there) <= 1e-7 for one in sums)
    return 1.0 if there <= 1e-7 else min(1.0, (beyond + 2 + (ties - 2) / 2) / len(sums))


@pytest.mark.parametrize("pairs", [6, 7, 8, 10, 13])
@pytest.mark.parametrize("seed", range(4))
def test_without_ties_it_is_the_test_of_scipy(pairs: int, seed: int) -> None:
    differences = np.random.default_rng(seed).normal(0.5, 1, pairs)
    assert randomised(differences.tolist()).p == pytest.approx(by_scipy(differences), abs=1e-12)


def test_many_pairs_are_drawn_and_come_close_to_all() -> None:
    for seed in range(3):
        differences = np.random.default_rng(seed).normal(0.35, 1, 15)
        found = randomised(differences.tolist(), seed=seed)
        assert not found.exact
        assert found.p == pytest.approx(by_scipy(differences), abs=0.02)
        assert found == randomised(differences.tolist(), seed=seed)


@given(WHOLE)
def test_ties_count_half(differences: list[int]) -> None:
    found = randomised(differences)
    assert found.p == pytest.approx(by_hand(differences))
    if any(differences):
        assert found.p <= by_scipy(differences) + 1e-12


@given(st.one_of(FINE, WHOLE), st.floats(-6, 6))
def test_the_interval_holds_exactly_what_the_test_does_not_reject(
    differences: list[float], asked: float
) -> None:
    found = randomised(differences)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.estimate + 1e-9
    assert found.high >= found.estimate - 1e-9
    if min(abs(asked - found.low), abs(asked - found.high)) > 1e-6:
        assert (by_hand(differences, asked) > 0.05) == (found.low < asked < found.high)
    # Zero, the one that decides, without any reserve.
    assert (found.p > 0.05) == (found.low <= 0 <= found.high)


@given(st.one_of(FINE, WHOLE))
def test_forward_and_backward_change_places(differences: list[float]) -> None:
    one, other = randomised(differences), randomised([-each for each in differences])
    assert (other.estimate, other.p) == pytest.approx((-one.estimate, one.p))
    assert one.low is not None
    assert other.high == pytest.approx(-one.low, abs=1e-8)


@given(st.one_of(FINE, WHOLE))
def test_many_people_at_once_are_tested_as_each_alone(differences: list[float]) -> None:
    together = p_values(np.array([differences, [0.0] * len(differences)], dtype=float))
    assert together[0] == pytest.approx(randomised(differences).p)
    assert together[1] == 1


def test_with_five_pairs_nothing_can_be_found() -> None:
    found = randomised([3.0, 3.1, 3.2, 3.3, 3.4])
    assert found.p == 0.0625
    assert (found.low, found.high) == (None, None)


def test_the_level_that_can_be_reached() -> None:
    assert attained_level(5) == 0
    assert attained_level(6) == 0.03125
    assert all(0.045 < attained_level(pairs) <= 0.05 for pairs in range(7, 30))


def test_no_pair_is_no_test() -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        randomised([])
