"""Whether a probability of 0.95 means right 19 times in 20."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrowalk import analyze
from retrowalk.gait import Stride
from retrowalk.recordings import Recording
from validation.direction import after_first_third, learnt_in
from validation.sets import recordings, truths

EDGES = (0.90, 0.95, 0.98, 0.995, 1.0001)


def _told(strides: Sequence[Stride], truth: Sequence[str | None]) -> list[tuple[float, bool]]:
    return [
        (stride.probability, stride.direction == was)
        for stride, was in zip(strides, truth, strict=True)
        if stride.probability is not None and was in ("forward", "backward") and stride.direction != "unknown"
    ]


def real_forward(chosen: Sequence[Recording]) -> list[tuple[float, bool]]:
    """Probability and rightness of every stride told, in recordings of forward walking."""
    out: list[tuple[float, bool]] = []
    for recording in chosen:
        judged = after_first_third(recording)
        if judged is not None:
            out += _told(judged[0], ["forward"] * len(judged[0]))
    return out


def simulated(name: str) -> list[tuple[float, bool]]:
    """The same for a simulated set, all placements that tell direction."""
    out: list[tuple[float, bool]] = []
    labels = truths(name)
    for placement in ("foot", "ankle", "pocket", "waist", "chest"):
        anchor, teacher = learnt_in(name, placement)
        for recording in recordings(name):
            truth = labels[recording.trial or ""]
            if recording.placement == placement and recording is not teacher and "run" not in truth.content:
                strides = analyze(recording, anchor=anchor).strides
                out += _told(strides, [truth.of(s.start_s, s.end_s) for s in strides])
    return out


def table(told: Sequence[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """Rows of (probability band, strides, mean probability, share right)."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [(p, right) for p, right in told if low <= p < high]
        if inside:
            p, right = np.array(inside, dtype=float).T
            rows.append((f"{low:g}–{min(high, 1):g}", len(inside), float(p.mean()), float(right.mean())))
    return rows
