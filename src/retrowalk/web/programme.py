"""The programme: its weeks, its sessions, and what its owner says of them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk import contract
from retrowalk.language import _
from retrowalk.prescription import (
    PainReport,
    Programme,
    SessionFeedback,
    Week,
    asked_sites,
    fitt_vp,
    week_begins,
    words,
)
from retrowalk.reports import to_json
from retrowalk.reports.calendar import programme_calendar
from retrowalk.web import feedback_form
from retrowalk.web.pages import see
from retrowalk.web.render import page
from retrowalk.web.today import desk_of

router = APIRouter(include_in_schema=False)
WEEKS_ON_PAPER = 8


@router.get("/programme")
def programme(request: Request) -> Response:
    plan = desk_of(request).plan
    found = plan.programme()
    if found is None:
        return page(request, "welcome.html")
    return page(
        request,
        "programme.html",
        programme=found,
        weeks=weeks_of(found, plan.today()),
        headline=headline(found),
        # The dose has a table of its own.
        notes=[note for note in found.notes if note.rule != "fitt_vp"],
        fitt=fitt_vp(found),
        today=plan.today(),
    )


@router.get("/programme/print")
def on_paper(request: Request, weeks: int = 0) -> Response:
    plan = desk_of(request).plan
    found, today = plan.must(), plan.today()
    coming = [week for week in found.weeks if any(one.date >= today for one in week.sessions)]
    last = max(1, -(-len(coming) // WEEKS_ON_PAPER))
    number = min(max(1, weeks), last)
    first = (number - 1) * WEEKS_ON_PAPER
    return page(
        request,
        "print.html",
        programme=found,
        weeks=coming[first : first + WEEKS_ON_PAPER],
        shown={"number": number, "last": last},
    )


@router.get("/programme/programme.json")
def as_json(request: Request) -> Response:
    found = desk_of(request).plan.must()
    return Response(
        to_json(contract.write(found)),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="programme.json"'},
    )


@router.get("/programme/calendar.ics")
def calendar(request: Request) -> Response:
    return Response(
        programme_calendar(desk_of(request).plan.must()),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="retrowalk.ics"'},
    )


@router.get("/programme/{session_id}")
def session(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    week, one = plan.session(found, session_id)
    return page(request, "session.html", programme=found, week=week, session=one)


@router.get("/programme/{session_id}/change")
def change(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    _week, one = plan.session(plan.must(), session_id)
    today = plan.today()
    return page(
        request, "change.html", session=one, today=today, suggested=max(one.date, today) + timedelta(days=1)
    )


@router.get("/programme/{session_id}/tell")
def tell(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    today = plan.today()
    said = next((told for told in found.feedback if told.id == session_id), SessionFeedback(session_id))
    pain = {told.site: told for told in said.pain or ()}
    return page(
        request,
        "tell.html",
        session=one,
        said=said,
        today=today,
        when=min(one.date, today),
        known_sites=[(site, pain.get(site, PainReport(site))) for site in asked_sites(found)],
        has_rail=feedback_form.has_rail(one),
    )


@router.post("/programme/{session_id}/tell")
async def told(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    symptoms = [one for one in form.getlist("symptoms") if isinstance(one, str)]

    def keep() -> None:
        found = plan.must()
        _week, one = plan.session(found, session_id)
        plan.tell(feedback_form.feedback_of(fields, symptoms, found, one, plan.today()))

    await run_in_threadpool(keep)
    return see(f"/?told={session_id}")


@router.post("/programme/{session_id}/morning")
async def morning(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}

    def keep() -> None:
        found = plan.must()
        _week, one = plan.session(found, session_id)
        plan.tell(feedback_form.next_morning(fields, found, one, plan.today()))

    await run_in_threadpool(keep)
    return see(f"/?told={session_id}")


@router.post("/programme/{session_id}/missed")
def missed(request: Request, session_id: str) -> Response:
    return _left_out(request, session_id, "missed")


@router.post("/programme/{session_id}/skip")
def skip(request: Request, session_id: str) -> Response:
    return _left_out(request, session_id, "skipped")


def _left_out(request: Request, session_id: str, status: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    plan.tell(feedback_form.left_out(found, one, status, plan.today()))
    return see(f"/?told={session_id}")


@router.post("/programme/accept")
def accept(request: Request, offer: Annotated[str, Form()]) -> Response:
    plan = desk_of(request).plan
    plan.tell(feedback_form.taken_up(plan.must(), offer, plan.today()))
    return see("/programme")


def weeks_of(programme: Programme, today: Date) -> list[dict[str, Any]]:
    """The weeks as the page draws them: the bar of the largest is as wide as can be."""
    sums = [sum(session.backward_s for session in week.sessions) for week in programme.weeks]
    most = max(sums, default=0) or 1
    shown = []
    for i, week in enumerate(programme.weeks):
        first = week_begins(programme, week)
        shown.append(
            {
                "week": week.week,
                "first": first,
                "is_now": first is not None and first <= today < first + timedelta(days=7),
                "backward_s": sums[i],
                "width": round(1000 * sums[i] / most),
                "harder": week.harder,
                "steady": _steady(week, sums[i], sums[i - 1] if i else None),
                "changes": week.changes,
                "sessions": week.sessions,
            }
        )
    return shown


def _steady(week: Week, now: int, before: int | None) -> str:
    if before is None:
        return _("the start")
    if now < before:
        return _("a smaller week")
    return _("the same again") if now == before else _("more sessions")


def headline(programme: Programme) -> str:
    """Where it begins and where it leads, in a sentence."""
    planned = [week for week in programme.weeks if week.sessions]
    if not planned:
        return ""
    first, last = (max(one.backward_s for one in week.sessions) for week in (planned[0], planned[-1]))
    if first == last:
        return _("%(time)s backward each time, from the first week to the last.") % {
            "time": words.minutes(first)
        }
    return _(
        "From %(first)s backward a session in the first week to %(last)s in the last, if all goes well."
    ) % {
        "first": words.minutes(first),
        "last": words.minutes(last),
    }
