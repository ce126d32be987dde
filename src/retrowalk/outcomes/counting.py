"""Which results count: practice left out, one a day, and only those taken as the latest was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from retrowalk.outcomes.measure import Measure
from retrowalk.outcomes.result import Result
from retrowalk.screening.profile import PainSite

# So long before the first session a result still tells how somebody started; product rule outcome_baseline.
BASELINE_REACHES_BACK = timedelta(days=90)
# Results of so many days are repeats of one state, not a course; product rule outcome_own_error.
REPEATS_WITHIN = timedelta(days=14)
# Heart rates are held against each other only at speeds this close, m/s; product rule outcome_same_conditions.
SAME_SPEED_MPS = 0.05


@dataclass(frozen=True, slots=True)
class Counted:
    """The results of one measure, sorted by what they are good for.

    Attributes:
        days: those that count, one a day, in the order of their days.
        practice: left out as practice.
        same_day: left out because the day had one already.
        otherwise: left out because they were taken with another walking aid, or at another speed, than the latest.
    """

    days: tuple[Result, ...]
    practice: int
    same_day: int
    otherwise: int


def counted(results: Sequence[Result], measure: Measure, site: PainSite | None = None) -> Counted:
    """What counts of some results.

    Of a day the first counts: whoever tried until it went well would otherwise show progress.

    Args:
        results: of anything; those of other measures and sites are passed over.
        measure: the one.
        site: of the body.
    """
    mine = sorted(
        (one for one in results if one.measure == measure.id and one.site == site),
        key=lambda one: (one.taken_on, one.at, one.id),
    )
    tried, practice = _practised(mine, measure)
    alike = [one for one in tried if _alike(one, tried[-1])]
    days: dict[Date, Result] = {}
    for one in alike:
        days.setdefault(one.taken_on, one)
    return Counted(tuple(days.values()), practice, len(alike) - len(days), len(tried) - len(alike))


def counts(result: Result, results: Sequence[Result], measure: Measure) -> bool:
    """Whether a result is among those that count; else it is practice, another of its day, or not alike the latest.

    Args:
        result: one of them.
        results: of anything.
        measure: its measure.
    """
    return any(one.id == result.id for one in counted(results, measure, result.site).days)


def _practised(results: Sequence[Result], measure: Measure) -> tuple[list[Result], int]:
    """Those after practice: what is marked as such, and at least as many of the first as the measure asks for."""
    missing = measure.practice - sum(one.practice for one in results)
    tried = []
    for one in results:
        if one.practice:
            continue
        if missing > 0:
            missing -= 1
            continue
        tried.append(one)
    return tried, len(results) - len(tried)


def _alike(one: Result, latest: Result) -> bool:
    """Whether both were taken under the same conditions, as far as that was told."""
    if None not in (one.with_aid, latest.with_aid) and one.with_aid != latest.with_aid:
        return False
    if latest.measure not in ("heart_rate_backward", "heart_rate_forward"):
        return True
    if one.speed_mps is None or latest.speed_mps is None:
        return one is latest
    return abs(one.speed_mps - latest.speed_mps) <= SAME_SPEED_MPS


def baseline(days: Sequence[Result], began: Date | None) -> tuple[tuple[Result, ...], Result | None]:
    """The results that somebody started from, and the latest one after them.

    What was measured before the programme, or on its first day, is where they started. Where nothing was, or there is
    no programme, it is the first result with those of the two weeks after it, the latest left out.

    Args:
        days: that count, in order.
        began: civil date of the first session; None where there is no programme.

    Returns:
        the baseline, and the latest result; None while there is none after the baseline.
    """
    if not days:
        return (), None
    before = [one for one in days if began is not None and one.taken_on <= began]
    recent = [one for one in before if began is not None and began - one.taken_on <= BASELINE_REACHES_BACK]
    first = [one for one in days[:-1] if one.taken_on - days[0].taken_on <= REPEATS_WITHIN]
    start = tuple(recent or before[-1:] or first or days)
    latest = days[-1]
    return start, None if latest in start else latest
