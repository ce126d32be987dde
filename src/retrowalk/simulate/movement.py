"""A whole script becomes one moving body, and the truth about its steps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.body import (
    BASE_X,
    BASE_Y,
    CHANNELS,
    HEADING,
    HEIGHT,
    PITCH,
    SURGE,
    Body,
)
from retrowalk.simulate.build import Build
from retrowalk.simulate.curves import Curve, Knots, curve
from retrowalk.simulate.foot import foot_from
from retrowalk.simulate.script import Contact, Segment, Span, TrueStride, Walker
from retrowalk.simulate.steps import Run, Stance, plan_run
from retrowalk.simulate.style import SIGN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_CONTACTS: tuple[Literal["initial", "final"], ...] = ("initial", "final")
_GRIP_S = 0.45
_SIT_S = 1.8  # to sit down, and to stand up
_LEAST_S = {"sit": 2 * _SIT_S + 0.4, "handle": 3.0}


@dataclass(frozen=True, eq=False, slots=True)
class Movement:
    """The body over the whole script, with the truth about it."""

    body: Body
    duration_s: float
    contacts: tuple[Contact, ...]
    spans: tuple[Span, ...]
    strides: tuple[TrueStride, ...]
    impacts: dict[Side, tuple[FloatArray, FloatArray]]  # times of the first touches, and their strength


def move(segments: Sequence[Segment], walker: Walker, rng: np.random.Generator) -> Movement:
    """Let the walker do what the script says, from standing at the origin, facing along x.

    Raises:
        ValueError: the script is empty, a number is not positive, or a segment too short for what it asks.
    """
    _check(segments, walker)
    build = Build(walker.height_m)
    place = np.zeros(3)  # x, y, heading
    knots: list[Knots] = [_still(-1.0, place)]
    footing: dict[Side, list[Stance]] = {side: [_standing(side, place, walker)] for side in ("left", "right")}
    runs: dict[int, tuple[Segment, ...]] = {}
    borders = [0.0, *itertools.accumulate(segment.duration_s for segment in segments)]
    spans = [
        Span(begin, end, segment.activity, segment.direction)
        for (begin, end), segment in zip(itertools.pairwise(borders), segments, strict=True)
    ]
    done = 0
    first: Side = "right" if rng.random() < 0.5 else "left"
    for index, (kind, together) in enumerate(itertools.groupby(segments, _kind)):
        group = tuple(together)
        start, done = borders[done], done + len(group)
        if group[0].direction is not None or group[0].activity == "turn":
            run = _placed(plan_run(group, build, walker, rng, first, index), start, place)
            runs[index] = group
            knots.append(run.trunk)
            for stance in run.stances:
                _join(footing[stance.side], stance)
            place = run.trunk.values[-1, [BASE_X, BASE_Y, HEADING]]
            first = "left" if first == "right" else "right"
        elif kind == "sit":
            knots.append(_sitting(start, borders[done], place, build))
    knots.append(_still(borders[-1] + 1.0, place))
    trunk = curve(Knots(*(np.concatenate(part) for part in zip(*knots, strict=True))))
    feet = {side: foot_from(stances, build) for side, stances in footing.items()}
    contacts = [
        Contact(t, s.side, kind)
        for stances in footing.values()
        for s in stances
        for kind, t in zip(_CONTACTS, (s.start_s, s.end_s), strict=True)
        if t is not None
    ]
    strides = [
        TrueStride(a.start_s, b.start_s, a.side, direction, math.hypot(b.x_m - a.x_m, b.y_m - a.y_m))
        for stances in footing.values()
        for a, b in itertools.pairwise(stances)
        if a.start_s is not None and b.start_s is not None and a.run == b.run
        if (direction := runs[a.run][0].direction) is not None
    ]
    impacts = {}
    for side, stances in footing.items():
        hit = [(s.start_s, s.impact_mps2) for s in stances if s.start_s is not None]
        impacts[side] = (np.array([t for t, _ in hit]), np.array([a for _, a in hit]))
    return Movement(
        Body(build, trunk, _rail(segments), feet),
        borders[-1],
        tuple(sorted(contacts, key=lambda c: c.t_s)),
        tuple(spans),
        tuple(sorted(strides, key=lambda s: s.start_s)),
        impacts,
    )


def _check(segments: Sequence[Segment], walker: Walker) -> None:
    if not segments:
        raise ValueError("the script of a walk needs at least one segment")
    for number, s in enumerate(segments, 1):
        for name in ("duration_s", "speed_mps", "cadence_spm"):
            value = getattr(s, name)
            if value is not None and not (value > 0 and math.isfinite(value)):
                raise ValueError(f"segment {number} ({s.activity}): {name} must be positive, not {value}")
        for activity, least in _LEAST_S.items():
            if s.activity == activity and s.duration_s < least:
                raise ValueError(
                    f"segment {number}: {activity} takes at least {least:g} s, not {s.duration_s:g}"
                )
        speed, cadence = s.pace
        if 60 * speed / cadence > 0.6 * walker.height_m:
            raise ValueError(
                f"segment {number} ({s.activity}): steps of {60 * speed / cadence:.2f} m are too long for someone "
                f"{walker.height_m:g} m tall"
            )


def _kind(segment: Segment) -> object:
    """Neighbours of one kind are done without standing still between them; turns each stand alone."""
    if segment.direction is not None:
        return ("walk", segment.direction)
    return ("turn", id(segment)) if segment.activity == "turn" else segment.activity


def _still(t: float, place: FloatArray) -> Knots:
    values = np.zeros((1, CHANNELS))
    values[0, [BASE_X, BASE_Y, HEADING]] = place
    return Knots(np.array([t]), values, np.zeros_like(values), np.zeros_like(values))


def _standing(side: Side, place: FloatArray, walker: Walker) -> Stance:
    aside = SIGN[side] * walker.step_width_m / 2
    heading = float(place[2]) + SIGN[side] * walker.toe_out
    return Stance(side, None, None, None, None, float(place[0]), float(place[1] + aside), heading)


def _turned(vectors: FloatArray, by: float) -> FloatArray:
    cos, sin = math.cos(by), math.sin(by)
    return np.asarray(vectors @ np.array([[cos, sin], [-sin, cos]]))


def _placed(run: Run, start: float, place: FloatArray) -> Run:
    """The run moved to begin at this time, place (x, y) and heading."""
    origin = run.trunk.values[0, [BASE_X, BASE_Y, HEADING]]
    by = float(place[2] - origin[2])
    values, rates, accelerations = (part.copy() for part in run.trunk[1:])
    path = [BASE_X, BASE_Y]
    values[:, path] = place[:2] + _turned(values[:, path] - origin[:2], by)
    values[:, HEADING] += by
    rates[:, path] = _turned(rates[:, path], by)
    accelerations[:, path] = _turned(accelerations[:, path], by)

    def later(t: float | None) -> float | None:
        return None if t is None else t + start

    stances = []
    for s in run.stances:
        x, y = place[:2] + _turned(np.array([s.x_m, s.y_m]) - origin[:2], by)
        stances.append(
            replace(
                s,
                x_m=float(x),
                y_m=float(y),
                heading=s.heading + by,
                start_s=later(s.start_s),
                flat_s=later(s.flat_s),
                rise_s=later(s.rise_s),
                end_s=later(s.end_s),
            )
        )
    return Run(run.duration_s, Knots(run.trunk.t_s + start, values, rates, accelerations), tuple(stances))


def _join(stances: list[Stance], new: Stance) -> None:
    """Add a stance; one that was there before its run goes on from the stance before it."""
    if new.start_s is None:
        stances[-1] = replace(
            stances[-1],
            rise_s=new.rise_s,
            end_s=new.end_s,
            end_pitch=new.end_pitch,
            end_rate=new.end_rate,
            lift_m=new.lift_m,
            early_m=new.early_m,
        )
    else:
        stances.append(new)


def _rail(segments: Sequence[Segment]) -> Curve:
    """How far a hand is on the rail: it takes hold, and lets go, around the beginning of a segment."""
    held = np.array([False, *(s.holds_rail for s in segments)])
    starts = np.cumsum([0.0, *(s.duration_s for s in segments)])[:-1]
    change = np.flatnonzero(held[1:] != held[:-1])
    grip = min(_GRIP_S, min(s.duration_s for s in segments) / 3)
    t = [-1.0, *(t for start in starts[change] for t in (start - grip, start + grip)), starts[-1] + 1e4]
    on = [0.0, *(v for i in change for v in (float(held[i]), float(held[i + 1]))), float(held[-1])]
    still = np.zeros((len(t), 1))
    return curve(Knots(np.array(t), np.array(on)[:, None], still, still))


def _sitting(start: float, end: float, place: FloatArray, build: Build) -> Knots:
    t = np.array(
        [start + 0.05, start + _SIT_S / 2, start + _SIT_S, end - _SIT_S, end - _SIT_S / 2, end - 0.05]
    )
    values = np.zeros((6, CHANNELS))
    values[:, [BASE_X, BASE_Y, HEADING]] = place
    # A seat at knee height, the thighs level, feet where they stood, bending forward on the way.
    seat = build.ankle_m + build.shank_m
    values[2:4, SURGE] = -build.thigh_m - 0.05
    values[2:4, HEIGHT] = seat - build.hip_m
    values[[1, 4], SURGE] = 0.5 * values[2, SURGE]
    values[[1, 4], HEIGHT] = 0.4 * values[2, HEIGHT]
    values[[1, 4], PITCH] = math.radians(35)
    values[2:4, PITCH] = math.radians(-8)
    rates = np.zeros_like(values)
    for channel in (SURGE, HEIGHT):
        rates[1, channel] = 1.5 * values[2, channel] / _SIT_S
        rates[4, channel] = -rates[1, channel]
    return Knots(t, values, rates, np.zeros_like(values))
