"""Making a data folder of its own from an archive: at the revision it was written with, then brought up to date by
the same migrations as any other, and read through once, before anything of it goes near what somebody has here."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import select

from retrowalk.errors import ArchiveError, NoRoomError, RetrowalkError
from retrowalk.language import _
from retrowalk.recordings import PLACEMENTS, Side
from retrowalk.store import database
from retrowalk.store.archive.document import ORIGINAL, Archive, row_file
from retrowalk.store.archive.rows import Columns, RowError, insert, parsed, tables_of
from retrowalk.store.archive.unpacking import damaged
from retrowalk.store.archive.writing import files_of
from retrowalk.store.person_record import person_record
from retrowalk.store.schema import analysis, result

if TYPE_CHECKING:
    from retrowalk.store.store import Store

OWNER_ID = "archive"
_LONGEST_LINE = 1 << 29


def check_revision(archive: Archive, name: str) -> None:
    """
    Args:
        archive: the manifest.
        name: what to call it.

    Raises:
        ArchiveError: its tables are of a version to come, or of none.
    """
    known = database.known_revisions()
    if archive.database in known:
        return
    if archive.database > known[-1]:
        said = {"name": name, "its": archive.database[:20], "ours": known[-1]}
        raise ArchiveError(
            _(
                "%(name)s was written by a newer version of Retrowalk (its tables are at “%(its)s”; this one knows "
                "“%(ours)s”). Install the newer version; nothing was changed."
            )
            % said
        )
    raise damaged(name, _("no version had tables at “%(its)s”") % {"its": archive.database[:20]})


def build(archive: Archive, folder: Path, name: str) -> None:
    """Makes the database of an unpacked archive, as it was when it was written.

    Args:
        archive: the manifest.
        folder: holds what was unpacked, and the database afterwards.
        name: what to call it.

    Raises:
        ArchiveError: a row is not what its table had then, or a file belongs to no row.
        NoRoomError: the disk is full.
    """
    path = folder / "retrowalk.sqlite"
    database.make_database(path, archive.database)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")  # it is taken apart again in a moment
        connection.execute("BEGIN")
        try:
            _fill(connection, archive, folder, name)
        except sqlite3.IntegrityError:
            raise damaged(name, _("its rows do not fit together")) from None
        except sqlite3.OperationalError as problem:
            if "full" not in str(problem):
                raise
            raise NoRoomError(
                _("There is no room left on the disk to bring %(name)s back. Nothing was changed.")
                % {"name": name}
            ) from problem
        connection.execute("COMMIT")
        _check_files(connection, archive, folder, name)


def _fill(connection: sqlite3.Connection, archive: Archive, folder: Path, name: str) -> None:
    tables = {row_file(one.table): one for one in tables_of(connection)}
    for member in archive.members:
        if member.name.startswith("rows/") and member.name not in tables:
            raise damaged(name, _("no version had %(file)s") % {"file": f"“{member.name}”"})
    then = datetime(1970, 1, 1, tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    connection.execute("INSERT INTO person VALUES (?, ?, ?)", (OWNER_ID, archive.name, then))
    for file, columns in tables.items():
        if (folder / file).exists():
            insert(connection, columns, OWNER_ID, _rows(folder / file, columns, name))
    # Only now: a table may speak of one that comes later.
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(name, _("its rows do not fit together"))


def _rows(path: Path, columns: Columns, name: str) -> Iterator[tuple[Any, ...]]:
    with path.open("rb") as source:
        number = 0
        while line := source.readline(_LONGEST_LINE):
            number += 1
            try:
                yield parsed(columns, line)
            except RowError as problem:
                where = {"number": number, "file": row_file(columns.table), "what": problem}
                raise damaged(name, _("line %(number)d of %(file)s %(what)s") % where) from None


def _check_files(connection: sqlite3.Connection, archive: Archive, folder: Path, name: str) -> None:
    there = {one.name: one for one in archive.members if one.name.startswith(("walks/", "motion/"))}
    expected = {file for file, _path in files_of(connection, folder, OWNER_ID)}
    for odd in sorted(expected ^ {*there, *archive.missing}):
        what = _("it lacks %(file)s") if odd in expected else _("%(file)s in it belongs to no row")
        raise damaged(name, what % {"file": f"“{odd}”"})
    rows = dict(connection.execute("SELECT id, sha256 FROM imported_file").fetchall())
    for file, member in there.items():
        original = ORIGINAL.fullmatch(file)
        if original is not None and rows[original["file"]] != member.sha256:
            raise damaged(name, _("%(file)s in it is not the file that was brought") % {"file": f"“{file}”"})


_ODD = (
    "SELECT 1 FROM run WHERE json_extract(header, '$.id') IS NOT id",
    "SELECT 1 FROM run_event GROUP BY run_id HAVING min(seq) <> 0 OR max(seq) <> count(*) - 1",
    "SELECT 1 FROM run_event WHERE json_extract(document, '$.seq') IS NOT seq",
    "SELECT 1 FROM run_event WHERE json_extract(document, '$.id') IS NOT id",
)
"""What no run has: a header of another one, a gap, an event of another number."""


def read_through(store: Store, name: str) -> None:
    """Reads all that a store has, so that nothing comes in that no page could show.

    Args:
        store: of the data folder that was made.
        name: what to call the archive.

    Raises:
        ArchiveError: something cannot be read.
    """
    try:
        _read(store)
    except RetrowalkError as problem:
        raise ArchiveError(
            _("%(name)s cannot be brought back: %(problem)s Nothing was changed.")
            % {"name": name, "problem": problem}
        ) from problem
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as problem:
        raise damaged(name, _("what is written in it cannot be read")) from problem


def _read(store: Store) -> None:
    numbers = [one.numbers for one in store.carrying.all()]
    if not all(isinstance(one, dict) for one in (store.plans.draft().answers, *numbers)):
        raise ValueError("answers are none")
    person_record(store, store.clock().date())  # every log of a session among it
    store.runs.preferences()
    with store.reading() as db:
        if any(db.exec_driver_sql(asked).first() is not None for asked in _ODD):
            raise ValueError("a session's events are not in order, or another one's")
    with store.reading() as db:
        rows = db.execute(select(result.c.id, result.c.measure)).all()
        schemas = set(db.execute(select(analysis.c.document["schema"].as_string())).scalars())
    for row in rows:
        found = store.outcomes.result(row.id).result
        if (found.id, found.measure) != (row.id, row.measure):
            raise ValueError("a result is another one's")
    if schemas - {"retrowalk.walk/1"}:
        raise ValueError("an analysis is none")
    for walk in (*store.walks(), *store.deleted_walks()):
        if walk.placement not in PLACEMENTS or walk.side not in (None, *get_args(Side)):
            raise ValueError("a sensor was worn where there is no place")
        store.statements(walk.id)
