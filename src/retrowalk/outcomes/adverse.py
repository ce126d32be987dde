"""What went against somebody in their sessions: stumbles, falls, pain, symptoms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date

from retrowalk.outcomes.record import PersonRecord
from retrowalk.prescription import SessionFeedback
from retrowalk.screening.profile import PainSite, Symptom


@dataclass(frozen=True, slots=True)
class SitePain:
    """Pain at one place around a session, 0–10; None: not answered."""

    site: PainSite
    before: float | None
    during: float | None
    after: float | None
    next_day: float | None

    @property
    def rise(self) -> float | None:
        """The most told during, after or the next day, less before; None where either is missing."""
        told = [one for one in (self.during, self.after, self.next_day) if one is not None]
        return max(told) - self.before if told and self.before is not None else None


@dataclass(frozen=True, slots=True)
class SessionEvents:
    """What was told of one session.

    Attributes:
        programme, session: ids.
        on: civil date it was walked; else the one it was meant for.
        stumbles, rail_grabs: None where not answered.
        falls, injuries: how many, and those known to have injured; None where nothing was answered.
        injuries_unknown: falls of which it was not answered whether they injured.
        pains: told, by place.
        symptoms: red flags noticed.
        effort: 0–10; None where not answered.
    """

    programme: str
    session: str
    on: Date
    stumbles: int | None
    rail_grabs: int | None
    falls: int | None
    injuries: int | None
    injuries_unknown: int
    pains: tuple[SitePain, ...]
    symptoms: tuple[Symptom, ...]
    effort: float | None

    @property
    def adverse(self) -> bool:
        """Something went against its walker: a stumble, a fall, a symptom, or pain that rose by more than 2."""
        return bool(
            self.stumbles
            or self.falls
            or self.symptoms
            or any(one.rise is not None and one.rise > 2 for one in self.pains)
        )


@dataclass(frozen=True, slots=True)
class Adverse:
    """All sessions together.

    Attributes:
        sessions: those of which something was told, in the order of their days.
        walked: sessions that were walked, told of or not.
        stumbles, falls, injuries: sums over what was told; None where nothing was answered: that is not none.
        stumbles_unknown, falls_unknown: sessions told of without an answer to that.
        injuries_unknown: falls of which it was not answered whether they injured.
    """

    sessions: tuple[SessionEvents, ...]
    walked: int
    stumbles: int | None
    falls: int | None
    injuries: int | None
    stumbles_unknown: int
    falls_unknown: int
    injuries_unknown: int

    @property
    def events(self) -> tuple[SessionEvents, ...]:
        """The sessions in which something went against their walker."""
        return tuple(one for one in self.sessions if one.adverse)


def adverse(record: PersonRecord) -> Adverse:
    """What a person told of stumbles, falls, pain and symptoms.

    Falls and symptoms told of a session that was not walked count too.

    Args:
        record: all that is known of them.
    """
    walked = {(one.programme, one.session): one for one in record.sessions}
    # A session that was not walked is in no list of those done, and its fall was a fall all the same.
    told = {key: one.told for key, one in walked.items() if one.told is not None}
    days: dict[tuple[str, str], Date] = {}
    for programme in record.programmes:
        told |= {(programme.id, one.id): one for one in programme.feedback}
        days |= {(programme.id, one.id): one.date for week in programme.weeks for one in week.sessions}
    days |= {key: one.done_on for key, one in walked.items()}
    found = (
        _events(key, one, min(one.done_on or days.get(key, record.today), record.today))
        for key, one in told.items()
        if _says_something(one)
    )
    sessions = tuple(sorted(found, key=lambda one: (one.on, one.programme, one.session)))
    return Adverse(
        sessions=sessions,
        walked=len(record.sessions),
        stumbles=_sum(one.stumbles for one in sessions),
        falls=_sum(one.falls for one in sessions),
        injuries=_sum(one.injuries for one in sessions),
        stumbles_unknown=sum(one.stumbles is None for one in sessions),
        falls_unknown=sum(one.falls is None for one in sessions),
        injuries_unknown=sum(one.injuries_unknown for one in sessions),
    )


def _sum(told: Iterable[int | None]) -> int | None:
    known = [one for one in told if one is not None]
    return sum(known) if known else None


def _says_something(told: SessionFeedback) -> bool:
    """That a session was missed or moved tells nothing of how it went."""
    answers = (told.stumbles, told.rail_grabs, told.falls, told.symptoms, told.pain, told.effort)
    return any(one is not None for one in answers)


def _events(key: tuple[str, str], told: SessionFeedback, on: Date) -> SessionEvents:
    injured = [one.injury for one in told.falls or ()]
    unknown = injured.count(None)
    nothing = told.falls is None or (bool(injured) and unknown == len(injured))
    return SessionEvents(
        programme=key[0],
        session=key[1],
        on=on,
        stumbles=told.stumbles,
        rail_grabs=told.rail_grabs,
        falls=None if told.falls is None else len(told.falls),
        injuries=None if nothing else injured.count(True),
        injuries_unknown=unknown,
        pains=tuple(
            SitePain(one.site, one.before, one.during, one.after, one.next_day) for one in told.pain or ()
        ),
        symptoms=told.symptoms or (),
        effort=told.effort,
    )
