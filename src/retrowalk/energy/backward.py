"""Walking backward: so many times what walking forward costs at the same speed and grade.

The middle goes through the Compendium's entries for walking backward; the band holds every published ratio.
`docs/decisions/energy-bands.md` says why it is made this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from retrowalk.energy.band import Band
from retrowalk.energy.equations import ACSM_FROM_MPS, DERIVED_B, acsm_walking_mets, derived_backward_mets
from retrowalk.energy.forward import UPHILL_FROM_PCT, reference_mets, slowly_uphill
from retrowalk.energy.published import (
    BACKWARD,
    HIGHEST_RATIO,
    HOOPER_RATIO,
    LEVEL_RATIO,
    PRACTISED,
    SLOWEST_MEASURED_MPS,
    Anchor,
)

# At half the slowest speed that was measured, and below, backward may cost as little as forward.
_NOTHING_KNOWN_MPS = SLOWEST_MEASURED_MPS / 2


def backward_mets(
    speed_mps: float,
    grade_pct: float,
    *,
    practised: bool | None = False,
    anchors: Sequence[Anchor] = BACKWARD,
) -> Band:
    """What walking backward costs.

    Args:
        speed_mps: m/s, up to 1.91.
        grade_pct: uphill, percent, 0 to 10.
        practised: after about 12 sessions (True), new to it (False), or not known (None: the band holds both).
        anchors: what the middle goes through; fewer to see how it does without one.
    """
    reference = reference_mets(speed_mps, grade_pct)
    mets = _by_ratio(speed_mps, grade_pct, anchors)
    if speed_mps < SLOWEST_MEASURED_MPS:
        mets = _widened(mets, reference, speed_mps, grade_pct, anchors)
    return mets if practised is False else _with_practice(mets, reference, practised)


def ratio_band(grade_pct: float, anchors: Sequence[Anchor] = BACKWARD) -> Band:
    """How many times forward, for somebody new to it, at a grade and any speed that was measured.

    Level, the ends are the published 1.25 and 1.40. From 5 % they are the lowest and highest of Hooper's 1.17 to 1.20,
    the entries' own, and what the derived equation gives at one uphill entry with the slope term of another. The
    middle goes through the entries, in straight lines between their grades.

    Args:
        grade_pct: uphill, percent.
        anchors: what the middle goes through.
    """
    mid = _between(grade_pct, _ratios(anchors))
    uphill = [*HOOPER_RATIO, *_uphill_ratios()]
    level, steep = Band(LEVEL_RATIO[0], 0, LEVEL_RATIO[1]), Band(min(uphill), 0, max(uphill))
    ends = level.toward(steep, min(grade_pct / UPHILL_FROM_PCT, 1))
    return Band(ends.low, mid, ends.high)


def _by_ratio(speed_mps: float, grade_pct: float, anchors: Sequence[Anchor]) -> Band:
    def by_ratio(speed_mps: float, grade_pct: float) -> Band:
        return reference_mets(speed_mps, grade_pct) * ratio_band(grade_pct, anchors)

    if grade_pct > 0 and speed_mps < ACSM_FROM_MPS:
        return slowly_uphill(by_ratio, speed_mps, grade_pct)
    return by_ratio(speed_mps, grade_pct)


def _ratios(anchors: Sequence[Anchor]) -> list[tuple[float, float]]:
    """Grade and ratio at each place that has entries, the mean of its editions; by grade."""
    places: dict[tuple[float, float], list[Anchor]] = {}
    for anchor in anchors:
        places.setdefault(anchor.place, []).append(anchor)
    return sorted(
        (group[0].grade_pct, fmean(a.mets for a in group) / reference_mets(group[0].speed_mps, grade).mid)
        for (_mph, grade), group in places.items()
    )


def _between(grade_pct: float, ratios: Sequence[tuple[float, float]]) -> float:
    """In straight lines from ratio to ratio; level beyond the ends."""
    if grade_pct <= ratios[0][0]:
        return ratios[0][1]
    for (before, low), (after, high) in pairwise(ratios):
        if grade_pct <= after:
            return low + (high - low) * (grade_pct - before) / (after - before)
    return ratios[-1][1]


def _uphill_ratios() -> list[float]:
    """At each uphill place: by its entries, and by the derived equation with any entry's slope term."""
    places = {a.place: a.speed_mps for a in BACKWARD if a.grade_pct >= UPHILL_FROM_PCT}
    costs = [(a.place, a.mets) for a in BACKWARD if a.place in places] + [
        (place, derived_backward_mets(speed_mps, place[1], b))
        for place, speed_mps in places.items()
        for b in DERIVED_B.values()
    ]
    return [mets / acsm_walking_mets(places[place], place[1]) for place, mets in costs]


def _widened(
    mets: Band, reference: Band, speed_mps: float, grade_pct: float, anchors: Sequence[Anchor]
) -> Band:
    """Slower than anybody was measured: from no dearer than forward, to the highest ratio published.

    Walking slower costs no more than at the slowest measured speed, so the band ends there at the latest.
    """
    known = max(0.0, (speed_mps - _NOTHING_KNOWN_MPS) / (SLOWEST_MEASURED_MPS - _NOTHING_KNOWN_MPS))
    at_slowest = backward_mets(SLOWEST_MEASURED_MPS, grade_pct, anchors=anchors)
    return Band(
        reference.low + (mets.low - reference.low) * known,
        mets.mid,
        min(reference.high * HIGHEST_RATIO, at_slowest.high),
    )


def _with_practice(mets: Band, reference: Band, practised: bool | None) -> Band:
    """Practice takes off about a fifth, though never more than backward costs over forward.

    The high end stays: the fifth was found in eight men, and nobody knows whom it leaves out.
    """
    low = max(mets.low * PRACTISED, reference.low)
    mid = max(mets.mid * PRACTISED, reference.mid) if practised else mets.mid
    return Band(low, mid, mets.high)
