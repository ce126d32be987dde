"""A programme as a calendar (RFC 5545): a day for each session, the same bytes for the same programme."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from retrowalk.language import _
from retrowalk.prescription import Programme, Session, words

if TYPE_CHECKING:
    from icalendar import Event


def programme_calendar(programme: Programme) -> bytes:
    """The sessions of a programme as all-day events.

    A calendar that is read in again replaces its events: their names stay, and their sequence is the revision.

    Args:
        programme: of any status; a stopped one makes an empty calendar.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Retrowalk//Programme//EN")
    calendar.add("version", "2.0")
    for week in programme.weeks:
        for session in week.sessions:
            calendar.add_component(_event(programme, session))
    return bytes(calendar.to_ical())


def _event(programme: Programme, session: Session) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{programme.id}-{session.id}@retrowalk")
    event.add("dtstamp", datetime.combine(programme.as_of, time(), UTC))
    event.add("sequence", programme.revision - 1)
    event.add("dtstart", session.date)
    event.add("dtend", session.date + timedelta(days=1))
    event.add(
        "summary",
        (
            _("Walk forward: %(time)s of %(total)s")
            if session.forward_only
            else _("Walk backward: %(time)s of %(total)s")
        )
        % {"time": words.lasting(words.asked_s(session)), "total": words.lasting(session.total_s)},
    )
    event.add("description", _description(session))
    event.add("status", "CANCELLED" if session.status in ("missed", "skipped") else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(session: Session) -> str:
    lines = [f"{line} · {facts}" if facts else line for line, facts in session_lines(session)]
    return "\n".join([*lines, "", _("Before you start:"), *(f"- {one}" for one in session.checklist)])


def session_lines(session: Session) -> list[tuple[str, str]]:
    """A session line by line, without its repetitions: what to do and how long, and how.

    Args:
        session: of any programme.
    """
    lines = []
    for stretch in words.outline(session.blocks):
        if stretch.times > 1:
            lines.append((_("%(times)s times:") % {"times": stretch.times}, ""))
        indent = "  " if stretch.times > 1 else ""
        for i, block in enumerate(stretch.blocks):
            title = words.title(block)
            if i >= len(stretch.blocks) - stretch.between:
                title = _("%(what)s in between") % {"what": title}
            text = f"{indent}{title}, {words.lasting(block.duration_s)}"
            lines.append((text, ", ".join(words.facts(block))))
    return lines
