"""Bringing a file in: read, written as Parquet, and put in its place in one move."""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from retrowalk.errors import RecordingError
from retrowalk.recordings import Placement, Recording, Side
from retrowalk.store.folder import Incoming, disk_errors, make_durable, sync_names
from retrowalk.store.records import Added
from retrowalk.store.schema import imported_file, walk

if TYPE_CHECKING:
    from retrowalk.store.store import Store

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a walk of a session comes from.

    Attributes:
        run_id, part: the run, and the load of the page that recorded it.
        zero_at: when its time was 0 by the coach's clock; None where nobody knows.
        zero_uncertainty_s: how far that may be off.
    """

    run_id: str
    part: str
    zero_at: datetime | None
    zero_uncertainty_s: float | None


def parquet_name(index: int) -> str:
    return f"recording-{index}.parquet"


@contextlib.contextmanager
def copied(store: Store, path: Path) -> Iterator[Incoming]:
    """A file of this computer, copied in."""
    try:
        source = path.open("rb")
    except IsADirectoryError as problem:
        raise RecordingError(
            f"{path} is a folder; name the file (or the zip) that holds the recording."
        ) from problem
    except FileNotFoundError as problem:
        raise RecordingError(f"There is no file {path}.") from problem
    except OSError as problem:
        raise RecordingError(f"{path} cannot be read ({problem.strerror or problem}).") from problem
    with source, store.incoming(path.name) as file:
        while block := source.read(_BLOCK):
            file.write(block)
        yield file


def add(
    store: Store,
    file: Incoming,
    *,
    placement: Placement | None = None,
    side: Side | None = None,
    origin: Origin | None = None,
) -> Added:
    """Keeps an arrived file. See ``Store.add``.

    Args:
        store: to keep it in.
        file: written to its end.
        placement, side: as the walker says; None takes what the file says.
        origin: of what a session recorded.
    """
    from retrowalk import recordings

    file.finish()
    known = _known(store, file.sha256)
    if known is not None:
        return known
    found = recordings.read(file.path, placement=placement, side=side)
    with disk_errors(f"“{file.name}”", store.home):
        for recording in found:
            recordings.write_parquet(recording, file.folder / parquet_name(recording.index))
        make_durable(file.folder)
    return _keep(store, file, found, origin)


def _known(store: Store, sha256: str) -> Added | None:
    """The walks of this file if this person brought it before; deleted ones are brought back."""
    with store.writing() as db:
        file_id = db.execute(
            select(imported_file.c.id).where(
                imported_file.c.sha256 == sha256, imported_file.c.person_id == store.person.id
            )
        ).scalar()
        if file_id is None:
            return None
        back = db.execute(
            update(walk)
            .where(walk.c.file_id == file_id, walk.c.deleted_at.is_not(None))
            .values(deleted_at=None)
        ).rowcount
    return Added(tuple(store.walks_of_file(file_id)), already_there=True, brought_back=back > 0)


def _keep(store: Store, file: Incoming, found: list[Recording], origin: Origin | None) -> Added:
    file_id = uuid.uuid4().hex
    now = store.clock()
    folder = store.folder_of(file_id)
    try:
        with store.writing() as db:
            # Asked with the right to write held: of two uploads of one file at the same moment, one is first.
            taken = select(imported_file.c.id).where(
                imported_file.c.sha256 == file.sha256, imported_file.c.person_id == store.person.id
            )
            if db.execute(taken).first() is None:
                db.execute(
                    insert(imported_file).values(
                        id=file_id,
                        person_id=store.person.id,
                        sha256=file.sha256,
                        name=file.name,
                        size_bytes=file.size,
                        imported_at=now,
                    )
                )
                for recording in found:
                    db.execute(
                        insert(walk).values(
                            id=uuid.uuid4().hex,
                            person_id=store.person.id,
                            file_id=file_id,
                            recording_index=recording.index,
                            format=recording.format,
                            subject=recording.subject,
                            trial=recording.trial,
                            placement=recording.placement,
                            side=recording.side,
                            started_at=recording.started_at,
                            time_zone=recording.time_zone,
                            duration_s=recording.duration_s,
                            rate_hz=recording.rate_hz,
                            simulated=recording.simulated,
                            recording_warnings=list(recording.warnings),
                            added_at=now,
                            revision=0,
                            attempts=0,
                            **({} if origin is None else asdict(origin)),
                        )
                    )
                # Last before the commit: killed after it, the folder has no row and the next start sweeps it.
                with disk_errors(f"“{file.name}”", store.home):
                    file.folder.rename(folder)
                    sync_names(folder.parent)
    except BaseException:
        if folder.exists() and not _has_row(store, file_id):
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return (
        Added(tuple(store.walks_of_file(file_id))) if folder.exists() else _must_be_known(store, file.sha256)
    )


def _has_row(store: Store, file_id: str) -> bool:
    with store.reading() as db:
        return db.execute(select(imported_file.c.id).where(imported_file.c.id == file_id)).first() is not None


def _must_be_known(store: Store, sha256: str) -> Added:
    known = _known(store, sha256)
    if known is None:  # the other upload's walk was deleted for good within these milliseconds
        raise RecordingError("This file was brought and deleted at the same moment; bring it once more.")
    return known
