"""Strides before anybody says which way was forward: what every detector gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.gait.travel import Source
    from retrowalk.recordings.model import FloatArray

SHORTEST_STRIDE_S = 0.4
LONGEST_STRIDE_S = 3.0


@dataclass(frozen=True, eq=False, slots=True)
class RawStride:
    """One stride as the sensor felt it.

    Attributes:
        start_s, end_s: half-open span, contact to contact where the placement tells contacts.
        travel: by source, shape (3,) each: the travel vector in the sensor's axes.
        up: shape (3,), unit vector, over the stride.
        up_sure: False where the foot was never still, so that its up says nothing about how the sensor is worn.
        length_sd_m: standard uncertainty of the length.
        regularity: likeness (correlation) of its acceleration to that of the stride before.
        initial_contact_s, final_contact_s, length_m, rise_m, turn_rate_dps: None where not known.
    """

    start_s: float
    end_s: float
    up: FloatArray
    up_sure: bool = True
    travel: dict[Source, FloatArray] = field(default_factory=dict)
    initial_contact_s: float | None = None
    final_contact_s: float | None = None
    length_m: float | None = None
    length_sd_m: float | None = None
    rise_m: float | None = None
    regularity: float | None = None
    turn_rate_dps: float | None = None


@dataclass(frozen=True, slots=True)
class RawStep:
    """A contact before it is known which way it went; ``inferred`` where the other leg made it."""

    t_s: float
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a detector found in the rows it was given, in time order."""

    strides: tuple[RawStride, ...] = ()
    steps: tuple[RawStep, ...] = ()
