"""What the sources are worth: slopes refitted on the sets whose terms allow it, beside the shipped ones.

A logistic regression without intercept: the log-odds that a stride goes the way e points are slope × travel · e,
where e is the mean direction of the strides known to be forward. One stride is one row; strides of one recording
are not independent, so the slope is a size, not an estimate with an error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrowalk.gait import raw_strides
from retrowalk.gait.travel import Source
from retrowalk.recordings import Placement, Recording
from validation.sets import recordings, truths

ALLOWED = ("virtual_snu_cycles", "virtual_snu_raw", "oxford_steps", "gaitmap_example", "mobgap_lab")


@dataclass(frozen=True)
class Fit:
    """A refitted slope, the strides behind it and the share on the wrong side."""

    slope: float
    strides: int
    wrong: float
    sets: tuple[str, ...]


def _projections(recording: Recording, source: Source, gate: float) -> tuple[list[str], NDArray[np.float64]]:
    """Truth and travel vector of every stride above the gate."""
    labels = truths(recording_set(recording)) if recording.simulated else None
    was: list[str] = []
    ways: list[NDArray[np.float64]] = []
    for stride in raw_strides(recording):
        way = stride.travel.get(source)
        if way is None or np.linalg.norm(way) < gate:
            continue
        truth = (
            "forward" if labels is None else labels[recording.trial or ""].of(stride.start_s, stride.end_s)
        )
        if truth in ("forward", "backward"):
            was.append(truth)
            ways.append(way)
    return was, np.array(ways).reshape(-1, 3)


def recording_set(recording: Recording) -> str:
    """The set that a recording belongs to."""
    return next(name for name in ALLOWED if recording in recordings(name))


def refit(placement: Placement, source: Source, gate: float) -> Fit | None:
    """Fits one slope on all allowed recordings of a placement; None where there are none."""
    x: list[float] = []
    used = []
    for name in ALLOWED:
        groups: dict[str, list[tuple[list[str], NDArray[np.float64]]]] = {}
        for recording in recordings(name):
            if recording.placement == placement and "acceleration" in recording.kinds:
                # Simulated trials share their axes; a real sensor is worn anew in every trial.
                key = name if recording.simulated else str(recording.index)
                groups.setdefault(key, []).append(_projections(recording, source, gate))
        for parts in groups.values():
            was = [w for part in parts for w in part[0]]
            ways = np.concatenate([part[1] for part in parts])
            forward = np.array([w == "forward" for w in was], dtype=bool)
            if forward.sum() < 5:
                continue
            e = (ways[forward] / np.linalg.norm(ways[forward], axis=1)[:, None]).mean(axis=0)
            e /= np.linalg.norm(e)
            x += list((ways @ e) * np.where(forward, 1, -1))
            used.append(name)
    if len(x) < 20:
        return None
    signed = np.array(x)
    slope = 1.0
    for _ in range(100):  # Newton on the log-likelihood of "all signed projections are positive"
        p = 1 / (1 + np.exp(-np.clip(slope * signed, -50, 50)))
        gradient = float((signed * (1 - p)).sum()) - 1e-3 * slope
        curvature = float((signed**2 * p * (1 - p)).sum()) + 1e-3
        step = gradient / curvature
        slope += float(np.clip(step, -5, 5))
        if abs(step) < 1e-6:
            break
    return Fit(slope, len(x), float((signed < 0).mean()), tuple(sorted(set(used))))
