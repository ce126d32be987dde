"""What a report says, in order and without a look: the same for PDF and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, Literal

Audience = Literal["walker", "clinician"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``lead`` is what it all comes down to, ``small`` what is said beside."""

    text: str
    kind: Literal["plain", "lead", "small"] = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short points, in no order of their own; small where they are said beside."""

    items: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names, each with what it stands for."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its words, and under them what belongs to them."""

    text: str
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads.

    Attributes:
        caption: what it holds.
        head: of each column.
        rows: cells of each row, as many as heads.
        widths: of the columns, to one another.
        figures: columns of numbers, from 0.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with what it says: its description is the text alternative.

    Attributes:
        caption: above it.
        chart: a Vega-Lite definition of fixed width, for paper.
        narrow: the same for a phone; None takes the wide one.
    """

    caption: str
    chart: Mapping[str, Any]
    narrow: Mapping[str, Any] | None = None

    @property
    def alternative(self) -> str:
        """What the chart says."""
        return str(self.chart["description"])


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked, in a frame."""

    parts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts beside one another where there is room; the left is read first."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]


Part = Text | Bullets | Facts | Table | Figure | Callout | Pair


@dataclass(frozen=True, slots=True)
class Section:
    """Parts under a heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole.

    Attributes:
        audience: whom it is for.
        title: of the document, its only heading of the first level.
        subtitle: whose it is, and of when.
        day: civil date it was made on.
        opening: before the first section.
        sections: in the order in which they are read.
        closing: what it is and is not, at the foot of every page.
    """

    audience: Audience
    title: str
    subtitle: str
    day: Date
    opening: tuple[Part, ...]
    sections: tuple[Section, ...]
    closing: str
    language: str = "en"


def figures_of(report: Report) -> tuple[Figure, ...]:
    """Its charts, in the order in which they are read.

    Args:
        report: any.
    """
    found: list[Figure] = []

    def gather(parts: tuple[Part, ...]) -> None:
        for part in parts:
            if isinstance(part, Figure):
                found.append(part)
            elif isinstance(part, Pair):
                gather(part.left)
                gather(part.right)

    gather(report.opening)
    for section in report.sections:
        gather(section.parts)
    return tuple(found)
