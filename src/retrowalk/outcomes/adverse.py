"""What went against somebody in their sessions: stumbles, falls, pain, symptoms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from retrowalk.outcomes.record import PersonRecord, SessionDone
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
        on: civil date it was walked.
        stumbles, rail_grabs: None where not answered.
        falls, injuries: how many, and those that injured.
        pains: told, by place.
        symptoms: red flags noticed.
        effort: 0–10; None where not answered.
    """

    programme: str
    session: str
    on: Date
    stumbles: int | None
    rail_grabs: int | None
    falls: int
    injuries: int
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
        stumbles, falls, injuries: sums over what was told.
    """

    sessions: tuple[SessionEvents, ...]
    walked: int
    stumbles: int
    falls: int
    injuries: int

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
    sessions = tuple(one for done in record.sessions if (one := _events(done)) is not None)
    return Adverse(
        sessions=sessions,
        walked=len(record.sessions),
        stumbles=sum(one.stumbles or 0 for one in sessions),
        falls=sum(one.falls for one in sessions),
        injuries=sum(one.injuries for one in sessions),
    )


def _events(done: SessionDone) -> SessionEvents | None:
    told = done.told
    if told is None:
        return None
    return SessionEvents(
        programme=done.programme,
        session=done.session,
        on=done.done_on,
        stumbles=told.stumbles,
        rail_grabs=told.rail_grabs,
        falls=len(told.falls or ()),
        injuries=sum(one.injury is True for one in told.falls or ()),
        pains=tuple(
            SitePain(one.site, one.before, one.during, one.after, one.next_day) for one in told.pain or ()
        ),
        symptoms=told.symptoms or (),
        effort=told.effort,
    )
