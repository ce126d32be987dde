"""The files of evidence/data are what the records say they are, and agree with each other."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

import retrowalk
from retrowalk import evidence
from retrowalk.evidence import (
    Claim,
    EnergyValue,
    Fact,
    Instrument,
    Item,
    Protocol,
    Rule,
    Ruling,
    Source,
    Study,
)
from retrowalk.evidence.loading import DATA, read_rows
from retrowalk.evidence.yamls import parse

RECORDS: dict[str, Any] = {
    "claims": Claim,
    "studies": Study,
    "protocols": Protocol,
    "rulings": Ruling,
    "rules": Rule,
    "safety": Fact,
    "instruments": Instrument,
    "energy": EnergyValue,
    "gait": Fact,
    "gaps": Fact,
    "sources": Source,
}
PREFIXES = {
    "claims": r"C\d\d",
    "studies": r"ST\d\d",
    "protocols": r"PR\d\d",
    "rulings": r"K\d{1,2}",
    "rules": r"[a-z]+(_[a-z0-9]+)+",
    "safety": r"SF\d\d",
    "instruments": r"IN\d\d",
    "energy": r"EN\d\d",
    "gait": r"GF\d\d",
    "gaps": r"GP\d\d",
    "sources": r"[a-z0-9_]+",
}
COUNTS = {
    "claims": 76,
    "studies": 47,
    "protocols": 38,
    "rulings": 12,
    "safety": 62,
    "instruments": 24,
    "energy": 48,
}
PACKAGE = Path(retrowalk.__file__).parent
IDS = evidence.all_ids()


def every_file() -> list[Path]:
    return sorted(DATA.rglob("*.yaml"))


def sentences(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in sentences(each)]
    return [text for each in value for text in sentences(each)] if isinstance(value, (tuple, list)) else []


@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_our_quick_reader_reads_what_yaml_means(path: Path) -> None:
    def lists(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: lists(each) for key, each in value.items()}
        return [lists(each) for each in value] if isinstance(value, tuple) else value

    text = path.read_text(encoding="utf-8")
    assert lists(parse(text)) == yaml.safe_load(text)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_row_is_a_record_to_the_letter(kind: str) -> None:
    # Unknown and missing fields fail on loading; as JSON, because strict pydantic takes no dictionary for a dataclass.
    adapter: TypeAdapter[Any] = TypeAdapter(RECORDS[kind])
    for each in evidence.KINDS[kind]().values():
        written = json.dumps(dataclasses.asdict(each), ensure_ascii=False)
        assert adapter.validate_json(written, strict=True) == each


@pytest.mark.parametrize("kind", RECORDS)
def test_ids_have_the_form_of_their_kind_and_stand_once(kind: str) -> None:
    rows = [row["id"] for row in read_rows(kind)]
    assert len(rows) == len(set(rows)) == len(evidence.KINDS[kind]())
    assert [row for row in rows if not re.fullmatch(PREFIXES[kind], row)] == []


def test_no_id_is_used_by_two_kinds() -> None:
    assert len(IDS) == sum(len(load()) for load in evidence.KINDS.values())


@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_nothing_is_missing(kind: str, count: int) -> None:
    assert len(evidence.KINDS[kind]()) == count


@pytest.mark.parametrize("id", IDS)
def test_what_is_cited_exists(id: str) -> None:
    assert [cited for cited in evidence.cites(id) if cited not in IDS] == []


@pytest.mark.parametrize("key", evidence.sources())
def test_every_source_is_cited(key: str) -> None:
    assert evidence.citing(key)


@pytest.mark.parametrize("kind", ["studies", "safety", "gait", "energy", "protocols"])
def test_what_was_read_names_where(kind: str) -> None:
    without = [
        id
        for id, each in evidence.KINDS[kind]().items()
        if each.status == "verified" and not each.sources and not getattr(each, "gap", False)
    ]
    # Our own reading of a protocol may lean on a study that names its source.
    assert [id for id in without if not getattr(evidence.item(id), "studies", ())] == []


@pytest.mark.parametrize("id", evidence.claims())
def test_a_claim_says_where_it_is_used_or_why_not(id: str) -> None:
    claim = evidence.claims()[id]
    assert claim.used_in or claim.why_not


@pytest.mark.parametrize("id", evidence.claims())
def test_whoever_is_supported_is_named(id: str) -> None:
    claim = evidence.claims()[id]
    assert claim.in_whom or claim.verdict not in ("supported", "partly")
    assert claim.in_whom or claim.certainty == "none"


@pytest.mark.parametrize("id", evidence.claims())
def test_what_is_not_direct_says_why(id: str) -> None:
    claim = evidence.claims()[id]
    assert (claim.directness == "direct") == (claim.because is None)


def test_a_remembered_number_is_no_threshold() -> None:
    facts: list[Fact] = [*evidence.safety().values(), *evidence.gait().values(), *evidence.gaps().values()]
    assert [fact.id for fact in facts if fact.threshold and fact.status == "recalled"] == []


@pytest.mark.parametrize("id", evidence.rules())
def test_a_rule_from_evidence_leans_on_nothing_remembered(id: str) -> None:
    rule = evidence.rules()[id]
    if rule.kind == "from evidence":
        assert rule.evidence
        assert rule.status != "recalled"
        assert [cited for cited in rule.evidence if _status(evidence.item(cited)) == "recalled"] == []


def test_the_twelve_rules_of_the_coach_are_there() -> None:
    twelve = [rule for rule in evidence.rules().values() if rule.id.startswith("coach_")]
    assert [rule.coach_rule for rule in twelve] == list(range(1, 13))
    assert all(rule.kind == "product rule" and rule.note for rule in twelve)


@pytest.mark.parametrize("path", every_file(), ids=lambda path: path.name)
def test_the_words_promise_nothing(path: Path) -> None:
    said = [
        text for text in sentences(parse(path.read_text(encoding="utf-8"))) if not text.startswith("http")
    ]
    cited = {study.cite for study in evidence.studies().values()}
    for text in said:
        if text not in cited:
            assert (
                not re.search(r"\b(safe|safer|safely|doubl\w*|seed|seeds)\b|!", text, re.IGNORECASE)
                or text == "seed"
            )


def test_the_energy_claim_is_told_as_it_was_measured() -> None:
    claim = evidence.claims()["C18"]
    assert "1.25 to 1.40 times" in claim.finding
    assert evidence.energy()["EN36"].ratio == (1.25, 1.40)


CITED = re.compile(r"\b(?:C\d\d|ST\d\d|PR\d\d|K\d{1,2}|SF\d\d|IN\d\d|EN\d\d|GF\d\d|GP\d\d)\b")


def texts_of(path: Path) -> list[str]:
    """What a file says: the strings of Python, the whole of anything else."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return [text]
    return [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize(
    "path",
    [path for suffix in ("py", "html", "jinja", "yaml") for path in sorted(PACKAGE.rglob(f"*.{suffix}"))],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_every_id_that_the_product_cites_exists(path: Path) -> None:
    cited = {id for text in texts_of(path) for id in CITED.findall(text)}
    assert sorted(cited - set(IDS)) == []


def _facts(folder: Path, name: str) -> dict[str, Any]:
    return {row["id"]: row for row in yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))}


