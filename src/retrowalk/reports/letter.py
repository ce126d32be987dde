"""The letter to the doctor or therapist, to print: as text, or as one page."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

from retrowalk.language import _, translations
from retrowalk.screening import Letter

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH = 78
"""Characters; with at most 60 lines it fits a sheet of A4 or Letter."""


def letter_text(letter: Letter) -> str:
    """The letter as plain text, its lines at most 78 characters long.

    Args:
        letter: of a clearance.
    """
    name, *paragraphs = letter.paragraphs
    parts = [
        _wrapped(name),
        _wrapped(_("To %(whom)s") % {"whom": letter.to}),
        _wrapped(letter.question),
        "\n".join(_wrapped(line, "  ") for line in letter.answers),
        *(_wrapped(paragraph) for paragraph in paragraphs),
    ]
    return "\n\n".join(parts) + "\n"


def letter_page(letter: Letter) -> str:
    """The letter as a self-contained HTML page that prints on one sheet.

    Args:
        letter: of a clearance.
    """
    return _template().render(letter=letter)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent * 2, break_long_words=False
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("retrowalk.reports", "."),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("letter.html.jinja")
