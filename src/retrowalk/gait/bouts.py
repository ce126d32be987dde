"""Steps and bouts: continuous walking in one direction, from settled strides and the contacts between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from retrowalk.gait.grid import RATE_HZ
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
_CONTACT_S = 0.5 / RATE_HZ
"""How long a contact lasts on the grid: a bout ends after its last one, for spans are half-open."""


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


class _Run(NamedTuple):
    """Consecutive steps of one walking period that belong together, and the way that they go."""

    way: _Way | None
    items: list[_Placed]


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
        self.told_until_s = 0.0

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
        runs = [run for run in _join(_runs(self._place(period, mine))) if len(run.items) >= FEWEST_STEPS]
        bouts: list[Bout] = []
        for k, run in enumerate(runs):
            until_s = runs[k + 1].items[0].step.t_s if k + 1 < len(runs) else float("inf")
            bout = _bout(run, mine, self.told_until_s, until_s)
            self.told_until_s = bout.end_s
            bouts.append(bout)
        return Told(tuple(bouts), tuple(item.step for run in runs for item in run.items))

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


def _runs(placed: list[_Placed]) -> list[_Run]:
    """Consecutive steps that go one way; steps of no stride count as of unknown direction."""
    runs: list[_Run] = []
    for item in placed:
        if runs and runs[-1].way == item.way:
            runs[-1].items.append(item)
        else:
            runs.append(_Run(item.way, [item]))
    return runs


def _told(way: _Way | None) -> bool:
    return way is not None and (way.direction != "unknown" or way.cluster is not None)


def _join(runs: list[_Run]) -> list[_Run]:
    """Lets a hiccup go with its neighbours: it is no bout of its own and ends none."""
    out: list[_Run] = []
    lead: list[_Placed] = []
    for k, run in enumerate(runs):
        following = runs[k + 1].way if k + 1 < len(runs) else None
        before = out[-1].way if out else None
        same_around = before is not None and (before == following or following is None)
        hiccup = not _told(run.way) and len(run.items) < HICCUP_STEPS and same_around
        short = len(run.items) < FEWEST_STEPS and before is not None and _same_wearing(before, run.way)
        if out and (before == run.way or hiccup or short):
            out[-1].items.extend(_unknown(item) if item.way != before else item for item in run.items)
        elif (
            len(run.items) < FEWEST_STEPS
            and not out
            and following is not None
            and not _told(run.way)
            and _same_wearing(following, run.way)
        ):
            lead += run.items
        else:
            out.append(_Run(run.way, [*lead, *run.items]))
            lead = []
    return out


def _same_wearing(a: _Way, b: _Way | None) -> bool:
    return b is None or a.wearing == b.wearing


def _unknown(item: _Placed) -> _Placed:
    return _Placed(replace(item.step, direction="unknown"), item.way)


def _bout(run: _Run, strides: Sequence[Stride], from_s: float, until_s: float) -> Bout:
    """The bout of a run, within [from_s, until_s).

    A stride belongs to the bout that it ends in, as a step has the way of the stride that ends with it. It may have
    begun in the bout before, where the strides of the two legs overlap: each moment counts for one bout only.
    """
    first_s, last_s = run.items[0].step.t_s, run.items[-1].step.t_s
    inside = [s for s in strides if first_s - _TOUCH_S <= s.end_s <= last_s + _TOUCH_S]
    way = run.way
    known = [
        s.probability
        for s in inside
        if s.probability is not None
        and way is not None
        and (s.direction, s.cluster) == (way.direction, way.cluster)
    ]
    rises = [abs(s.rise_m) for s in inside if s.rise_m is not None]
    stairs = bool(rises) and sum(rise > STAIR_RISE_M for rise in rises) > len(rises) / 2
    kind: Literal["level", "stairs"] = "stairs" if stairs else "level"
    return Bout(
        start_s=max(from_s, min([first_s, *(s.start_s for s in inside)])),
        end_s=min(until_s, max([last_s + _CONTACT_S, *(s.end_s for s in inside)])),
        direction="unknown" if way is None else way.direction,
        probability=sum(known) / len(known) if known and _told(way) else None,
        cluster=None if way is None else way.cluster,
        wearing=0 if way is None else way.wearing,
        steps=len(run.items),
        kind=kind,
    )
