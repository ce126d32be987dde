"""Units by what gravity and walking look like, where no header says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.columns import STANDARD_GRAVITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

# Averaged over some seconds, motion cancels and gravity remains, less what turning takes from it.
_GRAVITY_LOW, _GRAVITY_HIGH = 0.45, 1.7
_ACCELERATION = ((1.0, "m/s²"), (STANDARD_GRAVITY, "g"), (STANDARD_GRAVITY / 1000, "thousandths of g"))
_DEGREE = np.pi / 180
# No body segment turns at 35 rad/s (2000°/s, where most gyroscopes end) again and again.
_FASTEST_RAD_S = 35.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit decided on.

    Attributes:
        factor: to SI.
        sentence: what was assumed, or None where there was nothing to assume.
        gravity: whether gravity is in the signal; None where that cannot be told.
    """

    factor: float
    sentence: str | None = None
    gravity: bool | None = None


def acceleration_unit(levels: FloatArray, sizes: FloatArray, *, declared: float | None, plain: bool) -> Unit:
    """The unit of an acceleration.

    Args:
        levels: sizes of the acceleration vector averaged over some seconds each, in the file's unit.
        sizes: the median sizes of the vector in the same windows.
        declared: factor by the header, or None.
        plain: whether the columns are the contract's own, in m/s² unless they cannot be.
    """
    level, size = (float(np.median(values)) if values.size else 0.0 for values in (levels, sizes))
    if declared is not None:
        return Unit(declared, gravity=_has_gravity(level, declared) if levels.size else None)
    for factor, name in _ACCELERATION:
        if _GRAVITY_LOW * STANDARD_GRAVITY < level * factor < _GRAVITY_HIGH * STANDARD_GRAVITY:
            assumed = (
                None
                if plain and factor == 1.0
                else f"Acceleration is taken to be in {name} (its level is {level:.3g})."
            )
            return Unit(factor, assumed, gravity=True)
    if plain or not levels.size:
        return Unit(1.0, gravity=None if size == 0 else level > _GRAVITY_LOW * STANDARD_GRAVITY)
    return Unit(
        1.0,
        f"Acceleration is taken to be in m/s², though its level of {level:.3g} fits no unit.",
        gravity=level > _GRAVITY_LOW * STANDARD_GRAVITY,
    )


def angular_velocity_unit(peaks: FloatArray, *, declared: float | None, plain: bool) -> Unit:
    """The unit of an angular velocity.

    Args:
        peaks: the largest sizes of the vector over some seconds each, in the file's unit.
        declared: factor by the header, or None.
        plain: whether the columns are the contract's own, in rad/s unless they cannot be.
    """
    if declared is not None:
        return Unit(declared)
    high = float(np.quantile(peaks, 0.9)) if peaks.size else 0.0
    if high > _FASTEST_RAD_S:
        return Unit(_DEGREE, f"Angular velocity is taken to be in degrees/s (it reaches {high:.0f}).")
    return Unit(1.0, None if plain else f"Angular velocity is taken to be in rad/s (it reaches {high:.1f}).")


def _has_gravity(level: float, factor: float) -> bool:
    return level * factor > _GRAVITY_LOW * STANDARD_GRAVITY
