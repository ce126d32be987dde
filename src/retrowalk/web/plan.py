"""The programme in force, brought up to today, and what its owner says about it."""

from __future__ import annotations

from datetime import date as Date

from retrowalk.errors import NotThereError
from retrowalk.prescription import Programme, Session, Week
from retrowalk.store import Store


class PlanDesk:
    """What the pages of the plan do with the store.

    Args:
        store: keeps profile and programme, and has the clock.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def today(self) -> Date:
        """Civil date where this computer is: the walker's own, as nobody else is served."""
        return self.store.clock().astimezone().date()

    def programme(self) -> Programme | None:
        """The programme as it stands today; None before the first."""
        return self.store.plans.programme()

    def must(self) -> Programme:
        """
        Raises:
            NotThereError: there is no programme yet.
        """
        found = self.programme()
        if found is None:
            raise NotThereError("There is no programme yet. Answer the questions first; then it is here.")
        return found

    def session(self, programme: Programme, session_id: str) -> tuple[Week, Session]:
        """
        Raises:
            NotThereError: the programme has no such session.
        """
        for week in programme.weeks:
            for session in week.sessions:
                if session.id == session_id:
                    return week, session
        raise NotThereError(
            "This session is not in your programme (any more). The days may have been redone."
        )
