"""Profile and clearance → plan: the place, the protocol, and the bounds to begin and grow within."""

from __future__ import annotations

from dataclasses import replace

from retrowalk.prescription.planning.conflicts import conflicts
from retrowalk.prescription.planning.cues import checklist_of
from retrowalk.prescription.planning.dose import UNIT_S, first_dose, fits
from retrowalk.prescription.planning.pace import forward_mps, speed_cap_mps, speed_step_mps, start_speed_mps
from retrowalk.prescription.planning.places import Spot, spot_of
from retrowalk.prescription.planning.plan import Form, Plan, Refusal
from retrowalk.prescription.planning.protocols import Row, Situation, choose
from retrowalk.prescription.planning.refusals import nobody_in_house, not_now, nowhere_to_hold
from retrowalk.screening import Clearance, Profile

BOUT_S = 60
"""A bout at first, and for whoever needs support always (rule 3)."""
MOST_S = 1800
"""30 backward minutes: no protocol goes further (rule 4)."""
CAREFUL_MOST_S = 600
"""What a session grows to for whoever needs support: the 10 minutes that helped in knee osteoarthritis (PR04)."""
FIRST_S, REGULAR_FIRST_S, CAREFUL_FIRST_S, SNACK_FIRST_S = 300, 600, 180, 60
"""Backward seconds of the first session (rule 3)."""
SNACK_UNDER_MIN, SNACK_MOST_S = 10, 120
TIME_STEP_S: dict[Form, int] = {
    "belt": 120,
    "along": 60,
    "build_up": 300,
    "intervals_3_1": 60,
    "intervals_5_1": 60,
    "twenty_with_five": 60,
    "inserts": 60,
    "snack": 30,
}
"""What a week adds; at most 5 minutes (rule 4), and those of PR03 only in PR03."""
CAREFUL_STEP_S = 60
LONGEST_BOUT_S: dict[Form, int] = {"belt": 300, "build_up": 300, "inserts": 120, "along": 30}
"""What a bout may grow to; a minute in the other forms, which are named after it."""
CAREFUL_DAYS = 3
WEEKS = 6
"""Where no length is asked for."""


def plan_of(profile: Profile, clearance: Clearance) -> Plan | Refusal:
    """What to do within which bounds, or why not now.

    Args:
        profile: of the walker.
        clearance: what `screen` answered.
    """
    if clearance.level in ("clearance_first", "stop"):
        return not_now(clearance)
    spot = spot_of(profile, clearance)
    if spot is None:
        return nowhere_to_hold(profile, clearance)
    if _alone(profile, clearance):
        return nobody_in_house(clearance)
    situation = Situation(profile, clearance, spot)
    row, not_chosen = choose(situation, lambda row: _trial_fits(situation, row))
    plan = replace(_drafted(situation, row), not_chosen=not_chosen)
    return replace(plan, notes=conflicts(situation, row, plan))


def _alone(profile: Profile, clearance: Clearance) -> bool:
    """Nobody near, where somebody has to be: not answered is alone."""
    if clearance.level != "supported" and not clearance.restricts("someone_in_house"):
        return False
    return profile.supervision == "none" and profile.help_within_call is not True


def careful(situation: Situation) -> bool:
    """Needs support or supervision.

    Args:
        situation: profile, clearance and place.
    """
    return situation.clearance.level != "clear" or situation.clearance.restricts(
        "guard_needed", "professional_present", "rails_and_spotter"
    )


def _drafted(situation: Situation, row: Row) -> Plan:
    """The plan, its first dose as large as fits."""
    plan = _bounds(situation, row)
    if row.role == "trial" and row.minutes is not None:
        return _with_fitting_bouts(plan, situation)
    first_s = plan.first_backward_s
    while first_s > UNIT_S * 2 and not fits(plan, first_dose(replace(plan, first_backward_s=first_s))):
        first_s -= UNIT_S
    return replace(plan, first_backward_s=first_s)


def _trial_fits(situation: Situation, row: Row) -> bool:
    plan = _with_fitting_bouts(_bounds(situation, row), situation)
    return fits(plan, first_dose(plan))


