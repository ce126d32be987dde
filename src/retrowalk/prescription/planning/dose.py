"""How much, in numbers: what a week makes harder, and what trouble makes easier.

The programme is the only state there is: `dose_of` reads a dose back from the blocks of a session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrowalk.prescription.planning.forms import total_s
from retrowalk.prescription.programme import Hands, Harder, Session, Variant

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan

SMALLEST_S, SMALLEST_ON_BELT_S = 30, 60
"""Backward seconds of the smallest session; on a belt less is not worth stepping on."""
UNIT_S = 30
"""Backward seconds are whole halves of a minute."""
SLIGHTEST_MPS = 0.01
"""A change of speed below this is none."""
STEEPEST_PCT, GRADE_STEP_PCT = 10.0, 2.5
"""Grades that were studied backward: 0, 5, 7.5 and 10 percent (PR15)."""


@dataclass(frozen=True, slots=True)
class Dose:
    """What one session asks for.

    Attributes:
        backward_s: seconds of walking backward.
        bout_s: the longest of its bouts.
        speed_high_mps: fastest backward speed, m/s; None where the pace is free.
        hands: what they are on while walking backward; None on open ground.
        grade_pct: incline in percent.
        variant: of plain walking, if any.
    """

    backward_s: int
    bout_s: int
    speed_high_mps: float | None
    hands: Hands | None
    grade_pct: float = 0.0
    variant: Variant | None = None


def first_dose(plan: Plan) -> Dose:
    """The dose that a programme begins with.

    Args:
        plan: of the programme.
    """
    backward_s = plan.first_backward_s
    return Dose(backward_s, min(plan.bout_s, backward_s), plan.start_speed_mps, plan.hands)


def dose_of(session: Session) -> Dose:
    """The dose of a session, read from its blocks.

    Args:
        session: any session; one without backward blocks has a dose of 0 s.
    """
    backward = [block for block in session.blocks if block.direction == "backward"]
    if not backward:
        return Dose(0, 0, None, None)
    speeds = [block.speed_mps[1] for block in backward if block.speed_mps is not None]
    return Dose(
        backward_s=sum(block.duration_s for block in backward),
        bout_s=max(block.duration_s for block in backward),
        speed_high_mps=max(speeds, default=None),
        hands=backward[0].hands,
        grade_pct=max(block.grade_pct for block in backward),
        variant=next((block.variant for block in backward if block.variant is not None), None),
    )


def fits(plan: Plan, dose: Dose) -> bool:
    """Whether a session of that dose fits into the time there is.

    Args:
        plan: of the programme.
        dose: to lay out.
    """
    return total_s(plan, dose) <= plan.ceiling_s


def most_backward_s(plan: Plan) -> int:
    """Backward seconds that a session can grow to: the target, or what there is time for.

    Args:
        plan: of the programme.
    """
    return max(_most_in_bouts(plan, bout_s) for bout_s in {plan.bout_s, plan.bout_max_s})


def _most_in_bouts(plan: Plan, bout_s: int) -> int:
    # Halved again and again: a session gets longer with every half minute.
    least, too_much = plan.first_backward_s // UNIT_S, plan.target_backward_s // UNIT_S + 1
    while too_much - least > 1:
        units = (least + too_much) // 2
        backward_s = units * UNIT_S
        dose = Dose(backward_s, min(bout_s, backward_s), plan.start_speed_mps, plan.hands)
        least, too_much = (units, too_much) if fits(plan, dose) else (least, units)
    return least * UNIT_S


def harder(plan: Plan, dose: Dose) -> tuple[Dose, Harder] | None:
    """One thing harder, the first that is possible of time, speed, lighter hands and incline (rule 5).

    Hands-free and variants are offered, never planned.

    Args:
        plan: of the programme.
        dose: of the week before.

    Returns:
        The dose and what is harder about it; None on the plateau, where only offers remain.
    """
    if not plan.grows:
        return None
    for step in (_longer, _faster, _lighter, _steeper):
        taken = step(plan, dose)
        if taken is not None:
            return taken
    return None


def easier(plan: Plan, dose: Dose) -> Dose | None:
    """Two thirds of the time, and everything else as it was at the start (rule 8).

    Args:
        plan: of the programme.
        dose: that was too much.

    Returns:
        A dose with fewer backward seconds; None where there is no smaller one.
    """
    smallest_s = SMALLEST_ON_BELT_S if plan.form == "belt" else SMALLEST_S
    backward_s = max(smallest_s, _whole(dose.backward_s * 2 // 3, dose.bout_s))
    if backward_s >= dose.backward_s:
        return None
    return Dose(
        backward_s=backward_s,
        bout_s=min(dose.bout_s, backward_s),
        speed_high_mps=_slower(dose.speed_high_mps, plan.start_speed_mps),
        hands=plan.hands,
    )


def _whole(seconds: int, bout_s: int) -> int:
    """Whole bouts where they are short, else whole halves of a minute, so that no scrap is left over."""
    unit_s = bout_s if bout_s in (30, 60) else UNIT_S
    return seconds // unit_s * unit_s


def _slower(one: float | None, other: float) -> float:
    return other if one is None else min(one, other)


def _longer(plan: Plan, dose: Dose) -> tuple[Dose, Harder] | None:
    """More backward time; where it no longer fits, or is enough, longer bouts."""
    for more_s in range(plan.time_step_s, 0, -UNIT_S):
        longer = replace(dose, backward_s=dose.backward_s + more_s)
        if longer.backward_s <= plan.target_backward_s and fits(plan, longer):
            return longer, "time"
    bout_s = min(dose.bout_s + 60, plan.bout_max_s, dose.backward_s)
    longer = replace(dose, bout_s=bout_s)
    return (longer, "time") if bout_s > dose.bout_s and fits(plan, longer) else None


def _faster(plan: Plan, dose: Dose) -> tuple[Dose, Harder] | None:
    if dose.speed_high_mps is None or plan.speed_step_mps <= 0:
        return None
    faster = min(round(dose.speed_high_mps + plan.speed_step_mps, 4), plan.speed_cap_mps)
    if faster < dose.speed_high_mps + SLIGHTEST_MPS:
        return None
    return replace(dose, speed_high_mps=faster), "speed"


def _lighter(plan: Plan, dose: Dose) -> tuple[Dose, Harder] | None:
    if not plan.lighter_hands or dose.grade_pct > 0 or dose.hands not in ("rails", "bar", "counter"):
        return None
    return replace(dose, hands="light"), "hands"


def _steeper(plan: Plan, dose: Dose) -> tuple[Dose, Harder] | None:
    """Up, with both hands back on the rails."""
    if not plan.incline or dose.grade_pct >= STEEPEST_PCT:
        return None
    grade_pct = min(STEEPEST_PCT, dose.grade_pct + GRADE_STEP_PCT)
    return replace(dose, hands=plan.hands, grade_pct=grade_pct), "grade"
