"""What was measured of one person, which outcome they named beforehand, and their trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from retrowalk import contract
from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.outcomes import Choice, Entered, Entry, MeasureId, Result, Trial, enter
from retrowalk.outcomes.trial.schedule import is_over
from retrowalk.outcomes.typed_entry import Line, enter_lines
from retrowalk.store import schema

if TYPE_CHECKING:
    from retrowalk.store.store import Store


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result with what the store knows of it.

    Attributes:
        revision: how often it was saved; what an edit was made from.
        deleted_at: when it was put away; None while it counts.
    """

    result: Result
    revision: int
    saved_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptTrial:
    """A trial and how often it was saved."""

    trial: Trial
    revision: int


class Outcomes:
    """Results, the primary outcome and trials of one person."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._person = store.person.id
        self._trial: KeptTrial | None = None

    # Results

    def add(self, *results: Result) -> None:
        """Keeps results, all of them or none; one that is here already, the same in all, is kept once.

        Args:
            results: with ids of their own.

        Raises:
            ChangedMeanwhileError: another result has one of these ids.
            NoRoomError, StoreError: they cannot be kept.
        """
        self._keep(results)

    def _keep(self, results: Sequence[Result], *, typed: bool = False) -> tuple[Result, ...]:
        """Keeps results and gives back what stands for each; what was typed twice stands as it came first."""
        now = self._store.clock()
        stand: list[Result] = []
        with self._store.writing() as db:
            for one in results:
                # Read where it is written: the same entry may be on its way in a second time.
                there = db.execute(select(schema.result).where(schema.result.c.id == one.id)).first()
                if typed and there is not None and there.person_id == self._person and not there.deleted_at:
                    one = _as_first(one, _kept(there).result)
                document = contract.write(one)
                stand.append(one)
                if there is not None:
                    if (there.person_id, there.document) != (self._person, document):
                        raise ChangedMeanwhileError(
                            "Another result has this id already. What is kept stays as it is."
                        )
                    continue
                db.execute(
                    insert(schema.result).values(
                        id=one.id, person_id=self._person, revision=1, **_columns(one, document, now)
                    )
                )
        return tuple(stand)

    def enter(self, entry: Entry, today: Date) -> Entered:
        """Takes what was typed, and keeps it unless something is to be confirmed first.

        The same entry sent again, as by a second press or from another window, is kept once.

        Args:
            entry: as typed.
            today: civil date where the walker is.

        Raises:
            ResultError: something that cannot be.
            ChangedMeanwhileError: other values were entered under its id.
            NoRoomError, StoreError: it cannot be kept.
        """
        kept = [one.result for one in self.results()]
        entered = enter(entry, self._store.clock(), today, kept)
        return replace(entered, results=self._keep(entered.results, typed=True))

    def enter_lines(self, lines: Sequence[Line], name: str, today: Date) -> Entered:
        """Takes a table of results, all of it or nothing; what is here already is left out.

        Args:
            lines: of the table.
            name: of the file, for a sentence.
            today: civil date where the walker is.

        Raises:
            ResultError: a line that cannot be.
            NoRoomError, StoreError: it cannot be kept.
        """
        kept = self._find()
        before = [one.result for one in kept if one.deleted_at is None]
        gone = {one.result.id for one in kept if one.deleted_at is not None}
        entered = enter_lines(lines, name, self._store.clock(), today, before, gone)
        return replace(entered, results=self._keep(entered.results, typed=True))

    def replace(self, result: Result, *, seen: int) -> None:
        """Keeps a corrected result in place of the one with its id.

        Args:
            result: as it should be.
            seen: the revision it was made from.

        Raises:
            NotThereError: there is none.
            ChangedMeanwhileError: it was changed elsewhere since.
        """
        with self._store.writing() as db:
            there = self._must(db, result.id)
            if there.revision != seen:
                raise ChangedMeanwhileError(
                    "This result was changed in another window since this one was opened. "
                    "Nothing of it was lost; look at it as it is now, then save again what is still to change."
                )
            values = _columns(result, contract.write(result), self._store.clock())
            db.execute(
                update(schema.result)
                .where(schema.result.c.id == result.id)
                .values(revision=seen + 1, **values)
            )

    def results(self, measure: MeasureId | None = None) -> list[KeptResult]:
        """Those that count, in the order of their times.

        Args:
            measure: only of this one.
        """
        table = schema.result
        only = () if measure is None else (table.c.measure == measure,)
        return self._find(table.c.deleted_at.is_(None), *only)

    def away(self, measure: MeasureId | None = None) -> list[KeptResult]:
        """Those that were put away, in the order of their times.

        Args:
            measure: only of this one.
        """
        table = schema.result
        only = () if measure is None else (table.c.measure == measure,)
        return self._find(table.c.deleted_at.is_not(None), *only)

    def result(self, id: str) -> KeptResult:
        """One result, put away or not.

        Raises:
            NotThereError: there is none.
        """
        with self._store.reading() as db:
            return _kept(self._must(db, id))

    def put_away(self, id: str) -> None:
        """It counts no longer; it can be brought back.

        Raises:
            NotThereError: there is none.
        """
        self._mark(id, self._store.clock())

    def bring_back(self, id: str) -> None:
        """It counts again.

        Raises:
            NotThereError: there is none.
        """
        self._mark(id, None)

    def _mark(self, id: str, deleted_at: datetime | None) -> None:
        with self._store.writing() as db:
            self._must(db, id)
            db.execute(update(schema.result).where(schema.result.c.id == id).values(deleted_at=deleted_at))

    def _find(self, *conditions: Any) -> list[KeptResult]:
        table = schema.result
        with self._store.reading() as db:
            rows = db.execute(
                select(table)
                .where(table.c.person_id == self._person, *conditions)
                .order_by(table.c.at, table.c.id)
            ).all()
        return [_kept(row) for row in rows]

    def _must(self, db: Connection, id: str) -> Row[Any]:
        table = schema.result
        row = db.execute(select(table).where(table.c.id == id, table.c.person_id == self._person)).first()
        if row is None:
            raise NotThereError("This result is not here (any more).")
        return row

    # The primary outcome

    def choose(self, choice: Choice) -> None:
        """Names the primary outcome from now on; what was named before stays in the history.

        Args:
            choice: with its day.
        """
        with self._store.writing() as db:
            db.execute(
                insert(schema.outcome_choice).values(
                    person_id=self._person, document=contract.write(choice), saved_at=self._store.clock()
                )
            )

    def choices(self) -> list[Choice]:
        """All that were named, the one in force last."""
        table = schema.outcome_choice
        with self._store.reading() as db:
            documents = db.execute(
                select(table.c.document).where(table.c.person_id == self._person).order_by(table.c.id)
            ).scalars()
            return [contract.read(Choice, one, "A choice that is kept here") for one in documents]

    # Trials

    def save_trial(self, trial: Trial, *, seen: int | None = None) -> int:
        """Keeps a trial; one with this id is its next form.

        Args:
            trial: to keep.
            seen: the revision it was made from, 0 for one that begins now; None takes the place of whatever is there.

        Returns:
            its revision.

        Raises:
            ChangedMeanwhileError: it was saved elsewhere since, or it begins while another one runs.
        """
        table, now = schema.trial, self._store.clock()
        with self._store.writing() as db:
            row = db.execute(select(table).where(table.c.id == trial.id)).first()
            there = 0 if row is None else int(row.revision)
            if (row is not None and row.person_id != self._person) or (seen is not None and seen != there):
                raise ChangedMeanwhileError(
                    "This trial was changed in another window since this one was opened. Look at it as it is now."
                )
            if seen == 0 and self._runs(db, now.astimezone().date()):
                # Pressed twice, both throw their own coins: neither has the id of the other.
                raise ChangedMeanwhileError(
                    "A trial was begun in another window already; one runs at a time."
                )
            values = {"document": contract.write(trial), "revision": there + 1, "saved_at": now}
            if row is None:
                db.execute(insert(table).values(id=trial.id, person_id=self._person, made_at=now, **values))
            else:
                db.execute(update(table).where(table.c.id == trial.id).values(**values))
            return there + 1

    def _runs(self, db: Connection, today: Date) -> bool:
        table = schema.trial
        document = db.execute(
            select(table.c.document)
            .where(table.c.person_id == self._person)
            .order_by(table.c.made_at.desc(), table.c.id.desc())
            .limit(1)
        ).scalar()
        if document is None:
            return False
        return not is_over(contract.read(Trial, document, "The trial that is kept here"), today)

    def trials(self) -> list[KeptTrial]:
        """All trials, the latest last."""
        table = schema.trial
        with self._store.reading() as db:
            rows = db.execute(
                select(table).where(table.c.person_id == self._person).order_by(table.c.made_at, table.c.id)
            ).all()
        return [
            KeptTrial(contract.read(Trial, row.document, "The trial that is kept here"), row.revision)
            for row in rows
        ]

    def latest_trial(self) -> KeptTrial | None:
        """The one that runs, or was the last to; None before the first."""
        table = schema.trial
        with self._store.reading() as db:
            row = db.execute(
                select(table.c.id, table.c.revision)
                .where(table.c.person_id == self._person)
                .order_by(table.c.made_at.desc(), table.c.id.desc())
            ).first()
            if row is None:
                return None
            # Every page asks for it, and it is hardly ever another.
            if self._trial is None or (self._trial.trial.id, self._trial.revision) != tuple(row):
                document = db.execute(select(table.c.document).where(table.c.id == row.id)).scalar_one()
                trial = contract.read(Trial, document, "The trial that is kept here")
                self._trial = KeptTrial(trial, row.revision)
            return self._trial

    # All of it

    def forget(self) -> None:
        """Removes results, choices and trials of this person, for good."""
        tables: Sequence[Any] = (schema.result, schema.outcome_choice, schema.trial)
        with self._store.writing() as db:
            for table in tables:
                db.execute(delete(table).where(table.c.person_id == self._person))


def _columns(result: Result, document: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {"measure": result.measure, "at": result.at, "document": document, "saved_at": now}


def _as_first(result: Result, first: Result) -> Result:
    """The result with what it had when it came first and others changed since, so that it is seen to be the same."""
    return replace(result, at=first.at, practice=first.practice, confirmed=first.confirmed)


def _kept(row: Row[Any]) -> KeptResult:
    result = contract.read(Result, row.document, "A result that is kept here")
    return KeptResult(result, row.revision, row.saved_at, row.deleted_at)
