"""From the motion of a session to walks: once a run is over, each part that is whole becomes a walk like any other.

The raw blocks stay until the walk is on the disk itself. Killed in between, the next time finds the walk by its run
and part and only removes what is left of the blocks, so that each part becomes one walk.
"""

from __future__ import annotations

import dataclasses
import logging
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from retrowalk import recordings
from retrowalk.errors import RetrowalkError
from retrowalk.recordings import Recording
from retrowalk.session import SessionLog, closed
from retrowalk.session.asked import asked_of
from retrowalk.session.motion import Block
from retrowalk.store import importing
from retrowalk.store.importing import Origin
from retrowalk.store.motion import MotionFolder
from retrowalk.store.schema import walk

if TYPE_CHECKING:
    from retrowalk.store.records import StoredWalk
    from retrowalk.store.store import Store

log = logging.getLogger(__name__)

FORMAT = "retrowalk session"
FEWEST_S = 10.0
"""Shorter parts, of a page that was opened and left, are no walk."""
PATIENCE_S = 7 * 24 * 3600.0
"""Where the end of a part does not come, it is waited for so long after the last of it: a phone without a connection
sends what it kept when a session is opened next."""
_TAIL_S = 3.0
"""Motion may end so long before the event that ended the session."""


def keep_walks(store: Store, let_go: Callable[[str, str], bool] = lambda run, page: True) -> list[str]:
    """Makes walks of all parts that are whole.

    Args:
        store: of the runs.
        let_go: is asked before a part is taken, by run and page; False where it is still being written to.

    Returns:
        ids of the new walks.
    """
    folder, made = MotionFolder(store.home), list[str]()
    for run_id in folder.runs():
        try:
            kept, run = store.runs.log(run_id), store.runs.run(run_id)
        except RetrowalkError:  # another person's, or its first events have not come yet
            continue
        if closed(kept, store.clock(), run.heard_at).state == "open":
            continue
        for page in folder.pages(run_id):
            try:
                if _is_whole(store, folder, kept, page, run.heard_at) and let_go(run_id, page):
                    made += _keep(store, folder, kept, page)
            except RetrowalkError as problem:
                log.warning("the motion of run %s waits: %s", run_id, problem)
    return made


def walk_of_part(store: Store, run_id: str, page: str) -> str | None:
    """The walk that a part has become; None while it has not."""
    with store.reading() as db:
        found: str | None = db.execute(
            select(walk.c.id).where(
                walk.c.run_id == run_id, walk.c.part == page, walk.c.person_id == store.person.id
            )
        ).scalar()
    return found


def walks_of_session(store: Store, programme_id: str, session_id: str) -> list[StoredWalk]:
    """What was recorded of a session of a programme, the latest first.

    Args:
        store: that keeps it.
        programme_id, session_id: of the session.
    """
    runs = {one.id for one in store.runs.all() if (one.programme, one.session) == (programme_id, session_id)}
    return [one for one in store.walks() if one.run_id in runs]


def _is_whole(store: Store, folder: MotionFolder, kept: SessionLog, page: str, heard_at: datetime) -> bool:
    """Whether motion up to the end of the session, by this page's clock, is here; or nothing came for long."""
    now_s = store.clock().timestamp()
    if now_s - max(folder.grown_at(kept.run.id, page), heard_at.timestamp()) > PATIENCE_S:
        return True
    own = [event for event in kept.events if event.page == page and event.kind not in ("told", "sync")]
    # A page that was reloaded, or died, has no end of its own: its last sign of life stands for it.
    end = next((event for event in own if event.kind in ("finished", "stopped")), own[-1] if own else None)
    blocks = [block for block in folder.blocks(kept.run.id, page) if block.t_s.size]
    return end is not None and bool(blocks) and float(blocks[-1].t_s[-1]) >= end.clock_s - _TAIL_S


def _keep(store: Store, folder: MotionFolder, kept: SessionLog, page: str) -> list[str]:
    run_id, made = kept.run.id, list[str]()
    if walk_of_part(store, run_id, page) is None:
        blocks = [block for block in folder.blocks(run_id, page) if block.t_s.size]
        if blocks and float(blocks[-1].t_s[-1] - blocks[0].t_s[0]) >= FEWEST_S:
            made = _import(store, folder, kept, page, blocks)
    folder.forget_part(run_id, page)
    return made


def _import(
    store: Store, folder: MotionFolder, kept: SessionLog, page: str, blocks: list[Block]
) -> list[str]:
    origin_s = float(blocks[0].t_s[0])
    recording = _described(folder.recording(kept.run.id, page), kept, page, blocks, origin_s)
    clock = folder.clock(kept.run.id, page)
    known = clock.least_s is not None
    origin = Origin(
        kept.run.id,
        page,
        datetime.fromtimestamp((clock.least_s or 0.0) + origin_s, UTC) if known else None,
        clock.uncertainty_s if known else None,
    )
    with tempfile.TemporaryDirectory(prefix="retrowalk-") as place:
        path = Path(place) / recording.file
        recordings.write_parquet(recording, path)
        with importing.copied(store, path) as file:
            try:
                added = importing.add(store, file, origin=origin)
            except IntegrityError:  # another process was quicker by a moment
                return []
    return [one.id for one in added.walks]


def _described(
    recording: Recording, kept: SessionLog, page: str, blocks: list[Block], origin_s: float
) -> Recording:
    run = kept.run
    loaded = [event.at - timedelta(seconds=event.clock_s) for event in kept.events if event.page == page]
    # The middle one: a calendar that is put right on the way has a few odd ones at either end.
    began = sorted(loaded)[len(loaded) // 2] + timedelta(seconds=origin_s) if loaded else run.started_at
    return dataclasses.replace(
        recording,
        file=f"session {run.session}.parquet",
        format=FORMAT,
        trial=run.session,
        started_at=began.astimezone(UTC),
        time_zone=run.time_zone,
        asked=asked_of(blocks, run.stretches),
    )
