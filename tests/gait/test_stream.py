"""A batch is a stream fed in large blocks: any split of the feed gives the same answer, to the bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import GaitStream, analyze
from retrowalk.gait import Finished, Label, WarmUp
from retrowalk.recordings import Placement, Recording, Signal

from .walkers import swinging_leg


def feed_in_pieces(recording: Recording, cuts: list[float], labels: list[Label]) -> list[Finished]:
    stream = GaitStream(recording.placement, recording.side, kinds=recording.kinds, labels=labels)
    signals = list(recording.signals())
    edges = sorted({0.0, *cuts, recording.duration_s + 1})
    out = []
    for start, stop in pairwise(edges):
        for signal in signals:
            part = (signal.t_s >= start) & (signal.t_s < stop)
            out.append(stream.feed(Signal(signal.kind, signal.t_s[part], signal.values[part])))
    return [*out, stream.close()]


@pytest.mark.parametrize(
    ("placement", "gyroscope"),
    [("shank", True), ("foot", True), ("pocket", True), ("pocket", False), ("waist", True), ("wrist", True)],
)
@given(
    cuts=st.lists(st.floats(0.01, 39.9), max_size=12),
    seed=st.integers(0, 3),
    labelled=st.booleans(),
    hole=st.booleans(),
)
def test_any_split_gives_the_same_answer(
    placement: Placement, gyroscope: bool, cuts: list[float], seed: int, labelled: bool, hole: bool
) -> None:
    recording = swinging_leg(40.0, seed=seed, placement=placement, gyroscope=gyroscope)
    if hole:
        recording = with_hole(recording, 20.0, 22.5)
    labels = [Label(5.0, 15.0, "forward")] if labelled else []
    whole = analyze(recording, labels=labels)
    parts = feed_in_pieces(recording, cuts, labels)
    assert tuple(s for part in parts for s in part.strides) == whole.strides
    assert tuple(b for part in parts for b in part.bouts) == whole.bouts
    assert tuple(s for part in parts for s in part.steps) == whole.steps


def feed_live(
    recording: Recording, cuts: list[float], spans: list[tuple[float, float]], over_s: float
) -> list[Finished]:
    """As `feed_in_pieces`, with the warm-up told as it goes on and a glance after each piece."""
    warm_up = WarmUp()
    stream = GaitStream(recording.placement, recording.side, kinds=recording.kinds, warm_up=warm_up)
    signals = list(recording.signals())
    out = []
    for start, stop in pairwise(sorted({0.0, *cuts, recording.duration_s + 1})):
        for begin, end in spans:
            if max(start, begin) < min(stop, end):
                warm_up.more(max(start, begin), min(stop, end))
        if stop >= over_s:
            warm_up.over(over_s)
        for signal in signals:
            part = (signal.t_s >= start) & (signal.t_s < stop)
            out.append(stream.feed(Signal(signal.kind, signal.t_s[part], signal.values[part])))
        stream.glance()
    return [*out, stream.close()]


@pytest.mark.parametrize(
    ("placement", "gyroscope"), [("shank", True), ("foot", True), ("pocket", False), ("waist", True)]
)
@given(
    cuts=st.lists(st.floats(0.01, 39.9), max_size=40),
    seed=st.integers(0, 3),
    spans=st.sampled_from([[(2.0, 18.0)], [(2.0, 9.0), (12.0, 25.0)], [(1.0, 5.0)], []]),
    late_s=st.floats(0.0, 10.0),
    hole=st.booleans(),
)
def test_glances_and_a_warm_up_told_as_it_goes_change_nothing(
    placement: Placement,
    gyroscope: bool,
    cuts: list[float],
    seed: int,
    spans: list[tuple[float, float]],
    late_s: float,
    hole: bool,
) -> None:
    recording = swinging_leg(40.0, seed=seed, placement=placement, gyroscope=gyroscope)
    if hole:
        recording = with_hole(recording, 20.0, 22.5)
    over_s = max([end for _, end in spans], default=0.0) + late_s
    whole = analyze(recording, warm_up=WarmUp(spans, over_s))
    parts = feed_live(recording, cuts, spans, over_s)
    assert tuple(s for part in parts for s in part.strides) == whole.strides
    assert tuple(b for part in parts for b in part.bouts) == whole.bouts
    assert tuple(s for part in parts for s in part.steps) == whole.steps


def with_hole(recording: Recording, start: float, stop: float) -> Recording:
    """The same recording with some seconds missing."""
    kept = [
        Signal(signal.kind, signal.t_s[keep], signal.values[keep])
        for signal in recording.signals()
        for keep in [(signal.t_s < start) | (signal.t_s > stop)]
    ]
    return Recording(
        file=recording.file,
        format=recording.format,
        duration_s=recording.duration_s,
        rate_hz=recording.rate_hz,
        signals=lambda: iter(kept),
        kinds=recording.kinds,
        placement=recording.placement,
        side=recording.side,
        simulated=True,
    )


def test_memory_of_a_stream_does_not_grow() -> None:
    """What a stream holds after ten minutes is what it holds after five."""
    stream = GaitStream("shank", "left")
    held = []
    recording = swinging_leg(600.0)
    signals = list(recording.signals())
    for start in range(0, 600, 30):
        for signal in signals:
            part = (signal.t_s >= start) & (signal.t_s < start + 30)
            stream.feed(Signal(signal.kind, signal.t_s[part], signal.values[part]))
        held.append(held_numbers(stream))
    assert max(held[10:]) <= 1.2 * max(held[4:10])


def held_numbers(thing: object, seen: set[int] | None = None) -> int:
    """How many array elements an object graph of this package holds."""
    seen = seen if seen is not None else set()
    if id(thing) in seen:
        return 0
    seen.add(id(thing))
    if isinstance(thing, np.ndarray):
        return int(thing.size)
    if isinstance(thing, dict):
        return sum(held_numbers(value, seen) for value in thing.values())
    if isinstance(thing, (list, tuple)):
        return sum(held_numbers(value, seen) for value in thing)
    if type(thing).__module__.startswith("retrowalk"):
        names = [*getattr(thing, "__dict__", {}), *getattr(type(thing), "__slots__", ())]
        return sum(held_numbers(getattr(thing, name, None), seen) for name in names)
    return 1
