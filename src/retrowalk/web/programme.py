"""The programme: its weeks, its sessions, and what its owner says of them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk import contract
from retrowalk.language import _
from retrowalk.prescription import Programme, Week, fitt_vp, week_begins, words
from retrowalk.reports import to_json
from retrowalk.web.render import page
from retrowalk.web.today import desk_of

router = APIRouter(include_in_schema=False)


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
        fitt=fitt_vp(found),
        today=plan.today(),
    )


@router.get("/programme/print")
def on_paper(request: Request) -> Response:
    return page(request, "print.html", programme=desk_of(request).plan.must())


@router.get("/programme/programme.json")
def as_json(request: Request) -> Response:
    found = desk_of(request).plan.must()
    return Response(
        to_json(contract.write(found)),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="programme.json"'},
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
