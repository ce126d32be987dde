"""Typing values in, and correcting them: what does not fit is asked back on the page it was typed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk.errors import ChangedMeanwhileError, ResultError, RetrowalkError
from retrowalk.language import _
from retrowalk.outcomes import GuidedTest, guided
from retrowalk.outcomes.entering import SAME_SPEED
from retrowalk.screening.words import PAIN_SITES, WALKING_AIDS
from retrowalk.web.answers import refused
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.outcomes import entry_form, words
from retrowalk.web.outcomes.desk import OutcomeDesk, measure_named, outcomes_of, sites_of
from retrowalk.web.outcomes.views import name_of
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the form says besides its fields.

    Attributes:
        problem: a sentence, where something cannot be.
        field: which one that is: a measure's id or the name of a field.
        asks: sentences to confirm, where something is unusual.
        changed: a sentence, where another window was quicker.
        status: of the answer.
    """

    problem: str = ""
    field: str = ""
    asks: tuple[str, ...] = ()
    changed: str = ""
    status: int = 200


def form_parts(desk: OutcomeDesk, tests: Sequence[GuidedTest], fields: dict[str, str]) -> dict[str, object]:
    """What the template of the form needs.

    Args:
        desk: of the walker.
        tests: that the form asks for.
        fields: as typed so far.
    """
    known = sites_of(desk.record())
    return {
        "tests": tests,
        "fields": fields,
        "sites_first": [(one, PAIN_SITES[one]) for one in known],
        "sites_more": [(value, name) for value, name in PAIN_SITES.items() if value not in known],
        "aids": WALKING_AIDS,
        "takers": {value: words.takers()[value] for value in entry_form.BY_HAND},
        "today": desk.today(),
        "by_site": any(measure_named(one.measure).by_site for one in tests),
        "moves": any(measure_named(one.measure).kind == "test" for one in tests),
        "at_speed": any(one.measure in SAME_SPEED for one in tests),
    }


async def receive(
    request: Request,
    tests: Sequence[GuidedTest],
    show: Callable[[dict[str, str], Asking], Response],
) -> Response:
    """Keeps what a form sent, or shows it again with what is to be said about it.

    Args:
        request: the form.
        tests: it asked for.
        show: the page with the form, what was typed, and what is asked.
    """
    fields = one_each(await fields_of(request))

    def keep() -> Response:
        desk = outcomes_of(request)
        try:
            entry = entry_form.read(tests, fields)
            entered = desk.enter(entry)
        except ChangedMeanwhileError as problem:
            # Gone back to after it was kept, and changed: pressed once more, it is a result of its own.
            fresh = {**fields, "entry": str(uuid4())}
            changed = _(
                "This was saved before, with other values, and they are kept. What you typed now still stands here: "
                "saved once more, it is kept as a second result."
            )
            return show(fresh, Asking(changed=changed, status=refused(request, problem)))
        except RetrowalkError as problem:
            field = problem.field if isinstance(problem, ResultError) else ""
            return show(fields, Asking(str(problem), field, status=refused(request, problem)))
        if entered.asks:
            return show(fields, Asking(asks=entered.asks, status=422))
        first = entered.results[0]
        address = words.path(measure_named(first.measure), first.site)
        return see(f"{address}{'&' if '?' in address else '?'}kept={entry.id}")

    return await run_in_threadpool(keep)


@router.get("/progress/enter/{name}")
def enter_page(request: Request, name: str, site: str = "") -> Response:
    desk, tests = outcomes_of(request), together(name)
    profile = desk.store.plans.profile()
    if site not in PAIN_SITES:
        known = sites_of(desk.record())
        site = known[0] if len(known) == 1 else ""
    fields = entry_form.empty(desk.today(), site, profile.walking_aid if profile else None)
    return _enter_page(request, name, tests, fields, Asking())


def _enter_page(
    request: Request, name: str, tests: Sequence[GuidedTest], fields: dict[str, str], asking: Asking
) -> Response:
    return page(
        request,
        "enter.html",
        status=asking.status,
        name=name,
        title=name_of(tests[0]),
        asking=asking,
        **form_parts(outcomes_of(request), tests, fields),
    )


@router.post("/progress/enter/{name}")
async def enter_values(request: Request, name: str) -> Response:
    tests = together(name)
    return await receive(
        request, tests, lambda fields, asking: _enter_page(request, name, tests, fields, asking)
    )


def together(name: str) -> tuple[GuidedTest, ...]:
    """The tests that are entered on one page with this one.

    Raises:
        NotThereError: there is no such measure, or it is none that is taken by hand.
    """
    return tuple(guided(one) for one in guided(measure_named(name).id).together)


@router.get("/progress/results/{result_id}")
def correct_page(request: Request, result_id: str) -> Response:
    kept = outcomes_of(request).store.outcomes.result(result_id)
    return _correct_page(request, result_id, entry_form.of_result(kept.result, kept.revision), Asking())


def _correct_page(request: Request, result_id: str, fields: dict[str, str], asking: Asking) -> Response:
    desk = outcomes_of(request)
    kept = desk.store.outcomes.result(result_id)
    test = guided(kept.result.measure)
    return page(
        request,
        "correct.html",
        status=asking.status,
        kept=kept,
        measure=measure_named(test.measure),
        asking=asking,
        **form_parts(desk, (test,), fields),
    )


@router.post("/progress/results/{result_id}")
async def correct(request: Request, result_id: str) -> Response:
    fields = one_each(await fields_of(request))

    def keep() -> Response:
        desk = outcomes_of(request)
        kept = desk.store.outcomes.result(result_id)
        of = measure_named(kept.result.measure)
        seen = fields.get("seen", "")
        try:
            entry = replace(entry_form.read((guided(of.id),), fields), id=result_id)
            asks = desk.correct(entry, kept, int(seen) if seen.isdecimal() else -1)
        except ChangedMeanwhileError as problem:
            # Pressed once more, it is made from what is kept now: which stands beside it.
            shown = {**fields, "seen": str(kept.revision)}
            asking = Asking(changed=str(problem), status=refused(request, problem))
            return _correct_page(request, result_id, shown, asking)
        except RetrowalkError as problem:
            field = problem.field if isinstance(problem, ResultError) else ""
            asking = Asking(str(problem), field, status=refused(request, problem))
            return _correct_page(request, result_id, fields, asking)
        if asks:
            return _correct_page(request, result_id, fields, Asking(asks=asks, status=422))
        site = desk.store.outcomes.result(result_id).result.site
        return see(f"{words.path(of, site)}#results")

    return await run_in_threadpool(keep)
