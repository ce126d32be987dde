"""The store: one person's view of the data folder."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select, update

from retrowalk.errors import NotThereError, StoreError
from retrowalk.gait import Direction
from retrowalk.recordings import Placement, Recording, Side
from retrowalk.store import analysing, importing, removing
from retrowalk.store.carrying import Carrying
from retrowalk.store.database import open_database, reading, writing
from retrowalk.store.devices import Devices
from retrowalk.store.folder import Incoming, Session, data_home, disk_errors, safe_name
from retrowalk.store.listing import stored, walks_of
from retrowalk.store.marks import Marks
from retrowalk.store.outcomes import Outcomes
from retrowalk.store.plans import Plans
from retrowalk.store.records import Added, Person, Statement, StoredWalk
from retrowalk.store.runs import Runs
from retrowalk.store.schema import analysis, label, person, walk

KEPT_AFTER_DELETING = timedelta(days=30)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The walks of one person, in a data folder that may hold those of several. Profile and programmes: ``plans``;
    sessions as they went: ``runs``, ``marks``; phones that may look at them: ``devices``; where they tell directions:
    ``carrying``; what was measured: ``outcomes``.

    Safe to use from several threads, and from several processes on one folder.

    Args:
        home: the data folder; None for RETROWALK_HOME or the user's own.
        person: whose walks; None for the first person, who is made in a fresh folder.
        clock: gives the time now, in UTC.

    Raises:
        StoreError: the folder or its database cannot be used; the sentence says why and what to do.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        person: Person | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.home = data_home() if home is None else Path(home).absolute()
        self.clock = clock
        with disk_errors("your walks", self.home):
            (self.home / "walks").mkdir(parents=True, exist_ok=True)
        self.database = self.home / "retrowalk.sqlite"
        self._engine = open_database(self.database, clock())
        self._session: Session | None = None
        self._session_lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._watch_lock = threading.Lock()
        self.person = person or self._first_person()
        self.plans = Plans(self)
        self.runs = Runs(self)
        self.marks = Marks(self)
        self.devices = Devices(self)
        self.carrying = Carrying(self)
        self.outcomes = Outcomes(self)
        self.sweep()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database; what was unfinished is removed."""
        with self._session_lock:
            if self._session is not None:
                self._session.close()
                self._session = None
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self._engine.dispose()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        with writing(self._engine, self.database) as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        with reading(self._engine, self.database) as connection:
            yield connection

    def version(self) -> int:
        """Another number whenever anybody has written anything, here or in another process.

        What was worked out from all that is kept holds as long as it stays the same: ask for it first.
        """
        with self._watch_lock:
            if self._watch is None:
                # SQLite tells a connection of what others wrote: so this one is for nothing else.
                self._watch = sqlite3.connect(self.database, check_same_thread=False)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    # People

    def people(self) -> list[Person]:
        """Everyone who keeps walks here, the first one first."""
        with self.reading() as db:
            rows = db.execute(select(person.c.id, person.c.name).order_by(person.c.created_at, person.c.id))
            return [Person(row.id, row.name) for row in rows]

    def add_person(self, name: str) -> Person:
        new = Person(uuid.uuid4().hex, name)
        with self.writing() as db:
            db.execute(insert(person).values(id=new.id, name=new.name, created_at=self.clock()))
        return new

    def _first_person(self) -> Person:
        everyone = self.people()
        if everyone:
            return everyone[0]
        with self.writing() as db:
            # Asked again with the right to write: two processes may start in a fresh folder.
            row = db.execute(select(person.c.id, person.c.name).order_by(person.c.created_at)).first()
            if row is not None:
                return Person(row.id, row.name)
            new = Person(uuid.uuid4().hex, "")
            db.execute(insert(person).values(id=new.id, name=new.name, created_at=self.clock()))
            return new

    # Bringing walks in

    def incoming(self, name: str) -> Incoming:
        """A place to write a file that is on its way in. Use it as a context manager; then ``add`` it.

        Raises:
            NoRoomError: the disk is full.
            StoreError: the folder cannot be written.
        """
        return Incoming(self._new_folder(safe_name(name)), name, self.home)

    @contextlib.contextmanager
    def scratch(self, what: str) -> Iterator[Path]:
        """A folder on the same disk to put something together in; gone afterwards, and after a kill too.

        Args:
            what: is put together, to name in a sentence.

        Raises:
            StoreError: the folder cannot be written.
        """
        folder = self._new_folder(what)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _new_folder(self, what: str) -> Path:
        with self._session_lock:
            if self._session is None:
                self._session = Session(self.home)
        with disk_errors(f"“{what}”", self.home):
            return self._session.new_folder()

    def add(self, file: Incoming, *, placement: Placement | None = None, side: Side | None = None) -> Added:
        """Keeps a file that has arrived whole, and its recordings, all of it or nothing.

        Args:
            file: written to its end.
            placement, side: as the walker says; None takes what the file says.

        Raises:
            RecordingError: it is no recording we can read.
            NoRoomError, StoreError: it cannot be kept.
        """
        return importing.add(self, file, placement=placement, side=side)

    def add_file(self, path: Path, *, placement: Placement | None = None, side: Side | None = None) -> Added:
        """Keeps a copy of a file on this computer. As ``add`` in all else.

        Raises:
            RecordingError: it is not there, or no recording we can read.
            NoRoomError, StoreError: it cannot be kept.
        """
        with importing.copied(self, Path(path)) as file:
            return self.add(file, placement=placement, side=side)

    # Looking

    def walks(self) -> list[StoredWalk]:
        """This person's walks, the latest first."""
        return self._find(walk.c.deleted_at.is_(None))

    def deleted_walks(self) -> list[StoredWalk]:
        """What was deleted and can still be brought back, the latest deletion first."""
        found = self._find(walk.c.deleted_at.is_not(None))
        return sorted(found, key=lambda one: one.deleted_at or one.added_at, reverse=True)

    def walk(self, walk_id: str) -> StoredWalk:
        """
        Raises:
            NotThereError: this person has no such walk (deleted for good, or never).
        """
        found = self._find(walk.c.id == walk_id)
        if not found:
            raise NotThereError("This walk is not here (any more). It may have been deleted.")
        return found[0]

    def walks_of_file(self, file_id: str) -> list[StoredWalk]:
        """All walks that came in one file, deleted ones too, in the order of the file."""
        return sorted(self._find(walk.c.file_id == file_id), key=lambda one: one.recording_index)

    def document(self, walk_id: str) -> dict[str, Any] | None:
        """The `retrowalk.walk/1` object of the last analysis; None before the first."""
        return self._analysed(walk_id, analysis.c.document)

    def envelope(self, walk_id: str) -> dict[str, Any] | None:
        """The outline of the signal, for drawing it; None before the first analysis."""
        return self._analysed(walk_id, analysis.c.envelope)

    def _analysed(self, walk_id: str, column: Column[Any]) -> dict[str, Any] | None:
        with self.reading() as db:
            found: dict[str, Any] | None = db.execute(
                select(column).where(analysis.c.walk_id == walk_id, analysis.c.person_id == self.person.id)
            ).scalar()
        return found

    def original(self, walk_id: str) -> Path:
        """The file as it was brought."""
        found = self.walk(walk_id)
        return self._there(self.folder_of(found.file_id) / "original" / found.file)

    def recording(self, walk_id: str) -> Recording:
        """The recording of a walk, from its Parquet, with what is known about it now.

        Raises:
            NotThereError: no such walk, or its file has gone.
            RecordingError: its file is damaged.
        """
        found = self.walk(walk_id)
        path = self._there(self.folder_of(found.file_id) / importing.parquet_name(found.recording_index))
        return analysing.recording_of(found, path)

    def folder_of(self, file_id: str) -> Path:
        return self.home / "walks" / file_id

    def _there(self, path: Path) -> Path:
        if not path.is_file():
            raise NotThereError(
                f"The file “{path.name}” of this walk is missing from {path.parent}: something other than "
                "Retrowalk removed it. Delete this walk and bring its file again."
            )
        return path

    def _find(self, *conditions: Any) -> list[StoredWalk]:
        with self.reading() as db:
            rows = db.execute(walks_of(self.person).where(*conditions)).all()
        found = [stored(row) for row in rows]
        return sorted(
            found, key=lambda one: (one.started_at or one.added_at, -one.recording_index), reverse=True
        )

    def remove_copies(self) -> None:
        """Removes the copies made before upgrades and imports, of all who are kept here: they hold what was removed."""
        with disk_errors("the copies", self.home):
            for copy in (self.home / "backups").glob("*"):
                copy.unlink(missing_ok=True)

    # What the walker says

    def statements(self, walk_id: str) -> tuple[Statement, ...]:
        """What the walker has said about this walk, in the order it was said."""
        self.walk(walk_id)
        with self.reading() as db:
            rows = db.execute(
                select(label).where(label.c.walk_id == walk_id).order_by(label.c.id, label.c.start_s)
            ).all()
        said: dict[str, Statement] = {}
        for row in rows:
            earlier = said.get(row.statement)
            spans = (*(earlier.spans if earlier else ()), (row.start_s, row.end_s))
            said[row.statement] = Statement(row.statement, row.said_at, row.direction, spans)
        return tuple(said.values())

    def say(self, walk_id: str, spans: Sequence[tuple[float, float]], direction: Direction) -> str:
        """Keeps the walker's word for spans of a walk; the walk waits to be analysed again.

        Args:
            spans: ``(start_s, end_s)`` within the recording.
            direction: ``unknown`` keeps that the walker was asked and does not know.

        Returns:
            the id to take it back by.

        Raises:
            NotThereError: no such walk.
            StoreError: a span is empty or outside the recording.
        """
        found = self.walk(walk_id)
        if not spans:
            raise StoreError("Say which part of the walk is meant: no span was given.")
        for start_s, end_s in spans:
            if not 0 <= start_s < end_s <= found.duration_s + 1:
                raise StoreError(
                    f"The span from {start_s:g} to {end_s:g} s does not lie within this walk "
                    f"of {found.duration_s:.1f} s."
                )
        statement = uuid.uuid4().hex
        with self.writing() as db:
            for start_s, end_s in spans:
                db.execute(
                    insert(label).values(
                        person_id=self.person.id,
                        walk_id=walk_id,
                        statement=statement,
                        start_s=start_s,
                        end_s=end_s,
                        direction=direction,
                        said_at=self.clock(),
                    )
                )
            self._out_of_date(db, walk_id)
        return statement

    def take_back(self, walk_id: str, statement: str) -> None:
        """Forgets a statement, as if it had not been said.

        Raises:
            NotThereError: no such statement about this walk.
        """
        with self.writing() as db:
            gone = db.execute(
                delete(label).where(
                    label.c.walk_id == walk_id,
                    label.c.statement == statement,
                    label.c.person_id == self.person.id,
                )
            )
            if not gone.rowcount:
                raise NotThereError("That correction is not there (any more): it was taken back already.")
            self._out_of_date(db, walk_id)

    def wear(self, walk_id: str, placement: Placement, side: Side | None) -> None:
        """Says where the sensor was worn; the walk waits to be analysed again.

        Raises:
            NotThereError: no such walk.
        """
        found = self.walk(walk_id)
        if (found.placement, found.side) == (placement, side):
            return
        with self.writing() as db:
            db.execute(update(walk).where(walk.c.id == walk_id).values(placement=placement, side=side))
            self._out_of_date(db, walk_id)

    def try_again(self, walk_id: str) -> None:
        """Puts a walk whose analysis failed back among those that wait."""
        self.walk(walk_id)
        with self.writing() as db:
            db.execute(
                update(walk)
                .where(walk.c.id == walk_id)
                .values(attempts=0, problem=None, problem_version=None)
            )

    def _out_of_date(self, db: Connection, walk_id: str) -> None:
        changed = {"revision": walk.c.revision + 1, "attempts": 0, "problem": None, "problem_version": None}
        db.execute(update(walk).where(walk.c.id == walk_id).values(changed))

    # Analysing

    def waiting(self) -> list[str]:
        """The walks that have no analysis at all yet, the oldest first: what a start goes on with.

        Those made by an older version are not among them: they are done again when they are looked at.
        """
        found = [one for one in self.walks() if one.state == "waiting" and one.overview is None]
        return [one.id for one in sorted(found, key=lambda one: (one.added_at, one.recording_index))]

    def analyse(self, walk_id: str, progress: Callable[[float], None] | None = None) -> StoredWalk:
        """Finds bouts, steps and directions from the kept recording, and keeps what was found.

        A recording that cannot be analysed leaves the walk ``failed``, with a sentence; that is not raised.

        Raises:
            NotThereError: no such walk.
            StoreError: the result cannot be kept.
        """
        analysing.analyse(self, walk_id, progress)
        return self.walk(walk_id)

    # Deleting

    def delete(self, walk_id: str) -> None:
        """Puts a walk away. It can be brought back for 30 days, then it and its files are removed.

        Raises:
            NotThereError: no such walk.
        """
        self.walk(walk_id)
        with self.writing() as db:
            db.execute(
                update(walk)
                .where(walk.c.id == walk_id, walk.c.deleted_at.is_(None))
                .values(deleted_at=self.clock())
            )

    def restore(self, walk_id: str) -> StoredWalk:
        """Brings a deleted walk back as it was.

        Raises:
            NotThereError: it was deleted for good, or never there.
        """
        self.walk(walk_id)
        with self.writing() as db:
            db.execute(update(walk).where(walk.c.id == walk_id).values(deleted_at=None))
        return self.walk(walk_id)

    def delete_for_good(self, walk_id: str) -> None:
        """Removes a walk, all that was found in it, and its files (the original with its last walk).

        Raises:
            NotThereError: no such walk.
        """
        self.walk(walk_id)
        removing.remove(self, walk_id)

    def sweep(self) -> None:
        """Removes what an interrupted process left behind, and what was deleted more than 30 days ago."""
        removing.sweep(self, self.clock() - KEPT_AFTER_DELETING)
