"""The validation book as a page: written by ``./validate``, read wherever Retrowalk is installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from retrowalk.errors import NotThereError

HERE = Path(__file__).resolve().parent
# Beside this file once installed; among the documents in a working copy, where ./validate writes it.
PLACES = (HERE.parents[2] / "docs" / "validation.md", HERE / "validation.md")


def path() -> Path | None:
    """Where the book is; None where it did not come along."""
    return next((place for place in PLACES if place.is_file()), None)


@cache
def as_html() -> str:
    """The book as HTML: headings, paragraphs, lists, and tables that scroll by themselves.

    Raises:
        NotThereError: the book did not come along.
    """
    found = path()
    if found is None:
        raise NotThereError("The validation book did not come with this installation.")
    from markdown_it import MarkdownIt

    # Whatever looks like HTML in it is text.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    html = str(reader.render(found.read_text(encoding="utf-8")))
    opening = '<div class="table-scroll" role="region" aria-label="{}" tabindex="0"><table>'
    parts = html.split("<table>")
    numbered = (opening.format(f"Table {i}") + part for i, part in enumerate(parts[1:], start=1))
    return (parts[0] + "".join(numbered)).replace("</table>", "</table></div>")
