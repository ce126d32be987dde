"""Walking forward: the Compendium on the level, the ACSM equation uphill."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from retrowalk.energy.band import Band
from retrowalk.energy.equations import ACSM_FROM_MPS, acsm_walking_mets
from retrowalk.energy.published import FORWARD, MPH, Forward

UPHILL_FROM_PCT = 5.0
"""Where the published uphill ratios begin; between level and here we go in a straight line."""

# Entry 17210 (2.9–3.5 mph, 1–5 %: 5.3) lies 11 % above the equation in the middle of its range: uphill the band
# reaches so far to either side of the equation.
UPHILL_TOLERANCE = 1.11


def reference_mets(speed_mps: float, grade_pct: float) -> Band:
    """What walking forward costs, as the published ratios of backward to forward take it.

    Level, that is the Compendium; from 5 % the ACSM equation. Uphill under 50 m/min, where the equation does not hold,
    it is good enough to put a bound on walking backward, and never shown as a figure for walking forward.

    Args:
        speed_mps: m/s.
        grade_pct: uphill, percent.
    """
    level = _level(speed_mps)
    if grade_pct <= 0:
        return level
    if speed_mps < ACSM_FROM_MPS:
        return slowly_uphill(reference_mets, speed_mps, grade_pct)
    uphill = acsm_walking_mets(speed_mps, max(grade_pct, UPHILL_FROM_PCT))
    return level.toward(Band(uphill, uphill, uphill), min(grade_pct / UPHILL_FROM_PCT, 1))


def slowly_uphill(mets: Callable[[float, float], Band], speed_mps: float, grade_pct: float) -> Band:
    """The level's cost, and what the slope adds at 50 m/min scaled with the metres climbed a minute.

    Args:
        mets: by speed and grade.
        speed_mps: m/s, under 50 m/min.
        grade_pct: uphill, percent.
    """
    added = mets(ACSM_FROM_MPS, grade_pct).mid - mets(ACSM_FROM_MPS, 0).mid
    return mets(speed_mps, 0) + added * speed_mps / ACSM_FROM_MPS


def forward_mets(speed_mps: float, grade_pct: float) -> Band:
    """What walking forward costs: the Compendium's entries and, from 50 m/min, the ACSM equation.

    Args:
        speed_mps: m/s, up to 2.46; uphill from 0.84 to 2.01.
        grade_pct: uphill, percent, 0 to 15.
    """
    reference = reference_mets(speed_mps, grade_pct)
    if speed_mps < ACSM_FROM_MPS:
        return reference
    equation = acsm_walking_mets(speed_mps, grade_pct)
    # On the level the equation itself is the low end already; below it there is nothing published.
    below = 1 + (UPHILL_TOLERANCE - 1) * min(grade_pct / UPHILL_FROM_PCT, 1)
    return Band(
        min(reference.low, equation / below),
        reference.mid,
        max(reference.high, equation * UPHILL_TOLERANCE),
    )


def entries_around(speed_mps: float) -> tuple[Forward, Forward]:
    """The Compendium's entries below and above a speed; beyond the first or last, that one twice.

    Args:
        speed_mps: m/s.
    """
    after = bisect_right(FORWARD, speed_mps / MPH, key=lambda entry: entry.mph)
    return FORWARD[max(after - 1, 0)], FORWARD[min(after, len(FORWARD) - 1)]


def _level(speed_mps: float) -> Band:
    """The Compendium's entries, in a straight line from each to the next."""
    below, above = entries_around(speed_mps)
    if below is above:
        return below.mets
    return below.mets.toward(above.mets, (speed_mps / MPH - below.mph) / (above.mph - below.mph))
