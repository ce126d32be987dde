"""Change beyond error: better, worse, or no clear change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from retrowalk.evidence import Reason
from retrowalk.outcomes.measure import MeasureId
from retrowalk.screening.profile import PainSite

Verdict = Literal["better", "no_clear_change", "worse", "cannot_tell"]
ErrorSource = Literal["published", "own", "none"]


@dataclass(frozen=True, slots=True)
class Error:
    """How large a change must be before it is more than measurement error.

    Attributes:
        mdc: minimal detectable change at 95 %, in the measure's unit; None where nothing tells it.
        source: ``published`` for the same people and procedure, ``own`` from this person's own repeats, ``none``.
        people: whom a published one was found in.
        text: where it comes from, a sentence.
        evidence: ids and source keys behind it.
    """

    mdc: float | None
    source: ErrorSource
    people: str | None
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matters:
    """How large a change must be before it matters to people (MCID).

    Attributes:
        least: in the measure's unit; None where nobody has found it.
        people: whom it was found in.
        text: a sentence.
        reached: the change is at least that, for the better; None where it cannot be said.
    """

    least: float | None
    people: str | None
    text: str
    reached: bool | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one measure.

    Attributes:
        measure, site: which.
        primary: it was named beforehand as the one that decides.
        baseline, now: the values that are compared; None before there are two.
        baseline_on, now_on: civil dates of them.
        difference: now less baseline, in the measure's unit.
        verdict: against the error alone.
        error, matters: what it is held against.
        counted: results that count, practice left out.
        notes: norms and cut-offs with their population, floors, self-timing, learning: each with its rule.
        sentence: the whole in one plain sentence.
    """

    measure: MeasureId
    site: PainSite | None
    primary: bool
    baseline: float | None
    now: float | None
    baseline_on: Date | None
    now_on: Date | None
    difference: float | None
    verdict: Verdict
    error: Error
    matters: Matters
    counted: int
    notes: tuple[Reason, ...]
    sentence: str
