"""Today: the one thing to do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk.prescription import agenda
from retrowalk.web.desk import Desk
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


@router.get("/")
def today(request: Request, told: str = "") -> Response:
    plan = desk_of(request).plan
    programme = plan.programme()
    if programme is None:
        return page(request, "welcome.html")
    date = plan.today()
    asked = agenda(programme, date)
    shown = asked.session or asked.next
    told_of = None
    return page(
        request,
        "today.html",
        today=date,
        programme=programme,
        agenda=asked,
        shown=shown,
        told=told_of,
        week=next((one for one in programme.weeks if one.week == asked.week), None),
    )