def _with_fitting_bouts(plan: Plan, situation: Situation) -> Plan:
    """The shortest bouts that a trial's minutes leave time for: trials do not tell theirs."""
    longest_s = plan.bout_s if _short_bouts(situation) else LONGEST_BOUT_S.get(plan.form, BOUT_S)
    for bout_s in range(plan.bout_s, longest_s, 60):
        longer = replace(plan, bout_s=bout_s)
        if fits(longer, first_dose(longer)):
            return longer
    return replace(plan, bout_s=longest_s)


def _bounds(situation: Situation, row: Row) -> Plan:
    profile, clearance, spot = situation.profile, situation.clearance, situation.spot
    tried = row.role == "trial" and row.minutes is not None
    if row.id == "PR32":
        spot = Spot("pool", "professional", "spotter", "ground")
    form: Form = spot.lie if spot.lie != "ground" else row.form
    belt, support = form == "belt", careful(situation)
    bout_s = 30 if form == "along" else BOUT_S
    target_s = _target_s(situation, row, form)
    step_s = min(TIME_STEP_S[form], CAREFUL_STEP_S) if support else TIME_STEP_S[form]
    days = min(profile.days_per_week, row.per_week or 7, CAREFUL_DAYS if support else 7)
    weeks = min(profile.weeks or row.weeks or WEEKS, row.weeks or 52)
    closed = clearance.restricts("no_hands_free", "rails_and_spotter", "professional_present")
    return Plan(
        protocol=row.id,
        level=clearance.level,
        form=form,
        place=spot.place,
        guard=spot.guard,
        hands=spot.hands,
        guided=profile.supervision == "guide",
        first_backward_s=row.minutes[0] * 60
        if tried and row.minutes
        else min(target_s, _first_s(situation, form)),
        target_backward_s=target_s,
        time_step_s=300 if tried else step_s,
        bout_s=bout_s,
        bout_max_s=bout_s if _short_bouts(situation) else LONGEST_BOUT_S.get(form, BOUT_S),
        start_speed_mps=start_speed_mps(profile, belt=belt),
        speed_cap_mps=speed_cap_mps(profile, belt=belt, led=situation.led),
        speed_step_mps=speed_step_mps(profile),
        belt_slowest_mps=_belt_slowest_mps(profile) if belt else 0.0,
        forward_mps=forward_mps(profile),
        ceiling_s=profile.minutes_per_session * 60,
        days=days,
        rest_days=support,
        weeks=weeks,
        grows=not tried or row.minutes is None or row.minutes[1] > row.minutes[0],
        lighter_hands=spot.hands in ("rails", "bar", "counter") and not (support or closed or tried),
        incline=False,
        effort=(1.0, 3.0) if clearance.restricts("light_effort") else (2.0, 4.0),
        everyday=profile.goal in ("balance", "variety")
        and not support
        and not belt
        and not clearance.restricts("no_variants"),
        checklist=checklist_of(profile, clearance, spot, snack=form == "snack"),
        notes=(),
        not_chosen=(),
    )


def _short_bouts(situation: Situation) -> bool:
    level = situation.clearance.level
    return (
        level == "supported"
        or situation.clearance.restricts("short_bouts")
        or (level == "supervised" and not situation.led)
    )


def _first_s(situation: Situation, form: Form) -> int:
    profile, clearance = situation.profile, situation.clearance
    if form == "snack" or profile.minutes_per_session < SNACK_UNDER_MIN:
        return SNACK_FIRST_S
    if careful(situation):
        return CAREFUL_FIRST_S
    regular = (
        profile.active_regularly is True
        and not profile.conditions
        and not profile.other_conditions
        and not clearance.restricts("small_start")
    )
    return REGULAR_FIRST_S if regular and form in ("belt", "build_up") else FIRST_S


def _target_s(situation: Situation, row: Row, form: Form) -> int:
    if row.role == "trial" and row.minutes is not None:
        return row.minutes[1] * 60
    if form == "snack":
        return SNACK_MOST_S
    return CAREFUL_MOST_S if careful(situation) else MOST_S


def _belt_slowest_mps(profile: Profile) -> float:
    slowest_kmh = profile.treadmill.min_speed_kmh if profile.treadmill else None
    return round((slowest_kmh or 0.0) / 3.6, 4)
