"""The programme and the session that a command is about, where it was not told which."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from retrowalk.cli.documents import read_document
from retrowalk.errors import NotThereError
from retrowalk.language import _
from retrowalk.prescription import Programme, Session, agenda
from retrowalk.session import Preferences


def programme_to_walk(path: Path | None) -> tuple[Programme, Preferences]:
    """A programme and how its owner wants to be coached.

    Args:
        path: of a ``retrowalk.programme/1``; None for the programme in force and the preferences that are kept.

    Raises:
        DocumentError: the file is no programme.
        NotThereError: there is no programme yet.
        StoreError: the data folder cannot be used.
    """
    if path is not None:
        return read_document(Programme, path), Preferences()
    from retrowalk.store import Store
    from retrowalk.web.plan import PlanDesk

    with Store() as store:
        return PlanDesk(store).must(), store.runs.preferences()


def session_to_walk(programme: Programme, session: str | None, today: Date) -> Session:
    """The session that was asked for; without one, that of today or the next.

    Args:
        programme: brought up to today.
        session: its id, or None.
        today: civil date.

    Raises:
        NotThereError: there is none.
    """
    if programme.status == "stopped":
        raise NotThereError(
            _("The programme is stopped, so there is no session to walk; the coach says why (retrowalk).")
        )
    by_id = {one.id: one for week in programme.weeks for one in week.sessions}
    if session is not None:
        if session not in by_id:
            raise NotThereError(
                _("SESSION: the programme has no session %(id)s; expected one like %(example)s.")
                % {"id": session[:40], "example": next(iter(by_id), "w1s1")}
            )
        return by_id[session]
    day = agenda(programme, today)
    found = day.session if day.day == "session" else day.next
    if found is None:
        raise NotThereError(
            _("No session is left to walk in this programme; name one as SESSION to walk it again.")
        )
    return found
