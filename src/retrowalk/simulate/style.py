"""How each activity is stepped: lengths, times, angles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.build import Build
from retrowalk.simulate.script import Segment, Walker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

SIGN: dict[Side, int] = {"left": 1, "right": -1}
LEAD_S = 0.4  # weight shift before the first foot leaves the ground
SETTLE_S = 0.45  # from the middle of the last double support to standing still


@dataclass(frozen=True, slots=True)
class Style:
    """How one step is done.

    Attributes:
        time_s, length_m: from the contact before to this one.
        double_s: both feet on the ground, after the contact.
        heel_pitch, toe_pitch: of the foot where its heel is first (backward: last) and its toe last (first) on
            the ground, rad, both positive.
        heel_s, toe_s: how long it turns about heel and toe.
        lift_m: of the ankle in the swing.
        impact_mps2: strength of the contact's transient at the foot.
        arm, lean: amplitude of the arm's swing, and of the trunk ahead, rad.
        turn: of the heading against the step before, rad.
    """

    time_s: float
    length_m: float
    double_s: float
    heel_pitch: float
    toe_pitch: float
    heel_s: float
    toe_s: float
    lift_m: float
    impact_mps2: float
    arm: float
    lean: float
    turn: float = 0.0


def style_of(segment: Segment, build: Build, walker: Walker) -> Style:
    """The style of a segment's steps, without variation.

    Orders of magnitude from textbooks (Perry & Burnfield 2010) and, backward, smaller by judgement; none of
    them is fitted to recordings. A toe's contact is taken to be half as hard as a heel's.
    """
    speed, cadence = segment.pace
    time = 60.0 / cadence
    length = speed * time
    back = segment.direction == "backward"
    shuffling = segment.activity.startswith("shuffle")
    reach = min(length / (0.41 * build.height_m), 1.15)  # against a usual step of 0.41 body heights
    # Stance takes 62 % of the stride at 1.25 m/s, more when slower (Hebenstreit 2015), more still backward.
    stance = 0.725 - 0.085 * min(speed, 1.6) + (0.02 if back else 0.0)
    if shuffling:
        stance = max(stance, 0.75)
    if segment.activity == "turn":
        stance = 0.68
    vigour = math.sqrt(reach)
    return Style(
        time_s=time,
        length_m=length,
        double_s=(2 * stance - 1) * time,
        heel_pitch=math.radians(9 if back else 22) * vigour * (0.3 if shuffling else 1.0),
        toe_pitch=math.radians(42 if back else 58) * vigour * (0.3 if shuffling else 1.0),
        heel_s=(0.24 if back else 0.18) * time,
        toe_s=(0.34 if back else 0.50) * time,
        lift_m=0.012 if shuffling else 0.025,
        impact_mps2=walker.impact * (15.0 if back else 30.0) * min(speed / 1.25, 1.5) + (3.0 * walker.impact),
        arm=math.radians(4 if shuffling or segment.activity == "turn" else 22 * min(speed / 1.25, 1.3)),
        lean=math.radians(-1.0 if back else 3.0),
    )


def footholds(styles: Sequence[Style]) -> FloatArray:
    """Where the trunk passes over each foot, x, y and heading: (n + 1, 3), the start first."""
    length = np.array([s.length_m for s in styles])
    length[0] *= 0.6
    if len(styles) > 3:
        length[-2] *= 0.6
    length[-1] = 0.0  # the last foot closes up
    turn = np.array([s.turn for s in styles])
    heading = np.cumsum(turn)
    between = heading - turn / 2
    steps = np.column_stack([length * np.cos(between), length * np.sin(between), turn])
    return np.concatenate([np.zeros((1, 3)), np.cumsum(steps, axis=0)])
