"""Weeks side by side: active minutes towards their goal, and sessions walked of those asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from retrowalk.dates import day_words
from retrowalk.energy import Band
from retrowalk.language import _
from retrowalk.reports.outcome_charts.parts import (
    LINE_HEIGHT,
    Days,
    Width,
    at_day,
    day_axis,
    gutter_of,
    is_narrow,
    key,
    plot_width,
    round_values,
    top_level,
    value_axis,
    words_layer,
)
from retrowalk.reports.palette import PALETTES, Theme

HEIGHT = 200
_CELL = 22  # pixels of a session
_ABOVE = 30  # pixels above the sessions, for what they mean


class MinutesOfWeek(Protocol):
    """A week of moderate activity."""

    @property
    def start(self) -> date: ...
    @property
    def moderate_minutes(self) -> Band: ...


class SessionsOfWeek(Protocol):
    """A week of a programme."""

    @property
    def start(self) -> date: ...
    @property
    def asked(self) -> int: ...
    @property
    def done(self) -> int: ...


def active_weeks_chart(
    weeks: Sequence[MinutesOfWeek],
    goal_min: float = 150,
    theme: Theme = "light",
    width: Width = "container",
    room: int | None = None,
    height: int = HEIGHT,
) -> dict[str, Any]:
    """Moderate minutes of each week towards their goal: dark what they surely were, light what they may have been.

    Args:
        weeks: in time order; at least one.
        goal_min: minutes a week.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels.
        height: of the plot in pixels.

    Raises:
        ValueError: there is no week.
    """
    colours = PALETTES[theme]
    goal = (
        [_("goal"), _("%(minutes)s min") % {"minutes": f"{goal_min:.0f}"}]
        if is_narrow(width, room)
        else [_("goal %(minutes)s min") % {"minutes": f"{goal_min:.0f}"}]
    )
    days = _days(weeks, width, room, gutter_of([goal]))
    most = max(goal_min, *(one.moderate_minutes.high for one in weeks))
    top = most * height / (height - _ABOVE)
    ticks, decimals = round_values(0, most, 3)
    y = value_axis("", (0, top), ticks, decimals)
    rows = [
        {
            **_span(one.start, days),
            "zero": 0,
            "low": one.moderate_minutes.low,
            "high": one.moderate_minutes.high,
            "says": _("Week of %(day)s: %(low)s to %(high)s minutes")
            % {
                "day": day_words(one.start),
                "low": f"{one.moderate_minutes.low:.0f}",
                "high": f"{one.moderate_minutes.high:.0f}",
            },
        }
        for one in weeks
    ]
    across = {"from": days.domain[0], "to": days.words_at - days.margin / 2, "value": goal_min}
    goal_y = height * (1 - goal_min / top) - LINE_HEIGHT * (len(goal) - 1) / 2
    layers: list[dict[str, Any]] = [
        day_axis(days, colours),
        {
            "data": {"name": "perhaps", "values": rows},
            "mark": {"type": "rect", "fill": colours.still},
            "encoding": {
                "x": at_day("from"),
                "x2": {"field": "to"},
                "y": {**y, "field": "zero"},
                "y2": {"field": "high"},
                "tooltip": {"field": "says"},
                "description": {"field": "says"},
            },
        },
        {
            "data": {"name": "surely", "values": rows},
            "mark": {"type": "rect", "fill": colours.unknown, "aria": False},
            "encoding": {
                "x": at_day("from"),
                "x2": {"field": "to"},
                "y": {**y, "field": "zero"},
                "y2": {"field": "low"},
            },
        },
        {
            "data": {"name": "goal", "values": [across]},
            "mark": {
                "type": "rule",
                "color": colours.text,
                "strokeWidth": 2,
                "strokeDash": [8, 5],
                "aria": False,
            },
            "encoding": {"x": at_day("from"), "x2": {"field": "to"}, "y": y},
        },
        words_layer(
            [{"day": days.words_at, "y": round(goal_y, 1), "words": goal}], colours, color=colours.muted
        ),
        *key([(_("surely"), colours.unknown), (_("perhaps"), colours.still)], colours.unknown, colours),
    ]
    return top_level(active_weeks_words(weeks, goal_min), width, height, layers, colours)


def active_weeks_words(weeks: Sequence[MinutesOfWeek], goal_min: float = 150) -> str:
    """What the chart of active minutes says, in words.

    Args:
        weeks: in time order; at least one.
        goal_min: minutes a week.
    """
    last = weeks[-1].moderate_minutes
    surely = sum(one.moderate_minutes.low >= goal_min for one in weeks)
    perhaps = sum(one.moderate_minutes.high >= goal_min > one.moderate_minutes.low for one in weeks)
    parts = [
        _("Minutes of moderate activity in each of %(count)s weeks, each with the range it can lie in.")
        % {"count": len(weeks)},
        _("Last week shown: %(low)s to %(high)s minutes.")
        % {"low": f"{last.low:.0f}", "high": f"{last.high:.0f}"},
        _("Weeks that reached %(goal)s minutes: %(count)s.") % {"goal": f"{goal_min:.0f}", "count": surely},
    ]
    if perhaps:
        parts.append(_("Weeks that may have: %(count)s.") % {"count": perhaps})
    return " ".join(parts)


def adherence_chart(
    weeks: Sequence[SessionsOfWeek],
    theme: Theme = "light",
    width: Width = "container",
    room: int | None = None,
) -> dict[str, Any]:
    """A square for each session of each week: full where it was walked, empty where it was asked for and not.

    Args:
        weeks: in time order; at least one.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels.

    Raises:
        ValueError: there is no week.
    """
    colours = PALETTES[theme]
    days = _days(weeks, width, room, 0)
    most = max(1, *(max(one.asked, one.done) for one in weeks))
    height = _ABOVE + _CELL * most
    rows = [
        {
            **_span(one.start, days),
            "top": height - _CELL * (i + 1) + 3,
            "bottom": height - _CELL * i - 1,
            "walked": i < one.done,
            "says": _("Week of %(day)s: %(done)s of %(asked)s sessions")
            % {"day": day_words(one.start), "done": one.done, "asked": one.asked},
        }
        for one in weeks
        for i in range(max(one.asked, one.done))
    ]
    layers = [
        day_axis(days, colours),
        {
            "data": {"name": "sessions", "values": rows},
            "mark": {"type": "rect", "stroke": colours.unknown, "strokeWidth": 1.5},
            "encoding": {
                "x": at_day("from"),
                "x2": {"field": "to"},
                "y": {"field": "top", "type": "quantitative", "scale": None, "axis": None},
                "y2": {"field": "bottom"},
                "fill": {
                    "condition": {"test": "datum.walked", "value": colours.unknown},
                    "value": colours.ground,
                },
                "tooltip": {"field": "says"},
                "description": {"field": "says"},
            },
        },
        *key(
            [(_("walked"), colours.unknown), (_("asked for, not walked"), colours.ground)],
            colours.unknown,
            colours,
        ),
    ]
    return top_level(adherence_words(weeks), width, height, layers, colours)


def adherence_words(weeks: Sequence[SessionsOfWeek]) -> str:
    """What the chart of sessions says, in words.

    Args:
        weeks: in time order; at least one.
    """
    return _("Sessions in each of %(count)s weeks: %(done)s walked of %(asked)s asked for.") % {
        "count": len(weeks),
        "done": sum(one.done for one in weeks),
        "asked": sum(one.asked for one in weeks),
    }


def _days(
    weeks: Sequence[MinutesOfWeek] | Sequence[SessionsOfWeek], width: Width, room: int | None, gutter: int
) -> Days:
    if not weeks:
        raise ValueError("a chart needs at least one week")
    return Days(weeks[0].start, weeks[-1].start + timedelta(7), plot_width(width, room), gutter)


def _span(start: date, days: Days) -> dict[str, float]:
    at = days.at(start)
    return {"from": at + 0.6, "to": at + 6.4, "middle": at + 3.5}
