"""Why: the sentence for a person, the rule that spoke, and the evidence it leans on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as it stands in every document that leaves Retrowalk.

    Attributes:
        text: a sentence for the person concerned.
        rule: id of the rule in ``evidence/data/rules``.
        evidence: ids of claims, studies, protocols, rulings and facts; empty where judgement alone speaks.
    """

    text: str
    rule: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason without its sentence, where there is one for every block: the rule's own text says it."""

    rule: str
    evidence: tuple[str, ...] = ()
