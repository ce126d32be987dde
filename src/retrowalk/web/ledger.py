"""The evidence as the pages show it: names instead of ids, facts in rows, links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

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
from retrowalk.language import _, ngettext

_CHIP = 52


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of Why.

    Attributes:
        kind: claims, studies, rules and so on.
    """

    path: str
    name: str
    kind: str


def kinds() -> Mapping[str, str]:
    """The kinds of evidence, as headings, in the order in which a person wants to meet them."""
    return {
        "claims": _("What the articles say"),
        "rulings": _("Where the articles contradict each other, or the studies"),
        "rules": _("The coach's rules"),
        "studies": _("Studies"),
        "protocols": _("Ways of dosing it"),
        "safety": _("Risks, signs and precautions"),
        "instruments": _("Tests and questionnaires"),
        "energy": _("What it costs in energy"),
        "gait": _("How people walk backward"),
        "gaps": _("What nobody knows"),
        "sources": _("Where it was read"),
    }


def one_of(kind: str) -> str:
    """What a single record of a kind is called."""
    return {
        "claims": _("A claim of an article"),
        "rulings": _("A contradiction, and what we say"),
        "rules": _("A rule"),
        "studies": _("A study"),
        "protocols": _("A way of dosing"),
        "safety": _("A risk, sign or precaution"),
        "instruments": _("A test"),
        "energy": _("A value of energy"),
        "gait": _("A fact about gait"),
        "gaps": _("What is not known"),
        "sources": _("A source"),
    }[kind]


def verdicts() -> Mapping[str, tuple[str, str]]:
    """Each verdict: its word, and what it means."""
    return {
        "supported": (_("Supported"), _("Studies found this, in the people named.")),
        "partly": (_("Partly"), _("Some of it was found, or only in other people or in part.")),
        "overstated": (_("Overstated"), _("There is something behind it, but the article makes more of it.")),
        "unsupported": (_("Not supported"), _("No study was found that shows it.")),
        "contradicted": (_("Contradicted"), _("Studies found something else.")),
        "not_found": (_("Source not found"), _("The article names a study that nobody could find.")),
        "practice_advice": (
            _("Practical advice"),
            _("Sensible advice that no study has tested, or need test."),
        ),
    }


def topics() -> Mapping[str, str]:
    """What claims are about."""
    return {
        "benefit": _("What it does for you"),
        "safety": _("Doing it with care"),
        "dose": _("How much"),
        "energy": _("Energy and calories"),
        "mechanism": _("How it works"),
        "technique": _("How to walk"),
        "variant": _("Other forms"),
        "risk": _("Risks"),
        "contraindication": _("Who should ask first"),
    }


def statuses() -> Mapping[str, str]:
    return {
        "verified": _("read at the source, mostly its abstract"),
        "recalled": _("from memory, the source was not read; it decides nothing by itself"),
        "derived": _("our arithmetic or conclusion"),
        "seed": _("advice of an article, without a study"),
    }


def grounds_of(rule: str, cited: Sequence[str]) -> list[Link]:
    """The rule and what it rests on, as links; an id that is not in the evidence is left out.

    Args:
        rule: id of the rule.
        cited: ids of evidence.
    """
    return [link(one) for one in dict.fromkeys((rule, *cited)) if one in _names()]


def links(ids: Iterable[str]) -> list[Link]:
    return [link(one) for one in ids]


def link(item_id: str) -> Link:
    return Link(f"/why/{item_id}", name_of(item_id), evidence.kind_of(item_id))


def name_of(item_id: str) -> str:
    """A short name to be read, never a bare id."""
    return _names().get(item_id) or _as_words(item_id)


def rule_text(rule: str) -> str:
    """The rule in words."""
    found = evidence.rules().get(rule)
    return found.text if found is not None else _as_words(rule)


@cache
def _names() -> Mapping[str, str]:
    return {one: _name(evidence.item(one)) for one in evidence.all_ids()}


