"""The programme: its weeks, its sessions, and what its owner says of them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk import contract
from retrowalk.errors import NotThereError
from retrowalk.language import _
from retrowalk.prescription import (
    PainReport,
    Programme,
    Session,
    SessionFeedback,
    Week,
    agenda,
    asked_sites,
    days_between,
    fitt_vp,
    week_begins,
    words,
)
from retrowalk.prescription.moving import holiday, move, skip
from retrowalk.reports import to_json
from retrowalk.reports.calendar import programme_calendar
from retrowalk.web import block_form, feedback_form
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
        place=next((one.place for week in found.weeks for one in week.sessions), None),
        # The dose has a table of its own; why nothing is planned stands on Today.
        notes=[note for note in found.notes if note.rule != "fitt_vp"] if found.weeks else [],
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
    found = plan.must()
    week, one = plan.session(found, session_id)
    first, last = days_between(found, one)
    first = max(first, plan.today())
    return page(
        request,
        "change.html",
        session=one,
        first=first,
        last=last,
        free=last is None or first <= last,
        this_week=week.week == agenda(found, plan.today()).week,
    )


@router.post("/programme/{session_id}/move")
def move_it(request: Request, session_id: str, to: Annotated[Date, Form()]) -> Response:
    desk_of(request).plan.change(lambda programme: move(programme, session_id, to))
    return see(f"/programme/{session_id}")


@router.post("/programme/{session_id}/skip")
def skip_it(request: Request, session_id: str) -> Response:
    desk_of(request).plan.change(lambda programme: skip(programme, session_id))
    return see("/")


@router.post("/programme/holiday")
def away(request: Request, first: Annotated[Date, Form()], last: Annotated[Date, Form()]) -> Response:
    desk_of(request).plan.change(lambda programme: holiday(programme, first, last))
    return see("/programme")


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


@router.get("/programme/{session_id}/edit/{index}")
def edit_block(request: Request, session_id: str, index: int) -> Response:
    _found, one = _block(request, session_id, index)
    return page(
        request,
        "edit.html",
        session=one,
        index=index,
        block=one.blocks[index],
        alike=len(block_form.alike(one, index)),
        form=block_form,
    )


@router.post("/programme/{session_id}/edit/{index}")
async def set_block(request: Request, session_id: str, index: int) -> Response:
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}

    def keep() -> None:
        _found, one = _block(request, session_id, index)
        blocks = block_form.alike(one, index) if fields.get("alike") == "yes" else [index]
        changes = block_form.changes_of(fields, one.blocks[index])
        by = fields.get("by", "")
        desk_of(request).plan.change(lambda there: block_form.edited(there, session_id, blocks, by, changes))

    await run_in_threadpool(keep)
    return see(f"/programme/{session_id}#block-{index}")


def _block(request: Request, session_id: str, index: int) -> tuple[Programme, Session]:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    if not 0 <= index < len(one.blocks):
        raise NotThereError("This session has no such block (any more).")
    return found, one


@router.post("/programme/{session_id}/missed")
def missed(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    plan.tell(feedback_form.missed(found, one, plan.today()))
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
