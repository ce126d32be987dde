"""The programme in force, brought up to today, and what its owner says about it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date as Date

from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.outcomes.trial.walking import follow
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
        # The last one is kept as it was worked out.
        self._last: tuple[tuple[object, ...], Programme] | None = None

    def today(self) -> Date:
        """Civil date where this computer is: the walker's own, as nobody else is served."""
        return self.store.clock().astimezone().date()

    def programme(self) -> Programme | None:
        """The programme as it stands today; None before the first.

        What the days did by themselves (a session that was missed makes the next one smaller) is kept as soon as it
        is seen: what is told later is judged by what was shown, not by what had once been planned.
        """
        today = self.today()
        trial = self.store.outcomes.latest_trial()
        key = (self.store.plans.programme_stamp(), today, trial)
        last = self._last
        if last is not None and last[0] == key:
            return last[1]
        kept = self.store.plans.kept_programme()
        if kept is None:
            return None
        now = self._now(kept.document)
        if now.revision != kept.document.revision:
            # Another window may be quicker: it has worked out the same.
            with contextlib.suppress(ChangedMeanwhileError):
                self.store.plans.save_programme(now, seen=kept.revision)
            key = (self.store.plans.programme_stamp(), today, trial)
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
        return self.change(lambda programme: adapt(programme, feedback))

    def change(self, made_from: Callable[[Programme], Programme]) -> Programme:
        """Keeps what is made from the programme as it stands today.

        Raises:
            NotThereError: there is no programme yet.
            ChangedMeanwhileError: the programme was changed elsewhere at the same moment.
        """
        kept = self.store.plans.kept_programme()
        if kept is None:
            raise _nothing_yet()
        after = made_from(self._now(kept.document))
        self.store.plans.save_programme(after, seen=kept.revision)
        return after

    def _now(self, kept: Programme) -> Programme:
        today = self.today()
        if kept.status == "active" and today > kept.as_of:
            kept = adapt(kept, feedback_form.nothing_new(kept, today))
        trial = self.store.outcomes.latest_trial()
        return follow(kept, trial.trial if trial is not None else None, today)


def _nothing_yet() -> NotThereError:
    return NotThereError("There is no programme yet. Answer the questions first; then it is here.")
