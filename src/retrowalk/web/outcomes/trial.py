"""The trial with one person: what it is, its design, where it stands, and what it came to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from retrowalk.errors import NotThereError, RetrowalkError
from retrowalk.language import _
from retrowalk.outcomes import Measure, Period, PersonRecord, Result, Trial, TrialResult, measure
from retrowalk.outcomes.progress import results_of
from retrowalk.outcomes.trial.analysis import analyse, period_values
from retrowalk.outcomes.trial.power import WANTED
from retrowalk.outcomes.trial.schedule import ends_on, is_over
from retrowalk.outcomes.trial.standing import Standing, standing
from retrowalk.outcomes.trial.stopping import stop
from retrowalk.reports import chart_svg
from retrowalk.reports.outcome_charts import (
    difference_words,
    trial_chart,
    trial_difference_chart,
    trial_words,
)
from retrowalk.web.answers import refused
from retrowalk.web.forms import fields_of, one_each
from retrowalk.web.outcomes import choosing, trial_form, views
from retrowalk.web.outcomes.desk import OutcomeDesk, outcomes_of
from retrowalk.web.pages import see
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
Theme = Literal["light", "dark"]
Room = Annotated[int, Query(ge=200, le=4000)]
PICTURE_WIDTH = 900


@dataclass(frozen=True, slots=True)
class Row:
    """A period as the table shows it.

    Attributes:
        period: which.
        state: ``now``, ``coming``, ``measured``, ``missing`` or ``practice``.
    """

    period: Period
    state: str


@dataclass(frozen=True, slots=True)
class Now:
    """A trial on its walker's Today.

    Attributes:
        standing: where it stands.
        sentence: what is walked, and until when.
        due: where to measure; empty where nothing is due.
    """

    standing: Standing
    sentence: str
    due: str


@router.get("/progress/trial")
def trial(request: Request) -> Response:
    return _trial_page(request)


def _trial_page(request: Request, problem: str = "", status: int = 200) -> Response:
    desk = outcomes_of(request)
    record, progress = desk.progress()
    latest = record.trial
    shown: dict[str, Any] = {"trial": latest, "earlier": _earlier(record), "record": record}
    if latest is not None:
        results = progress.results
        of = measure(latest.measure)
        now = standing(latest, results, record.today, record.profile, record.programme)
        result = analyse(latest, results, record.today) if now.over else None
        shown |= {
            "measure": of,
            "standing": now,
            "ends": ends_on(latest) - timedelta(days=1),
            "rows": _rows(latest, now, results, record),
            "result": result,
            "chart_said": trial_words(latest, results, of) if now.over and _begun(latest) else "",
            "difference_said": difference_words(result, of) if result and result.estimate is not None else "",
            "due_path": _due_path(now),
        }
    return page(request, "trial.html", status=status, problem=problem, **shown)


def _earlier(record: PersonRecord) -> list[tuple[Trial, TrialResult]]:
    results = results_of(record)
    return [(one, analyse(one, results, record.today)) for one in reversed(record.trials[:-1])]


def _rows(trial: Trial, now: Standing, results: Sequence[Result], record: PersonRecord) -> list[Row]:
    values = period_values(trial, results)
    rows = []
    for one in trial.periods:
        if trial.stopped_on is not None and one.start >= trial.stopped_on:
            break
        if now.period == one:
            state = "now"
        elif one.start > record.today:
            state = "coming"
        elif one.pair == 0:
            state = "practice"
        else:
            state = "measured" if one.number in values else "missing"
        rows.append(Row(one, state))
    return rows


def _begun(trial: Trial) -> bool:
    """Something of it was walked before it was stopped."""
    return trial.stopped_on is None or trial.stopped_on > trial.periods[0].start


def _due_path(now: Standing) -> str:
    if now.due is None:
        return ""
    from retrowalk.outcomes import guided_tests

    computed = measure(now.due.measure).kind == "computed"
    test = guided_tests().get("six_minute_walk" if computed else now.due.measure)
    return "/walks" if test is None else views.path_of(test, now.due.site)


def trial_today(desk: OutcomeDesk) -> Now | None:
    """What the trial asks for today; None where none runs.

    Args:
        desk: of the walker.
    """
    kept = desk.store.outcomes.latest_trial()
    if kept is None or is_over(kept.trial, desk.today()):
        return None
    results: Sequence[Result]
    if measure(kept.trial.measure).kind in ("recording", "computed"):
        results = desk.progress()[1].results  # nobody entered them, so they are not among those that are kept
    else:
        results = [one.result for one in desk.store.outcomes.results(kept.trial.measure)]
    profile = desk.store.plans.profile()
    now = standing(kept.trial, results, desk.today(), profile, desk.plan.programme())
    return Now(now, sentence(now), _due_path(now))


def sentence(now: Standing) -> str:
    """What a running trial asks for today.

    Args:
        now: where it stands.
    """
    if now.period is None or now.arm is None:
        return _("Your trial begins soon.")
    if now.trial.unit == "session":
        if now.arm == "forward":
            return _("Your trial: this session is walked forward.")
        return _("Your trial: this session is walked backward.")
    if now.arm == "forward":
        return _("Your trial: a week of walking forward.")
    return _("Your trial: a week of walking backward.")


@router.get("/progress/trial/design")
def design_it(request: Request) -> Response:
    return _design_page(request, dict(request.query_params))


def _design_page(request: Request, typed: dict[str, str], problem: str = "", status: int = 200) -> Response:
    record = outcomes_of(request).record()
    asked = bool(typed) and not problem
    planned: Trial | None = None
    if asked:
        try:
            # Neither length nor power hang on the coins; those are thrown when it begins.
            planned = trial_form.designed(record, typed, seed=0)
        except RetrowalkError as found:
            problem, status = str(found), refused(request, found)
    return page(
        request,
        "trial_design.html",
        status=status,
        problem=problem,
        typed=trial_form.usual(record) | typed,
        groups=trial_form.outcomes(record),
        units=trial_form.units(),
        planned=planned,
        measure=measure(planned.measure) if planned else None,
        weak=planned is not None and (planned.power or 0) < WANTED,
        ends=ends_on(planned) - timedelta(days=1) if planned else None,
        programme=record.programme,
        today=record.today,
    )


@router.post("/progress/trial/begin")
async def begin(request: Request) -> Response:
    fields = one_each(await fields_of(request))
    typed = {name: fields[name] for name in trial_form.FIELDS if name in fields}

    def keep() -> Response:
        desk = outcomes_of(request)
        try:
            made = trial_form.designed(desk.record(), typed, seed=secrets.randbelow(2**31))
            desk.store.outcomes.save_trial(made, seen=0)
        except RetrowalkError as problem:
            if _runs_already(desk, typed):  # pressed twice
                return see("/progress/trial")
            return _design_page(request, typed, str(problem), refused(request, problem))
        return see("/progress/trial")

    return await run_in_threadpool(keep)


def _runs_already(desk: OutcomeDesk, typed: dict[str, str]) -> bool:
    """The trial that runs is of what the form asks for; another one is refused in a sentence instead."""
    kept = desk.store.outcomes.latest_trial()
    if kept is None or is_over(kept.trial, desk.today()):
        return False
    try:
        of, site = choosing.read(typed.get("outcome", ""))
    except RetrowalkError:
        return False
    running = kept.trial
    return (running.measure, running.site, running.unit) == (of.id, site, typed.get("unit"))


@router.get("/progress/trial/begin")
@router.get("/progress/trial/stop")
def to_the_trial() -> Response:
    """The address of a form that was sent, opened anew."""
    return see("/progress/trial")


@router.post("/progress/trial/stop")
def stop_it(request: Request) -> Response:
    desk = outcomes_of(request)
    kept = desk.store.outcomes.latest_trial()
    if kept is None:
        raise NotThereError("There is no trial to stop.")
    try:
        if kept.trial.status == "running":  # pressed twice, it is stopped already
            desk.store.outcomes.save_trial(stop(kept.trial, desk.today()), seen=kept.revision)
    except RetrowalkError as problem:
        return _trial_page(request, str(problem), refused(request, problem))
    return see("/progress/trial")


@router.get("/progress/trial/periods/chart")
def periods_chart(request: Request, theme: Theme = "light", room: Room = PICTURE_WIDTH) -> Response:
    """The periods with what was measured in them, once the trial is over."""
    of, found, results, _result = _over(request)
    return JSONResponse(trial_chart(found, results, of, theme, room=room))


@router.get("/progress/trial/periods/chart.svg")
def periods_picture(request: Request) -> Response:
    of, found, results, _result = _over(request)
    return Response(
        chart_svg(trial_chart(found, results, of, width=PICTURE_WIDTH)), media_type="image/svg+xml"
    )


@router.get("/progress/trial/difference/chart")
def difference_chart(request: Request, theme: Theme = "light", room: Room = PICTURE_WIDTH) -> Response:
    """The difference with its interval."""
    of, _trial, _results, result = _over(request)
    return JSONResponse(trial_difference_chart(result, of, theme, room=room))


@router.get("/progress/trial/difference/chart.svg")
def difference_picture(request: Request) -> Response:
    of, _trial, _results, result = _over(request)
    return Response(
        chart_svg(trial_difference_chart(result, of, width=PICTURE_WIDTH)), media_type="image/svg+xml"
    )


def _over(request: Request) -> tuple[Measure, Trial, Sequence[Result], TrialResult]:
    record, progress = outcomes_of(request).progress()
    found = record.trial
    if found is None or not is_over(found, record.today) or not _begun(found):
        raise NotThereError("There is no trial that is over.")
    return measure(found.measure), found, progress.results, analyse(found, progress.results, record.today)
