"""Runs of sessions for the devices that walk them: events in, what is kept out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.session import SessionLog, closed
from retrowalk.web.desk import desk_of
from retrowalk.web.forms import LARGEST_DOCUMENT, body_of

router = APIRouter(prefix="/api", tags=["sessions"])
EVENTS = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object", "description": "a retrowalk.session-log/1 document"}
            }
        },
    }
}


@router.post("/runs/{run_id}/events", openapi_extra=EVENTS)
async def take(request: Request, run_id: str) -> dict[str, Any]:
    """Takes events of a run, any that follow each other; those that are kept already are passed over.

    Answers only once they are on the disk. `have` is the number of the first event that is not kept yet: where events
    before those sent are missing, it says from where to send. `told` is what became of the answers of the check-in
    (`kept`, `refused` with a `problem`, or null while there are none). 409: another event has one of the numbers.
    """
    body = await body_of(request, LARGEST_DOCUMENT)

    def keep() -> dict[str, Any]:
        sent = contract.read(SessionLog, body, "The run")
        if sent.run.id != run_id:
            raise DocumentError("The run: run.id is not the id in the address; expected the same.")
        taken = desk_of(request).runs.take(sent)
        if any(event.kind in ("finished", "stopped") for event in sent.events):
            request.app.state.gatherer.wake()
        return {"have": taken.have, "told": taken.told, "problem": taken.problem}

    return await run_in_threadpool(keep)


@router.get("/runs")
def runs(request: Request) -> dict[str, Any]:
    """All runs, the latest first."""
    store = desk_of(request).store
    now = store.clock()
    return {
        "runs": [
            {
                "id": run.id,
                "programme": run.programme,
                "session": run.session,
                "mode": run.mode,
                "device": run.device,
                "started_at": run.started_at.isoformat(),
                "state": run.state(now),
                "told": None if run.waits else run.told_state,
            }
            for run in store.runs.all()
        ]
    }


@router.get("/runs/{run_id}")
def one_run(request: Request, run_id: str) -> dict[str, Any]:
    """One run: its `retrowalk.session-log/1`, what happened in it, and what became of the answers."""
    store = desk_of(request).store
    run, log = store.runs.run(run_id), store.runs.log(run_id)
    return {
        "log": contract.write(log),
        "happened": closed(log, store.clock(), run.heard_at),
        "have": len(log.events),
        "told": None if run.waits else run.told_state,
        "problem": None if run.waits else run.told_problem,
    }
