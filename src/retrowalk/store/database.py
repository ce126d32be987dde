"""Opening the database: its settings, its migrations, and plain words for what can go wrong."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from retrowalk.errors import NoRoomError, StoreError
from retrowalk.store.folder import disk_errors

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 20_000
BACKUPS_KEPT = 5


def open_database(path: Path, now: datetime) -> Engine:
    """The database at ``path``, made or brought up to date.

    Raises:
        StoreError: it cannot be opened, is not ours, or was made by a newer version.
    """
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        with database_errors(path):
            with engine.connect():
                pass  # switches to WAL, outside any transaction, before the first table
            _migrate(engine, path, now)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextlib.contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """A transaction that has the right to write from its first moment, so that what it reads stays true."""
    with (
        database_errors(path),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextlib.contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    with database_errors(path), engine.connect() as connection, connection.begin():
        yield connection


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite says into one sentence; mistakes of our own pass through as they are."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        said = str(problem.orig if isinstance(problem, DatabaseError) else problem)
        if "full" in said:
            raise NoRoomError(
                f"There is no room left on the disk for your walks. Nothing of this was kept; "
                f"make some room where {path.parent} lies, and try again."
            ) from problem
        if "readonly" in said or "unable to open" in said or "I/O error" in said:
            raise StoreError(
                f"Your walks in {path} cannot be written ({said}). "
                "Make the folder writable, or name another one in RETROWALK_HOME."
            ) from problem
        if "not a database" in said or "malformed" in said:
            raise StoreError(
                f"{path} is damaged, or not a Retrowalk database ({said}). Put the newest copy from "
                f"{path.parent / 'backups'} in its place, or move it away to start afresh."
            ) from problem
        if "locked" in said:
            raise StoreError(
                f"{path} has been in use by another program for more than {BUSY_TIMEOUT_MS // 1000} seconds. "
                "Close it and try again."
            ) from problem
        raise


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver would begin transactions by itself, and not before DDL; _on_begin does it instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _use_wal(connection)
    # FULL: once someone has been told that their walk is kept, a power cut must not take it back.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switches a fresh database to WAL: the one thing SQLite does not wait for when another process, starting
    at the same moment, is about to do it too. It stays switched."""
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            if connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",):
                return
            raise sqlite3.OperationalError(
                "unable to open in WAL mode: readonly, or a file system without locks"
            )
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, path: Path, now: datetime) -> None:
    # Alembic takes a third of a second to import, of every start: the common case does not need it.
    if _revision(engine, path) == newest_revision():
        return
    # One process migrates, another that starts at the same moment waits here and finds it done.
    with writing(engine, path) as connection:
        revision = _revision_in(connection)
        if revision == newest_revision():
            return
        if revision is not None and revision not in known_revisions():
            raise StoreError(
                f"{path} was made by a newer version of Retrowalk (its tables are at “{revision}”; this one knows "
                f"“{newest_revision()}”). Install the newer version; nothing was changed."
            )
        if revision is not None:
            _back_up(path, revision, now)
        _upgrade(connection, "head")


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def make_database(path: Path, revision: str) -> None:
    """Makes an empty database as an earlier version had it.

    Args:
        path: where there is none yet.
        revision: one of ``known_revisions``.

    Raises:
        StoreError: it cannot be written.
    """
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        with writing(engine, path) as connection:
            _upgrade(connection, revision)
    finally:
        engine.dispose()


def known_revisions() -> list[str]:
    """The revisions in `migrations/versions`, oldest first: files are named after them."""
    return sorted(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def newest_revision() -> str:
    return known_revisions()[-1]


def _revision(engine: Engine, path: Path) -> str | None:
    with reading(engine, path) as connection:
        return _revision_in(connection)


def _revision_in(connection: Connection) -> str | None:
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    if "alembic_version" not in tables:
        if tables:
            raise StoreError(
                f"The database holds tables that are not Retrowalk's ({', '.join(sorted(tables)[:3])}). "
                "Name another folder in RETROWALK_HOME."
            )
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if row is None else str(row)


def _back_up(path: Path, revision: str, now: datetime) -> None:
    """Copies the database as it is before a migration changes it; the newest few copies stay."""
    folder = path.parent / "backups"
    with disk_errors("a copy of the database", path.parent):
        folder.mkdir(exist_ok=True)
        copy = folder / f"{now:%Y%m%dT%H%M%SZ}-before-{newest_revision()}-was-{revision}.sqlite"
        part = copy.with_suffix(".part")
        part.unlink(missing_ok=True)
        with (
            contextlib.closing(sqlite3.connect(path)) as source,
            contextlib.closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        part.replace(copy)
    for old in sorted(folder.glob("*.sqlite"))[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
