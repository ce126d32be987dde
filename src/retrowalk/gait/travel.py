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

from retrowalk.gait.strapdown import cross

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


CAP = 3.0
"""No stride's vote counts for more than this log-odds (95 %): one odd stride must not turn a bout."""

_SIMULATED = (
    "virtual_snu, simulated sensors: the refitted slope is halved, for impacts, flesh and loose pockets"
)
_REAL_TOO = "virtual_snu (simulated) with real forward walking of "
_HALVED = "; halved, for its strides overlap and each step votes twice"
WEIGHTS: dict[Placement, dict[Source, Weight]] = {
    "foot": {"strapdown": Weight(9.0, 0.10, _REAL_TOO + "gaitmap example data")},
    "ankle": {"strapdown": Weight(4.4, 0.10, _SIMULATED), "pitch_rate": Weight(6.4, 0.15, _SIMULATED)},
    "shank": {"pitch_rate": Weight(6.4, 0.15, "taken from the ankle")},
    "thigh": {
        "pitch_rate": Weight(4.4, 0.15, "taken from the pocket"),
        "phase": Weight(
            2.0, 0.40, "engineering judgement: less than a pocket, checked on real thighs, not fitted"
        ),
    },
    "pocket": {
        "pitch_rate": Weight(4.4, 0.15, _SIMULATED),
        "phase": Weight(10.0, 0.30, _REAL_TOO + "oxford_steps"),
    },
    "waist": {"phase": Weight(2.8, 0.20, _REAL_TOO + "mobgap_lab" + _HALVED)},
    "chest": {"phase": Weight(3.2, 0.20, _REAL_TOO + "oxford_steps (a neck pouch)" + _HALVED)},
}

CEILING: dict[Placement, float] = {
    "foot": 0.999,
    "ankle": 0.99,
    "shank": 0.99,
    "thigh": 0.99,
    "pocket": 0.99,
    "waist": 0.95,
}
OTHER_CEILING = 0.92
"""No probability is told above this: a source can be wrong for a whole walk, however well its strides agree. A product
rule: 0.99 where no real backward recording stands behind the placement, less on the trunk, where simulated walks
with turns were judged wrong in 4 to 20 % of strides (the validation book shows the calibration), and wherever
direction rests on the walker's own labels alone."""

LIFT_GATE, FAINT_LIFT_GATE, FAINT_SHARE = 0.5, 0.25, 0.3
"""The noise gate of the phase source. The vertical swing at step frequency must reach 0.5 m/s²; a fainter one, down
to 0.25 m/s², counts only while 30 % of all movement is at step frequency, so that it is steps and not fidgeting.
On the real lower backs we have, strides slower than about 0.6 m/s lie below the gate."""

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
    return np.asarray(skewness * cross(up, axis))


def phase_travel(acceleration: FloatArray, up: FloatArray) -> FloatArray:
    """Travel from the phase of level against vertical acceleration at step frequency, over one stride.

    The trunk is slowest where it is highest, so the level acceleration along the way of travel leads the vertical
    one by a quarter of a step (Zijlstra & Hof, Gait Posture 18 (2003) 1, describe the inverted pendulum).

    Args:
        acceleration: shape (n, 3), smoothed, over exactly one stride (two steps), m/s².
        up: unit vector.

    Returns:
        shape (3,), m/s²; zeros below the noise gate.
    """
    n = len(acceleration)
    wave = np.exp(-4j * np.pi * np.arange(n) / n)
    moving = acceleration - acceleration.mean(axis=0)
    vertical = moving @ up
    lift = (vertical * wave).mean()
    swing = (level(moving, up) * wave[:, None]).mean(axis=0)
    size = abs(lift)
    at_step_frequency = 2 * (size**2 + (np.abs(swing) ** 2).sum())
    share = at_step_frequency / max(float((moving**2).sum(axis=1).mean()), 1e-12)
    if size < FAINT_LIFT_GATE or (size < LIFT_GATE and share < FAINT_SHARE):
        return np.zeros(3)
    return np.asarray((swing * np.conj(lift)).imag / size)
