"""One measure over time: where it began, what is error, what would matter, and where it is now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from retrowalk.dates import day_words
from retrowalk.language import _
from retrowalk.outcomes import Change, Measure, Result
from retrowalk.outcomes.counting import counted
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

HEIGHT = 260
_ALONE = 50  # pixels for results of one day
_CROWD = 40  # with more points than this they are small, and trials are left out


def outcome_chart(
    results: Sequence[Result],
    change: Change,
    measure: Measure,
    theme: Theme = "light",
    width: Width = "container",
    room: int | None = None,
    height: int = HEIGHT,
) -> dict[str, Any]:
    """A measure's results over time, as a Vega-Lite definition.

    A band around the start is measurement error: inside it nothing can be said. What does not count, such as practice,
    is drawn hollow.

    Args:
        results: of this measure and site, in time order; at least one.
        change: what became of it.
        measure: which.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels.
        height: of the plot in pixels.

    Raises:
        ValueError: there is no result.
    """
    if not results:
        raise ValueError("a chart needs at least one result")
    colours = PALETTES[theme]
    marks = _marks(results, change, measure, is_narrow(width, room))
    first, last = results[0].taken_on, max(one.taken_on for one in results)
    plot = plot_width(width, room)
    gutter = gutter_of([words for _value, words, _strong in marks])
    # A single day stands at the left, its words beside it.
    days = Days(first, last, plot, gutter if last > first else plot - _ALONE)
    low, high = _range(results, change, measure)
    ticks, decimals = round_values(low, high)

    def pixel(value: float) -> float:
        return height * (high - value) / (high - low)

    y = value_axis(which_is_better(measure), (low, high), ticks, decimals)
    return top_level(
        outcome_words(results, change, measure),
        width,
        height,
        [
            day_axis(days, colours),
            *_error(change, measure, days, colours, y),
            *_lines(change, measure, days, colours, y),
            *_points(results, change, measure, days, colours, y),
            *_not_counted(results, change, measure, days, pixel, colours),
            *_labels(marks, days, pixel, height, colours),
        ],
        colours,
    )


def outcome_words(results: Sequence[Result], change: Change, measure: Measure) -> str:
    """What the chart says, in words: for who does not see it.

    Args:
        results: of this measure and site, in time order.
        change: what became of it.
        measure: which.
    """
    practice = sum(not counts for counts in _counting(results, change, measure))
    parts = [_("%(measure)s over time.") % {"measure": named(measure, change.site)}]
    if len(results) == 1:
        parts.append(_("One result, of %(day)s.") % {"day": day_words(results[0].taken_on)})
    else:
        parts.append(
            _("%(count)s results, from %(first)s to %(last)s.")
            % {
                "count": len(results),
                "first": day_words(results[0].taken_on),
                "last": day_words(results[-1].taken_on),
            }
        )
    if practice:
        parts.append(_("Practice, or not counted for another reason: %(count)s.") % {"count": practice})
    if change.baseline is not None and change.now is not None:
        parts.append(
            _("At the start %(baseline)s, now %(now)s.")
            % {"baseline": in_unit(change.baseline, measure), "now": in_unit(change.now, measure)}
        )
    if change.baseline is not None and change.error.mdc is not None:
        parts.append(
            _("A shaded band shows measurement error: %(error)s to either side of the start.")
            % {"error": difference_in_unit(change.error.mdc, measure)}
        )
    matters = matters_at(change, measure)
    if matters is not None:
        parts.append(
            _("A dotted line shows what matters to people: %(value)s.") % {"value": in_unit(matters, measure)}
        )
    parts.append(change.sentence)
    return " ".join(parts)


def matters_at(change: Change, measure: Measure) -> float | None:
    """The value from which on a change for the better matters to people; None where nobody knows.

    Args:
        change: with its start.
        measure: which says what is better.
    """
    if change.baseline is None or change.matters.least is None or measure.better == "neither":
        return None
    value = change.baseline + change.matters.least * (1 if measure.better == "higher" else -1)
    return value if measure.possible[0] <= value <= measure.possible[1] else None


def error_band(change: Change, measure: Measure) -> tuple[float, float] | None:
    """Within these values nothing changed that can be told from error; None where the error is not known.

    Args:
        change: with its start.
        measure: which says what is possible.
    """
    if change.baseline is None or change.error.mdc is None:
        return None
    least, most = measure.possible
    return max(least, change.baseline - change.error.mdc), min(most, change.baseline + change.error.mdc)


def _marks(
    results: Sequence[Result], change: Change, measure: Measure, narrow: bool
) -> list[tuple[float, list[str], bool]]:
    """What is named in the gutter: its value, its words, and whether it stands out."""
    marks: list[tuple[float, list[str], bool]] = []
    if change.now is not None:
        marks.append((change.now, _label(_("now"), in_unit(change.now, measure), narrow), True))
    elif len(results) == 1:
        marks.append((results[0].value, [in_unit(results[0].value, measure)], True))
    if change.baseline is not None:
        marks.append((change.baseline, _label(_("start"), in_unit(change.baseline, measure), narrow), False))
    band, matters = error_band(change, measure), matters_at(change, measure)
    if band is not None and change.baseline is not None and change.error.mdc is not None:
        words = {
            "lower": (_("better below"), _("worse above")),
            "higher": (_("worse below"), _("better above")),
            "neither": (_("less below"), _("more above")),
        }[measure.better]
        for word, value, inside in (
            (words[0], band[0], change.baseline - change.error.mdc >= measure.possible[0]),
            (words[1], band[1], change.baseline + change.error.mdc <= measure.possible[1]),
        ):
            if inside:
                marks.append((value, _label(word, in_unit(value, measure), narrow), False))
    if matters is not None:
        marks.append((matters, _label(_("matters from"), in_unit(matters, measure), narrow), False))
    return marks


def _label(word: str, value: str, narrow: bool) -> list[str]:
    return [word, value] if narrow else [f"{word} {value}"]


def _range(results: Sequence[Result], change: Change, measure: Measure) -> tuple[float, float]:
    if measure.unit == "0–10":
        return -0.4, 10.4
    values = [one for result in results for one in (result.value, *result.trials)]
    values += [one for one in (change.baseline, matters_at(change, measure)) if one is not None]
    values += error_band(change, measure) or ()
    low, high = min(values), max(values)
    around = 0.1 * (high - low) or max(abs(high) * 0.2, 10**-measure.decimals * 5)
    return low - around, high + around


def _error(
    change: Change, measure: Measure, days: Days, colours: Palette, y: dict[str, Any]
) -> list[dict[str, Any]]:
    band = error_band(change, measure)
    if band is None:
        return []
    across = {"from": days.domain[0], "to": days.words_at - days.margin / 2}
    return [
        {
            "data": {"name": "error", "values": [{**across, "value": band[0], "high": band[1]}]},
            "mark": {
                "type": "rect",
                "fill": colours.still,
                "fillOpacity": 0.28,
                "aria": False,
                "tooltip": _("within measurement error"),
            },
            "encoding": {"x": at_day("from"), "x2": {"field": "to"}, "y": y, "y2": {"field": "high"}},
        },
        _across("edges", band, days, y, {"color": colours.unknown, "strokeWidth": 1}),
    ]


def _lines(
    change: Change, measure: Measure, days: Days, colours: Palette, y: dict[str, Any]
) -> list[dict[str, Any]]:
    lines = []
    if change.baseline is not None:
        lines.append(
            _across(
                "start",
                [change.baseline],
                days,
                y,
                {"color": colours.muted, "strokeDash": [8, 5], "strokeWidth": 2},
            )
        )
    matters = matters_at(change, measure)
    if matters is not None:
        lines.append(
            _across(
                "matters", [matters], days, y, {"color": colours.text, "strokeDash": [2, 4], "strokeWidth": 2}
            )
        )
    return lines


def _across(
    name: str, values: Sequence[float], days: Days, y: dict[str, Any], mark: dict[str, Any]
) -> dict[str, Any]:
    across = {"from": days.domain[0], "to": days.words_at - days.margin / 2}
    return {
        "data": {"name": name, "values": [{**across, "value": one} for one in values]},
        "mark": {"type": "rule", "aria": False, **mark},
        "encoding": {"x": at_day("from"), "x2": {"field": "to"}, "y": y},
    }


def _points(
    results: Sequence[Result],
    change: Change,
    measure: Measure,
    days: Days,
    colours: Palette,
    y: dict[str, Any],
) -> list[dict[str, Any]]:
    colour = colour_of(measure, colours)
    crowded = len(results) > _CROWD
    rows: list[dict[str, Any]] = [
        {
            "day": days.at(one.taken_on),
            "value": one.value,
            "counts": counts,
            "low": min((one.value, *one.trials)),
            "high": max((one.value, *one.trials)),
            "says": _says(one, measure, counts),
        }
        for one, counts in zip(results, _counting(results, change, measure), strict=True)
    ]
    hollow = {"test": "!datum.counts", "value": colours.ground}
    layers = [
        {
            "data": {"name": "course", "values": [row for row in rows if row["counts"]]},
            "mark": {"type": "line", "color": colour, "strokeWidth": 1.5, "opacity": 0.7, "aria": False},
            "encoding": {"x": at_day(), "y": y},
        },
        {
            "data": {"name": "results", "values": rows},
            "mark": {
                "type": "point",
                "shape": "circle",
                "filled": True,
                "size": 40 if crowded else 110,
                "strokeWidth": 2,
                "stroke": colour,
                "opacity": 1,
            },
            "encoding": {
                "x": at_day(),
                "y": y,
                "fill": {"condition": hollow, "value": colour},
                "tooltip": {"field": "says"},
                "description": {"field": "says"},
            },
        },
    ]
    if not crowded and any(row["low"] < row["high"] for row in rows):
        layers.insert(
            1,
            {
                "data": {"name": "trials", "values": rows},
                "mark": {"type": "rule", "color": colour, "strokeWidth": 1.5, "aria": False},
                "encoding": {"x": at_day(), "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
        )
    return layers


def _not_counted(
    results: Sequence[Result],
    change: Change,
    measure: Measure,
    days: Days,
    pixel: Callable[[float], float],
    colours: Palette,
) -> list[dict[str, Any]]:
    """The first hollow point is named; the others are like it."""
    hollow = [
        one for one, counts in zip(results, _counting(results, change, measure), strict=True) if not counts
    ]
    if not hollow or len(results) > _CROWD:
        return []
    words = _("practice") if hollow[0].practice or measure.practice else _("not counted")
    row: dict[str, Any] = {
        "day": days.at(hollow[0].taken_on),
        "y": round(pixel(hollow[0].value), 1),
        "words": words,
    }
    # Beside the point where there is room before the next one, else above it.
    later = [days.at(one.taken_on) for one in results if one.taken_on > hollow[0].taken_on]
    room = (min(later, default=days.words_at) - row["day"]) * days.pixels
    beside = room > gutter_of([[words]]) + 12
    place = {"dx": 12} if beside else {"dx": -6, "dy": -17}
    return [words_layer([row], colours, name="practice", fontSize=FIGURE_SIZE, color=colours.muted, **place)]


def _counting(results: Sequence[Result], change: Change, measure: Measure) -> list[bool]:
    """Which of them count."""
    days = {one.id for one in counted(results, measure, change.site).days}
    return [one.id in days for one in results]


def _says(result: Result, measure: Measure, counts: bool) -> str:
    words = f"{day_words(result.taken_on)}: {in_unit(result.value, measure)}"
    return words if counts else _("%(words)s, not counted") % {"words": words}


def colour_of(measure: Measure, colours: Palette) -> str:
    """The accent of the direction a measure is about; that of words where it is about neither.

    Args:
        measure: which.
        colours: of the chart.
    """
    for direction in ("backward", "forward"):
        if direction in measure.id:
            return colours.of(direction)
    return colours.text


def _labels(
    marks: Sequence[tuple[float, list[str], bool]],
    days: Days,
    pixel: Callable[[float], float],
    height: int,
    colours: Palette,
) -> list[dict[str, Any]]:
    places = spread(
        [pixel(value) for value, _words, _strong in marks],
        [LINE_HEIGHT * len(words) + 4 for _value, words, _strong in marks],
        height + LINE_HEIGHT,
    )
    layers = []
    for strong in (False, True):
        rows = [
            # Of several lines the first is where it stands; we speak of the middle of all.
            {"day": days.words_at, "y": round(place - LINE_HEIGHT * (len(words) - 1) / 2, 1), "words": words}
            for (_value, words, bold), place in zip(marks, places, strict=True)
            if bold is strong
        ]
        if rows:
            layers.append(
                words_layer(
                    rows,
                    colours,
                    name="now" if strong else "names",
                    fontWeight=700 if strong else 400,
                    color=colours.text if strong else colours.muted,
                )
            )
    return layers
