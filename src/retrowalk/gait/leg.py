"""Strides felt by a leg: a sensor with a gyroscope on the foot, ankle, shank or thigh, or in a front pocket.

The leg swings to and fro about one axis. The angular velocity along that axis, found by principal components over
the last seconds, rises through a high mark after a low one once in every stride, in either direction of walking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.strapdown import displacement, unit
from retrowalk.gait.strides import LONGEST_STRIDE_S, SHORTEST_STRIDE_S, Found, RawStep, RawStride
from retrowalk.gait.travel import phase_travel, pitch_rate_travel
from retrowalk.gait.windows import Tail, Trigger, hann, running_max, samples, smooth

if TYPE_CHECKING:
    from retrowalk.gait.travel import Source
    from retrowalk.recordings.model import FloatArray

_SMOOTH = hann(0.25)
_REACH = len(_SMOOTH) // 2
_LOBES = hann(0.10)
_STILL = hann(0.20)
_HOP = samples(0.25)
_HOPS_PAST, _HOPS_AHEAD = 12, 1
_PAST, _AHEAD = samples(3.0), samples(0.6)
_HIGH, _LOW = (0.35, 0.30), (0.15, 0.30)
"""Marks: at least so many rad/s, and at least this share of the fastest swing nearby."""
_MIN_STRIDE, _MAX_STRIDE = samples(SHORTEST_STRIDE_S), samples(LONGEST_STRIDE_S)
_SWING_SHARE = 0.2
"""The foot swings while it is faster than this share of the stride's top speed."""
_KEEP = samples(2 * LONGEST_STRIDE_S + 3)
_EDGE = samples(0.8), samples(1.2)
"""How far before the first swing, and after the last, the foot is looked for at rest."""
_STILL_LIMIT = 3.0
"""(rad/s)²: more unrest than this is no stance; a rolling heel on a belt stays under 1.5."""


class _Rest(NamedTuple):
    """A moment of stance, or the nearest thing to it."""

    row: int
    still: bool


