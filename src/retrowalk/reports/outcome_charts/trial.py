"""A trial: its periods with what was measured in them, and the difference with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean
from typing import Any

from retrowalk.dates import day_words
from retrowalk.language import _
from retrowalk.outcomes import Arm, Measure, Result, Trial, TrialResult
from retrowalk.outcomes.trial.analysis import counted
from retrowalk.outcomes.words import named
from retrowalk.reports.outcome_charts.parts import (
    LINE_HEIGHT,
    Days,
    Width,
    at_day,
    day_axis,
    difference_in_unit,
    gutter_of,
    in_unit,
    is_narrow,
    plot_width,
    round_values,
    spread,
    top_level,
    value_axis,
    which_is_better,
    words_layer,
)
from retrowalk.reports.palette import PALETTES, Palette, Theme
from retrowalk.reports.timeline import FIGURE_SIZE

HEIGHT, DIFFERENCE_HEIGHT = 260, 110
_ABOVE = 28  # pixels for the periods' names
_LETTER = 9.4


def trial_chart(
    trial: Trial,
    results: Sequence[Result],
    measure: Measure,
    theme: Theme = "light",
    width: Width = "container",
    room: int | None = None,
    height: int = HEIGHT,
) -> dict[str, Any]:
    """The periods of a trial one after the other, what was measured in each, and each one's mean.

    Backward is full and forward hollow, so that they are told apart without colour. The days of wash-in, of which
    nothing is counted, are left white.

    Args:
        trial: the design.
        results: of its measure and site, in time order; those outside its periods are left out.
        measure: of the trial.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels.
        height: of the plot in pixels.

    Raises:
        ValueError: the trial has no period.
    """
    if not trial.periods:
        raise ValueError("a chart needs at least one period")
    colours = PALETTES[theme]
    found = _counted(trial, results)
    means = _means(trial, found)
    labels = {arm: _label(arm, value, measure, is_narrow(width, room)) for arm, value in means.items()}
    days = Days(
        trial.periods[0].start, trial.periods[-1].end, plot_width(width, room), gutter_of(labels.values())
    )
    values = [one.value for several in found.values() for one in several]
    low, high = _range(values, measure)
    high += (high - low) * _ABOVE / (height - _ABOVE)
    ticks, decimals = round_values(low, high - (high - low) * _ABOVE / height)
    y = value_axis(which_is_better(measure), (low, high), ticks, decimals)
    layers = [
        day_axis(days, colours),
        *_periods(trial, days, colours, height),
        *(_arm(arm, trial, found, measure, days, colours, y) for arm in ("backward", "forward")),
    ]
    arms = list(means)
    places = spread(
        [height * (high - means[arm]) / (high - low) for arm in arms],
        [LINE_HEIGHT * len(labels[arm]) + 4 for arm in arms],
        height,
    )
    rows = [
        {
            "day": days.words_at,
            "y": round(at - LINE_HEIGHT * (len(labels[arm]) - 1) / 2, 1),
            "words": labels[arm],
        }
        for arm, at in zip(arms, places, strict=True)
    ]
    layers += [
        words_layer([row], colours, name=f"mean {arm}", color=colours.of(arm), fontWeight=600)
        for arm, row in zip(arms, rows, strict=True)
    ]
    return top_level(trial_words(trial, results, measure), width, height, layers, colours)


def trial_words(trial: Trial, results: Sequence[Result], measure: Measure) -> str:
    """What the chart of a trial says, in words.

    Args:
        trial: the design.
        results: of its measure and site, in time order.
        measure: of the trial.
    """
    found = _counted(trial, results)
    parts = [
        _("%(measure)s in a trial of %(count)s periods, from %(first)s to %(last)s.")
        % {
            "measure": named(measure, trial.site),
            "count": len(trial.periods),
            "first": day_words(trial.periods[0].start),
            "last": day_words(trial.periods[-1].end - timedelta(1)),
        }
    ]
    words = {
        "backward": _("Mean of the backward periods with a result: %(value)s."),
        "forward": _("Mean of the forward periods with a result: %(value)s."),
    }
    parts += [words[arm] % {"value": in_unit(mean, measure)} for arm, mean in _means(trial, found).items()]
    empty = sum(not found[one.number] for one in trial.periods if one.pair)
    if empty:
        parts.append(_("Periods without a result: %(count)s.") % {"count": empty})
    return " ".join(parts)


def trial_difference_chart(
    result: TrialResult,
    measure: Measure,
    theme: Theme = "light",
    width: Width = "container",
    room: int | None = None,
) -> dict[str, Any]:
    """The difference between the two ways of walking, with its 95 % interval, against none.

    Args:
        result: of the analysis; with an estimate.
        measure: of the trial.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels.

    Raises:
        ValueError: there is no estimate.
    """
    if result.estimate is None:
        raise ValueError("there is no difference to draw")
    colours = PALETTES[theme]
    low = result.estimate if result.low is None else result.low
    high = result.estimate if result.high is None else result.high
    most = 1.25 * max(abs(low), abs(high), 10**-measure.decimals)
    ticks, decimals = round_values(-most, most)
    sides = _sides(measure, is_narrow(width, room))
    x = {
        "field": "value",
        "type": "quantitative",
        "title": _("backward less forward, %(unit)s") % {"unit": measure.unit},
        "scale": {"domain": [-most, most], "nice": False},
        "axis": {"values": ticks, "format": f".{decimals}f", "grid": False, "aria": False},
    }
    row = {"value": result.estimate, "low": low, "high": high, "zero": 0}
    middle = {"value": DIFFERENCE_HEIGHT - 30}
    words = [
        {
            "data": {"name": f"side {i}", "values": [{"words": text}]},
            "mark": {
                "type": "text",
                "align": ("left", "right")[i],
                "baseline": "top",
                "fontSize": FIGURE_SIZE,
                "lineHeight": LINE_HEIGHT,
                "color": colours.muted,
                "aria": False,
            },
            "encoding": {"x": {"value": (0, "width")[i]}, "y": {"value": 0}, "text": {"field": "words"}},
        }
        for i, text in enumerate(sides)
    ]
    layers = [
        {
            "data": {"name": "none", "values": [row]},
            "mark": {
                "type": "rule",
                "color": colours.muted,
                "strokeDash": [8, 5],
                "strokeWidth": 2,
                "aria": False,
            },
            "encoding": {"x": {**x, "field": "zero"}},
        },
        {
            "data": {"name": "interval", "values": [row]},
            "mark": {"type": "rule", "color": colours.text, "strokeWidth": 4, "aria": False},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": middle},
        },
        {
            "data": {"name": "estimate", "values": [{**row, "says": difference_words(result, measure)}]},
            "mark": {"type": "point", "filled": True, "size": 220, "fill": colours.text, "opacity": 1},
            "encoding": {
                "x": x,
                "y": middle,
                "tooltip": {"field": "says"},
                "description": {"field": "says"},
            },
        },
        *words,
    ]
    return top_level(difference_words(result, measure), width, DIFFERENCE_HEIGHT, layers, colours)


def difference_words(result: TrialResult, measure: Measure) -> str:
    """What the chart of the difference says, in words.

    Args:
        result: of the analysis.
        measure: of the trial.
    """
    if result.estimate is None:
        return result.sentence
    figures = _("Backward less forward: %(estimate)s.") % {"estimate": _signed(result.estimate, measure)}
    if result.low is not None and result.high is not None:
        figures = _("Backward less forward: %(estimate)s, 95 %% interval %(low)s to %(high)s.") % {
            "estimate": _signed(result.estimate, measure),
            "low": _signed(result.low, measure),
            "high": _signed(result.high, measure),
        }
    return f"{figures} {result.sentence}"


def _counted(trial: Trial, results: Sequence[Result]) -> dict[int, tuple[Result, ...]]:
    """What each period counts, by its number."""
    found = counted(trial, results)
    return {
        period.number: tuple(one for one in found if period.start <= one.taken_on < period.end)
        for period in trial.periods
    }


def _signed(value: float, measure: Measure) -> str:
    return ("−" if value < 0 else "+") + difference_in_unit(value, measure)


def _sides(measure: Measure, narrow: bool) -> tuple[str | list[str], ...]:
    """What lies left and right of no difference; nothing where better and worse are not for us to say."""
    words = {"lower": (_("backward was better"), _("forward was better"))}
    words["higher"] = words["lower"][::-1]
    return tuple(one.split() if narrow else one for one in words.get(measure.better, ()))


def _means(trial: Trial, found: dict[int, tuple[Result, ...]]) -> dict[Arm, float]:
    """The mean over the periods of an arm of each one's mean; an arm without a result is not in it."""
    of_arms: dict[Arm, float] = {}
    arms: tuple[Arm, ...] = ("backward", "forward")
    for arm in arms:
        means = [
            fmean(one.value for one in found[period.number])
            for period in trial.periods
            if period.arm == arm and period.pair and found[period.number]
        ]
        if means:
            of_arms[arm] = fmean(means)
    return of_arms


