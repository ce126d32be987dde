"""The plan river for programs: the profile that is kept; screening and planning without keeping anything."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from retrowalk import contract
from retrowalk.errors import DocumentError, NotThereError
from retrowalk.prescription import Feedback, Programme, adapt, prescribe
from retrowalk.screening import Clearance, Profile, screen
from retrowalk.web.forms import LARGEST_DOCUMENT, body_of
from retrowalk.web.planning import planning_of

router = APIRouter(prefix="/api", tags=["plan"])


def _takes(schema: str) -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object", "description": schema}}},
        }
    }


PROFILE = _takes("a retrowalk.profile/1 document")
NEXT = _takes('{"programme": a retrowalk.programme/1 document, "feedback": a retrowalk.feedback/1 document}')


@router.get("/profile")
def profile(request: Request) -> Response:
    """The `retrowalk.profile/1` that is kept; its revision is the ETag."""
    kept = planning_of(request).plans.kept_profile()
    if kept is None:
        raise NotThereError("There is no profile yet.")
    return JSONResponse(contract.write(kept.document), headers={"ETag": f'"{kept.revision}"'})


@router.put("/profile", openapi_extra=PROFILE)
async def keep_profile(request: Request) -> Response:
    """Keeps a profile and the programme made from it, and answers with the programme.

    With `If-Match` and the ETag of the profile it was made from, 409 where another was kept since.
    """
    given = contract.read(Profile, await body_of(request, LARGEST_DOCUMENT), "The profile")
    match = request.headers.get("if-match", "").strip('"')
    seen = int(match) if match.isdecimal() else None
    return JSONResponse(contract.write(planning_of(request).adopt(given, seen)))


@router.get("/programme")
def programme(request: Request) -> Response:
    """The running `retrowalk.programme/1`."""
    found = planning_of(request).plans.programme()
    if found is None:
        raise NotThereError("There is no programme yet.")
    return JSONResponse(contract.write(found))


@router.post("/screen", openapi_extra=PROFILE)
async def screened(request: Request) -> Response:
    """The `retrowalk.clearance/1` of a profile. Nothing is kept."""
    given = contract.read(Profile, await body_of(request, LARGEST_DOCUMENT), "The profile")
    found: Clearance = screen(given)
    return JSONResponse(contract.write(found))


@router.post("/plan", openapi_extra=PROFILE)
async def planned(request: Request) -> Response:
    """The `retrowalk.programme/1` of a profile. Nothing is kept."""
    given = contract.read(Profile, await body_of(request, LARGEST_DOCUMENT), "The profile")
    return JSONResponse(contract.write(prescribe(given, screen(given))))


@router.post("/next", openapi_extra=NEXT)
async def following(request: Request) -> Response:
    """The programme with the coming weeks redone after feedback. Nothing is kept."""
    body = await body_of(request, LARGEST_DOCUMENT)
    try:
        both = json.loads(body)
    except (ValueError, RecursionError):
        both = None
    if not isinstance(both, dict) or set(both) != {"programme", "feedback"}:
        raise DocumentError('What was sent is not what was expected: {"programme": …, "feedback": …}.')
    running = contract.read(Programme, _object(both["programme"], "The programme"), "The programme")
    feedback = contract.read(Feedback, _object(both["feedback"], "The feedback"), "The feedback")
    return JSONResponse(contract.write(adapt(running, feedback)))


def _object(given: Any, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise DocumentError(f"{name} is no JSON object.")
    return given