class LegStrides:
    """Finds strides in one unbroken stretch of grid rows (shape (n, 6), all finite).

    Args:
        first_cell: grid cell of the first row.
        still_foot: True at foot and ankle, where every stride holds a still moment.
        phase: True where the phase source may vote too (thigh, pocket).
    """

    def __init__(self, first_cell: int, *, still_foot: bool, phase: bool) -> None:
        self.first_cell = first_cell
        self.still_foot = still_foot
        self.phase = phase
        self.rows = Tail(6)
        self.rate = Tail(3)
        self.rate.start = -_REACH
        self.smoothed = Tail(3)
        self.hops: list[FloatArray] = []
        self.first_hop = 0
        self.axis = np.array([0.0, 0.0, 1.0])
        self.pitch = Tail()
        self.pitch.start = -_PAST
        self.pitch.append(np.zeros(_PAST))
        self.done = 0
        self.trigger = Trigger()
        self.swings: list[int] = []
        self.rest: _Rest | None = None
        self.contact_s: float | None = None

    def push(self, rows: FloatArray) -> Found:
        """The strides and steps that these rows settle."""
        if not len(rows):
            return Found()
        if not self.rows.stop:
            self.rate.append(np.repeat(rows[:1, 3:], _REACH, axis=0))
        self.rows.append(rows)
        self.rate.append(rows[:, 3:])
        return self._advance(last=False)

    def close(self) -> Found:
        """The rest, when the stretch is over."""
        if not self.rows.stop:
            return Found()
        self.rate.append(np.repeat(self.rate.rows[-1:], _REACH, axis=0))
        return self._advance(last=True)

    def _advance(self, *, last: bool) -> Found:
        smoothed = smooth(self.rate.rows, _SMOOTH)
        if len(smoothed):
            self.smoothed.append(smoothed)
            self.rate.forget_before(self.smoothed.stop - _REACH)
        self._project(last=last)
        if last:
            self.pitch.append(np.zeros(_AHEAD))
        return self._detect(last=last)

    def _project(self, *, last: bool) -> None:
        """Turns the smoothed angular velocity into the pitch rate, hop by hop."""
        while True:
            hop = self.first_hop + len(self.hops)
            if self.smoothed.stop < (hop + 1) * _HOP:
                break
            block = self.smoothed.between(hop * _HOP, (hop + 1) * _HOP)
            self.hops.append((block[:, :, None] * block[:, None, :]).sum(axis=0))
        while True:
            stop = self.pitch.stop
            hop = stop // _HOP
            if not last and hop + _HOPS_AHEAD >= self.first_hop + len(self.hops):
                break
            block = self.smoothed.between(stop, min((hop + 1) * _HOP, self.smoothed.stop))
            if not len(block):
                break
            drop = max(0, hop - _HOPS_PAST - self.first_hop)
            self.hops, self.first_hop = self.hops[drop:], self.first_hop + drop
            near = self.hops[: hop + _HOPS_AHEAD + 1 - self.first_hop]
            if near:
                spread = near[0].copy()
                for more in near[1:]:
                    spread += more
                axis = np.linalg.eigh(spread)[1][:, 2]
                self.axis = axis if axis @ self.axis >= 0 else -axis
            self.pitch.append(
                block[:, 0] * self.axis[0] + block[:, 1] * self.axis[1] + block[:, 2] * self.axis[2]
            )
        self.smoothed.forget_before(self.pitch.stop)

    def _detect(self, *, last: bool) -> Found:
        stop = self.pitch.stop - _AHEAD
        found: list[Found] = []
        if stop > self.done:
            near = self.pitch.between(self.done - _PAST, stop + _AHEAD)
            span = _PAST + 1 + _AHEAD
            high = np.maximum(_HIGH[0], _HIGH[1] * running_max(near, span)[: stop - self.done])
            low = np.maximum(_LOW[0], _LOW[1] * running_max(-near, span)[: stop - self.done])
            for k in self.trigger.push(self.pitch.between(self.done, stop), high, -low):
                at = self.done + k
                if self.swings and at - self.swings[-1] < _MIN_STRIDE:
                    continue
                found.append(self._swing(at))
            self.done = stop
        if self.swings and (last or self.done - self.swings[-1] > _MAX_STRIDE):
            found.append(self._run_over())
        self.pitch.forget_before(self.done - _PAST)
        self.rows.forget_before(self.done - _KEEP)
        return Found(
            tuple(stride for part in found for stride in part.strides),
            tuple(step for part in found for step in part.steps),
        )

    def _time(self, row: float) -> float:
        return (self.first_cell + row) / RATE_HZ

    def _swing(self, at: int) -> Found:
        """A further swing began: settles the one before it."""
        if self.swings and at - self.swings[-1] > _MAX_STRIDE:
            over = self._run_over()
            begun = self._swing(at)
            return Found(over.strides + begun.strides, over.steps + begun.steps)
        before = self.swings[-1] if self.swings else None
        self.swings = [at]
        if not self.still_foot:
            return Found() if before is None else self._between_swings(before, at)
        rest = self._stillest(at - _EDGE[0] if before is None else before, at)
        if before is None:
            # A recording that begins in mid-swing gives no first stride.
            self.rest, self.contact_s = rest if rest.still else None, None
            return Found()
        return self._between_rests(rest)

    def _run_over(self) -> Found:
        """No further swing came: the foot's last one ends where it came to rest."""
        last_swing = self.swings.pop()
        if self.still_foot:
            rest = self._stillest(last_swing + samples(0.15), last_swing + _EDGE[1])
            found = self._between_rests(rest) if rest.still else Found()
        else:  # the contact that ended the last whole stride belongs to no further one
            found = Found((), () if self.contact_s is None else (RawStep(self.contact_s),))
        self.rest = self.contact_s = None
        return found

    def _stillest(self, start: int, stop: int) -> _Rest:
        """The row in [start, stop) at which the foot is most nearly still, and whether it is still there."""
        half = len(_STILL) // 2
        start = max(start, self.rows.start, 0)
        stop = max(min(stop, self.rows.stop), start + 1)
        rows = self.rows.between(max(start - half, self.rows.start), min(stop + half, self.rows.stop))
        before = half - (start - max(start - half, self.rows.start))
        after = half - (min(stop + half, self.rows.stop) - stop)
        rows = np.concatenate([np.repeat(rows[:1], before, 0), rows, np.repeat(rows[-1:], after, 0)])
        squares = np.stack([(rows[:, 3:] ** 2).sum(axis=1), (rows[:, :3] ** 2).sum(axis=1)], axis=1)
        turning, power = smooth(squares, _STILL).T
        mean = smooth(np.ascontiguousarray(rows[:, :3]), _STILL)
        steady = (mean**2).sum(axis=1)
        unrest = turning + 0.2 * np.maximum(power - steady, 0) + 0.02 * (np.sqrt(steady) - 9.81) ** 2
        best = int(np.argmin(unrest))
        return _Rest(start + best, bool(unrest[best] < _STILL_LIMIT))

    def _lobes(self, start: int, stop: int) -> FloatArray:
        half = len(_LOBES) // 2
        rows = self.rows.between(start - half, stop + half)[:, 3:]
        return smooth(rows, _LOBES) if len(rows) == stop - start + 2 * half else rows

    def _between_swings(self, start: int, stop: int) -> Found:
        """A stride of shank, thigh or pocket, from swing to swing."""
        rows = self.rows.between(start, stop)
        up = unit(rows[:, :3].mean(axis=0))
        travel: dict[Source, FloatArray] = {"pitch_rate": pitch_rate_travel(self._lobes(start, stop), up)}
        if self.phase:
            travel["phase"] = phase_travel(rows[:, :3], up)
        self.contact_s = self._time(stop)
        stride = RawStride(
            start_s=self._time(start),
            end_s=self._time(stop),
            up=up,
            travel=travel,
            turn_rate_dps=float(np.degrees((rows[:, 3:] @ up).mean())),
        )
        return Found(
            (stride,), (RawStep(stride.start_s), RawStep((stride.start_s + stride.end_s) / 2, inferred=True))
        )

    def _between_rests(self, rest: _Rest) -> Found:
        """A stride of foot or ankle, from one stance to the next."""
        before, self.rest = self.rest, rest
        if before is None or not _MIN_STRIDE <= rest.row - before.row <= _MAX_STRIDE:
            self.contact_s = None
            return Found()
        start, stop, shift = before.row, rest.row, self.rows.start
        way = displacement(self.rows.rows, np.array([start - shift]), np.array([stop - shift]))
        travel: dict[Source, FloatArray] = {
            "pitch_rate": pitch_rate_travel(self._lobes(start, stop), way.up[0])
        }
        length_m = rise_m = None
        if before.still and rest.still:
            travel["strapdown"] = way.horizontal_m[0]
            length_m = float(np.sqrt((way.horizontal_m[0] ** 2).sum()))
            rise_m = float(way.rise_m[0])
        speed = way.speed_mps[0]
        moving = start + np.flatnonzero(speed > _SWING_SHARE * speed.max())
        contact_s = self._time(int(moving[-1]) + 1)
        begin_s = self._time(start) if self.contact_s is None else self.contact_s
        stride = RawStride(
            start_s=begin_s,
            end_s=contact_s,
            up=way.up[0],
            travel=travel,
            initial_contact_s=self.contact_s,
            final_contact_s=self._time(int(moving[0])),
            length_m=length_m,
            rise_m=rise_m,
            turn_rate_dps=float(np.degrees(way.turn_rad[0]) / (stop - start) * RATE_HZ),
        )
        steps = [RawStep(contact_s)]
        if self.contact_s is not None:
            steps.insert(0, RawStep((self.contact_s + contact_s) / 2, inferred=True))
        self.contact_s = contact_s
        return Found((stride,), tuple(steps))
