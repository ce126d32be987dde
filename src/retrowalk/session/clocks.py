"""The coach's clock against the running clock of a page, from when things said at one time arrived at the other.

What arrives was on its way for some time, never less than none: arrival less sending is the difference of the clocks
plus a delay. The smallest ever seen is the best estimate; how much later the usual one comes is how far it may be off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

_LATEST = 240
_FEW = 5
_ALONE_S = 1.0
"""What a difference seen a few times only may be off by."""
_FINEST_S = 0.02


class ClockDifference:
    """Follows the arrivals of one page.

    Args:
        least_s: the smallest difference known from before; None where there is none.
        latest: some of the latest differences from before.
    """

    def __init__(self, least_s: float | None = None, latest: Iterable[float] = ()) -> None:
        self.least_s = least_s
        self.latest: deque[float] = deque(latest, maxlen=_LATEST)

    def add(self, arrived_s: float, said_s: float) -> bool:
        """One arrival.

        Args:
            arrived_s: by the coach's clock, seconds since 1970.
            said_s: by the page's running clock, when it was sent.

        Returns:
            whether the estimate became better.
        """
        difference = arrived_s - said_s
        self.latest.append(difference)
        if self.least_s is not None and difference >= self.least_s - 1e-3:
            return False
        self.least_s = difference
        return True

    @property
    def uncertainty_s(self) -> float:
        """How far ``least_s`` may be off: how much later the usual arrival came."""
        if self.least_s is None or len(self.latest) < _FEW:
            return _ALONE_S
        usual = sorted(self.latest)[len(self.latest) // 2]
        return max(_FINEST_S, usual - self.least_s)
