"""The programme in force, brought up to today, and what its owner says about it."""

from __future__ import annotations

from datetime import date as Date

from retrowalk.errors import NotThereError
from retrowalk.prescription import Feedback, Programme, Session, Week, adapt
from retrowalk.store import Store
from retrowalk.web import feedback_form


class PlanDesk:
    """What the pages of the plan do with the store.

    Args:
        store: keeps profile and programme, and has the clock.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        # A year's programme takes a tenth of a second to read and check: the last one is kept as it was worked out.
        self._last: tuple[tuple[object, Date], Programme] | None = None

    def today(self) -> Date:
        """Civil date where this computer is: the walker's own, as nobody else is served."""
        return self.store.clock().astimezone().date()

    def programme(self) -> Programme | None:
        """The programme as it stands today; None before the first.

        What the days did by themselves (a session that was missed) is worked out anew each time and not kept, so
        that looking changes nothing and a late answer still finds everything as it was.
        """
        today = self.today()
        key = (self.store.plans.programme_stamp(), today)
        last = self._last
        if last is not None and last[0] == key:
            return last[1]
        kept = self.store.plans.kept_programme()
        if kept is None:
            return None
        now = kept.document
        if now.status == "active" and today > now.as_of:
            now = adapt(now, feedback_form.nothing_new(now, today))
        self._last = (key, now)
        return now

    def must(self) -> Programme:
        """
        Raises:
            NotThereError: there is no programme yet.
        """
        found = self.programme()
        if found is None:
            raise _nothing_yet()
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

    def tell(self, feedback: Feedback) -> Programme:
        """Keeps what is told, with the coming weeks redone.

        Raises:
            DocumentError: it is about another programme.
            ChangedMeanwhileError: the programme was changed elsewhere at the same moment.
        """
        kept = self.store.plans.kept_programme()
        if kept is None:
            raise _nothing_yet()
        after = adapt(kept.document, feedback)
        self.store.plans.save_programme(after, seen=kept.revision)
        return after


def _nothing_yet() -> NotThereError:
    return NotThereError("There is no programme yet. Answer the questions first; then it is here.")
