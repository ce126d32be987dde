"""Steps and bouts: continuous walking in one direction, from settled strides and the contacts between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from retrowalk.gait.walk import Bout, Cluster, Direction, Step, Stride

if TYPE_CHECKING:
    from retrowalk.gait.strides import RawStep
    from retrowalk.recordings.model import Side

LONGEST_GAP_S = 3.0
FEWEST_STEPS = 3
HICCUP_STEPS = 6
"""Fewer unknown steps than this, with one direction on both sides, do not part a bout."""
STAIR_RISE_M = 0.10
_TOUCH_S = 0.05


class _Way(NamedTuple):
    """What keeps steps together in a bout."""

    direction: Direction
    cluster: Cluster | None
    wearing: int


@dataclass(frozen=True, slots=True)
class _Placed:
    step: Step
    way: _Way | None
    """None where no stride covers the step."""


@dataclass(frozen=True, slots=True)
class Told:
    """Walking that is over: its bouts, and the steps in them."""

    bouts: tuple[Bout, ...] = ()
    steps: tuple[Step, ...] = ()


class BoutBuilder:
    """Gathers strides and steps into bouts, a walking period at a time.

    Args:
        side: of a leg sensor, so that contacts are known to be left or right.
    """

    def __init__(self, side: Side | None) -> None:
        self.side = side
        self.steps: deque[RawStep] = deque()
        self.strides: list[Stride] = []

    def push(self, strides: Sequence[Stride], steps: Sequence[RawStep]) -> None:
        """Takes settled strides and contacts, both in time order."""
        self.strides += strides
        self.steps.extend(steps)

    def take(self, settled_s: float) -> Told:
        """The walking periods that ended for good before ``settled_s``: no earlier stride or step will come."""
        bouts: list[Bout] = []
        steps: list[Step] = []
        while self.steps:
            last = next(
                (k for k in range(len(self.steps) - 1) if self._gap_after(k) > LONGEST_GAP_S),
                len(self.steps) - 1,
            )
            if self.steps[last].t_s + LONGEST_GAP_S >= settled_s:
                break
            period = [self.steps.popleft() for _ in range(last + 1)]
            told = self._period(period)
            bouts += told.bouts
            steps += told.steps
        return Told(tuple(bouts), tuple(steps))

    def _gap_after(self, k: int) -> float:
        return self.steps[k + 1].t_s - self.steps[k].t_s

    def _period(self, period: list[RawStep]) -> Told:
        end_s = period[-1].t_s + _TOUCH_S
        mine = [stride for stride in self.strides if stride.start_s < end_s]
        self.strides = self.strides[len(mine) :]
        placed = self._place(period, mine)
        runs = _join(_runs(placed))
        bouts: list[Bout] = []
        steps: list[Step] = []
        for run in runs:
            if len(run) < FEWEST_STEPS:
                continue
            way = _way_of(run)
            inside = [
                stride
                for stride in mine
                if run[0].step.t_s - _TOUCH_S
                <= (stride.start_s + stride.end_s) / 2
                <= run[-1].step.t_s + _TOUCH_S
            ]
            bouts.append(_bout(run, way, inside))
            steps += [placed_step.step for placed_step in run]
        return Told(tuple(bouts), tuple(steps))

    def _place(self, period: list[RawStep], strides: list[Stride]) -> list[_Placed]:
        """Gives each step the way of the stride that holds it, or that ends with it."""
        out: list[_Placed] = []
        first = 0
        for raw in period:
            while first < len(strides) and strides[first].end_s < raw.t_s - _TOUCH_S:
                first += 1
            stride = next(
                (
                    s
                    for s in strides[first : first + 4]
                    if s.start_s - _TOUCH_S <= raw.t_s <= s.end_s + _TOUCH_S
                ),
                None,
            )
            way = None if stride is None else _Way(stride.direction, stride.cluster, stride.wearing)
            direction: Direction = "unknown" if way is None else way.direction
            out.append(_Placed(Step(raw.t_s, self._foot(raw), direction, raw.inferred), way))
        return out

    def _foot(self, raw: RawStep) -> Side | None:
        if self.side is None or not raw.inferred:
            return self.side
        return "left" if self.side == "right" else "right"


def _runs(placed: list[_Placed]) -> list[list[_Placed]]:
    """Consecutive steps that go one way; steps of no stride count as of unknown direction."""
    runs: list[list[_Placed]] = []
    for item in placed:
        if runs and runs[-1][-1].way == item.way:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _told(way: _Way | None) -> bool:
    return way is not None and (way.direction != "unknown" or way.cluster is not None)


def _join(runs: list[list[_Placed]]) -> list[list[_Placed]]:
    """Lets a hiccup go with its neighbours: it is no bout of its own and ends none."""
    out: list[list[_Placed]] = []
    for k, run in enumerate(runs):
        following = _way_of(runs[k + 1]) if k + 1 < len(runs) else None
        before = _way_of(out[-1]) if out else None
        same_around = before is not None and (before == following or following is None)
        hiccup = not _told(run[0].way) and len(run) < HICCUP_STEPS and same_around
        short = len(run) < FEWEST_STEPS and before is not None and _same_wearing(before, run[0].way)
        if out and (before == run[0].way or hiccup or short):
            out[-1] = [*out[-1], *(_unknown(item) if item.way != before else item for item in run)]
        elif (
            len(run) < FEWEST_STEPS
            and not out
            and following is not None
            and not _told(run[0].way)
            and _same_wearing(following, run[0].way)
        ):
            runs[k + 1] = [*run, *runs[k + 1]]
        else:
            out.append(run)
    return out


def _same_wearing(a: _Way, b: _Way | None) -> bool:
    return b is None or a.wearing == b.wearing


def _unknown(item: _Placed) -> _Placed:
    return _Placed(replace(item.step, direction="unknown"), item.way)


def _way_of(run: list[_Placed]) -> _Way | None:
    """The way most of a run's steps go."""
    ways = [item.way for item in run]
    return max(ways, key=ways.count)


def _bout(run: list[_Placed], way: _Way | None, inside: list[Stride]) -> Bout:
    known = [stride.probability for stride in inside if stride.probability is not None]
    rises = [abs(stride.rise_m) for stride in inside if stride.rise_m is not None]
    stairs = bool(rises) and sum(rise > STAIR_RISE_M for rise in rises) > len(rises) / 2
    kind: Literal["level", "stairs"] = "stairs" if stairs else "level"
    return Bout(
        start_s=min([run[0].step.t_s, *(stride.start_s for stride in inside)]),
        end_s=max([run[-1].step.t_s, *(stride.end_s for stride in inside)]),
        direction="unknown" if way is None else way.direction,
        probability=sum(known) / len(known) if known and _told(way) else None,
        cluster=None if way is None else way.cluster,
        wearing=0 if way is None else way.wearing,
        steps=len(run),
        kind=kind,
    )
