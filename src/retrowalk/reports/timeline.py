"""The timeline of a walk: one Vega-Lite definition for the page, the SVG and the PNG.

Above, the outline of the signal in the colours of the directions. Below, a lane for each direction with the
bouts in it, named at its left, or above it where the page is narrow: the direction is told by place and word,
the colour only says it again.
Plain Vega-Lite, without a library to build it; drawn in browsers with ``ast: true`` under a strict CSP.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

from retrowalk.language import _
from retrowalk.reports import lines
from retrowalk.reports.contract import BoutRow, WalkDocument
from retrowalk.reports.envelope import Envelope
from retrowalk.reports.palette import PALETTES, Palette, Theme
from retrowalk.reports.sentences import duration_words, walk_summary_sentences

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Drawn to SVG, words are measured in the first of these that is there: all are of one width.
FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
TEXT_SIZE, FIGURE_SIZE = 18, 16  # words, and the figures along the axes
SIGNAL_HEIGHT, BAR_HEIGHT, GAP = 150, 28, 14
PHONE = 320  # what a page is taken to have room for where nothing is said
NARROW = 520  # with less room than this, a lane's name stands above it
BESIDE, ABOVE = 8, 32  # between lanes; with the names of the lanes between them
LABEL_WIDTH = 108  # of "1234 steps"
HOLLOW = "datum.direction === 'unknown'"
TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
CLOCK = (
    "(datum.value >= 3600 ? floor(datum.value / 3600) + ':' : '')"
    " + (datum.value >= 3600 && floor(datum.value / 60) % 60 < 10 ? '0' : '')"
    " + floor(datum.value / 60) % 60 + ':' + (datum.value % 60 < 10 ? '0' : '') + datum.value % 60"
)


def timeline_chart(
    document: Mapping[str, object],
    envelope: Envelope,
    theme: Theme = "light",
    width: int | Literal["container"] = "container",
    room: int = PHONE,
    reference: Sequence[lines.Span] = (),
) -> dict[str, Any]:
    """The timeline as a Vega-Lite definition.

    Args:
        document: a ``retrowalk.walk/1`` object.
        envelope: of the same recording, from ``signal_envelope``.
        theme: colours for a light or a dark ground.
        width: of the plot in pixels, or ``container`` to follow the page.
        room: how wide the chart is in a page it follows, in pixels: what is written must fit there.
        reference: (start_s, end_s, label) that a second person saw.
    """
    walk = cast(WalkDocument, document)
    colours = PALETTES[theme]
    duration_s = max(walk["source"]["duration_s"], envelope["bucket_s"] * len(envelope["low"]))
    lanes = _lanes(walk["bouts"])
    narrow = (room if width == "container" else width) < NARROW
    plot_width = room - (60 if narrow else 140) if width == "container" else width
    between = ABOVE if narrow else BESIDE
    thin = _thin_lines(walk, reference)
    top = lines.height_of(thin)
    return {
        "$schema": SCHEMA,
        "description": " ".join([_("Timeline of the walk."), *walk_summary_sentences(document)]),
        "width": width,
        "height": top + SIGNAL_HEIGHT + GAP + (between + BAR_HEIGHT) * len(lanes),
        "background": colours.ground,
        "padding": 4,
        "autosize": {"type": "fit-x" if width == "container" else "pad", "contains": "padding"},
        "layer": [
            _time_axis(colours, duration_s, plot_width),
            *lines.layers(thin, colours),
            _signal(walk["bouts"], envelope, colours, top),
            _ribbon(walk["bouts"], lanes, colours, duration_s * LABEL_WIDTH / plot_width, between, top),
            *(_names(lanes, colours, top) if narrow else ()),
        ],
        "resolve": {"scale": {"y": "independent", "color": "independent"}, "axis": {"y": "independent"}},
        "config": chart_config(colours),
    }


def _thin_lines(walk: WalkDocument, reference: Sequence[lines.Span]) -> list[lines.Line]:
    asked = tuple((one["start_s"], one["end_s"], one["direction"]) for one in walk.get("asked", []))
    both = (lines.Line(_("asked"), asked), lines.Line(_("seen by a second person"), tuple(reference)))
    return [line for line in both if line.spans]


def _time_axis(colours: Palette, duration_s: float, width: int) -> dict[str, Any]:
    """The axis and its grid lines, which run through signal and lanes alike (an axis' own grid would not:
    it follows one of the two vertical scales)."""
    ticks = _ticks(duration_s, width)
    return {
        "data": {"name": "ticks", "values": [{"t": tick} for tick in ticks]},
        "mark": {"type": "rule", "color": colours.line, "aria": False},
        "encoding": {
            "x": {
                "field": "t",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [0, duration_s], "nice": False},
                "axis": {
                    "values": ticks,
                    "labelExpr": CLOCK,
                    "labelOverlap": True,
                    "grid": False,
                    "aria": False,
                },
            }
        },
    }


def _signal(bouts: list[BoutRow], envelope: Envelope, colours: Palette, top: int) -> dict[str, Any]:
    return {
        "data": {"name": "signal", "values": _outline(bouts, envelope)},
        "mark": {"type": "area", "strokeWidth": 0.8, "strokeJoin": "round", "aria": False},
        "encoding": {
            "x": {"field": "t", "type": "quantitative"},
            "y": {
                "field": "low",
                "type": "quantitative",
                "title": _("movement, m/s²"),
                "scale": {"range": [top + SIGNAL_HEIGHT, top], "zero": False},
                "axis": {
                    "tickCount": 3,
                    "grid": False,
                    "aria": False,
                    "titleAngle": 0,
                    "titleAlign": "left",
                    "titleAnchor": "end",
                    "titleX": 4,
                    "titleY": top - 10,
                },
            },
            "y2": {"field": "high"},
            "detail": {"field": "run", "type": "nominal"},
            "color": _colour("going", colours),
            "stroke": _colour("going", colours),
        },
    }


def _ribbon(
    bouts: list[BoutRow],
    lanes: list[tuple[str, str]],
    colours: Palette,
    labelled_s: float,
    between: int,
    above: int,
) -> dict[str, Any]:
    """A bar for each bout in the lane of its direction; hollow where the direction is not known, and
    labelled where it lasts at least ``labelled_s``. ``between`` pixels above each lane are left free, and ``above``
    above the signal."""
    top = above + SIGNAL_HEIGHT + GAP
    step = between + BAR_HEIGHT
    rows = [
        {
            "start": bout["start_s"],
            "end": bout["end_s"],
            "lane": dict(lanes)[_lane(bout)],
            "direction": bout["direction"],
            "says": _says(bout),
            "label": _("{n} steps").format(n=bout["steps"])
            if bout["end_s"] - bout["start_s"] >= labelled_s
            else "",
        }
        for bout in bouts
    ]
    lane = {
        "field": "lane",
        "type": "nominal",
        "title": None,
        "scale": {
            "type": "band",
            "domain": [label for _name, label in lanes],
            "range": [top + between, top + step * len(lanes)],
            "paddingInner": between / step,
            "paddingOuter": 0,
        },
        "axis": None
        if between == ABOVE
        else {
            "orient": "left",
            "labelFontSize": TEXT_SIZE,
            "domain": False,
            "ticks": False,
            "labelFontWeight": 600,
            "labelPadding": 8,
            "grid": False,
            "aria": False,
        },
    }
    start = {"field": "start", "type": "quantitative"}
    bars = {
        "mark": {"type": "bar", "cornerRadius": 3, "minBandSize": 3},
        "encoding": {
            "x": start,
            "x2": {"field": "end"},
            "y": lane,
            "color": _colour("direction", colours),
            "stroke": _colour("direction", colours),
            "fillOpacity": {"condition": {"test": HOLLOW, "value": 0.15}, "value": 1},
            "tooltip": {"field": "says"},
            "description": {"field": "says"},
        },
    }
    labels = {
        "transform": [
            {"filter": "datum.label !== ''"},
            {"calculate": "(datum.start + datum.end) / 2", "as": "middle"},
        ],
        "mark": {"type": "text", "fontWeight": 600, "aria": False},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative"},
            "y": lane,
            "text": {"field": "label"},
            "color": {"condition": {"test": HOLLOW, "value": colours.text}, "value": colours.ground},
        },
    }
    return {"data": {"name": "bouts", "values": rows}, "layer": [bars, labels]}


def _names(lanes: list[tuple[str, str]], colours: Palette, above: int) -> list[dict[str, Any]]:
    """The name of each lane above it, at the left."""
    return [
        {
            "data": {"name": f"name of {name}", "values": [{"label": label}]},
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "fontWeight": 600, "aria": False},
            "encoding": {
                "x": {"value": 0},
                "y": {"value": above + SIGNAL_HEIGHT + GAP + (ABOVE + BAR_HEIGHT) * i + ABOVE - 3},
                "text": {"field": "label"},
                "color": {"value": colours.text},
            },
        }
        for i, (name, label) in enumerate(lanes)
    ]


def _outline(bouts: list[BoutRow], envelope: Envelope) -> list[dict[str, object]]:
    """Vertices of the outline. A run ends at a gap and where the direction changes; the vertex at a change
    belongs to both runs, so that no crack shows."""
    bucket_s = envelope["bucket_s"]
    rows: list[dict[str, object]] = []
    run, before = 0, None
    for i, (low, high) in enumerate(zip(envelope["low"], envelope["high"], strict=True)):
        if low is None or high is None:
            before = None
            continue
        t = (i + 0.5) * bucket_s
        going = _going(bouts, t)
        vertex = {"t": round(t, 3), "low": low, "high": high}
        if before is None:
            run += 1
        elif before != going:
            rows.append({**vertex, "going": before, "run": run})
            run += 1
        rows.append({**vertex, "going": going, "run": run})
        before = going
    return rows


def _going(bouts: list[BoutRow], t: float) -> str:
    i = bisect_right(bouts, t, key=lambda bout: bout["start_s"]) - 1
    return bouts[i]["direction"] if i >= 0 and t < bouts[i]["end_s"] else "still"


def _lane(bout: BoutRow) -> str:
    if bout["direction"] != "unknown":
        return bout["direction"]
    return bout.get("cluster") or "unknown"


def _lanes(bouts: list[BoutRow]) -> list[tuple[str, str]]:
    """Names and labels of the lanes: the two directions once one is known, and whatever else occurs."""
    present = {_lane(bout) for bout in bouts}
    if present & {"forward", "backward"} or not present:
        present |= {"forward", "backward"}
    labels = (
        ("forward", _("Forward")),
        ("backward", _("Backward")),
        ("A", _("One way (A)")),
        ("B", _("Other way (B)")),
        ("unknown", _("Not known")),
    )
    return [(name, label) for name, label in labels if name in present]


def _says(bout: BoutRow) -> str:
    name = dict(_lanes([bout])).get(_lane(bout), "")
    text = _("{name}, {start} to {end}, {time}, {steps} steps").format(
        name=name,
        start=clock(bout["start_s"]),
        end=clock(bout["end_s"]),
        time=duration_words(bout["end_s"] - bout["start_s"]),
        steps=bout["steps"],
    )
    if bout["probability"] is not None:
        text += _(", {percent} % sure").format(percent=min(99, round(100 * bout["probability"])))
    return text


def clock(seconds: float) -> str:
    """A time of the recording as minutes and seconds, "4:05", or "1:04:05" from an hour.

    Args:
        seconds: from 0.
    """
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def _ticks(duration_s: float, width: int) -> list[float]:
    """Round times, no closer than about 60 pixels, or 80 where a label is as long as "1:23:45"."""
    wanted = duration_s / max(2, width / (60 if duration_s < 3600 else 80))
    step = next((tick for tick in TICKS_S if tick >= wanted), TICKS_S[-1])
    return [float(tick) for tick in range(0, int(duration_s) + 1, step)]


def _colour(field: str, colours: Palette) -> dict[str, Any]:
    return {
        "field": field,
        "type": "nominal",
        "legend": None,
        "scale": {
            "domain": ["forward", "backward", "unknown", "still"],
            "range": [colours.forward, colours.backward, colours.unknown, colours.still],
        },
    }


def chart_config(colours: Palette) -> dict[str, Any]:
    """Type, sizes and colours of words and axes, the same in every chart.

    Args:
        colours: of the theme.
    """
    return {
        "font": FONT,
        "view": {"stroke": None},
        "text": {"font": FONT, "fontSize": TEXT_SIZE},
        "axis": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": FIGURE_SIZE,
            "titleFontSize": FIGURE_SIZE,
            "titleFontWeight": "normal",
            "labelColor": colours.text,
            "titleColor": colours.muted,
            "domainColor": colours.line,
            "tickColor": colours.line,
            "gridColor": colours.line,
        },
    }
