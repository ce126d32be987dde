"""The measures of a body, and where a part of it can be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.simulate.curves import times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_STAND_STRETCH = 0.988  # of the leg: a standing one is nearly straight


@dataclass(frozen=True, slots=True)
class Build:
    """Lengths of the body in m, from its height (Drillis & Contini 1966; Winter 2009, table 4.1)."""

    height_m: float

    @property
    def thigh_m(self) -> float:
        return 0.245 * self.height_m

    @property
    def shank_m(self) -> float:
        return 0.246 * self.height_m

    @property
    def leg_m(self) -> float:
        return self.thigh_m + self.shank_m

    @property
    def ankle_m(self) -> float:
        return 0.039 * self.height_m

    @property
    def foot_m(self) -> float:
        return 0.152 * self.height_m

    @property
    def hip_m(self) -> float:
        """Height of the hips when standing. The foothold, 45 % along the foot, is then under the hip."""
        ankle_behind = 0.20 * self.foot_m
        return self.ankle_m + math.sqrt((_STAND_STRETCH * self.leg_m) ** 2 - ankle_behind**2)

    @property
    def hip_aside_m(self) -> float:
        return 0.052 * self.height_m

    @property
    def shoulder_m(self) -> float:
        """Height of the shoulders above the hips."""
        return 0.288 * self.height_m

    @property
    def shoulder_aside_m(self) -> float:
        return 0.12 * self.height_m

    @property
    def upper_arm_m(self) -> float:
        return 0.186 * self.height_m

    @property
    def forearm_m(self) -> float:
        return 0.146 * self.height_m


@dataclass(frozen=True, eq=False, slots=True)
class Pose:
    """Positions (n, 3) in m and rotations (n, 3, 3), segment to world."""

    position: FloatArray
    rotation: FloatArray

    def at(self, offset: FloatArray) -> FloatArray:
        """Where a point of the segment, (3,) in its axes, is in the world: (n, 3)."""
        return self.position + times(self.rotation, offset)
