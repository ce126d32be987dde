"""A report as one HTML file: it needs nothing else, asks nobody for anything, and prints."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from retrowalk import __version__
from retrowalk.language import _, translations
from retrowalk.reports.palette import PALETTES
from retrowalk.reports.report.pictures import darkened, drawn
from retrowalk.reports.report.tree import Figure, Part, Report

if TYPE_CHECKING:
    from jinja2 import Template


def report_page(report: Report) -> str:
    """The report as a self-contained page, light and dark, for desk, phone and paper.

    Args:
        report: what it says.
    """
    numbers = count()

    def pictures(figure: Figure) -> list[dict[str, str]]:
        shown = []
        for width, chart in (("wide", figure.chart), ("narrow", figure.narrow or figure.chart)):
            light = drawn(chart)
            for theme, svg in (("light", light), ("dark", darkened(light))):
                shown.append({"width": width, "theme": theme, "svg": _own_names(svg, f"c{next(numbers)}-")})
        return shown

    return _template().render(
        report=report,
        kind=_kind,
        pictures=pictures,
        light=PALETTES["light"],
        dark=PALETTES["dark"],
        made=_("Made with Retrowalk %(version)s") % {"version": __version__},
    )


def _kind(part: Part) -> str:
    return type(part).__name__.lower()


def _own_names(svg: str, prefix: str) -> str:
    """The picture with ids of its own: several stand in one page."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", svg)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("retrowalk.reports.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("report.html.jinja")
