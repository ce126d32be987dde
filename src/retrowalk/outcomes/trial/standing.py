"""Where a running trial stands today: what is walked, until when, and what is to be measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import ClassVar

from retrowalk.dates import day_words
from retrowalk.language import _
from retrowalk.outcomes.measure import MeasureId, measure
from retrowalk.outcomes.offering import why_not_now
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.trial.analysis import counted, differences, period_values
from retrowalk.outcomes.trial.document import Arm, Period, Trial
from retrowalk.outcomes.trial.schedule import begun, counted_from, ends_on, is_over, period_on
from retrowalk.outcomes.words import named
from retrowalk.prescription import Programme
from retrowalk.screening.profile import PainSite, Profile

LAST_DAYS = timedelta(days=3)
"""A period of a week is measured in its last three days, when it has had its time."""


@dataclass(frozen=True, slots=True)
class TrialDue:
    """What is to be measured now.

    Attributes:
        measure: the outcome.
        site: of the body, for a measure by site.
        until: the first day on which it no longer counts for this period.
        text: to be told, a sentence.
    """

    measure: MeasureId
    site: PainSite | None
    until: Date
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A trial on one day. It holds no values: who watches them while the trial runs is led by them.

    Attributes:
        trial: which.
        over: nothing is still to come.
        period: of today; None before, after, and once it was stopped.
        arm: what is walked today; None outside the periods.
        next_change: the next day on which the arm changes; None where it does not any more.
        due: to be measured today; None where nothing is, or where it may not be.
        pairs: in all; those begun, once the trial was stopped.
        complete: pairs that have both values.
        missing: periods that are over and have none.
        waits: why what would be due is not asked for, a sentence; None where nothing is held back.
    """

    SCHEMA: ClassVar[str] = "retrowalk.trial-standing/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}

    trial: Trial
    over: bool
    period: Period | None
    arm: Arm | None
    next_change: Date | None
    due: TrialDue | None
    pairs: int
    complete: int
    missing: int
    waits: str | None = None


def standing(
    trial: Trial,
    results: Sequence[Result],
    today: Date,
    profile: Profile | None,
    programme: Programme | None,
) -> Standing:
    """Where a trial stands.

    A trial lasts for months, and what was told since it was designed may have closed its test: then nothing is asked.

    Args:
        trial: to look at.
        results: of the person, in any order, those found in walks among them.
        today: civil date.
        profile: the answers that are kept; None before the first.
        programme: the running one, with all that was told of it; None before the first.
    """
    over = is_over(trial, today)
    period = None if over else period_on(trial, today)
    values = period_values(trial, results)
    mine = begun(trial)
    due = None if period is None else _due(trial, period, results, today)
    why = None if due is None else why_not_now(trial.measure, profile, programme)
    return Standing(
        trial=trial,
        over=over,
        period=period,
        arm=None if period is None else period.arm,
        next_change=None if over else _next_change(trial, period, today),
        due=due if why is None else None,
        pairs=len({one.pair for one in mine}),
        complete=len(differences(trial, values)),
        missing=sum(one.end <= min(today, ends_on(trial)) and one.number not in values for one in mine),
        waits=None if why is None else _waits(trial, why),
    )


def _waits(trial: Trial, why: str) -> str:
    text = _("Your trial can do without %(outcome)s for now. %(why)s")
    return text % {"outcome": named(measure(trial.measure), trial.site), "why": why}


def _next_change(trial: Trial, period: Period | None, today: Date) -> Date | None:
    if period is None:
        return min((one.start for one in trial.periods if one.start > today), default=None)
    return min(
        (one.start for one in trial.periods if one.start > today and one.arm != period.arm), default=None
    )


def _due(trial: Trial, period: Period, results: Sequence[Result], today: Date) -> TrialDue | None:
    since = counted_from(period)
    if trial.unit == "week":
        since = max(since, period.end - LAST_DAYS)
    outcome = measure(trial.measure)
    if period.pair == 0:
        # The run-in is there for practice; what is taken in it counts for nothing.
        done = any(one.measure == trial.measure and one.taken_on >= period.start for one in results)
    else:
        # A question is answered on each of these days: their mean wanders less, and is finer than whole numbers.
        again = trial.unit == "week" and outcome.kind == "question"
        done = any(
            (today if again else since) <= one.taken_on < period.end for one in counted(trial, results)
        )
    if done or today < since:
        return None
    said = {
        "outcome": named(outcome, trial.site),
        "day": day_words(period.end - timedelta(days=1)),
    }
    if outcome.kind == "recording":
        text = _("Due for your trial: a recorded walk that tells %(outcome)s, by %(day)s.")
    elif period.pair == 0:
        text = _("Due for your trial, to practise: %(outcome)s, by %(day)s. It is not counted yet.")
    elif trial.unit == "week" and outcome.kind == "question":
        text = _("Due for your trial, once a day as its week ends: %(outcome)s, until %(day)s.")
    elif trial.unit == "session":
        text = _("Due for your trial, after the session: %(outcome)s, by %(day)s.")
    else:
        text = _("Due for your trial, as its week ends: %(outcome)s, by %(day)s.")
    return TrialDue(trial.measure, trial.site, period.end, text % said)
