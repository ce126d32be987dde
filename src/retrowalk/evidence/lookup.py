"""Finding things in the evidence: by id, by words, and by what leans on what."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from retrowalk.errors import EvidenceError
from retrowalk.evidence.loading import KINDS, rules
from retrowalk.evidence.records import Claim, Instrument, Item, Protocol, Rule
from retrowalk.language import _


def item(id: str) -> Item:
    """The record with this id, of whatever kind.

    Args:
        id: of a claim, study, protocol, ruling, rule or fact, or the key of a source.

    Raises:
        EvidenceError: there is none.
    """
    for load in KINDS.values():  # a claim is found without reading the rules
        record: Item | None = load().get(id)
        if record is not None:
            return record
    raise EvidenceError(_missing(id, tuple(_all_items())))


def rule(id: str) -> Rule:
    """The rule with this id.

    Args:
        id: of a rule in ``data/rules``.

    Raises:
        EvidenceError: there is none.
    """
    try:
        return rules()[id]
    except KeyError:
        raise EvidenceError(_missing(id, tuple(rules()))) from None


def all_ids() -> tuple[str, ...]:
    """Every id there is, in the order of the kinds: claims, studies, protocols, …, and the keys of sources last."""
    return tuple(_all_items())


def kind_of(id: str) -> str:
    """The kind of a record: ``claims``, ``studies``, … as on the command line.

    Args:
        id: of any record.

    Raises:
        EvidenceError: there is none with this id.
    """
    record = item(id)
    return next(name for name, load in KINDS.items() if load().get(id) is record)


def cites(id: str) -> tuple[str, ...]:
    """The ids that a record rests on or points to, its sources included.

    Args:
        id: of any record.

    Raises:
        EvidenceError: there is none with this id.
    """
    return tuple(dict.fromkeys(_citations(item(id))))


def citing(id: str) -> tuple[str, ...]:
    """The ids of all records that rest on this one or point to it.

    Args:
        id: of any record.

    Raises:
        EvidenceError: there is none with this id.
    """
    item(id)
    return _backward().get(id, ())


def search(text: str) -> tuple[Item, ...]:
    """Records that hold every one of some words, those first that hold them in their id or main sentence.

    Args:
        text: words, in any order, upper or lower case; parts of words count.
    """
    words = text.casefold().split()
    if not words:
        return ()
    found = []
    for record in _all_items().values():
        whole = " ".join(_texts(record)).casefold()
        if all(word in whole for word in words):
            head = f"{record.id} {_head(record)}".casefold()
            found.append((sum(word not in head for word in words), record))
    return tuple(record for _rank, record in sorted(found, key=lambda pair: pair[0]))


@cache
def _all_items() -> Mapping[str, Item]:
    return MappingProxyType({id: record for load in KINDS.values() for id, record in load().items()})


@cache
def _backward() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, dict[str, None]] = {}
    for id, record in _all_items().items():
        for cited in _citations(record):
            out.setdefault(cited, {})[id] = None
    return {id: tuple(by) for id, by in out.items()}


def _citations(record: Item) -> Iterator[str]:
    yield from getattr(record, "leans_on", ())
    if isinstance(record, Protocol):
        yield from record.studies
    if isinstance(record, Claim):
        yield from record.used_in
    yield from getattr(record, "sources", ())
    if isinstance(record, Instrument):
        for figure in (*record.cutoffs, *record.changes):
            yield from figure.sources


def _head(record: Item) -> str:
    return str(getattr(record, "name", "") or getattr(record, "text", ""))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from _texts(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for each in (*value, *value.values()):
            yield from _texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)


def _missing(id: str, there: tuple[str, ...]) -> str:
    by_case = {each.casefold(): each for each in there}
    close = [by_case[each] for each in difflib.get_close_matches(id.casefold(), by_case, n=3, cutoff=0.6)]
    if not close:
        return _(
            "No claim, study, protocol, rule or fact has the id “%(id)s”; ids look like C18, ST02 or PR04."
        ) % {"id": id}
    return _("No claim, study, protocol, rule or fact has the id “%(id)s”; close to it are %(close)s.") % {
        "id": id,
        "close": ", ".join(close),
    }
