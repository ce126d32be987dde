"""What changed, what did not, what was done, and what comes next: ``retrowalk.progress/1``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

from retrowalk.energy import ActiveWeek
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.activity import weeks_of
from retrowalk.outcomes.adherence import Adherence, adherence
from retrowalk.outcomes.adverse import Adverse, adverse
from retrowalk.outcomes.change import Change, change
from retrowalk.outcomes.due import Due, due
from retrowalk.outcomes.from_walks import found_results
from retrowalk.outcomes.measure import MeasureId, measures
from retrowalk.outcomes.record import PersonRecord
from retrowalk.outcomes.result import Choice, Result
from retrowalk.outcomes.trial.analysis import analyse
from retrowalk.outcomes.trial.document import TrialResult
from retrowalk.outcomes.trial.schedule import begun, is_over
from retrowalk.screening.profile import PainSite

# So long without any session, and a programme is a new start; product rule outcome_baseline.
NEW_START_AFTER = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Progress:
    """One person's progress on a day.

    Attributes:
        today: civil date it is looked at.
        changes: one for each measure and site with a result, the primary outcome first (also without any).
        due: what to measure next.
        adherence: sessions asked for and walked.
        weeks: active minutes and MET-minutes a week.
        trial: what the latest trial came to; None without one.
        adverse: stumbles, falls, pain and symptoms by session.
        results: all that was looked at, those found in walks with them, in the order of their times.
        notes: how to read it all together.
    """

    SCHEMA: ClassVar[str] = "retrowalk.progress/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}

    today: Date
    changes: tuple[Change, ...]
    due: tuple[Due, ...]
    adherence: Adherence
    weeks: tuple[ActiveWeek, ...]
    trial: TrialResult | None
    adverse: Adverse
    results: tuple[Result, ...]
    notes: tuple[Reason, ...]

    @property
    def primary(self) -> Change | None:
        """The change of the primary outcome; None before one was named."""
        return self.changes[0] if self.changes and self.changes[0].primary else None


def progress(record: PersonRecord) -> Progress:
    """What became of a person.

    Args:
        record: all that is known of them.
    """
    results = results_of(record)
    changes = _changes(record, results)
    return Progress(
        today=record.today,
        changes=changes,
        due=due(record),
        adherence=adherence(record),
        weeks=weeks_of(record),
        trial=_trial(record, results),
        adverse=adverse(record),
        results=results,
        notes=_notes(record, changes),
    )


def results_of(record: PersonRecord) -> tuple[Result, ...]:
    """All results of a person, in the order of their times.

    Args:
        record: all that is known of them.
    """
    return tuple(sorted((*record.results, *found_results(record)), key=lambda one: (one.at, one.id)))


def is_primary(record: PersonRecord, measure: MeasureId, site: PainSite | None) -> bool:
    """Whether this was named beforehand as the outcome that decides.

    Args:
        record: all that is known of the person.
        measure: which.
        site: of the body.
    """
    return record.choice is not None and (record.choice.measure, record.choice.site) == (measure, site)


def _trial(record: PersonRecord, results: Sequence[Result]) -> TrialResult | None:
    """What the latest trial came to; one that was stopped before its first day came to nothing."""
    trial = record.trial
    if trial is None or (is_over(trial, record.today) and not begun(trial)):
        return None
    return analyse(trial, results, record.today)


def began(record: PersonRecord) -> Date | None:
    """The day on which somebody began: of the first session asked for, or of the first after long without walking one.

    A programme made anew goes on where the one before was; after twelve weeks in which none was walked it is a new
    start, and what was measured before it is where it starts from.

    Args:
        record: all that is known of the person.

    Returns:
        civil date; None without a programme.
    """
    asked = [session.date for one in record.programmes for week in one.weeks for session in week.sessions]
    walked = sorted(one.done_on for one in record.sessions)
    start = min((*asked, *walked), default=None)
    for before, after in pairwise(walked):
        if after - before > NEW_START_AFTER:
            start = after
    return start


def _changes(record: PersonRecord, results: Sequence[Result]) -> tuple[Change, ...]:
    choice = record.choice
    order = list(measures())
    pairs = sorted(
        {(one.measure, one.site) for one in results}, key=lambda one: (order.index(one[0]), one[1] or "")
    )
    first: list[tuple[MeasureId, PainSite | None]] = (
        [(choice.measure, choice.site)] if choice is not None else []
    )
    start = began(record)
    return tuple(
        change(
            results,
            id,
            record.profile,
            primary=is_primary(record, id, site),
            site=site,
            began=start,
        )
        for id, site in dict.fromkeys((*first, *pairs))
    )


def _notes(record: PersonRecord, changes: Sequence[Change]) -> tuple[Reason, ...]:
    notes = []
    judged = [one for one in changes if one.verdict != "cannot_tell"]
    if len(judged) > 1:
        text = _(
            "%(n)s measures are looked at. The more there are, the sooner one of them seems changed by chance; the one "
            "that you named beforehand is the one to go by."
        ) % {"n": len(judged)}
        notes.append(Reason(text, "outcome_many_looks"))
    late = _named_late(record.choice, changes)
    if late is not None:
        notes.append(late)
    return tuple(notes)


def _named_late(choice: Choice | None, changes: Sequence[Change]) -> Reason | None:
    """The primary outcome was named when its change had been seen already."""
    if choice is None:
        return None
    now_on = next((one.now_on for one in changes if one.primary), None)
    if now_on is None or now_on > choice.chosen_on:
        return None
    text = _(
        "You named your main outcome when it had been measured already. What it is judged by is the next result, not "
        "what was known then."
    )
    return Reason(text, "outcome_named_late")
