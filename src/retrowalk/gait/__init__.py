"""What the legs did: a recording becomes a walk of bouts, steps and direction-labelled strides.

The way through the room: ``grid`` (one time base) → ``leg`` or ``trunk`` (strides and steps) → ``travel`` and
``strapdown`` (which way the legs went, in the sensor's frame) → ``direction`` (wearings, anchors, probability) →
``bouts``. ``warm_up`` anchors a session, ``glance`` looks ahead of what is settled. ``stream`` runs it live,
``analysis`` over a whole recording.
"""

from retrowalk.gait.analysis import analyze, learn_anchor, raw_strides
from retrowalk.gait.anchor import Anchor
from retrowalk.gait.glance import Glance
from retrowalk.gait.stream import Finished, GaitStream
from retrowalk.gait.variability import Evenness, evenness
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
from retrowalk.gait.warm_up import WarmUp, warm_up_of

__all__ = [
    "Anchor",
    "Basis",
    "Bout",
    "Cluster",
    "Direction",
    "Evenness",
    "Finished",
    "GaitStream",
    "Glance",
    "Label",
    "Step",
    "Stride",
    "Vector",
    "Walk",
    "WarmUp",
    "Wearing",
    "analyze",
    "evenness",
    "learn_anchor",
    "raw_strides",
    "warm_up_of",
]
