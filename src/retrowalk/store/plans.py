"""Answers, profile and programmes of one person.

Every save names the revision it was made from, and a save from an older one is refused: two windows that save at
once lose nothing, and the second is told. Single answers to different questions go together without that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from retrowalk import contract
from retrowalk.errors import ChangedMeanwhileError
from retrowalk.prescription import Programme
from retrowalk.screening import Profile
from retrowalk.store import schema

if TYPE_CHECKING:
    from retrowalk.store.store import Store

D = TypeVar("D", bound=contract.Document)

UPGRADES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""What makes a stored document of an older schema one of the next: ``{"retrowalk.profile/1": to_2}``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers so far.

    Attributes:
        answers: by question, as they were typed.
        revision: goes up with every save; 0 while nothing was answered.
    """

    answers: Mapping[str, Any]
    revision: int
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept(Generic[D]):
    """A document as it lies in the store.

    Attributes:
        document: the profile or programme.
        revision: to name when saving what was made from it.
        made_at: when the first form of it was kept.
        saved_at: when this form of it was.
        superseded_at: when another took its place; None while it is the one in force.
    """

    document: D
    revision: int
    made_at: datetime
    saved_at: datetime
    superseded_at: datetime | None = None


Stamp = tuple[object, ...]
"""Changes whenever the programme does."""

# Once all is deleted, the database counts from the first row again: its number alone says nothing.
_STAMP = (
    schema.programme.c.id,
    schema.programme.c.revision,
    schema.programme.c.programme_id,
    schema.programme.c.saved_at,
    schema.programme.c.superseded_at,
)


