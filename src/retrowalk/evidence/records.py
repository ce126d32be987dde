"""What a claim, a study, a protocol, a rule or a fact is.

Every record has an id, one sentence as ``text``, a ``status`` and ``leans_on``: the ids it rests on. Statuses:
``verified`` read at the source (mostly an abstract), ``recalled`` believed but not read, ``derived`` our arithmetic
or conclusion, ``seed`` advice of an article without a study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["verified", "recalled", "derived", "seed"]
Verdict = Literal[
    "supported", "partly", "overstated", "unsupported", "contradicted", "not_found", "practice_advice"
]
Bearing = Literal[
    "for", "mixed", "no difference", "against", "other question", "not read", "not found"
]  # what a study says on a claim
Directness = Literal["direct", "partly", "indirect"]
Grade = Literal["high", "moderate", "low", "very low", "none"]
Design = Literal[
    "pooled randomised trials",
    "pooled mixed studies",
    "randomised trial",
    "experiment",
    "laboratory comparison",
    "controlled study",
    "group comparison",
    "single group",
    "review without pooling",
    "background",
    "not found",
]
Value = float | str | bool
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read.

    Attributes:
        id: the key that others cite.
        read: what of it was read.
        address: of the page, or of the paper's own record where a copy was read; None where it has none.
    """

    id: str
    read: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """A study, or a study that an article names and nobody could find.

    Attributes:
        n: people; None where it was not read.
        studies_n: studies in a review.
        size_given: what we read states how large the effect is.
        note: what it shows and what not, against what the articles say.
        named_by_articles: one of the five articles names or means it.
        found: False where only an article speaks of it.
        same_as: id of the study that is probably meant.
    """

    id: str
    cite: str
    status: Status
    design: Design
    sources: tuple[str, ...] = ()
    n: int | None = None
    studies_n: int | None = None
    population: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    findings: tuple[str, ...] = ()
    size_given: bool = False
    note: str | None = None
    named_by_articles: bool = False
    found: bool = True
    same_as: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registry: str | None = None

    @property
    def text(self) -> str:
        """The reference."""
        return self.cite

    @property
    def leans_on(self) -> tuple[str, ...]:
        """The study that is probably meant, where this one was not found."""
        return (self.same_as,) if self.same_as else ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a popular article, and what the studies make of it.

    Attributes:
        article: number of the article, 000 to 004.
        line: where in it.
        text: what it says, in our words.
        bearings: what each study says on it, by id.
        finding: what the studies say.
        in_whom: the people it was found in; never None where the verdict is supported.
        meaning: what it means for the walker.
        directness: whether the studies measure what is claimed; ``because``: why not.
        one_group: the studies for it come from one group of researchers, as far as known.
        see: ids of facts and rulings that belong to it.
        used_in: ids of protocols, rules and facts through which it reaches a programme or a page.
        why_not: why nothing is built on it, or not as the article says it.
        status: verified where a study it leans on was read, else seed.
        certainty: how sure the finding is, of ``certainty.grade``; ``certainty_reason``: why.
    """

    id: str
    article: str
    line: str
    kind: str
    text: str
    verdict: Verdict
    finding: str
    meaning: str
    status: Status
    certainty: Grade
    certainty_reason: str
    bearings: Mapping[str, Bearing] = field(default_factory=dict)
    in_whom: str | None = None
    directness: Directness = "direct"
    because: str | None = None
    one_group: bool = False
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    why_not: str | None = None

    @property
    def leans_on(self) -> tuple[str, ...]:
        """Ids of the studies, facts and rulings it rests on."""
        return (*self.bearings, *self.see)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A way of dosing: of a trial, of an article (expert, rule, variant), or planned.

    Attributes:
        people: whom it was tried with, or that it was not.
        places: equipment names of the profile, or ``clinic``; empty where none is stated.
        backward_min: backward minutes a session, least and most.
        start_min: first dose, grown by ``step_min`` up to ``target_min``.
        cycles: rounds of forward and backward.
        pace_share: backward speed as a share of the usual forward speed.
        grades_studied_pct: slopes that were measured.
        unconfirmed: names of fields that an article gives and no study we read.
        trial_found: False where no trial of it was found.
        on_top_of: the treatment it was added to.
    """

    id: str
    name: str
    kind: Literal["expert", "rule", "variant", "trial", "trial protocol"]
    status: Status
    people: str
    text: str
    places: tuple[str, ...] = ()
    result: str | None = None
    prerequisite: str | None = None
    note: str | None = None
    articles: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    forward_min: float | None = None
    backward_min: Range | None = None
    total_min: float | None = None
    start_min: float | None = None
    step_min: float | None = None
    target_min: float | None = None
    cycles: float | None = None
    pace_share: float | None = None
    speed_mps: Range | None = None
    grade_pct: Range | None = None
    grades_studied_pct: tuple[float, ...] = ()
    sessions: int | None = None
    sessions_per_week: int | None = None
    weeks: int | None = None
    supervised: bool | None = None
    on_top_of: str | None = None
    planned_n: int | None = None
    trial_found: bool = True
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A contradiction, and what Retrowalk says."""

    id: str
    topic: str
    one_side: str
    other_side: str
    text: str
    status: Status
    leans_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact on safety (SF), gait (GF), or what nobody knows (GP).

    Attributes:
        values: its numbers, by name with unit.
        threshold: the number may decide something by itself; never true of a recalled one.
        gap: it says that something is not known.
    """

    id: str
    kind: str
    text: str
    status: Status
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    threshold: bool = False
    gap: bool = False
    note: str | None = None
    leans_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnergyValue:
    """A published energy cost, or arithmetic on some.

    Attributes:
        kind: compendium, scope, equation, correction, ratio, practice, speed, model or intensity.
        code: of the Compendium entry.
        speed_mph: least and most, as published; None as the least: no lower end.
        grade_pct: least and most; None: not stated.
        met: metabolic equivalents.
        ratio: backward over forward, least and most; for practice, after over before.
    """

    id: str
    kind: str
    text: str
    status: Status
    sources: tuple[str, ...] = ()
    edition: int | None = None
    code: str | None = None
    direction: Literal["forward", "backward"] | None = None
    speed_mph: tuple[float | None, float] | None = None
    grade_pct: Range | None = None
    met: float | None = None
    ratio: Range | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    people: str | None = None
    articles: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A limit or a change of an instrument.

    Attributes:
        kind: fall risk, measurement error, matters to people, effect and the like.
        value: the one number, in the instrument's unit, where there is one; more stand in ``values``.
        people: whom it was found in.
    """

    kind: str
    text: str
    status: Status
    sources: tuple[str, ...] = ()
    value: float | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    people: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A test or questionnaire.

    Attributes:
        status: of its licence or, where it is plain fact, of its procedure.
        embed: whether Retrowalk may show it.
        better: which way is better.
    """

    id: str
    name: str
    text: str
    status: Status
    licence: str
    embed: bool
    sources: tuple[str, ...] = ()
    unit: str | None = None
    better: Literal["lower", "higher"] | None = None
    cutoffs: tuple[Figure, ...] = ()
    changes: tuple[Figure, ...] = ()
    note: str | None = None
    leans_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a programme, a page or a report cites.

    Attributes:
        kind: ``from evidence``, or ``product rule`` where judgement spoke.
        text: the rule, for a person.
        status: of the numbers in it.
        coach_rule: which of the twelve rules of the coach it belongs to.
        evidence: ids it rests on.
        note: what in it is judgement.
    """

    id: str
    kind: Literal["product rule", "from evidence"]
    text: str
    status: Status
    coach_rule: int | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None

    @property
    def leans_on(self) -> tuple[str, ...]:
        """Ids of the evidence it rests on."""
        return self.evidence


Item = Claim | Study | Protocol | Ruling | Fact | EnergyValue | Instrument | Rule | Source
