"""Writing an archive: rows from one moment of the database, and the files they speak of."""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import Connection

from retrowalk import __version__, contract
from retrowalk.reports import to_json
from retrowalk.reports.files import whole_file
from retrowalk.store.archive.document import (
    MANIFEST,
    MOTION,
    README,
    README_NAME,
    Archive,
    Member,
    row_file,
)
from retrowalk.store.archive.rows import Columns, lines, tables_of
from retrowalk.store.importing import parquet_name

if TYPE_CHECKING:
    from retrowalk.store.store import Store

_BLOCK = 1 << 20
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LARGE = 1 << 31


def write_archive(store: Store, path: Path) -> Archive:
    """Writes everything that is kept of the store's person, whole or not at all; the same things give the same bytes.

    Args:
        store: the person's.
        path: of the zip.

    Returns:
        its manifest.

    Raises:
        OutputError: it cannot be written there.
        StoreError: the data cannot be read.
    """
    with store.reading() as db, whole_file(path) as temporary:
        return write_zip(raw(db), store.home, store.person.id, temporary)


def raw(db: Connection) -> sqlite3.Connection:
    """The database's own connection, within the transaction that is open."""
    connection = db.connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def write_zip(connection: sqlite3.Connection, home: Path, person: str, path: Path) -> Archive:
    """As ``write_archive``, from a database of any revision.

    Args:
        connection: within a transaction, so that all rows are of one moment.
        home: the data folder.
        person: id.
        path: of the zip; an ordinary file.

    Raises:
        OSError: it cannot be written.
    """
    missing: list[str] = []
    with zipfile.ZipFile(path, "w") as archive:
        writer = _Writer(archive)
        writer.add(README_NAME, [README.encode()])
        for columns in tables_of(connection):
            writer.add(row_file(columns.table), lines(connection, columns, person), large=True)
        for name, file in files_of(connection, home, person):
            try:
                source = file.open("rb")
            except OSError:  # something else removed it; what is known of it is kept all the same
                missing.append(name)
                continue
            with source:
                size = file.stat().st_size
                writer.add(name, _blocks(source, size), large=size >= _LARGE)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (called,) = connection.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone()
        members = tuple(sorted(writer.members, key=lambda one: one.name))
        manifest = Archive(__version__, revision, called, members, tuple(missing))
        writer.add(MANIFEST, [to_json(contract.write(manifest)).encode()])
    return manifest


def digests(connection: sqlite3.Connection, person: str) -> dict[str, str]:
    """What the rows of a person come to, by table; of two people who have the same, the same.

    Args:
        connection: within a transaction.
        person: id.
    """
    return {one.table: _digest(connection, one, person) for one in tables_of(connection)}


def _digest(connection: sqlite3.Connection, columns: Columns, person: str) -> str:
    digest = hashlib.sha256()
    for line in lines(connection, columns, person):
        digest.update(line)
    return digest.hexdigest()


class _Writer:
    """Adds members one after the other, and notes what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.members: list[Member] = []
        self._archive = archive

    def add(self, name: str, blocks: Iterable[bytes], *, large: bool = False) -> None:
        entry = zipfile.ZipInfo(name, _NO_DATE)
        # Parquet is packed already; and so are many files that people bring, but not most.
        entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
        entry.create_system = 3  # the same bytes whatever the computer
        entry.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=large) as target:
            for block in blocks:
                digest.update(block)
                size += len(block)
                target.write(block)
        self.members.append(Member(name, size, digest.hexdigest()))


def files_of(connection: sqlite3.Connection, home: Path, person: str) -> Iterator[tuple[str, Path]]:
    """The files that the person's rows speak of, there or not: name in the archive, and where each lies; by name.

    Args:
        connection: within a transaction.
        home: the data folder.
        person: id.
    """
    found = [
        f"walks/{file}/original/{name}"
        for file, name in connection.execute(
            "SELECT id, name FROM imported_file WHERE person_id = ?", (person,)
        )
    ]
    found += [
        f"walks/{file}/{parquet_name(index)}"
        for file, index in connection.execute(
            "SELECT file_id, recording_index FROM walk WHERE person_id = ?", (person,)
        )
    ]
    if any(one.table == "run" for one in tables_of(connection)):
        for (run,) in connection.execute("SELECT id FROM run WHERE person_id = ?", (person,)):
            names = (f"motion/{run}/{one.name}" for one in (home / "motion" / run).glob("*"))
            found += [name for name in names if MOTION.fullmatch(name)]
    for name in sorted(found):
        yield name, home / name


def _blocks(source: IO[bytes], size: int) -> Iterator[bytes]:
    """A file up to the size it had: motion may still grow."""
    while size > 0 and (block := source.read(min(_BLOCK, size))):
        size -= len(block)
        yield block
