"""From a script to a recording with its truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Placement, Recording, Side, Signal
from retrowalk.simulate.build import Pose
from retrowalk.simulate.movement import move
from retrowalk.simulate.script import Noise, Segment, Span, TrueWearing, Truth, Walker
from retrowalk.simulate.sensor import SITES, Sensor, add_noise, mounting_matrix, taken_curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_BLOCK_S = 60.0
_PAIRED: frozenset[Placement] = frozenset(
    {"pocket", "thigh", "shank", "ankle", "foot", "wrist", "hand", "arm", "bag"}
)


@dataclass(frozen=True, eq=False, slots=True)
class SimulatedWalk:
    """A recording that no person walked, and what is true about it.

    Attributes:
        recording: marked ``simulated``, format ``simulation``; its signals come in blocks of a minute.
        truth: contacts, spans, strides and facing.
    """

    recording: Recording
    truth: Truth
    _sensor: Sensor = field(repr=False)

    def pose(self, t_s: FloatArray) -> Pose:
        """Where the sensor truly is: position (n, 3) in m, rotation (n, 3, 3) from its axes to the world."""
        return self._sensor.pose(np.asarray(t_s, dtype=np.float64))


def simulate_walk(
    segments: Sequence[Segment],
    *,
    placement: Placement = "foot",
    side: Side = "right",
    rate_hz: float = 100.0,
    mounting: object = (0.0, 0.0, 0.0),
    gyroscope: bool = True,
    noise: Noise | None = None,
    seed: int = 0,
    walker: Walker | None = None,
    file: str = "simulated",
    subject: str | None = None,
    trial: str | None = None,
    started_at: datetime | None = None,
    time_zone: str | None = None,
) -> SimulatedWalk:
    """Walk a script and record it.

    The same arguments give the same bytes. Position and orientation of the sensor are smooth functions of
    time made by one chain of body segments; acceleration is the second derivative of the position plus
    gravity, angular velocity the derivative of the orientation (central differences over ±1 ms).

    Args:
        segments: what to do, in order, from standing. A change between forward and backward without a
            ``turn`` between them keeps the facing.
        placement: where the sensor is worn.
        side: which leg or arm; for the waist and chest it has no meaning.
        rate_hz: samples per second, 20 to 400.
        mounting: how the sensor is turned in its place: a rotation vector (3,) in radians or a matrix (3, 3)
            that takes vectors from the body's axes (ahead, left, up) into the sensor's.
        gyroscope: without it there is acceleration only.
        noise: of the sensor, by default a phone's; ``SILENT`` for none.
        seed: of the walker's variation and the noise.
        walker: the person.
        file, subject, trial, started_at, time_zone: as in ``Recording``.

    Raises:
        ValueError: a segment is too short for what it asks, a number is out of range, the mounting is none.
    """
    if not 20 <= rate_hz <= 400:
        raise ValueError(f"rate_hz must lie between 20 and 400, not {rate_hz:g}")
    if placement not in SITES:
        raise ValueError(f"placement must be one of {', '.join(SITES)}, not {placement!r}")
    noise = Noise() if noise is None else noise
    steps_seed, noise_seed, handling_seed = np.random.SeedSequence(seed).spawn(3)
    movement = move(segments, walker or Walker(), _generator(steps_seed))
    handled = _handled(movement.spans)
    taken = taken_curve(handled, _generator(handling_seed)) if handled else None
    sensor = Sensor(movement, placement, side, mounting_matrix(mounting), taken)
    edges = [0.0, *(t for span in handled for t in span), movement.duration_s]
    wearings = tuple(
        TrueWearing(a, b, sensor.facing(a)) for a, b in zip(edges[::2], edges[1::2], strict=True)
    )
    count = round(movement.duration_s * rate_hz)
    per_block = max(1, round(_BLOCK_S * rate_hz))

    def signals() -> Iterator[Signal]:
        blocks = range(0, count, per_block)
        bias_seed, *block_seeds = _copy(noise_seed).spawn(len(blocks) + 1)
        drawn = _generator(bias_seed).standard_normal((2, 3))
        biases = noise.acceleration_bias_mps2 * drawn[0], noise.angular_velocity_bias_radps * drawn[1]
        for first, block_seed in zip(blocks, block_seeds, strict=True):
            t = np.arange(first, min(first + per_block, count)) / rate_hz
            force, rate = add_noise(*sensor.sample(t), noise, biases, _generator(block_seed))
            yield Signal("acceleration", t, force)
            if gyroscope:
                yield Signal("angular_velocity", t, rate)

    recording = Recording(
        file=file,
        format="simulation",
        duration_s=(count - 1) / rate_hz,
        rate_hz=rate_hz,
        signals=signals,
        kinds=("acceleration", "angular_velocity") if gyroscope else ("acceleration",),
        placement=placement,
        side=side if placement in _PAIRED else None,
        subject=subject,
        trial=trial,
        started_at=started_at,
        time_zone=time_zone,
        simulated=True,
        warnings=("Simulated: nobody walked this.",),
    )
    return SimulatedWalk(
        recording, Truth(movement.contacts, movement.spans, movement.strides, wearings), sensor
    )


def _handled(spans: Sequence[Span]) -> list[tuple[float, float]]:
    """When the sensor is in the hand; neighbours are one."""
    out: list[tuple[float, float]] = []
    for span in spans:
        if span.activity == "handle":
            joined = out and out[-1][1] == span.start_s
            out.append((out.pop()[0] if joined else span.start_s, span.end_s))
    return out


def _generator(seed: np.random.SeedSequence) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def _copy(seed: np.random.SeedSequence) -> np.random.SeedSequence:
    """The same seed with no children yet, so that it spawns the same ones again."""
    return np.random.SeedSequence(seed.entropy, spawn_key=seed.spawn_key)
