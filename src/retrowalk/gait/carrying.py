"""Trying out a place to carry the phone: steps forward, then steps backward, and whether they could be told apart.

The forward part teaches the facing, as a session's warm-up does; the backward part is what is judged by it. That the
forward steps look forward by then says only that they agree with each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from retrowalk.errors import AnchorError
from retrowalk.gait.analysis import analyze, learn_anchor
from retrowalk.gait.travel import COUNT_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrowalk.gait.walk import Direction, Stride
    from retrowalk.recordings.model import Recording, Signal

Verdict = Literal["works", "partly", "not_here", "too_few"]
Span = tuple[float, float]

FEWEST_STEPS = 10
"""Under so many steps found in a part nothing is said of it: half of what was asked."""
MOST_WRONG = 0.05
"""Works: of the backward strides no more than this share looks forward …"""
MOST_OPEN = 0.20
"""… and no more than this share cannot be told."""
LEAST_RIGHT = 0.50
"""Works partly: at least this share looks backward, and at most a fifth of those that are told is wrong."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it.

    Attributes:
        verdict: ``works``, ``partly``, ``not_here``, ``too_few``.
        forward_steps, backward_steps: found in the parts; ``backward_steps`` is None where it was not walked.
        forward, forward_wrong, forward_open: strides of the forward part, by what they look like.
        backward, backward_wrong, backward_open: of the backward part: backward, forward, not told.
        learnt: the forward steps agreed on a facing.
    """

    verdict: Verdict
    forward_steps: int
    backward_steps: int | None
    forward: int = 0
    forward_wrong: int = 0
    forward_open: int = 0
    backward: int = 0
    backward_wrong: int = 0
    backward_open: int = 0
    learnt: bool = False


def judge(recording: Recording, forward: Span, backward: Span | None) -> Tried:
    """Whether this place tells directions.

    Args:
        recording: of the whole try.
        forward: [start_s, end_s) in which forward walking was asked for.
        backward: likewise backward; None where only the forward half was walked.
    """
    if recording.placement in COUNT_ONLY or recording.placement == "unknown":
        walk = analyze(recording)
        steps = [step.t_s for step in walk.steps or ()]
        count = None if backward is None else _within(steps, backward)
        return Tried("not_here", _within(steps, forward), count)
    try:
        anchor = learn_anchor(_cut(recording, forward))
    except AnchorError:
        anchor = None
    walk = analyze(replace(recording, asked=()), anchor=anchor)
    steps = [step.t_s for step in walk.steps or ()]
    ahead = _strides(walk.strides, forward)
    found = Tried(
        "too_few",
        _within(steps, forward),
        None if backward is None else _within(steps, backward),
        forward=_count(ahead, "forward"),
        forward_wrong=_count(ahead, "backward"),
        forward_open=_count(ahead, "unknown"),
        learnt=anchor is not None,
    )
    if backward is not None:
        back = _strides(walk.strides, backward)
        found = replace(
            found,
            backward=_count(back, "backward"),
            backward_wrong=_count(back, "forward"),
            backward_open=_count(back, "unknown"),
        )
    return replace(found, verdict=_verdict(found))


def _verdict(found: Tried) -> Verdict:
    if found.forward_steps < FEWEST_STEPS:
        return "too_few"
    if not found.learnt:
        return "not_here"
    if found.backward_steps is None or found.backward_steps < FEWEST_STEPS:
        return "too_few"
    strides = found.backward + found.backward_wrong + found.backward_open
    if not strides:
        return "too_few"
    if found.backward_wrong <= MOST_WRONG * strides and found.backward_open <= MOST_OPEN * strides:
        return "works"
    told = found.backward + found.backward_wrong
    if found.backward >= LEAST_RIGHT * strides and found.backward_wrong <= told / 5:
        return "partly"
    return "not_here"


def _within(times: Sequence[float], span: Span) -> int:
    return sum(bool(span[0] <= t < span[1]) for t in times)


def _count(strides: Sequence[Stride], way: Direction) -> int:
    return sum(one.direction == way for one in strides)


def _strides(strides: Sequence[Stride], span: Span) -> list[Stride]:
    return [one for one in strides if span[0] <= (one.start_s + one.end_s) / 2 < span[1]]


def _cut(recording: Recording, span: Span) -> Recording:
    return replace(recording, signals=partial(_signals, recording, span), duration_s=span[1])


def _signals(recording: Recording, span: Span) -> Iterator[Signal]:
    for signal in recording.signals():
        inside = (signal.t_s >= span[0]) & (signal.t_s < span[1])
        if inside.any():
            yield replace(signal, t_s=signal.t_s[inside], values=signal.values[inside])
