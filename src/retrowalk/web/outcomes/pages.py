"""Progress: what changed, one measure with all its results, and the outcome that is named beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk.errors import RetrowalkError
from retrowalk.outcomes import Measure, Result, guided_tests
from retrowalk.outcomes.entering import says
from retrowalk.screening.profile import PainSite
from retrowalk.store.outcomes import KeptResult
from retrowalk.web.answers import refused
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.outcomes import choosing, words
from retrowalk.web.outcomes.desk import by_measure, measure_named, outcomes_of, site_named
from retrowalk.web.outcomes.sketch import sketch
from retrowalk.web.outcomes.testing import test_path
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/progress")
def progress(request: Request) -> Response:
    record = outcomes_of(request).record()
    choice = record.choice
    return page(
        request,
        "progress.html",
        choice=choice and (measure_named(choice.measure), choice.site),
        measured=[
            {"measure": of, "site": site, "results": results, "sketch": sketch(of, results)}
            for (of, site), results in by_measure(record.results).items()
        ],
    )


@router.get("/progress/measure/{name}")
def one_measure(request: Request, name: str, site: str = "", away: str = "", kept: str = "") -> Response:
    of = measure_named(name)
    return _measure_page(request, of, site_named(of, site), away, kept)


def _measure_page(request: Request, of: Measure, site: PainSite | None, away: str, entry: str) -> Response:
    store = outcomes_of(request).store.outcomes
    kept = _of_site(store.results(of.id), site)
    gone = _of_site(store.away(of.id), site)
    choices = store.choices()
    saved = _of_entry(store.results(), entry) if entry else []
    return page(
        request,
        "measure.html",
        measure=of,
        site=site,
        kept=kept[::-1],
        gone=gone[::-1],
        just_away=next((one for one in gone if one.result.id == away), None),
        primary=bool(choices) and (choices[-1].measure, choices[-1].site) == (of.id, site),
        sketch=sketch(of, [one.result for one in kept]),
        again=_again(of, site),
        just_kept=saved,
        saved_run=entry,
        says=says(saved),
    )


def _of_entry(kept: Sequence[KeptResult], entry: str) -> list[Result]:
    """What came of one entry: a result with its id, or one for each measure of it."""
    return [one.result for one in kept if one.result.id in (entry, f"{entry}-{one.result.measure}")]


def _again(of: Measure, site: PainSite | None) -> str:
    """Where a measure is taken; empty where it is found by itself."""
    if of.id not in guided_tests():
        return ""
    address = test_path(guided_tests()[of.id])
    return address if site is None else f"{address}?site={site}"


def _of_site(kept: Sequence[KeptResult], site: PainSite | None) -> list[KeptResult]:
    return [one for one in kept if one.result.site == site]


@router.post("/progress/results/{result_id}/put-away")
def put_away(request: Request, result_id: str) -> Response:
    store = outcomes_of(request).store.outcomes
    store.put_away(result_id)
    return see(f"{_path_of(store.result(result_id))}away={result_id}#results")


@router.post("/progress/results/{result_id}/bring-back")
def bring_back(request: Request, result_id: str) -> Response:
    store = outcomes_of(request).store.outcomes
    store.bring_back(result_id)
    return see(f"{_path_of(store.result(result_id))}#results".replace("?#", "#").replace("&#", "#"))


def _path_of(kept: KeptResult) -> str:
    """The address of the page a result stands on, for one more parameter to be added."""
    address = words.path(measure_named(kept.result.measure), kept.result.site)
    return f"{address}{'&' if '?' in address else '?'}"


@router.get("/progress/choose")
def choose(request: Request) -> Response:
    return _choose_page(request)


def _choose_page(request: Request, chosen: str = "", problem: str = "", status: int = 200) -> Response:
    desk = outcomes_of(request)
    record = desk.record()
    choice = record.choice
    return page(
        request,
        "choose.html",
        status=status,
        problem=problem,
        groups=choosing.groups(record),
        suggested=choosing.suggested(record),
        chosen=chosen or (choosing.value(measure_named(choice.measure), choice.site) if choice else ""),
        named=[(measure_named(one.measure), one.site, one.chosen_on) for one in reversed(record.choices)],
    )


@router.post("/progress/choose")
async def name_it(request: Request) -> Response:
    fields = one_each(await fields_of(request))
    chosen = fields.get("outcome", "")

    def keep() -> Response:
        try:
            of, site = choosing.read(chosen)
            outcomes_of(request).choose(of, site)
        except RetrowalkError as problem:
            status = refused(request, problem)
            return _choose_page(request, chosen, str(problem), status)
        return see("/progress")

    return await run_in_threadpool(keep)
