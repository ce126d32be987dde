"""What is felt: a pattern for each thing to do, told apart without looking."""

from __future__ import annotations

from collections.abc import Mapping

from retrowalk.session.timeline import Earcon

PATTERNS_MS: Mapping[Earcon, tuple[int, ...]] = {
    "forward": (120, 100, 120, 100, 120),
    "backward": (500, 200, 500),
    "turn": (120, 100, 500, 200, 120),
    "rest": (300,),
    "soon": (80, 80, 80),
    "tick": (60,),
    "halfway": (),
    "end": (800, 200, 800, 200, 800),
}
"""On, off, on, … milliseconds. Short and quick is forward, long and slow is backward."""
