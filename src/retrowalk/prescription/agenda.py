"""What a programme asks for on one day: a session, rest, an answer, or nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.feedback import PainReport, SessionFeedback
from retrowalk.prescription.programme import Programme, Session, Week
from retrowalk.screening.profile import Condition, PainSite

Day = Literal["session", "done", "rest", "before", "stopped", "finished"]

# How far back to ask: further than that nobody remembers an effort, and the weeks have been redone without it.
_ASKED_FOR = timedelta(days=10)
# "The next day" is the morning after; an answer a little later is still about it, one after a week is not.
_MORNING = timedelta(days=3)
_SITES_OF: Mapping[Condition, PainSite] = {"knee_osteoarthritis": "knee", "low_back_pain": "low_back"}


@dataclass(frozen=True, slots=True)
class Agenda:
    """One day of a programme.

    Attributes:
        day: what sort of day it is: ``before`` is ahead of the first session.
        session: to do today, or done today.
        week: the number of the week that the session, or the next one, belongs to.
        next: the next session after today.
        untold: sessions that were due and of which nothing was told, the latest first.
        morning: the session whose next-day pain is still to be asked about.
        morning_pain: what was told of that pain, one site each.
        rest: why there is nothing to do today, once the programme has begun.
    """

    day: Day
    session: Session | None = None
    week: int | None = None
    next: Session | None = None
    untold: tuple[Session, ...] = ()
    morning: Session | None = None
    morning_pain: tuple[PainReport, ...] = ()
    rest: Reason | None = None


def agenda(programme: Programme, today: Date) -> Agenda:
    """What is due on a day.

    Args:
        programme: brought up to that day.
        today: civil date where the walker is.
    """
    if programme.status == "stopped":
        return Agenda("stopped")
    told = {one.id: one for one in programme.feedback}
    sessions = [(week.week, session) for week in programme.weeks for session in week.sessions]
    waiting = [(week, one) for week, one in sessions if _is_open(one)]
    due = next((pair for pair in waiting if pair[1].date == today), None)
    done = next((pair for pair in sessions if _done_on(pair[1], told) == today), None)
    later = min(
        (pair for pair in waiting if pair[1].date > today), key=lambda pair: pair[1].date, default=None
    )
    shown = due or done or later
    morning, pain = _morning(sessions, told, today)
    rest = None
    day = _sort_of_day(due, done, later, sessions, programme, today)
    if day == "rest":
        rest = Reason(
            _(
                "Your legs get used to walking backward on the days between. Walk forward as much as you like; "
                "leave walking backward until the next session."
            ),
            "grow_slowly",
        )
    return Agenda(
        day=day,
        session=(due or done or (None, None))[1],
        week=shown[0] if shown else None,
        next=later[1] if later else None,
        untold=_untold(sessions, told, today),
        morning=morning,
        morning_pain=pain,
        rest=rest,
    )


def _is_open(session: Session) -> bool:
    """Still to be done: a moved session waits on its new date."""
    return session.status in ("planned", "moved")


def _done_on(session: Session, told: dict[str, SessionFeedback]) -> Date | None:
    if session.status != "done":
        return None
    said = told.get(session.id)
    return (said.done_on if said else None) or session.date


def _sort_of_day(
    due: object,
    done: object,
    later: object,
    sessions: list[tuple[int, Session]],
    programme: Programme,
    today: Date,
) -> Day:
    if due:
        return "session"
    if done:
        return "done"
    if later is None or programme.status == "finished":
        return "finished"
    return "rest" if any(one.date <= today for _week, one in sessions) else "before"


def _untold(
    sessions: list[tuple[int, Session]], told: dict[str, SessionFeedback], today: Date
) -> tuple[Session, ...]:
    asked = [
        one
        for _week, one in sessions
        if today - _ASKED_FOR <= one.date < today
        and one.status in ("planned", "moved", "missed")
        and (one.id not in told or told[one.id].status in (None, "planned"))
    ]
    return tuple(sorted(asked, key=lambda one: one.date, reverse=True))


def _morning(
    sessions: list[tuple[int, Session]], told: dict[str, SessionFeedback], today: Date
) -> tuple[Session | None, tuple[PainReport, ...]]:
    """The latest session done: asked about the places that were told of, and only while it is the morning after.

    A place that did not hurt is asked about too: only with the answer does the programme go on.
    """
    done = [
        (when, one) for _week, one in sessions if (when := _done_on(one, told)) is not None and when < today
    ]
    if not done:
        return None, ()
    when, last = max(done, key=lambda pair: (pair[0], pair[1].id))
    said = told.get(last.id)
    open_ = tuple(one for one in (said.pain if said else None) or () if one.next_day is None)
    return (last, open_) if open_ and today - when <= _MORNING else (None, ())


def week_begins(programme: Programme, week: Week) -> Date | None:
    """The civil date a week begins on: the weekday of the start date; None for a week without sessions.

    Args:
        programme: with the start date.
        week: one of its weeks.
    """
    if not week.sessions:
        return None
    first = min(session.date for session in week.sessions)
    return first - timedelta(days=(first.weekday() - programme.profile.start_date.weekday()) % 7)


def stopped_because(programme: Programme) -> tuple[Reason, ...]:
    """Why nothing is planned: what screening found, then what was noted since, each said once.

    What to do first and what is fine meanwhile stand in the clearance, and are not among the reasons.

    Args:
        programme: that is stopped.
    """
    clearance = programme.clearance
    screened = clearance.reasons if clearance.level in ("stop", "clearance_first") else ()
    rules = {one.rule for one in screened}
    elsewhere = (*clearance.do_first, *clearance.meanwhile)
    noted = (
        note
        for note in programme.notes
        if note.rule not in rules and not any(text in note.text for text in elsewhere)
    )
    return (*screened, *noted)


def asked_sites(programme: Programme) -> tuple[PainSite, ...]:
    """Where it hurts already, or where pain decides what comes next: asked about after every session.

    Args:
        programme: with the profile and all that was told.
    """
    profile = programme.profile
    sites = [one.site for one in profile.pain or ()]
    sites += [site for condition, site in _SITES_OF.items() if condition in profile.conditions]
    if programme.feedback:
        sites += [one.site for one in programme.feedback[-1].pain or ()]
    return tuple(dict.fromkeys(sites))


def days_between(programme: Programme, session: Session) -> tuple[Date, Date | None]:
    """The first and the last day that a coming session can be moved to: sessions keep their order.

    Args:
        programme: brought up to today.
        session: one of it, still to be done.

    Returns:
        both days; the last is None where no session comes after it.
    """
    order = [one for week in programme.weeks for one in week.sessions]
    at = order.index(session)
    first = max([one.date + timedelta(days=1) for one in order[:at]] + [programme.as_of])
    after = min((one.date for one in order[at + 1 :]), default=None)
    return first, after - timedelta(days=1) if after is not None else None
