"""From the kept recording to the kept document."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from retrowalk import __version__
from retrowalk.errors import NotThereError, RecordingError, RetrowalkError, StoreError
from retrowalk.recordings import Recording
from retrowalk.store.records import StoredWalk, labels_in_force
from retrowalk.store.schema import analysis, walk

if TYPE_CHECKING:
    from retrowalk.store.store import Store

log = logging.getLogger(__name__)

# A recording that brings the whole process down must not do so at every start for ever.
ATTEMPTS = 3


def recording_of(stored: StoredWalk, parquet: Path) -> Recording:
    """The kept signals, under what is known about them now."""
    from retrowalk import recordings

    kept = recordings.read(parquet)
    if len(kept) != 1:
        raise RecordingError(f"{parquet.name} should hold one recording, and holds {len(kept)}.")
    return dataclasses.replace(
        kept[0],
        file=stored.file,
        format=stored.format,
        index=stored.recording_index,
        placement=stored.placement,
        side=stored.side,
        subject=stored.subject,
        trial=stored.trial,
        started_at=stored.started_at,
        time_zone=stored.time_zone,
        simulated=stored.simulated,
        warnings=stored.recording_warnings,
    )


def analyse(store: Store, walk_id: str, progress: Callable[[float], None] | None) -> None:
    """Analyses a walk and keeps the result. See ``Store.analyse``."""
    from retrowalk import gait, reports

    stored = store.walk(walk_id)
    with store.writing() as db:
        begun = db.execute(select(walk.c.attempts).where(walk.c.id == walk_id)).scalar_one()
        if begun >= ATTEMPTS:
            _fail(
                db,
                stored,
                "Analysing this recording stopped Retrowalk three times, so it is left alone. "
                "The original is kept; you can download it, or try once more.",
            )
            return
        db.execute(update(walk).where(walk.c.id == walk_id).values(attempts=begun + 1))
    try:
        recording = store.recording(walk_id)
        labels = [one for one in labels_in_force(store.statements(walk_id)) if one.direction != "unknown"]
        found = gait.analyze(recording, labels=labels, progress=progress)
        document = reports.walk_document(recording, found)
        envelope = reports.signal_envelope(recording)
    except RetrowalkError as problem:
        if isinstance(problem, StoreError) and not isinstance(problem, NotThereError):
            raise  # the disk's fault, not the recording's: the walk goes on waiting
        with store.writing() as db:
            _fail(db, stored, str(problem))
        return
    except Exception:
        # A mistake of ours must not hang the page or stop the walks behind this one.
        log.exception("analysing %s (walk %s) failed", stored.file, walk_id)
        with store.writing() as db:
            _fail(
                db,
                stored,
                "Something inside Retrowalk went wrong while analysing this recording. It is kept.",
            )
        return
    with store.writing() as db:
        # Deleted for good while we were busy: nothing to keep it for.
        if db.execute(select(walk.c.id).where(walk.c.id == walk_id)).first() is None:
            return
        db.execute(delete(analysis).where(analysis.c.walk_id == walk_id))
        db.execute(
            insert(analysis).values(
                walk_id=walk_id,
                person_id=stored.person_id,
                version=__version__,
                revision=stored.revision,
                made_at=store.clock(),
                overview=overview_of(document),
                document=document,
                envelope=envelope,
            )
        )
        db.execute(
            update(walk).where(walk.c.id == walk_id).values(attempts=0, problem=None, problem_version=None)
        )


def overview_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The little of a document that a list of walks shows."""
    return {
        "summary": document["summary"],
        "direction": document["direction"],
        "evenness": document.get("evenness"),
        "validated": document["validated"],
        "question": any(bout.get("cluster") for bout in document["bouts"] if bout["direction"] == "unknown"),
        "spans": [[bout["start_s"], bout["end_s"], bout["direction"]] for bout in document["bouts"]],
    }


def _fail(db: Any, stored: StoredWalk, sentence: str) -> None:
    # Only for the state it was found in: a correction made meanwhile deserves its own try.
    db.execute(
        update(walk)
        .where(walk.c.id == stored.id, walk.c.revision == stored.revision)
        .values(problem=sentence, problem_version=__version__)
    )
