"""What the templates show of a walk, worked out from its document: no requests, no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrowalk.gait.travel import COUNT_ONLY
from retrowalk.prescription import Block, Session
from retrowalk.recordings.reference import Reference
from retrowalk.store import Statement

STRIDES_A_PAGE = 50
BOUTS_A_PAGE = 40
# With more spans than this a strip is drawn cell by cell: no wider to send, and it looks the same.
MOST_SPANS = 300
CELLS = 500


@dataclass(frozen=True, slots=True)
class Way:
    """One of two opposite ways of going, not yet known which.

    Attributes:
        name: ``A`` or ``B``.
        spans: when, ``(start_s, end_s)``.
        seconds: how long in all.
        offered: it is the longer one.
    """

    name: str
    spans: tuple[tuple[float, float], ...]
    seconds: float
    offered: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Which of the ways was forward, in one wearing.

    Attributes:
        wearing: its number.
        start_s, end_s: the wearing.
        alone: the recording has no other wearing.
        ways: one or two, A first.
    """

    wearing: int
    start_s: float
    end_s: float
    alone: bool
    ways: tuple[Way, ...]


def questions(document: Mapping[str, Any], statements: Sequence[Statement]) -> list[Question]:
    """What only the walker can tell: each wearing with walking in ways A and B and no anchor.

    Where the walker has said "I don't know", the question is not put again.
    """
    wearings = document.get("wearings") or []
    asked = []
    for wearing in wearings:
        if wearing["basis"] != "none" or _answered_unknown(wearing, statements):
            continue
        ways = ways_of(document, wearing["index"], wearing["offered"])
        if ways:
            asked.append(
                Question(
                    wearing["index"], wearing["start_s"], wearing["end_s"], len(wearings) == 1, tuple(ways)
                )
            )
    return asked


def ways_of(document: Mapping[str, Any], wearing: int, offered: str | None) -> list[Way]:
    """The ways A and B of a wearing."""
    ways = []
    for name in ("A", "B"):
        spans = tuple(
            (bout["start_s"], bout["end_s"])
            for bout in document["bouts"]
            if bout.get("cluster") == name and bout.get("wearing", 0) == wearing
        )
        if spans:
            ways.append(Way(name, spans, sum(end - start for start, end in spans), name == offered))
    return ways


def _answered_unknown(wearing: Mapping[str, Any], statements: Sequence[Statement]) -> bool:
    return any(
        statement.direction == "unknown" and start < wearing["end_s"] and end > wearing["start_s"]
        for statement in statements
        for start, end in statement.spans
    )


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a long table.

    Attributes:
        rows: of this page, each with its ``number`` from 1.
        number, last: this page and the last one, from 1.
        total: rows on all pages.
    """

    rows: list[dict[str, Any]]
    number: int
    last: int
    total: int


def paged(rows: Sequence[Mapping[str, Any]], size: int, wanted: int) -> Paged:
    """The page nearest to the one asked for."""
    last = max(1, -(-len(rows) // size))
    number = min(max(1, wanted), last)
    first = (number - 1) * size
    shown = [{**row, "number": first + i + 1} for i, row in enumerate(rows[first : first + size])]
    return Paged(shown, number, last, len(rows))


def strip(spans: Sequence[Sequence[Any]], duration_s: float) -> list[dict[str, Any]]:
    """Spans ``(start_s, end_s[, direction])`` as rectangles on a strip 1000 wide."""
    scale = 1000 / max(duration_s, 1e-9)
    drawn = [
        (start * scale, max((end - start) * scale, 2), direction[0] if direction else None)
        for start, end, *direction in spans
    ]
    if len(drawn) > MOST_SPANS:
        drawn = _in_cells(drawn)
    return [{"x": round(x, 1), "width": round(width, 1), "direction": which} for x, width, which in drawn]


def session_spans(session: Session) -> list[dict[str, Any]]:
    """The blocks of a session as rectangles on a strip 1000 wide; standing is left out."""
    spans, at = [], 0
    for block in session.blocks:
        if block.direction != "any":
            spans.append((at, at + block.duration_s, block.direction))
        at += block.duration_s
    return strip(spans, at)


def disagreements(block: Block) -> list[tuple[str | None, str]]:
    """What the rules hold against an edit: the rule, where it is one we know, and the sentence."""
    from retrowalk import evidence

    found: list[tuple[str | None, str]] = []
    for said in block.disagreements:
        rule, _colon, text = said.partition(": ")
        found.append((rule, text) if rule in evidence.rules() else (None, said))
    return found


def _in_cells(drawn: Sequence[tuple[float, float, str | None]]) -> list[tuple[float, float, str | None]]:
    """The same picture from cells: each is full where anything of that direction falls into it."""
    cell = 1000 / CELLS
    filled: dict[str | None, set[int]] = {}
    for x, width, which in drawn:
        filled.setdefault(which, set()).update(
            range(int(x // cell), min(CELLS, int((x + width) // cell) + 1))
        )
    joined = []
    for which, cells in filled.items():
        for index in sorted(cells - {i + 1 for i in cells}):
            end = index
            while end in cells:
                end += 1
            joined.append((index * cell, (end - index) * cell, which))
    return joined


def can_say(document: Mapping[str, Any]) -> set[int]:
    """The wearings in which the walker's word on a stretch changes what is told of the others.

    Where nobody knows where the sensor was, it changes nothing. Where the sensor only counts steps, both a forward
    and a backward stretch must be named: with fewer than two there is nothing to ask.
    """
    place = document["source"]["placement"]
    if place == "unknown":
        return set()
    stretches = Counter(bout["wearing"] for bout in document["bouts"])
    fewest = 2 if place in COUNT_ONLY else 1
    return {wearing for wearing, number in stretches.items() if number >= fewest}


def said_of(bout: Mapping[str, Any], statements: Sequence[Statement]) -> Statement | None:
    """The latest statement that covers the middle of a bout, if any."""
    middle = (bout["start_s"] + bout["end_s"]) / 2
    for statement in reversed(statements):
        if any(start <= middle < end for start, end in statement.spans):
            return statement
    return None


def spans_seen(reference: Reference | None) -> tuple[tuple[float, float, str], ...]:
    """What a second person saw, as the timeline draws it."""
    return () if reference is None else tuple((one.start_s, one.end_s, one.label) for one in reference.spans)
