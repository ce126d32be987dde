"""A walk in a few figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import isfinite

from retrowalk.gait import Bout, Direction, Step, Stride, Walk
from retrowalk.reports.contract import PerDirection, Summary


def rounded(value: float | None, decimals: int = 3) -> float | None:
    """A figure fit for strict JSON: rounded, and None where it is not known or not finite."""
    if value is None or not isfinite(value):
        return None
    return round(float(value), decimals)


def summarise(walk: Walk) -> Summary:
    """The summary of ``retrowalk.walk/1``.

    Args:
        walk: as the gait room found it.
    """
    steps = walk.steps
    return {
        "walking_s": _seconds(walk.bouts),
        "forward_s": _seconds(b for b in walk.bouts if b.direction == "forward"),
        "backward_s": _seconds(b for b in walk.bouts if b.direction == "backward"),
        "unknown_s": _seconds(b for b in walk.bouts if b.direction == "unknown"),
        "steps": None if steps is None else len(steps),
        "forward_steps": None if steps is None else sum(s.direction == "forward" for s in steps),
        "backward_steps": None if steps is None else sum(s.direction == "backward" for s in steps),
        "cadence_spm": _per_direction(
            lambda d: rounded(_cadence([b for b in walk.bouts if b.direction == d], steps or ()), 1)
        ),
        "speed_mps": _per_direction(lambda d: rounded(_speed(_going(walk, d)))),
        "distance_m": _per_direction(lambda d: rounded(_distance(_going(walk, d)), 2)),
        # What walking costs is not computed yet: unknown, not nothing.
        "energy_kcal": {"low": None, "mid": None, "high": None},
    }


def _per_direction(figure: Callable[[Direction], float | None]) -> PerDirection:
    return {"forward": figure("forward"), "backward": figure("backward")}


def _seconds(bouts: Iterable[Bout]) -> float:
    return round(sum(bout.end_s - bout.start_s for bout in bouts), 3)


def _going(walk: Walk, direction: Direction) -> list[Stride]:
    """The strides of one direction in bouts of that direction: what is no bout is no walking."""
    bouts = [bout for bout in walk.bouts if bout.direction == direction]
    starts = [bout.start_s for bout in bouts]
    out = []
    for stride in walk.strides:
        middle = (stride.start_s + stride.end_s) / 2
        near = bisect_right(starts, middle) - 1
        if stride.direction == direction and near >= 0 and middle < bouts[near].end_s:
            out.append(stride)
    return out


def _cadence(bouts: Sequence[Bout], steps: Sequence[Step]) -> float | None:
    """Steps a minute, from the intervals between contacts of one bout, so that bout borders do not matter."""
    times = [step.t_s for step in steps]
    intervals, seconds = 0, 0.0
    for bout in bouts:
        first, after = bisect_left(times, bout.start_s), bisect_right(times, bout.end_s)
        if after - first > 1:
            intervals += after - first - 1
            seconds += times[after - 1] - times[first]
    return 60 * intervals / seconds if seconds > 0 else None


def _speed(strides: Sequence[Stride]) -> float | None:
    measured = [(s.speed_mps, s.end_s - s.start_s) for s in strides if s.speed_mps is not None]
    seconds = sum(duration for _, duration in measured)
    return sum(speed * duration for speed, duration in measured) / seconds if seconds > 0 else None


def _distance(strides: Sequence[Stride]) -> float | None:
    """Metres covered. Strides of the two feet overlap: a stretch of time counts once."""
    metres, reached, measured = 0.0, float("-inf"), False
    for stride in sorted(strides, key=lambda s: s.start_s):
        if stride.length_m is None or stride.end_s <= stride.start_s:
            continue
        measured = True
        fresh = max(0.0, stride.end_s - max(stride.start_s, reached))
        metres += stride.length_m * fresh / (stride.end_s - stride.start_s)
        reached = max(reached, stride.end_s)
    return metres if measured else None
