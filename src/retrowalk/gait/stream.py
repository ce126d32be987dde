"""One algorithm, two feeds: live signals and files go through the same stream, and give the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrowalk.gait.bouts import BoutBuilder
from retrowalk.gait.direction import Judge
from retrowalk.gait.finder import LATEST_S, Seen, StrideFinder
from retrowalk.gait.glance import Glance
from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.walk import Bout, Label, Step, Stride, Wearing
from retrowalk.gait.warm_up import Span, WarmUp

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
        warm_up: spans in which forward walking was asked for before the first backward block; with 20 consistent
            steps in them they anchor the wearing they lie in, and strides wait until they are over. Live, a
            `WarmUp` that is told more as it goes on, always before the samples of that time are fed.
    """

    def __init__(
        self,
        placement: Placement,
        side: Side | None = None,
        *,
        kinds: Sequence[Kind] = ("acceleration", "angular_velocity"),
        anchor: Anchor | None = None,
        labels: Sequence[Label] = (),
        warm_up: Sequence[Span] | WarmUp = (),
    ) -> None:
        self._finder = StrideFinder(placement, kinds)
        # Elsewhere, and on a leg without a gyroscope, the steps of both legs are felt and not told apart.
        leg = side if self._finder.leg else None
        self.warm_up = warm_up if isinstance(warm_up, WarmUp) else WarmUp.known(warm_up)
        steps_a_stride = 2 if self._finder.leg else 1
        self._judge = Judge(placement, leg, anchor, labels, self.warm_up, steps_a_stride)
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

    def glance(self) -> Glance:
        """Which way somebody seems to be walking just now: sooner and less sure than what settles.

        It looks at strides that are not settled, and at those that would be found if the signal ended now. Asking
        changes nothing of what the stream gives.
        """
        return self._judge.glance(self._finder.lately, self._finder.cell / RATE_HZ)

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
