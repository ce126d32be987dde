"""A probability smoothed over time: two states, a small chance of change, and a look a few strides ahead."""

from __future__ import annotations

from math import exp


class Smoother:
    """Settles evidence in order, each once a few later ones have been seen.

    A hidden Markov model of two states, filtered forward and smoothed over a fixed lag (Rabiner, Proc IEEE 77
    (1989) 257).

    Args:
        lag: how many later strides may still change one.
    """

    def __init__(self, lag: int) -> None:
        self._lag = lag
        self._waiting: list[tuple[float, float]] = []
        self._ahead = 0.5

    def push(self, odds_log: float, change: float) -> float | None:
        """Takes the log-odds that a stride goes ahead, and the chance of a change since the one before.

        Returns:
            the probability that the oldest waiting stride went ahead, if it is settled.
        """
        self._waiting.append((exp(odds_log), change))
        return self._settle() if len(self._waiting) > self._lag else None

    def drain(self) -> list[float]:
        """Settles all that waits, as nothing near enough follows."""
        return [self._settle() for _ in range(len(self._waiting))]

    def _settle(self) -> float:
        odds, change = self._waiting.pop(0)
        prior = self._ahead * (1 - change) + (1 - self._ahead) * change
        self._ahead = prior * odds / (prior * odds + 1 - prior)
        ahead, behind = 1.0, 1.0
        for later_odds, later_change in reversed(self._waiting):
            ahead *= later_odds
            ahead, behind = (
                (1 - later_change) * ahead + later_change * behind,
                later_change * ahead + (1 - later_change) * behind,
            )
        joint = self._ahead * ahead
        return joint / (joint + (1 - self._ahead) * behind)
