"""A soft tick for each step, while walking backward and never else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from retrowalk.session.timeline import Timeline
    from retrowalk.voice import Samples

LEVEL = 0.16
DUCKED = 0.25
"""What is left of a tick under speech or another sound, as a factor."""
_PITCH_HZ = 1500.0
_LENGTH_S = 0.05


def ticks_s(timeline: Timeline) -> Iterator[float]:
    """Positions of the ticks, in order; none without a wish for them.

    Args:
        timeline: made for preferences as granted to this walker.
    """
    spm = timeline.preferences.metronome_spm
    if spm is None:
        return
    for stretch in timeline.stretches:
        if stretch.kind == "walk" and stretch.direction == "backward":
            n = int((stretch.end_s - stretch.start_s) * spm / 60 - 1e-9) + 1
            for number in range(n):
                yield stretch.start_s + number * 60 / spm


@lru_cache(maxsize=8)
def tick(rate_hz: int) -> Samples:
    """One tick.

    Args:
        rate_hz: samples a second.

    Returns:
        shape (n,), float32; not to be written to.
    """
    t_s = np.arange(round(_LENGTH_S * rate_hz)) / rate_hz
    swell = np.clip(t_s / 0.003, 0, 1) * np.clip((_LENGTH_S - t_s) / 0.01, 0, 1)
    wave = np.sin(2 * np.pi * _PITCH_HZ * t_s) + 0.4 * np.sin(2 * np.pi * 2 * _PITCH_HZ * t_s)
    out: Samples = (LEVEL / 1.3 * wave * swell * np.exp(-t_s / 0.015)).astype(np.float32)
    out.flags.writeable = False
    return out
