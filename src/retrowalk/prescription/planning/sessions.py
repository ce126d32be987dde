"""From a dose to a session: blocks with speeds, hands, cues and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from typing import TYPE_CHECKING

from retrowalk.evidence import Ground
from retrowalk.prescription.planning.cues import cues_of
from retrowalk.prescription.planning.forms import Part, Piece, layout
from retrowalk.prescription.programme import Block, Hands, Session

if TYPE_CHECKING:
    from retrowalk.prescription.planning.dose import Dose
    from retrowalk.prescription.planning.plan import Plan

LOW_SHARE = 2 / 3
"""The slower end of a speed range, as a share of the faster one."""
FORWARD_EFFORT = (1.0, 3.0)

_GROUNDS: Mapping[Part, tuple[Ground, ...]] = {
    "warm_up": (Ground("warm_up_and_cool_down", ("C29",)),),
    "beside_the_belt": (Ground("warm_up_and_cool_down", ("C29",)), Ground("belt_stretch")),
    "step_on": (Ground("turn_on_still_belt"),),
    "turn_back": (Ground("turn_on_still_belt"),),
    "forward": (Ground("forward_between", ("C10", "C69", "C40")),),
    "instead": (Ground("trial_forward_days", ("C29",)),),
    "training": (Ground("warm_up_inserts", ("PR10", "C29")),),
    "stand": (Ground("bouts_of_a_minute", ("C29",)),),
    "sit": (Ground("bouts_of_a_minute", ("C29",)),),
    "turn_front": (Ground("turn_on_still_belt"),),
    "step_off": (Ground("turn_on_still_belt"),),
    "sideways": (Ground("everyday_practice", ("C06",)),),
    "chair": (Ground("everyday_practice", ("C06",)),),
    "cool_down": (Ground("warm_up_and_cool_down", ("C29",)),),
    "cool_beside": (Ground("warm_up_and_cool_down", ("C29",)), Ground("belt_stretch")),
}
_STANDING: tuple[Part, ...] = ("step_on", "step_off", "turn_back", "turn_front", "stand", "sit")


def build_session(plan: Plan, dose: Dose, week: int, n: int, date: Date) -> Session:
    """A planned session.

    Args:
        plan: of the programme.
        dose: to ask for.
        week: number from 1.
        n: of the session in its week, from 1.
        date: civil date.
    """
    return session_of(plan, blocks_of(plan, dose), week, n, date)


def session_of(plan: Plan, blocks: tuple[Block, ...], week: int, n: int, date: Date) -> Session:
    """A planned session of blocks that are made already.

    Args:
        plan: of the programme.
        blocks: in order.
        week: number from 1.
        n: of the session in its week, from 1.
        date: civil date.
    """
    return Session(
        id=f"w{week}s{n}",
        date=date,
        status="planned",
        place=plan.place,
        guard=plan.guard,
        checklist=plan.checklist,
        backward_s=sum(block.duration_s for block in blocks if block.direction == "backward"),
        total_s=sum(block.duration_s for block in blocks),
        blocks=blocks,
    )


def blocks_of(plan: Plan, dose: Dose) -> tuple[Block, ...]:
    """The blocks of a session of that dose.

    Args:
        plan: of the programme.
        dose: to ask for.
    """
    return blocks_of_pieces(plan, dose, layout(plan, dose))


def blocks_of_pieces(plan: Plan, dose: Dose, pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Pieces with their speeds, hands, cues and reasons.

    Args:
        plan: of the programme.
        dose: to ask for.
        pieces: in order.
    """
    made: dict[tuple[Part, int], Block] = {}
    blocks = []
    for piece in pieces:
        key = (piece.part, piece.duration_s)
        if key not in made:
            made[key] = _block(plan, dose, piece)
        blocks.append(made[key])
    return tuple(blocks)


def _block(plan: Plan, dose: Dose, piece: Piece) -> Block:
    backward = piece.direction == "backward"
    return Block(
        kind=piece.kind,
        direction=piece.direction,
        duration_s=piece.duration_s,
        speed_mps=_speed(plan, dose, piece),
        grade_pct=dose.grade_pct if backward else 0.0,
        hands=_hands(plan, dose, piece),
        variant=dose.variant if backward else None,
        effort=_effort(plan, piece),
        cues=cues_of(plan, dose, piece),
        edited_by=None,
        disagreements=(),
        reasons=_grounds(plan, dose) if backward else _GROUNDS[piece.part],
    )


def _speed(plan: Plan, dose: Dose, piece: Piece) -> tuple[float, float] | None:
    if piece.part in _STANDING:
        return (0.0, 0.0)
    along = piece.direction == "forward" and plan.form == "along" and piece.part != "instead"
    if piece.direction == "backward" or along:
        if dose.speed_high_mps is None:
            return None
        low = max(round(dose.speed_high_mps * LOW_SHARE, 4), plan.belt_slowest_mps)
        return (min(low, dose.speed_high_mps), dose.speed_high_mps)
    return plan.forward_mps if piece.direction == "forward" else None


def _effort(plan: Plan, piece: Piece) -> tuple[float, float] | None:
    if piece.direction == "backward" or piece.part == "instead":
        return plan.effort
    return None if piece.part in _STANDING else FORWARD_EFFORT


def _hands(plan: Plan, dose: Dose, piece: Piece) -> Hands | None:
    if piece.direction == "backward":
        return dose.hands
    if plan.form == "belt":
        return None if piece.part in ("beside_the_belt", "cool_beside") else "rails"
    # On the ground the forward stretches are usual walking; along a rail the hands stay where they are.
    return plan.hands if plan.form == "along" or plan.level != "clear" else None


def _grounds(plan: Plan, dose: Dose) -> tuple[Ground, ...]:
    grounds = [Ground("protocol_choice", (plan.protocol,)), Ground("half_pace_start", ("C08", "PR05"))]
    if dose.speed_high_mps is not None and dose.speed_high_mps > plan.start_speed_mps:
        grounds[1] = Ground("small_steps_in_speed", ("C44", "ST47"))
    if dose.bout_s <= 60:
        grounds.append(Ground("bouts_of_a_minute", ("C29",)))
    if plan.form == "belt":
        grounds.append(Ground("hands_on_rails", ("C07", "C66", "PR06")))
    elif plan.hands is not None:
        grounds.append(Ground("support_by_risk", ("K1", "C28", "PR12")))
    else:
        grounds.append(
            Ground("bar_or_guide_first", ("C09", "C46", "PR11") if plan.guided else ("C28", "PR12"))
        )
    return tuple(grounds)
