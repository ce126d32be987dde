"""A synthetic walker: believable sensor recordings with known truth, for demos and tests. Nobody walked them.

    script = [Segment("stand", 3), Segment("forward", 30), Segment("turn", 5), Segment("backward", 20, 0.4)]
    walk = simulate_walk(script, placement="pocket", mounting=(0.2, 0.0, 1.6), seed=7)
    walk.recording           # a Recording like any other, marked simulated
    walk.truth.strides       # when, which foot, which direction, how long
    walk.truth.facing        # the body's facing in the sensor's frame

One chain of stiff segments moves smoothly: planned footholds, feet that roll from heel to toe (or back), a trunk that
vaults over them, legs by inverse kinematics, arms that oppose them. Backward walking is forward walking reversed in
time, slower, with shorter strides and smaller ranges, toe first. Every sensor follows from its position and
orientation alone, so that integrating what it writes gives back how it moved.

What it is not: soft tissue, shoes and pockets are one short transient per contact and a small wobble; joints have one
axis; people do not stumble, hesitate, side-step or climb stairs. No figure about accuracy may rest on it.
"""

from retrowalk.simulate.demo import demo_walks
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
    "demo_walks",
    "simulate_walk",
]
