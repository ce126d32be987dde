"""What the charts of outcomes have in common: days along the bottom, words at the right, one look.

Days are numbers from the chart's first day, as a browser would move instants into its own time zone. Lines and points
are named where they end, in a gutter that belongs to the plot: so no key is needed, and nothing depends on colour.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from retrowalk.dates import short_day, short_months
from retrowalk.language import _
from retrowalk.outcomes import Measure
from retrowalk.outcomes.words import amount, step
from retrowalk.reports.palette import Palette
from retrowalk.reports.timeline import FIGURE_SIZE, NARROW, PHONE, SCHEMA, chart_config

Width = int | Literal["container"]

LINE_HEIGHT = 20  # pixels of a line of words
_LETTER = 9.4  # pixels of a letter, on the average, at the size of words
_SMALL_LETTER = 8.2  # and at the size of figures
_TICKS_DAYS = (1, 2, 7, 14, 28)
_MONTHS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Days:
    """The way from days to pixels.

    Attributes:
        first: day that is 0.
        last: the last day with something in it.
        plot: pixels of the plot, the gutter with them.
        gutter: pixels at its right that are kept for words.
    """

    first: date
    last: date
    plot: int
    gutter: int

    @property
    def end(self) -> float:
        """The last day of the data, as a number; at least one."""
        return float(max(1, (self.last - self.first).days))

    @property
    def margin(self) -> float:
        """Days that are kept free before the first and after the last."""
        return self.end * 10 / max(40, self.plot - self.gutter)

    @property
    def domain(self) -> list[float]:
        """From the first to the end of the gutter."""
        data = self.end + 2 * self.margin
        return [-self.margin, self.end + self.margin + data * self.gutter / max(40, self.plot - self.gutter)]

    @property
    def words_at(self) -> float:
        """Where the words begin."""
        return self.end + 2 * self.margin

    @property
    def pixels(self) -> float:
        """Of one day."""
        return max(40, self.plot - self.gutter) / self.end

    def at(self, day: date) -> int:
        """The number of a day."""
        return (day - self.first).days


def plot_width(width: Width, room: int | None) -> int:
    """Pixels the plot has, the axis at its left taken off where it follows a page."""
    return max(120, (room or PHONE) - 60) if width == "container" else width


def is_narrow(width: Width, room: int | None) -> bool:
    """Whether words must be short."""
    return ((room or PHONE) if width == "container" else width) < NARROW


def gutter_of(labels: Iterable[Sequence[str]]) -> int:
    """Pixels that the widest of these labels takes."""
    return round(max((len(line) for label in labels for line in label), default=0) * _LETTER) + 8


def day_axis(days: Days, colours: Palette) -> dict[str, Any]:
    """The layer with the axis of days and its grid lines."""
    ticks = _ticks(days)
    labels = " : ".join(
        [f"datum.value == {at} ? {json.dumps(label, ensure_ascii=False)}" for at, label in ticks] + ["''"]
    )
    return {
        "data": {"name": "ticks", "values": [{"day": at} for at, _label in ticks]},
        "mark": {"type": "rule", "color": colours.line, "aria": False},
        "encoding": {
            "x": {
                "field": "day",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": days.domain, "nice": False, "zero": False},
                "axis": {
                    "values": [at for at, _label in ticks],
                    "labelExpr": labels,
                    "labelOverlap": False,
                    "grid": False,
                    "aria": False,
                },
            }
        },
    }


def at_day(field: str = "day") -> dict[str, Any]:
    """The horizontal place of a layer."""
    return {"field": field, "type": "quantitative"}


def value_axis(
    title: str, domain: tuple[float, float], values: Sequence[float], decimals: int
) -> dict[str, Any]:
    """The vertical place of a layer of values, its title above it."""
    return {
        "field": "value",
        "type": "quantitative",
        "title": title,
        "scale": {"domain": list(domain), "nice": False, "zero": False},
        "axis": {
            "values": list(values),
            "format": f".{decimals}f",
            "grid": False,
            "aria": False,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": -30,
            "titleY": -14,
        },
    }


def round_values(low: float, high: float, wanted: int = 5) -> tuple[list[float], int]:
    """Round numbers within a range, and the decimals they need."""
    if high <= low:
        return [low], 0
    step, decimals = 10.0**9, 0
    for power in range(-3, 7):
        for times in (1, 2, 5):
            if (high - low) / (times * 10.0**power) <= wanted + 1:
                step, decimals = times * 10.0**power, max(0, -power)
                first = -int(-low // step) if low % step else int(low // step)
                found = [round((first + i) * step, decimals) for i in range(wanted + 3)]
                return [one for one in found if low <= one <= high], decimals
    return [low, high], decimals


def spread(wanted: Sequence[float], heights: Sequence[float], bottom: float) -> list[float]:
    """Middles of labels that do not overlap, each as near to its line as can be.

    Args:
        wanted: pixels from the top, in any order.
        heights: of the labels.
        bottom: pixels from the top that none may pass.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    edge = 0.0
    for i in order:
        placed[i] = max(placed[i], edge + heights[i] / 2)
        edge = placed[i] + heights[i] / 2
    edge = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], edge - heights[i] / 2)
        edge = placed[i] - heights[i] / 2
    return placed


