"""What the words of a programme are called when a person reads them: places, guards, blocks, what gets harder."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from retrowalk.language import _, ngettext
from retrowalk.prescription.programme import (
    Block,
    Direction,
    Guard,
    Hands,
    Harder,
    Kind,
    Place,
    Session,
    SessionStatus,
    Variant,
)

Units = Literal["km/h", "mph"]
_MPH = 3600 / 1609.344


def places() -> Mapping[Place, str]:
    """Where a session is walked, as it stands after a comma."""
    return {
        "motorised_treadmill": _("on the treadmill"),
        "self_powered_treadmill": _("on the self-powered treadmill"),
        "grab_bar": _("along a grab bar"),
        "kitchen_counter": _("along the kitchen counter"),
        "corridor_rail": _("along the rail in the corridor"),
        "corridor": _("in a corridor"),
        "track": _("on a track"),
        "flat_open_ground": _("on flat open ground"),
        "grass": _("on short, even grass"),
        "elliptical": _("on the elliptical trainer"),
        "sled": _("with a sled"),
        "pool": _("in a pool"),
        "home": _("at home"),
        "clinic": _("at the clinic"),
    }


def guards() -> Mapping[Guard, str]:
    """What catches you if you trip."""
    return {
        "handrail": _("the handrails"),
        "grab_bar": _("the grab bar"),
        "kitchen_counter": _("the kitchen counter"),
        "corridor_rail": _("the rail"),
        "spotter": _("your spotter, close enough to catch you"),
        "professional": _("your physiotherapist"),
        "none": _("nothing but your own balance"),
    }


def hands() -> Mapping[Hands, str]:
    return {
        "rails": _("both hands on the rails"),
        "light": _("hands lightly on the rails"),
        "bar": _("a hand on the bar"),
        "counter": _("a hand on the counter"),
        "spotter": _("your spotter beside you"),
        "free": _("hands free"),
    }


def harder() -> Mapping[Harder, str]:
    """What a week adds to the one before."""
    return {
        "time": _("more time backward"),
        "speed": _("a little faster"),
        "hands": _("lighter hands"),
        "grade": _("a slight incline"),
        "variant": _("something new"),
    }


def statuses() -> Mapping[SessionStatus, str]:
    return {
        "planned": _("planned"),
        "done": _("done"),
        "missed": _("not done"),
        "skipped": _("skipped"),
        "moved": _("moved to this day"),
    }


def variants() -> Mapping[Variant, str]:
    return {
        "incline": _("Uphill"),
        "squat_walk": _("Walk with bent knees"),
        "sled": _("Pull the sled"),
        "reverse_elliptical": _("Pedal in reverse"),
        "barefoot_grass": _("Barefoot on grass"),
        "self_powered_treadmill": _("Push the belt yourself"),
        "pool": _("Walk in the water"),
        "backward_to_chair": _("Step backward to a chair and sit down"),
        "sideways_steps": _("Step sideways"),
    }


def title(block: Block) -> str:
    """What to do in a block, in a few words."""
    if block.variant is not None and block.kind == "walk":
        if block.variant in ("backward_to_chair", "sideways_steps"):
            return variants()[block.variant]
        return _("%(variant)s, %(direction)s") % {
            "variant": variants()[block.variant],
            "direction": _directions()[block.direction].lower(),
        }
    if (block.kind, block.direction) == ("walk", "any") and block.cues:
        # Everyday practice is no variant: its cue says what it is.
        return block.cues[0].removesuffix(".")
    return _titles().get((block.kind, block.direction)) or _kinds()[block.kind]


def _titles() -> Mapping[tuple[Kind, Direction], str]:
    return {
        ("warm_up", "forward"): _("Warm up, walking forward"),
        ("warm_up", "backward"): _("Warm up, walking backward"),
        ("walk", "forward"): _("Walk forward"),
        ("walk", "backward"): _("Walk backward"),
        ("cool_down", "forward"): _("Cool down, walking forward"),
        ("cool_down", "backward"): _("Cool down, walking backward"),
    }


def _kinds() -> Mapping[Kind, str]:
    return {
        "warm_up": _("Warm up"),
        "walk": _("Walk"),
        "turn": _("Stop, then turn round"),
        "rest": _("Rest"),
        "cool_down": _("Cool down"),
    }


def _directions() -> Mapping[Direction, str]:
    return {"forward": _("Forward"), "backward": _("Backward"), "any": _("Any way")}


def asked_s(session: Session) -> int:
    """Seconds of what a session is for: walking backward, or forward on the forward days of a trial."""
    if not session.forward_only:
        return session.backward_s
    return sum(block.duration_s for block in session.blocks if block.kind == "walk")


def to_do(session: Session) -> str:
    """What a session asks for, as its heading: ``Walk backward for 5 minutes``."""
    said = {"time": minutes(asked_s(session))}
    if session.forward_only:
        return _("Walk forward for %(time)s") % said
    return _("Walk backward for %(time)s") % said


def asked(session: Session) -> str:
    """The same inside a sentence: ``5 minutes backward``."""
    said = {"time": minutes(asked_s(session))}
    return (_("%(time)s forward") if session.forward_only else _("%(time)s backward")) % said


def asked_in_all(session: Session) -> str:
    """The same in a list: ``5 min backward, 18 min in all``."""
    said = {"time": lasting(asked_s(session)), "all": lasting(session.total_s)}
    if session.forward_only:
        return _("%(time)s forward, %(all)s in all") % said
    return _("%(time)s backward, %(all)s in all") % said


def lasting(duration_s: int) -> str:
    """``90`` → ``1 min 30 s``."""
    minutes, seconds = divmod(duration_s, 60)
    if not minutes:
        return _("%(n)s s") % {"n": seconds}
    if not seconds:
        return _("%(n)s min") % {"n": minutes}
    return _("%(m)s min %(s)s s") % {"m": minutes, "s": seconds}


def minutes(duration_s: int) -> str:
    """Whole minutes in words, where a sentence is read: ``5 minutes``; under one minute in seconds."""
    if 0 < duration_s < 60:
        return ngettext("%(num)s second", "%(num)s seconds", duration_s) % {"num": duration_s}
    whole, half = divmod(round(duration_s / 30), 2)
    if half:
        return _("%(n)s½ minutes") % {"n": whole}
    return ngettext("%(num)s minute", "%(num)s minutes", whole) % {"num": whole}


def speed(range_mps: tuple[float, float] | None, units: Units = "km/h") -> str | None:
    """``(0.28, 0.42)`` → ``1.0 to 1.5 km/h``; None where the pace is free or nobody moves."""
    figures = speed_figures(range_mps, units)
    if figures is None:
        return None
    low, high = figures
    named = {"low": low, "high": high, "speed": high, "unit": units}
    if low == high:
        return _("%(speed)s %(unit)s") % named
    return _("%(low)s to %(high)s %(unit)s") % named


def speed_figures(range_mps: tuple[float, float] | None, units: Units = "km/h") -> tuple[str, str] | None:
    """Slowest and fastest as a belt shows them, to a tenth; None where the pace is free or nobody moves."""
    if range_mps is None or max(range_mps) <= 0:
        return None
    if units == "km/h":
        low, high = (f"{one * 3.6:.1f}" for one in range_mps)
        return low, high
    low_mph, high_mph = (one * _MPH for one in range_mps)
    # A tenth of a mile is more than one of a kilometre: rounding up could ask for more than the limit.
    fastest = math.floor(high_mph * 10 + 0.05) / 10
    return f"{min(low_mph, fastest):.1f}", f"{fastest:.1f}"


def effort(band: tuple[float, float] | None) -> str | None:
    """``(2, 4)`` → ``effort 2 to 4 of 10``."""
    if band is None:
        return None
    low, high = (f"{one:g}" for one in band)
    if low == high:
        return _("effort %(n)s of 10") % {"n": high}
    return _("effort %(low)s to %(high)s of 10") % {"low": low, "high": high}


def facts(block: Block, units: Units = "km/h") -> list[str]:
    """How a block is walked: speed, incline, hands, effort; what does not apply is left out."""
    found = [speed(block.speed_mps, units)]
    if block.grade_pct:
        found.append(_("%(n)s %% incline") % {"n": f"{block.grade_pct:g}"})
    if block.hands is not None:
        found.append(hands()[block.hands])
    found.append(effort(block.effort))
    return [one for one in found if one]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that follow each other, and how often they do so.

    Attributes:
        first: the place of its first block in the session, from 0.
        times: 1 where it is not repeated.
        blocks: of one round.
        between: how many of them, at its end, the last round goes without.
    """

    first: int
    times: int
    blocks: tuple[Block, ...]
    between: int = 0


_LONGEST_ROUND = 6


def outline(blocks: Sequence[Block]) -> list[Stretch]:
    """A session without its repetitions: five times one minute is one line, not five.

    Args:
        blocks: of a session, in order.
    """
    alike = [(one.kind, one.direction, one.duration_s, one.speed_mps, one.grade_pct, one.hands, one.variant,
              one.cues, one.edited_by) for one in blocks]  # fmt: skip
    found, at = [], 0
    while at < len(blocks):
        length, times = 1, 1
        for size in range(1, min(_LONGEST_ROUND, (len(blocks) - at) // 2) + 1):
            rounds = 1
            while alike[at + rounds * size : at + (rounds + 1) * size] == alike[at : at + size]:
                rounds += 1
            if rounds > 1 and size * rounds > length * times:
                length, times = size, rounds
        # A last round that leaves out its rest is a round all the same.
        end, left_out = at + length * times, 0
        for size in range(length - 1, 0, -1) if times > 1 else ():
            if alike[end : end + size] == alike[at : at + size]:
                times, end, left_out = times + 1, end + size, length - size
                break
        found.append(Stretch(at, times, tuple(blocks[at : at + length]), left_out))
        at = end
    return found
