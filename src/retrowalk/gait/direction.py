"""From strides to directions: wearings, anchors, clusters, and a probability smoothed over time.

Strides come in time order and leave in time order, as soon as what follows can no longer change them. Each stride's
sources are fused into one vote vector V (log-odds); along the facing e its evidence for forward is V · e. Two states
(with and against e) with a small chance of change between strides, smoothed over the next few, give a probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.gait.anchor import CONSISTENT, ENOUGH_STEPS, Anchor, as_vector
from retrowalk.gait.glance import FEWEST, STALE_S, Glance, Hint, agreeing, ahead_of
from retrowalk.gait.grid import RATE_HZ
from retrowalk.gait.smoothing import Smoother
from retrowalk.gait.strapdown import carried_over, unit
from retrowalk.gait.travel import CAP, CEILING, COUNT_ONLY, OTHER_CEILING, Source, Weight, level, weights_for
from retrowalk.gait.walk import Basis, Cluster, Direction, Label, Stride, Vector, Wearing
from retrowalk.gait.warm_up import WarmUp
from retrowalk.gait.windows import Tail, samples

if TYPE_CHECKING:
    from retrowalk.gait.strides import RawStride
    from retrowalk.recordings.model import FloatArray, Placement, Side

SAME_WEARING_DEG = 25.0
"""Gravity moving further than this in the sensor's frame ends a wearing."""
SAME_FACING_DEG = 45.0
"""Somebody who brings an anchor says that the sensor stayed on; beyond this tilt that is not believed."""
SAME_WEARING_COS = float(np.cos(np.radians(SAME_WEARING_DEG)))
SURE = 0.90
"""A direction is named from this probability on; below it the answer is unknown."""
CHANGE, CHANGE_AFTER_PAUSE = 0.02, 0.20
"""Chance that direction changes from one stride to the next, and after a pause of more than a second."""
PAUSE_S, BREAK_S = 1.0, 3.0
LAG = 3
"""Strides ahead that may still change a stride's direction."""
PIVOT_RAD = float(np.radians(120.0))
"""A stride that turns further than this says nothing about direction."""
AXIS_STRIDES = 5
"""Strides from which the two ways of travelling are told apart without an anchor."""
_HOP = samples(0.5)
_WINDOW_HOPS = 4
"""Gravity at rest is the mean of 2 s, taken every half second."""
_SETTLE_S = 0.5
"""After a stride and before the next, the body comes to rest and starts off."""


def fused_vote(stride: RawStride, weights: dict[Source, Weight]) -> FloatArray:
    """The log-odds vector of one stride, shape (3,): weighted sum over its sources, capped; zeros for no vote."""
    vote = np.zeros(3)
    duration = stride.end_s - stride.start_s
    if stride.turn_rate_dps is not None and abs(np.radians(stride.turn_rate_dps)) * duration > PIVOT_RAD:
        return vote
    for source, weight in weights.items():
        travel = stride.travel.get(source)
        if travel is not None and float(np.sqrt(travel @ travel)) >= weight.gate:
            vote = vote + weight.slope * travel
    size = float(np.sqrt(vote @ vote))
    return vote * (CAP / size) if size > CAP else vote


@dataclass(eq=False, slots=True)
class _Open:
    """The wearing that is going on."""

    index: int
    start_s: float
    up: FloatArray
    basis: Basis = "none"
    facing: FloatArray | None = None
    settled: bool = False
    held: list[tuple[RawStride, FloatArray]] = field(default_factory=list)
    queue: list[tuple[RawStride, FloatArray]] = field(default_factory=list)
    smoother: Smoother = field(default_factory=lambda: Smoother(LAG))
    last_end_s: float | None = None
    both_ways: bool = False
    time_in: dict[Cluster, float] = field(default_factory=lambda: {"A": 0.0, "B": 0.0})


