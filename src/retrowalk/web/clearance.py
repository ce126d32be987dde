"""What the answers say: the clearance, its letter, and what a professional cleared."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk.errors import DocumentError, NotThereError, StoreError
from retrowalk.screening import words as health
from retrowalk.screening.asking import next_unanswered
from retrowalk.screening.questionnaire import SCREENS
from retrowalk.web.forms import Fields, fields_of
from retrowalk.web.planning import CLOSED, Planning, planning_of
from retrowalk.web.render import page
from retrowalk.web.start import see
from retrowalk.web.words import day

router = APIRouter(include_in_schema=False)
FIELDS = ("scope", "by_role", "date", "expires", "max_intensity")


@router.get("/clearance")
def clearance(request: Request) -> Response:
    planning = planning_of(request)
    if not planning.editing() and not planning.plans.draft().answers:
        return see("/start")
    return _page(request, planning, dict.fromkeys(FIELDS, ""), {})


def _page(
    request: Request, planning: Planning, typed: dict[str, str], problems: dict[str, str], status: int = 200
) -> Response:
    found, _profile, unfinished = planning.clearance()
    programme = planning.plans.programme()
    waiting = next_unanswered(SCREENS, planning.answers()) or SCREENS[-1]
    return page(
        request,
        "clearance.html",
        status=status,
        clearance=found,
        level=health.level_name(found.level),
        urgency=health.urgency_name(found.urgency) if found.urgency else "",
        closed=found.level in CLOSED or (programme is not None and programme.status == "stopped"),
        unfinished=unfinished,
        resume=f"/start/{waiting.id}",
        scope_name=health.scope_name,
        today=planning.today.isoformat(),
        scopes=health.SCOPES,
        roles=health.roles_to_choose(),
        intensities=health.INTENSITIES,
        typed=typed,
        problems=problems,
    )


@router.get("/clearance/letter")
def letter(request: Request) -> Response:
    planning = planning_of(request)
    try:
        found, _profile, _unfinished = planning.clearance()
    except StoreError:
        return see("/start")
    programme = planning.plans.programme()
    written = (programme.letter if programme is not None else None) or found.letter
    if written is None:
        raise NotThereError("There is no letter: nobody need be asked before you begin.")
    return page(request, "letter.html", letter=written, today=day(planning.now))


@router.post("/clearance/record")
async def record(request: Request) -> Response:
    planning, fields = planning_of(request), await fields_of(request)
    typed = {name: _one(fields, name) for name in FIELDS}
    given: dict[str, Any] = {name: value or None for name, value in typed.items()}
    try:
        planning.record(given)
    except DocumentError as problem:
        return _page(request, planning, typed, {"clearance": str(problem)}, status=422)
    return see("/profile/proposal" if planning.editing() else "/clearance")


def _one(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[-1].strip()[:40]
