"""A figure that is never alone: low, mid and high."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """How much, and how far it can reasonably be off; low ≤ mid ≤ high.

    Attributes:
        low: the lowest of the published values and of what follows from them.
        mid: the one to name if only one can be named.
        high: the highest.
    """

    low: float
    mid: float
    high: float

    def __mul__(self, by: Band | float) -> Band:
        """Times a number, or end by end times another band."""
        other = by if isinstance(by, Band) else Band(by, by, by)
        return Band(self.low * other.low, self.mid * other.mid, self.high * other.high)

    def __add__(self, more: float) -> Band:
        """So much more at every end."""
        return Band(self.low + more, self.mid + more, self.high + more)

    def __contains__(self, value: float) -> bool:
        """Whether a value lies within; a rounding error more is still within."""
        return self.low - 1e-9 <= value <= self.high + 1e-9

    def rounded(self, decimals: int) -> Band:
        """The same, no more exact than is honest.

        Args:
            decimals: to keep.
        """
        return Band(round(self.low, decimals), round(self.mid, decimals), round(self.high, decimals))

    def toward(self, other: Band, share: float) -> Band:
        """Part of the way to another band.

        Args:
            other: where the way leads.
            share: of it, from 0 (this band) to 1 (the other).
        """
        return Band(
            self.low + (other.low - self.low) * share,
            self.mid + (other.mid - self.mid) * share,
            self.high + (other.high - self.high) * share,
        )
