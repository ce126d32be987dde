"""Progress: what changed, one measure with all its results, and the outcome that is named beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from retrowalk.errors import NotThereError, RetrowalkError
from retrowalk.outcomes import Change, Measure, PersonRecord, Result, guided_tests
from retrowalk.outcomes.change import change
from retrowalk.outcomes.counting import counts
from retrowalk.outcomes.entering import says
from retrowalk.outcomes.from_walks import about_found
from retrowalk.outcomes.measure import measure as measure_of
from retrowalk.outcomes.progress import Progress, began, is_primary
from retrowalk.reports import chart_svg
from retrowalk.reports.outcome_charts import (
    active_weeks_chart,
    active_weeks_words,
    adherence_chart,
    adherence_words,
    outcome_chart,
    outcome_words,
)
from retrowalk.screening.profile import PainSite
from retrowalk.store.outcomes import KeptResult
from retrowalk.web.answers import refused
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.outcomes import choosing, views, words
from retrowalk.web.outcomes.desk import measure_named, outcomes_of, site_named
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
Theme = Literal["light", "dark"]
Room = Annotated[int, Query(ge=200, le=4000)]
PICTURE_WIDTH = 900
WEEKS_SHOWN = 26
RESULTS_SHOWN = 12


@router.get("/progress")
def progress(request: Request) -> Response:
    desk = outcomes_of(request)
    record, found = desk.progress()
    choice, primary = record.choice, found.primary
    due = views.wanted(desk.due())
    return page(
        request,
        "progress.html",
        choice=choice and (measure_named(choice.measure), choice.site),
        primary=primary and views.seen(primary, found.results),
        groups={name: several for name, several in views.groups(found).items() if several},
        headings=views.headings(),
        progress=found,
        due_now=[one for one in due if one.on <= found.today],
        due_next=next((one for one in due if one.on > found.today), None),
        weeks=found.weeks[-WEEKS_SHOWN:],
        weeks_said=active_weeks_words(found.weeks[-WEEKS_SHOWN:]) if found.weeks else "",
        adherence_said=adherence_words(found.adherence.weeks[-WEEKS_SHOWN:]) if found.adherence.weeks else "",
    )


@router.get("/progress/measure/{name}")
def one_measure(
    request: Request, name: str, site: str = "", away: str = "", kept: str = "", all: int = 0
) -> Response:
    of = measure_named(name)
    where = site_named(of, site)
    desk = outcomes_of(request)
    record, found = desk.progress()
    stored = {one.result.id: one for one in desk.store.outcomes.results(of.id)}
    gone = [one for one in desk.store.outcomes.away(of.id) if one.result.site == where]
    results = views.of_measure(found.results, of.id, where)[::-1]
    what = _change(record, found, of, where)
    saved = _of_entry(desk.store.outcomes.results(), kept) if kept else []
    shown = results if all else results[:RESULTS_SHOWN]
    return page(
        request,
        "measure.html",
        measure=of,
        site=where,
        change=what,
        chart_said=outcome_words(results[::-1], what, of) if len(results) > 1 else "",
        results=shown,
        more=len(results) - len(shown),
        number=len(results),
        by_hand=set(stored),
        gone=gone[::-1],
        just_away=next((one for one in gone if one.result.id == away), None),
        about=tuple(about_found(results[0])) if results and of.kind in ("recording", "computed") else (),
        again=views.path_of(guided_tests()[of.id], where) if of.id in guided_tests() else "",
        just_kept=saved,
        another_counts={
            one.id
            for one in saved
            if not one.practice and not counts(one, found.results, measure_of(one.measure))
        },
        saved_run=kept,
        says=says(saved),
    )


def _change(record: PersonRecord, found: Progress, of: Measure, site: PainSite | None) -> Change:
    for one in found.changes:
        if (one.measure, one.site) == (of.id, site):
            return one
    return change(
        (), of.id, record.profile, primary=is_primary(record, of.id, site), site=site, began=began(record)
    )


def _of_entry(kept: Sequence[KeptResult], entry: str) -> list[Result]:
    """What came of one entry: a result with its id, or one for each measure of it."""
    return [one.result for one in kept if one.result.id in (entry, f"{entry}-{one.result.measure}")]


@router.get("/progress/measure/{name}/chart")
def measure_chart(
    request: Request, name: str, site: str = "", theme: Theme = "light", room: Room = 320
) -> JSONResponse:
    """The results over time as a Vega-Lite definition, for a place on the page that is ``room`` pixels wide."""
    return JSONResponse(outcome_chart(*_charted(request, name, site), theme, room=room))


@router.get("/progress/measure/{name}/chart.svg")
def measure_picture(request: Request, name: str, site: str = "", theme: Theme = "light") -> Response:
    """The same as a picture: for pages without JavaScript, and on paper."""
    return _picture(outcome_chart(*_charted(request, name, site), theme, width=PICTURE_WIDTH))


def _charted(request: Request, name: str, site: str) -> tuple[list[Result], Change, Measure]:
    of = measure_named(name)
    where = site_named(of, site)
    record, found = outcomes_of(request).progress()
    results = views.of_measure(found.results, of.id, where)
    if not results:
        raise NotThereError("Nothing is measured here yet, so there is nothing to draw.")
    return results, _change(record, found, of, where), of


@router.get("/progress/weeks/{which}/chart")
def weeks_chart(
    request: Request, which: Literal["active", "sessions"], theme: Theme = "light", room: Room = 320
) -> JSONResponse:
    """Active minutes, or sessions, of the latest weeks as a Vega-Lite definition."""
    return JSONResponse(_weeks_chart(request, which, theme, room=room))


@router.get("/progress/weeks/{which}/chart.svg")
def weeks_picture(request: Request, which: Literal["active", "sessions"], theme: Theme = "light") -> Response:
    """The same as a picture."""
    return _picture(_weeks_chart(request, which, theme, width=PICTURE_WIDTH))


def _weeks_chart(request: Request, which: str, theme: Theme, **size: Any) -> dict[str, Any]:
    found = outcomes_of(request).progress()[1]
    if which == "active" and found.weeks:
        weeks = found.weeks[-WEEKS_SHOWN:]
        return active_weeks_chart(weeks, weeks[-1].towards, theme, **size)
    if which == "sessions" and found.adherence.weeks:
        return adherence_chart(found.adherence.weeks[-WEEKS_SHOWN:], theme, **size)
    raise NotThereError("No week is over yet, so there is nothing to draw.")


def _picture(spec: dict[str, Any]) -> Response:
    return Response(
        chart_svg(spec),
        media_type="image/svg+xml",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


@router.post("/progress/results/{result_id}/put-away")
def put_away(request: Request, result_id: str) -> Response:
    store = outcomes_of(request).store.outcomes
    store.put_away(result_id)
    return see(f"{_path_of(store.result(result_id), f'away={result_id}')}#results")


@router.post("/progress/results/{result_id}/bring-back")
def bring_back(request: Request, result_id: str) -> Response:
    store = outcomes_of(request).store.outcomes
    store.bring_back(result_id)
    return see(f"{_path_of(store.result(result_id))}#results")


def _path_of(kept: KeptResult, more: str = "") -> str:
    """The address of the page a result stands on, with one more parameter."""
    address = words.path(measure_named(kept.result.measure), kept.result.site)
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


@router.get("/progress/choose")
def choose(request: Request) -> Response:
    return _choose_page(request)


def _choose_page(request: Request, chosen: str = "", problem: str = "", status: int = 200) -> Response:
    record = outcomes_of(request).record()
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
