"""Runs of sessions as devices send them, and what their check-ins tell the programme."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from zoneinfo import ZoneInfo

from retrowalk.errors import ChangedMeanwhileError, NotThereError, RetrowalkError
from retrowalk.language import _
from retrowalk.prescription import Feedback, Programme, SessionFeedback
from retrowalk.prescription.adapting.telling import happened as was_done
from retrowalk.session import Run, SessionLog, closed, feedback_of
from retrowalk.store import KeptRun, Store
from retrowalk.store.runs import ToldState
from retrowalk.web.feedback_form import earliest
from retrowalk.web.plan import PlanDesk

log = logging.getLogger(__name__)

_TRIES = 3
_ASKED_FOR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a device is answered.

    Attributes:
        have: number of the first event that is not kept yet.
        told: what became of the last answers of the check-in; None where there are none, or they still wait.
        problem: why they were refused, a sentence.
    """

    have: int
    told: ToldState | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Walked:
    """A session that was walked with the coach and not told of.

    Attributes:
        run: id of the run.
        session: id of the session.
        day: civil date it was walked on.
        backward_s, asked_s: seconds of walking backward: done, and asked for.
        fell: it ended with a fall. Nothing more is coached before that is told of.
    """

    run: str
    session: str
    day: Date
    backward_s: int
    asked_s: int
    fell: bool


class RunDesk:
    """What is done with runs.

    Args:
        store: keeps them.
        plan: hears what was told.
    """

    def __init__(self, store: Store, plan: PlanDesk) -> None:
        self.store = store
        self.plan = plan

    def take(self, sent: SessionLog) -> Taken:
        """Keeps events, then lets the programme hear what was told; a crash in between is made good later.

        Args:
            sent: the run, and any of its events in order.

        Raises:
            DocumentError, ChangedMeanwhileError, NotThereError, NoRoomError, StoreError: they cannot be kept.
        """
        have = self.store.runs.add(sent)
        run = self.store.runs.run(sent.run.id)
        if run.waits:
            try:
                self.hear(run)
            except RetrowalkError as problem:
                # The events are kept, and that is what the device is to know; the answers wait.
                log.warning("What was told of %s waits: %s", run.id, problem)
            run = self.store.runs.run(run.id)
        return Taken(have, None if run.waits else run.told_state, None if run.waits else run.told_problem)

    def hear_waiting(self) -> None:
        """Lets the programme hear what was kept and not heard: the coach ended in between."""
        for run in self.store.runs.all():
            if run.waits:
                try:
                    self.hear(run)
                except RetrowalkError as problem:
                    log.warning("What was told of %s waits: %s", run.id, problem)

    def hear(self, run: KeptRun) -> None:
        """Tells the programme what was told of a run; telling it twice changes nothing.

        Args:
            run: whose answers wait.

        Raises:
            StoreError: not now; it is to be tried again.
        """
        if run.told_seq is None:
            return
        for left in reversed(range(_TRIES)):
            try:
                refused = self._tell(run)
            except ChangedMeanwhileError:
                if not left:
                    raise
            else:
                self.store.runs.heard(run.id, run.told_seq, "refused" if refused else "kept", refused)
                return

    def _tell(self, run: KeptRun) -> str | None:
        """Why the programme did not take it, a sentence; None where it did."""
        programme = self.plan.programme()
        if programme is None or programme.id != run.programme or not has(programme, run.session):
            return _(
                "Your programme was made anew since this session began, so what you told of it changes nothing in "
                "it. It is kept with the session."
            )
        told = self.known(self.store.runs.log(run.id), run, programme)
        try:
            self.plan.tell(Feedback(max(programme.as_of, self.plan.today()), (told,)))
        except ChangedMeanwhileError:
            raise
        except RetrowalkError as problem:
            return str(problem)
        return None

    def unasked(self, programme: Programme) -> list[Walked]:
        """Sessions that were walked in the last days and that nothing was told of, the latest first.

        Args:
            programme: that they are of.
        """
        now, told = self.store.clock(), {one.id for one in programme.feedback if was_done(one)}
        found: dict[str, Walked] = {}
        for run in self.store.runs.all():
            mine = run.programme == programme.id and run.session not in told and has(programme, run.session)
            if not mine or run.told_seq is not None:
                continue
            kept = self.store.runs.log(run.id)
            what = closed(kept, now, run.heard_at)
            # Effort is soon forgotten; a fall is not, and is asked about however the session ended.
            if not what.fell and (now - run.heard_at > _ASKED_FOR or what.state == "open"):
                continue
            known = self.known(kept, run, programme)
            before = found.get(run.session)
            day = known.done_on or (_day_of(kept.run, self.plan.today()) if what.fell else None)
            if day is None:
                continue
            done_s, asked_s = round(what.backward_s), round(what.backward_asked_s)
            this = Walked(run.id, run.session, day, done_s, asked_s, what.fell)
            # Begun again, or on two phones: a fall before all, then the one that came furthest.
            if before is None or (before.fell, before.backward_s) < (this.fell, this.backward_s):
                found[run.session] = this
        return list(found.values())

    def untold_fall(self, programme: Programme) -> Walked | None:
        """A session that ended with a fall of which nothing was told yet: until it is, none is begun.

        Args:
            programme: that it is of.
        """
        return next((one for one in self.unasked(programme) if one.fell), None)

    def of(self, run_id: str, session_id: str, programme: Programme) -> SessionFeedback:
        """What is known of a session from one of its runs.

        Args:
            run_id: the run.
            session_id: that it has to be of.
            programme: that the session is of.

        Raises:
            NotThereError: there is no such run of this session.
        """
        run = self.store.runs.run(run_id)
        if (run.session, run.programme) != (session_id, programme.id):
            raise NotThereError("This run is of another session.")
        return self.known(self.store.runs.log(run_id), run, programme)

    def known(self, kept: SessionLog, run: KeptRun, programme: Programme) -> SessionFeedback:
        """What is known of a session from its run.

        Args:
            kept: the run with its events.
            run: the same without them.
            programme: that it is of.
        """
        today = self.plan.today()
        day = _day_of(kept.run, today)
        first = earliest(programme, today)
        if not first <= day <= today:
            day = today  # the device's calendar was wrong
        found = closed(kept, self.store.clock(), run.heard_at)
        told = feedback_of(found, kept, day)
        if told.done_on is not None and not first <= told.done_on <= today:
            told = replace(told, done_on=day)
        return told


def has(programme: Programme, session_id: str) -> bool:
    """Whether the programme has this session."""
    return any(one.id == session_id for week in programme.weeks for one in week.sessions)


def _day_of(run: Run, today: Date) -> Date:
    """The civil date it began on where the walker was."""
    try:
        return run.started_at.astimezone(ZoneInfo(run.time_zone)).date()
    except (ValueError, OSError):  # a zone that is none, or not known on this computer
        return run.started_at.astimezone().date()
