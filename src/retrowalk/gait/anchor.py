"""Which way the body faces in the sensor's frame: without it, forward and backward look the same.

An anchor belongs to one wearing. It is declared, learnt from forward walking in the same wearing, or confirmed by
the walker afterwards; a block of walking never anchors itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrowalk.errors import AnchorError
from retrowalk.gait.walk import Basis, Vector

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray

ENOUGH_STEPS = 20
"""Steps of forward walking a calibration should hold (DESIGN: at least 20 consistent steps)."""
FEWEST_STRIDES = 2
CONSISTENT = 0.7
"""Resultant length (0–1) of the travel vectors under which walking is called inconsistent."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The body's facing in the sensor's frame.

    Attributes:
        facing: unit vector the body faces.
        basis: how it is known.
        up: unit vector that pointed up while walking, where known: a sensor whose up has moved by more than 25°
            is worn anew, and the anchor does not hold.
        steps: of the walking it was learnt from; None for a declared facing.
        consistency: resultant length of the travel vectors it was learnt from, 0–1.
    """

    facing: Vector
    basis: Basis
    up: Vector | None = None
    steps: int | None = None
    consistency: float | None = None

    @classmethod
    def declared(cls, facing: Sequence[float]) -> Anchor:
        """An anchor from a facing somebody knows.

        Args:
            facing: three numbers, the direction the body faces in the sensor's axes; any length but zero.

        Raises:
            AnchorError: not three finite numbers, or all zero.
        """
        length = math.hypot(*facing) if len(facing) == 3 else math.nan
        if not math.isfinite(length) or length == 0:
            raise AnchorError(
                "The facing must be three numbers, not all zero: the direction the body faces, "
                f"in the sensor's axes; got {', '.join(f'{value:g}' for value in facing) or 'nothing'}."
            )
        x, y, z = (value / length for value in facing)
        return cls((x, y, z), "declared")


def as_vector(v: FloatArray) -> Vector:
    """A shape (3,) array as plain numbers."""
    return float(v[0]), float(v[1]), float(v[2])
