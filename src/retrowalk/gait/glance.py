"""A first look at what is not settled yet: for a coach who must speak while the walker still walks.

Settled strides wait for what follows them. A glance takes the strides found so far and those that would be found if
the signal ended now, and filters forward only. It is less sure than the settled answer and never changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrowalk.gait.walk import Direction

RECENT = 6
"""Strides a glance looks back on."""
CHANGE = 0.10
"""Chance that direction changes from one stride to the next. More than in a settled walk: who listens to a coach is
told to change. It sets how soon two strides outweigh all those before them."""
WEAK = 0.5
"""A stride whose evidence is under this log-odds agrees with nobody."""
FEWEST = 2
"""Strides that must agree, one after the other, up to the newest."""
STALE_S = 2.5
"""Who has taken no stride for so long is not walking now."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Which way somebody seems to be walking just now.

    Attributes:
        direction: ``unknown`` without an anchor, where the strides do not tell, or where nobody walks.
        probability: of the direction; None where unknown.
        since_s: start of the first of the strides that agree; None where unknown.
        t_s: end of the newest stride; None where there is none.
        strides: that agree, up to the newest.
        anchored: the facing of this wearing is known, or would be if the warm-up ended now.
    """

    direction: Direction = "unknown"
    probability: float | None = None
    since_s: float | None = None
    t_s: float | None = None
    strides: int = 0
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """One stride as a glance sees it; ``odds_log`` for forward."""

    start_s: float
    end_s: float
    odds_log: float


def ahead_of(hints: Sequence[Hint]) -> float:
    """The probability that the newest stride went forward, filtered over those before it.

    Args:
        hints: in time order, at least one.
    """
    from math import exp

    ahead = 0.5
    for hint in hints:
        prior = ahead * (1 - CHANGE) + (1 - ahead) * CHANGE
        odds = exp(hint.odds_log)
        ahead = prior * odds / (prior * odds + 1 - prior)
    return ahead


def agreeing(hints: Sequence[Hint], forward: bool) -> list[Hint]:
    """The strides, up to the newest and without a break, that say the same.

    Args:
        hints: in time order.
        forward: what they say.
    """
    out: list[Hint] = []
    for hint in reversed(hints):
        if (hint.odds_log if forward else -hint.odds_log) < WEAK:
            break
        out.append(hint)
    return out[::-1]
