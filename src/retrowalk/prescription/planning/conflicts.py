"""What was asked for and is not given, and why: said, not swallowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.planning.dose import first_dose, most_backward_s
from retrowalk.prescription.planning.forms import total_s
from retrowalk.prescription.planning.places import belt_refusal
from retrowalk.prescription.planning.plan import Plan
from retrowalk.prescription.planning.weeks import EARLY_DAYS, in_words

if TYPE_CHECKING:
    from retrowalk.prescription.planning.protocols import Row, Situation


def conflicts(situation: Situation, row: Row, plan: Plan) -> tuple[Reason, ...]:
    """The conflicts of a plan with what was wished for.

    Args:
        situation: profile, clearance and place.
        row: the protocol chosen.
        plan: made from them.
    """
    profile = situation.profile
    notes: list[Reason] = []
    if "motorised_treadmill" in profile.equipment and plan.place != "motorised_treadmill":
        refused = belt_refusal(profile, situation.clearance)
        if refused is not None:
            notes.append(refused)
    if plan.hands is not None and plan.rest_days:
        notes.append(
            Reason(
                _(
                    "You hold on all the way, on the level: with your answers, that comes before everything else."
                ),
                "support_by_risk",
                ("K1", "C28"),
            )
        )
    notes += _days(profile.days_per_week, row, plan)
    notes += _weeks(profile.weeks, row, plan)
    notes += _minutes(profile.minutes_per_session, plan)
    if profile.usual_forward_speed_mps is None:
        notes.append(
            Reason(
                _(
                    "Your usual pace is not known, so you start at 1 km/h or less. Time yourself over 10 metres "
                    "forward at your usual pace, and the start can be fitted to you."
                ),
                "unknown_pace",
                ("C08", "PR07"),
            )
        )
    return tuple(notes)


def _days(asked: int, row: Row, plan: Plan) -> list[Reason]:
    facts = {"asked": asked, "days": plan.days, "early": EARLY_DAYS, "tried": row.per_week or 0}
    if row.per_week is not None and asked > row.per_week:
        text = _(
            "You asked for %(asked)s days a week; this was tried with %(tried)s, and more is not planned."
        )
        return [Reason(text % facts, "trial_doses", (plan.protocol,)), *_early(plan)]
    if row.per_week is not None and asked < row.per_week:
        text = _("This was tried with %(tried)s days a week; you have %(asked)s. Nobody knows what fewer do.")
        return [Reason(text % facts, "trial_doses", (plan.protocol,))]
    if plan.rest_days and asked > plan.days:
        text = _(
            "You asked for %(asked)s days a week; %(days)s are planned, with a day of rest between any two."
        )
        return [Reason(text % facts, "rest_between", ("C29",))]
    return _early(plan)


def _early(plan: Plan) -> list[Reason]:
    if plan.days <= EARLY_DAYS:
        return []
    text = _(
        "%(days)s days a week are where it leads: it begins with %(early)s, with a day of rest between any two, and "
        "from week 3 on a day is added, at most every second week."
    )
    return [Reason(text % {"days": plan.days, "early": EARLY_DAYS}, "rest_between", ("C29",))]


def _weeks(asked: int | None, row: Row, plan: Plan) -> list[Reason]:
    if asked is None or row.weeks is None or asked == row.weeks:
        return []
    facts = {"asked": asked, "tried": row.weeks}
    if asked > row.weeks:
        text = _(
            "You asked for %(asked)s weeks; this was tried for %(tried)s, and then it is time to look again."
        )
    else:
        text = _("This was tried for %(tried)s weeks; you asked for %(asked)s. Nobody knows what fewer do.")
    return [Reason(text % facts, "trial_doses", (plan.protocol,))]


def _minutes(asked: int, plan: Plan) -> list[Reason]:
    """The share walked backward is never what a person thinks of first."""
    if not plan.grows:
        return []
    most_s = most_backward_s(plan)
    facts = {
        "asked": asked,
        "first": in_words(plan.first_backward_s),
        "all": in_words(total_s(plan, first_dose(plan))),
        "most": in_words(most_s),
    }
    text = _(
        "You have %(asked)s minutes. The first session takes %(all)s with warm-up, rests and cool-down, and walks "
        "%(first)s backward."
    )
    notes = [Reason(text % facts, "small_first_session", ("C29", "C40"))]
    if most_s < plan.target_backward_s:
        text = _("With %(asked)s minutes a session there is room for %(most)s backward, and no more.")
        notes.append(Reason(text % facts, "small_first_session", ("C29", "C40")))
    else:
        text = _("It grows to %(most)s backward a session at most, however long you have.")
        if plan.target_backward_s >= 1800:
            text = _("It grows to %(most)s backward a session at most: no protocol goes further.")
        notes.append(Reason(text % facts, "thirty_at_most", ("C41", "PR03")))
    return notes
