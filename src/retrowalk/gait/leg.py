"""Strides felt by a leg: a sensor with a gyroscope on the foot, ankle, shank or thigh, or in a front pocket.

The leg swings to and fro about one axis. The angular velocity along that axis, found by principal components over
the last seconds, rises through a high mark after a low one once in every stride, in either direction of walking.
A swing of the foot lies between two moments of stance; the way between them comes from strapdown integration.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.strapdown import GRAVITY, STILL_HALF, Displacement, displacement, unit
from retrowalk.gait.strides import LONGEST_STRIDE_S, SHORTEST_STRIDE_S, Found, RawStep, RawStride
from retrowalk.gait.travel import phase_travel, pitch_rate_travel
from retrowalk.gait.windows import Likeness, Tail, Trigger, hann, running_max, samples, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrowalk.gait.travel import Source
    from retrowalk.recordings.model import FloatArray

_SWING, _LOBES, _STILL = hann(0.25), hann(0.10), hann(0.20)
_REACH = len(_SWING) // 2
_HOP = samples(0.25)
_HOPS_PAST, _HOPS_AHEAD = 12, 1
_PAST, _AHEAD = samples(3.0), samples(0.6)
_HIGH, _LOW = (0.35, 0.30), (0.15, 0.30)
"""Marks: at least so many rad/s, and at least this share of the fastest swing nearby."""
_MIN_STRIDE, _MAX_STRIDE = samples(SHORTEST_STRIDE_S), samples(LONGEST_STRIDE_S)
_EDGE = samples(0.8), samples(1.2)
"""How far before the first swing, and after the last, the foot is looked for at rest."""
_LANDING = samples(0.15)
_STILL_LIMIT, _EDGE_STILL_LIMIT = 8.0, 3.0
"""(rad/s)²: more unrest than this is no stance. A rolling heel on a belt stays under 1.5, a run under 8.
A walk begins and ends on a foot that rests; there the lower limit tells rest from a recording cut in mid-swing."""
_LENGTH_SD_LIMIT_M = 0.5
"""A length less certain than this is not told: two strides were joined, or the foot never rested."""
_SWING_SHARE = 0.4
"""The foot swings while it moves along faster than this share of the stride's top speed. Chosen where initial contact
has no bias against the optical reference of one person walking forward (gaitmap example data, MIT licence)."""
_KEEP = 2 * _MAX_STRIDE + samples(3.0)
_LATELY, _LATELY_PAST = samples(6.0), samples(2.0)
"""How far a glance looks back, and the past it measures a swing by: short, for a slow way back follows a fast way."""


class _Rest(NamedTuple):
    """A moment of stance, or the nearest thing to it."""

    row: int
    still: bool


class _Swing(NamedTuple):
    """A swing of the foot between two rests; ``first`` where no swing came before it."""

    before: _Rest
    after: _Rest
    first: bool


class LegStrides:
    """Finds strides in one unbroken stretch of grid rows (shape (n, 6), all finite).

    Args:
        first_cell: grid cell of the first row.
        still_foot: True at foot and ankle, where every stride holds a moment of stance.
        phase: True where the phase source may vote too (thigh, pocket).
    """

    def __init__(self, first_cell: int, *, still_foot: bool, phase: bool) -> None:
        self.first_cell = first_cell
        self.still_foot = still_foot
        self.phase = phase
        self.padded = Tail(6, start=-_REACH)
        self.rows = Tail(6)
        self.swing_rate = Tail(3)
        self.lobes = Tail(3)
        self.unrest = Tail()
        self.hops = Tail(12)
        self.axis = np.array([0.0, 0.0, 1.0])
        self.pitch = Tail(start=-_PAST)
        self.pitch.append(np.zeros(_PAST))
        self.done = 0
        self.trigger = Trigger()
        self.likeness = Likeness(lag=1)
        self.last_swing: int | None = None
        self.rest: _Rest | None = None
        self.landed: _Rest | None = None
        self.contact_s: float | None = None
        self.glanced: dict[tuple[int, int], RawStride] = {}

    def push(self, rows: FloatArray) -> Found:
        """The strides and steps that these rows settle."""
        if not len(rows):
            return Found()
        if not self.padded.rows.size:
            self.padded.append(np.repeat(rows[:1], _REACH, axis=0))
        self.padded.append(rows)
        self.rows.append(rows)
        self._filter()
        self._project(last=False)
        return self._detect(last=False)

    def close(self) -> Found:
        """The rest, when the stretch is over."""
        if not self.padded.rows.size:
            return Found()
        self._to_the_end()
        return self._detect(last=True)

    def _to_the_end(self) -> None:
        self.padded.append(np.repeat(self.padded.rows[-1:], _REACH, axis=0))
        self._filter()
        self._project(last=True)
        self.pitch.append(np.zeros(_AHEAD))

    def lately(self, count: int) -> tuple[RawStride, ...]:
        """The last strides as they are when the signal ends now, for a glance; the detector is of no use after it.

        At shank, thigh and pocket also those that begin half-way, where the leg swings back: they overlap, and tell
        of a change of direction half a stride sooner. In time order of their ends.

        Args:
            count: of strides, at most.
        """
        if not self.padded.rows.size:
            return ()
        certain = self.pitch.stop
        self._to_the_end()
        x = self.pitch.rows[: -_AHEAD or None]
        before = np.zeros(_LATELY_PAST)
        swing = running_max(np.concatenate([before, x]), _LATELY_PAST + 1)
        back = running_max(np.concatenate([before, -x]), _LATELY_PAST + 1)
        spans: list[tuple[int, int]] = []
        for sign, ahead, behind in ((1, swing, back), (-1, back, swing)):
            high, low = np.maximum(_HIGH[0], _HIGH[1] * ahead), np.maximum(_LOW[0], _LOW[1] * behind)
            raised = [self.pitch.start + k for k in Trigger().push(sign * x, high, -low)]
            spans += [(a, b) for a, b in pairwise(raised) if _MIN_STRIDE <= b - a <= _MAX_STRIDE]
        spans = sorted(spans, key=lambda span: span[1])[-count:]
        # Most were seen by the glance before. Those that reach into the smoothed end are looked at again.
        known = self.glanced
        for span in [span for span in known if span not in spans]:
            del known[span]
        out = []
        for span in spans:
            stride = known.get(span) or self._swung(*span)
            if span[1] <= certain:
                known[span] = stride
            out.append(stride)
        return tuple(out)

    # -- from rows to the pitch rate ----------------------------------------------------------------------

    def _filter(self) -> None:
        """All that is computed sample by sample from a few samples around it."""
        rows = self.padded.rows
        count = len(rows) - 2 * _REACH
        if count <= 0:
            return

        def centred(x: FloatArray, weights: FloatArray) -> FloatArray:
            trim = _REACH - len(weights) // 2
            return smooth(x[trim : len(x) - trim] if trim else x, weights)

        acceleration, rate = rows[:, :3], rows[:, 3:]
        self.swing_rate.append(centred(rate, _SWING))
        if self.still_foot:
            power = np.stack([(rate**2).sum(axis=1), (acceleration**2).sum(axis=1)], axis=1)
            turning, shaking = centred(power, _STILL).T
            steady = (centred(acceleration, _STILL) ** 2).sum(axis=1)
            tilted_g = (np.sqrt(steady) - GRAVITY) ** 2
            self.unrest.append(turning + 0.2 * np.maximum(shaking - steady, 0) + 0.02 * tilted_g)
        self.lobes.append(centred(rate, _LOBES))
        self.padded.forget_before(self.padded.stop - 2 * _REACH)

    def _project(self, *, last: bool) -> None:
        """Turns the smoothed angular velocity into the pitch rate, hop by hop."""
        fresh = self.swing_rate.stop // _HOP - self.hops.stop
        if fresh > 0:
            span = self.hops.stop * _HOP, (self.hops.stop + fresh) * _HOP
            turn = self.swing_rate.between(*span).reshape(fresh, _HOP, 3)
            pull = self.rows.between(*span)[:, :3].reshape(fresh, _HOP, 3).sum(axis=1)
            spread = np.stack([turn[:, :, i] * turn[:, :, j] for i in range(3) for j in range(3)], axis=-1)
            self.hops.append(np.concatenate([pull, spread.sum(axis=1)], axis=1))
        first = self.pitch.stop // _HOP
        stop = -(-self.swing_rate.stop // _HOP) if last else self.hops.stop - _HOPS_AHEAD
        if stop <= first:
            return
        axes = self._axes(first, stop)
        rate = self.swing_rate.between(first * _HOP, stop * _HOP)
        along = np.repeat(axes, _HOP, axis=0)[: len(rate)]
        self.pitch.append(rate[:, 0] * along[:, 0] + rate[:, 1] * along[:, 1] + rate[:, 2] * along[:, 2])
        self.swing_rate.forget_before(min(self.pitch.stop, self.hops.stop * _HOP))
        self.hops.forget_before(stop - _HOPS_PAST)

    def _axes(self, first: int, stop: int) -> FloatArray:
        """The axis of the leg's swing for each hop, shape (stop - first, 3), its sign kept from hop to hop."""
        low = first - _HOPS_PAST
        near = np.zeros((stop + _HOPS_AHEAD - low, 12))
        have = self.hops.between(max(low, 0), stop + _HOPS_AHEAD)
        offset = max(low, 0) - low
        near[offset : offset + len(have)] = have
        window = np.zeros((stop - first, 12))
        for k in range(_HOPS_PAST + 1 + _HOPS_AHEAD):
            window += near[k : k + stop - first]
        # Turning about the vertical is not swinging: a pivot must not pass for the axis of the leg.
        up = unit(window[:, :3])
        flat = np.eye(3) - up[:, :, None] * up[:, None, :]
        axes = np.linalg.eigh(flat @ window[:, 3:].reshape(-1, 3, 3) @ flat)[1][:, :, 2]
        before = np.concatenate([self.axis[None], axes[:-1]])
        agree = axes[:, 0] * before[:, 0] + axes[:, 1] * before[:, 1] + axes[:, 2] * before[:, 2]
        axes = axes * np.cumprod(np.where(agree >= 0, 1.0, -1.0))[:, None]
        self.axis = axes[-1]
        return np.asarray(axes)

    # -- from the pitch rate to strides -------------------------------------------------------------------

    def _detect(self, *, last: bool) -> Found:
        stop = self.pitch.stop - _AHEAD
        swings: list[_Swing] = []
        found: list[Found] = []
        if stop > self.done:
            near = self.pitch.between(self.done - _PAST, stop + _AHEAD)
            span = _PAST + 1 + _AHEAD
            high = np.maximum(_HIGH[0], _HIGH[1] * running_max(near, span)[: stop - self.done])
            low = np.maximum(_LOW[0], _LOW[1] * running_max(-near, span)[: stop - self.done])
            for k in self.trigger.push(self.pitch.between(self.done, stop), high, -low):
                at = self.done + k
                if self.last_swing is not None and at - self.last_swing > _MAX_STRIDE:
                    self._run_over(swings, found)
                if self.last_swing is None or at - self.last_swing >= _MIN_STRIDE:
                    self._swing(at, swings, found)
            self.done = stop
        if self.last_swing is not None and (last or self.done - self.last_swing > _MAX_STRIDE):
            self._run_over(swings, found)
        if swings:
            found += self._foot_strides(swings)
        self.pitch.forget_before(self.done - _LATELY)
        for tail in (self.rows, self.lobes, self.unrest):
            tail.forget_before(self.done - _KEEP)
        return Found(
            tuple(stride for part in found for stride in part.strides),
            tuple(step for part in found for step in part.steps),
        )

    def _swing(self, at: int, swings: list[_Swing], found: list[Found]) -> None:
        """A swing began: what lies before it is settled."""
        before, self.last_swing = self.last_swing, at
        if not self.still_foot:
            if before is not None:
                found.append(self._between_swings(before, at))
        elif before is None:
            rest = self._stillest(at - _EDGE[0], at, _EDGE_STILL_LIMIT)
            # A recording that begins in mid-swing gives no first stride.
            self.rest = rest if rest.still else None
        else:
            rest = self._stillest(before, at)
            # Without a stance the stride is still counted, from half-way between the swings.
            self._arrive(rest if rest.still else _Rest((before + at) // 2, still=False), swings)

    def _run_over(self, swings: list[_Swing], found: list[Found]) -> None:
        """No further swing came: the foot's last one ends where it came to rest."""
        at, self.last_swing = self.last_swing, None
        assert at is not None
        if self.still_foot:
            rest = self._stillest(at + _LANDING, at + _EDGE[1], _EDGE_STILL_LIMIT)
            if rest.still:
                self._arrive(rest, swings)
            found += self._foot_strides(swings)
            swings.clear()
            self.rest = self.landed = None
            self.likeness.forget()
        elif self.contact_s is not None:  # it ended the last whole stride and belongs to no further one
            found.append(Found((), (RawStep(self.contact_s),)))
            self.likeness.forget()
        self.contact_s = None

    def _arrive(self, rest: _Rest, swings: list[_Swing]) -> None:
        before, self.rest = self.rest, rest
        if before is not None and _MIN_STRIDE <= rest.row - before.row <= _MAX_STRIDE:
            swings.append(_Swing(before, rest, first=self.landed != before))
            self.landed = rest

    def _stillest(self, start: int, stop: int, limit: float = _STILL_LIMIT) -> _Rest:
        """The row in [start, stop) at which the foot is most nearly still, and whether it is still there."""
        first = max(min(start, self.unrest.stop - 1), self.unrest.start, 0)
        unrest = self.unrest.between(first, max(stop, first + 1))
        best = int(np.argmin(unrest))
        return _Rest(first + best, bool(unrest[best] < limit))

    def _time(self, row: int) -> float:
        return (self.first_cell + row) / RATE_HZ

    def _likeness(self, start: int, stop: int) -> float | None:
        return self.likeness.of(np.sqrt((self.rows.between(start, stop)[:, :3] ** 2).sum(axis=1)))

    def _between_swings(self, start: int, stop: int) -> Found:
        """A stride of shank, thigh or pocket, from swing to swing."""
        stride = replace(self._swung(start, stop), regularity=self._likeness(start, stop))
        self.contact_s = stride.end_s
        middle_s = (stride.start_s + stride.end_s) / 2
        return Found((stride,), (RawStep(stride.start_s), RawStep(middle_s, inferred=True)))

    def _swung(self, start: int, stop: int) -> RawStride:
        rows = self.rows.between(start, stop)
        up = unit(rows[:, :3].mean(axis=0))
        travel: dict[Source, FloatArray] = {
            "pitch_rate": pitch_rate_travel(self.lobes.between(start, stop), up)
        }
        if self.phase:
            travel["phase"] = phase_travel(rows[:, :3], up)
        return RawStride(
            start_s=self._time(start),
            end_s=self._time(stop),
            up=up,
            travel=travel,
            turn_rate_dps=float(np.degrees((rows[:, 3:] @ up).mean())),
        )

    def _foot_strides(self, swings: list[_Swing]) -> list[Found]:
        """Strides of foot or ankle, from one stance to the next, integrated together."""
        if not swings:
            return []
        start: NDArray[np.int64] = np.array([swing.before.row for swing in swings])
        stop: NDArray[np.int64] = np.array([swing.after.row for swing in swings])
        # What is kept may end within reach of the last stance, but never starts within reach of the first.
        low = max(int(start[0]) - STILL_HALF, self.rows.start)
        ways = displacement(self.rows.between(low, int(stop[-1]) + STILL_HALF + 1), start - low, stop - low)
        return [self._foot_stride(swing, ways, k) for k, swing in enumerate(swings)]

    def _foot_stride(self, swing: _Swing, ways: Displacement, k: int) -> Found:
        start, stop = swing.before.row, swing.after.row
        before_s = None if swing.first else self.contact_s
        travel: dict[Source, FloatArray] = {
            "pitch_rate": pitch_rate_travel(self.lobes.between(start, stop), ways.up[k])
        }
        length_m = length_sd_m = rise_m = None
        stood = swing.before.still and swing.after.still
        if stood:
            travel["strapdown"] = ways.horizontal_m[k]
        if stood and ways.length_sd_m[k] < _LENGTH_SD_LIMIT_M:
            length_m = float(np.sqrt((ways.horizontal_m[k] ** 2).sum()))
            length_sd_m = float(ways.length_sd_m[k])
            rise_m = float(ways.rise_m[k])
        along = ways.along_mps[k]
        fastest = int(np.argmax(along))
        slow = np.flatnonzero(along <= _SWING_SHARE * along[fastest])
        off = max([int(row) + 1 for row in slow[slow < fastest][-1:]], default=0)
        contact = min([int(row) for row in slow[slow > fastest][:1]], default=stop - start)
        off_s, contact_s = self._time(start + off), self._time(start + contact)
        self.contact_s = contact_s
        stride = RawStride(
            start_s=self._time(start) if before_s is None else before_s,
            end_s=contact_s,
            up=ways.up[k],
            up_sure=stood,
            travel=travel,
            initial_contact_s=before_s,
            final_contact_s=off_s,
            length_m=length_m,
            length_sd_m=length_sd_m,
            rise_m=rise_m,
            turn_rate_dps=float(np.degrees(ways.turn_rad[k]) / (stop - start) * RATE_HZ),
            regularity=self._likeness(start, stop),
        )
        inferred = [] if before_s is None else [RawStep((before_s + contact_s) / 2, inferred=True)]
        return Found((stride,), (*inferred, RawStep(contact_s)))