class Judge:
    """Gives strides their direction.

    Args:
        placement: of the recording.
        side: of the foot whose strides are felt; None where both are.
        anchor: for the first wearing in which somebody walks; None if there is none.
        labels: spans the walker has spoken for; they anchor the wearing they lie in, above any other anchor.
        warm_up: when forward walking was asked for first; it anchors its wearing, above a declared facing.
        steps_a_stride: that each stride stands for: two of one leg, one where strides overlap.
    """

    def __init__(
        self,
        placement: Placement,
        side: Side | None,
        anchor: Anchor | None,
        labels: Sequence[Label],
        warm_up: WarmUp,
        steps_a_stride: int = 2,
    ) -> None:
        self.placement = placement
        self.side = side
        self.anchor = anchor
        self.warm_up = warm_up
        self.steps_a_stride = steps_a_stride
        self.labels = [label for label in labels if label.direction != "unknown"]
        self.labels_end_s = max((label.end_s for label in self.labels), default=0.0)
        self.open: _Open | None = None
        self.wearings: list[Wearing] = []
        self.odd: RawStride | None = None
        self.last_stride_end_s: float | None = None
        self.posture = Tail(3)
        self.unwatched = np.empty((0, 3))
        self.warnings: list[str] = []

    # -- what happens between strides -------------------------------------------------------------------

    def watch(self, acceleration: FloatArray) -> None:
        """Sees all acceleration on the grid, shape (n, 3), NaN in holes: gravity moving ends a wearing."""
        self.unwatched = np.concatenate([self.unwatched, acceleration])
        whole = len(self.unwatched) // _HOP
        self.posture.append(self.unwatched[: whole * _HOP].reshape(whole, _HOP, 3).sum(axis=1))
        self.unwatched = self.unwatched[whole * _HOP :]

    def _moved_at(self, stop_s: float) -> float | None:
        """When, after the last stride and before stop_s, gravity had left the wearing; None if it had not."""
        moved: float | None = None
        if self.open is not None and self.last_stride_end_s is not None:
            first = int(np.ceil((self.last_stride_end_s + _SETTLE_S) * RATE_HZ / _HOP))
            rest = self.posture.between(first, int((stop_s - _SETTLE_S) * RATE_HZ / _HOP))
            if len(rest) >= _WINDOW_HOPS:
                count = len(rest) - _WINDOW_HOPS + 1
                window = rest[:count].copy()
                for k in range(1, _WINDOW_HOPS):
                    window += rest[k : k + count]
                away = np.flatnonzero((unit(window) * self.open.up).sum(axis=1) < SAME_WEARING_COS)
                moved = (first + int(away[0])) * _HOP / RATE_HZ if len(away) else None
        return moved

    @property
    def pending_from_s(self) -> float:
        """Start of the oldest stride not yet given back; infinity where there is none."""
        starts = [] if self.odd is None else [self.odd.start_s]
        if self.open is not None:
            starts += [stride.start_s for stride, _ in self.open.held[:1]]
            starts += [stride.start_s for stride, _ in self.open.queue[:1]]
        return min(starts, default=float("inf"))

    # -- strides ------------------------------------------------------------------------------------------

    def push(self, strides: Sequence[RawStride]) -> list[Stride]:
        """The strides that these settle, in time order."""
        out: list[Stride] = []
        for stride in strides:
            out += self._take(stride)
        return out

    def close(self) -> list[Stride]:
        """The rest, when the recording is over."""
        return self._keep_odd() + self._end_wearing(None)

    def _take(self, stride: RawStride) -> list[Stride]:
        out: list[Stride] = []
        moved = self._moved_at(stride.start_s)
        self.posture.forget_before(int(stride.start_s * RATE_HZ / _HOP))
        if moved is not None:
            out += self._keep_odd() + self._end_wearing(moved)
        self.last_stride_end_s = stride.end_s
        if self.open is None:
            self._begin(stride)
        assert self.open is not None
        if stride.up_sure and float(stride.up @ self.open.up) < SAME_WEARING_COS:
            if self.odd is None:
                self.odd = stride
                return out
            out += self._end_wearing(self.odd.start_s)
            first, self.odd = self.odd, None
            self._begin(first)
            out += self._hold(first, self._vote(first))
        return out + self._keep_odd() + self._hold(stride, self._vote(stride))

    def _keep_odd(self) -> list[Stride]:
        """One stride at another tilt, with none after it, was a slip of the measurement: it stays, without a vote."""
        odd, self.odd = self.odd, None
        return [] if odd is None else self._hold(odd, np.zeros(3))

    def _vote(self, stride: RawStride) -> FloatArray:
        both = self.placement in COUNT_ONLY and bool(self.labels)
        return fused_vote(stride, weights_for(self.placement, both_ways_calibrated=both))

    def _begin(self, stride: RawStride) -> None:
        index = len(self.wearings)
        anchor, self.anchor = self.anchor, None
        up = stride.up
        if anchor is not None and anchor.up is not None and not stride.up_sure:
            up = np.array(anchor.up)
        self.open = _Open(index, 0.0 if index == 0 else stride.start_s, up)
        if anchor is None:
            return
        facing = np.array(anchor.facing)
        if anchor.up is not None:
            tilt = float(np.degrees(np.arccos(np.clip(np.array(anchor.up) @ up, -1.0, 1.0))))
            if tilt > SAME_FACING_DEG:
                self.warnings.append(
                    f"The facing was learnt with the sensor tilted {tilt:.0f}° from how it was worn here, so it "
                    "was worn anew; directions are left open."
                )
                return
            if tilt > SAME_WEARING_DEG:
                self.warnings.append(
                    f"The sensor was tilted {tilt:.0f}° from how it was worn when the facing was learnt; if it "
                    "was taken off in between, the directions do not hold."
                )
            facing = carried_over(facing, np.array(anchor.up), up)
        facing = unit(level(facing, up))
        if not facing.any():
            self.warnings.append("The declared facing points straight up or down, so it tells no direction.")
            return
        self.open.facing, self.open.basis = facing, anchor.basis

    def _hold(self, stride: RawStride, vote: FloatArray) -> list[Stride]:
        """Takes a stride into the open wearing; judges what is held once the facing is settled."""
        wearing = self.open
        assert wearing is not None
        if vote.any() and stride.up_sure:
            wearing.up = unit(0.95 * wearing.up + 0.05 * stride.up)
        wearing.held.append((stride, vote))
        if not wearing.settled:
            self._settle(wearing, stride.start_s, last=False)
        return self._judge_held(wearing) if wearing.settled else []

    def _settle(self, wearing: _Open, now_s: float, *, last: bool) -> None:
        """Decides the facing, or the axis that stands in for it, when enough has been seen."""
        if self.labels and wearing.start_s < self.labels_end_s:
            if now_s < self.labels_end_s and not last:
                return
            if self._confirm(wearing):
                wearing.settled = True
                return
        if self.warm_up.awaited(wearing.start_s, now_s) and not last:
            return
        facing = self._warmed_up(wearing)
        if facing is not None:
            wearing.facing, wearing.basis = facing, "calibration"
        if wearing.facing is not None or self.placement in COUNT_ONLY:
            wearing.settled = True
            return
        votes = np.array([vote for _, vote in wearing.held if vote.any()])
        if len(votes) < AXIS_STRIDES and not last:
            return
        if len(votes):
            axis = np.linalg.eigh(votes.T @ votes)[1][:, 2]
            towards = axis if float(votes[0] @ axis) >= 0 else -axis
            wearing.facing = unit(level(towards, wearing.up))
        wearing.settled = True

    def _warmed_up(self, wearing: _Open) -> FloatArray | None:
        """The facing by the warm-up's strides in this wearing; None where they are too few or disagree."""
        if not self.warm_up.spans:
            return None
        own = [
            vote
            for stride, vote in wearing.held
            if self.warm_up.holds((stride.start_s + stride.end_s) / 2) and vote.any()
        ]
        if self.steps_a_stride * len(own) < ENOUGH_STEPS:
            return None
        votes = np.array(own)
        total = votes.sum(axis=0)
        if np.sqrt(total @ total) < CONSISTENT * np.sqrt((votes * votes).sum(axis=1)).sum():
            return None
        return unit(level(total, wearing.up))

    def _confirm(self, wearing: _Open) -> bool:
        """Learns the facing from the spans the walker has spoken for."""
        sums = {"forward": np.zeros(3), "backward": np.zeros(3)}
        sizes = {"forward": 0.0, "backward": 0.0}
        for stride, vote in wearing.held:
            middle = (stride.start_s + stride.end_s) / 2
            for label in self.labels:
                if label.start_s <= middle < label.end_s:
                    sums[label.direction] += vote
                    sizes[label.direction] += float(np.sqrt(vote @ vote))
        facing = sums["forward"] - sums["backward"]
        size = sizes["forward"] + sizes["backward"]
        if size == 0 or float(np.sqrt(facing @ facing)) < CONSISTENT * size:
            return False
        if self.placement in COUNT_ONLY and not (sizes["forward"] and sizes["backward"]):
            return False
        wearing.facing, wearing.basis = unit(level(facing, wearing.up)), "confirmed"
        return True

    # -- what is not settled yet --------------------------------------------------------------------------

    def glance(self, lately: Callable[[], Sequence[RawStride]], now_s: float) -> Glance:
        """Which way somebody seems to be walking. Nothing is changed by asking.

        Args:
            lately: gives the last strides, with those that would come to light if the signal ended now.
            now_s: the end of the signal.
        """
        wearing = self.open
        if wearing is None:
            return Glance()
        if not wearing.settled:
            return Glance(anchored=self._warmed_up(wearing) is not None)
        if wearing.basis == "none" or wearing.facing is None:
            return Glance()
        strides = [stride for stride in lately() if stride.start_s >= wearing.start_s]
        if not strides:
            return Glance(anchored=True)
        if self.odd is not None or self._moved_at(strides[-1].start_s) is not None:
            return Glance()
        hints = [
            Hint(s.start_s, s.end_s, self._evidence(wearing, self._early_vote(wearing, s))) for s in strides
        ]
        breaks = [k for k in range(1, len(hints)) if hints[k].start_s - hints[k - 1].end_s > BREAK_S]
        hints = hints[max(breaks, default=0) :]
        t_s, ahead = hints[-1].end_s, ahead_of(hints)
        agree = agreeing(hints, ahead >= 0.5)
        probability = self._told(max(ahead, 1 - ahead))
        if now_s - t_s > STALE_S or len(agree) < FEWEST or probability < SURE:
            return Glance(t_s=t_s, strides=len(agree), anchored=True)
        direction: Direction = "forward" if ahead >= 0.5 else "backward"
        return Glance(direction, probability, agree[0].start_s, t_s, len(agree), anchored=True)

    def _early_vote(self, wearing: _Open, stride: RawStride) -> FloatArray:
        tilted = stride.up_sure and float(stride.up @ wearing.up) < SAME_WEARING_COS
        return np.zeros(3) if tilted else self._vote(stride)

    # -- probabilities ------------------------------------------------------------------------------------

    def _judge_held(self, wearing: _Open) -> list[Stride]:
        out: list[Stride] = []
        for stride, vote in wearing.held:
            gap = 0.0 if wearing.last_end_s is None else stride.start_s - wearing.last_end_s
            if gap > BREAK_S:
                out += self._drain(wearing)
            wearing.last_end_s = stride.end_s
            wearing.queue.append((stride, vote))
            ahead = wearing.smoother.push(
                self._evidence(wearing, vote), CHANGE_AFTER_PAUSE if gap > PAUSE_S else CHANGE
            )
            if ahead is not None:
                out.append(self._stride(wearing, *wearing.queue.pop(0), ahead))
        wearing.held.clear()
        return out

    def _drain(self, wearing: _Open) -> list[Stride]:
        queue, wearing.queue = wearing.queue, []
        return [
            self._stride(wearing, stride, vote, ahead)
            for (stride, vote), ahead in zip(queue, wearing.smoother.drain(), strict=True)
        ]

    def _told(self, likelier: float) -> float:
        """The probability that is told: under the ceiling of the placement."""
        ceiling = CEILING.get(self.placement, OTHER_CEILING)
        return 0.5 + (likelier - 0.5) * (2 * ceiling - 1)

    def _evidence(self, wearing: _Open, vote: FloatArray) -> float:
        return 0.0 if wearing.facing is None else float(vote @ wearing.facing)

    def _stride(self, wearing: _Open, stride: RawStride, vote: FloatArray, ahead: float) -> Stride:
        probability = self._told(max(ahead, 1 - ahead))
        sure = probability >= SURE and wearing.facing is not None
        direction: Direction = "unknown"
        cluster: Cluster | None = None
        angle: float | None = None
        if wearing.basis != "none":
            if sure:
                direction = "forward" if ahead >= 0.5 else "backward"
            size = float(np.sqrt(vote @ vote))
            if size > 0:
                cosine = self._evidence(wearing, vote) / size
                angle = float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
        elif sure:
            cluster = "A" if ahead >= 0.5 else "B"
            wearing.time_in[cluster] += stride.end_s - stride.start_s
        return Stride(
            start_s=stride.start_s,
            end_s=stride.end_s,
            side=self.side,
            direction=direction,
            probability=probability if sure else None,
            cluster=cluster,
            wearing=wearing.index,
            angle_deg=angle,
            length_m=stride.length_m,
            speed_mps=_speed_mps(stride),
            initial_contact_s=stride.initial_contact_s,
            final_contact_s=stride.final_contact_s,
            turn_rate_dps=stride.turn_rate_dps,
            rise_m=stride.rise_m,
            length_sd_m=stride.length_sd_m,
            regularity=stride.regularity,
        )

    def _end_wearing(self, end_s: float | None) -> list[Stride]:
        """Closes the open wearing; ``end_s`` None at the end of the recording."""
        wearing, self.open = self.open, None
        if wearing is None:
            return []
        if not wearing.settled:
            self._settle(wearing, wearing.start_s, last=True)
        out = self._judge_held(wearing) + self._drain(wearing)
        offered: Cluster | None = None
        if wearing.basis == "none" and any(wearing.time_in.values()):
            offered = "A" if wearing.time_in["A"] >= wearing.time_in["B"] else "B"
        facing: Vector | None = None
        if wearing.basis != "none" and wearing.facing is not None:
            facing = as_vector(wearing.facing)
        self.wearings.append(
            Wearing(
                wearing.index,
                wearing.start_s,
                (self.last_stride_end_s or wearing.start_s) if end_s is None else end_s,
                wearing.basis,
                facing,
                offered,
            )
        )
        return out


def _speed_mps(stride: RawStride) -> float | None:
    """Length over time, from contact to contact. A stride from rest begins when the foot was last still: its time
    is the swing alone, which is faster than the walker, or holds standing as well."""
    if stride.length_m is None or stride.initial_contact_s is None:
        return None
    return stride.length_m / (stride.end_s - stride.start_s)
