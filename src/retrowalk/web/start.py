"""Onboarding: the questions, one at a time or all on one page, each answer kept as it is given."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.screening.answers import AnswersError, problems_of, told_items
from retrowalk.screening.asking import (
    Screen,
    is_answered,
    is_relevant,
    next_unanswered,
    relevant_screens,
)
from retrowalk.screening.questionnaire import QUESTIONS, SCREENS
from retrowalk.web.forms import fields_of, typed
from retrowalk.web.planning import Planning, planning_of, screen_with
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
SITES = {choice.value: choice.text for choice in QUESTIONS["pain_sites"].choices}


def see(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


@router.get("/start")
def start(request: Request) -> Response:
    planning = planning_of(request)
    if planning.editing():
        return see("/profile")
    draft = planning.plans.draft()
    waiting = next_unanswered(SCREENS, planning.answers())
    return page(
        request,
        "start.html",
        begun=bool(draft.answers),
        resume=f"/start/{(waiting or SCREENS[-1]).id}",
        first=SCREENS[0].id,
    )


@router.post("/start/afresh")
def afresh(request: Request) -> Response:
    planning_of(request).plans.clear_draft()
    return see("/start")


@router.get("/start/all")
def all_questions(request: Request, more: int = 0, check: int = 0) -> Response:
    planning = planning_of(request)
    return _all_page(
        request, planning, planning.answers(), _what_stops(planning) if check else {}, more=bool(more)
    )


@router.post("/start/all")
async def keep_all(request: Request) -> Response:
    planning = planning_of(request)
    fields = await fields_of(request)
    given = typed(QUESTIONS.values(), fields)
    if fields.get("seen", [""])[-1] != str(planning.plans.draft().revision):
        changed = str(
            ChangedMeanwhileError(
                "Your answers were changed in another window since this page was opened. "
                "This page still has what you typed here: pressed once more, it counts."
            )
        )
        return _all_page(request, planning, {**planning.answers(), **given}, {}, changed=changed, status=409)
    asked = relevant_ids(planning.answers())
    told_before = _symptoms(planning.answers())
    problems = planning.keep([QUESTIONS[name] for name in asked], given)
    if _symptoms(planning.answers()) - told_before and planning.closed_by_symptoms():
        return see("/clearance")
    go = fields.get("go", [""])[-1]
    if problems and go == "on":
        return _all_page(request, planning, {**planning.answers(), **given}, problems, status=422)
    if go == "keep" or next_unanswered(SCREENS, planning.answers()) is not None:
        return see("/start/all?more=1")
    return _finished(request, planning)


@router.post("/start/all/keep")
async def keep_one(request: Request) -> JSONResponse:
    """Keeps what was just answered on the page with all questions; says what is relevant now, and what does not fit."""
    planning = planning_of(request)
    fields = await fields_of(request)
    named = [QUESTIONS[name] for name in fields.get("question", []) if name in QUESTIONS]
    given = typed(named, fields)
    told = {one.id: given[one.id] for one in named if is_answered(one, given)}
    before = _symptoms(planning.answers())
    problems = planning.keep([one for one in named if one.id in told], told)
    planning.take_back([one.id for one in named if one.id not in told])
    stops = bool(_symptoms(planning.answers()) - before) and planning.closed_by_symptoms()
    return JSONResponse(
        {
            "relevant": relevant_ids(planning.answers()),
            "settled": sorted(told_items(planning.answers(), planning.today)),
            "stops": stops,
            "problems": problems,
            "seen": planning.plans.draft().revision,
        }
    )


@router.get("/start/{screen_id}")
def one_screen(request: Request, screen_id: str, check: int = 0) -> Response:
    planning, screen = planning_of(request), _screen(screen_id)
    problems = _what_stops(planning) if check else {}
    return _screen_page(request, planning, screen, planning.answers(), problems)


@router.post("/start/{screen_id}")
async def keep_screen(request: Request, screen_id: str) -> Response:
    planning, screen = planning_of(request), _screen(screen_id)
    fields = await fields_of(request)
    given = typed(screen.questions, fields)
    back = fields.get("go", [""])[-1] == "back"
    told_before = _symptoms(planning.answers())
    problems = planning.keep(screen.questions, given, leave=back)
    if problems:
        return _screen_page(request, planning, screen, {**planning.answers(), **given}, problems, status=422)
    if back:
        return see(f"/start/{_neighbour(planning, screen, -1).id}")
    if _symptoms(planning.answers()) - told_before and planning.closed_by_symptoms():
        return see("/clearance")
    return _on(request, planning, screen)


def _on(request: Request, planning: Planning, screen: Screen) -> Response:
    """To the next question; while a profile is being changed only to those that the change made relevant."""
    waiting = next_unanswered(SCREENS, planning.answers())
    if planning.editing():
        return see(f"/start/{waiting.id}") if waiting else _finished(request, planning)
    following = _neighbour(planning, screen, 1)
    if following is not screen:
        return see(f"/start/{following.id}")
    return see(f"/start/{waiting.id}") if waiting else _finished(request, planning)


def _finished(request: Request, planning: Planning) -> Response:
    try:
        if planning.editing():
            planning.proposal()
            return see("/profile/proposal")
        planning.finish()
    except AnswersError as problem:
        first = next(name for name in QUESTIONS if name in problem.problems)
        return see(f"/start/{screen_with(first).id}?check=1")
    return see("/clearance")


def _what_stops(planning: Planning) -> dict[str, str]:
    return problems_of(QUESTIONS.values(), planning.answers(), planning.today)


def _screen(screen_id: str) -> Screen:
    for screen in SCREENS:
        if screen.id == screen_id:
            return screen
    raise NotThereError("There is no such question.")


def _neighbour(planning: Planning, screen: Screen, step: int) -> Screen:
    """The relevant screen before or after this one; itself at the end."""
    order = relevant_screens(SCREENS, planning.answers())
    place = SCREENS.index(screen)
    if step < 0:
        return next((one for one in reversed(order) if SCREENS.index(one) < place), screen)
    return next((one for one in order if SCREENS.index(one) > place), screen)


def relevant_ids(answers: dict[str, Any]) -> list[str]:
    return [question.id for question in QUESTIONS.values() if is_relevant(question, answers)]


def _symptoms(answers: dict[str, Any]) -> set[str]:
    told = (answers.get(name) or [] for name in QUESTIONS if name.startswith("symptoms"))
    return {one for several in told for one in several} - {"none_of_these"}


def _sites(answers: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """All sites of pain, with whether there is any."""
    ticked = answers.get("pain_sites") or []
    return [(site, name, site in ticked) for site, name in SITES.items()]


def _screen_page(
    request: Request,
    planning: Planning,
    screen: Screen,
    given: dict[str, Any],
    problems: dict[str, str],
    status: int = 200,
) -> Response:
    order = relevant_screens(SCREENS, given)
    return page(
        request,
        "question.html",
        status=status,
        screen=screen,
        questions=[one for one in screen.questions if is_relevant(one, given)] or screen.questions,
        given=given,
        problems={name: said for name, said in problems.items() if QUESTIONS[name] in screen.questions},
        scales=[site for site in _sites(given) if site[2]],
        settled=told_items(given, planning.today),
        number=order.index(screen) + 1 if screen in order else 1,
        total=len(order),
        before=screen is not SCREENS[0],
        last=screen is order[-1],
        editing=planning.editing(),
    )


def _all_page(
    request: Request,
    planning: Planning,
    given: dict[str, Any],
    problems: dict[str, str],
    *,
    more: bool = False,
    changed: str = "",
    status: int = 200,
) -> Response:
    parts = [(part, list(screens)) for part, screens in groupby(SCREENS, lambda screen: screen.part)]
    return page(
        request,
        "questions.html",
        status=status,
        parts=parts,
        given=given,
        problems=problems,
        more=more,
        changed=changed,
        relevant=relevant_ids(given),
        scales=_sites(given),
        settled=told_items(given, planning.today),
        seen=planning.plans.draft().revision,
        first=SCREENS[0].id,
        editing=planning.editing(),
    )
