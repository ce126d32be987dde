"""Steps felt from afar: a sensor on the trunk, in a bag or on an arm, or a leg sensor without a gyroscope.

Steps are where the smoothed length of the acceleration rises through a high mark after a low one; the marks follow
the last seconds. Two steps make a stride; its travel vector comes from the phase source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.strapdown import unit
from retrowalk.gait.strides import Found, RawStep, RawStride
from retrowalk.gait.travel import phase_travel
from retrowalk.gait.windows import Likeness, Tail, Trigger, hann, running_max, samples, smooth

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray

STEP_S = (0.2, 1.5)
"""Steps closer than the first are one; further apart than the second they share no stride."""

_FINE, _COARSE = hann(0.28), hann(1.2)
_REACH = len(_COARSE) // 2
_PAST, _AHEAD = samples(3.0), samples(0.6)
_HIGH, _LOW = (0.25, 0.30), (0.12, 0.18)
"""Marks: at least so many m/s², and at least this share of the largest swing nearby."""
_KEEP = samples(8.0)


class TrunkStrides:
    """Finds steps and strides in one unbroken stretch of grid rows (shape (n, 6), acceleration finite)."""

    def __init__(self, first_cell: int) -> None:
        self.first_cell = first_cell
        self.rows = Tail(6)
        self.length = Tail(start=-_REACH)
        self.bounce = Tail(start=-_PAST)
        self.bounce.append(np.zeros(_PAST))
        self.done = 0
        self.trigger = Trigger()
        self.steps: list[int] = []
        self.likeness = Likeness(lag=2)

    def push(self, rows: FloatArray) -> Found:
        """The strides and steps that these rows settle."""
        if not len(rows):
            return Found()
        length = np.sqrt((rows[:, :3] ** 2).sum(axis=1))
        if not self.rows.stop:
            self.length.append(np.full(_REACH, length[0]))
        self.rows.append(rows)
        self.length.append(length)
        return self._advance()

    def close(self) -> Found:
        """The rest, when the stretch is over."""
        if not self.rows.stop:
            return Found()
        self.length.append(np.full(_REACH, self.length.rows[-1]))
        found = self._advance()
        self.bounce.append(np.zeros(_AHEAD))
        last = self._detect()
        return Found(found.strides + last.strides, found.steps + last.steps)

    def _advance(self) -> Found:
        fine = smooth(self.length.rows, _FINE)
        coarse = smooth(self.length.rows, _COARSE)
        if len(coarse):
            margin = (len(_COARSE) - len(_FINE)) // 2
            self.bounce.append(fine[margin : margin + len(coarse)] - coarse)
            self.length.forget_before(self.bounce.stop - _REACH)
        return self._detect()

    def _detect(self) -> Found:
        stop = self.bounce.stop - _AHEAD
        if stop <= self.done:
            return Found()
        near = self.bounce.between(self.done - _PAST, stop + _AHEAD)
        span = _PAST + 1 + _AHEAD
        high = np.maximum(_HIGH[0], _HIGH[1] * running_max(near, span)[: stop - self.done])
        low = np.maximum(_LOW[0], _LOW[1] * running_max(-near, span)[: stop - self.done])
        x = self.bounce.between(self.done, stop)
        raised = self.trigger.push(x, high, -low)
        steps: list[RawStep] = []
        strides: list[RawStride] = []
        for k in raised:
            at = self.done + k
            if self.steps and at - self.steps[-1] < samples(STEP_S[0]):
                continue
            self.steps = [*self.steps[-2:], at]
            steps.append(RawStep(self._time(at)))
            if len(self.steps) == 3 and max(np.diff(self.steps)) <= samples(STEP_S[1]):
                strides.append(self._stride(self.steps[0], at))
            elif len(self.steps) > 1 and self.steps[-1] - self.steps[-2] > samples(STEP_S[1]):
                self.likeness.forget()
        self.done = stop
        self.bounce.forget_before(self.done - _PAST)
        self.rows.forget_before(self.done - _KEEP)
        return Found(tuple(strides), tuple(steps))

    def _time(self, row: int) -> float:
        return (self.first_cell + row) / RATE_HZ

    def _stride(self, start: int, stop: int) -> RawStride:
        rows = self.rows.between(start, stop)
        up = unit(rows[:, :3].mean(axis=0))
        turning = rows[:, 3:] @ up
        known = bool(np.isfinite(turning).all())
        return RawStride(
            start_s=self._time(start),
            end_s=self._time(stop),
            up=up,
            travel={"phase": phase_travel(rows[:, :3], up)},
            regularity=self.likeness.of(np.sqrt((rows[:, :3] ** 2).sum(axis=1))),
            turn_rate_dps=float(np.degrees(turning.mean())) if known else None,
        )
