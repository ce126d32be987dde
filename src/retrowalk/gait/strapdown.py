"""Where the foot went between two still moments: strapdown integration with zero-velocity updates.

Method: Skog, Händel, Nilsson, Rantakokko, "Zero-velocity detection", IEEE Trans Biomed Eng 57 (2010) 2657, reduced
to one stride at a time: attitude from the gyroscope, gravity from the accelerometer while the foot is still at both
ends, and the velocity left over at the end taken out linearly. A belt that moves evenly is as good as ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.gait.grid import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrowalk.recordings.model import FloatArray

GRAVITY = 9.81
STILL_HALF = 8
"""Samples on either side of a still moment over which gravity is averaged."""


@dataclass(frozen=True, eq=False, slots=True)
class Displacement:
    """Of n strides, in the sensor's own axes at mid-stride heading.

    Attributes:
        horizontal_m: shape (n, 3), the level part of the way travelled.
        up: shape (n, 3), unit vectors.
        rise_m: shape (n,), the vertical part.
        turn_rad: shape (n,), heading turned, positive to the left.
        length_sd_m: shape (n,), standard uncertainty of the way: 3 cm, and a fifth of how far taking the drift out
            moved its end. Engineering judgement; the validation book shows how often it holds.
        along_mps: shape (n, longest), speed along the way travelled at each sample of the stride; 0 after its end.
    """

    horizontal_m: FloatArray
    up: FloatArray
    rise_m: FloatArray
    turn_rad: FloatArray
    length_sd_m: FloatArray
    along_mps: FloatArray


def _multiply(a: FloatArray, b: FloatArray) -> FloatArray:
    """Quaternion product along the last axis (w, x, y, z)."""
    aw, ax, ay, az = (a[..., k] for k in range(4))
    bw, bx, by, bz = (b[..., k] for k in range(4))
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        axis=-1,
    )


def cross(a: FloatArray, b: FloatArray) -> FloatArray:
    """Cross product along the last axis: numpy.cross without its overhead."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=-1)


def _rotate(q: FloatArray, v: FloatArray) -> FloatArray:
    """Vectors v turned by unit quaternions q."""
    twice = 2 * cross(q[..., 1:], v)
    return np.asarray(v + q[..., :1] * twice + cross(q[..., 1:], twice))


def _attitude(rate: FloatArray) -> FloatArray:
    """Attitude at each sample against the first, from angular velocity. Shapes (n, m, 3) -> (n, m, 4)."""
    mean = np.zeros_like(rate)
    mean[:, 1:] = (rate[:, 1:] + rate[:, :-1]) / 2
    q = np.concatenate([np.ones((*mean.shape[:2], 1)), mean / (2 * RATE_HZ)], axis=-1)
    q /= np.sqrt((q * q).sum(-1, keepdims=True))
    reach = 1
    while reach < q.shape[1]:  # running product by doubling
        q[:, reach:] = _multiply(q[:, :-reach].copy(), q[:, reach:])
        reach *= 2
    return q


def unit(v: FloatArray) -> FloatArray:
    """Vectors brought to length one along the last axis; a zero vector stays zero."""
    length = np.sqrt((v * v).sum(-1, keepdims=True))
    return np.asarray(np.divide(v, length, out=np.zeros_like(v), where=length > 0))


def turned(v: FloatArray, axis: FloatArray, angle: FloatArray) -> FloatArray:
    """Vectors v, at right angles to unit vectors axis, turned about them by angle (rad)."""
    return np.asarray(v * np.cos(angle)[:, None] + cross(axis, v) * np.sin(angle)[:, None])


def carried_over(v: FloatArray, old_up: FloatArray, new_up: FloatArray) -> FloatArray:
    """A vector carried along as a sensor tilts from one up to another, by the shortest way. Shapes (3,)."""
    q = np.concatenate([[1 + old_up @ new_up], cross(old_up, new_up)])
    return _rotate(unit(q), v)


def displacement(x: FloatArray, start: NDArray[np.int64], stop: NDArray[np.int64]) -> Displacement:
    """Integrates each stride from one still moment to the next.

    Args:
        x: shape (m, 6), acceleration and angular velocity on the grid.
        start, stop: shape (n,), rows of x at which the foot was still.
    """
    count, longest = len(start), int((stop - start).max()) + 1
    step = np.arange(longest)
    rows = np.minimum(start[:, None] + step, stop[:, None])
    inside = (step <= (stop - start)[:, None])[..., None]
    around = np.arange(-STILL_HALF, STILL_HALF + 1)

    def gravity(at: NDArray[np.int64]) -> FloatArray:
        return unit(x[np.clip(at[:, None] + around, 0, len(x) - 1), :3].mean(axis=1))

    q = _attitude(np.where(inside, x[rows, 3:], 0.0))
    specific = _rotate(q, x[rows, :3])
    up_first = gravity(start)
    up_last = _rotate(q[np.arange(count), stop - start], gravity(stop))
    share = (step / (stop - start)[:, None])[..., None]
    up = unit(up_first[:, None] * (1 - share) + up_last[:, None] * share)
    acceleration = np.where(inside, specific - GRAVITY * up, 0.0)
    velocity = np.zeros_like(acceleration)
    velocity[:, 1:] = np.cumsum((acceleration[:, 1:] + acceleration[:, :-1]) / 2, axis=1) / RATE_HZ
    left_over = velocity[np.arange(count), stop - start]
    moved = np.sqrt((left_over * left_over).sum(-1)) * (stop - start) / RATE_HZ / 2
    velocity = np.where(inside, velocity - left_over[:, None] * share, 0.0)
    # Running sums: unlike .sum(), they add in an order that does not depend on the longest stride of the batch.
    way = np.cumsum((velocity[:, 1:] + velocity[:, :-1]) / 2, axis=1)[:, -1] / RATE_HZ
    mean_up = unit(up_first + up_last)
    rise = (way * mean_up).sum(-1)
    level = way - mean_up * rise[:, None]
    about_up = (np.where(inside, _rotate(q, x[rows, 3:]), 0.0) * mean_up[:, None]).sum(-1)
    turn = np.cumsum(about_up, axis=1)[:, -1] / RATE_HZ
    return Displacement(
        # A foot that turns while it swings travels along the heading of mid-stride, not of its start.
        horizontal_m=turned(level, mean_up, -turn / 2),
        up=mean_up,
        rise_m=rise,
        turn_rad=turn,
        length_sd_m=0.03 + 0.2 * moved,
        along_mps=(velocity * unit(level)[:, None]).sum(-1),
    )