def _label(arm: Arm, value: float, measure: Measure, narrow: bool) -> list[str]:
    words = {"backward": _("backward"), "forward": _("forward")}[arm]
    return [words, in_unit(value, measure)] if narrow else [f"{words} {in_unit(value, measure)}"]


def _range(values: Sequence[float], measure: Measure) -> tuple[float, float]:
    if measure.unit == "0–10" or not values:
        low, high = measure.usual
        around = 0.04 * (high - low)
    else:
        low, high = min(values), max(values)
        around = 0.15 * (high - low) or max(abs(high) * 0.2, 10**-measure.decimals * 5)
    return low - around, high + around


def _periods(trial: Trial, days: Days, colours: Palette, height: int) -> list[dict[str, Any]]:
    words = {"backward": _("Backward"), "forward": _("Forward")}
    short = {"backward": _("B"), "forward": _("F")}
    whole = all(
        (one.end - one.start).days * days.pixels >= len(words[one.arm]) * _LETTER + 6 for one in trial.periods
    )
    layers: list[dict[str, Any]] = []
    for arm in ("backward", "forward"):
        rows = [
            {
                "from": days.at(one.start) + one.wash_in_days,
                "to": days.at(one.end),
                "middle": (days.at(one.start) + days.at(one.end)) / 2,
                "words": (words if whole else short)[arm],
                "top": 0,
                "bottom": height,
                "y": _ABOVE / 2,
            }
            for one in trial.periods
            if one.arm == arm
        ]
        layers += [
            {
                "data": {"name": f"periods {arm}", "values": rows},
                "mark": {"type": "rect", "fill": colours.of(arm), "fillOpacity": 0.1, "aria": False},
                "encoding": {
                    "x": at_day("from"),
                    "x2": {"field": "to"},
                    "y": {"field": "top", "type": "quantitative", "scale": None, "axis": None},
                    "y2": {"field": "bottom"},
                },
            },
            {
                "data": {"name": f"names {arm}", "values": rows},
                "mark": {
                    "type": "text",
                    "baseline": "middle",
                    "color": colours.of(arm),
                    "fontWeight": 600,
                    "fontSize": FIGURE_SIZE,
                    "aria": False,
                },
                "encoding": {
                    "x": at_day("middle"),
                    "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
                    "text": {"field": "words"},
                },
            },
        ]
    return layers


