"""A whole recording at once: the stream, fed to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.errors import AnchorError
from retrowalk.gait.anchor import CONSISTENT, ENOUGH_STEPS, FEWEST_STRIDES, Anchor, as_vector
from retrowalk.gait.direction import fused_vote
from retrowalk.gait.finder import LEG, STILL_FOOT, StrideFinder
from retrowalk.gait.strapdown import unit
from retrowalk.gait.stream import Finished, GaitStream
from retrowalk.gait.travel import COUNT_ONLY, level, weights_for
from retrowalk.gait.walk import Basis, Label, Walk
from retrowalk.gait.warm_up import Span, WarmUp, warm_up_of

if TYPE_CHECKING:
    from retrowalk.gait.strides import RawStride
    from retrowalk.recordings.model import Placement, Recording

_STRENGTH: tuple[Basis, ...] = ("none", "declared", "calibration", "confirmed")
STEPS_VALIDATED: frozenset[Placement] = frozenset(
    {"foot", "shank", "pocket", "waist", "chest", "hand", "arm", "bag"}
)
"""Where counted steps of real people stand behind the count (docs/validation.md)."""
DIRECTION_VALIDATED: frozenset[Placement] = frozenset({"foot"})
"""Where a real person was recorded walking backward (one person, treadmill)."""
SPEED_VALIDATED: frozenset[Placement] = frozenset({"foot"})
"""Where stride length was checked against a reference (forward, optical motion capture)."""


def raw_strides(recording: Recording) -> list[RawStride]:
    """The strides of a recording before anything is said about direction, in time order."""
    finder = StrideFinder(recording.placement, recording.kinds)
    out: list[RawStride] = []
    for signal in recording.signals():
        out += [s for seen in finder.feed(signal) for found in seen.found for s in found.strides]
    return out + [s for seen in finder.close() for found in seen.found for s in found.strides]


def analyze(
    recording: Recording,
    *,
    anchor: Anchor | None = None,
    labels: Sequence[Label] = (),
    warm_up: Sequence[Span] | WarmUp = (),
    progress: Callable[[float], None] | None = None,
) -> Walk:
    """Finds bouts, steps and direction-labelled strides.

    Args:
        recording: of one sensor place.
        anchor: the facing of the first wearing in which somebody walks; None leaves directions open and tells
            the two ways of travelling apart as clusters A and B.
        labels: spans the walker has confirmed as forward or backward; each anchors the wearing it lies in.
        warm_up: spans in which forward walking was asked for before the first backward block; with at least 20
            consistent steps in them they anchor the wearing they lie in. Where none is given, the forward warm-up
            that the recording itself says was asked for.
        progress: called now and then with the fraction done, 0 to 1.

    Returns:
        The walk. ``steps`` is None without acceleration.
    """
    if "acceleration" not in recording.kinds:
        return Walk(
            duration_s=recording.duration_s,
            basis="none",
            wearings=(),
            bouts=(),
            steps=None,
            strides=(),
            steps_validated=False,
            direction_validated=False,
            speed_validated=False,
            warnings=("The recording holds no acceleration, so steps and direction cannot be told.",),
        )
    stream = GaitStream(
        recording.placement,
        recording.side,
        kinds=recording.kinds,
        anchor=anchor,
        labels=labels,
        warm_up=warm_up or warm_up_of(recording.asked),
    )
    parts: list[Finished] = []
    for signal in recording.signals():
        parts.append(stream.feed(signal))
        if progress is not None and signal.t_s.size and recording.duration_s > 0:
            progress(min(1.0, float(signal.t_s[-1]) / recording.duration_s))
    parts.append(stream.close())
    none: Basis = "none"
    basis = max((wearing.basis for wearing in stream.wearings), key=_STRENGTH.index, default=none)
    placement = recording.placement
    gyroscope = "angular_velocity" in recording.kinds
    return Walk(
        duration_s=recording.duration_s,
        basis=basis,
        wearings=stream.wearings,
        bouts=tuple(bout for part in parts for bout in part.bouts),
        steps=tuple(step for part in parts for step in part.steps),
        strides=tuple(stride for part in parts for stride in part.strides),
        steps_validated=placement in STEPS_VALIDATED and not recording.simulated,
        direction_validated=placement in DIRECTION_VALIDATED and gyroscope and not recording.simulated,
        speed_validated=placement in SPEED_VALIDATED and gyroscope and not recording.simulated,
        warnings=(*_remarks(recording, anchor), *stream.warnings),
    )


def learn_anchor(recording: Recording) -> Anchor:
    """Learns the facing from forward walking, to be used in the same wearing.

    Args:
        recording: of somebody walking forward, the sensor worn as in the recording to be judged.

    Raises:
        AnchorError: the placement tells no direction, or there is too little or too inconsistent walking.
    """
    where = f"{recording.file} ({recording.placement})"
    if recording.placement in COUNT_ONLY:
        raise AnchorError(
            f"{where}: the facing cannot be learnt at this placement; wear the sensor at the foot, ankle, shank, "
            "thigh, front pocket, waist or chest, and say where it was (--placement)."
        )
    weights = weights_for(recording.placement)
    voted = [(stride, fused_vote(stride, weights)) for stride in raw_strides(recording)]
    voted = [(stride, vote) for stride, vote in voted if vote.any()]
    if len(voted) < FEWEST_STRIDES:
        raise AnchorError(
            f"{where}: the facing cannot be learnt, only {len(voted)} clear strides were found; "
            f"expected forward walking of {ENOUGH_STEPS} steps."
        )
    votes = np.array([vote for _, vote in voted])
    total = votes.sum(axis=0)
    consistency = float(np.sqrt(total @ total) / np.sqrt((votes**2).sum(axis=1)).sum())
    if consistency < CONSISTENT:
        raise AnchorError(
            f"{where}: the facing cannot be learnt, the strides go different ways "
            f"(consistency {consistency:.2f}, expected {CONSISTENT} or more); expected forward walking only."
        )
    up = unit(np.mean([stride.up for stride, _ in voted if stride.up_sure] or [voted[0][0].up], axis=0))
    return Anchor(
        facing=as_vector(unit(level(total, up))),
        basis="calibration",
        up=as_vector(up),
        steps=2 * len(voted),
        consistency=consistency,
    )


def _remarks(recording: Recording, anchor: Anchor | None) -> list[str]:
    """What a person should know about how directions could be told here."""
    out: list[str] = []
    if recording.placement == "unknown":
        out.append("Where the sensor was worn is not known: steps are counted, directions are left open.")
    elif recording.placement in COUNT_ONLY:
        out.append(
            f"A sensor at the {recording.placement} counts steps; it tells no direction until a stretch of this "
            "wearing is known to be forward and another backward."
        )
    elif recording.placement in LEG and "angular_velocity" not in recording.kinds:
        weak = recording.placement in STILL_FOOT or recording.placement == "shank"
        out.append(
            f"There is no gyroscope signal: at the {recording.placement} "
            + ("direction cannot be told without it." if weak else "direction is less certain without it.")
        )
    if anchor is not None and anchor.steps is not None and anchor.steps < ENOUGH_STEPS:
        out.append(
            f"The facing was learnt from {anchor.steps} steps; {ENOUGH_STEPS} or more of forward walking "
            "make it certain."
        )
    return out
