"""From samples as they were taken to a uniform grid: the first stage, the same for any split of the feed.

Each grid cell holds the mean of the piecewise-linear signal over the cell, so that integrals over time (turned
angle, velocity) survive resampling, and fast sensors are averaged, not aliased. A cell is computed from the samples
in and around it alone, in a fixed order: blocks of any size give the same bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray, Kind, Signal

RATE_HZ = 100.0
GAP_S = 0.5
"""A longer pause between samples is a hole, not something to draw a line across."""

COLUMNS: dict[Kind, slice] = {"acceleration": slice(0, 3), "angular_velocity": slice(3, 6)}


class _Channel:
    """The samples of one sensor that later cells may still need."""

    def __init__(self) -> None:
        self.t = np.empty(0)
        self.values = np.empty((0, 3))

    def append(self, signal: Signal) -> None:
        self.t = np.concatenate([self.t, signal.t_s])
        self.values = np.concatenate([self.values, signal.values])

    def complete_cells(self) -> int:
        """How many cells, counted from the recording's start, no later sample can change."""
        if not self.t.size:
            return 0
        count = max(0, int(np.ceil(self.t[-1] * RATE_HZ - 0.5)))
        while count and (count - 0.5) / RATE_HZ >= self.t[-1]:
            count -= 1
        return count

    def cells(self, first: int, stop: int) -> FloatArray:
        """Means over cells first … stop-1, shape (stop - first, 3); NaN where there was no signal."""
        out = np.full((stop - first, 3), np.nan)
        t, values = self.t, self.values
        if t.size < 2 or stop <= first:
            return out
        edges = (np.arange(first, stop + 1) - 0.5) / RATE_HZ
        left = np.searchsorted(t, edges, side="right") - 1
        within = (left >= 0) & (left < t.size - 1)
        j = np.clip(left, 0, t.size - 2)
        share = (edges - t[j]) / (t[j + 1] - t[j])
        at_edges = values[j] + (values[j + 1] - values[j]) * share[:, None]
        at_edges[~within] = np.nan
        at_edges[t[j + 1] - t[j] > GAP_S] = np.nan
        # A cell that starts before the first sample, or ends after the last, is the mean of what it holds.
        inside = slice(int(np.searchsorted(t, edges[0])), int(np.searchsorted(t, edges[-1])))
        points = np.concatenate([edges, t[inside]])
        order = np.argsort(points, kind="stable")
        points = points[order]
        heights = np.concatenate([at_edges, values[inside]])[order]
        width = np.diff(points)
        area = (heights[1:] + heights[:-1]) / 2 * width[:, None]
        known = np.isfinite(area[:, 0]) & (width <= GAP_S)
        area[~known] = 0.0
        width = np.where(known, width, 0.0)
        starts = np.flatnonzero(order < edges.size)[:-1]
        covered = np.add.reduceat(width, starts)
        sums = np.add.reduceat(area, starts, axis=0)
        # Less than a quarter of a cell of signal is no mean; the first cell has half.
        ok = covered > 0.25 / RATE_HZ
        out[ok] = sums[ok] / covered[ok, None]
        return out

    def forget_before(self, cell: int) -> None:
        keep = max(0, int(np.searchsorted(self.t, (cell - 0.5) / RATE_HZ, side="right")) - 1)
        self.t = self.t[keep:]
        self.values = self.values[keep:]


class Grid:
    """Brings the signals of one recording to ``RATE_HZ``.

    Args:
        kinds: the signals that will come; a cell is given out when all of them have passed it.
    """

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.channels = {kind: _Channel() for kind in kinds if kind in COLUMNS}
        self.next_cell = 0

    def push(self, signal: Signal) -> FloatArray:
        """Takes a block; gives the cells now complete, shape (n, 6): acceleration, angular velocity."""
        if signal.kind not in self.channels or not signal.t_s.size:
            return np.empty((0, 6))
        self.channels[signal.kind].append(signal)
        return self._emit(min(channel.complete_cells() for channel in self.channels.values()))

    def close(self) -> FloatArray:
        """The rest, when nothing more will come."""
        if not self.channels:
            return np.empty((0, 6))
        return self._emit(max(channel.complete_cells() for channel in self.channels.values()))

    def _emit(self, stop: int) -> FloatArray:
        if stop <= self.next_cell:
            return np.empty((0, 6))
        out = np.full((stop - self.next_cell, 6), np.nan)
        for kind, channel in self.channels.items():
            out[:, COLUMNS[kind]] = channel.cells(self.next_cell, stop)
            channel.forget_before(stop)
        self.next_cell = stop
        return out
