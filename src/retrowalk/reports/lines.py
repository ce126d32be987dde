"""Thin lines above a timeline: what was asked, what a second person saw. Each has its own words, and is no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retrowalk.language import _
from retrowalk.reports.palette import Palette

HEIGHT = 42  # of one line with its words
TITLE = 22  # room for what stands between the last of them and the signal
_WORDS, _TOP, _BAR = 15, 22, 6  # baseline of the words; the line itself, forward above, backward below

Span = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One of them.

    Attributes:
        words: what it is, at its left.
        spans: (start_s, end_s, direction); a direction that is neither forward nor backward is drawn in between.
    """

    words: str
    spans: tuple[Span, ...]


def height_of(lines: Sequence[Line]) -> int:
    """Pixels that they take above the signal.

    Args:
        lines: from the top.
    """
    return HEIGHT * len(lines) + TITLE if lines else 0


def layers(lines: Sequence[Line], colours: Palette) -> list[dict[str, Any]]:
    """Their layers of the chart.

    Args:
        lines: from the top.
        colours: of the chart.
    """
    return [layer for row, line in enumerate(lines) for layer in _line(line, HEIGHT * row, colours)]


def _line(line: Line, top: int, colours: Palette) -> list[dict[str, Any]]:
    names = {"forward": _("Forward"), "backward": _("Backward")}
    drawn = {
        "forward": (_TOP, colours.forward),
        "backward": (_TOP + _BAR + 2, colours.backward),
        "other": (_TOP + _BAR // 2 + 1, colours.still),
    }
    found: list[dict[str, Any]] = [
        {
            "data": {"name": f"words of {line.words}", "values": [{"label": line.words}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "alphabetic",
                "fontSize": 16,
                "aria": False,
            },
            "encoding": {
                "x": {"value": 0},
                "y": {"value": top + _WORDS},
                "text": {"field": "label"},
                "color": {"value": colours.muted},
            },
        }
    ]
    for direction, (y, colour) in drawn.items():
        rows = [
            {
                "start": start,
                "end": end,
                "says": f"{line.words}: {names[direction]}" if direction in names else "",
            }
            for start, end, which in line.spans
            if (which if which in names else "other") == direction
        ]
        if rows:
            found.append(
                {
                    "data": {"name": f"{line.words}, {direction}", "values": rows},
                    "mark": {"type": "rect", "aria": False},
                    "encoding": {
                        "x": {"field": "start", "type": "quantitative"},
                        "x2": {"field": "end"},
                        "y": {"value": top + y},
                        "y2": {"value": top + y + _BAR},
                        "color": {"value": colour},
                        **({"tooltip": {"field": "says"}} if direction in names else {}),
                    },
                }
            )
    return found
