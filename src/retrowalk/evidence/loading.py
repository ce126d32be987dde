"""The files of ``data/``, each read when it is first asked for and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from retrowalk.evidence.certainty import grade, status_of
from retrowalk.evidence.records import (
    Claim,
    EnergyValue,
    Fact,
    Figure,
    Instrument,
    Protocol,
    Rule,
    Ruling,
    Source,
    Study,
)
from retrowalk.evidence.yamls import parse

DATA = Path(__file__).parent / "data"
T = TypeVar("T", Claim, EnergyValue, Fact, Instrument, Protocol, Rule, Ruling, Source, Study)


def read_rows(name: str) -> tuple[dict[str, Any], ...]:
    """What stands in a file of ``data/``, before it becomes records.

    Args:
        name: of the file, without ``.yaml``; ``rules`` is all files of that folder.
    """
    if name == "rules":
        found = sorted((DATA / name).glob("*.yaml"))
        return tuple(row for path in found for row in parse(path.read_text(encoding="utf-8")) or ())
    rows = parse((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    if name == "sources":
        return tuple({"id": key, **row} for key, row in rows.items())
    return tuple(rows)


@cache
def claims() -> Mapping[str, Claim]:
    """The 76 claims of the articles, by id (C01 …), with verdict, finding and certainty."""
    return _by_id(_claim(row) for row in read_rows("claims"))


@cache
def studies() -> Mapping[str, Study]:
    """The 47 studies, by id (ST01 …), with those that nobody could find."""
    return _by_id(Study(**row) for row in read_rows("studies"))


@cache
def protocols() -> Mapping[str, Protocol]:
    """The 38 protocols and dosing rules, by id (PR01 …); variants are those of kind ``variant``."""
    return _by_id(Protocol(**row) for row in read_rows("protocols"))


@cache
def rulings() -> Mapping[str, Ruling]:
    """The 12 rulings on contradictions, by id (K1 …)."""
    return _by_id(Ruling(**row) for row in read_rows("rulings"))


@cache
def safety() -> Mapping[str, Fact]:
    """Facts on safety and screening, by id (SF01 …)."""
    return _by_id(Fact(**row) for row in read_rows("safety"))


@cache
def instruments() -> Mapping[str, Instrument]:
    """Tests and questionnaires, by id (IN01 …)."""
    return _by_id(_instrument(row) for row in read_rows("instruments"))


@cache
def energy() -> Mapping[str, EnergyValue]:
    """Published energy costs and arithmetic on them, by id (EN01 …)."""
    return _by_id(EnergyValue(**row) for row in read_rows("energy"))


@cache
def gait() -> Mapping[str, Fact]:
    """Facts on how people walk backward, by id (GF01 …)."""
    return _by_id(Fact(**row) for row in read_rows("gait"))


@cache
def gaps() -> Mapping[str, Fact]:
    """What nobody knows or could be read, by id (GP01 …)."""
    return _by_id(Fact(**row) for row in read_rows("gaps"))


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule that the product cites, by id."""
    return _by_id(Rule(**row) for row in read_rows("rules"))


@cache
def sources() -> Mapping[str, Source]:
    """Where facts were read, by key."""
    return _by_id(Source(**row) for row in read_rows("sources"))


# In the order in which a person wants to meet them.
KINDS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "claims": claims,
    "studies": studies,
    "protocols": protocols,
    "rulings": rulings,
    "rules": rules,
    "safety": safety,
    "instruments": instruments,
    "energy": energy,
    "gait": gait,
    "gaps": gaps,
    "sources": sources,
}


def _by_id(records: Iterable[T]) -> Mapping[str, T]:
    return MappingProxyType({record.id: record for record in records})


def _claim(row: dict[str, Any]) -> Claim:
    bearings = row.get("bearings", {})
    certainty, reason = grade(
        bearings,
        studies(),
        directness=row.get("directness", "direct"),
        because=row.get("because"),
        one_group=row.get("one_group", False),
    )
    return Claim(
        **row,
        status=status_of(row["verdict"], bearings, studies()),
        certainty=certainty,
        certainty_reason=reason,
    )


def _instrument(row: dict[str, Any]) -> Instrument:
    figures = {
        name: tuple(Figure(**figure) for figure in row.get(name, ())) for name in ("cutoffs", "changes")
    }
    return Instrument(**{**row, **figures})
