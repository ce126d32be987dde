"""Tests as guided runs: which are offered and why others are not, and one of them led through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk.language import _
from retrowalk.outcomes import GuidedTest, MeasureId, OfferedTest, guided, guided_tests, measure
from retrowalk.screening.profile import Supervision
from retrowalk.web.outcomes import entry_form
from retrowalk.web.outcomes.desk import measure_named, outcomes_of
from retrowalk.web.outcomes.entering import Asking, form_parts, receive, together
from retrowalk.web.outcomes.views import name_of, path_of
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)

# At "go": the watch counts three seconds in. The others start by a foot that nobody can foresee.
COUNTED_IN: frozenset[MeasureId] = frozenset(
    {"backward_walk_3m", "timed_up_and_go", "sit_to_stand_5", "chair_stand_30s", "six_minute_walk"}
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A test, or several that are entered together, as the list shows it.

    Attributes:
        name: for a person.
        path: where it is taken.
        what_for: one sentence.
        offer: whether it may be taken, and why; None without answers to the questions.
        last: civil date of the latest result; None before the first.
        moves: it is done on one's feet, so it matters who is there.
    """

    name: str
    path: str
    what_for: str
    offer: OfferedTest | None
    last: Date | None
    moves: bool = True


def company_named(given: str) -> Supervision | None:
    """Who is there this time, as the address says it; None where it says nothing that we know."""
    return given if given in get_args(Supervision) else None  # type: ignore[return-value]


@router.get("/progress/tests")
def tests(request: Request, company: str = "") -> Response:
    desk, there = outcomes_of(request), company_named(company)
    offer = desk.offered(there)
    last = {one.result.measure: one.result.taken_on for one in desk.store.outcomes.results()}
    to_do = [one for id, one in guided_tests().items() if measure(id).kind == "test"]
    listed = [
        Listed(
            one.name, _with(path_of(one), there), one.what_for, offer.get(one.measure), last.get(one.measure)
        )
        for one in to_do
    ]
    profile = desk.store.plans.profile()
    return page(
        request,
        "tests.html",
        may=[one for one in listed if one.offer is not None and one.offer.may],
        may_not=[one for one in listed if one.offer is not None and not one.offer.may],
        questions=_listed("question", last, offer),
        readings=_listed("reading", last, offer),
        known=profile is not None,
        company=there or (profile.supervision if profile else "none"),
    )


def _with(path: str, company: Supervision | None) -> str:
    return path if company is None else f"{path}?company={company}"


def _listed(kind: str, last: dict[MeasureId, Date], offer: dict[MeasureId, OfferedTest]) -> list[Listed]:
    """Questions or readings, those that are entered together as one."""
    found: dict[tuple[MeasureId, ...], Listed] = {}
    for id, one in guided_tests().items():
        of_kind = measure(id).kind == kind or (kind == "reading" and measure(id).kind == "recording")
        if not of_kind or one.together in found or (id in offer and not offer[id].may):
            continue
        days = [last[each] for each in one.together if each in last]
        several = together(id)
        found[one.together] = Listed(
            name_of(one),
            f"/progress/enter/{id}",
            one.what_for if len(several) == 1 else ", ".join(each.name for each in several),
            offer.get(id),
            max(days, default=None),
            moves=measure(id).kind == "recording",
        )
    return list(found.values())


@router.get("/progress/tests/{name}")
def test(request: Request, name: str, company: str = "") -> Response:
    guide = guided(measure_named(name).id)
    if measure(guide.measure).kind != "test":
        return see(f"/progress/enter/{name}")
    desk = outcomes_of(request)
    profile = desk.store.plans.profile()
    fields = entry_form.empty(desk.today(), "", profile.walking_aid if profile else None)
    return _test_page(request, guide, company_named(company), fields, Asking())


def _test_page(
    request: Request,
    guide: GuidedTest,
    company: Supervision | None,
    fields: dict[str, str],
    asking: Asking,
) -> Response:
    desk = outcomes_of(request)
    of = measure(guide.measure)
    profile = desk.store.plans.profile()
    before = desk.store.outcomes.results(of.id)
    return page(
        request,
        "test.html",
        status=asking.status,
        test=guide,
        measure=of,
        offer=desk.offered(company).get(of.id),
        company=company or (profile.supervision if profile else "none"),
        practice_next=sum(one.result.practice for one in before) < of.practice and not before,
        asking=asking,
        data=_run_data(guide),
        **form_parts(desk, (guide,), fields),
    )


def _run_data(guide: GuidedTest) -> dict[str, object]:
    """What the stopwatch needs to know, for the page's script."""
    most = measure(guide.measure).possible[1]
    return {
        "measure": guide.measure,
        "tool": guide.tool,
        "trials": max(guide.trials, 1),
        "rest_s": guide.rest_s,
        "countdown_s": guide.countdown_s,
        "counted_in": guide.measure in COUNTED_IN,
        # Standing on one leg is over by itself; all else is stopped by hand, or was forgotten.
        "limit_s": most if guide.measure == "single_leg_stance" else None,
        "forgotten_s": 900,
        "entry": guide.entry,
        "words": _run_words(),
    }


def _run_words() -> dict[str, str]:
    return {
        "of": _("Try {number} of {all}"),
        "started": _("Running"),
        "minutes": _("{minutes} minutes to go"),
        "minute": _("One minute to go"),
        "over": _("Time is up. Stand still."),
        "forgotten": _("The watch was left running, so this try does not count."),
        "elsewhere": _(
            "This test is open in another window too. Here it begins anew; nothing of the other is lost."
        ),
        "resumed": _("This test was begun before and goes on here."),
        "metres": _("{metres} m"),
        "seconds": _("{seconds} s"),
    }


@router.post("/progress/tests/{name}")
async def take(request: Request, name: str, company: str = "") -> Response:
    guide = guided(measure_named(name).id)
    return await receive(
        request,
        (guide,),
        lambda fields, asking: _test_page(request, guide, company_named(company), fields, asking),
    )
