"""One algorithm, two feeds: live signals and files go through the same stream, and give the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrowalk.gait.bouts import BoutBuilder
from retrowalk.gait.direction import Judge
from retrowalk.gait.finder import LATEST_S, Seen, StrideFinder
from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.walk import Bout, Label, Step, Stride, Wearing

if TYPE_CHECKING:
    from retrowalk.gait.anchor import Anchor
    from retrowalk.recordings.model import Kind, Placement, Side, Signal


@dataclass(frozen=True, slots=True)
class Finished:
    """What a feed settled: each list in time order, each item given once."""

    strides: tuple[Stride, ...] = ()
    bouts: tuple[Bout, ...] = ()
    steps: tuple[Step, ...] = ()


class GaitStream:
    """Takes blocks of samples and gives finished strides, steps and bouts.

    Args:
        placement: where the sensor is worn.
        side: the leg it is worn on, where known.
        kinds: the signals that will come. Samples are judged when all of them have passed.
        anchor: the facing of the first wearing in which somebody walks.
        labels: spans the walker has spoken for; strides wait until the last of them has passed.
    """

    def __init__(
        self,
        placement: Placement,
        side: Side | None = None,
        *,
        kinds: Sequence[Kind] = ("acceleration", "angular_velocity"),
        anchor: Anchor | None = None,
        labels: Sequence[Label] = (),
    ) -> None:
        self._finder = StrideFinder(placement, kinds)
        # Elsewhere, and on a leg without a gyroscope, the steps of both legs are felt and not told apart.
        leg = side if self._finder.leg else None
        self._judge = Judge(placement, leg, anchor, labels)
        self._builder = BoutBuilder(leg)

    def feed(self, signal: Signal) -> Finished:
        """Takes the next block of one signal."""
        strides = self._judged(self._finder.feed(signal))
        still_open_s = self._finder.cell / RATE_HZ - LATEST_S
        told = self._builder.take(min(self._judge.pending_from_s, still_open_s))
        return Finished(tuple(strides), told.bouts, told.steps)

    def close(self) -> Finished:
        """The rest, when nothing more will come."""
        strides = self._judged(self._finder.close())
        rest = self._judge.close()
        self._builder.push(rest, ())
        told = self._builder.take(float("inf"))
        return Finished((*strides, *rest), told.bouts, told.steps)

    @property
    def wearings(self) -> tuple[Wearing, ...]:
        """The wearings that are over; all of them once the stream is closed."""
        return tuple(self._judge.wearings)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about what could not be judged."""
        return tuple(self._judge.warnings)

    def _judged(self, seen: Sequence[Seen]) -> list[Stride]:
        out: list[Stride] = []
        for part in seen:
            self._judge.watch(part.acceleration)
            for found in part.found:
                strides = self._judge.push(found.strides)
                self._builder.push(strides, found.steps)
                out += strides
        return out
