"""The forward warm-up of a session: walking that was asked for, known to be forward, and so an anchor.

Only what came before the first backward block counts, and only for the wearing it was walked in: a block never
anchors itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.recordings import Asked

Span = tuple[float, float]


def warm_up_of(asked: Sequence[Asked]) -> tuple[Span, ...]:
    """The forward warm-up among what was asked; nothing else of it ever says which way somebody faced.

    Args:
        asked: spans of a recording, in time order.
    """
    first = min((one.start_s for one in asked if one.direction == "backward"), default=float("inf"))
    return tuple(
        (one.start_s, min(one.end_s, first))
        for one in asked
        if one.kind == "warm_up" and one.direction == "forward" and one.start_s < first
    )


class WarmUp:
    """When forward walking was asked for before the first backward block.

    Live, nobody knows beforehand when it ends. It is told so before the samples of that time are fed; what is decided
    is then the same as with all of it known from the beginning.

    Args:
        spans: [start_s, end_s) of the recording, in time order.
        over_s: when no more was to come; None while it may.
    """

    def __init__(self, spans: Sequence[Span] = (), over_s: float | None = None) -> None:
        self.spans: list[Span] = []
        self.over_s = over_s
        for start_s, end_s in spans:
            self.more(start_s, end_s)

    @classmethod
    def known(cls, spans: Sequence[Span]) -> WarmUp:
        """One that is over.

        Args:
            spans: [start_s, end_s) of the recording, in time order.
        """
        return cls(spans, max((end_s for _, end_s in spans), default=0.0))

    def more(self, start_s: float, end_s: float) -> None:
        """Forward walking is asked for from ``start_s`` to ``end_s``; what follows on directly is one span."""
        if self.spans and start_s <= self.spans[-1][1]:
            start_s = self.spans.pop()[0]
        self.spans.append((start_s, end_s))

    def over(self, at_s: float) -> None:
        """The first backward block begins, or no forward walking is left before it. Told once; later is too late."""
        if self.over_s is None:
            self.over_s = at_s

    def holds(self, t_s: float) -> bool:
        """Whether forward walking was asked for at a time."""
        return any(start_s <= t_s < end_s for start_s, end_s in self.spans)

    def awaited(self, since_s: float, now_s: float) -> bool:
        """Whether a wearing that began at ``since_s`` may still be anchored by what comes after ``now_s``."""
        return self.over_s is None or (since_s < self.over_s and now_s < self.over_s)
