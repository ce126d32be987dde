"""The body as one chain of stiff segments: where each is, and how it is turned, at any moment.

The feet and the trunk are given (planned footholds, an inverted pendulum); thigh and shank follow from them
by two-link inverse kinematics. Axes of the world: x ahead at the start, y left, z up; of each segment: x
ahead of it, y left, z along it. Positive pitch, about y, leans forward or turns the toe down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.build import Build, Pose
from retrowalk.simulate.curves import Curve, about, times
from retrowalk.simulate.foot import Foot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

# What the trunk's curve holds.
BASE_X, BASE_Y, HEADING = 0, 1, 2  # the mean path
HEIGHT, SURGE, SWAY = 3, 4, 5  # the hips against standing height and against the path: up, ahead, left
YAW, PITCH, ROLL, CHEST_YAW = 6, 7, 8, 9  # turns of the pelvis, and of the chest
ARM = 10  # angle of the left upper arm; the right one opposes it
CHANNELS = 11
_FULL_STRETCH = 0.99  # of the leg: people keep some bend in the knee
_SOFT = 0.012


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """Everything about the moving walker; each method gives a pose at the times, shape (n,)."""

    build: Build
    trunk: Curve
    rail: Curve  # 1 with a hand on it
    feet: dict[Side, Foot]

    def pelvis(self, t_s: FloatArray) -> Pose:
        """At the middle of the hips."""
        c = self.trunk(t_s)
        turn = about(2, c[:, HEADING] + c[:, YAW]) @ about(1, c[:, PITCH]) @ about(0, c[:, ROLL])
        return Pose(_hips(c, self.build), turn)

    def chest(self, t_s: FloatArray) -> Pose:
        """The upper trunk, still given at the middle of the hips, about which it leans."""
        c = self.trunk(t_s)
        return Pose(_hips(c, self.build), about(2, c[:, HEADING] + c[:, CHEST_YAW]) @ about(1, c[:, PITCH]))

    def foot(self, t_s: FloatArray, side: Side) -> Pose:
        """At the ankle."""
        return self.feet[side].pose(t_s, self.build)

    def leg(self, t_s: FloatArray, side: Side) -> tuple[Pose, Pose]:
        """The thigh, at the hip, and the shank, at the ankle."""
        b = self.build
        aside = b.hip_aside_m if side == "left" else -b.hip_aside_m
        pelvis = self.pelvis(t_s)
        hip = pelvis.at(np.array([0.0, aside, 0.0]))
        foot = self.foot(t_s, side)
        to_ankle = foot.position - hip
        distance = np.linalg.norm(to_ankle, axis=1)
        up = -to_ankle / distance[:, None]
        # The knee bends towards where pelvis and foot head on average.
        front = _heading(pelvis) + _heading(foot)
        left = np.cross(up, front)
        left /= np.linalg.norm(left, axis=1)[:, None]
        ahead = np.cross(left, up)
        # A planned stride can be a little too long for the leg: it stretches smoothly instead of snapping.
        full, soft = _FULL_STRETCH * b.leg_m, _SOFT * b.leg_m
        d = full - soft * np.logaddexp(0.0, (full - distance) / soft)
        at_hip = np.arccos((b.thigh_m**2 + d**2 - b.shank_m**2) / (2 * b.thigh_m * d))
        at_ankle = np.arccos((b.shank_m**2 + d**2 - b.thigh_m**2) / (2 * b.shank_m * d))
        return (
            Pose(hip, _upright(up, ahead, left, -at_hip)),
            Pose(foot.position, _upright(up, ahead, left, at_ankle)),
        )

    def arm(self, t_s: FloatArray, side: Side) -> tuple[Pose, Pose]:
        """The upper arm, at the shoulder, and the forearm, at the elbow."""
        b, c = self.build, self.trunk(t_s)
        sign = 1 if side == "left" else -1
        shoulder = self.chest(t_s).at(np.array([0.0, sign * b.shoulder_aside_m, b.shoulder_m]))
        swing = sign * c[:, ARM]
        # A swinging elbow bends more on the way forward; on the rail it follows the mean path only.
        rail = self.rail(t_s)[:, 0]
        free = 1 - rail
        upper_angle = swing * free - 0.15 * rail
        bend = 0.35 - 0.4 * np.tanh(swing) * free + rail
        turn = about(2, c[:, HEADING])
        # Held a little away from the body, and turning inward where it swings forward.
        away = np.full(len(t_s), 0.1 * sign)
        upper = turn @ about(0, away) @ about(1, upper_angle)
        lower = (
            turn
            @ about(0, away)
            @ about(2, -sign * (0.2 - 0.5 * swing * free))
            @ about(1, upper_angle - bend)
        )
        elbow = shoulder + times(upper, np.array([0.0, 0.0, -b.upper_arm_m]))
        steady = np.stack([c[:, BASE_X], c[:, BASE_Y], np.full(len(t_s), b.hip_m + 0.25 * b.leg_m)], axis=1)
        steady += times(turn, np.array([0.05, sign * (b.shoulder_aside_m + 0.02), 0.0]))
        held = elbow * free[:, None] + steady * rail[:, None]
        return Pose(shoulder, upper), Pose(held, lower)


def _hips(c: FloatArray, build: Build) -> FloatArray:
    cos, sin = np.cos(c[:, HEADING]), np.sin(c[:, HEADING])
    return np.stack(
        [
            c[:, BASE_X] + c[:, SURGE] * cos - c[:, SWAY] * sin,
            c[:, BASE_Y] + c[:, SURGE] * sin + c[:, SWAY] * cos,
            build.hip_m + c[:, HEIGHT],
        ],
        axis=1,
    )


def _heading(pose: Pose) -> FloatArray:
    """The level unit vector square to the left axis, which, unlike the one ahead, never points straight down."""
    left = pose.rotation[:, :, 1]
    flat = np.column_stack([left[:, 1], -left[:, 0], np.zeros(len(left))])
    return np.asarray(flat / np.linalg.norm(flat, axis=1)[:, None])


def _upright(up: FloatArray, ahead: FloatArray, left: FloatArray, pitch: FloatArray) -> FloatArray:
    """Rotations whose z is ``up`` pitched by an angle towards ``ahead``: columns are the segment's axes."""
    cos, sin = np.cos(pitch)[:, None], np.sin(pitch)[:, None]
    return np.stack([ahead * cos - up * sin, left, up * cos + ahead * sin], axis=2)
