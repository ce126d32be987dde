"""What was asked and what was walked, week by week, without blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from retrowalk.language import _, ngettext
from retrowalk.outcomes.record import PersonRecord, SessionDone
from retrowalk.prescription import Programme, Session


@dataclass(frozen=True, slots=True)
class AdherenceWeek:
    """Seven days from the weekday of the first session.

    Attributes:
        start: civil date of its first day.
        asked: sessions that were due up to today; those the walker skipped are not among them.
        done: sessions walked, also what was moved here.
        skipped: left out by the walker's own choice.
        asked_backward_min: minutes of walking backward in what was asked.
        backward_min, forward_min: minutes walked.
    """

    start: Date
    asked: int
    done: int
    skipped: int
    asked_backward_min: float
    backward_min: float
    forward_min: float


@dataclass(frozen=True, slots=True)
class Adherence:
    """All weeks together.

    Attributes:
        asked, done, skipped: sessions, up to today.
        backward_min, forward_min: minutes walked.
        weeks: from the first to the one of today, those without a session with them.
        text: in plain words.
    """

    asked: int
    done: int
    skipped: int
    backward_min: float
    forward_min: float
    weeks: tuple[AdherenceWeek, ...]
    text: str

    @property
    def share(self) -> float | None:
        """Sessions walked of those asked for, at most 1; None where none was."""
        return min(1.0, self.done / self.asked) if self.asked else None


def adherence(record: PersonRecord) -> Adherence:
    """What a person was asked to walk up to today, and walked.

    A programme counts until the next one begins. A session of today counts once it was walked.

    Args:
        record: all that is known of them.
    """
    due = list(_due(record))
    first = min((*(day for day, _one in due), *(one.done_on for one in record.sessions)), default=None)
    if first is None or first > record.today:
        return Adherence(0, 0, 0, 0.0, 0.0, (), _("No session was due yet."))
    weeks = tuple(_weeks(record, due, first))
    done = sum(week.done for week in weeks)
    asked = sum(week.asked for week in weeks)
    backward = sum(week.backward_min for week in weeks)
    return Adherence(
        asked=asked,
        done=done,
        skipped=sum(week.skipped for week in weeks),
        backward_min=backward,
        forward_min=sum(week.forward_min for week in weeks),
        weeks=weeks,
        text=_words(asked, done, backward),
    )


def _due(record: PersonRecord) -> Iterator[tuple[Date, Session]]:
    """Sessions that were asked for by today, each on its day."""
    walked = {(one.programme, one.session) for one in record.sessions}
    for programme, until in _spans(record.programmes):
        for week in programme.weeks:
            for session in week.sessions:
                was_walked = (programme.id, session.id) in walked
                if (until is not None and session.date >= until) and not was_walked:
                    continue
                if session.date < record.today or was_walked:
                    # Walked ahead of its day, it was asked for by now: never is more done than was asked.
                    yield min(session.date, record.today), session


def _spans(programmes: Sequence[Programme]) -> Iterator[tuple[Programme, Date | None]]:
    """Each programme and the day its successor begins on."""
    starts = [one.profile.start_date for one in programmes]
    for at, programme in enumerate(programmes):
        yield programme, min(starts[at + 1 :], default=None)


def _weeks(record: PersonRecord, due: Sequence[tuple[Date, Session]], first: Date) -> Iterator[AdherenceWeek]:
    for number in range((record.today - first).days // 7 + 1):
        start = first + timedelta(days=7 * number)
        asked = [session for day, session in due if start <= day < start + timedelta(days=7)]
        kept = [one for one in asked if one.status != "skipped"]
        done = [one for one in record.sessions if start <= one.done_on < start + timedelta(days=7)]
        yield AdherenceWeek(
            start=start,
            asked=len(kept),
            done=len(done),
            skipped=len(asked) - len(kept),
            asked_backward_min=sum(one.backward_s for one in kept) / 60,
            backward_min=_minutes(done)[0],
            forward_min=_minutes(done)[1],
        )


def _minutes(sessions: Sequence[SessionDone]) -> tuple[float, float]:
    return sum(one.backward_s for one in sessions) / 60, sum(one.forward_s for one in sessions) / 60


def _words(asked: int, done: int, backward_min: float) -> str:
    minutes = ngettext("%(n)s minute backward", "%(n)s minutes backward", round(backward_min)) % {
        "n": round(backward_min)
    }
    if not asked:
        return ngettext("%(n)s session, %(minutes)s.", "%(n)s sessions, %(minutes)s.", done) % {
            "n": done,
            "minutes": minutes,
        }
    return ngettext(
        "%(done)s of %(n)s session so far, %(minutes)s.",
        "%(done)s of %(n)s sessions so far, %(minutes)s.",
        asked,
    ) % {"done": done, "n": asked, "minutes": minutes}
