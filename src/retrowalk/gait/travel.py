"""Which way the legs travel, in the sensor's own levelled frame: the sources, and how much each is worth.

Every source gives a travel vector per stride, level, in the sensor's axes; its length says how strong the sign is,
so that a weak stride has a weak vote. The log-odds that a stride goes the way a unit vector e points is
``weight × travel · e``, capped, and summed over the sources. The weights are learnt from recordings whose terms
allow it and are shown, beside what a refit gives, in the validation book.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray, Placement

Source = Literal["strapdown", "pitch_rate", "phase"]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one source is worth at one placement.

    Attributes:
        slope: log-odds per unit of the travel vector (strapdown: m; pitch_rate: skewness; phase: m/s²).
        gate: a vector shorter than this has no vote.
        learnt_from: the data behind the slope.
    """

    slope: float
    gate: float
    learnt_from: str


CAP = 4.0
"""No stride's vote counts for more than this log-odds (98 %): one odd stride must not turn a bout."""

_JUDGED = "engineering judgement, checked but not fitted"
WEIGHTS: dict[Placement, dict[Source, Weight]] = {
    "foot": {"strapdown": Weight(12.0, 0.10, _JUDGED)},
    "ankle": {"strapdown": Weight(12.0, 0.10, _JUDGED), "pitch_rate": Weight(3.0, 0.15, _JUDGED)},
    "shank": {"pitch_rate": Weight(6.0, 0.15, _JUDGED)},
    "thigh": {"pitch_rate": Weight(4.0, 0.15, _JUDGED), "phase": Weight(2.0, 0.40, _JUDGED)},
    "pocket": {"pitch_rate": Weight(4.0, 0.15, _JUDGED), "phase": Weight(5.0, 0.30, _JUDGED)},
    "waist": {"phase": Weight(5.0, 0.30, _JUDGED)},
    "chest": {"phase": Weight(5.0, 0.30, _JUDGED)},
}

VERTICAL_GATE = 0.5
"""m/s²: the vertical swing at step frequency below which the phase source is lost in noise. On the lower back
this is where strides at under about 0.6 m/s lie."""

COUNT_ONLY: frozenset[Placement] = frozenset({"wrist", "hand", "arm", "bag", "unknown"})
"""Steps are counted there; direction is unknown unless this wearing's own calibration held both directions."""


def weights_for(placement: Placement, *, both_ways_calibrated: bool = False) -> dict[Source, Weight]:
    """The sources that may vote at a placement."""
    if placement in COUNT_ONLY:
        return {"phase": WEIGHTS["waist"]["phase"]} if both_ways_calibrated else {}
    return WEIGHTS[placement]


def level(v: FloatArray, up: FloatArray) -> FloatArray:
    """The part of v at right angles to the unit vector up."""
    return np.asarray(v - up * (v * up).sum(-1, keepdims=True))


def pitch_rate_travel(rate: FloatArray, up: FloatArray) -> FloatArray:
    """Travel from the skewness of the pitch rate over one stride: the swing is the faster lobe.

    Args:
        rate: shape (n, 3), smoothed angular velocity over one stride.
        up: unit vector.

    Returns:
        shape (3,): skewness × (up × pitch axis), which does not depend on the sign chosen for the axis.
    """
    flat = level(rate, up)
    _, vectors = np.linalg.eigh(flat.T @ flat)
    axis = vectors[:, 2]
    rotation = flat @ axis
    rotation = rotation - rotation.mean()
    spread = np.sqrt((rotation**2).mean())
    if spread == 0:
        return np.zeros(3)
    skewness = (rotation**3).mean() / spread**3
    return np.asarray(skewness * np.cross(up, axis))


def phase_travel(acceleration: FloatArray, up: FloatArray) -> FloatArray:
    """Travel from the phase of level against vertical acceleration at step frequency, over one stride.

    The trunk is slowest where it is highest, so the level acceleration along the way of travel leads the vertical
    one by a quarter of a step (Zijlstra & Hof, Gait Posture 18 (2003) 1, describe the inverted pendulum).

    Args:
        acceleration: shape (n, 3), smoothed, over exactly one stride (two steps), m/s².
        up: unit vector.

    Returns:
        shape (3,), m/s²; zeros below the vertical gate.
    """
    n = len(acceleration)
    wave = np.exp(-4j * np.pi * np.arange(n) / n)
    vertical = acceleration @ up
    lift = ((vertical - vertical.mean()) * wave).mean()
    size = abs(lift)
    if size < VERTICAL_GATE:
        return np.zeros(3)
    flat = level(acceleration, up)
    swing = ((flat - flat.mean(axis=0)) * wave[:, None]).mean(axis=0)
    return np.asarray((swing * np.conj(lift)).imag / size)
