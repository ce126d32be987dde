"""Bringing an archive back: all of it or nothing, whatever happens on the way.

Everything is put together and checked in a folder of its own first. Then one transaction puts the rows in and the
files in their places: killed before its end, the rows are as they were, and the next start sweeps the files.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from retrowalk.errors import ArchiveError, StoreError
from retrowalk.language import _
from retrowalk.store.archive.building import OWNER_ID, build, check_revision, read_through
from retrowalk.store.archive.document import Archive
from retrowalk.store.archive.rows import Columns, insert, rows, tables_of
from retrowalk.store.archive.unpacking import opened, unpack
from retrowalk.store.archive.writing import digests, raw, write_zip
from retrowalk.store.folder import disk_errors, make_durable, sync_names
from retrowalk.store.motion import MotionFolder
from retrowalk.store.records import Person
from retrowalk.store.store import Store

# Their ``id`` is its own in the world: no two people have the same one.
_WITH_IDS = ("imported_file", "walk", "run", "run_event", "reference_mark", "result", "trial")


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of an archive.

    Attributes:
        person: whose it is now.
        rows: how many came in, by table.
        missing: files that were gone already when the archive was written.
        already_there: this person has exactly this; nothing was changed.
        before: an archive of what was here before, where this took its place.
    """

    person: Person
    rows: dict[str, int]
    missing: tuple[str, ...] = ()
    already_there: bool = False
    before: Path | None = None


def bring_archive(
    store: Store, path: Path, *, called: str | None = None, new_name: str | None = None, replace: bool = False
) -> Brought:
    """Brings back everything that an archive holds.

    Args:
        store: to bring it to. Its person must have nothing yet, or the very same, unless the next two say otherwise.
        path: of the zip.
        called: what to call the file in sentences; None for its path.
        new_name: makes another person of this name, and leaves this one alone.
        replace: puts it in the place of all that this person has; an archive of that is kept in ``backups``.

    Raises:
        ArchiveError: it is damaged, no archive, of a newer version, or does not go together with what is here.
        NoRoomError, StoreError: it cannot be kept.
    """
    name = called or str(path)
    with store.scratch(name) as scratch:
        folder = scratch / "home"
        folder.mkdir()
        with opened(path, name) as (zipped, archive):
            check_revision(archive, name)
            unpack(zipped, archive, folder, name)
        with disk_errors(f"“{name}”", store.home):
            build(archive, folder, name)
            # Opening it is what brings its tables up to date.
            with Store(folder, clock=store.clock) as found:
                read_through(found, name)
            for part in ("walks", "motion"):
                if (folder / part).exists():
                    make_durable(folder / part)
        brought = _put(store, folder, scratch / "before.zip", archive, new_name, replace)
    if new_name is None:
        store.person = brought.person
    return brought


def has_anything(store: Store) -> bool:
    """Whether there is anything of the store's person that an archive would hold.

    Args:
        store: the person's.
    """
    with store.reading() as db:
        return _has_any(raw(db), store.person.id)


def _put(
    store: Store, folder: Path, before: Path, archive: Archive, new_name: str | None, replace: bool
) -> Brought:
    with contextlib.closing(
        sqlite3.connect(f"file:{folder / 'retrowalk.sqlite'}?mode=ro", uri=True)
    ) as source:
        source.execute("BEGIN")
        tables = _in_order(source)
        kept: Path | None = None
        moved: list[Path] = []
        try:
            with store.writing() as db:
                target = raw(db)
                person = _person(store, db, archive.name, new_name)
                if _has_any(target, person.id):
                    if digests(target, person.id) == digests(source, OWNER_ID):
                        return Brought(store.person, {}, already_there=True)
                    if not replace:
                        raise _something_here()
                    kept = _keep_before(store, target, before)
                _check_ids(source, target, person)
                _check_originals(source, target)
                gone = _runs(target, person.id) - _runs(source, OWNER_ID)
                for one in reversed(tables):
                    target.execute(f"DELETE FROM {one.table} WHERE person_id = ?", (person.id,))  # noqa: S608
                count = {
                    one.table: insert(target, one, person.id, rows(source, one, OWNER_ID)) for one in tables
                }
                db.exec_driver_sql("UPDATE person SET name = ? WHERE id = ?", (person.name, person.id))
                with disk_errors(_("the files of the archive"), store.home):
                    _move(folder, store.home, moved)
        except BaseException as problem:
            _undo(store, moved, kept)
            if isinstance(problem, sqlite3.IntegrityError):
                raise _somebody_elses() from problem
            raise
    _clear(store, gone)
    return Brought(person, count, archive.missing, before=kept)


def _person(store: Store, db: Connection, name: str, new_name: str | None) -> Person:
    if new_name is None:
        return Person(store.person.id, name or store.person.name)
    if any(one.name == new_name for one in store.people()):
        raise ArchiveError(
            _("There is somebody called “%(name)s” here already; choose another name. Nothing was changed.")
            % {"name": new_name}
        )
    person = Person(uuid.uuid4().hex, new_name)
    now = store.clock().strftime("%Y-%m-%d %H:%M:%S.%f")
    db.exec_driver_sql("INSERT INTO person VALUES (?, ?, ?)", (person.id, new_name, now))
    return person


