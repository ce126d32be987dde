"""A believable fortnight of one simulated person, for the demo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Placement
from retrowalk.simulate.curves import rotation
from retrowalk.simulate.script import Segment, Walker
from retrowalk.simulate.walk import SimulatedWalk, simulate_walk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_CORRIDOR_M = 12.0
# Rows are a phone's axes (right of the screen, top, out of the screen) seen from the body (ahead, left, up).
_OUTSIDE_OF_ANKLE = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])  # top up, screen outward
_IN_FRONT_POCKET = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, -1.0], [-1.0, 0.0, 0.0]])  # top down, screen inward


def demo_walks(
    first: datetime, *, time_zone: str | None = None, subject: str | None = None, seed: int = 0
) -> list[SimulatedWalk]:
    """Three sessions in a corridor with a rail: on the first day, and 6 and 13 days later at the same hour.

    Each has a forward warm-up, backward bouts with rests and turns, and a little forward walking at the end; from one
    to the next the bouts get longer and a little faster. The first is seen by a phone at the right ankle, the
    second by one in the right front pocket; in the third that phone is taken out half-way, looked at, and
    put back another way round.

    Args:
        first: UTC instant at which the first session begins.
        time_zone, subject: as in ``Recording``.
        seed: another seed is another person's fortnight.
    """
    tilts = np.random.Generator(np.random.PCG64(seed)).normal(0.0, 0.12, (3, 3))
    sessions: list[tuple[int, Placement, FloatArray, list[tuple[float, float]], bool]] = [
        (0, "ankle", _OUTSIDE_OF_ANKLE, [(20.0, 0.30)] * 4, False),
        (6, "pocket", _IN_FRONT_POCKET, [(30.0, 0.35)] * 5, False),
        (13, "pocket", _IN_FRONT_POCKET, [(30.0, 0.40), *[(40.0, 0.40)] * 5], True),
    ]
    walker = Walker(height_m=1.66, variability=1.2)
    return [
        simulate_walk(
            _session(bouts, seated=placement == "ankle", taken_out=taken_out),
            placement=placement,
            mounting=rotation(tilt) @ mounting,
            seed=seed + day,
            walker=walker,
            file=f"demo day {day + 1}, {placement}",
            subject=subject,
            started_at=first + timedelta(days=day),
            time_zone=time_zone,
        )
        for (day, placement, mounting, bouts, taken_out), tilt in zip(sessions, tilts, strict=True)
    ]


def _session(bouts: list[tuple[float, float]], *, seated: bool, taken_out: bool) -> list[Segment]:
    """Backward bouts (seconds, m/s) between a warm-up and a cool-down, up and down the corridor."""
    lap = [Segment("forward", _CORRIDOR_M / 0.95, 0.95), Segment("turn", 4.5)]
    script = [Segment("stand", 5), *lap * 8, Segment("stand", 8)]
    for number, (seconds, speed) in enumerate(bouts):
        if taken_out and number == len(bouts) // 2:
            script += [Segment("handle", 12), Segment("stand", 4), *lap * 4]
        script += [
            Segment("backward", seconds, speed, rail=True),
            Segment("stand", 20),
            Segment("turn", 6),
            Segment("stand", 3),
        ]
        if seated and number == 1:
            script.append(Segment("sit", 45))
    return [*script, *lap * 4, Segment("stand", 5)]
