"""How it went: ``retrowalk.feedback/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen, MinLen

from retrowalk.screening.profile import Numeric0to10, PainSite, Symptom


@dataclass(frozen=True, slots=True)
class PainReport:
    """Pain at one site around a session, 0 none to 10 worst. None: not answered."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    site: PainSite
    before: Numeric0to10 | None = None
    during: Numeric0to10 | None = None
    after: Numeric0to10 | None = None
    next_day: Numeric0to10 | None = None


@dataclass(frozen=True, slots=True)
class Fall:
    """A fall during the session or since. None: not answered, and taken as the careful answer."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    injury: bool | None = None
    head: bool | None = None
    explained: bool | None = None


@dataclass(frozen=True, slots=True)
class SessionFeedback:
    """What is told of one session. Every answer may be None: not answered.

    Attributes:
        id: of the session in the programme.
        status: what became of it.
        done_on: civil date it was done on.
        completed_fraction: of what was asked; above 1 where more was done.
        effort: on the own 0–10 scale.
        muscle_soreness: ordinary soreness, 0–10; it is not pain.
        stumbles: how often balance was nearly lost.
        rail_grabs: how often a rail had to be grabbed.
        symptoms: red flags noticed.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MinLen(1), MaxLen(80)]
    status: Literal["planned", "done", "missed", "skipped", "moved"] | None = None
    done_on: Date | None = None
    completed_fraction: Annotated[float, Interval(ge=0, le=10)] | None = None
    effort: Numeric0to10 | None = None
    pain: tuple[PainReport, ...] | None = None
    muscle_soreness: Numeric0to10 | None = None
    stumbles: Annotated[int, Interval(ge=0, le=1000)] | None = None
    rail_grabs: Annotated[int, Interval(ge=0, le=1000)] | None = None
    falls: tuple[Fall, ...] | None = None
    symptoms: tuple[Symptom, ...] | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that is told up to a date. Cumulative by session id: telling the same again changes nothing.

    Attributes:
        as_of: civil date; a session dated before it without feedback was missed.
        accepted: ids of offers that the walker took up.
    """

    SCHEMA: ClassVar[str] = "retrowalk.feedback/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "as_of": "a date written as 2026-11-30",
        "sessions.*.done_on": "a date written as 2026-11-23",
        "sessions.*.completed_fraction": "a number from 0 to 10, where 1 is all that was asked",
        "sessions.*.effort": "a number from 0 (rest) to 10 (all you have)",
        "sessions.*.muscle_soreness": "a number from 0 (none) to 10 (worst)",
        "sessions.*.pain.*.before": "a number from 0 (none) to 10 (worst)",
        "sessions.*.pain.*.during": "a number from 0 (none) to 10 (worst)",
        "sessions.*.pain.*.after": "a number from 0 (none) to 10 (worst)",
        "sessions.*.pain.*.next_day": "a number from 0 (none) to 10 (worst)",
        "sessions.*.stumbles": "a whole number, 0 if none",
        "sessions.*.rail_grabs": "a whole number, 0 if none",
    }
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    as_of: Date
    sessions: tuple[SessionFeedback, ...]
    accepted: tuple[str, ...] = ()
