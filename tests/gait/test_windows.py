"""Filters with a finite reach."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait.windows import Tail, Trigger, hann, running_max, smooth


@given(st.integers(1, 40), st.integers(0, 9))
def test_running_max_is_the_maximum_of_each_window(length: int, seed: int) -> None:
    x = np.random.default_rng(seed).normal(size=60)
    wanted = [x[k : k + length].max() for k in range(len(x) - length + 1)]
    assert running_max(x, length).tolist() == wanted


def test_smoothing_keeps_a_constant_and_only_full_windows() -> None:
    weights = hann(0.25)
    assert np.allclose(smooth(np.full((60, 2), 3.0), weights), 3.0)
    assert len(smooth(np.zeros(60), weights)) == 60 - len(weights) + 1
    assert len(smooth(np.zeros(3), weights)) == 0


@given(st.lists(st.integers(1, 59), max_size=6))
def test_a_trigger_says_the_same_in_pieces(cuts: list[int]) -> None:
    x = np.sin(np.arange(60) * 0.4)
    marks = np.full(60, 0.5), np.full(60, -0.5)
    whole = Trigger().push(x, *marks)
    trigger, pieces = Trigger(), []
    edges = [0, *sorted(set(cuts)), 60]
    for start, stop in pairwise(edges):
        part = slice(start, stop)
        pieces += [start + k for k in trigger.push(x[part], marks[0][part], marks[1][part])]
    assert pieces == whole


def test_a_trigger_needs_a_low_first() -> None:
    high, low = np.full(3, 0.5), np.full(3, -0.5)
    assert Trigger().push(np.array([0.0, 1.0, 1.0]), high, low) == []
    assert Trigger().push(np.array([-1.0, 0.0, 1.0]), high, low) == [2]


def test_a_tail_is_addressed_by_position() -> None:
    tail = Tail()
    tail.append(np.arange(10.0))
    tail.forget_before(4)
    assert tail.between(2, 6).tolist() == [4.0, 5.0]
    assert (tail.start, tail.stop) == (4, 10)
