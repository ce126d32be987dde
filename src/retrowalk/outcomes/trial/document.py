"""A trial with one person: does walking backward help *me* more than walking forward? ``retrowalk.trial/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen, MinLen

from retrowalk.evidence import Reason
from retrowalk.outcomes.measure import MeasureId
from retrowalk.screening.profile import PainSite

Arm = Literal["backward", "forward"]
TrialStatus = Literal["running", "stopped", "finished"]
TrialVerdict = Literal["backward", "forward", "no_difference_seen", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days in which one thing is walked.

    Attributes:
        number: from 1, in time order.
        pair: periods of one pair hold one of each arm, in random order; 0 is the wash-in.
        arm: what is walked.
        start, end: civil dates, the end not with it.
        wash_in_days: of its first days nothing is counted, as the period before may still work.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    number: Annotated[int, Interval(ge=1)]
    pair: Annotated[int, Interval(ge=0)]
    arm: Arm
    start: Date
    end: Date
    wash_in_days: Annotated[int, Interval(ge=0)] = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """The design, all of it chosen before the first day.

    Attributes:
        id: of its own.
        designed_on: civil date.
        status: as its walker left it; whether it is over by the calendar follows from the periods.
        measure, site: the outcome that decides.
        unit: what a period is.
        periods: in time order.
        seed: of the random order, so that it can be drawn again.
        worth: the difference that was worth finding (MCID), in the measure's unit, and where it comes from.
        power: chance to see it, by simulation; None where it was not asked for.
        alpha: two-sided.
        notes: what was stated beforehand: nobody is blinded, carry-over, practice.
        stopped_on: civil date from which it was no longer kept to; None while it was not stopped.
    """

    SCHEMA: ClassVar[str] = "retrowalk.trial/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {"designed_on": "a date written as 2026-11-30"}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MinLen(1), MaxLen(64)]
    designed_on: Date
    status: TrialStatus
    measure: MeasureId
    unit: Literal["week", "session"]
    periods: Annotated[tuple[Period, ...], MaxLen(400)]
    seed: int
    worth: float
    worth_text: str
    power: Annotated[float, Interval(ge=0, le=1)] | None
    alpha: float = 0.05
    site: PainSite | None = None
    notes: tuple[Reason, ...] = ()
    stopped_on: Date | None = None


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What a trial came to.

    Attributes:
        estimate: backward less forward, in the measure's unit; None where it cannot be told.
        low, high: 95 % interval of it.
        p: of the randomisation test, two-sided.
        pairs: complete ones, which the analysis stands on.
        missing: periods without a value.
        verdict: which helped more, or that it cannot be told.
        sentence: the whole in one plain sentence.
        notes: what it may and may not be taken for, each with its rule.
    """

    SCHEMA: ClassVar[str] = "retrowalk.trial-result/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    pairs: int
    missing: int
    verdict: TrialVerdict
    sentence: str
    notes: tuple[Reason, ...]
