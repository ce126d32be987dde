"""The charts of a report, drawn: in its own type, for a light ground and for a dark one."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from retrowalk.reports.charts import described
from retrowalk.reports.palette import DARK, LIGHT
from retrowalk.reports.timeline import FONT

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
_KEPT = 64
_drawings: OrderedDict[str, str] = OrderedDict()
"""The latest drawings by their definition: a chart stands in the page, in the PDF, and in each try to make it fit."""


def drawn(chart: Mapping[str, Any]) -> str:
    """The SVG of a chart, in the type of the report.

    Args:
        chart: a Vega-Lite definition in the light palette, of fixed width.
    """
    definition = definition_of(chart)
    svg = _drawings.get(definition)
    if svg is None:
        import vl_convert

        _register()
        svg = str(vl_convert.vegalite_to_svg(definition, allowed_base_urls=[]))
        keep_drawing(definition, svg)
    return described(svg, chart["description"])


def definition_of(chart: Mapping[str, Any]) -> str:
    """The definition as it is drawn, as JSON: with the report's type in place of the page's.

    Args:
        chart: a Vega-Lite definition.
    """
    return json.dumps(_in_type(dict(chart)))


def keep_drawing(definition: str, svg: str) -> None:
    """Takes what was drawn elsewhere, so that it is not drawn again.

    Args:
        definition: from `definition_of`.
        svg: as it was drawn.
    """
    _drawings[definition] = svg
    while len(_drawings) > _KEPT:
        _drawings.popitem(last=False)


def darkened(svg: str) -> str:
    """The same picture for a dark ground: each colour of the light palette becomes that of the dark one.

    Args:
        svg: of a chart drawn in the light palette.
    """
    return re.sub("|".join(_DARK), lambda found: _DARK[found.group().lower()], svg, flags=re.IGNORECASE)


_DARK = {getattr(LIGHT, one.name): getattr(DARK, one.name) for one in fields(LIGHT)}


def _in_type(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_type(item) for name, item in value.items()}
    return f"'{FAMILY}', {FONT}" if value == FONT else value


@cache
def _register() -> None:
    """Lets the drawing measure words in the report's type."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