def test_claims_agree_with_what_was_gathered(shared_evidence: Path) -> None:
    facts = _facts(shared_evidence, "claims")
    assert list(facts) == list(evidence.claims())
    for id, claim in evidence.claims().items():
        fact = facts[id]
        assert (claim.kind, claim.verdict, claim.article) == (
            fact["kind"],
            fact["verdict"],
            fact["seed"][:3],
        ), id
        assert set(fact["leans_on"]) <= set(claim.bearings), id


def test_studies_agree_with_what_was_gathered(shared_evidence: Path) -> None:
    facts = _facts(shared_evidence, "studies")
    assert list(facts) == list(evidence.studies())
    for id, study in evidence.studies().items():
        fact = facts[id]
        assert (study.status == "verified") == (fact["status"] == "verified"), id
        assert list(study.sources) == fact["sources"], id
        assert (study.doi, study.pmid) == (fact["doi"], fact["pmid"]), id


def test_protocols_and_rulings_agree_with_what_was_gathered(shared_evidence: Path) -> None:
    protocols = _facts(shared_evidence, "protocols")
    assert {id: row["kind"].replace("_", " ") for id, row in protocols.items()} == {
        id: each.kind for id, each in evidence.protocols().items()
    }
    assert list(_facts(shared_evidence, "contradictions")) == list(evidence.rulings())


def _status(record: Item) -> str:
    return "verified" if isinstance(record, Source) else record.status
