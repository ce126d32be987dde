"""How a session was: what its owner tells of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk.errors import RetrowalkError
from retrowalk.prescription import SessionFeedback, asked_sites
from retrowalk.prescription.adapting.telling import merged
from retrowalk.web import feedback_form
from retrowalk.web.answers import refused
from retrowalk.web.desk import desk_of
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.pages import see
from retrowalk.web.render import page
from retrowalk.web.today import today_page

router = APIRouter(include_in_schema=False)


@router.get("/programme/{session_id}/tell")
def tell(request: Request, session_id: str, run: str = "") -> Response:
    """The form, with what was told so far, and what a run of the session knows without asking."""
    return _tell_page(request, session_id, run=run)


def _tell_page(
    request: Request,
    session_id: str,
    typed: dict[str, str] | None = None,
    symptoms: list[str] | None = None,
    problem: str = "",
    status: int = 200,
    run: str = "",
) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    today = plan.today()
    said = next((told for told in found.feedback if told.id == session_id), SessionFeedback(session_id))
    if run:
        (said,) = merged((desk_of(request).runs.of(run, session_id, found),), (said,))
    return page(
        request,
        "tell.html",
        status=status,
        session=one,
        typed=feedback_form.shown(said, min(one.date, today), asked_sites(found)) if typed is None else typed,
        ticked=list(said.symptoms or ()) if symptoms is None else symptoms,
        problem=problem,
        first=feedback_form.earliest(found, today),
        today=today,
        known_sites=asked_sites(found),
        has_rail=feedback_form.has_rail(one),
    )


@router.post("/programme/{session_id}/tell")
async def told(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    given = await fields_of(request)
    fields, symptoms = one_each(given), given.get("symptoms", [])

    def keep() -> Response:
        found = plan.must()
        _week, one = plan.session(found, session_id)
        try:
            plan.tell(feedback_form.feedback_of(fields, symptoms, found, one, plan.today()))
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = feedback_form.misfit(fields, found, plan.today()) or str(problem)
            return _tell_page(request, session_id, fields, symptoms, sentence, status)
        return see(f"/?told={session_id}")

    return await run_in_threadpool(keep)


@router.post("/programme/{session_id}/morning")
async def morning(request: Request, session_id: str) -> Response:
    plan, fields = desk_of(request).plan, one_each(await fields_of(request))

    def keep() -> Response:
        found = plan.must()
        _week, one = plan.session(found, session_id)
        try:
            plan.tell(feedback_form.next_morning(fields, found, one, plan.today()))
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = feedback_form.misfit(fields, found, plan.today()) or str(problem)
            return today_page(request, problem=sentence, status=status)
        return see(f"/?told={session_id}")

    return await run_in_threadpool(keep)


@router.post("/programme/{session_id}/missed")
def missed(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    try:
        plan.tell(feedback_form.missed(found, one, plan.today()))
    except RetrowalkError as problem:
        return today_page(request, problem=str(problem), status=refused(request, problem))
    return see(f"/?told={session_id}")
