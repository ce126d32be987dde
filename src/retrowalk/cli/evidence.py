"""``retrowalk evidence``: claims, studies, protocols and rules in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retrowalk import evidence
from retrowalk.errors import EvidenceError
from retrowalk.evidence import Claim, Figure, Instrument, Item, Source
from retrowalk.language import _, ngettext
from retrowalk.reports.ledger import (
    BEARING_WORDS,
    CERTAINTY_WORDS,
    KIND_WORDS,
    ONE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    evidence_document,
    uses,
)

if TYPE_CHECKING:
    from rich.console import Console

# Columns of a kind's table: heading, and the cell of a record.
Columns = Sequence[tuple[str, Callable[[Any], str]]]
_ID = (_("id"), lambda each: each.id)
_TEXT = (_("text"), lambda each: each.text)
_KIND = (_("kind"), lambda each: each.kind)
_STATUS = (_("status"), lambda each: each.status)
COLUMNS: Mapping[str, Columns] = {
    "claims": (
        _ID,
        (_("the article says"), lambda each: each.text),
        (_("verdict"), lambda each: VERDICT_WORDS[each.verdict]),
        (_("how sure"), lambda each: CERTAINTY_WORDS[each.certainty]),
        (_("in whom"), lambda each: each.in_whom or "–"),
    ),
    "studies": (
        _ID,
        (_("design"), lambda each: each.design),
        (_("people"), lambda each: str(each.n or "–")),
        (_("who"), lambda each: each.population or each.cite),
    ),
    "protocols": (
        _ID,
        (_("name"), lambda each: each.name),
        _KIND,
        (_("tried with"), lambda each: each.people),
    ),
    "rulings": (_ID, (_("about"), lambda each: each.topic), (_("what we say"), lambda each: each.text)),
    "rules": (_ID, _TEXT, _KIND),
    "safety": (_ID, _KIND, _TEXT, _STATUS),
    "instruments": (
        _ID,
        (_("name"), lambda each: each.name),
        (_("shown"), lambda each: _("yes") if each.embed else _("no")),
        (_("licence"), lambda each: each.licence),
    ),
    "energy": (_ID, _TEXT, _STATUS),
    "gait": (_ID, _KIND, _TEXT, _STATUS),
    "gaps": (_ID, _TEXT),
    "sources": (_ID, (_("read"), lambda each: each.read), (_("address"), lambda each: each.address or "–")),
}
# What is shown of one record, in this order, where it is there.
LABELS: Mapping[str, str] = {
    "finding": _("What studies say"),
    "in_whom": _("Found in whom"),
    "meaning": _("What it means for you"),
    "one_side": _("One side"),
    "other_side": _("Other side"),
    "people": _("Tried with"),
    "population": _("Who took part"),
    "intervention": _("What they did"),
    "comparator": _("Compared with"),
    "findings": _("What came out"),
    "on_top_of": _("On top of"),
    "result": _("What came of it"),
    "prerequisite": _("What it needs"),
    "licence": _("Licence"),
    "cutoffs": _("Limits"),
    "changes": _("Changes that count"),
    "why_not": _("Why nothing is built on it, or not as it stands"),
    "note": _("Note"),
    "address": _("Address"),
}


def evidence_command(what: str | None, id: str | None, *, search: str | None, json: bool) -> None:
    """Print an overview, a kind, one record, or what was searched for.

    Args:
        what: a kind or an id.
        id: of one record of that kind.
        search: words that must all be there.
        json: for a program instead of a person.

    Raises:
        EvidenceError: there is no such kind or id.
    """
    kind = what if what in evidence.KINDS else None
    one = _one(kind, what, id)
    if one is not None:
        found: Sequence[Item] = [one]
    elif search is not None:
        found = [each for each in evidence.search(search) if kind in (None, evidence.kind_of(each.id))]
    else:
        found = [evidence.item(each) for each in evidence.all_ids() if kind in (None, evidence.kind_of(each))]
    if json:
        from retrowalk.reports import to_json

        sys.stdout.write(to_json(evidence_document(found)))
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if one is not None:
        _print_one(console, one)
    elif kind is None and search is None:
        _print_overview(console)
    else:
        _print_found(console, found)


def _one(kind: str | None, what: str | None, id: str | None) -> Item | None:
    if kind is None and what is not None and id is not None:
        kinds = ", ".join(evidence.KINDS)
        raise EvidenceError(
            _("“%(word)s” is no kind of evidence; expected %(kinds)s.") % {"word": what, "kinds": kinds}
        )
    wanted = id if kind is not None else what
    if wanted is None:
        return None
    there = set(evidence.all_ids())
    record = evidence.item(
        next((each for each in (wanted, wanted.upper(), wanted.lower()) if each in there), wanted)
    )
    is_of = evidence.kind_of(record.id)
    if kind not in (None, is_of):
        raise EvidenceError(
            _("%(id)s is among %(is_of)s, not %(kind)s.") % {"id": record.id, "is_of": is_of, "kind": kind}
        )
    return record


def _print_overview(console: Console) -> None:
    rows = [(name, str(len(load())), KIND_WORDS[name]) for name, load in evidence.KINDS.items()]
    _print_table(console, ("", "", ""), rows)
    console.print(
        _(
            "`retrowalk evidence claims` lists a kind, `retrowalk evidence C18` shows one, --search finds words."
        )
    )


def _print_found(console: Console, found: Sequence[Item]) -> None:
    for name in evidence.KINDS:
        records = [each for each in found if evidence.kind_of(each.id) == name]
        if records:
            console.print(f"{KIND_WORDS[name].capitalize()}", style="bold")
            columns = COLUMNS[name]
            rows = [[cell(each) for _heading, cell in columns] for each in records]
            _print_table(console, [heading for heading, _cell in columns], rows)
    count = len(found)
    console.print(ngettext("%(n)d found.", "%(n)d found.", count) % {"n": count})


def _print_table(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(headings))
    for index, heading in enumerate(headings):
        # An id is there to be copied: it is never broken.
        table.add_column(heading, no_wrap=index == 0, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _print_one(console: Console, record: Item) -> None:
    kind = ONE_WORDS[evidence.kind_of(record.id)]
    console.print(
        " · ".join(part for part in (record.id, kind, getattr(record, "name", "")) if part), style="bold"
    )
    if isinstance(record, Source):
        console.print(record.read)
    else:
        console.print(record.text)
    if isinstance(record, Claim):
        console.print(_("Verdict: %(verdict)s") % {"verdict": VERDICT_WORDS[record.verdict]})
        sure = {"grade": CERTAINTY_WORDS[record.certainty], "reason": record.certainty_reason}
        console.print(_("How sure: %(grade)s. %(reason)s") % sure)
    for name, label in LABELS.items():
        value = getattr(record, name, None)
        if value:
            _print_field(console, label, value)
    if isinstance(record, Instrument):
        console.print(_("Shown in Retrowalk: %(answer)s") % {"answer": _("yes") if record.embed else _("no")})
    if not isinstance(record, Source):
        console.print(_("Status: %(status)s") % {"status": STATUS_WORDS[record.status]})
    if isinstance(record, Claim):
        for key, bearing in record.bearings.items():
            console.print(f"  {key} {BEARING_WORDS[bearing]}: {evidence.studies()[key].cite}")
        _print_ids(console, _("Used in"), uses(record.id))
    _print_ids(console, _("Rests on"), getattr(record, "leans_on", ()))
    for key in evidence.cites(record.id):
        source = evidence.sources().get(key)
        if source is not None:
            where = f" – {source.address}" if source.address else ""
            said = _("Source: %(read)s") % {"read": f"{source.read}{where} ({key})"}
            # An address is there to be copied: the terminal may break it, we do not.
            console.print(said, soft_wrap=True)
    _print_ids(console, _("Cited by"), evidence.citing(record.id))


def _print_field(console: Console, label: str, value: object) -> None:
    if isinstance(value, str):
        console.print(f"{label}: {value}")
        return
    console.print(f"{label}:")
    for each in value if isinstance(value, tuple) else ():
        text = f"{each.text} ({STATUS_WORDS[each.status]})" if isinstance(each, Figure) else each
        console.print(f"  - {text}")


def _print_ids(console: Console, label: str, ids: Sequence[str]) -> None:
    if ids:
        console.print(f"{label}: {', '.join(ids)}")
