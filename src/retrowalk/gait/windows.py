"""Filters with a finite reach, added up sample by sample in a fixed order, so that any split gives the same bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrowalk.gait.grid import RATE_HZ

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray


_PHASES = 50
"""Points on which two stretches of unequal length are compared."""


def samples(seconds: float) -> int:
    """Number of grid samples in a time."""
    return round(seconds * RATE_HZ)


def hann(width_s: float) -> FloatArray:
    """Weights of a Hann window of odd length, summing to one. Shape (n,)."""
    n = samples(width_s) | 1
    weights = np.hanning(n + 2)[1:-1]
    return np.asarray(weights / weights.sum())


def smooth(x: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted running mean along axis 0, only where the window fits: n - len(weights) + 1 rows remain."""
    n = max(len(x) - len(weights) + 1, 0)
    out = np.zeros((n, *x.shape[1:]))
    for k, weight in enumerate(weights if n else ()):
        out += weight * x[k : k + n]
    return out


def running_max(x: FloatArray, length: int) -> FloatArray:
    """Maximum over ``length`` samples starting at each sample, where the window fits. By doubling: log n passes."""
    out, reach = x, 1
    while reach < length:
        step = min(reach, length - reach)
        out = np.maximum(out[: len(out) - step], out[step:])
        reach += step
    return out


class Likeness:
    """How like each stretch of a signal is to the one ``lag`` stretches before: correlation at equal phase."""

    def __init__(self, lag: int) -> None:
        self.lag = lag
        self.before: list[FloatArray] = []

    def forget(self) -> None:
        """A pause: what follows is not compared with what came before it."""
        self.before = []

    def of(self, x: FloatArray) -> float | None:
        """The likeness of this stretch, shape (n,), to the one before; None where there is none."""
        shape = np.interp(np.linspace(0, len(x) - 1, _PHASES), np.arange(len(x)), x)
        shape = shape - shape.mean()
        size = float(np.sqrt((shape * shape).sum()))
        shape = shape / size if size else shape
        compared = self.before[-self.lag] if len(self.before) >= self.lag else None
        self.before = [*self.before[-self.lag + 1 :], shape] if self.lag > 1 else [shape]
        return None if compared is None else float((shape * compared).sum())


class Trigger:
    """A Schmitt trigger over a stream: says where a signal rises through its high mark after its low mark."""

    def __init__(self) -> None:
        self.high = False
        self.seen_low = False

    def push(self, x: FloatArray, high: FloatArray, low: FloatArray) -> list[int]:
        """Indices, within this block, at which the signal first passed ``high`` since it was below ``low``.

        Args:
            x, high, low: shape (n,), ``low`` below ``high``.
        """
        state = np.where(x > high, 1, np.where(x < low, -1, 0))
        marks = np.flatnonzero(state)
        if not marks.size:
            return []
        values = state[marks]
        before = np.concatenate([[1 if self.high or not self.seen_low else -1], values[:-1]])
        self.high = bool(values[-1] > 0)
        self.seen_low = self.seen_low or bool((values < 0).any())
        return [int(k) for k in marks[(values > 0) & (before < 0)]]


class Tail:
    """The end of a stream of rows, addressed by position since its start."""

    def __init__(self, columns: int | None = None, start: int = 0) -> None:
        self.rows: FloatArray = np.empty(0 if columns is None else (0, columns))
        self.start = start

    @property
    def stop(self) -> int:
        return self.start + len(self.rows)

    def append(self, rows: FloatArray) -> None:
        self.rows = np.concatenate([self.rows, rows])

    def between(self, start: int, stop: int) -> FloatArray:
        return self.rows[max(start - self.start, 0) : max(stop - self.start, 0)]

    def forget_before(self, position: int) -> None:
        drop = min(max(position - self.start, 0), len(self.rows))
        self.rows = self.rows[drop:]
        self.start += drop
