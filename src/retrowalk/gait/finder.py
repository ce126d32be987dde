"""From signals to raw strides and steps: resampling, and the detector that suits the placement."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.gait.glance import RECENT
from retrowalk.gait.grid import Grid
from retrowalk.gait.leg import LegStrides
from retrowalk.gait.strides import LONGEST_STRIDE_S, Found, RawStride
from retrowalk.gait.trunk import TrunkStrides
from retrowalk.gait.windows import Likeness, Tail, Trigger

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray, Kind, Placement, Signal

LEG: frozenset[Placement] = frozenset({"foot", "ankle", "shank", "thigh", "pocket"})
STILL_FOOT: frozenset[Placement] = frozenset({"foot", "ankle"})
PHASE_TOO: frozenset[Placement] = frozenset({"thigh", "pocket"})
LATEST_S = 2 * LONGEST_STRIDE_S + 3.0
"""No stride or step comes to light later than this after its end."""
_CHUNK = 6000
"""Rows handled at a time: a minute, so that memory does not follow the size of the blocks fed."""


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """A stretch of grid rows and what came to light with it.

    Attributes:
        first_cell: grid cell of the first row.
        acceleration: shape (n, 3), NaN in holes.
        found: strides and steps, in time order.
    """

    first_cell: int
    acceleration: FloatArray
    found: tuple[Found, ...]


class StrideFinder:
    """Finds raw strides and steps in a feed of signals.

    Args:
        placement: where the sensor is worn.
        kinds: the signals that will come.
    """

    def __init__(self, placement: Placement, kinds: Sequence[Kind]) -> None:
        self.placement = placement
        self.leg = placement in LEG and "angular_velocity" in kinds
        self.grid = Grid(kinds)
        self.detector: LegStrides | TrunkStrides | None = None
        self.cell = 0
        self.recent: deque[RawStride] = deque(maxlen=RECENT)

    def feed(self, signal: Signal) -> list[Seen]:
        """Takes the next block of one signal."""
        return self._rows(self.grid.push(signal))

    def close(self) -> list[Seen]:
        """The rest, when nothing more will come."""
        return [*self._rows(self.grid.close()), Seen(self.cell, np.empty((0, 3)), self._end_stretch())]

    def lately(self) -> tuple[RawStride, ...]:
        """The last few strides, with those that would come to light if the signal ended now, for a glance.

        At shank, thigh and pocket they overlap, as they do on the trunk. Nothing is changed by asking.
        """
        if self.detector is None:
            return tuple(self.recent)
        twin = _twin(self.detector)
        if isinstance(twin, LegStrides) and not twin.still_foot:
            return twin.lately(RECENT)
        return (*self.recent, *twin.close().strides)[-RECENT:]

    def _rows(self, rows: FloatArray) -> list[Seen]:
        return [self._chunk(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]

    def _chunk(self, chunk: FloatArray) -> Seen:
        found: list[Found] = []
        needed = chunk if self.leg else chunk[:, :3]
        usable = np.asarray(np.isfinite(needed).all(axis=1))
        edges = np.flatnonzero(np.diff(usable)) + 1
        for first, stop in zip([0, *edges], [*edges, len(chunk)], strict=True):
            if not usable[first]:
                found += self._end_stretch()
                continue
            if self.detector is None:
                self.detector = self._new_detector(self.cell + int(first))
            found.append(self.detector.push(chunk[first:stop]))
        self.recent.extend(stride for each in found for stride in each.strides)
        seen = Seen(self.cell, chunk[:, :3], tuple(found))
        self.cell += len(chunk)
        return seen

    def _new_detector(self, cell: int) -> LegStrides | TrunkStrides:
        if self.leg:
            return LegStrides(
                cell, still_foot=self.placement in STILL_FOOT, phase=self.placement in PHASE_TOO
            )
        return TrunkStrides(cell)

    def _end_stretch(self) -> tuple[Found, ...]:
        detector, self.detector = self.detector, None
        return () if detector is None else (detector.close(),)


def _twin(detector: LegStrides | TrunkStrides) -> LegStrides | TrunkStrides:
    """A detector that can go another way. Arrays are never written into, so they may be shared."""
    twin = copy(detector)
    for name, part in vars(detector).items():
        if isinstance(part, Tail | Trigger | Likeness):
            setattr(twin, name, copy(part))
    return twin
