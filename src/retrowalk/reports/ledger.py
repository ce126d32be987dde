"""The evidence told: its words, where a claim is used, and ``retrowalk.evidence/1``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from retrowalk import evidence
from retrowalk.evidence import Item, Protocol, Rule
from retrowalk.language import _

SCHEMA = "retrowalk.evidence/1"
KIND_WORDS: Mapping[str, str] = {
    "claims": _("what popular articles claim"),
    "studies": _("studies"),
    "protocols": _("protocols and dosing rules"),
    "rulings": _("contradictions and what we say"),
    "rules": _("rules that programmes and pages follow"),
    "safety": _("facts on safety and screening"),
    "instruments": _("tests and questionnaires"),
    "energy": _("energy costs"),
    "gait": _("facts on how people walk backward"),
    "gaps": _("what nobody knows"),
    "sources": _("where it was read"),
}
ONE_WORDS: Mapping[str, str] = {
    "claims": _("claim of an article"),
    "studies": _("study"),
    "protocols": _("protocol"),
    "rulings": _("ruling on a contradiction"),
    "rules": _("rule"),
    "safety": _("fact on safety"),
    "instruments": _("test or questionnaire"),
    "energy": _("energy cost"),
    "gait": _("fact on backward walking"),
    "gaps": _("gap in what is known"),
    "sources": _("source"),
}
VERDICT_WORDS: Mapping[str, str] = {
    "supported": _("supported"),
    "partly": _("partly true"),
    "overstated": _("overstated"),
    "unsupported": _("not supported"),
    "contradicted": _("contradicted"),
    "not_found": _("source not found"),
    "practice_advice": _("advice, untested"),
}
CERTAINTY_WORDS: Mapping[str, str] = {
    "high": _("high"),
    "moderate": _("moderate"),
    "low": _("low"),
    "very low": _("very low"),
    "none": _("none"),
}
STATUS_WORDS: Mapping[str, str] = {
    "verified": _("read at its source"),
    "recalled": _("from memory, not read"),
    "derived": _("our own arithmetic or conclusion"),
    "seed": _("advice or statement of an article, no study"),
}
BEARING_WORDS: Mapping[str, str] = {
    "for": _("supports the finding"),
    "mixed": _("supports part of it"),
    "no difference": _("found no difference"),
    "against": _("speaks against the claim"),
    "other question": _("asked something else"),
    "not read": _("result not in what was read"),
    "not found": _("could not be found"),
}


def uses(claim_id: str) -> tuple[str, ...]:
    """The ids through which a claim reaches a programme or a page: what it names itself, and the rules that cite it.

    Args:
        claim_id: C01 to C76.

    Raises:
        EvidenceError: there is no such claim.
    """
    claim = evidence.item(claim_id)
    rules = [id for id in evidence.citing(claim_id) if isinstance(evidence.item(id), Rule)]
    return tuple(dict.fromkeys([*getattr(claim, "used_in", ()), *rules]))


def use_words(id: str) -> str:
    """The name of a use that a person can read: a protocol with its name, anything else with its id.

    Args:
        id: of a protocol, rule or fact.
    """
    record = evidence.item(id)
    return f"{id} {record.name}" if isinstance(record, Protocol) else id


def evidence_document(items: Sequence[Item]) -> dict[str, Any]:
    """``retrowalk.evidence/1``: records with all their fields, what they cite and what cites them.

    Args:
        items: records of the evidence room.
    """
    rows = [
        {
            "id": each.id,
            "kind": evidence.kind_of(each.id),
            "record": dataclasses.asdict(each),
            "cites": evidence.cites(each.id),
            "cited_by": evidence.citing(each.id),
        }
        for each in items
    ]
    return {"schema": SCHEMA, "items": rows}
