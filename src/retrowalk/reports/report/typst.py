"""A report as a PDF that can be read aloud: PDF/UA-1, set by typst.

What is said comes in as JSON, so nothing in it can be taken for markup.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from retrowalk import __version__
from retrowalk.errors import OutputError
from retrowalk.language import _
from retrowalk.reports.palette import LIGHT
from retrowalk.reports.report.pictures import FONTS, drawn
from retrowalk.reports.report.tree import Bullets, Callout, Facts, Figure, Pair, Part, Report, Table, Text

Paper = Literal["a4", "us-letter"]
_TEMPLATE = Path(__file__).with_name("report.typ")
_UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_MOST_UNSHOWN = 8
# Control characters, and those that only steer: no type has a letter for them.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]"
)


def report_pdf(report: Report, paper: Paper = "a4") -> bytes:
    """The report as PDF/UA-1: tagged, with alternative texts, its language and title.

    Args:
        report: what it says.
        paper: it is printed on.

    Raises:
        OutputError: it cannot be set.
    """
    return _compiled(report_json(report, paper), report)


def first_page_png(report: Report, paper: Paper = "a4", ppi: float = 96) -> bytes:
    """A picture of the first page, for a document that shows what a report looks like.

    Args:
        report: what it says.
        paper: it would be printed on.
        ppi: pixels per inch.
    """
    import typst

    pages = typst.compile(
        _TEMPLATE, format="png", ppi=ppi, **_setting(report_json(report, paper), system=False)
    )
    return bytes(pages[0] if isinstance(pages, list) else pages)


def report_json(report: Report, paper: Paper = "a4") -> str:
    """What the template is given.

    Args:
        report: what it says.
        paper: it is printed on.
    """
    return json.dumps(
        _cleaned(
            {
                "title": report.title,
                "subtitle": report.subtitle,
                "audience": report.audience,
                "language": report.language,
                "day": [report.day.year, report.day.month, report.day.day],
                "paper": paper,
                "version": __version__,
                "page": _("Page %(number)s of %(all)s") % {"number": "{number}", "all": "{all}"},
                "opening": [_node(part) for part in report.opening],
                "sections": [
                    {"title": one.title, "parts": [_node(part) for part in one.parts]}
                    for one in report.sections
                ],
                "closing": report.closing,
                "colours": dataclasses.asdict(LIGHT),
            }
        ),
        ensure_ascii=False,
    )


def _cleaned(value: Any) -> Any:
    """The same without what cannot be seen."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value)
    if isinstance(value, dict):
        return {name: _cleaned(item) for name, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def _compiled(content: str, report: Report) -> bytes:
    import typst

    when = datetime(report.day.year, report.day.month, report.day.day, tzinfo=UTC)
    problem = ""
    # A name in letters that neither this type nor this computer has must not cost the report.
    for attempt in range(_MOST_UNSHOWN):
        try:
            return bytes(
                typst.compile(
                    _TEMPLATE,
                    format="pdf",
                    pdf_standards=["ua-1"],
                    timestamp=int(when.timestamp()),
                    **_setting(content, system=attempt > 0),
                )
            )
        except typst.TypstError as error:
            problem = str(error)
            unshown = _UNSHOWN.search(problem)
            if unshown is None:
                break
            if attempt:
                content = content.replace(unshown.group(1), "?")
    raise OutputError(f"The report could not be set as a PDF: {problem}. Try .html instead.")


def _setting(content: str, *, system: bool) -> dict[str, Any]:
    return {
        "root": str(_TEMPLATE.parent),
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": not system,
        "sys_inputs": {"report": content},
    }


def _node(part: Part) -> dict[str, Any]:
    match part:
        case Text():
            return {"is": "text", "text": part.text, "kind": part.kind}
        case Bullets():
            return {"is": "bullets", "items": list(part.items), "small": part.small}
        case Facts():
            return {"is": "facts", "items": [list(one) for one in part.items]}
        case Table():
            return {
                "is": "table",
                "caption": part.caption,
                "head": list(part.head),
                "rows": [[dataclasses.asdict(cell) for cell in row] for row in part.rows],
                "widths": list(part.widths),
                "figures": list(part.figures),
            }
        case Figure():
            return {
                "is": "figure",
                "caption": part.caption,
                "svg": drawn(part.chart),
                "alternative": part.alternative,
            }
        case Callout():
            return {"is": "callout", "parts": [_node(one) for one in part.parts]}
        case Pair():
            return {
                "is": "pair",
                "left": [_node(one) for one in part.left],
                "right": [_node(one) for one in part.right],
            }
