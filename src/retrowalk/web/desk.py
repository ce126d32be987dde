"""What pages and API both do with the store, so that they cannot differ."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any, get_args

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from retrowalk.errors import RetrowalkError, StoreError
from retrowalk.recordings import PLACEMENTS, Placement, Side
from retrowalk.store import Added, Store, StoredWalk
from retrowalk.store.folder import Incoming
from retrowalk.web import views
from retrowalk.web.answers import OURS, status_of
from retrowalk.web.coach.rendering import Tracks
from retrowalk.web.coach.runs import RunDesk
from retrowalk.web.outcomes.desk import OutcomeDesk
from retrowalk.web.plan import PlanDesk
from retrowalk.web.uploads import Form, discarding, receive
from retrowalk.web.worker import Worker

log = logging.getLogger(__name__)


@dataclass
class Brought:
    """What became of the files of one upload.

    Attributes:
        kept: file name and what was added, in the order they came.
        refused: file name and why not.
        status: of the first refusal.
    """

    kept: list[tuple[str, Added]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    status: int = 422


class Desk:
    """The store and the worker, behind what a visitor can ask for."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self.store = store
        self.worker = worker
        self.plan = PlanDesk(store)
        self.outcomes = OutcomeDesk(store, self.plan)
        self.tracks = Tracks(store.home)
        self.runs = RunDesk(store, self.plan)

    async def bring(self, request: Request) -> Brought:
        """Takes the files of a form; one bad file does not stop the others.

        Raises:
            RetrowalkError: the form itself is unusable, or was cut off.
        """
        brought = Brought()
        with discarding(Form()) as form:
            await receive(request, self.store, form)
            placement, side = worn(form.fields.get("placement", ""), form.fields.get("side", ""))
            if form.refused:
                brought.status = 413
                brought.refused += form.refused
            for file in form.files:
                await run_in_threadpool(self._keep, file, placement, side, brought)
            if not form.files and not form.refused:
                brought.refused.append(("", "No file was chosen. Choose one or more recordings first."))
        return brought

    def _keep(self, file: Incoming, placement: Placement | None, side: Side | None, brought: Brought) -> None:
        try:
            added = self.store.add(file, placement=placement, side=side)
        except RetrowalkError as problem:
            brought.status = status_of(problem)
            brought.refused.append((file.name, str(problem)))
        except Exception:
            log.exception("%s could not be read", file.name)
            brought.status = 500
            brought.refused.append((file.name, OURS))
        else:
            for walk in added.walks:
                self.see_to(walk)
            brought.kept.append((file.name, added))

    def demo(self) -> Added:
        """Adds the simulated walk."""
        from retrowalk.store.demo import add_demo

        added = add_demo(self.store)
        for walk in added.walks:
            self.see_to(walk)
        return added

    def see_to(self, walk: StoredWalk, *, first: bool = False) -> None:
        """A walk that waits is queued."""
        if walk.state == "waiting" and self.worker.progress(walk.id) is None:
            self.worker.want(walk.id, first=first)

    def answer(self, walk_id: str, wearing: int, forward: str) -> None:
        """Keeps the answer to "which was forward?".

        Args:
            walk_id: the walk.
            wearing: the number of the wearing that was asked about.
            forward: ``A`` or ``B``; ``unknown`` for "I don't know"; ``none`` where the only way was backward.

        Raises:
            StoreError: that was not asked, or there is no such answer.
        """
        self.store.walk(walk_id)
        document = self.store.document(walk_id) or {"bouts": [], "wearings": []}
        asked = {question.wearing: question for question in views.questions(document, ())}
        question = asked.get(wearing)
        if question is None:
            raise StoreError("That question is settled already; look at the walk as it is now.")
        ways = {way.name: way for way in question.ways}
        if forward == "unknown":
            self.store.say(walk_id, [(question.start_s, question.end_s)], "unknown")
        elif forward in ways:
            self.store.say(walk_id, ways[forward].spans, "forward")
        elif forward == "none":
            self.store.say(walk_id, question.ways[0].spans, "backward")
        else:
            raise StoreError(f"The answer is A, B or unknown, not “{forward[:20]}”.")
        self.see_to(self.store.walk(walk_id), first=True)

    def say(self, walk_id: str, start_s: float, end_s: float, direction: str) -> str:
        """Keeps a correction.

        Raises:
            StoreError: no such direction, or the span is not within the walk.
        """
        if direction not in ("forward", "backward"):
            raise StoreError(f"The direction is forward or backward, not “{direction[:20]}”.")
        statement = self.store.say(walk_id, [(start_s, end_s)], direction)  # type: ignore[arg-type]
        self.see_to(self.store.walk(walk_id), first=True)
        return statement

    def take_back(self, walk_id: str, statement: str) -> None:
        self.store.take_back(walk_id, statement)
        self.see_to(self.store.walk(walk_id), first=True)

    def wear(self, walk_id: str, placement: str, side: str) -> None:
        """
        Raises:
            StoreError: no such placement or side.
        """
        where, which = worn(placement, side)
        if where is None:
            raise StoreError("Say where it was worn: no placement was given.")
        self.store.wear(walk_id, where, which)
        self.see_to(self.store.walk(walk_id), first=True)

    def state(self, walk: StoredWalk) -> dict[str, Any]:
        """A walk for programs."""
        return {
            "id": walk.id,
            "file": walk.file,
            "recording_index": walk.recording_index,
            "placement": walk.placement,
            "side": walk.side,
            "started_at": walk.started_at.isoformat() if walk.started_at else None,
            "time_zone": walk.time_zone,
            "duration_s": walk.duration_s,
            "simulated": walk.simulated,
            "state": walk.state,
            "progress": self.worker.progress(walk.id) if walk.state == "waiting" else None,
            "problem": walk.problem,
            "revision": walk.revision,
            "summary": walk.overview["summary"] if walk.overview else None,
            "deleted_at": walk.deleted_at.isoformat() if walk.deleted_at else None,
        }


def worn(placement: str, side: str) -> tuple[Placement | None, Side | None]:
    """A placement and side as a form gives them; empty is "as the file says".

    Raises:
        StoreError: there is no such placement or side.
    """
    if placement and placement not in PLACEMENTS:
        raise StoreError(
            f"“{placement[:40]}” is no place to wear a sensor; it is one of {', '.join(PLACEMENTS)}."
        )
    if side and side not in get_args(Side):
        raise StoreError(f"The side is left or right, not “{side[:40]}”.")
    return placement or None, side or None  # type: ignore[return-value]


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to.

    Args:
        request: any.
    """
    desk: Desk = request.app.state.desk
    return desk
