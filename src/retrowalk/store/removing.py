"""Removing for good: what was deleted long ago, and what an interrupted process left behind."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from retrowalk.store.folder import sweep_sessions
from retrowalk.store.importing import parquet_name
from retrowalk.store.schema import imported_file, walk

if TYPE_CHECKING:
    from retrowalk.store.store import Store


def remove(store: Store, walk_id: str) -> None:
    """Removes a walk, of whichever person, and its files; the original goes with its last walk."""
    # Rows first, files after the commit: killed in between, the next sweep finds files without a row.
    with store.writing() as db:
        row = db.execute(select(walk.c.file_id, walk.c.recording_index).where(walk.c.id == walk_id)).first()
        if row is None:
            return
        db.execute(delete(walk).where(walk.c.id == walk_id))
        left = db.execute(select(func.count()).where(walk.c.file_id == row.file_id)).scalar()
        if not left:
            db.execute(delete(imported_file).where(imported_file.c.id == row.file_id))
    folder = store.folder_of(row.file_id)
    if left:
        (folder / parquet_name(row.recording_index)).unlink(missing_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(store: Store, before: datetime) -> None:
    """Removes what was deleted before an instant, and every file that no walk knows of."""
    sweep_sessions(store.home)
    with store.reading() as db:
        forgotten = list(db.execute(select(walk.c.id).where(walk.c.deleted_at < before)).scalars())
    for walk_id in forgotten:
        remove(store, walk_id)
    # With the right to write held, no other process can be between putting a folder here and its row.
    with store.writing() as db:
        known: dict[str, set[int]] = {}
        for file_id, index in db.execute(
            select(imported_file.c.id, walk.c.recording_index).join(
                walk, walk.c.file_id == imported_file.c.id
            )
        ):
            known.setdefault(file_id, set()).add(index)
        for folder in (store.home / "walks").iterdir():
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            kept = {parquet_name(index) for index in known[folder.name]}
            for parquet in folder.glob("*.parquet"):
                if parquet.name not in kept:
                    parquet.unlink(missing_ok=True)
