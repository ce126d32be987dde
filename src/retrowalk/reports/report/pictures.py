"""The charts of a report, drawn: in its own type, for a light ground and for a dark one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from retrowalk.reports.charts import chart_svg
from retrowalk.reports.palette import DARK, LIGHT
from retrowalk.reports.timeline import FONT

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Atkinson Hyperlegible Next"


def drawn(chart: Mapping[str, Any]) -> str:
    """The SVG of a chart, in the type of the report.

    Args:
        chart: a Vega-Lite definition in the light palette, of fixed width.
    """
    return _drawn(json.dumps(chart))


@lru_cache(maxsize=64)
def _drawn(chart: str) -> str:
    """Kept: the same chart stands in the page, in the PDF, and in each try to make it fit."""
    _register()
    return chart_svg(_in_type(json.loads(chart)))


def darkened(svg: str) -> str:
    """The same picture for a dark ground: each colour of the light palette becomes that of the dark one.

    Args:
        svg: of a chart drawn in the light palette.
    """
    return re.sub("|".join(_DARK), lambda found: _DARK[found.group().lower()], svg, flags=re.IGNORECASE)


_DARK = {getattr(LIGHT, one.name): getattr(DARK, one.name) for one in fields(LIGHT)}


def _in_type(value: Any) -> Any:
    """The same definition with the report's type in place of the page's."""
    if isinstance(value, dict):
        return {name: _in_type(item) for name, item in value.items()}
    return f"'{FAMILY}', {FONT}" if value == FONT else value


@cache
def _register() -> None:
    """Lets the drawing measure words in the report's type."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
