"""The programme: its weeks, its sessions, and what its owner says of them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk import contract
from retrowalk.errors import DocumentError, NotThereError, RetrowalkError
from retrowalk.language import _
from retrowalk.prescription import (
    Programme,
    Session,
    Week,
    agenda,
    days_between,
    fitt_vp,
    week_begins,
    words,
)
from retrowalk.prescription.adapting.moving import holiday, move, skip
from retrowalk.reports import to_json
from retrowalk.reports.calendar import programme_calendar
from retrowalk.store.session_walks import walks_of_session
from retrowalk.web import block_form, feedback_form
from retrowalk.web.answers import refused
from retrowalk.web.coach.player import TOO_EARLY
from retrowalk.web.desk import desk_of
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
WEEKS_ON_PAPER = 8


@router.get("/programme")
def programme(request: Request) -> Response:
    return _programme_page(request)


def _programme_page(
    request: Request, typed: dict[str, str] | None = None, problem: str = "", status: int = 200
) -> Response:
    plan = desk_of(request).plan
    found = plan.programme()
    if found is None:
        return page(request, "welcome.html")
    return page(
        request,
        "programme.html",
        status=status,
        typed=typed or {},
        problem=problem,
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


@router.get("/programme/holiday")
@router.get("/programme/accept")
def to_the_programme() -> Response:
    """The address of a form that was refused, opened anew."""
    return see("/programme")


@router.get("/programme/{session_id}/move")
@router.get("/programme/{session_id}/skip")
def to_the_change(session_id: str) -> Response:
    """The same of a session."""
    return see(f"/programme/{session_id}/change")


@router.get("/programme/{session_id}")
def session(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    week, one = plan.session(found, session_id)
    walks = walks_of_session(desk_of(request).store, found.id, session_id)
    too_early = one.date - plan.today() >= TOO_EARLY
    return page(
        request, "session.html", programme=found, week=week, session=one, walks=walks, too_early=too_early
    )


@router.get("/programme/{session_id}/change")
def change(request: Request, session_id: str) -> Response:
    return _change_page(request, session_id)


def _change_page(
    request: Request, session_id: str, to: str = "", problem: str = "", status: int = 200
) -> Response:
    plan = desk_of(request).plan
    found = plan.must()
    week, one = plan.session(found, session_id)
    first, last = days_between(found, one)
    first = max(first, plan.today())
    return page(
        request,
        "change.html",
        status=status,
        session=one,
        first=first,
        last=last,
        free=last is None or first <= last,
        this_week=week.week == agenda(found, plan.today()).week,
        to=to,
        problem=problem,
    )


@router.post("/programme/{session_id}/move")
async def move_it(request: Request, session_id: str) -> Response:
    plan, to = desk_of(request).plan, one_each(await fields_of(request)).get("to", "")

    def keep() -> Response:
        _week, one = plan.session(plan.must(), session_id)
        day = _date(to)
        try:
            if day is None:
                raise DocumentError(_("Choose the day: “%(given)s” is none.") % {"given": to[:40]})
            if day != one.date:  # pressed twice, it is there already
                plan.change(lambda programme: move(programme, session_id, day))
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = _("The session cannot be moved to that day.") if day is not None else str(problem)
            return _change_page(request, session_id, to, sentence, status)
        return see(f"/programme/{session_id}")

    return await run_in_threadpool(keep)


@router.post("/programme/{session_id}/skip")
def skip_it(request: Request, session_id: str) -> Response:
    plan = desk_of(request).plan
    _week, one = plan.session(plan.must(), session_id)
    try:
        if one.status != "skipped":
            plan.change(lambda programme: skip(programme, session_id))
    except RetrowalkError as problem:
        status = refused(request, problem)
        return _change_page(request, session_id, "", _("This session cannot be left out (any more)."), status)
    return see("/")


@router.post("/programme/holiday")
async def away(request: Request) -> Response:
    plan, fields = desk_of(request).plan, one_each(await fields_of(request))

    def keep() -> Response:
        first, last = _date(fields.get("first", "")), _date(fields.get("last", ""))
        try:
            if first is None or last is None:
                raise DocumentError(_("Say both days: the first and the last one away."))
            plan.change(lambda programme: holiday(programme, first, last))
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = str(problem)
            if first is not None and last is not None and isinstance(problem, DocumentError):
                sentence = _("The last day away is not before the first, not over yet, and within a year.")
            return _programme_page(request, fields, sentence, status)
        return see("/programme")

    return await run_in_threadpool(keep)


@router.get("/programme/{session_id}/edit/{index}")
def edit_block(request: Request, session_id: str, index: str) -> Response:
    return _edit_page(request, session_id, index)


def _edit_page(
    request: Request,
    session_id: str,
    index: str,
    typed: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    _found, one, at = _block(request, session_id, index)
    return page(
        request,
        "edit.html",
        status=status,
        session=one,
        index=at,
        block=one.blocks[at],
        alike=len(block_form.alike(one, at)),
        form=block_form,
        typed=block_form.shown(one.blocks[at]) if typed is None else typed,
        problem=problem,
    )


@router.post("/programme/{session_id}/edit/{index}")
async def set_block(request: Request, session_id: str, index: str) -> Response:
    fields = one_each(await fields_of(request))

    def keep() -> Response:
        _found, one, at = _block(request, session_id, index)
        blocks = block_form.alike(one, at) if fields.get("alike") == "yes" else [at]
        try:
            changes = block_form.changes_of(fields, one.blocks[at])
            by = fields.get("by", "")
            desk_of(request).plan.change(
                lambda there: block_form.edited(there, session_id, blocks, by, changes)
            )
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = block_form.misfit(fields) or str(problem)
            return _edit_page(request, session_id, index, fields, sentence, status)
        return see(f"/programme/{session_id}#block-{at}")

    return await run_in_threadpool(keep)


def _block(request: Request, session_id: str, index: str) -> tuple[Programme, Session, int]:
    plan = desk_of(request).plan
    found = plan.must()
    _week, one = plan.session(found, session_id)
    at = int(index) if index.isdecimal() and len(index) < 4 else -1
    if not 0 <= at < len(one.blocks):
        raise NotThereError("This session has no such block (any more).")
    return found, one, at


@router.post("/programme/accept")
async def accept(request: Request) -> Response:
    plan, offer = desk_of(request).plan, one_each(await fields_of(request)).get("offer", "")

    def keep() -> Response:
        try:
            plan.tell(feedback_form.taken_up(plan.must(), offer, plan.today()))
        except RetrowalkError as problem:
            status = refused(request, problem)
            sentence = str(problem)
            if isinstance(problem, DocumentError):
                sentence = _("That is not on offer (any more). What is, stands below.")
            return _programme_page(request, None, sentence, status)
        return see("/programme")

    return await run_in_threadpool(keep)


def _date(text: str) -> Date | None:
    try:
        return Date.fromisoformat(text.strip())
    except ValueError:
        return None


def weeks_of(programme: Programme, today: Date) -> list[dict[str, Any]]:
    """The weeks as the page draws them: the bar of the largest is as wide as can be."""
    sums = [sum(session.backward_s for session in week.sessions) for week in programme.weeks]
    forward = [
        sum(words.asked_s(one) for one in week.sessions if one.forward_only) for week in programme.weeks
    ]
    walked = [at for at, total in enumerate(sums) if total]
    most = max(map(sum, zip(sums, forward, strict=True)), default=0) or 1
    shown = []
    for i, week in enumerate(programme.weeks):
        first = week_begins(programme, week)
        shown.append(
            {
                "week": week.week,
                "first": first,
                "is_now": first is not None and first <= today < first + timedelta(days=7),
                "backward_s": sums[i],
                "forward_s": forward[i],
                "forward_width": round(1000 * forward[i] / most),
                "width": round(1000 * sums[i] / most),
                "change": _("a trial week, forward")
                if forward[i] and not sums[i]
                else _change(week, sums[i], next((sums[at] for at in reversed(walked) if at < i), None)),
                "changes": week.changes,
                "sessions": week.sessions,
            }
        )
    return shown


def _change(week: Week, now: int, before: int | None) -> str:
    """What becomes harder, or how much it is beside the week before."""
    if week.harder == ("time",) and before is not None and now <= before:
        return _("longer at a time")
    if week.harder:
        return ", ".join(words.harder()[one] for one in week.harder)
    if before is None:
        return _("the start")
    if now < before:
        return _("a smaller week")
    return _("the same again") if now == before else _("more sessions")


def headline(programme: Programme) -> str:
    """Where it begins and where it leads, in a sentence."""
    planned = [week for week in programme.weeks if any(one.backward_s for one in week.sessions)]
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
