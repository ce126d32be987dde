"""A probability smoothed over time."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait.smoothing import Smoother

CHANGE = 0.02


def smoothed(evidence: list[float], lag: int = 3) -> list[float]:
    smoother = Smoother(lag)
    told = [smoother.push(odds, CHANGE) for odds in evidence]
    return [p for p in told if p is not None] + smoother.drain()


def by_enumeration(evidence: list[float]) -> list[float]:
    """The same, with all that follows known, by adding up every path of states."""
    from math import exp

    totals, weight = [0.0] * len(evidence), 0.0
    for path in product([True, False], repeat=len(evidence)):
        p = 0.5
        for k, ahead in enumerate(path):
            if k:
                p *= 1 - CHANGE if ahead == path[k - 1] else CHANGE
            p *= exp(evidence[k]) if ahead else 1.0
        weight += p
        totals = [t + p * ahead for t, ahead in zip(totals, path, strict=True)]
    return [t / weight for t in totals]


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=7))
def test_with_lag_enough_it_is_exact(evidence: list[float]) -> None:
    assert smoothed(evidence, lag=7) == pytest.approx(by_enumeration(evidence), abs=1e-9)


def test_one_odd_stride_turns_nothing() -> None:
    assert min(smoothed([3, 3, 3, -3, 3, 3, 3])) > 0.5


def test_strides_without_evidence_fade_to_unknown() -> None:
    told = smoothed([3.0] * 5 + [0.0] * 40)
    assert told[5] > 0.9
    assert told[-1] < 0.7


def test_every_stride_is_settled_once() -> None:
    assert len(smoothed([0.5] * 10)) == 10
