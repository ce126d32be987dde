"""How a value stands beside other people's: norms and cut-offs, each with the people it was found in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrowalk.evidence import Figure, Reason, instruments
from retrowalk.language import _
from retrowalk.outcomes.measure import Measure, MeasureId
from retrowalk.outcomes.words import amount
from retrowalk.screening import Profile

_OLD = 60  # "older adults", where a source does not say more: product rule outcome_norms


@dataclass(frozen=True, slots=True)
class _Row:
    """A verified figure, the age it begins to be about, and the measure it is of."""

    measure: MeasureId
    source: str
    kind: str
    from_age: int = _OLD
    under_age: int = 200


_TABLE = (
    _Row("backward_walk_3m", "carter2020", "fall risk"),
    _Row("backward_walk_3m", "polo2025", "fall risk"),
    _Row("walk_10m_usual", "gs_cut", "fall risk"),
    _Row("walk_10m_fast", "gs_cut", "fall risk"),
    _Row("timed_up_and_go", "tug_cdc", "fall risk"),
    _Row("chair_stand_30s", "chairstand_table", "below average", 60, 95),
    _Row("sit_to_stand_5", "ftsts", "fall risk"),
    _Row("single_leg_stance", "slst_norm", "norm"),
)


def norms(measure: Measure, value: float, profile: Profile | None) -> tuple[Reason, ...]:
    """What is known of such values in people of this age; nothing where the age is not known.

    Args:
        measure: which.
        value: the latest.
        profile: of the person.
    """
    if profile is None or measure.instrument is None:
        return ()
    cutoffs = instruments()[measure.instrument].cutoffs
    return tuple(
        _said(measure, figure, value, profile)
        for row in _TABLE
        if row.measure == measure.id and row.from_age <= profile.age < row.under_age
        for figure in cutoffs
        if figure.kind == row.kind and figure.status == "verified" and row.source in figure.sources
    )


def _said(measure: Measure, figure: Figure, value: float, profile: Profile) -> Reason:
    own = _OWN.get(measure.id)
    text = (own(figure, profile) if own else None) or figure.text
    yours = _("Your latest: %(value)s.") % {"value": amount(measure, value)}
    return Reason(f"{text} {yours}", "outcome_norms", (measure.instrument or "", *figure.sources))


def _stands(figure: Figure, profile: Profile) -> str | None:
    """The one limit for somebody's age and sex; the whole table where the sex was not told."""
    who = {"male": "men", "female": "women"}.get(profile.sex or "")
    if who is None:
        return None
    limit = figure.values[f"{who}_{profile.age // 5 * 5}"]
    return _(
        "Below average at your age, by one table for men and women from 60 to 94, is fewer than %(n)s stands."
    ) % {"n": f"{limit:g}"}


_OWN: dict[MeasureId, Callable[[Figure, Profile], str | None]] = {"chair_stand_30s": _stands}
