"""What was asked for when, by the clock of the motion: from blocks of motion and the stretches of the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retrowalk import recordings
from retrowalk.prescription.programme import Direction, Kind
from retrowalk.session.motion import Block
from retrowalk.session.timeline import Stretch
from retrowalk.session.watching import walked

_GAP_S = 1.0
"""Motion missing for longer than this says nothing of what was asked meanwhile."""

_TOUCH_S = 0.05


class AskedSpan(NamedTuple):
    """A span [start_s, end_s), seconds from the part's first sample, in which one direction was asked for.

    ``kind`` is that of the block; None before the first and after the last one.
    """

    start_s: float
    end_s: float
    direction: Direction
    kind: Kind | None = None


class Asked:
    """Follows the blocks of one part.

    Args:
        stretches: of the timeline, in order.

    Attributes:
        origin_s: running clock of the part's first sample; None before it.
        warm_up_over_s: when no forward walking was left to come before the first backward block, seconds from the
            part's first sample; None while some is.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        first = next((s.start_s for s in stretches if _direction(s) == "backward"), None)
        if first is None:  # where nothing is walked backward, no block anchors itself either
            first = max((s.end_s for s in stretches if s.kind == "warm_up"), default=0.0)
        before = [s.end_s for s in stretches if _direction(s) == "forward" and s.end_s <= first]
        self._warm_until_s = max(before, default=0.0)
        self._until_s: float | None = None
        self.origin_s: float | None = None
        self.warm_up_over_s: float | None = None

    def take(self, block: Block) -> list[AskedSpan]:
        """The spans of one more block, in time order; nothing is said of pauses.

        Args:
            block: the next of the part.
        """
        if not block.t_s.size:
            return []
        if self.origin_s is None:
            self.origin_s = float(block.t_s[0])
        start_s, end_s = float(block.t_s[0]) - self.origin_s, float(block.t_s[-1]) - self.origin_s
        if self._until_s is not None and start_s - self._until_s <= _GAP_S:
            start_s = self._until_s
        self._until_s = end_s
        if not block.running:
            return []
        at_zero_s = block.position_s - (block.clock_s - self.origin_s)
        if self.warm_up_over_s is None and at_zero_s + end_s >= self._warm_until_s:
            self.warm_up_over_s = max(start_s, self._warm_until_s - at_zero_s)
        out = []
        for stretch in self._stretches:
            begin, stop = max(start_s, stretch.start_s - at_zero_s), min(end_s, stretch.end_s - at_zero_s)
            if begin < stop:
                out.append(AskedSpan(begin, stop, _direction(stretch), stretch.kind))
        return out

    def warm_up_of(self, spans: Sequence[AskedSpan]) -> list[tuple[float, float]]:
        """Those spans, or parts of them, that belong to the forward warm-up.

        Args:
            spans: of `take`.
        """
        over_s = float("inf") if self.warm_up_over_s is None else self.warm_up_over_s
        return [
            (span.start_s, min(span.end_s, over_s))
            for span in spans
            if span.direction == "forward" and span.start_s < over_s
        ]


def asked_of(blocks: Sequence[Block], stretches: Sequence[Stretch]) -> tuple[recordings.Asked, ...]:
    """What was asked in a part, as it is kept with its recording: no lead-in, no pause, no closing.

    Args:
        blocks: of the part, in order.
        stretches: of the timeline, in order.
    """
    follow = Asked(stretches)
    found: list[recordings.Asked] = []
    for start_s, end_s, direction, kind in (span for block in blocks for span in follow.take(block)):
        if kind is None:
            continue
        last = found[-1] if found else None
        if (
            last is not None
            and (last.kind, last.direction) == (kind, direction)
            and start_s - last.end_s < _TOUCH_S
        ):
            start_s = found.pop().start_s
        found.append(recordings.Asked(start_s, end_s, kind, direction))
    return tuple(found)


def _direction(stretch: Stretch) -> Direction:
    return "any" if walked((stretch,), stretch.start_s) is None else stretch.direction
