"""Days that the walker moves, skips or keeps free. The weeks are then redone as if told nothing new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta

from retrowalk.errors import DocumentError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.adapting.coming import OWN_CHOICE
from retrowalk.prescription.adapting.redoing import adapt
from retrowalk.prescription.checking.aftermath import is_coming
from retrowalk.prescription.feedback import Feedback
from retrowalk.prescription.programme import Programme, Session, Week

LONGEST_HOLIDAY_DAYS = 366


def move(programme: Programme, session_id: str, to_date: Date) -> Programme:
    """A coming session on another day. Sessions keep their order; early ones keep a day of rest between.

    Args:
        programme: as it stands.
        session_id: of a session that is still to be done.
        to_date: civil date, after the session before and before the one after.

    Raises:
        DocumentError: there is no such session to move, or that day does not lie between its neighbours.
    """
    coming = _coming(programme)
    session = _named(coming, session_id)
    order = [one for week in programme.weeks for one in week.sessions]
    at = order.index(session)
    after = max([one.date for one in order[:at]] + [programme.as_of - timedelta(days=1)])
    until = min((one.date for one in order[at + 1 :]), default=None)
    if to_date <= after or (until is not None and to_date >= until):
        between = {"day": to_date, "id": session_id, "after": after, "until": until}
        if until is None:
            raise DocumentError(_("%(id)s cannot move to %(day)s; expected a day after %(after)s.") % between)
        raise DocumentError(
            _("%(id)s cannot move to %(day)s; expected a day after %(after)s and before %(until)s.") % between
        )
    text = _("You moved a session from %(old)s to %(new)s.") % {"old": session.date, "new": to_date}
    return _redone(
        programme, lambda one: replace(one, date=to_date, status="moved") if one == session else one, text
    )


def skip(programme: Programme, session_id: str) -> Programme:
    """A coming session left out. It counts as not done: its week comes again.

    Args:
        programme: as it stands.
        session_id: of a session in the week that is due now.

    Raises:
        DocumentError: there is no such session in the week that is due now.
    """
    coming = _coming(programme)
    session = _named(coming, session_id)
    week = next(week for week in programme.weeks if coming[0] in week.sessions)
    if session not in week.sessions:
        raise DocumentError(
            _("%(id)s is in a later week; expected a session of week %(week)s, or a holiday for later days.")
            % {"id": session_id, "week": week.week}
        )
    text = _("You left out the session of %(day)s.") % {"day": session.date}
    return _redone(programme, lambda one: replace(one, status="skipped") if one == session else one, text)


def holiday(programme: Programme, start: Date, end: Date) -> Programme:
    """Days kept free: what is coming from the first of them on moves by whole weeks, to after the last.

    Weeks without a session count as always: two or three step back, four or more start again.

    Args:
        programme: as it stands.
        start: first civil date kept free.
        end: last one.

    Raises:
        DocumentError: it ends before it starts, is over already, or is longer than a year.
    """
    if end < start or end < programme.as_of or (end - start).days >= LONGEST_HOLIDAY_DAYS:
        raise DocumentError(
            _(
                "A holiday from %(start)s to %(end)s; expected an end not before its start or %(today)s, within a year."
            )
            % {"start": start, "end": end, "today": programme.as_of}
        )
    later = [session for session in _coming(programme) if session.date >= start]
    if not later or later[0].date > end:
        return programme
    shift = timedelta(weeks=(end - later[0].date).days // 7 + 1)
    text = _("You keep %(start)s to %(end)s free; what comes moves on by as many weeks.") % {
        "start": start,
        "end": end,
    }
    return _redone(programme, lambda one: replace(one, date=one.date + shift) if one in later else one, text)


def _coming(programme: Programme) -> list[Session]:
    """Sessions still to be done; adapting has given all others another status, or an answer."""
    return [
        session
        for week in programme.weeks
        for session in week.sessions
        if is_coming(session) and session.date >= programme.as_of
    ]


def _named(coming: list[Session], session_id: str) -> Session:
    for session in coming:
        if session.id == session_id:
            return session
    expected = ", ".join(session.id for session in coming[:3]) or _("none: nothing is planned")
    raise DocumentError(
        _("%(id)s is no session still to be done; expected one of them, such as %(expected)s.")
        % {"id": session_id, "expected": expected}
    )


def _redone(programme: Programme, changed: Callable[[Session], Session], text: str) -> Programme:
    reason = Reason(text, OWN_CHOICE)
    said = False
    weeks: list[Week] = []
    for week in programme.weeks:
        sessions = tuple(changed(session) for session in week.sessions)
        if sessions != week.sessions and not said:
            week, said = replace(week, changes=(*week.changes, reason)), True
        weeks.append(replace(week, sessions=sessions))
    made = adapt(replace(programme, weeks=tuple(weeks)), Feedback(programme.as_of, ()))
    return replace(made, revision=programme.revision + 1)