def _has_any(target: sqlite3.Connection, person: str) -> bool:
    return any(next(rows(target, one, person), None) is not None for one in tables_of(target))


def _something_here() -> ArchiveError:
    return ArchiveError(
        _(
            "There is something of yours here already, and two halves cannot be joined. Choose to put the archive in "
            "its place (what is here is kept as an archive too), or bring it in as another person. Nothing was changed."
        )
    )


def _somebody_elses() -> ArchiveError:
    return ArchiveError(
        _("What is in this archive is here already, as another person's. Nothing was changed.")
    )


def _keep_before(store: Store, target: sqlite3.Connection, before: Path) -> Path:
    with disk_errors(_("an archive of what is here"), store.home):
        write_zip(target, store.home, store.person.id, before)
        backups = store.home / "backups"
        backups.mkdir(exist_ok=True)
        kept = backups / f"{store.clock():%Y%m%dT%H%M%S%fZ}-before-import.zip"
        before.replace(kept)
        make_durable(backups)
    return kept


def _check_ids(source: sqlite3.Connection, target: sqlite3.Connection, person: Person) -> None:
    """Nothing that is to come in may be somebody else's here already."""
    for table in _WITH_IDS:
        asked = f"SELECT 1 FROM {table} WHERE id = ? AND person_id <> ?"  # noqa: S608
        for (own,) in source.execute(f"SELECT id FROM {table}"):  # noqa: S608
            if target.execute(asked, (own, person.id)).fetchone() is not None:
                raise _somebody_elses()
    # A walk may speak of a run that was forgotten, but of no one else's.
    for (run,) in source.execute("SELECT DISTINCT run_id FROM walk WHERE run_id IS NOT NULL"):
        asked = "SELECT 1 FROM run WHERE id = ? AND person_id <> ?"
        if target.execute(asked, (run, person.id)).fetchone() is not None:
            raise _somebody_elses()


def _check_originals(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """A file that is here under the same id is the same: its folder stays where it is."""
    for file, sha256, called in source.execute("SELECT id, sha256, name FROM imported_file"):
        there = target.execute("SELECT sha256, name FROM imported_file WHERE id = ?", (file,)).fetchone()
        if there not in (None, (sha256, called)):
            raise ArchiveError(
                _("A file in this archive has the id of another one that is here. Nothing was changed.")
            )


def _in_order(connection: sqlite3.Connection) -> list[Columns]:
    """The tables, each after those it speaks of."""
    waiting = {one.table: one for one in tables_of(connection)}
    speaks_of = {
        table: {row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')} & waiting.keys()
        for table in waiting
    }
    ordered: list[Columns] = []
    while waiting:
        free = next(table for table in waiting if not speaks_of[table] & waiting.keys())
        ordered.append(waiting.pop(free))
    return ordered


def _runs(connection: sqlite3.Connection, person: str) -> set[str]:
    return {run for (run,) in connection.execute("SELECT id FROM run WHERE person_id = ?", (person,))}


def _move(folder: Path, home: Path, moved: list[Path]) -> None:
    """Puts the files where they belong.

    Args:
        folder: where they were unpacked.
        home: where they are to be.
        moved: takes the folders that were new, as they come.
    """
    for part in ("walks", "motion"):
        for new in sorted((folder / part).glob("*")):
            target = home / part / new.name
            if target.exists():
                _move_into(new, target, over=part == "walks")
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                moved.append(target)
                new.rename(target)
        if (home / part).exists():
            sync_names(home / part)


def _move_into(new: Path, target: Path, *, over: bool) -> None:
    """Files of a walk that is here are the same ones, or were damaged; motion that is here may have grown since."""
    for file in sorted(one for one in new.rglob("*") if one.is_file()):
        beside = target / file.relative_to(new)
        if over or not beside.exists():
            beside.parent.mkdir(parents=True, exist_ok=True)
            file.replace(beside)
    sync_names(target)


def _undo(store: Store, moved: list[Path], kept: Path | None) -> None:
    """Removes what was put in its place, unless the transaction was through after all."""
    with contextlib.suppress(StoreError), store.reading() as db:
        for new in moved:
            table = "imported_file" if new.parent.name == "walks" else "run"
            found = db.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id = ?", (new.name,))  # noqa: S608
            if found.first() is None:
                shutil.rmtree(new, ignore_errors=True)
            else:
                return
        if kept is not None:
            kept.unlink(missing_ok=True)


def _clear(store: Store, gone: set[str]) -> None:
    """Removes the files of what was replaced. Killed before it, the next start sweeps the walks."""
    with contextlib.suppress(StoreError):
        store.sweep()
        for run in gone:
            MotionFolder(store.home).forget(run)
