"""The trunk over its footholds.

It is an inverted pendulum over the standing foot: highest and slowest in the middle of single support, lowest
and fastest in the middle of double support (Cavagna 1976), swaying over the standing foot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.body import (
    ARM,
    BASE_X,
    BASE_Y,
    CHANNELS,
    CHEST_YAW,
    HEADING,
    HEIGHT,
    PITCH,
    ROLL,
    SURGE,
    SWAY,
    YAW,
)
from retrowalk.simulate.build import Build
from retrowalk.simulate.curves import Knots
from retrowalk.simulate.style import SETTLE_S, SIGN, Style, footholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_GRAVITY = 9.80665


def trunk_knots(styles: Sequence[Style], contacts: Sequence[float], build: Build, first: Side) -> Knots:
    """Knots of the trunk's channels for a run of n steps: (2 n + 1, CHANNELS).

    At rest; then by turns the middles of double support (after each contact) and of single support; at rest.
    """
    n = len(styles)
    double_s = np.array([s.double_s for s in styles])
    tau = np.array(contacts)
    doubles, singles = np.arange(1, 2 * n, 2), np.arange(2, 2 * n, 2)
    t = np.empty(2 * n + 1)
    t[0], t[-1] = 0.12, contacts[-1] + double_s[-1] / 2 + SETTLE_S - 0.05
    t[doubles] = tau + double_s / 2
    t[singles] = (tau[:-1] + double_s[:-1] + tau[1:]) / 2
    knots = Knots(t, *(np.zeros((len(t), CHANNELS)) for _ in range(3)))
    _mean_path(knots, styles)
    knots.values[1:-1, PITCH] = np.repeat([s.lean for s in styles], 2)[:-1]
    _oscillate(knots, styles[:-1], build, SIGN[first] * np.resize([1.0, -1.0], n - 1))
    return knots


def _mean_path(knots: Knots, styles: Sequence[Style]) -> None:
    """Over each foot in the middle of its single support, with the mean speed and the turn between."""
    t, values, rates, accelerations = knots
    nodes = footholds(styles)
    path = np.empty((len(t), 3))
    path[0], path[-1] = nodes[0], nodes[-1]
    path[1::2] = (nodes[:-1] + nodes[1:]) / 2
    path[2:-1:2] = nodes[1:-1]
    path[-3, :2] -= 0.12 * (nodes[-2] - nodes[-3])[:2]  # slow down into the last foothold
    speed, change = np.zeros_like(path), np.zeros_like(path)
    between = (t[2:] - t[:-2])[:, None]
    speed[1:-1] = (path[2:] - path[:-2]) / between
    speed[-2, :2] = 0.0
    change[1:-1] = (speed[2:] - speed[:-2]) / between
    channels = [BASE_X, BASE_Y, HEADING]
    values[:, channels], rates[:, channels], accelerations[:, channels] = path, speed, change


def _oscillate(knots: Knots, styles: Sequence[Style], build: Build, foot: FloatArray) -> None:
    """What swings about the mean path, step by step; ``foot`` is +1 where the left one has landed."""
    _, values, rates, accelerations = knots
    double = np.arange(1, 2 * len(styles), 2)
    single = double + 1
    pace = math.pi / np.array([s.time_s for s in styles])  # angular frequency of the stride
    ease = np.ones(len(styles))
    ease[[0, -1]] = 0.5  # from standing, and back to it
    length = np.array([s.length_m for s in styles])
    speed = length * pace / math.pi

    def per_stride(channel: int, size: FloatArray, top: Literal["single", "double"]) -> None:
        """To and fro once a stride: ``size`` times ``foot`` in single support, or minus that in double support."""
        size = size * ease
        at, through, sign = (single, double, 1) if top == "single" else (double, single, -1)
        values[at, channel] += sign * foot * size
        accelerations[at, channel] -= sign * foot * size * pace**2
        rates[through, channel] += foot * size * pace

    def per_step(channel: int, size: FloatArray) -> None:
        """Up in single support, down in double support."""
        for at, sign in ((single, 1), (double, -1)):
            values[at, channel] += sign * size
            accelerations[at, channel] -= sign * size * (2 * pace) ** 2

    # How far a stiff leg would make the hips rise and fall; knee, ankle and pelvis take off about half.
    arc = build.leg_m - np.sqrt(build.leg_m**2 - np.minimum(length / 2, 0.6 * build.leg_m) ** 2)
    bob = 0.275 * arc + 0.003
    values[1:-2, HEIGHT] -= np.repeat(0.05 * arc + bob, 2)
    values[-2, HEIGHT] -= 0.3 * arc[-1]
    per_step(HEIGHT, bob)
    # Height is traded for speed, of which walking recovers about two thirds (Cavagna 1976).
    surge = np.minimum(0.6 * _GRAVITY * bob / np.maximum(speed, 0.05), 0.25 * speed)
    rates[single, SURGE] -= surge
    rates[double, SURGE] += surge
    per_stride(SWAY, 0.024 - 0.004 * np.minimum(speed, 1.5), "single")
    # The hip of the leading foot goes ahead, the chest turns the other way, the opposite arm swings forward,
    # the hip over the swinging foot drops, the trunk nods.
    reach = np.minimum(length / 0.7, 1.2)
    per_stride(YAW, math.radians(5) * reach, "double")
    per_stride(CHEST_YAW, math.radians(-4) * reach, "double")
    per_stride(ARM, -np.array([s.arm for s in styles]), "double")
    per_stride(ROLL, math.radians(-3) * reach, "double")
    per_step(PITCH, math.radians(-1.2) * reach)
