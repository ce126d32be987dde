"""The charts of a report: on paper, and narrower for a phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from retrowalk.outcomes import Change, PersonRecord, Result, TrialResult, measure
from retrowalk.outcomes.progress import Progress
from retrowalk.reports.outcome_charts import (
    active_weeks_chart,
    adherence_chart,
    outcome_chart,
    trial_chart,
    trial_difference_chart,
)
from retrowalk.reports.report.tree import Figure
from retrowalk.reports.report.wording import name_of

WIDE, HALF, NARROW = 700, 330, 270  # pixels of the plot: across the paper, half of it, and a phone


def _figure(caption: str, draw: Callable[..., dict[str, Any]], width: int) -> Figure:
    return Figure(caption, draw(width=width), draw(width=NARROW))


def change_figure(
    change: Change, results: Sequence[Result], width: int = WIDE, height: int = 220
) -> Figure | None:
    """The course of one measure; None where it has no result.

    Args:
        change: of the measure.
        results: of anything; its own are taken.
        width: of the plot on paper, pixels.
        height: of the plot, pixels.
    """
    mine = [one for one in results if (one.measure, one.site) == (change.measure, change.site)]
    if not mine:
        return None

    def draw(width: int) -> dict[str, Any]:
        return outcome_chart(mine, change, measure(change.measure), width=width, height=height)

    return _figure(name_of(change), draw, width)


def sessions_figure(progress: Progress, caption: str, width: int = HALF) -> Figure | None:
    """Sessions asked for and walked, week by week; None without a week.

    Args:
        progress: of the person.
        caption: above it.
        width: of the plot on paper, pixels.
    """
    weeks = progress.adherence.weeks
    if not weeks:
        return None
    return _figure(caption, lambda width: adherence_chart(weeks, width=width), width)


def minutes_figure(progress: Progress, caption: str, width: int = HALF) -> Figure | None:
    """Active minutes, week by week; None without a week.

    Args:
        progress: of the person.
        caption: above it.
        width: of the plot on paper, pixels.
    """
    weeks = progress.weeks
    if not weeks:
        return None

    def draw(width: int) -> dict[str, Any]:
        return active_weeks_chart(weeks, weeks[0].towards, width=width, height=120)

    return _figure(caption, draw, width)


def trial_figures(
    record: PersonRecord, results: Sequence[Result], found: TrialResult | None, captions: tuple[str, str]
) -> tuple[Figure, ...]:
    """The periods of the latest trial, and the difference where there is an estimate.

    Args:
        record: with its trials.
        results: of anything; those of the trial's outcome are taken.
        found: by the analysis.
        captions: above either.
    """
    trial = record.trial
    if trial is None or not trial.periods:
        return ()
    what = measure(trial.measure)
    mine = [one for one in results if (one.measure, one.site) == (trial.measure, trial.site)]
    figures = [
        _figure(captions[0], lambda width: trial_chart(trial, mine, what, width=width, height=200), WIDE)
    ]
    if found is not None and found.estimate is not None:
        figures.append(
            _figure(captions[1], lambda width: trial_difference_chart(found, what, width=width), WIDE)
        )
    return tuple(figures)
