"""The randomisation test of paired periods, the interval that belongs to it, and the same for many people at once.

Within each pair a coin decided which arm came first. If the arm makes no difference, the values would have been the
same with the coins fallen otherwise, and only the signs of the differences within pairs would have changed. The test
asks in which share of all falls of the coins the mean difference would be as far from zero as it is. It needs no
normal distribution, and no values that are independent of each other: trend, practice and good and bad weeks are
in the values, not in the coins.

The interval holds the differences that this test does not reject. Its ends are known without a search: flipping the
pairs of a set S makes the sum of the differences at least as large exactly where their mean over S is not above zero,
so that the ends are means of subsets of the pairs (Hartigan 1969, "typical values").

Where values are whole numbers many falls of the coins tie with the one that was; as many of them lie beyond it as
before it had the values been finer, so ties count half. Without that a trial on a 0–10 scale would find less than its
stated level. Where there are no ties it is the test of `scipy.stats.permutation_test`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

EXACT_PAIRS = 14
"""Up to so many pairs every fall of the coins is looked at; above, as many are drawn as there are for so many."""
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Randomised:
    """What the differences within pairs come to.

    Attributes:
        estimate: their mean.
        p: of the test, two-sided.
        low, high: interval of all differences that the test does not reject; None where it rejects none.
        exact: every fall of the coins was looked at.
    """

    estimate: float
    p: float
    low: float | None
    high: float | None
    exact: bool


def randomised(differences: Sequence[float], *, alpha: float = 0.05, seed: int = 0) -> Randomised:
    """The test and the interval of some differences within pairs.

    Args:
        differences: one of each pair, backward less forward.
        alpha: two-sided level; the interval holds 1 − alpha.
        seed: of the falls that are drawn where there are too many to look at all.

    Raises:
        ValueError: there is no pair.
    """
    import numpy as np

    values = np.asarray(differences, dtype=float)
    if not values.size:
        raise ValueError("a randomisation test needs at least one pair")
    flips = _flips(values.size, *((0, 0) if values.size <= EXACT_PAIRS else (seed, EXACT_PAIRS)))
    means = np.sort((flips @ values) / flips.sum(axis=1))
    scale = max(1.0, float(np.abs(values).max()))
    estimate = float(values.mean())
    falls = len(flips) + 1

    def p_at(difference: float) -> float:
        distance = means - difference
        if abs(estimate - difference) <= _NEAR * scale:
            return 1.0
        if estimate < difference:
            distance = -distance
        before = np.count_nonzero(distance < -_NEAR * scale)
        ties = np.count_nonzero(np.abs(distance) <= _NEAR * scale)
        return float(min(1.0, 2 * (1 + before + ties / 2) / falls))

    beyond = math.floor(alpha * falls / 2 + _NEAR)
    low = high = None
    if beyond >= 1:
        low, high = float(means[beyond - 1]), float(means[-beyond])
        # An end that the test itself rejects does not belong to the interval.
        low += 2 * _NEAR * scale if p_at(low) <= alpha else 0
        high -= 2 * _NEAR * scale if p_at(high) <= alpha else 0
    return Randomised(estimate, p_at(0.0), low, high, values.size <= EXACT_PAIRS)


def p_values(differences: Numbers, *, seed: int = 0, drawn: int = EXACT_PAIRS) -> Numbers:
    """The test alone, for many people at once: what simulations are made of.

    Args:
        differences: one row a person, one column a pair.
        seed: of the falls that are drawn where there are too many to look at all.
        drawn: above 14 pairs two to the power of so many falls are drawn; a simulation does with fewer than a person.
    """
    import numpy as np

    people, pairs = differences.shape
    total = differences.sum(axis=1)
    upward = differences * np.where(total < 0, -1.0, 1.0)[:, None]
    flips = _flips(pairs, *((0, 0) if pairs <= EXACT_PAIRS else (seed, drawn)))
    falls, found = len(flips) + 1, np.empty(people)
    rows = max(1, 4_000_000 // falls)
    for start in range(0, people, rows):
        block = upward[start : start + rows]
        near = _NEAR * np.maximum(1.0, np.abs(block).max(axis=1, keepdims=True))
        sums = block @ flips.T
        before, ties = (sums < -near).sum(axis=1), (np.abs(sums) <= near).sum(axis=1)
        found[start : start + rows] = np.minimum(1.0, 2 * (1 + before + ties / 2) / falls)
    found[np.abs(total) <= _NEAR * np.maximum(1.0, np.abs(differences).max(axis=1))] = 1.0
    return found


def attained_level(pairs: int, alpha: float = 0.05) -> float:
    """The share of false findings the test can reach with so many pairs: the largest step not above alpha.

    Args:
        pairs: complete ones.
        alpha: two-sided level.
    """
    steps = 2.0 ** (pairs - 1)
    return math.floor(alpha * steps + _NEAR) / steps


@lru_cache(maxsize=32)
def _flips(pairs: int, seed: int, drawn: int) -> Numbers:
    """Which pairs are flipped, one row for each fall of the coins but the one that was; each with its mirror image."""
    import numpy as np

    if pairs <= EXACT_PAIRS:
        chosen = np.arange(1, 2**pairs, dtype=np.uint64)
    else:
        # The raw stream of a bit generator is the same on every machine and in every version.
        every = np.uint64(2**pairs - 1)
        raw = np.random.PCG64(seed).random_raw(2**drawn) & every
        _distinct, first = np.unique(raw, return_index=True)
        one_way = raw[np.sort(first)]
        one_way = one_way[(one_way != 0) & (one_way != every)][: 2 ** (drawn - 1) - 1]
        chosen = np.concatenate([one_way, every - one_way, [every]])
    bits = (chosen[:, None] >> np.arange(pairs, dtype=np.uint64)) & np.uint64(1)
    flips: Numbers = bits.astype(float)
    flips.setflags(write=False)
    return flips