def key(shown: Sequence[tuple[str, str]], stroke: str, colours: Palette) -> list[dict[str, Any]]:
    """Squares with what they stand for, side by side above a plot.

    Args:
        shown: words and the colour of each.
        stroke: around the squares.
        colours: of the chart.
    """
    layers: list[dict[str, Any]] = []
    x = 0.0
    for words, fill in shown:
        layers += [
            {
                "data": {"name": f"square of {words}", "values": [{}]},
                "mark": {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1.5, "aria": False},
                "encoding": {
                    "x": {"value": x},
                    "x2": {"value": x + 14},
                    "y": {"value": 0},
                    "y2": {"value": 14},
                },
            },
            {
                "data": {"name": f"words of {words}", "values": [{"words": words}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "fontSize": FIGURE_SIZE,
                    "color": colours.muted,
                    "aria": False,
                },
                "encoding": {"x": {"value": x + 21}, "y": {"value": 8}, "text": {"field": "words"}},
            },
        ]
        x += 21 + len(words) * _SMALL_LETTER + 18
    return layers


def words_layer(rows: Sequence[dict[str, Any]], colours: Palette, **mark: Any) -> dict[str, Any]:
    """Words at places given in the data: ``day`` and, in pixels from the top, ``y``; not read aloud."""
    return {
        "data": {"name": mark.pop("name", "words"), "values": list(rows)},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "lineHeight": LINE_HEIGHT,
            "color": colours.text,
            "aria": False,
            **mark,
        },
        "encoding": {
            "x": at_day(),
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "words"},
        },
    }


def in_unit(value: float, measure: Measure) -> str:
    """A value as a person reads it, on one line: ``4.20 s``, ``3 of 10``.

    Args:
        value: in the measure's unit.
        measure: what it is of.
    """
    return amount(measure, value).replace(" ", "\u00a0")


def difference_in_unit(value: float, measure: Measure) -> str:
    """A difference as a person reads it, on one line and without its sign: ``1.10 s``, ``2 points``.

    Args:
        value: in the measure's unit.
        measure: what it is of.
    """
    return step(measure, value).replace(" ", "\u00a0")


def which_is_better(measure: Measure) -> str:
    """The unit, and which way is better, to stand above an axis."""
    unit = measure.unit
    if measure.better == "lower":
        return _("%(unit)s, lower is better") % {"unit": unit}
    if measure.better == "higher":
        return _("%(unit)s, higher is better") % {"unit": unit}
    return unit


def top_level(
    description: str, width: Width, height: int, layers: Sequence[dict[str, Any]], colours: Palette
) -> dict[str, Any]:
    """The whole definition."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": width,
        "height": height,
        "background": colours.ground,
        "padding": 4,
        "autosize": {"type": "fit-x" if width == "container" else "pad", "contains": "padding"},
        "layer": list(layers),
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
        "config": chart_config(colours),
    }


def _ticks(days: Days) -> list[tuple[int, str | list[str]]]:
    """Days with their labels, no closer than words need: single days, else the beginnings of months."""
    if days.last == days.first:
        return [(0, short_day(days.first))]
    pixels = days.pixels
    for every in _TICKS_DAYS:
        if every * pixels >= 64 and days.end <= 84:
            return [(at, short_day(days.first + timedelta(at))) for at in range(0, int(days.end) + 1, every)]
    for months in _MONTHS:
        if months * 30.4 * pixels >= 36:
            break
    shown = [
        first
        for month in range(days.first.year * 12 + days.first.month - 1, days.last.year * 12 + days.last.month)
        if month % 12 % months == 0 and (first := date(month // 12, month % 12 + 1, 1)) >= days.first
    ]
    # A year stands under its first month; under the chart's first one only where the next year is not near.
    januaries = [i for i, first in enumerate(shown) if first.month == 1]
    years = {*januaries, *([0] if not januaries or januaries[0] > 1 else [])}
    ticks: list[tuple[int, str | list[str]]] = [
        (
            days.at(first),
            [short_months()[first.month - 1], str(first.year)]
            if i in years
            else short_months()[first.month - 1],
        )
        for i, first in enumerate(shown)
    ]
    return ticks or [(0, short_day(days.first))]
