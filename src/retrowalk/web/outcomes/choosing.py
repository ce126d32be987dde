"""Naming the primary outcome: what can be named, and what suits why somebody walks."""

from __future__ import annotations

from collections.abc import Mapping

from retrowalk.errors import DocumentError, NotThereError
from retrowalk.language import _
from retrowalk.outcomes import Measure, MeasureId, OfferedTest, PersonRecord, measure, measures, offers_now
from retrowalk.screening.profile import Goal, PainSite
from retrowalk.web.outcomes.desk import SITES_OF_GOALS, Key, measure_named, site_named, sites_of

# Read on few days and by others than the walker, or of the body rather than of what it can do.
NOT_TO_NAME = frozenset({"fitness_estimate", "body_mass", "waist"})
FOR_GOALS: Mapping[Goal, MeasureId] = {
    "knee_pain": "pain_usual",
    "back_pain": "pain_usual",
    "balance": "backward_walk_3m",
    "fitness": "six_minute_walk",
    "return_to_training": "walk_10m_fast",
}


def value(of: Measure, site: PainSite | None) -> str:
    """A measure and its site as the form sends them."""
    return of.id if site is None else f"{of.id}:{site}"


def read(given: str) -> tuple[Measure, PainSite | None]:
    """What the form sent.

    Raises:
        DocumentError: nothing was chosen, or it cannot be named.
    """
    name, _colon, site = given.partition(":")
    if not name:
        raise DocumentError(_("Nothing was chosen. Choose the one outcome to watch."))
    try:
        of = measure_named(name)
        found = of, site_named(of, site)
    except NotThereError:
        found = None
    if found is None or not can_be_named(found[0]):
        raise DocumentError(
            _("“%(given)s” cannot be chosen. Choose one of the list.") % {"given": given[:40]}
        )
    return found


def can_be_named(of: Measure) -> bool:
    """Whether it can decide: it is told or done by the walker, and has a better and a worse."""
    return of.kind in ("test", "question") and of.better != "neither" and of.id not in NOT_TO_NAME


def groups(record: PersonRecord) -> dict[str, list[Key]]:
    """What can be named, under headings; not a test that nobody's company opens for them.

    Args:
        record: of the walker: pain is offered at the places they told of.
    """
    offered = _offered(record)
    sites = sites_of(record)
    found: dict[str, list[Key]] = {_("Tests"): [], _("Pain"): [], _("How you feel"): []}
    tests, pain, feelings = found.values()
    for of in measures().values():
        closed = of.id in offered and offered[of.id].needs is None
        if not can_be_named(of) or closed:
            continue
        if of.by_site:
            pain += [(of, site) for site in sites]
        else:
            (tests if of.kind == "test" else feelings).append((of, None))
    return {heading: keys for heading, keys in found.items() if keys}


def suggested(record: PersonRecord) -> str:
    """What suits the goal of the walker, as the form sends it; empty without a goal that says, and where it is a test
    they cannot take now.

    Args:
        record: of the walker.
    """
    offered = _offered(record)
    profile = record.profile
    if profile is None or profile.goal not in FOR_GOALS:
        return ""
    of = measure(FOR_GOALS[profile.goal])
    if of.id in offered and not offered[of.id].may:
        return ""
    site = None
    if of.by_site:
        told = sites_of(record)
        wanted = SITES_OF_GOALS.get(profile.goal)
        site = wanted if wanted in told else (told[0] if told else None)
        if site is None:
            return ""
    return value(of, site)


def _offered(record: PersonRecord) -> dict[MeasureId, OfferedTest]:
    return {one.measure: one for one in offers_now(record.profile, record.programme)}
