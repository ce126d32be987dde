"""What a second person saw during a session: presses of a button, each by the coach's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.recordings.reference import Reference, ReferenceLabel, ReferenceSpan
from retrowalk.store import schema

if TYPE_CHECKING:
    from retrowalk.store.records import StoredWalk
    from retrowalk.store.store import Store


@dataclass(frozen=True, slots=True)
class Mark:
    """A press: from then on the walker did this.

    Attributes:
        id: of its own in the world (a UUID), made by the device.
        at: by the coach's clock.
        uncertainty_s: half of the time that the press may have been on its way.
    """

    id: str
    run_id: str
    label: ReferenceLabel
    at: datetime
    uncertainty_s: float


class Marks:
    """The marks in the sessions of one person."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._person = store.person.id

    def add(self, mark: Mark) -> None:
        """Keeps a mark; the same one twice is one.

        Args:
            mark: of a run of this person.

        Raises:
            NotThereError: this person has no such run.
            ChangedMeanwhileError: another mark has this id.
            NoRoomError, StoreError: it cannot be kept.
        """
        self._store.runs.run(mark.run_id)
        table = schema.reference_mark
        with self._store.writing() as db:
            there = db.execute(select(table.c.run_id, table.c.label).where(table.c.id == mark.id)).first()
            if there is not None:
                if tuple(there) != (mark.run_id, mark.label):
                    raise ChangedMeanwhileError(
                        "Another mark has this id already. What is kept stays as it is."
                    )
                return
            db.execute(
                insert(table).values(
                    id=mark.id,
                    person_id=self._person,
                    run_id=mark.run_id,
                    label=mark.label,
                    at=mark.at,
                    uncertainty_s=mark.uncertainty_s,
                )
            )

    def take_back(self, run_id: str, mark_id: str) -> None:
        """Forgets a mark, as if it had not been pressed.

        Raises:
            NotThereError: there is none.
        """
        table = schema.reference_mark
        with self._store.writing() as db:
            gone = db.execute(
                delete(table).where(
                    table.c.id == mark_id, table.c.run_id == run_id, table.c.person_id == self._person
                )
            )
            if not gone.rowcount:
                raise NotThereError("This mark is not here (any more).")

    def of_run(self, run_id: str) -> tuple[Mark, ...]:
        """The marks of a run, in time order."""
        table = schema.reference_mark
        with self._store.reading() as db:
            rows = db.execute(
                select(table)
                .where(table.c.run_id == run_id, table.c.person_id == self._person)
                .order_by(table.c.at, table.c.id)
            ).all()
        return tuple(Mark(row.id, row.run_id, row.label, row.at, row.uncertainty_s) for row in rows)

    def reference(self, walk: StoredWalk) -> Reference | None:
        """The marks as labels of a walk: each holds until the next, the last one to the end.

        Args:
            walk: of a session.

        Returns:
            None where nobody watched, or nobody knows how the clocks belong together.
        """
        if walk.run_id is None or walk.zero_at is None:
            return None
        marks = self.of_run(walk.run_id)
        if not marks:
            return None
        starts = [(one.at - walk.zero_at) / timedelta(seconds=1) for one in marks]
        ends = [*starts[1:], walk.duration_s]
        spans = tuple(
            ReferenceSpan(round(max(0.0, start), 3), round(min(end, walk.duration_s), 3), mark.label)
            for mark, start, end in zip(marks, starts, ends, strict=True)
            if min(end, walk.duration_s) > max(0.0, start)
        )
        if not spans:
            return None
        slowest = max(one.uncertainty_s for one in marks)
        return Reference("observer", spans, (walk.zero_uncertainty_s or 0.0) + slowest)
