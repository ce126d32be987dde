"""Today: the one thing to do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription import Programme, Session, agenda, words
from retrowalk.web.coach.coaching import as_coached
from retrowalk.web.desk import desk_of
from retrowalk.web.devices import phone_of
from retrowalk.web.outcomes.trial import trial_today
from retrowalk.web.outcomes.views import wanted
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def today(request: Request, told: str = "") -> Response:
    return today_page(request, told)


def today_page(request: Request, told: str = "", problem: str = "", status: int = 200) -> Response:
    """Today, with what was just told or refused.

    Args:
        request: that asks for it.
        told: id of the session that was just told of.
        problem: a sentence, where something was refused.
        status: of the answer.
    """
    plan = desk_of(request).plan
    programme = plan.programme()
    if programme is None:
        return page(request, "welcome.html")
    date = plan.today()
    asked = agenda(programme, date)
    walked = desk_of(request).runs.unasked(programme)
    if asked.day == "session" and asked.session is not None:
        # Its sound takes some seconds to make: begun now, it is there when it is wanted.
        desk_of(request).tracks.track(as_coached(desk_of(request), asked.session.id))
    return page(
        request,
        "today.html",
        status=status,
        problem=problem,
        today=date,
        programme=programme,
        agenda=asked,
        shown=asked.session or asked.next,
        week=next((one for one in programme.weeks if one.week == asked.week), None),
        told=told_of(programme, told),
        alone=phone_of(request) is None and not desk_of(request).store.devices.all(),
        walked=walked,
        measure=[one for one in wanted(desk_of(request).outcomes.due()) if one.on <= date],
        trial=trial_today(desk_of(request).outcomes),
        fell=next((one for one in walked if one.fell), None),
    )


def told_of(programme: Programme, session_id: str) -> dict[str, object] | None:
    """What follows from what was just told of a session: how the next one differs, and why."""
    sessions = [(week, one) for week in programme.weeks for one in week.sessions]
    this = next((one for _week, one in sessions if one.id == session_id), None)
    if this is None:
        return None
    coming = [pair for pair in sessions if pair[1].status in ("planned", "moved") and pair[1].id != this.id]
    if programme.status != "active" or not coming:
        return {"difference": "", "changes": ()}
    week, following = min(coming, key=lambda pair: pair[1].date)
    changes: tuple[Reason, ...] = week.changes
    return {"difference": _difference(this, following), "changes": changes}


def _difference(this: Session, following: Session) -> str:
    if this.forward_only or following.forward_only:
        return _("Next time it is %(what)s.") % {"what": words.asked(following)}
    minutes = words.minutes(following.backward_s)
    by = abs(following.backward_s - this.backward_s)
    if by == 0:
        return _("Next time it is %(time)s backward again.") % {"time": minutes}
    said = {"time": minutes, "by": words.minutes(by)}
    if following.backward_s < this.backward_s:
        return _("Next time it is %(time)s backward: %(by)s less.") % said
    return _("Next time it is %(time)s backward: %(by)s more.") % said
