"""What somebody walked, as plain values: what a week of activity is added up from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Literal

Source = Literal["session", "recording"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A session or a recording, and what was walked in it.

    Attributes:
        source: which of the two.
        day: civil date.
        forward_s, backward_s, unknown_s: seconds walked, by direction.
        forward_mps, backward_mps: how fast, m/s; None where that is not known.
        grade_pct: uphill, of the walking backward, percent.
        began_at: UTC; None where only the day is known.
        lasts_s: from its beginning to its end, rests included; None where that is not known.
        run: id of the session's log, which a recording of it has too; None for a file, or where nothing was logged.
        heart_rate_bpm: mean of the walking; None where it was not recorded.
    """

    source: Source
    day: Date
    forward_s: float
    backward_s: float
    unknown_s: float = 0.0
    forward_mps: float | None = None
    backward_mps: float | None = None
    grade_pct: float = 0.0
    began_at: datetime | None = None
    lasts_s: float | None = None
    run: str | None = None
    heart_rate_bpm: float | None = None

    @property
    def walked_s(self) -> float:
        """Seconds walked in any direction."""
        return self.forward_s + self.backward_s + self.unknown_s


@dataclass(frozen=True, slots=True)
class Mover:
    """Of the walker, what their figures depend on.

    Attributes:
        age: years; None where not told.
        usual_forward_mps: their usual pace; None where not told.
        resting_bpm: resting heart rate; None where it was not measured.
        heart_rate_tells: False with a beta blocker, or while medicines are not known.
    """

    age: int | None = None
    usual_forward_mps: float | None = None
    resting_bpm: float | None = None
    heart_rate_tells: bool = False
