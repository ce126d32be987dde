"""A synthetic walker: believable recordings with known truth, for demos and tests. Nobody walked."""

from retrowalk.simulate.script import (
    SILENT,
    Activity,
    Contact,
    Noise,
    Segment,
    Span,
    TrueStride,
    TrueWearing,
    Truth,
    Walker,
)
from retrowalk.simulate.walk import SimulatedWalk, simulate_walk

__all__ = [
    "SILENT",
    "Activity",
    "Contact",
    "Noise",
    "Segment",
    "SimulatedWalk",
    "Span",
    "TrueStride",
    "TrueWearing",
    "Truth",
    "Walker",
    "simulate_walk",
]
