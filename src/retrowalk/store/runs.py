"""What happened in the sessions of one person, as their devices tell it, and how they want to be coached.

Events come more than once, late, in pieces, and from two sides at once. They are numbered by the device, without gaps,
and only what joins on is kept: what is here is always the beginning of the run, each event once and in order. The
answer "all up to here is kept" is given after the transaction is on the disk, never before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, null, select, update

from retrowalk import contract
from retrowalk.errors import ChangedMeanwhileError, DocumentError, NotThereError
from retrowalk.session import Event, Preferences, SessionLog
from retrowalk.session.happened import LOST_AFTER_S, State, closed
from retrowalk.store import schema

if TYPE_CHECKING:
    from retrowalk.store.store import Store

ToldState = Literal["kept", "refused"]
Ended = Literal["finished", "stopped", "lost"]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """What is known of a run without reading its events.

    Attributes:
        heard_at: when the last of its events came, by our clock.
        ended: how, as the device told it; None while nothing says that it has.
        told_seq: number of the event with the last answers that came; None before the first.
        applied_seq: of the last that the programme heard, or refused.
        told_state: what became of those answers.
        told_problem: why they were refused, a sentence.
    """

    id: str
    programme: str
    session: str
    mode: str
    device: str
    started_at: datetime
    heard_at: datetime
    ended: Ended | None
    told_seq: int | None
    applied_seq: int | None
    told_state: ToldState | None
    told_problem: str | None

    @property
    def waits(self) -> bool:
        """Answers came that the programme has not heard yet."""
        return self.told_seq is not None and (self.applied_seq is None or self.applied_seq < self.told_seq)

    def state(self, now: datetime) -> State:
        """How it stands.

        Args:
            now: UTC; a run of which nothing was heard for 12 hours is lost.
        """
        if self.ended is not None:
            return self.ended
        return "lost" if (now - self.heard_at).total_seconds() > LOST_AFTER_S else "open"


class Runs:
    """The runs of one person."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._person = store.person.id

    def add(self, log: SessionLog) -> int:
        """Keeps those events that join on to what is here.

        Args:
            log: the run, and any of its events in the order of their numbers, without gaps.

        Returns:
            the number of the first event that is not kept yet. It is on the disk when this returns.

        Raises:
            DocumentError: the events do not follow each other.
            ChangedMeanwhileError: another event has one of these numbers, or another run one of these events.
            NotThereError: the run is another person's.
            NoRoomError, StoreError: it cannot be kept.
        """
        _check_order(log.events)
        document = contract.write(log)
        now = self._store.clock()
        with self._store.writing() as db:
            self._open(db, log, document["run"], now)
            have = self._have(db, log.run.id)
            self._check_known(db, log.run.id, [one for one in log.events if one.seq < have])
            fresh = [
                (event, values)
                for event, values in zip(log.events, document["events"], strict=True)
                if event.seq >= have
            ]
            if not fresh or fresh[0][0].seq != have:
                return have
            self._check_fresh(db, [event for event, _ in fresh])
            rows = [self._row_of(log.run.id, event, values, now) for event, values in fresh]
            db.execute(insert(schema.run_event), rows)
            self._note(db, log.run.id, [event for event, _ in fresh], now)
            return have + len(fresh)

    def log(self, run_id: str) -> SessionLog:
        """A run with all of its events that are here.

        Raises:
            NotThereError: this person has no such run.
        """
        table = schema.run_event
        with self._store.reading() as db:
            row = self._run(db, run_id)
            events = db.execute(
                select(table.c.document).where(table.c.run_id == run_id).order_by(table.c.seq)
            ).scalars()
            document = {"schema": SessionLog.SCHEMA, "run": row.header, "events": list(events)}
        return contract.read(SessionLog, document, "The run that is kept here")

    def walked(self) -> dict[str, tuple[float, float]]:
        """Seconds walked forward and backward in each run that has ended, by its id: worked out once and kept."""
        table, now = schema.run, self._store.clock()
        with self._store.reading() as db:
            rows = db.execute(
                select(table.c.id, table.c.came_to, table.c.heard_at).where(table.c.person_id == self._person)
            ).all()
        known: dict[str, tuple[float, float]] = {}
        for row in rows:
            if row.came_to is not None:
                known[row.id] = (row.came_to["forward_s"], row.came_to["backward_s"])
                continue
            found = closed(self.log(row.id), now, row.heard_at)
            if found.state == "open":
                continue
            known[row.id] = (found.forward_s, found.backward_s)
            came_to = {"forward_s": found.forward_s, "backward_s": found.backward_s}
            with self._store.writing() as db:
                db.execute(
                    update(table)
                    .where(table.c.id == row.id, table.c.heard_at == row.heard_at)
                    .values(came_to=came_to)
                )
        return known

    def run(self, run_id: str) -> KeptRun:
        """What is known of a run.

        Raises:
            NotThereError: this person has no such run.
        """
        with self._store.reading() as db:
            return _kept(self._run(db, run_id))

    def all(self) -> list[KeptRun]:
        """This person's runs, the latest first."""
        table = schema.run
        with self._store.reading() as db:
            # Without what was asked, which is long: a year of it takes a tenth of a second to read.
            rows = db.execute(
                select(*(one for one in table.c if one.name not in ("header", "came_to")))
                .where(table.c.person_id == self._person)
                .order_by(table.c.received_at.desc(), table.c.id)
            ).all()
        return [_kept(row) for row in rows]

    def next_lost(self) -> datetime | None:
        """The last moment at which all open runs are still open, if nothing more is heard; None where none is."""
        now = self._store.clock()
        heard = (one.heard_at for one in self.all() if one.state(now) == "open")
        return min((one + timedelta(seconds=LOST_AFTER_S) for one in heard), default=None)

    def heard(self, run_id: str, seq: int, state: ToldState, problem: str | None = None) -> None:
        """Notes what the programme made of the answers in an event.

        Args:
            run_id: the run.
            seq: number of the event.
            state: ``kept``, or ``refused`` with a sentence.
            problem: the sentence.
        """
        table = schema.run
        with self._store.writing() as db:
            db.execute(
                update(table)
                .where(table.c.id == run_id, table.c.person_id == self._person)
                .values(applied_seq=seq, told_state=state, told_problem=problem)
            )

    def forget(self) -> None:
        """Removes all runs of this person and how they want to be coached, for good."""
        with self._store.writing() as db:
            for table in (schema.run, schema.preference):
                db.execute(delete(table).where(table.c.person_id == self._person))

    # How somebody wants to be coached

    def preferences(self) -> Preferences:
        """As they were kept last; the usual ones before that."""
        table = schema.preference
        with self._store.reading() as db:
            document = db.execute(select(table.c.document).where(table.c.person_id == self._person)).scalar()
        if document is None:
            return Preferences()
        return contract.read(Preferences, document, "What is kept here of how you want to be coached")

    def keep_preferences(self, preferences: Preferences) -> None:
        """Keeps them in place of those there were.

        Args:
            preferences: as wished for; what of it is granted is decided whenever a timeline is made.
        """
        table, values = schema.preference, {"document": contract.write(preferences)}
        with self._store.writing() as db:
            db.execute(delete(table).where(table.c.person_id == self._person))
            db.execute(insert(table).values(person_id=self._person, saved_at=self._store.clock(), **values))

    # Inside a transaction

    def _run(self, db: Connection, run_id: str) -> Row[Any]:
        table = schema.run
        row = db.execute(select(table).where(table.c.id == run_id, table.c.person_id == self._person)).first()
        if row is None:
            raise NotThereError("This run of a session is not here (any more).")
        return row

    def _open(self, db: Connection, log: SessionLog, header: dict[str, Any], now: datetime) -> None:
        """Makes the run where it is new; its first header stays."""
        table, run = schema.run, log.run
        there = db.execute(select(table).where(table.c.id == run.id)).first()
        if there is None:
            db.execute(
                insert(table).values(
                    id=run.id,
                    person_id=self._person,
                    programme_id=run.programme,
                    session_id=run.session,
                    mode=run.mode,
                    device=run.device,
                    header=header,
                    started_at=run.started_at,
                    received_at=now,
                    heard_at=now,
                )
            )
        elif there.person_id != self._person:
            raise NotThereError("This run of a session belongs to somebody else; nothing of it was kept.")
        elif (there.programme_id, there.session_id) != (run.programme, run.session):
            raise ChangedMeanwhileError(
                "A run with this id is of another session. What is kept of it stays as it is."
            )

    @staticmethod
    def _have(db: Connection, run_id: str) -> int:
        table = schema.run_event
        last = db.execute(select(func.max(table.c.seq)).where(table.c.run_id == run_id)).scalar()
        return 0 if last is None else int(last) + 1

    @staticmethod
    def _check_known(db: Connection, run_id: str, events: Sequence[Event]) -> None:
        if not events:
            return
        table = schema.run_event
        known = db.execute(
            select(table.c.id)
            .where(table.c.run_id == run_id, table.c.seq.between(events[0].seq, events[-1].seq))
            .order_by(table.c.seq)
        ).scalars()
        for event, there in zip(events, known, strict=True):
            if event.id != there:
                raise ChangedMeanwhileError(
                    f"Another event has number {event.seq} of this run already. Nothing was lost: "
                    "read the run again and number on from there."
                )

    @staticmethod
    def _check_fresh(db: Connection, events: Sequence[Event]) -> None:
        table, ids = schema.run_event, [one.id for one in events]
        twice = len(set(ids)) < len(ids)
        for start in range(0, len(ids), 500):  # SQLite takes so many variables and no more
            part = ids[start : start + 500]
            twice = twice or db.execute(select(table.c.seq).where(table.c.id.in_(part))).first() is not None
        if twice:
            raise ChangedMeanwhileError(
                "An event with one of these ids is kept already, under another number or in another run."
            )

    def _row_of(self, run_id: str, event: Event, document: dict[str, Any], now: datetime) -> dict[str, Any]:
        # What is None says nothing, and the contract reads its absence as None.
        said = {name: value for name, value in document.items() if value is not None}
        return {
            "run_id": run_id,
            "seq": event.seq,
            "person_id": self._person,
            "id": event.id,
            "kind": event.kind,
            "position_s": event.position_s,
            "at": event.at,
            "document": said,
            "received_at": now,
        }

    @staticmethod
    def _note(db: Connection, run_id: str, fresh: Sequence[Event], now: datetime) -> None:
        """What the fresh events say of the whole run."""
        table, values = schema.run, dict[str, Any](heard_at=now, came_to=null())
        told = [one.seq for one in fresh if one.kind == "told"]
        if told:
            values["told_seq"] = told[-1]
        end = next((one for one in fresh if one.kind in ("finished", "stopped")), None)
        if end is not None:
            ended = "lost" if end.why == "lost" else end.kind
            values["ended"] = func.coalesce(table.c.ended, ended)
        db.execute(update(table).where(table.c.id == run_id).values(values))


def _check_order(events: Sequence[Event]) -> None:
    for before, after in pairwise(events):
        if after.seq != before.seq + 1:
            raise DocumentError(
                f"The events do not follow each other: number {before.seq} comes before {after.seq}; expected "
                f"{before.seq + 1}."
            )


def _kept(row: Row[Any]) -> KeptRun:
    return KeptRun(
        id=row.id,
        programme=row.programme_id,
        session=row.session_id,
        mode=row.mode,
        device=row.device,
        started_at=row.started_at,
        heard_at=row.heard_at,
        ended=row.ended,
        told_seq=row.told_seq,
        applied_seq=row.applied_seq,
        told_state=row.told_state,
        told_problem=row.told_problem,
    )
