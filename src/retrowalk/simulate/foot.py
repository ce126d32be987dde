"""One foot: rolling over the ground in stance, carried through the air in swing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.simulate.build import Build, Pose
from retrowalk.simulate.curves import Curve, Knots, about, curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrowalk.simulate.steps import Stance

    FloatArray = NDArray[np.float64]

# Along the foot from its foothold, in lengths of the foot: where it turns with the toe up, where with the toe
# down, and where the ankle is. The foothold lies 45 % of the foot's length from its back end.
_HEEL, _BALL, _ANKLE = -0.41, 0.28, -0.20
_TIP = 0.3  # of the time on the ball, at its end, only the tip touches: the ankle is already carried on
_EARLY = 8.0  # a swinging foot is up to speed sooner than the smoothest curve would have it


@dataclass(frozen=True, eq=False, slots=True)
class Foot:
    """One foot's stances as curves.

    Attributes:
        pitch: at all times, rad, positive toe down.
        swing: x, y, z of the ankle and the heading; knots are by turns the start and the end of a swing.
        lift_m: (swings, 2): of the ankle half-way, and how much more of it early than late.
        footholds: (swings + 1, 3): x, y and heading of each stance.
    """

    pitch: Curve
    swing: Curve
    lift_m: FloatArray
    footholds: FloatArray

    def pose(self, t_s: FloatArray, build: Build) -> Pose:
        """The foot's pose, at the ankle."""
        pitch = self.pitch(t_s)[:, 0]
        knots = self.swing.knots_s
        passed = np.searchsorted(knots, t_s, side="right")
        swinging = passed % 2 == 1
        now = passed // 2
        hold = self.footholds[now]
        ahead, up, _ = _ankle(pitch, build)
        stance = np.column_stack(
            [hold[:, 0] + ahead * np.cos(hold[:, 2]), hold[:, 1] + ahead * np.sin(hold[:, 2]), up]
        )
        path = self.swing(t_s)
        start = np.clip(passed - 1, 0, len(knots) - 2)
        part = np.clip((t_s - knots[start]) / (knots[start + 1] - knots[start]), 0, 1)
        bump, early = (part * (1 - part)) ** 3, 1 - 2 * part
        lift = self.lift_m[start // 2]
        path[:, 2] += 64 * bump * (lift[:, 0] + lift[:, 1] * early)
        hop = self.footholds[np.minimum(now + 1, len(self.footholds) - 1), :2] - hold[:, :2]
        path[:, :2] += (_EARLY * bump * early)[:, None] * hop
        ankle = np.where(swinging[:, None], path[:, :3], stance)
        heading = np.where(swinging, path[:, 3], hold[:, 2])
        return Pose(ankle, about(2, heading) @ about(1, pitch))


def _ankle(pitch: FloatArray, build: Build) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The ankle ahead of and above a foothold, and how far ahead of that the foot turns: heel or ball."""
    pivot = np.where(pitch < 0, _HEEL, _BALL) * build.foot_m
    ahead, up = _ANKLE * build.foot_m - pivot, build.ankle_m
    cos, sin = np.cos(pitch), np.sin(pitch)
    return pivot + ahead * cos + up * sin, up * cos - ahead * sin, pivot


def foot_from(stances: Sequence[Stance], build: Build) -> Foot:
    """One foot from its stances in time order; the first has no start, the last no end."""
    turns: list[tuple[float, float, float]] = []  # knots of the pitch: time, angle, rate
    swings: list[tuple[float, float, float, float]] = []  # time, x, y, heading where a swing starts or ends
    lifts: list[tuple[float, float]] = []
    for s in stances:
        if s.start_s is not None and s.flat_s is not None:
            turns += [(s.start_s, s.start_pitch, s.start_rate), (s.flat_s, 0.0, 0.0)]
            tip = _TIP * (s.flat_s - s.start_s) if s.start_pitch > 0 else 0.0
            swings.append((s.start_s + tip, s.x_m, s.y_m, s.heading))
        if s.end_s is not None and s.rise_s is not None:
            turns += [(s.rise_s, 0.0, 0.0), (s.end_s, s.end_pitch, s.end_rate)]
            tip = _TIP * (s.end_s - s.rise_s) if s.end_pitch > 0 else 0.0
            swings.append((s.end_s - tip, s.x_m, s.y_m, s.heading))
            lifts.append((s.lift_m, s.early_m))
    if not swings:  # who never walks makes one swing on the spot before the recording
        still = stances[0]
        stances = [still, still]
        turns = [(-2.0, 0.0, 0.0), (-1.0, 0.0, 0.0)]
        swings = [(t, still.x_m, still.y_m, still.heading) for t in (-2.0, -1.0)]
        lifts = [(0.0, 0.0)]
    knots = np.array(turns)
    pitch = curve(Knots(knots[:, 0], knots[:, 1:2], knots[:, 2:3], np.zeros((len(knots), 1))))
    t, x, y, heading = np.array(swings).T
    # A swing takes place, velocity and acceleration of the ankle from the turning foot, and gives them back.
    angle, rate, change = (channel[:, 0] for channel in pitch.with_derivatives(t))
    ahead, up, pivot = _ankle(angle, build)
    arm = ahead - pivot
    zero = np.zeros_like(t)

    def spread(along: FloatArray, upward: FloatArray) -> FloatArray:
        return np.column_stack([along * np.cos(heading), along * np.sin(heading), upward, zero])

    places = spread(ahead, up) + np.column_stack([x, y, zero, heading])
    rates = spread(rate * up, -rate * arm)
    accelerations = spread(change * up - rate**2 * arm, -change * arm - rate**2 * up)
    return Foot(
        pitch,
        curve(Knots(t, places, rates, accelerations)),
        np.array(lifts),
        np.array([(s.x_m, s.y_m, s.heading) for s in stances]),
    )
