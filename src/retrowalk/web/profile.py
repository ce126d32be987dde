"""All answers at a glance, changing them, what is kept and how it is taken away."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk import contract
from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.language import _
from retrowalk.reports import to_json
from retrowalk.screening import words as health
from retrowalk.screening.answers import AnswersError
from retrowalk.screening.asking import OPEN, in_words, is_relevant
from retrowalk.screening.questionnaire import SCREENS
from retrowalk.store import Kept
from retrowalk.web.forms import fields_of
from retrowalk.web.planning import Planning, planning_of, screen_with
from retrowalk.web.render import page
from retrowalk.web.start import see
from retrowalk.web.words import day

router = APIRouter(include_in_schema=False)


@router.get("/profile")
def profile(request: Request) -> Response:
    planning = planning_of(request)
    if not planning.editing():
        return see("/start")
    answers = planning.answers()
    rows = [
        {
            "part": screen.part,
            "screen": screen.id,
            "question": question.id,
            "what": question.short,
            "told": _told(question.kind == "date", in_words(question, answers.get(question.id))),
            "open": answers.get(question.id) in (None, "", OPEN),
        }
        for screen in SCREENS
        for question in screen.questions
        if is_relevant(question, answers)
    ]
    programmes = planning.plans.programmes()
    return page(
        request,
        "profile.html",
        parts=[(part, list(of)) for part, of in groupby(rows, lambda row: row["part"])],
        changed=planning.plans.draft().revision > 0,
        clearances=[{"told": _cleared(one)} for one in answers.get("clearances") or []],
        programme=any(kept.superseded_at is None for kept in programmes),
        history=[
            {"told": _programme(kept), "number": len(programmes) - place}
            for place, kept in enumerate(programmes)
            if kept.superseded_at is not None
        ],
        folder=planning.folder,
    )


@router.get("/profile/proposal")
def proposal(request: Request) -> Response:
    return _proposal_page(request, planning_of(request))


def _proposal_page(request: Request, planning: Planning, changed: str = "", status: int = 200) -> Response:
    if not planning.editing():
        return see("/start")
    try:
        proposed = planning.proposal()
    except AnswersError as problem:
        return see(f"/start/{screen_with(next(iter(problem.problems))).id}?check=1")
    return page(
        request,
        "proposal.html",
        status=status,
        proposal=proposed,
        same=proposed.running is not None and proposed.programme.id == proposed.running.id,
        begin=day(proposed.profile.start_date),
        scopes=", ".join(health.scope_name(scope) for scope in proposed.waits_for),
        changed=changed,
    )


@router.post("/profile/accept")
async def accept(request: Request) -> Response:
    planning, fields = planning_of(request), await fields_of(request)
    seen = fields.get("seen", [""])[-1]
    try:
        planning.accept(int(seen) if seen.isdecimal() else -1)
    except ChangedMeanwhileError as problem:
        if planning.plans.draft().revision > 0:
            return _proposal_page(request, planning, str(problem), status=409)
        # Nothing waits any more: the button was pressed twice, or the answer was given in another window.
    return see("/clearance")


@router.post("/profile/discard")
def discard(request: Request) -> Response:
    planning_of(request).plans.clear_draft()
    return see("/profile")


@router.post("/profile/clearances/{number}/remove")
def remove_clearance(request: Request, number: int) -> Response:
    planning_of(request).remove_clearance(number)
    return see("/profile/proposal")


@router.get("/profile/forget")
def ask_to_forget(request: Request) -> Response:
    outcomes = request.app.state.desk.store.outcomes
    return page(
        request,
        "forget.html",
        programme=planning_of(request).plans.programme() is not None,
        measured=bool(outcomes.results() or outcomes.trials()),
    )


@router.post("/profile/forget")
async def forget(request: Request) -> Response:
    fields = await fields_of(request)
    await run_in_threadpool(_forget, request, "measured" in fields)
    return see("/")


def _forget(request: Request, measured: bool) -> None:
    store = request.app.state.desk.store
    store.runs.forget()
    planning_of(request).plans.forget()
    if measured:
        store.outcomes.forget()
    store.remove_copies()


@router.get("/profile/profile.json")
def profile_json(request: Request) -> Response:
    kept = planning_of(request).plans.kept_profile()
    return _file(None if kept is None else kept.document, "profile.json")


@router.get("/profile/programme.json")
def programme_json(request: Request) -> Response:
    kept = planning_of(request).plans.kept_programme()
    return _file(None if kept is None else kept.document, "programme.json")


@router.get("/profile/programmes/{number}.json")
def earlier_programme_json(request: Request, number: int) -> Response:
    programmes = planning_of(request).plans.programmes()
    there = 1 <= number <= len(programmes)
    return _file(programmes[len(programmes) - number].document if there else None, f"programme-{number}.json")


def _file(document: contract.Document | None, name: str) -> Response:
    if document is None:
        raise NotThereError("There is no such document yet.")
    return Response(
        to_json(contract.write(document)),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _told(is_date: bool, text: str) -> str:
    from datetime import date

    try:
        return day(date.fromisoformat(text)) if is_date else text
    except ValueError:
        return text


def _cleared(one: dict[str, Any]) -> str:
    said = {
        "scope": health.scope_name(one["scope"]),
        "role": health.role_name(one["by_role"]),
        "date": _told(True, one["date"]),
    }
    text = _("%(scope)s, by a %(role)s, %(date)s") % said
    if one.get("expires"):
        text += _(", until %(date)s") % {"date": _told(True, one["expires"])}
    if one.get("max_intensity"):
        text += f" · {health.intensity_name(one['max_intensity'])}"
    return text[:1].upper() + text[1:]


def _programme(kept: Kept[Any]) -> str:
    done = sum(session.status == "done" for week in kept.document.weeks for session in week.sessions)
    said = {"date": day(kept.made_at.astimezone()), "done": done}
    return _("Made on %(date)s; sessions done: %(done)d") % said
