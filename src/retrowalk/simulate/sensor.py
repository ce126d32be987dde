"""A sensor on the moving body: where it sits, how it moves, and what it writes down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from retrowalk.recordings.model import Placement, Side
from retrowalk.simulate.body import Body
from retrowalk.simulate.build import Build, Pose
from retrowalk.simulate.curves import Curve, Knots, curve, rotation, rotation_vector, times
from retrowalk.simulate.movement import Movement, move
from retrowalk.simulate.script import Noise, Segment, Walker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

GRAVITY_MPS2 = 9.80665
_H = 1e-3  # s: half-width of the differences that make velocities and accelerations of positions
_KNOCK_S = 0.008  # time constant of a contact's transient
_WOBBLE_S = 0.045  # and of a loose carrier's swing after it

_Part = Literal["pelvis", "chest", "thigh", "shank", "foot", "upper arm", "forearm"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a placement is on the body.

    Attributes:
        part: the segment it moves with.
        offset: from the segment's joint in its axes (ahead, left, up), in shares of the body's height; the
            sideways share counts outward on either side.
        share: of a contact's transient that arrives here, against the foot: shoe, joints and soft tissue
            take most of it on the way up (Lafortune 1991 for the shank; the rest graded by judgement).
        both: the transient of either foot arrives.
        wobble_rad: how far a loose carrier turns after a contact.
    """

    part: _Part
    offset: tuple[float, float, float]
    share: float
    both: bool = False
    wobble_rad: float = 0.0


SITES: dict[Placement, Site] = {
    "waist": Site("pelvis", (-0.06, 0.0, 0.03), 0.10, both=True),
    "chest": Site("chest", (0.06, 0.0, 0.20), 0.06, both=True),
    "pocket": Site("thigh", (0.04, 0.025, -0.09), 0.22, wobble_rad=0.03),
    "thigh": Site("thigh", (0.045, 0.02, -0.14), 0.22),
    "shank": Site("shank", (0.025, 0.01, 0.14), 0.55),
    "ankle": Site("shank", (0.0, 0.025, 0.03), 0.75),
    "foot": Site("foot", (0.05, 0.0, 0.01), 1.0),
    "arm": Site("upper arm", (0.0, 0.03, -0.09), 0.05, both=True),
    "wrist": Site("forearm", (0.0, 0.015, -0.135), 0.04, both=True),
    "hand": Site("forearm", (0.01, 0.0, -0.19), 0.04, both=True),
    "bag": Site("pelvis", (0.0, 0.11, 0.05), 0.10, both=True, wobble_rad=0.06),
    "unknown": Site("pelvis", (0.05, 0.07, 0.0), 0.10, both=True),
}


