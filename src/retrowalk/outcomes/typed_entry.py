"""Entries from text: a line of the terminal, or a table of readings that another program wrote."""

from __future__ import annotations

import csv
import io
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from typing import cast, get_args

from retrowalk.errors import ResultError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.entering import Entered, Entry, enter, typed
from retrowalk.outcomes.measure import MeasureId, measures
from retrowalk.outcomes.result import Result, TakenBy
from retrowalk.screening.profile import PainSite

NEEDED = ("date", "measure", "value")
COLUMNS = (*NEEDED, "site", "by", "note")
MOST_ROWS = 2_000
BY_HAND: tuple[TakenBy, ...] = ("self", "helper", "professional", "device")
_OURS = uuid.UUID("5b0d4f0e-3f5c-4a0a-9c4e-6f7a2f1d8b11")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table.

    Attributes:
        number: of its line in the file, from 1.
        entry: what it says; its id follows from that, so that the same file twice is entered once.
    """

    number: int
    entry: Entry


def measures_named(name: str) -> tuple[MeasureId, ...]:
    """The measure of a name, or the two of ``blood_pressure``.

    Args:
        name: as typed; ``-`` is ``_``.

    Raises:
        ResultError: there is none.
    """
    plain = name.strip().lower().replace("-", "_")
    if plain == "blood_pressure":
        return ("systolic", "diastolic")
    found = next((id for id in measures() if id == plain), None)
    if found is None:
        raise ResultError(
            "measure",
            _("There is no measure called %(name)s; expected one of %(known)s, or blood_pressure.")
            % {"name": name[:40], "known": ", ".join(measures())},
        )
    return (found,)


def values_typed(of: Sequence[MeasureId], texts: Sequence[str]) -> dict[MeasureId, tuple[float, ...]]:
    """The values of one or two measures, one text a try; ``124/80`` holds two.

    Args:
        of: the measures.
        texts: as typed.

    Raises:
        ResultError: one is no such value.
    """
    rows = [_parted(text, len(of)) for text in texts]
    return {id: tuple(typed(id, row[at]) for row in rows) for at, id in enumerate(of)}


def day_typed(text: str) -> Date:
    """A civil date.

    Args:
        text: such as ``2026-11-30``.

    Raises:
        ResultError: it is none.
    """
    try:
        return Date.fromisoformat(text.strip())
    except ValueError:
        raise ResultError(
            "taken_on", _("%(text)s is no date; expected one written as 2026-11-30.") % {"text": text[:40]}
        ) from None


def site_typed(text: str) -> PainSite:
    """A place of the body.

    Args:
        text: such as ``knee``.

    Raises:
        ResultError: it is none.
    """
    plain = text.strip().lower().replace("-", "_").replace(" ", "_")
    if plain not in get_args(PainSite):
        raise ResultError(
            "site",
            _("%(site)s is no place of the body; expected one of %(known)s.")
            % {"site": text[:40], "known": ", ".join(get_args(PainSite))},
        )
    return cast(PainSite, plain)


def note_typed(text: str) -> str:
    """A note, if it is not too long.

    Args:
        text: in the walker's own words.

    Raises:
        ResultError: it is.
    """
    if len(text) > 500:
        raise ResultError("note", _("The note is longer than 500 characters; expected a shorter one."))
    return text


def lines_of(text: str, name: str, *, confirmed: bool = False) -> tuple[Line, ...]:
    """The rows of a table with the columns ``date``, ``measure``, ``value`` and, if wanted, ``site``, ``by``, ``note``.

    Args:
        text: of the file; columns are parted by comma, semicolon or tab.
        name: of the file, for a sentence.
        confirmed: what is unusual is right as it stands.

    Raises:
        ResultError: it is no such table, or a row of it is wrong: which, and what was expected.
    """
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    parted_by = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=parted_by))
    except csv.Error:
        raise ResultError(
            "table",
            _("%(name)s is no table; expected a first line such as date,measure,value.") % {"name": name},
        ) from None
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    heads = [cell.strip().lower() for cell in numbered[0][1]] if numbered else []
    unknown = [head for head in heads if head not in COLUMNS]
    missing = [head for head in NEEDED if head not in heads]
    if missing or unknown or len(set(heads)) < len(heads):
        raise ResultError(
            "table",
            _(
                "%(name)s: the columns are %(found)s; expected date, measure, value and, if wanted, site, by, note."
            )
            % {"name": name, "found": ", ".join(heads)[:80] or _("none")},
        )
    if len(numbered) > MOST_ROWS + 1:
        raise ResultError(
            "table",
            _("%(name)s has more than %(most)s rows; expected fewer.") % {"name": name, "most": MOST_ROWS},
        )
    return tuple(_lines(numbered[1:], heads, name, confirmed))


def _lines(rows: Sequence[tuple[int, list[str]]], heads: list[str], name: str, confirmed: bool) -> list[Line]:
    seen: Counter[str] = Counter()
    lines = []
    for number, row in rows:
        try:
            if len(row) > len(heads):
                raise ResultError("table", _("there are more cells than columns; expected no more."))
            entry = _entry(dict(zip(heads, row, strict=False)), confirmed)
        except ResultError as problem:
            raise ResultError(problem.field, in_line(name, number, str(problem))) from None
        said = f"{entry.taken_on}|{entry.values}|{entry.site}"
        seen[said] += 1
        id = str(uuid.uuid5(_OURS, f"{said}|{seen[said]}"))
        lines.append(Line(number, replace(entry, id=id)))
    return lines


def enter_lines(
    lines: Sequence[Line],
    name: str,
    now: datetime,
    today: Date,
    before: Sequence[Result] = (),
    put_away: Collection[str] = (),
) -> Entered:
    """Results from a table; those that are here already are left out.

    Args:
        lines: of the table.
        name: of the file, for a sentence.
        now: instant, UTC.
        today: civil date where the walker is.
        before: results of this person so far.
        put_away: ids of those that count no longer; they are not brought back by this.

    Raises:
        ResultError: a line that cannot be: which, and what was expected.
    """
    here = {*put_away, *(one.id for one in before)}
    known, asks = list(before), list[str]()
    results, says = list[Result](), list[Reason]()
    for line in lines:
        try:
            entered = enter(replace(line.entry, confirmed=True), now, today, known)
            if all(one.id in here for one in entered.results):
                continue
            if not line.entry.confirmed:
                asks += [in_line(name, line.number, one) for one in enter(line.entry, now, today, known).asks]
        except ResultError as problem:
            raise ResultError(problem.field, in_line(name, line.number, str(problem))) from None
        results += entered.results
        known += entered.results
        says += entered.says
    return Entered(() if asks else tuple(results), tuple(asks), tuple(dict.fromkeys(says)))


def in_line(name: str, number: int, sentence: str) -> str:
    """A sentence about one line of a table.

    Args:
        name: of the file.
        number: of the line.
        sentence: what is wrong, or asked.
    """
    return _("%(name)s, line %(number)s: %(what)s") % {"name": name, "number": number, "what": sentence}


def _entry(cells: Mapping[str, str], confirmed: bool) -> Entry:
    def cell(name: str) -> str:
        return (cells.get(name) or "").strip()

    of = measures_named(cell("measure"))
    by = cell("by").lower()
    taker = next((one for one in BY_HAND if one == by), None)
    if by and taker is None:
        raise ResultError(
            "by",
            _("%(by)s took it? Expected one of %(known)s.") % {"by": by[:40], "known": ", ".join(BY_HAND)},
        )
    return Entry(
        values=values_typed(of, [cell("value")]),
        taken_on=day_typed(cell("date")),
        id="-",
        site=site_typed(cell("site")) if cell("site") else None,
        taken_by=taker,
        note=note_typed(cell("note")) or None,
        confirmed=confirmed,
    )


def _parted(text: str, count: int) -> list[str]:
    """``124/80`` as its two values; anything else as the one it is."""
    parts = text.split("/") if count > 1 else [text]
    if len(parts) != count:
        raise ResultError(
            "values", _("“%(text)s” is no blood pressure; expected one such as 124/80.") % {"text": text[:40]}
        )
    return parts
