"""How even the strides were, by direction: variability, symmetry and regularity, pooled over bouts.

Thirty strides are the least from which variability of gait is commonly told (Galna, Lord, Rochester, Gait Posture 37
(2013) 229); under that everything is None. Turning strides are left out, as they are long on one side by nature.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrowalk.gait.walk import Direction, Step, Walk

FEWEST_STRIDES = 30
TURNING_DPS = 20.0
_LONGEST_STEP_S = 1.5


@dataclass(frozen=True, slots=True)
class Evenness:
    """Figures of one direction of one walk; None where there are under 30 strides or the sensor does not tell.

    Attributes:
        strides: strides in this direction that do not turn.
        stride_time_s: mean.
        stride_time_cv_pct, stride_length_cv_pct: standard deviation in per cent of the mean.
        swing_pct: mean share of the stride in which the foot is off the ground.
        step_asymmetry_pct: difference of the mean times of odd and even steps, in per cent of their mean; only
            where a trunk sensor feels both legs.
        regularity: mean likeness (correlation) of a stride's acceleration to the stride before, at most 1
            (after Moe-Nilssen, Helbostad, J Biomech 37 (2004) 121).
    """

    strides: int
    stride_time_s: float | None = None
    stride_time_cv_pct: float | None = None
    stride_length_cv_pct: float | None = None
    swing_pct: float | None = None
    step_asymmetry_pct: float | None = None
    regularity: float | None = None


def evenness(walk: Walk, direction: Direction) -> Evenness:
    """How even the strides of one direction were.

    Args:
        walk: of any placement.
        direction: which strides to take.
    """
    strides = [
        s for s in walk.strides if s.direction == direction and abs(s.turn_rate_dps or 0.0) < TURNING_DPS
    ]
    # A first stride from rest holds standing as well as walking, where contacts are told.
    timed = [s for s in strides if s.final_contact_s is None or s.initial_contact_s is not None]
    if len(timed) < FEWEST_STRIDES:
        return Evenness(len(timed))
    times = [s.end_s - s.start_s for s in timed]
    lengths = [s.length_m for s in timed if s.length_m is not None]
    swings = [
        100 * (s.end_s - s.final_contact_s) / (s.end_s - s.start_s)
        for s in timed
        if s.final_contact_s is not None
    ]
    likeness = [s.regularity for s in timed if s.regularity is not None]
    return Evenness(
        strides=len(timed),
        stride_time_s=fmean(times),
        stride_time_cv_pct=_cv_pct(times),
        stride_length_cv_pct=_cv_pct(lengths),
        swing_pct=fmean(swings) if len(swings) >= FEWEST_STRIDES else None,
        step_asymmetry_pct=_asymmetry_pct([s for s in walk.steps or () if s.direction == direction]),
        regularity=fmean(likeness) if len(likeness) >= FEWEST_STRIDES else None,
    )


def _cv_pct(values: Sequence[float]) -> float | None:
    return 100 * stdev(values) / fmean(values) if len(values) >= FEWEST_STRIDES else None


def _asymmetry_pct(steps: Sequence[Step]) -> float | None:
    """Steps alternate between the legs within a bout, so odd and even ones are the two legs'; which is which is lost
    at every pause, so each run is folded onto the one before by its longer side."""
    if any(step.inferred or step.side is not None for step in steps):
        return None
    runs: list[list[float]] = [[]]
    for one, two in pairwise(steps):
        gap = two.t_s - one.t_s
        if gap <= _LONGEST_STEP_S:
            runs[-1].append(gap)
        elif runs[-1]:
            runs.append([])
    differences, weights = [], []
    for run in runs:
        if len(run) >= 6:
            odd, even = fmean(run[0::2]), fmean(run[1::2])
            differences.append(abs(odd - even) / fmean(run) * 100)
            weights.append(len(run))
    if sum(weights) < 2 * FEWEST_STRIDES:
        return None
    return sum(d * w for d, w in zip(differences, weights, strict=True)) / sum(weights)