def _name(item: Item) -> str:
    if isinstance(item, Rule):
        return _("Rule: %(name)s") % {"name": _as_words(re.sub(r"^coach_\d+_", "", item.id)).lower()}
    if isinstance(item, Study):
        return _study_name(item)
    if isinstance(item, Protocol | Instrument):
        return item.name
    if isinstance(item, Ruling):
        return _("Contradiction: %(topic)s") % {"topic": item.topic}
    if isinstance(item, Source):
        host = urlsplit(item.address).netloc.removeprefix("www.") if item.address else _("no address")
        return f"{item.id} ({host})"
    if isinstance(item, Claim):
        return _("“%(text)s”") % {"text": shortened(item.text.rstrip("."))}
    return shortened(item.text.rstrip("."))


def _study_name(study: Study) -> str:
    author = re.match(r"([^\W\d][\w'’-]+(?: [a-z]{2,3} [\w'’-]+)?) [A-Z]{1,3}\b", study.cite)
    year = re.search(r"\b((?:19|20)\d\d)\b", study.cite)
    return f"{author[1]} {year[1]}" if author and year else shortened(study.cite)


def shortened(text: str, most: int = _CHIP) -> str:
    """The first words, and a mark that there are more."""
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most)].rstrip(" ,;:") + "…"


def _as_words(name: str) -> str:
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def title(item: Item) -> str:
    """The heading of its page."""
    if isinstance(item, Claim):
        return item.text
    if isinstance(item, Protocol | Instrument):
        return item.name
    if isinstance(item, Ruling):
        return item.topic[:1].upper() + item.topic[1:]
    if isinstance(item, Source):
        return item.id
    if isinstance(item, Study):
        return _study_name(item)
    if isinstance(item, Rule):
        return _as_words(re.sub(r"^coach_\d+_", "", item.id))
    return item.text


def rows(item: Item) -> list[tuple[str, str]]:
    """What is known of a record besides its text, as label and value; what is not known is left out."""
    return [(label, str(value)) for label, value in _rows(item) if value not in (None, "", (), False)]


def _rows(item: Item) -> Iterator[tuple[str, object]]:
    if isinstance(item, Study):
        yield _("Kind of study"), item.design
        yield _("People"), item.population
        yield _("How many"), item.n
        yield _("Studies put together"), item.studies_n
        yield _("What they did"), item.intervention
        yield _("Compared with"), item.comparator
    elif isinstance(item, Protocol):
        yield from _protocol_rows(item)
    elif isinstance(item, EnergyValue):
        yield _("Measured in"), item.people
        yield _("METs"), f"{item.met:g}" if item.met is not None else None
        yield _("Speed"), _mph(item.speed_mph)
        yield _("Incline"), _span(item.grade_pct, " %")
        yield _("Backward over forward"), _span(item.ratio, "")
        yield _("Code in the Compendium"), item.code
        yield from _values(item.values)
    elif isinstance(item, Fact):
        yield from _values(item.values)
    elif isinstance(item, Instrument):
        yield _("Unit"), item.unit
        yield _("Better is"), {"lower": _("lower"), "higher": _("higher")}.get(item.better or "")
        yield _("Licence"), item.licence
    elif isinstance(item, Rule):
        yield (
            _("What it is"),
            _("our own judgement: a product rule")
            if item.kind == "product rule"
            else _("follows from evidence"),
        )
    elif isinstance(item, Source):
        yield _("What was read of it"), item.read
    elif isinstance(item, Claim):
        yield _("Found in"), item.in_whom
        yield _("What it is about"), topics().get(item.kind, item.kind)
        yield (
            _("Where it stands"),
            _("article %(article)s, line %(line)s") % {"article": item.article, "line": item.line},
        )
    if (status := getattr(item, "status", None)) is not None:
        yield _("How we know it"), statuses()[status]


