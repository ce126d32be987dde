"""The twelve rules against people and histories of all kinds, whatever they answer and leave out.

The checker (`violations`) reads the documents alone; what takes two of them is looked at in `histories.attack`.
`./test` tries 10,000 walkers, `./test --long` 1,000,000 programmes after something was told; the same each time.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import attack
from profiles import profiles
from retrowalk.prescription import prescribe, violations
from retrowalk.screening import Profile, screen

WALKERS, LONG_WALKERS = 10_000, 390_000
THOROUGH = 10
"""Of so many walkers one is looked at more closely: the same again, and answers left out."""
PART = 2_000


def hunt(first: int, count: int) -> list[str]:
    """All that is found against the rules among so many walkers; empty where they hold."""
    return [
        f"walker {seed}: {found.rule}: {found.text}"
        for seed in range(first, first + count)
        for found in attack(Random(seed), thorough=seed % THOROUGH == 0)
    ]


@pytest.mark.parametrize("first", range(0, WALKERS, PART))
def test_they_hold_for_everybody(first: int) -> None:
    assert hunt(first, PART) == []


@pytest.mark.long
def test_they_hold_for_a_million_histories() -> None:
    assert hunt(WALKERS, LONG_WALKERS) == []


@given(profiles())
def test_what_is_prescribed_keeps_them(walker: Profile) -> None:
    assert violations(prescribe(walker, screen(walker))) == ()


@given(st.randoms(use_true_random=False))
def test_what_is_adapted_keeps_them(random: Random) -> None:
    assert [*attack(random, thorough=True)] == []
