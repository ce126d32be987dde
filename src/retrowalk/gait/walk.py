"""What the legs did: the result of the gait room, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.recordings.model import Side

Direction = Literal["forward", "backward", "unknown"]
Basis = Literal["calibration", "declared", "confirmed", "none"]
Cluster = Literal["A", "B"]
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A span someone has spoken for: what was asked by a cue, or confirmed by the walker."""

    start_s: float
    end_s: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class Step:
    """A contact.

    Attributes:
        t_s: time of the initial contact.
        side: the foot, where the sensor tells.
        direction: as of the stride it belongs to.
        inferred: True for a contact of the other leg that the sensor did not feel, set half-way.
    """

    t_s: float
    side: Side | None
    direction: Direction
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Stride:
    """Contact to next contact of the same foot.

    Attributes:
        start_s, end_s: the half-open span.
        direction: by the anchor; ``unknown`` without one, or where the signal does not tell.
        probability: of ``direction``, or of ``cluster`` while there is no anchor; None where unknown.
        cluster: A or B: the two opposite ways of travelling in this wearing, told apart without an anchor.
        wearing: number of the wearing it belongs to, from 0.
        angle_deg: travel vector against the facing (0 ahead, 180 behind), None without a travel vector.
        length_m, speed_mps: positive, None where the placement does not support them; no speed for a first
            stride from rest, which has no contact to be timed from.
        initial_contact_s, final_contact_s: None where the placement does not tell them.
        turn_rate_dps: mean rate of turn about the vertical, degrees/s, None without a gyroscope.
        rise_m: height gained, None where the placement does not support it.
        length_sd_m: standard uncertainty of the length.
        regularity: likeness (correlation, at most 1) of its acceleration to that of the stride before.
    """

    start_s: float
    end_s: float
    side: Side | None
    direction: Direction
    probability: float | None
    cluster: Cluster | None
    wearing: int
    angle_deg: float | None
    length_m: float | None
    speed_mps: float | None
    initial_contact_s: float | None
    final_contact_s: float | None
    turn_rate_dps: float | None
    rise_m: float | None = None
    length_sd_m: float | None = None
    regularity: float | None = None


@dataclass(frozen=True, slots=True)
class Bout:
    """Continuous walking in one direction: at least 3 steps, gaps up to 3 s."""

    start_s: float
    end_s: float
    direction: Direction
    probability: float | None
    cluster: Cluster | None
    wearing: int
    steps: int
    kind: Literal["level", "stairs"] = "level"


@dataclass(frozen=True, slots=True)
class Wearing:
    """A stretch in which the sensor stayed put on the body; an anchor belongs to one of them.

    ``facing`` is the unit vector, in the sensor's frame, that the body faces; None while unknown.
    ``offered`` is the cluster that holds more walking: the first answer offered to "which was forward?".
    """

    index: int
    start_s: float
    end_s: float
    basis: Basis
    facing: Vector | None
    offered: Cluster | None


@dataclass(frozen=True, slots=True)
class Walk:
    """All that was found in one recording.

    Attributes:
        duration_s: of the recording.
        basis: the strongest basis any direction rests on.
        wearings, bouts, steps, strides: in time order. ``steps`` is None where the sensor cannot feel them.
        speed_validated, steps_validated, direction_validated: whether real recordings stand behind the
            figure at this placement (see the validation book).
        warnings: sentences for a person.
    """

    duration_s: float
    basis: Basis
    wearings: tuple[Wearing, ...]
    bouts: tuple[Bout, ...]
    steps: tuple[Step, ...] | None
    strides: tuple[Stride, ...]
    steps_validated: bool
    direction_validated: bool
    speed_validated: bool
    warnings: tuple[str, ...] = ()
