"""A value of a measure, taken once: ``retrowalk.result/1``; and what somebody watches above all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from annotated_types import MaxLen, MinLen

from retrowalk.evidence import Reason
from retrowalk.outcomes.measure import MeasureId
from retrowalk.screening.profile import PainSite, WalkingAid

TakenBy = Literal["self", "helper", "professional", "device", "recording", "computed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One value.

    Attributes:
        id: of its own in the world (a UUID), made where it was taken: the same one twice is one.
        measure: what was measured.
        value: in the measure's unit, the trials combined as the measure says.
        at: instant, UTC; what was entered for an earlier day has noon there.
        taken_on: civil date where the walker is.
        trials: what each trial came to, in order; empty where there was only the one value.
        site: of the body, for a measure by site.
        taken_by: who held the watch, or that a device or a recording told it.
        with_aid: the walking aid that was used; None: not said.
        practice: a familiarisation, never a baseline.
        confirmed: it was asked back as unusual, and confirmed.
        speed_mps: at which it was taken, for heart rate at equal speed.
        walk: id of the walk it was found in.
        session: id of the session it was taken in, ``programme/session``.
        validated: for what was computed from a recording: whether real data stands behind it; None for all else.
        note: in the walker's own words.
    """

    SCHEMA: ClassVar[str] = "retrowalk.result/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "value": "a number in the measure's unit",
        "taken_on": "a date written as 2026-11-30",
        "at": "an instant written as 2026-11-30T12:00:00Z",
    }
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MinLen(1), MaxLen(64)]
    measure: MeasureId
    value: float
    at: datetime
    taken_on: Date
    trials: Annotated[tuple[float, ...], MaxLen(20)] = ()
    site: PainSite | None = None
    taken_by: TakenBy | None = None
    with_aid: WalkingAid | None = None
    practice: bool = False
    confirmed: bool = False
    speed_mps: float | None = None
    walk: str | None = None
    session: str | None = None
    validated: bool | None = None
    note: Annotated[str, MaxLen(500)] | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Several results.

    Attributes:
        results: in the order of their times.
        says: what is to be known of those that were just entered, each with its rule.
    """

    SCHEMA: ClassVar[str] = "retrowalk.results/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    results: tuple[Result, ...]
    says: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The one outcome that was named beforehand; all others are told as secondary.

    Attributes:
        measure: that decides.
        site: of the body, for a measure by site.
        chosen_on: civil date; what was measured later is what it is judged by.
    """

    SCHEMA: ClassVar[str] = "retrowalk.choice/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {"chosen_on": "a date written as 2026-11-30"}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    measure: MeasureId
    chosen_on: Date
    site: PainSite | None = None
