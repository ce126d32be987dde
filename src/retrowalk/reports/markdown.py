"""Markdown of the documents that are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by scripts/tables from src/retrowalk; do not edit. -->"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table.

    Args:
        headings: of the columns.
        rows: a cell for each heading; line breaks and bars are taken care of.
    """
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
