"""A leg that swings, for tests that need no person: cheap, exact, and named for what it is."""

from __future__ import annotations

import numpy as np

from retrowalk.recordings import Placement, Recording, recording_from_arrays


def swinging_leg(
    seconds: float,
    *,
    seed: int = 0,
    direction: int = 1,
    rate_hz: float = 100.0,
    placement: Placement = "shank",
    gyroscope: bool = True,
) -> Recording:
    """A shank that swings about its y axis with a fast lobe forward and a slow one back, plus noise.

    ``direction`` -1 plays the same motion backward in time, which is what backward walking looks like.
    """
    random = np.random.default_rng(seed)
    t = np.arange(0, seconds, 1 / rate_hz)
    angle = 2 * np.pi * 0.9 * t
    pitch_rate = direction * (1.6 * np.sin(angle) - 0.8 * np.cos(2 * angle))
    gyro = np.zeros((t.size, 3))
    gyro[:, 1] = pitch_rate
    acceleration = np.zeros((t.size, 3))
    acceleration[:, 2] = 9.81 + 2.0 * np.cos(2 * angle)
    acceleration[:, 0] = direction * 1.5 * np.sin(2 * angle)
    acceleration += random.normal(0, 0.05, acceleration.shape)
    gyro += random.normal(0, 0.02, gyro.shape)
    return recording_from_arrays(
        t, acceleration, gyro if gyroscope else None, placement=placement, side="left", simulated=True
    )
