"""A second person watches a session and presses what they see: reference labels, by the coach's clock."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from retrowalk.language import _
from retrowalk.store import KeptRun
from retrowalk.store.marks import Mark
from retrowalk.web.desk import Desk, desk_of
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["sessions"])

Pressed = Literal["forward", "backward", "turn", "stand", "unknown"]
RECENT = timedelta(hours=3)
"""A session that was last heard of longer ago is not offered to be watched."""
_LATEST_S = 6 * 3600.0
_BY_FORM_S = 0.25


class Press(BaseModel):
    """A press of a button.

    Attributes:
        id: a UUID made by the device, so that the same press sent twice is one.
        ago_s: between the press and its sending.
        round_trip_s: of the device's last exchange with the coach; half of it was the way here.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(min_length=8, max_length=64)]
    label: Pressed
    ago_s: Annotated[float, Field(ge=0, le=_LATEST_S, allow_inf_nan=False)] = 0.0
    round_trip_s: Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)] = 0.0


def labels() -> dict[Pressed, str]:
    """What the buttons say."""
    return {
        "forward": _("Forward"),
        "backward": _("Backward"),
        "turn": _("Turning"),
        "stand": _("Standing"),
        "unknown": _("I cannot tell"),
    }


def watchable(desk: Desk) -> list[KeptRun]:
    """Sessions that go on and record motion, the latest first."""
    since = desk.store.clock() - RECENT
    return [
        run
        for run in desk.store.runs.all()
        if run.mode == "measured" and run.ended is None and run.heard_at >= since
    ]


@router.get("/watch")
def choose(request: Request) -> Response:
    runs = watchable(desk_of(request))
    if len(runs) == 1:
        return see(f"/watch/{runs[0].id}")
    return page(request, "watch_choose.html", runs=runs)


@router.get("/watch/{run_id}")
def watch(request: Request, run_id: str) -> Response:
    desk = desk_of(request)
    run = desk.store.runs.run(run_id)
    return page(
        request,
        "watch.html",
        run=run,
        marks=desk.store.marks.of_run(run_id),
        labels=labels(),
        icons={
            "forward": "forward",
            "backward": "backward",
            "turn": "turn",
            "stand": "still",
            "unknown": "unknown",
        },
    )


@router.post("/watch/{run_id}")
def press_by_form(request: Request, run_id: str, label: Annotated[Pressed, Form()]) -> Response:
    """Without JavaScript: how long the press was on its way is not known."""
    store = desk_of(request).store
    store.marks.add(Mark(str(uuid.uuid4()), run_id, label, store.clock(), _BY_FORM_S))
    return see(f"/watch/{run_id}")


@router.post("/watch/{run_id}/take-back")
def take_back_by_form(request: Request, run_id: str, mark: Annotated[str, Form()]) -> Response:
    desk_of(request).store.marks.take_back(run_id, mark)
    return see(f"/watch/{run_id}")


@api.get("/runs/{run_id}/marks")
def marks(request: Request, run_id: str) -> dict[str, Any]:
    """What a second person pressed during a run, in time order."""
    store = desk_of(request).store
    store.runs.run(run_id)
    found = store.marks.of_run(run_id)
    return {"marks": [{"id": one.id, "label": one.label, "at": one.at.isoformat()} for one in found]}


@api.post("/runs/{run_id}/marks")
def press(request: Request, run_id: str, pressed: Press) -> dict[str, Any]:
    """Keeps a press, stamped by the coach's clock; the same one twice is one."""
    store = desk_of(request).store
    half_s = pressed.round_trip_s / 2
    at = store.clock() - timedelta(seconds=pressed.ago_s + half_s)
    store.marks.add(Mark(pressed.id, run_id, pressed.label, at, half_s))
    return marks(request, run_id)


@api.delete("/runs/{run_id}/marks/{mark_id}")
def take_back(request: Request, run_id: str, mark_id: str) -> dict[str, Any]:
    """Takes a press back, as if it had not been."""
    desk_of(request).store.marks.take_back(run_id, mark_id)
    return marks(request, run_id)