def _protocol_rows(item: Protocol) -> Iterator[tuple[str, object]]:
    yield _("Tried with"), item.people
    yield _("Backward each time"), _span(item.backward_min, " min")
    yield _("Forward in between"), f"{item.forward_min:g} min" if item.forward_min else None
    yield _("In all"), f"{item.total_min:g} min" if item.total_min else None
    if item.start_min and item.target_min:
        yield (
            _("Growing"),
            _("from %(start)s to %(target)s min, by %(step)s")
            % {
                "start": f"{item.start_min:g}",
                "target": f"{item.target_min:g}",
                "step": f"{item.step_min:g}" if item.step_min else "–",
            },
        )
    yield _("Share of the forward pace"), f"{item.pace_share:.0%}" if item.pace_share else None
    yield (
        _("Speed"),
        _span(tuple(round(one * 3.6, 1) for one in item.speed_mps) if item.speed_mps else None, " km/h"),
    )
    yield _("Incline"), _span(item.grade_pct, " %")
    yield _("Sessions"), item.sessions
    yield _("Sessions a week"), item.sessions_per_week
    yield _("Weeks"), item.weeks
    yield _("Supervised"), _("yes") if item.supervised else None
    yield _("On top of"), item.on_top_of
    yield _("What came of it"), item.result
    yield _("Only with"), item.prerequisite
    yield _("Not confirmed by a study"), ", ".join(one.replace("_", " ") for one in item.unconfirmed)


def _values(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        shown = f"{value:g}" if isinstance(value, float) else value
        yield (
            _as_words(name),
            {True: _("yes"), False: _("no")}.get(value, shown) if isinstance(value, bool) else shown,
        )


def _span(pair: Sequence[float] | None, unit: str) -> str | None:
    if not pair:
        return None
    low, high = pair
    if low == high:
        return f"{high:g}{unit}"
    return _("%(low)s to %(high)s%(unit)s") % {"low": f"{low:g}", "high": f"{high:g}", "unit": unit}


def _mph(pair: tuple[float | None, float] | None) -> str | None:
    if pair is None:
        return None
    if pair[0] is None:
        return _("under %(high)s mph") % {"high": f"{pair[1]:g}"}
    return _span((pair[0], pair[1]), " mph")


def addresses(item: Item) -> list[tuple[str, str]]:
    """Where it can be read elsewhere: name and address of each page outside this computer."""
    found: dict[str, str] = {}
    if isinstance(item, Source) and item.address:
        found[item.address] = urlsplit(item.address).netloc.removeprefix("www.")
    if isinstance(item, Study):
        if item.doi:
            found[f"https://doi.org/{item.doi}"] = f"doi:{item.doi}"
        if item.pmcid:
            found[f"https://pmc.ncbi.nlm.nih.gov/articles/{item.pmcid}/"] = item.pmcid
        if item.pmid:
            found[f"https://pubmed.ncbi.nlm.nih.gov/{item.pmid}/"] = f"PubMed {item.pmid}"
        if item.registry and item.registry.startswith("NCT"):
            found[f"https://clinicaltrials.gov/study/{item.registry}"] = item.registry
        elif item.registry and item.registry.startswith("ISRCTN"):
            found[f"https://www.isrctn.com/{item.registry}"] = item.registry
    for source in getattr(item, "sources", ()):
        address = evidence.sources()[source].address
        if address:
            found.setdefault(address, urlsplit(address).netloc.removeprefix("www."))
    return [(name, address) for address, name in found.items()]


def by_kind(ids: Iterable[str]) -> dict[str, list[Link]]:
    """Links under the headings of their kinds, in the order of the kinds."""
    found: dict[str, list[Link]] = {kind: [] for kind in kinds()}
    for one in ids:
        item = link(one)
        found[item.kind].append(item)
    return {kinds()[kind]: of_kind for kind, of_kind in found.items() if of_kind}


def how_many(claims: int) -> str:
    return ngettext("%(num)s claim", "%(num)s claims", claims) % {"num": claims}
