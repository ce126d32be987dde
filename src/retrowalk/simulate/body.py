"""The body as one chain of stiff segments: where each is, and how it is turned, at any moment.

The feet and the trunk are given (planned footholds, an inverted pendulum); thigh and shank follow from them
by two-link inverse kinematics. Axes of the world: x ahead at the start, y left, z up; of each segment: x
ahead of it, y left, z along it. Positive pitch, about y, leans forward or turns the toe down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.curves import Curve, Knots, about, curve, times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrowalk.simulate.steps import Stance

    FloatArray = NDArray[np.float64]

# What the trunk's curve holds.
BASE_X, BASE_Y, HEADING = 0, 1, 2  # the mean path
HEIGHT, SURGE, SWAY = 3, 4, 5  # the hips against standing height and against the path: up, ahead, left
YAW, PITCH, ROLL, CHEST_YAW = 6, 7, 8, 9  # turns of the pelvis, and of the chest
ARM = 10  # angle of the left upper arm; the right one opposes it
RAIL = 11  # 1 with a hand on the rail
CHANNELS = 12
_STAND_STRETCH = 0.99  # a standing leg is nearly straight
_FULL_STRETCH = 0.995
_EARLY = 10.0


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


@dataclass(frozen=True, eq=False, slots=True)
class Foot:
    """One foot's stances as curves: its pitch at all times, ankle and heading where it swings."""

    pitch: Curve
    swing: Curve  # x, y, z of the ankle, heading; knots are last touch, first touch, last touch, …
    lift_m: FloatArray  # (swings, 2): of the ankle half-way, and how much more of it early than late
    footholds: FloatArray  # (stances, 3): x, y, heading

    def pose(self, t_s: FloatArray, build: Build) -> Pose:
        """The foot's pose, at the ankle."""
        pitch = self.pitch(t_s)[:, 0]
        knots = self.swing.knots_s
        passed = np.searchsorted(knots, t_s, side="right")
        swinging = passed % 2 == 1
        path = self.swing(t_s)
        heading = path[:, 3]
        hold = self.footholds[passed // 2]
        ahead, up = _ankle(pitch, build)
        stance = np.stack(
            [hold[:, 0] + ahead * np.cos(hold[:, 2]), hold[:, 1] + ahead * np.sin(hold[:, 2]), up], axis=1
        )
        before = np.clip(passed - 1, 0, len(knots) - 2)
        part = np.clip((t_s - knots[before]) / (knots[before + 1] - knots[before]), 0, 1)
        early = 1 - 2 * part
        shape, lift = (part * (1 - part)) ** 3, self.lift_m[before // 2]
        path[:, 2] += 64 * shape * (lift[:, 0] + lift[:, 1] * early)
        # A swinging foot is up to speed sooner than the smoothest curve would have it.
        hop = self.footholds[np.minimum(passed // 2 + swinging, len(self.footholds) - 1), :2]
        path[:, :2] += (_EARLY * shape * early)[:, None] * (hop - self.footholds[before // 2, :2])
        ankle = np.where(swinging[:, None], path[:, :3], stance)
        return Pose(ankle, about(2, np.where(swinging, heading, hold[:, 2])) @ about(1, pitch))


def _ankle(pitch: FloatArray, build: Build) -> tuple[FloatArray, FloatArray]:
    """The ankle over a foothold, ahead and up: about the heel with the toe up, else about the ball."""
    pivot = np.where(pitch < 0, -0.41, 0.28) * build.foot_m
    ahead, up = -0.20 * build.foot_m - pivot, build.ankle_m
    return pivot + ahead * np.cos(pitch) + up * np.sin(pitch), up * np.cos(pitch) - ahead * np.sin(pitch)


def foot_from(stances: Sequence[Stance], build: Build) -> Foot:
    """The curves of one foot from its stances in time order; the first has no start, the last no end."""
    pitch_knots: list[tuple[float, float, float]] = []
    swing_t: list[float] = []
    swing: list[tuple[FloatArray, FloatArray, FloatArray]] = []
    lifts: list[tuple[float, float]] = []

    def touch(s: Stance, t: float, pitch: float, rate: float) -> None:
        # The swing takes over place, velocity and acceleration of the ankle from the turning foot.
        pivot = (-0.41 if pitch < 0 else 0.28) * build.foot_m
        ahead, up = (float(v) for v in _ankle(np.array(pitch), build))
        along = np.array([math.cos(s.heading), math.sin(s.heading), 0.0, 0.0])
        rise = np.array([0.0, 0.0, 1.0, 0.0])
        place = np.array([s.x_m, s.y_m, 0.0, s.heading])
        swing_t.append(t)
        swing.append(
            (
                place + ahead * along + up * rise,
                rate * (up * along - (ahead - pivot) * rise),
                -(rate**2) * ((ahead - pivot) * along + up * rise),
            )
        )

    for s in stances:
        if s.start_s is not None and s.flat_s is not None:
            pitch_knots += [(s.start_s, s.start_pitch, s.start_rate), (s.flat_s, 0.0, 0.0)]
            touch(s, s.start_s, s.start_pitch, s.start_rate)
        if s.end_s is not None and s.rise_s is not None:
            pitch_knots += [(s.rise_s, 0.0, 0.0), (s.end_s, s.end_pitch, s.end_rate)]
            touch(s, s.end_s, s.end_pitch, s.end_rate)
            lifts.append((s.lift_m, s.early_m))
    if not swing_t:  # a walker who never walks
        still = stances[0]
        touch(still, -2.0, 0.0, 0.0)
        touch(still, -1.0, 0.0, 0.0)
        pitch_knots = [(-2.0, 0.0, 0.0), (-1.0, 0.0, 0.0)]
        lifts = [(0.0, 0.0)]
        stances = [still, still]
    knots = np.array(pitch_knots)
    zero = np.zeros((len(knots), 1))
    x, v, a = (np.array(part) for part in zip(*swing, strict=True))
    return Foot(
        curve(Knots(knots[:, 0], knots[:, 1:2], knots[:, 2:3], zero)),
        curve(Knots(np.array(swing_t), x, v, a)),
        np.array(lifts),
        np.array([(s.x_m, s.y_m, s.heading) for s in stances]),
    )


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """Everything about the moving walker; each method gives a pose at the times, shape (n,)."""

    build: Build
    trunk: Curve
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
        # The knee bends towards where pelvis and foot, levelled, point on average.
        front = _levelled(pelvis.rotation[:, :, 0]) + _levelled(foot.rotation[:, :, 0])
        left = np.cross(up, front)
        left /= np.linalg.norm(left, axis=1)[:, None]
        ahead = np.cross(left, up)
        # A planned stride can be a little too long for the leg: it stretches smoothly instead of snapping.
        full, soft = _FULL_STRETCH * b.leg_m, 0.006 * b.leg_m
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
        rail = c[:, RAIL]
        free = 1 - rail
        upper_angle = swing * free - 0.15 * rail
        bend = 0.35 - 0.4 * np.tanh(swing) * free + rail
        turn = about(2, c[:, HEADING])
        upper = turn @ about(1, upper_angle)
        lower = turn @ about(1, upper_angle - bend)
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


def _levelled(vector: FloatArray) -> FloatArray:
    flat = vector * np.array([1.0, 1.0, 0.0])
    return np.asarray(flat / np.linalg.norm(flat, axis=1)[:, None])


def _upright(up: FloatArray, ahead: FloatArray, left: FloatArray, pitch: FloatArray) -> FloatArray:
    """Rotations whose z is ``up`` pitched by an angle towards ``ahead``: columns are the segment's axes."""
    cos, sin = np.cos(pitch)[:, None], np.sin(pitch)[:, None]
    return np.stack([ahead * cos - up * sin, left, up * cos + ahead * sin], axis=2)
