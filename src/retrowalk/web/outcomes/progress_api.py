"""Progress for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from retrowalk import contract
from retrowalk.web.desk import desk_of

router = APIRouter(prefix="/api", tags=["outcomes"])


@router.get("/progress")
async def progress_so_far(request: Request) -> Response:
    """The `retrowalk.progress/1`: each measure with its change held against its error, what was asked and
    walked, active weeks, the trial, what went against the walker, and what to measure next.
    """

    def found() -> Response:
        return JSONResponse(contract.write(desk_of(request).outcomes.progress()[1]))

    return await run_in_threadpool(found)