@dataclass(frozen=True, eq=False, slots=True)
class Sensor:
    """One sensor on one moving body.

    Attributes:
        mounting: (3, 3), turns vectors from the body's axes (ahead, left, up) into the sensor's.
        taken: how the sensor is turned and moved away from its place, while it is handled and ever after:
            rotation vector and offset in the segment's axes, six channels; None where it never is.
    """

    movement: Movement
    placement: Placement
    side: Side
    mounting: FloatArray
    taken: Curve | None = None
    neutral: FloatArray = field(init=False, repr=False)  # how the segment is turned in upright standing

    def __post_init__(self) -> None:
        standing = _part(
            _upright(self.movement.body.build), SITES[self.placement].part, np.zeros(1), self.side
        )
        object.__setattr__(self, "neutral", standing.rotation[0])

    def pose(self, t_s: FloatArray) -> Pose:
        """Position (n, 3) in the world and rotation (n, 3, 3), sensor to world."""
        site = SITES[self.placement]
        height = self.movement.body.build.height_m
        outward = 1 if self.side == "left" else -1
        offset = np.array(site.offset) * np.array([1, outward, 1]) * height
        part = _part(self.movement.body, site.part, t_s, self.side)
        turn = part.rotation @ self.neutral.T
        position = part.at(offset)
        since, strength = self._last_contact(t_s, site.both)
        knock = strength * site.share * _KNOCK_S**2 * _pulse(since / _KNOCK_S)
        ahead = part.rotation[:, :, 0] * np.array([1.0, 1.0, 0.0])
        position = position + knock[:, None] * (np.array([0.0, 0.0, 1.0]) - 0.4 * ahead)
        if site.wobble_rad:
            angle = site.wobble_rad * strength / 30 * _pulse(since / _WOBBLE_S)
            turn = turn @ rotation(angle[:, None] * np.array([0.5, 0.8, 0.33]))
        if self.taken is not None:
            away = self.taken(t_s)
            position = position + times(turn, away[:, 3:])
            turn = turn @ rotation(away[:, :3])
        return Pose(position, turn @ self.mounting.T)

    def facing(self, t_s: float) -> tuple[float, float, float]:
        """Which way the body faces, in the sensor's frame, were the walker upright with it worn as then."""
        turn = np.eye(3)
        if self.taken is not None:
            turn = rotation(self.taken(np.array([t_s]))[0, :3])
        x, y, z = (turn @ self.mounting.T).T[:, 0]
        return float(x), float(y), float(z)

    def sample(self, t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Specific force (m/s²) and angular velocity (rad/s), in the sensor's axes, without noise: (n, 3)."""
        n = len(t_s)
        three = self.pose(np.concatenate([t_s - _H, t_s, t_s + _H]))
        before, now, after = three.position[:n], three.position[n : 2 * n], three.position[2 * n :]
        force = (after - 2 * now + before) / _H**2 + np.array([0.0, 0.0, GRAVITY_MPS2])
        back = np.swapaxes(three.rotation, 1, 2)
        turned = back[:n] @ three.rotation[2 * n :]
        return times(back[n : 2 * n], force), rotation_vector(turned) / (2 * _H)

    def _last_contact(self, t_s: FloatArray, both: bool) -> tuple[FloatArray, FloatArray]:
        """Seconds since the last first touch and its strength; of this side's foot, or of either."""
        impacts = self.movement.impacts
        if both:
            at = np.concatenate([impacts["left"][0], impacts["right"][0]])
            size = np.concatenate([impacts["left"][1], impacts["right"][1]])
            order = np.argsort(at)
            at, size = at[order], size[order]
        else:
            at, size = impacts[self.side]
        at, size = np.append(-100.0, at), np.append(0.0, size)
        last = np.searchsorted(at, t_s, side="right") - 1
        return t_s - at[last], size[last]


def _part(body: Body, part: _Part, t_s: FloatArray, side: Side) -> Pose:
    if part == "pelvis":
        return body.pelvis(t_s)
    if part == "chest":
        return body.chest(t_s)
    if part == "foot":
        return body.foot(t_s, side)
    if part in ("thigh", "shank"):
        thigh, shank = body.leg(t_s, side)
        return thigh if part == "thigh" else shank
    upper, lower = body.arm(t_s, side)
    return upper if part == "upper arm" else lower


def _upright(build: Build) -> Body:
    """The same person, standing still."""
    return move([Segment("stand", 1.0)], Walker(height_m=build.height_m), np.random.default_rng(0)).body


def taken_curve(spans: Sequence[tuple[float, float]], rng: np.random.Generator) -> Curve:
    """A sensor taken out in each span, turned about before the eyes, and put back another way round."""
    knots: list[tuple[float, FloatArray]] = [(-1.0, np.zeros(6))]
    worn = np.zeros(6)
    for start, end in spans:
        knots.append((start, worn))
        show = np.array([0.2, -1.1, 0.1, 0.30, 0.0, 0.45])
        moments = np.linspace(start, end, max(4, math.ceil((end - start) / 0.7) + 1))[1:-1]
        restless = np.array([0.3, 0.3, 0.3, 0.03, 0.03, 0.03])
        knots += [(float(t), show + restless * rng.standard_normal(6)) for t in moments]
        # Back in its place with another face outward, tilted a little: turned about the upright axis.
        worn = np.array([*(0.12 * rng.standard_normal(2)), rng.uniform(1.4, 3.0), 0.0, 0.0, 0.0])
        knots.append((end, worn))
    values = np.array([v for _, v in knots])
    still = np.zeros_like(values)
    return curve(Knots(np.array([t for t, _ in knots]), values, still, still))


def _pulse(u: FloatArray) -> FloatArray:
    """Up and back again: u³·exp(−u), whose second derivative begins at 0, and whose peak there is about 1."""
    u = np.clip(u, 0.0, 60.0)
    return np.asarray(u**3 * np.exp(-u))


def add_noise(
    acceleration: FloatArray,
    angular_velocity: FloatArray,
    noise: Noise,
    biases: tuple[FloatArray, FloatArray],
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """What the sensor writes instead of the truth."""
    out = []
    for values, white, bias, step in (
        (acceleration, noise.acceleration_mps2, biases[0], noise.acceleration_step_mps2),
        (angular_velocity, noise.angular_velocity_radps, biases[1], noise.angular_velocity_step_radps),
    ):
        seen = values + bias + white * rng.standard_normal(values.shape)
        out.append(np.round(seen / step) * step if step else seen)
    return out[0], out[1]


def mounting_matrix(mounting: object) -> FloatArray:
    """A rotation vector (3,) in radians or a rotation matrix (3, 3), as a matrix.

    Raises:
        ValueError: it is neither.
    """
    given = np.asarray(mounting, dtype=np.float64)
    if given.shape == (3,) and np.all(np.isfinite(given)):
        return rotation(given)
    if (
        given.shape == (3, 3)
        and np.allclose(given @ given.T, np.eye(3), atol=1e-6)
        and np.linalg.det(given) > 0
    ):
        return given
    raise ValueError(
        "mounting must be a rotation vector of 3 numbers (radians) or a 3×3 rotation matrix, "
        f"not {given.tolist()}"
    )
