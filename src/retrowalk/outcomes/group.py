"""Several people and one measure: how many changed beyond error, with an interval. Never a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext
from retrowalk.outcomes.change import Change, Verdict, change
from retrowalk.outcomes.measure import Measure, MeasureId
from retrowalk.outcomes.measure import measure as measure_of
from retrowalk.outcomes.progress import began, is_primary, results_of
from retrowalk.outcomes.record import PersonRecord
from retrowalk.outcomes.words import named
from retrowalk.screening.profile import PainSite

Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those who could be told.

    Attributes:
        count: people.
        of: people of whom it could be told.
        low, high: 95 % interval of the share (Wilson 1927), 0 to 1; None where it could be told of nobody.
    """

    count: int
    of: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a group: as they call themselves, and what became of the measure."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class Group:
    """Several people and one measure.

    Attributes:
        measure, site: which.
        members: by name, never by how they did.
        better, no_clear_change, worse: of those of whom it could be told.
        cannot_tell: people of whom it could not be told.
        sentence: the whole in one plain sentence.
        notes: what it may be taken for.
    """

    measure: MeasureId
    site: PainSite | None
    members: tuple[Member, ...]
    better: Share
    no_clear_change: Share
    worse: Share
    cannot_tell: int
    sentence: str
    notes: tuple[Reason, ...]


def group(records: Iterable[PersonRecord], measure: MeasureId, *, site: PainSite | None = None) -> Group:
    """How many of several people changed beyond error, each held against their own error.

    Args:
        records: of the people, in any order.
        measure: which.
        site: of the body, for a measure by site.
    """
    members = sorted((_member(one, measure, site) for one in records), key=lambda one: one.name.casefold())
    counts = {
        verdict: sum(one.change.verdict == verdict for one in members)
        for verdict in ("better", "no_clear_change", "worse", "cannot_tell")
    }
    told = len(members) - counts["cannot_tell"]
    shares: dict[Verdict, Share] = {
        verdict: wilson(counts[verdict], told) for verdict in ("better", "no_clear_change", "worse")
    }
    return Group(
        measure=measure,
        site=site,
        members=tuple(members),
        better=shares["better"],
        no_clear_change=shares["no_clear_change"],
        worse=shares["worse"],
        cannot_tell=counts["cannot_tell"],
        sentence=_sentence(measure_of(measure), site, shares, counts["cannot_tell"]),
        notes=_notes(told),
    )


def wilson(count: int, of: int) -> Share:
    """A share with its 95 % interval after Wilson, which also holds for few people and for none.

    Args:
        count: people.
        of: all people.
    """
    if not of:
        return Share(count, of, None, None)
    share = count / of
    middle = share + Z95**2 / (2 * of)
    half = Z95 * sqrt(share * (1 - share) / of + Z95**2 / (4 * of**2))
    under = 1 + Z95**2 / of
    return Share(count, of, max(0.0, (middle - half) / under), min(1.0, (middle + half) / under))


def _member(record: PersonRecord, measure: MeasureId, site: PainSite | None) -> Member:
    found = change(
        results_of(record),
        measure,
        record.profile,
        primary=is_primary(record, measure, site),
        site=site,
        began=began(record),
    )
    return Member(record.name, found)


def _sentence(what: Measure, site: PainSite | None, shares: dict[Verdict, Share], cannot_tell: int) -> str:
    name, of = named(what, site), shares["better"].of
    without = ngettext("%(n)s cannot be told yet.", "%(n)s cannot be told yet.", cannot_tell) % {
        "n": cannot_tell
    }
    if not of:
        return _("%(name)s: of nobody can it be told yet.") % {"name": name}
    low, high = (round(100 * (end or 0.0)) for end in (shares["better"].low, shares["better"].high))
    text = _(
        "%(name)s: %(better)s of %(of)s better beyond error (%(low)s to %(high)s %% of such people), %(same)s without "
        "a clear change, %(worse)s worse."
    ) % {
        "name": name,
        "better": shares["better"].count,
        "of": of,
        "low": low,
        "high": high,
        "same": shares["no_clear_change"].count,
        "worse": shares["worse"].count,
    }
    return f"{text} {without}" if cannot_tell else text


def _notes(told: int) -> tuple[Reason, ...]:
    text = _(
        "Each person is held against their own error. Where nothing changed, about 1 in 40 would seem better and 1 in "
        "40 worse by chance. Why anybody changed cannot be seen from this: there is no group to compare with."
    )
    return (Reason(text, "outcome_group"),) if told else ()