class Plans:
    """What one person answered and was given to do."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._person = store.person.id
        # A year's programme takes a fifth of a second to read and check, and every page asks for it.
        self._known: dict[Stamp, Kept[Programme]] = {}

    # Answers on their way

    def draft(self) -> Draft:
        """The answers so far; empty where there are none."""
        with self._store.reading() as db:
            return self._draft(db)

    def save_draft(self, answers: Mapping[str, Any], *, seen: int | None = None) -> Draft:
        """Keeps all answers in place of those there were.

        Args:
            answers: by question; JSON-ready.
            seen: the draft's revision they were made from; None takes the place of whatever is there.

        Raises:
            ChangedMeanwhileError: the draft was saved elsewhere since.
        """
        with self._store.writing() as db:
            there = self._draft(db)
            _unchanged(there.revision, seen, "Your answers were")
            return self._put_draft(db, there, answers)

    def answer(self, changes: Mapping[str, Any]) -> Draft:
        """Keeps the answers to some questions beside those to the others; None takes an answer back."""
        with self._store.writing() as db:
            there = self._draft(db)
            both = {**there.answers, **changes}
            return self._put_draft(
                db, there, {name: value for name, value in both.items() if value is not None}
            )

    def clear_draft(self) -> None:
        """Forgets the answers on their way."""
        with self._store.writing() as db:
            db.execute(delete(schema.profile_draft).where(schema.profile_draft.c.person_id == self._person))

    def _draft(self, db: Connection) -> Draft:
        row = self._row(db, schema.profile_draft)
        return Draft({}, 0, None) if row is None else Draft(row.answers, row.revision, row.saved_at)

    def _put_draft(self, db: Connection, there: Draft, answers: Mapping[str, Any]) -> Draft:
        new = Draft(dict(answers), there.revision + 1, self._store.clock())
        values = {"answers": new.answers, "revision": new.revision, "saved_at": new.saved_at}
        self._put(db, schema.profile_draft, values, fresh=there.revision == 0)
        return new

    # The profile

    def profile(self) -> Profile | None:
        """The profile in force; None before the first.

        Raises:
            DocumentError: it was written by a later Retrowalk.
        """
        kept = self.kept_profile()
        return None if kept is None else kept.document

    def kept_profile(self) -> Kept[Profile] | None:
        """The profile with its revision.

        Raises:
            DocumentError: it was written by a later Retrowalk.
        """
        with self._store.reading() as db:
            row = self._row(db, schema.profile)
        if row is None:
            return None
        document = _read(Profile, row.document, "The profile that is kept here")
        return Kept(document, row.revision, row.saved_at, row.saved_at)

    def save_profile(self, profile: Profile, *, seen: int | None = None) -> int:
        """Keeps a profile in place of the one there was.

        Args:
            profile: to keep.
            seen: the revision it was made from, 0 for none; None takes the place of whatever is there.

        Returns:
            its revision.

        Raises:
            ChangedMeanwhileError: the profile was saved elsewhere since.
        """
        with self._store.writing() as db:
            return self._save_profile(db, profile, seen)

    def _save_profile(self, db: Connection, profile: Profile, seen: int | None) -> int:
        row = self._row(db, schema.profile)
        there = 0 if row is None else int(row.revision)
        _unchanged(there, seen, "Your profile was")
        values = {
            "document": contract.write(profile),
            "revision": there + 1,
            "saved_at": self._store.clock(),
        }
        self._put(db, schema.profile, values, fresh=row is None)
        return there + 1

    # Programmes

    def programme(self) -> Programme | None:
        """The running programme, be it active, stopped or finished; None before the first.

        Raises:
            DocumentError: it was written by a later Retrowalk.
        """
        kept = self.kept_programme()
        return None if kept is None else kept.document

    def kept_programme(self) -> Kept[Programme] | None:
        """The running programme with its revision in the store.

        Raises:
            DocumentError: it was written by a later Retrowalk.
        """
        stamp = self.programme_stamp()
        if stamp is None:
            return None
        if stamp in self._known:
            return self._known[stamp]
        with self._store.reading() as db:
            row = self._running(db)
        return None if row is None else self._remembered([row])[0]

    def programme_stamp(self) -> Stamp | None:
        """What changes whenever the running programme does, without reading it; None before the first."""
        table = schema.programme
        with self._store.reading() as db:
            row = db.execute(
                select(*_STAMP)
                .where(table.c.person_id == self._person, table.c.superseded_at.is_(None))
                .order_by(table.c.id.desc())
            ).first()
        return None if row is None else tuple(row)

    def programmes(self) -> list[Kept[Programme]]:
        """All programmes, the running one first, then the others from the latest to the first.

        Raises:
            DocumentError: one was written by a later Retrowalk.
        """
        table = schema.programme
        mine, known = table.c.person_id == self._person, self._known
        with self._store.reading() as db:
            stamps = [
                tuple(one) for one in db.execute(select(*_STAMP).where(mine).order_by(table.c.id.desc()))
            ]
            unknown = [stamp[0] for stamp in stamps if stamp not in known]
            rows = db.execute(select(table).where(table.c.id.in_(unknown))).all() if unknown else []
        # By the row's number: it may have been saved anew between the two questions.
        fresh = {row.id: kept for row, kept in zip(rows, self._remembered(rows), strict=True)}
        found = (known.get(stamp) or fresh.get(stamp[0]) for stamp in stamps)
        return [kept for kept in found if kept is not None]

    def _remembered(self, rows: Sequence[Row[Any]]) -> list[Kept[Programme]]:
        """The programmes of some rows, read once."""
        found = {_stamp_of(row): _kept_programme(row) for row in rows}
        # Of a programme only its latest form is asked for again.
        gone = {stamp[0] for stamp in found}
        self._known = {stamp: kept for stamp, kept in self._known.items() if stamp[0] not in gone} | found
        return list(found.values())

    def save_programme(self, programme: Programme, *, seen: int | None = None) -> int:
        """Keeps a programme. With the id of the running one it is its next form; else it takes its place, and the
        one before goes to the history.

        Args:
            programme: to keep.
            seen: the revision in the store it was made from, 0 for none; None takes the place of whatever is there.

        Returns:
            its revision in the store.

        Raises:
            ChangedMeanwhileError: the programme was saved elsewhere since.
        """
        with self._store.writing() as db:
            return self._save_programme(db, programme, seen)

    def adopt(self, profile: Profile, programme: Programme, *, seen: int | None = None) -> None:
        """Keeps a profile and the programme made from it, both or neither; the answers on their way have arrived.

        Args:
            profile: to keep.
            programme: made from it.
            seen: the profile's revision that was shown, 0 for none; None takes the place of whatever is there.

        Raises:
            ChangedMeanwhileError: the profile was saved elsewhere since.
        """
        with self._store.writing() as db:
            self._save_profile(db, profile, seen)
            self._save_programme(db, programme, None)
            db.execute(delete(schema.profile_draft).where(schema.profile_draft.c.person_id == self._person))

    def _save_programme(self, db: Connection, programme: Programme, seen: int | None) -> int:
        table, now = schema.programme, self._store.clock()
        row = self._running(db)
        there = 0 if row is None else int(row.revision)
        _unchanged(there, seen, "Your programme was")
        values = {
            "status": programme.status,
            "document": contract.write(programme),
            "revision": there + 1,
            "saved_at": now,
        }
        if row is not None and row.programme_id == programme.id:
            db.execute(update(table).where(table.c.id == row.id).values(values))
            return there + 1
        if row is not None:
            db.execute(update(table).where(table.c.id == row.id).values(superseded_at=now))
        new = {"person_id": self._person, "programme_id": programme.id, "made_at": now, **values}
        db.execute(insert(table).values(new))
        return there + 1

    def _running(self, db: Connection) -> Row[Any] | None:
        table = schema.programme
        return db.execute(
            select(table)
            .where(table.c.person_id == self._person, table.c.superseded_at.is_(None))
            .order_by(table.c.id.desc())
        ).first()

    # All of it

    def forget(self) -> None:
        """Removes answers, profile and all programmes of this person, for good."""
        self._known = {}
        with self._store.writing() as db:
            for table in (schema.profile_draft, schema.profile, schema.programme):
                db.execute(delete(table).where(table.c.person_id == self._person))

    def _row(self, db: Connection, table: Table) -> Row[Any] | None:
        return db.execute(select(table).where(table.c.person_id == self._person)).first()

    def _put(self, db: Connection, table: Table, values: Mapping[str, Any], *, fresh: bool) -> None:
        if fresh:
            db.execute(insert(table).values(person_id=self._person, **values))
        else:
            db.execute(update(table).where(table.c.person_id == self._person).values(**values))


def _unchanged(there: int, seen: int | None, what: str) -> None:
    if seen is not None and seen != there:
        raise ChangedMeanwhileError(
            f"{what} changed in another window since this one was opened. "
            "Nothing of it was lost; look at it as it is now, then save again what is still to change."
        )


def _stamp_of(row: Row[Any]) -> Stamp:
    return tuple(getattr(row, column.name) for column in _STAMP)


def _kept_programme(row: Row[Any]) -> Kept[Programme]:
    document = _read(Programme, row.document, "The programme that is kept here")
    return Kept(document, row.revision, row.made_at, row.saved_at, row.superseded_at)


def _read(kind: type[D], document: dict[str, Any], name: str) -> D:
    """A stored document, brought up to the schema of today."""
    while (upgrade := UPGRADES.get(str(document.get("schema")))) is not None:
        document = upgrade(document)
    return contract.read(kind, document, name)
