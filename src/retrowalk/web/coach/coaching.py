"""How a session is coached: what somebody prefers, and the timeline that follows from it."""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from retrowalk import contract
from retrowalk.session import Preferences, Timeline, granted, timeline
from retrowalk.web.desk import Desk, desk_of
from retrowalk.web.forms import LARGEST_FORM, body_of, fields_of, one_each
from retrowalk.web.pages import see

router = APIRouter(include_in_schema=False)


@router.post("/session/preferences")
async def keep_preferences(request: Request) -> Response:
    """Keeps how somebody wants to be coached: JSON, or the fields of a form with the page to go ``back`` to."""
    runs = desk_of(request).store.runs
    if request.headers.get("content-type", "").startswith("application/json"):
        given = contract.read(Preferences, await body_of(request, LARGEST_FORM), "The preferences")
        await run_in_threadpool(runs.keep_preferences, given)
        return JSONResponse(contract.write(given))
    fields = one_each(await fields_of(request))
    given = contract.read(Preferences, _document(fields), "The form")
    await run_in_threadpool(runs.keep_preferences, given)
    back = fields.get("back", "/")
    # Only to a page of our own: "//elsewhere" is another site.
    return see(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")


@router.get("/session/{session_id}/timeline.json")
def timeline_of(request: Request, session_id: str) -> JSONResponse:
    """The `retrowalk.timeline/1` of a session, as it is coached today, and which sound belongs to it."""
    desk = desk_of(request)
    made = as_coached(desk, session_id)
    return JSONResponse(contract.write(made), headers={"X-Retrowalk-Sound": desk.tracks.fingerprint(made)})


def as_coached(desk: Desk, session_id: str) -> Timeline:
    """The timeline of a session as it is coached today: what is shown, and what the track is made of.

    Args:
        desk: with the programme and the preferences.
        session_id: of a session in it.

    Raises:
        NotThereError: there is no programme, or no such session in it.
    """
    programme = desk.plan.must()
    _week, session = desk.plan.session(programme, session_id)
    preferences, _taken_away = granted(desk.store.runs.preferences(), programme)
    return timeline(session, preferences)


def _document(fields: dict[str, str]) -> dict[str, object]:
    """A form's fields as a document; what is no number goes on as text, so that the contract says what it wants."""
    metronome: object = fields.get("metronome_spm", "").strip().replace(",", ".") or None
    if isinstance(metronome, str):
        with contextlib.suppress(ValueError):
            metronome = float(metronome)
    return {
        "schema": Preferences.SCHEMA,
        "style": fields.get("style") or "usual",
        "units": fields.get("units") or "km/h",
        "metronome_spm": metronome,
        "guide_walks": fields.get("guide_walks") == "yes",
    }
