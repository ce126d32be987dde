"""The evidence a report leans on: rules, studies, instruments and where they were read, by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retrowalk import evidence
from retrowalk.errors import EvidenceError
from retrowalk.evidence import Instrument, Item, Protocol, Rule, Source
from retrowalk.language import _
from retrowalk.outcomes import Change, PersonRecord
from retrowalk.outcomes.progress import Progress
from retrowalk.reports.report.limits import Limits
from retrowalk.reports.report.tree import Bullets, Pair, Part, Text

_LONGEST = 110  # letters of one entry


def sources_parts(record: PersonRecord, progress: Progress, limits: Limits) -> Iterator[Part]:
    """All of them, each once: with words as far as there is room, the others by id.

    Args:
        record: of the person.
        progress: what became of it.
        limits: how much there is room for.
    """
    rules, ids = _cited(record, progress)
    items = [found for one in ids if (found := _item(one)) is not None and not isinstance(found, Rule)]
    # What figures come from is read before what a programme leans on.
    items.sort(key=lambda one: not isinstance(one, Instrument | Source))
    shown, rest = items[: limits.sources], items[limits.sources :]
    if shown:
        entries = [f"{one.id}: {_words(one)}" for one in shown]
        half = (len(entries) + 1) // 2
        yield Pair(
            (Bullets(tuple(entries[:half]), small=True),), (Bullets(tuple(entries[half:]), small=True),)
        )
    if rest:
        yield Text(_("Also: %(ids)s.") % {"ids": ", ".join(one.id for one in rest)}, "small")
    if rules:
        yield Text(_("Rules: %(ids)s.") % {"ids": ", ".join(rules)}, "small")
    yield Text(
        _("Each id can be looked up with “retrowalk evidence ID”, or in the coach under Why."), "small"
    )


def _cited(record: PersonRecord, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rules, and everything else."""
    rules: dict[str, None] = {}
    ids: dict[str, None] = {}
    for change in progress.changes:
        ids.update(dict.fromkeys(_of_change(change)))
        rules.update(dict.fromkeys(one.rule for one in change.notes))
    programme = record.programme
    if programme is not None:
        for reason in (*programme.clearance.reasons, *programme.notes):
            rules.setdefault(reason.rule)
            ids.update(dict.fromkeys(reason.evidence))
        if programme.protocol:
            ids.setdefault(programme.protocol)
    for note in (*progress.notes, *(progress.trial.notes if progress.trial else ())):
        rules.setdefault(note.rule)
        ids.update(dict.fromkeys(note.evidence))
    return tuple(rules), tuple(ids)


def _of_change(change: Change) -> Iterable[str]:
    yield from change.error.evidence
    yield from change.matters.evidence
    for note in change.notes:
        yield from note.evidence


def _item(id: str) -> Item | None:
    try:
        return evidence.item(id)
    except EvidenceError:
        return None


def _words(one: Item) -> str:
    if isinstance(one, Protocol | Instrument):
        return one.name
    if isinstance(one, Source):
        where = (one.address or "").removeprefix("https://").removeprefix("http://")
        text = f"{where}, {one.read}" if where else one.read
    else:
        text = one.text
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
