"""The JSON interface, below `/api/`. What goes wrong is ``{"error": "one sentence"}`` with a 4xx."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse

from retrowalk.errors import NotThereError
from retrowalk.reports import timeline_chart
from retrowalk.store import StoredWalk
from retrowalk.web.desk import Desk, desk_of
from retrowalk.web.views import spans_seen

router = APIRouter(prefix="/api", tags=["walks"])
UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "placement": {
                            "type": "string",
                            "description": "where it was worn; empty: as the file says",
                        },
                        "side": {"type": "string", "enum": ["", "left", "right"]},
                    },
                }
            }
        },
    }
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Correction(Strict):
    """A span the walker speaks for."""

    start_s: float
    end_s: float
    direction: Literal["forward", "backward"]


class Answer(Strict):
    """Which of the ways A and B was forward in a wearing.

    ``none``: the only way there is was backward."""

    wearing: int
    forward: Literal["A", "B", "none", "unknown"]


class Worn(Strict):
    """Where the sensor was worn."""

    placement: str
    side: Literal["left", "right"] | None = None


@router.get("/walks")
def list_walks(request: Request) -> dict[str, Any]:
    """All walks, the latest first, with how far each is."""
    desk = desk_of(request)
    return {"walks": [desk.state(walk) for walk in desk.store.walks()]}


@router.post("/walks", status_code=201, openapi_extra=UPLOAD)
async def bring_walks(request: Request) -> JSONResponse:
    """Brings one or more files. The same file twice is one walk: the answer then names the one that is there.

    201 with ``walks``, and ``errors`` for the files that could not be used; an error status if none could.
    """
    desk = desk_of(request)
    brought = await desk.bring(request)
    errors = [{"file": name, "error": sentence} for name, sentence in brought.refused]
    if not brought.kept:
        return JSONResponse({"error": " ".join(sentence for _, sentence in brought.refused)}, brought.status)
    walks = [
        {
            **desk.state(walk),
            "already_there": added.already_there,
            "brought_back": added.brought_back,
        }
        for _, added in brought.kept
        for walk in added.walks
    ]
    fresh = any(not added.already_there for _, added in brought.kept)
    return JSONResponse({"walks": walks, "errors": errors}, 201 if fresh else 200)


@router.get("/walks/{walk_id}")
def one_walk(request: Request, walk_id: str) -> dict[str, Any]:
    """One walk, how far it is, and what the walker has said about it."""
    desk = desk_of(request)
    walk = desk.store.walk(walk_id)
    desk.see_to(walk)
    statements = [
        {"id": said.id, "direction": said.direction, "spans": said.spans, "said_at": said.said_at.isoformat()}
        for said in desk.store.statements(walk_id)
    ]
    return {**desk.state(walk), "statements": statements}


@router.get("/walks/{walk_id}/document")
def document(request: Request, walk_id: str) -> JSONResponse:
    """The `retrowalk.walk/1` object of the latest analysis."""
    return JSONResponse(_document(desk_of(request), walk_id))


@router.get("/walks/{walk_id}/chart")
def chart(
    request: Request,
    walk_id: str,
    theme: Literal["light", "dark"] = "light",
    room: Annotated[int, Query(ge=200, le=4000)] = 320,
) -> JSONResponse:
    """The timeline as a Vega-Lite definition, for a place on the page that is ``room`` pixels wide."""
    desk = desk_of(request)
    found = _document(desk, walk_id)
    envelope = desk.store.envelope(walk_id)
    seen = spans_seen(desk.store.marks.reference(desk.store.walk(walk_id)))
    return JSONResponse(timeline_chart(found, envelope, theme, room=room, reference=seen))  # type: ignore[arg-type]


@router.put("/walks/{walk_id}/placement")
def wear(request: Request, walk_id: str, worn: Worn) -> dict[str, Any]:
    """Says where the sensor was worn; the walk is analysed again."""
    desk = desk_of(request)
    desk.wear(walk_id, worn.placement, worn.side or "")
    return desk.state(desk.store.walk(walk_id))


@router.post("/walks/{walk_id}/statements", status_code=201)
def correct(request: Request, walk_id: str, correction: Correction) -> dict[str, Any]:
    """Says that a span was forward, or backward: anchors the wearing it lies in; the walk is analysed again."""
    desk = desk_of(request)
    statement = desk.say(walk_id, correction.start_s, correction.end_s, correction.direction)
    return {"statement": statement, **desk.state(desk.store.walk(walk_id))}


@router.post("/walks/{walk_id}/answer", status_code=201)
def answer(request: Request, walk_id: str, answer: Answer) -> dict[str, Any]:
    """Answers which of A and B was forward; the walk is analysed again."""
    desk = desk_of(request)
    desk.answer(walk_id, answer.wearing, answer.forward)
    return desk.state(desk.store.walk(walk_id))


@router.delete("/walks/{walk_id}/statements/{statement}")
def take_back(request: Request, walk_id: str, statement: str) -> dict[str, Any]:
    """Takes back a correction or an answer; the walk is analysed again."""
    desk = desk_of(request)
    desk.take_back(walk_id, statement)
    return desk.state(desk.store.walk(walk_id))


@router.delete("/walks/{walk_id}")
def delete(request: Request, walk_id: str, for_good: bool = False) -> dict[str, Any]:
    """Puts a walk away for 30 days, from where it can be restored; ``for_good`` removes it and its files now."""
    store = desk_of(request).store
    if for_good:
        store.delete_for_good(walk_id)
        return {"id": walk_id, "deleted": "for good"}
    store.delete(walk_id)
    return {"id": walk_id, "deleted": "for 30 days"}


@router.post("/walks/{walk_id}/restore")
def restore(request: Request, walk_id: str) -> dict[str, Any]:
    """Brings a deleted walk back."""
    desk = desk_of(request)
    return desk.state(desk.store.restore(walk_id))


def _document(desk: Desk, walk_id: str) -> dict[str, Any]:
    walk: StoredWalk = desk.store.walk(walk_id)
    found = desk.store.document(walk_id)
    if found is None:
        raise NotThereError(walk.problem or "This walk is still being analysed; ask again in a moment.")
    return found
