"""One run of steps, from standing to standing: when and where the feet go, and the trunk with them.

Every run is planned forward in time as forward walking; a backward run is such a plan played in reverse, with
its own smaller ranges. That is what people do: segment angles backward are essentially those forward reversed
in time (Winter 1989, Grasso 1998), slower, with shorter strides (Laufer 2005), longer stance (Hao 2011), less
range at hip and knee (Donno 2023), and toe first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.model import Side
from retrowalk.simulate.build import Build
from retrowalk.simulate.curves import Knots
from retrowalk.simulate.script import Segment, Walker
from retrowalk.simulate.style import LEAD_S, SETTLE_S, SIGN, Style, footholds, style_of
from retrowalk.simulate.trunk import trunk_knots

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_TURN_DEG = 50.0  # at most, each step


@dataclass(frozen=True, slots=True)
class Stance:
    """A foot on the ground. None: it was there before the run, or stays after it.

    ``pitch`` (rad, positive toe down) and ``rate`` (rad/s) are those at the first and the last touch: with
    the toe up the foot turns about the heel, with the toe down about the ball. It lies flat from ``flat_s``
    until ``rise_s``. ``lift_m`` is how much the ankle is raised half-way through the swing that follows,
    ``early_m`` how much more of that comes early than late.
    """

    side: Side
    start_s: float | None
    flat_s: float | None
    rise_s: float | None
    end_s: float | None
    x_m: float
    y_m: float
    heading: float
    start_pitch: float = 0.0
    start_rate: float = 0.0
    end_pitch: float = 0.0
    end_rate: float = 0.0
    lift_m: float = 0.0
    early_m: float = 0.0
    impact_mps2: float = 0.0
    run: int = -1


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """Knots of the trunk's channels (``body.CHANNELS``) and the stances, in the run's own time and place."""

    duration_s: float
    trunk: Knots
    stances: tuple[Stance, ...]


def _jitter(rng: np.random.Generator, count: int, spread: float) -> FloatArray:
    """Factors around 1 that drift from stride to stride, as real strides do, cut at three spreads."""
    white = rng.standard_normal(count + 1)
    return np.asarray(1 + spread * np.clip(0.8 * white[1:] + 0.6 * white[:-1], -3, 3))


def _styles(
    segments: Sequence[Segment], build: Build, walker: Walker, rng: np.random.Generator
) -> tuple[list[Style], list[float]]:
    """The steps that fit into the segments, and the times of their contacts."""
    back = segments[0].direction == "backward"
    spread = walker.variability * (2.0 if back else 1.0)
    ends = np.cumsum([s.duration_s for s in segments])
    styles = [style_of(s, build, walker) for s in segments]
    count = int(sum(s.duration_s / style.time_s for s, style in zip(segments, styles, strict=True)) * 1.3) + 8
    longer, wider = _jitter(rng, count, 0.018 * spread), _jitter(rng, count, 0.028 * spread)
    taken: list[Style] = []
    contacts: list[float] = []
    of: list[int] = []
    t = LEAD_S
    while len(taken) < count:
        k = len(taken)
        which = min(int(np.searchsorted(ends, t, side="right")), len(segments) - 1)
        step = styles[which]
        time = step.time_s * float(longer[k])
        t += time - step.double_s if k == 0 else time
        if t + step.double_s / 2 + SETTLE_S > ends[-1]:
            break
        taken.append(replace(step, time_s=time, length_m=step.length_m * float(wider[k])))
        contacts.append(t)
        of.append(which)
    if len(taken) < 2:
        need = LEAD_S + SETTLE_S + 2.5 * styles[0].time_s
        raise ValueError(
            f"a {segments[0].activity} segment of {segments[0].duration_s:g} s is too short for two steps: "
            f"at least {need:.1f} s are needed"
        )
    for k in range(len(taken) - 1):  # where the pace quickens, the next foot still needs time to swing
        taken[k] = replace(taken[k], double_s=min(taken[k].double_s, 0.55 * taken[k + 1].time_s))
    turning = of if of.count(of[-1]) == 1 else of[:-1]  # the last foot closes up along the other
    turns = np.zeros(len(taken))
    for i, segment in enumerate(segments):
        share = turning.count(i)
        if abs(segment.turn) > share * _TURN_DEG:
            raise ValueError(
                f"a {segment.activity} segment of {segment.duration_s:g} s is too short to turn by "
                f"{segment.turn:g}°: {_TURN_DEG:g}° a step is the most"
            )
        if share:
            here = [k for k, which in enumerate(turning) if which == i]
            turns[here] = math.radians(segment.turn) / share
    return [replace(s, turn=float(turn)) for s, turn in zip(taken, turns, strict=True)], contacts


def plan_run(
    segments: Sequence[Segment],
    build: Build,
    walker: Walker,
    rng: np.random.Generator,
    first: Side,
    index: int,
) -> Run:
    """Plan a run of segments that all travel one way (or a ``turn``), starting and ending upright and still.

    Raises:
        ValueError: the segments are too short for two steps.
    """
    back = segments[0].direction == "backward"
    if back:  # planned in reverse: the last comes first, and a bend the other way
        segments = [replace(s, turn_deg=-s.turn) for s in reversed(segments)]
    styles, contacts = _styles(segments, build, walker, rng)
    duration = float(sum(s.duration_s for s in segments))
    trunk = trunk_knots(styles, contacts, build, first)
    run = Run(duration, trunk, _stances(styles, contacts, walker, rng, first, index))
    return reverse(run) if back else run


def reverse(run: Run) -> Run:
    """The same movement played backward in time."""

    def back(t: float | None) -> float | None:
        return None if t is None else run.duration_s - t

    return Run(
        run.duration_s,
        Knots(
            run.duration_s - run.trunk.t_s[::-1],
            run.trunk.values[::-1],
            -run.trunk.rates[::-1],
            run.trunk.accelerations[::-1],
        ),
        tuple(
            replace(
                s,
                start_s=back(s.end_s),
                flat_s=back(s.rise_s),
                rise_s=back(s.flat_s),
                end_s=back(s.start_s),
                start_pitch=s.end_pitch,
                start_rate=-s.end_rate,
                end_pitch=s.start_pitch,
                end_rate=-s.start_rate,
                early_m=-s.early_m,
            )
            for s in reversed(run.stances)
        ),
    )


def _stances(
    styles: Sequence[Style],
    contacts: Sequence[float],
    walker: Walker,
    rng: np.random.Generator,
    first: Side,
    index: int,
) -> tuple[Stance, ...]:
    n = len(styles)
    nodes = footholds(styles)
    other: Side = "left" if first == "right" else "right"
    strays = np.clip(rng.standard_normal((n, 3)), -2.5, 2.5) * np.array([0.004, 0.010, 0.05])
    strays *= walker.variability
    strays[n - 2 :] = 0.0  # both feet end where standing has them
    half = walker.step_width_m / 2

    def spot(node: int, side: Side, stray: FloatArray) -> tuple[float, float, float]:
        heading = nodes[node][2]
        ahead, aside = stray[0], SIGN[side] * half + stray[1]
        return (
            float(nodes[node][0] + ahead * math.cos(heading) - aside * math.sin(heading)),
            float(nodes[node][1] + ahead * math.sin(heading) + aside * math.cos(heading)),
            float(heading) + SIGN[side] * walker.toe_out,
        )

    def leave(style: Style, start: float, end: float, vigour: float) -> dict[str, float]:
        pitch = style.toe_pitch * vigour
        rising = min(style.toe_s, 0.5 * (end - start))
        return {
            "rise_s": end - rising,
            "end_s": end,
            "end_pitch": pitch,
            "end_rate": 1.5 * pitch / rising,
            "lift_m": style.lift_m,
            "early_m": 2 * style.lift_m,
        }

    nothing = np.zeros(3)
    out: list[Stance] = []
    ends = {-2: LEAD_S, -1: contacts[0] + styles[0].double_s}
    ends |= {k: contacts[k + 1] + styles[k + 1].double_s for k in range(n - 2)}
    for k in range(-2, n):
        side: Side = first if k % 2 == 0 else other
        style = styles[max(k, 0)]
        vigour = 1 + (strays[k][2] if k >= 0 else 0.0)
        x, y, heading = spot(0, side, nothing) if k < 0 else spot(k + 1, side, strays[k])
        stance = Stance(side, None, None, None, None, x, y, heading, run=index, impact_mps2=style.impact_mps2)
        weak = 0.6 if k in (-2, n - 1) else 1.0  # the first push and the last landing are gentler
        start, end = contacts[k] if k >= 0 else -1.0, ends.get(k, math.inf)
        if k >= 0:
            heel = style.heel_pitch * vigour * weak
            lowering = min(style.heel_s, 0.35 * (end - start))
            stance = replace(
                stance,
                start_s=start,
                flat_s=start + lowering,
                start_pitch=-heel,
                start_rate=0.7 * heel / lowering,
            )
        if k in ends:
            stance = replace(stance, **leave(style, start, end, vigour * weak))  # type: ignore[arg-type]
        out.append(stance)
    return tuple(out)
