"""A chart as a picture: the same definition as on the page, drawn to SVG or PNG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from retrowalk.errors import OutputError
from retrowalk.reports.files import whole_file

PNG_SCALE = 2.0  # sharp on a dense screen and in print
PICTURE_WIDTH = 900
TOP_LEVEL_ONLY = ("$schema", "background", "padding", "autosize", "config")


def chart_svg(spec: dict[str, Any]) -> str:
    """The SVG text of a Vega-Lite definition, with its description for screen readers.

    Args:
        spec: with a width in pixels.
    """
    import vl_convert

    return described(str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])), spec["description"])


def described(svg: str, description: str) -> str:
    """A drawing with its words for screen readers: in a browser Vega names a chart itself, without one it does not.

    Args:
        svg: as it was drawn.
        description: what the chart says.
    """
    named = escape(description)
    described = f'<svg role="graphics-document" aria-roledescription="chart" aria-label="{named}"'
    return svg.replace("<svg", described, 1)


def stacked(charts: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Several charts, one below the other, each under its title, as one definition.

    Args:
        charts: title and definition of each; at least one.
    """
    views = []
    for title, chart in charts:
        kept = {key: value for key, value in chart.items() if key not in TOP_LEVEL_ONLY}
        # Names of data sets would clash.
        layers = [{**layer, "data": {"values": layer["data"]["values"]}} for layer in chart["layer"]]
        views.append({**kept, "layer": layers, "title": {"text": title, "anchor": "start"}})
    first = charts[0][1]
    top = {key: first[key] for key in TOP_LEVEL_ONLY if key in first}
    return {
        **top,
        "description": " ".join(f"{title}: {chart['description']}" for title, chart in charts),
        "autosize": {"type": "pad"},
        "spacing": 32,
        "vconcat": views,
    }


def write_chart(spec: dict[str, Any], path: Path) -> None:
    """Write a chart as ``.svg`` or ``.png``, whole or not at all.

    Args:
        spec: a Vega-Lite definition; one that follows the page's width gets a fixed one.
        path: where to; its ending says which kind.

    Raises:
        OutputError: another ending, or it cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        raise OutputError(f"{path}: a plot is written as .svg or .png; give the file one of these endings.")
    if spec.get("width") == "container":
        spec = {**spec, "width": PICTURE_WIDTH, "autosize": {"type": "pad", "contains": "padding"}}
    with whole_file(path) as temporary:
        if kind == ".svg":
            temporary.write_text(chart_svg(spec), encoding="utf-8")
        else:
            import vl_convert

            temporary.write_bytes(vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, allowed_base_urls=[]))
