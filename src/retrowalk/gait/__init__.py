"""What the legs did: a recording becomes a walk of bouts, steps and direction-labelled strides."""

from retrowalk.gait.walk import (
    Basis,
    Bout,
    Cluster,
    Direction,
    Label,
    Step,
    Stride,
    Vector,
    Walk,
    Wearing,
)

__all__ = [
    "Basis",
    "Bout",
    "Cluster",
    "Direction",
    "Label",
    "Step",
    "Stride",
    "Vector",
    "Walk",
    "Wearing",
]
