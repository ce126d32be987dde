"""Walks made by hand, with nothing in them that a test does not need."""

from __future__ import annotations

import numpy as np

from retrowalk.gait import Bout, Cluster, Direction, Step, Stride, Walk, Wearing
from retrowalk.gait.walk import Basis
from retrowalk.recordings import Placement, Recording, recording_from_arrays

Span = tuple[float, float, Direction, float | None, Cluster | None]

THERE_AND_BACK: tuple[Span, ...] = (
    (10.0, 100.0, "forward", 0.98, "A"),
    (110.0, 180.0, "backward", 0.93, "B"),
)
STEP_S = 0.5


def recording(
    duration_s: float = 240.0, *, placement: Placement = "pocket", simulated: bool = False
) -> Recording:
    """Gravity and a sway of two steps a second, at 50 Hz."""
    t = np.arange(0, duration_s, 0.02)
    sway = np.sin(2 * np.pi * 2 * t)
    acceleration = np.column_stack([0.5 * sway, 0 * t, 9.81 + sway])
    return recording_from_arrays(t, acceleration, file="walk.csv", placement=placement, simulated=simulated)


def stride(
    start_s: float,
    end_s: float,
    direction: Direction = "forward",
    *,
    length_m: float | None = None,
    speed_mps: float | None = None,
    cluster: Cluster | None = None,
    probability: float | None = 0.9,
) -> Stride:
    return Stride(
        start_s=start_s,
        end_s=end_s,
        side=None,
        direction=direction,
        probability=probability,
        cluster=cluster,
        wearing=0,
        angle_deg=None,
        length_m=length_m,
        speed_mps=speed_mps,
        initial_contact_s=start_s,
        final_contact_s=None,
        turn_rate_dps=None,
    )


def walk(
    spans: tuple[Span, ...] = THERE_AND_BACK,
    *,
    basis: Basis = "calibration",
    duration_s: float = 240.0,
    counted: bool = True,
    speed_mps: float | None = None,
    validated: bool = True,
    warnings: tuple[str, ...] = (),
) -> Walk:
    """A step every half second in each span, and a stride every two steps."""
    bouts, steps, strides = [], [], []
    for start, end, direction, probability, cluster in spans:
        times = np.arange(start, end + 1e-9, STEP_S).tolist()
        steps += [Step(t, None, direction) for t in times]
        bouts.append(Bout(start, end, direction, probability, cluster, 0, len(times)))
        strides += [
            stride(
                t,
                t + 2 * STEP_S,
                direction,
                speed_mps=speed_mps,
                length_m=None if speed_mps is None else speed_mps * 2 * STEP_S,
                cluster=cluster,
                probability=probability,
            )
            for t in times[:-2:2]
        ]
    return Walk(
        duration_s=duration_s,
        basis=basis,
        wearings=(Wearing(0, 0.0, duration_s, basis, None, "A" if basis == "none" else None),),
        bouts=tuple(bouts),
        steps=tuple(steps) if counted else None,
        strides=tuple(strides),
        steps_validated=validated,
        direction_validated=validated,
        speed_validated=validated,
        warnings=warnings,
    )
