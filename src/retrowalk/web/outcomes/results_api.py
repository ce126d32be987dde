"""Results for programs: what was measured, and entering it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from retrowalk import contract
from retrowalk.outcomes import Entry, Results
from retrowalk.outcomes.progress import results_of
from retrowalk.web.desk import desk_of
from retrowalk.web.forms import LARGEST_DOCUMENT, body_of

router = APIRouter(prefix="/api", tags=["outcomes"])

ENTRY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "object", "description": "a retrowalk.entry/1 document"}}
        },
    }
}


@router.get("/results")
def results(request: Request, measure: str | None = None) -> Response:
    """The `retrowalk.results/1`: what was measured, and what was found in recorded walks, in the order of their times;
    with `measure`, those of one only.
    """
    desk = desk_of(request).outcomes
    found = results_of(desk.record())
    return JSONResponse(
        contract.write(Results(tuple(one for one in found if measure in (None, one.measure))))
    )


@router.post("/results", status_code=201, openapi_extra=ENTRY)
async def enter_results(request: Request) -> Response:
    """Keeps what a `retrowalk.entry/1` says was measured, and answers with it as `retrowalk.results/1`.

    What cannot be is a 400. What is unusual is a 409 with `asks`, a list of sentences, and nothing is kept; sent again
    with `"confirmed": true` it is. The same entry twice is kept once.
    """
    body = await body_of(request, LARGEST_DOCUMENT)

    def keep() -> Response:
        entry = contract.read(Entry, body, "The entry")
        desk = desk_of(request).outcomes
        entered = desk.enter(entry)
        if entered.asks:
            return JSONResponse({"error": " ".join(entered.asks), "asks": entered.asks}, status_code=409)
        return JSONResponse(contract.write(Results(entered.results, entered.says)), status_code=201)

    return await run_in_threadpool(keep)
