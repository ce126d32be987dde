"""What the synthetic walker is told to do, and what truly happened: plain records."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from retrowalk.recordings.model import Side

Activity = Literal[
    "stand", "forward", "backward", "turn", "shuffle_forward", "shuffle_backward", "sit", "handle"
]
Travel = Literal["forward", "backward"]
Vector = tuple[float, float, float]

TRAVEL: dict[Activity, Travel] = {
    "forward": "forward",
    "shuffle_forward": "forward",
    "backward": "backward",
    "shuffle_backward": "backward",
}
# Usual speed (m/s), and walk ratio: step length over cadence, m per step/min. Forward: comfortable adult pace
# (Bohannon & Williams Andrews 2011) and walk ratio (Sekiya & Nagasaki 1998). Backward: the same cadence with
# shorter strides (Laufer 2005). Shuffling: small, guarded steps; an engineering choice.
_USUAL: dict[Activity, tuple[float, float]] = {
    "forward": (1.25, 0.0064),
    "backward": (0.75, 0.0040),
    "shuffle_forward": (0.35, 0.0026),
    "shuffle_backward": (0.25, 0.0022),
}
_TURN_CADENCE_SPM = (90.0, 180.0)  # usual, at most
_TURN_PER_STEP_DEG = 40.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One thing the walker does for a while.

    Attributes:
        activity: ``stand``; ``forward`` or ``backward`` walking; ``shuffle_forward`` or
            ``shuffle_backward`` (small steps, one hand on a rail); ``turn`` (on the spot, in small steps);
            ``sit`` (down at its start, up at its end); ``handle`` (standing, the sensor taken out, looked
            at and put back another way round: a new wearing).
        duration_s: positive.
        speed_mps: positive, of steady walking; by default usual for the activity, or what fits the cadence.
        cadence_spm: steps/min; by default what fits the speed (walk ratio); turning, 90 or what the turn needs.
        turn_deg: change of heading over the segment, positive to the left: 180 for a ``turn`` by default;
            on walking segments the path bends (a walking turn), 0 by default.
        rail: one hand holds a rail that moves with the walker's mean path, as on a treadmill: that wrist,
            hand or arm feels no steps. By default only while shuffling.
    """

    activity: Activity
    duration_s: float
    speed_mps: float | None = None
    cadence_spm: float | None = None
    turn_deg: float | None = None
    rail: bool | None = None

    @property
    def direction(self) -> Travel | None:
        """The direction of travel, None where nobody travels."""
        return TRAVEL.get(self.activity)

    @property
    def pace(self) -> tuple[float, float]:
        """Speed (m/s) and cadence (steps/min): what was asked, the rest by the walk ratio."""
        if self.activity not in _USUAL:
            steps = abs(self.turn) / _TURN_PER_STEP_DEG + 1
            least, most = _TURN_CADENCE_SPM
            hurried = 60 * steps / max(self.duration_s - 0.9, 0.1)
            return 0.0, self.cadence_spm or min(max(least, hurried), most)
        usual, ratio = _USUAL[self.activity]
        if self.speed_mps is not None:
            return self.speed_mps, self.cadence_spm or math.sqrt(60 * self.speed_mps / ratio)
        if self.cadence_spm is not None:
            return ratio * self.cadence_spm**2 / 60, self.cadence_spm
        return usual, math.sqrt(60 * usual / ratio)

    @property
    def turn(self) -> float:
        """Change of heading, degrees, positive to the left."""
        return self.turn_deg if self.turn_deg is not None else 180.0 if self.activity == "turn" else 0.0

    @property
    def holds_rail(self) -> bool:
        return self.rail if self.rail is not None else self.activity.startswith("shuffle")


@dataclass(frozen=True, slots=True)
class Walker:
    """The simulated person. Segment lengths follow from the height (Drillis & Contini 1966; Winter 2009).

    Attributes:
        height_m: of the body.
        step_width_m: between the lines of the two feet.
        toe_out_deg: of each foot against the path.
        variability: factor on the stride-to-stride variation, which at 1 is about 2 % of time and 3 % of
            length forward and twice that backward; 0 makes all strides alike.
        impact: factor on the transient that follows each contact.
    """

    height_m: float = 1.70
    step_width_m: float = 0.11
    toe_out_deg: float = 6.0
    variability: float = 1.0
    impact: float = 1.0

    @property
    def toe_out(self) -> float:
        """In radians."""
        return math.radians(self.toe_out_deg)


@dataclass(frozen=True, slots=True)
class Noise:
    """What a sensor adds to the truth; the defaults are typical of a phone.

    White noise is what densities of 150 µg/√Hz and 0.01 deg/s/√Hz (phone-grade parts, Bosch BMI160 for one)
    leave in a band of 50 Hz; biases are drawn once a recording; quantisation is 16 bit at ±8 g, ±2000 deg/s.

    Attributes:
        acceleration_mps2, angular_velocity_radps: standard deviation of the white noise, each axis.
        acceleration_bias_mps2, angular_velocity_bias_radps: standard deviation of the constant bias.
        acceleration_step_mps2, angular_velocity_step_radps: quantisation, 0 for none.
    """

    acceleration_mps2: float = 0.012
    angular_velocity_radps: float = 0.0013
    acceleration_bias_mps2: float = 0.05
    angular_velocity_bias_radps: float = 0.003
    acceleration_step_mps2: float = 16 * 9.80665 / 65536
    angular_velocity_step_radps: float = math.radians(4000 / 65536)


SILENT = Noise(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Contact:
    """A foot's first (``initial``) or last (``final``) touch, turning steps included."""

    t_s: float
    side: Side
    kind: Literal["initial", "final"]


@dataclass(frozen=True, slots=True)
class Span:
    """What was done in ``[start_s, end_s)``; ``direction`` is None where nobody travels.

    A walking span holds short stands too: half a second at most before the first step, and after the last
    one until the segment is over.
    """

    start_s: float
    end_s: float
    activity: Activity
    direction: Travel | None


@dataclass(frozen=True, slots=True)
class TrueStride:
    """Initial contact to next initial contact of one foot while travelling; ``length_m`` is positive."""

    start_s: float
    end_s: float
    side: Side
    direction: Travel
    length_m: float


@dataclass(frozen=True, slots=True)
class TrueWearing:
    """A stretch in which the sensor stayed put; ``facing`` in its frame when the walker stands upright."""

    start_s: float
    end_s: float
    facing: Vector


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened, in time order.

    Attributes:
        contacts: of both feet.
        spans: one for each segment of the script; they tile the duration.
        strides: of both feet, while travelling.
        wearings: one, and one more after each ``handle``.
    """

    contacts: tuple[Contact, ...]
    spans: tuple[Span, ...]
    strides: tuple[TrueStride, ...]
    wearings: tuple[TrueWearing, ...]

    @property
    def facing(self) -> Vector:
        """The body's facing in the sensor's frame, standing upright, in the first wearing."""
        return self.wearings[0].facing