def _arm(
    arm: Arm,
    trial: Trial,
    found: dict[int, tuple[Result, ...]],
    measure: Measure,
    days: Days,
    colours: Palette,
    y: dict[str, Any],
) -> dict[str, Any]:
    """Points of one arm and the mean of each of its periods."""
    periods = [one for one in trial.periods if one.arm == arm]
    points = [
        {
            "day": days.at(one.taken_on) + 0.5,
            "value": one.value,
            "says": f"{day_words(one.taken_on)}: {in_unit(one.value, measure)}",
        }
        for period in periods
        for one in found[period.number]
    ]
    means = [
        {
            "from": days.at(period.start) + period.wash_in_days,
            "to": days.at(period.end),
            "value": fmean(one.value for one in found[period.number]),
        }
        for period in periods
        if found[period.number]
    ]
    colour = colours.of(arm)
    return {
        "layer": [
            {
                "data": {"name": f"means {arm}", "values": means},
                "mark": {"type": "rule", "color": colour, "strokeWidth": 3, "aria": False},
                "encoding": {"x": at_day("from"), "x2": {"field": "to"}, "y": y},
            },
            {
                "data": {"name": f"results {arm}", "values": points},
                "mark": {
                    "type": "point",
                    "shape": "circle",
                    "filled": True,
                    "size": 100,
                    "fill": colour if arm == "backward" else colours.ground,
                    "stroke": colour,
                    "strokeWidth": 2,
                    "opacity": 1,
                },
                "encoding": {
                    "x": at_day(),
                    "y": y,
                    "tooltip": {"field": "says"},
                    "description": {"field": "says"},
                },
            },
        ]
    }
