"""Smooth curves through timed knots, and small rotations: the mathematics under the walker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """Piecewise quintic through knots with given value, rate and acceleration: continuous in all three.

    Outside its knots it rests at the first or last value.

    Attributes:
        knots_s: shape (k,), increasing.
        coefficients: shape (k - 1, 6, c): ascending powers of the time since the knot before.
    """

    knots_s: FloatArray
    coefficients: FloatArray

    def __call__(self, t_s: FloatArray) -> FloatArray:
        """Values at the times: shape (n, c)."""
        pieces, since = self._pieces(t_s)
        out = pieces[:, 5]
        for power in (4, 3, 2, 1, 0):
            out = out * since + pieces[:, power]
        return out

    def with_derivatives(self, t_s: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Values, rates and accelerations at the times, which lie between the knots: shape (n, c) each."""
        pieces, since = self._pieces(t_s)
        powers = since[:, :, None] ** np.arange(6)
        out = []
        factors = np.ones(6)
        for order in range(3):
            terms = pieces[:, order:] * (factors[order:] * powers[:, 0, : 6 - order])[:, :, None]
            out.append(terms.sum(axis=1))
            factors = factors * (np.arange(6) - order)
        return out[0], out[1], out[2]

    def _pieces(self, t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        t = np.clip(t_s, self.knots_s[0], self.knots_s[-1])
        piece = np.clip(np.searchsorted(self.knots_s, t, side="right") - 1, 0, len(self.coefficients) - 1)
        return self.coefficients[piece], (t - self.knots_s[piece])[:, None]


class Knots(NamedTuple):
    """What a curve passes through: times (k,), and value, rate and acceleration there, (k, c) each."""

    t_s: FloatArray
    values: FloatArray
    rates: FloatArray
    accelerations: FloatArray


def curve(knots: Knots) -> Curve:
    """The quintic Hermite curve through the knots."""
    knots_s, values, rates, accelerations = knots
    h = np.diff(knots_s)[:, None]
    x0, v0, a0 = values[:-1], rates[:-1], accelerations[:-1]
    d = values[1:] - x0 - v0 * h - a0 * h**2 / 2
    e = (rates[1:] - v0 - a0 * h) * h
    f = (accelerations[1:] - a0) * h**2
    coefficients = np.stack(
        [
            x0,
            v0,
            a0 / 2,
            (10 * d - 4 * e + f / 2) / h**3,
            (-15 * d + 7 * e - f) / h**4,
            (6 * d - 3 * e + f / 2) / h**5,
        ],
        axis=1,
    )
    return Curve(knots_s, coefficients)


def about(axis: int, angle: FloatArray) -> FloatArray:
    """Rotation matrices, shape (n, 3, 3), by angles of shape (n,) about axis 0, 1 or 2 (right-hand rule)."""
    cos, sin = np.cos(angle), np.sin(angle)
    out = np.zeros((*angle.shape, 3, 3))
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out[..., axis, axis] = 1.0
    out[..., i, i] = cos
    out[..., j, j] = cos
    out[..., i, j] = -sin
    out[..., j, i] = sin
    return out


def rotation(vector: FloatArray) -> FloatArray:
    """Rotation matrices, shape (..., 3, 3), of rotation vectors in radians, shape (..., 3) (Rodrigues)."""
    angle = np.linalg.norm(vector, axis=-1)[..., None, None]
    x, y, z = np.moveaxis(vector, -1, 0)
    zero = np.zeros_like(x)
    cross = np.stack(
        [np.stack([zero, -z, y], -1), np.stack([z, zero, -x], -1), np.stack([-y, x, zero], -1)], -2
    )
    # np.sinc(a/π) is sin(a)/a, well behaved at 0.
    return np.asarray(
        np.eye(3) + np.sinc(angle / np.pi) * cross + 0.5 * np.sinc(angle / (2 * np.pi)) ** 2 * (cross @ cross)
    )


def rotation_vector(turns: FloatArray) -> FloatArray:
    """Rotation vectors, shape (n, 3), of small rotations, shape (n, 3, 3): below a quarter turn."""
    skew = 0.5 * np.stack(
        [
            turns[:, 2, 1] - turns[:, 1, 2],
            turns[:, 0, 2] - turns[:, 2, 0],
            turns[:, 1, 0] - turns[:, 0, 1],
        ],
        axis=1,
    )
    sine = np.clip(np.linalg.norm(skew, axis=1, keepdims=True), 0.0, 1.0)
    angle = np.arcsin(sine)
    return np.asarray(skew / np.sinc(angle / np.pi))


def times(matrices: FloatArray, vectors: FloatArray) -> FloatArray:
    """Each matrix times its vector: (n, 3, 3) with (n, 3) or (3,)."""
    return np.asarray(matrices @ vectors if vectors.ndim == 1 else (matrices @ vectors[..., None])[..., 0])
