"""Time as it should be: from times as devices write them to strictly increasing ones, as a stream.

What is put right, each counted in a ``Repairs``:

- rows without a time, and up to two rows whose time is far from both neighbours': left out;
- rows that come a little late (up to 2 s): sorted in;
- a clock set back for good: what follows is carried on with an offset, one sampling step after what was;
- several rows with one time: the first is kept; where the clock ticks too coarsely for the sampling rate, the
  rows of one tick are spread over it;
- samples that hold no finite value on all three axes: left out, which leaves a gap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Samples = list[tuple[FloatArray, FloatArray]]

LATE_S = 2.0  # how late a row may come and still be sorted in
CLOSEST_S = 1e-6  # two samples nearer than this are one
GAP_S = 1.0
ABSURD = 1e6  # no sensor reads a million; a number that large is damage
FARTHEST_S = 1e9  # thirty years: a time as far off is damage
ASTRAY_S = 86_400.0  # one or two rows a day before or after all others are no part of the recording
_MOST_FALLS = 200  # more of them in one feed are disorder, and are sorted without asking
_MOST_PENDING = 1_000_000


@dataclass
class Repairs:
    """What was put right in one stream of rows; counts."""

    rows: int = 0
    timeless: int = 0
    late: int = 0
    too_late: int = 0
    set_back_s: list[float] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    coarse: list[int] = field(default_factory=list)


class Cleaner:
    """Puts a stream of rows in order.

    Args:
        kinds: how many sensors a row holds, three values each.
        spread: whether rows of one time are samples of a clock that ticks coarsely.
    """

    def __init__(self, kinds: int, *, spread: bool = False) -> None:
        self.repairs = Repairs(missing=[0] * kinds, doubled=[0] * kinds, coarse=[0] * kinds)
        self._kinds = kinds
        self._spread = spread
        self._offset = 0.0
        self._step = 0.0
        self._emitted = -np.inf
        self._last = [-np.inf] * kinds
        self._last_values: list[FloatArray | None] = [None] * kinds
        self._t: FloatArray = np.empty(0)
        self._values: FloatArray = np.empty((0, 3 * kinds))

    def feed(self, t_s: FloatArray, values: FloatArray) -> Samples:
        """The next rows.

        Args:
            t_s: shape (n,), seconds, may be NaN, late, doubled.
            values: shape (n, 3 * kinds), may be NaN.

        Returns:
            For each sensor, the times (m,), strictly increasing from call to call, and values (m, 3), finite.
        """
        self.repairs.rows += t_s.size
        good = np.abs(t_s) < FARTHEST_S  # False for NaN
        if not good.all():
            self.repairs.timeless += int(t_s.size - np.count_nonzero(good))
            t_s, values = t_s[good], values[good]
        self._t = np.concatenate([self._t, t_s + self._offset])
        self._values = np.concatenate([self._values, values])
        return self._release(final=False)

    def finish(self) -> Samples:
        """The samples still held back. Call once, after the last ``feed``."""
        return self._release(final=True)

    def _release(self, *, final: bool) -> Samples:
        undecided = self._set_right(final=final) if np.any(np.diff(self._t) < 0) else self._t.size
        t, values = self._t[:undecided], self._values[:undecided]
        if t.size and np.any(np.diff(t) < 0):
            self.repairs.late += int(np.count_nonzero(t < np.maximum.accumulate(t)))
            order = np.argsort(t, kind="stable")
            t, values = t[order], values[order]
        horizon = np.inf if final else (t[-1] - LATE_S if t.size else -np.inf)
        if undecided < self._t.size:
            horizon = min(horizon, float(self._t[undecided:].min()) - LATE_S)
        ready = int(np.searchsorted(t, horizon, side="left"))
        self._t = np.concatenate([t[ready:], self._t[undecided:]])
        self._values = np.concatenate([values[ready:], self._values[undecided:]])
        t, values = self._without_astray(t[:ready], values[:ready], final=final)
        if t.size and t[0] < self._emitted:
            on_time = t >= self._emitted
            self.repairs.too_late += int(t.size - np.count_nonzero(on_time))
            t, values = t[on_time], values[on_time]
        if t.size:
            self._emitted = float(t[-1])
        return [self._samples_of(kind, t, values[:, 3 * kind : 3 * kind + 3]) for kind in range(self._kinds)]

    def _samples_of(self, kind: int, t: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        bounded = np.abs(values) < ABSURD  # False for NaN
        if not bounded.all():
            usable = bounded.all(axis=1)
            self.repairs.missing[kind] += int(t.size - np.count_nonzero(usable))
            t, values = t[usable], values[usable]
        if not t.size:
            return t, values
        if self._spread:
            t = _spread_over_ticks(t)
        fresh = np.diff(t, prepend=self._last[kind]) >= CLOSEST_S
        if not fresh.all():
            before = self._last_values[kind]
            previous = np.concatenate([np.full((1, 3), np.nan) if before is None else before, values[:-1]])
            self.repairs.doubled[kind] += int(np.count_nonzero(~fresh))
            self.repairs.coarse[kind] += int(np.count_nonzero(~fresh & np.any(previous != values, axis=1)))
        self._last[kind], self._last_values[kind] = float(t[-1]), values[-1:]
        return t[fresh], values[fresh]

    def _set_right(self, *, final: bool) -> int:
        """Takes stray times out and undoes set-backs, in place; how many rows are decided."""
        self._drop_strays(final=final)
        t = self._t
        forward = np.diff(t)
        forward = forward[forward > 0]
        if forward.size:
            self._step = float(np.median(forward))
        at = 1
        while True:
            steps = np.diff(t[at - 1 :])
            falls = np.flatnonzero(steps < -5 * self._step) + at
            if falls.size > _MOST_FALLS:
                falls = np.flatnonzero(steps < -LATE_S) + at
            if not falls.size:
                return t.size
            at = int(falls[0])
            peak = float(t[:at].max())
            back = peak - float(t[at])
            beyond = np.flatnonzero(t[at:] > peak)
            if back > LATE_S or beyond.size or final or t.size > _MOST_PENDING:
                after = at + int(beyond[0]) if beyond.size else t.size
                # Late rows fill a hole in what came before; after a set-back both cover the same time.
                low, high = float(t[at]), float(t[after - 1])
                crowd = (after - at) + int(np.count_nonzero((t[:at] >= low) & (t[:at] <= high)))
                room = (high - low) / self._step + 1 if self._step else np.inf
                if back > LATE_S or crowd > 1.5 * room + 2:
                    shift = back + self._step
                    t[at:] += shift
                    self._offset += shift
                    self.repairs.set_back_s.append(back)
                at += 1
            else:
                return at

    def _without_astray(
        self, t: FloatArray, values: FloatArray, *, final: bool
    ) -> tuple[FloatArray, FloatArray]:
        """Leaves out a row or two at either end that lie a day or more from the rest."""
        first, last = 0, t.size
        if t.size > 4 and not np.isfinite(self._emitted):
            far = np.flatnonzero(np.diff(t[:4]) > ASTRAY_S)
            first = int(far[-1]) + 1 if far.size and far[-1] < 2 else 0
        if final and t.size > 4:
            far = np.flatnonzero(np.diff(t[-4:]) > ASTRAY_S)
            last -= 3 - int(far[0]) if far.size and far[0] > 0 else 0
        self.repairs.timeless += t.size - (last - first)
        return t[first:last], values[first:last]

    def _drop_strays(self, *, final: bool) -> None:
        """Leaves out one or two rows whose times lie far from all around them."""
        t = self._t
        if t.size < 5 or np.diff(t).min() > -LATE_S:
            return
        padded = np.concatenate([[t[0], t[0]], t, [t[-1], t[-1]]])
        around = np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1)
        stray = np.abs(t - around) > LATE_S
        steady = np.ones(t.size, dtype=bool)
        # Only where time runs both far ahead and far back: a gap runs ahead only, a set-back back only.
        fall, rise = np.flatnonzero(np.diff(t) < -LATE_S), np.flatnonzero(np.diff(t) > LATE_S)
        for index in np.flatnonzero(stray):
            near_fall = fall.size and np.abs(fall - index).min() <= 2
            near_rise = rise.size and np.abs(rise - index).min() <= 2
            steady[index] = not (near_fall and near_rise)
        if not final:
            steady[-2:] = True
        if not steady.all():
            self.repairs.timeless += int(np.count_nonzero(~steady))
            self._t, self._values = t[steady], self._values[steady]


def _spread_over_ticks(t: FloatArray) -> FloatArray:
    """Rows of one time, spread evenly to the next; the last ones as far as those before."""
    starts = np.flatnonzero(np.diff(t, prepend=-np.inf) > 0)
    if starts.size < 2:
        return t
    counts = np.diff(np.append(starts, t.size))
    ticks = np.diff(t[starts])
    lengths = np.minimum(np.append(ticks, ticks[-1]), np.median(ticks))
    place = np.arange(t.size) - np.repeat(starts, counts)
    spread: FloatArray = t + place * np.repeat(lengths / counts, counts)
    return spread
