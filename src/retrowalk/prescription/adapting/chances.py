"""What is held out where nothing can get harder, and at the end; and what becomes of an offer that was taken up."""

from __future__ import annotations

from dataclasses import replace

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.adapting.course import Course
from retrowalk.prescription.adapting.stopping import physiotherapist
from retrowalk.prescription.planning.plan import Plan
from retrowalk.prescription.programme import Offer, Programme
from retrowalk.screening import Clearance

GOOD_WEEKS = 4
"""Weeks walked without trouble before a variant opens (rule 7)."""
MAINTENANCE_DAYS = 2
VARIANTS = (
    "incline",
    "squat_walk",
    "sled",
    "reverse_elliptical",
    "barefoot_grass",
    "self_powered_treadmill",
    "pool",
)


def offers(programme: Programme, course: Course, plan: Plan) -> tuple[Offer, ...]:
    """What is held out now, beyond what was at the start.

    Args:
        programme: as it is now.
        course: where the walker stands.
        plan: the bounds.
    """
    held: list[Offer] = []
    if course.reductions >= 2:
        held.append(physiotherapist())
    if programme.status == "finished":
        held.append(
            Offer(
                "maintenance",
                _(
                    "Keep it up: the same dose twice a week, for as many weeks again. "
                    "How little is enough was not studied."
                ),
                "coach_10_silence_is_not_success",
                ("C29",),
            )
        )
        held.append(
            Offer("new_goal", _("A new goal: answer the questions again, and a new programme begins."),
                  "coach_3_start_small", ("C29",))
        )  # fmt: skip
    elif course.plateau:
        held.append(
            Offer(
                "keep",
                _("Keep this dose: nothing has to get harder any more."),
                "coach_5_one_thing_harder",
                ("C40",),
            )
        )
        held.append(
            Offer("variety", _("For a change, walk at another place: bring your profile up to date with it."),
                  "coach_5_one_thing_harder", ("C06",))
        )  # fmt: skip
    return tuple(held)


def taken_up(plan: Plan, programme: Programme, course: Course, clearance: Clearance) -> Plan:
    """The bounds, with what the walker took up as far as the rules allow it.

    Args:
        plan: without it.
        programme: with what was accepted.
        course: where the walker stands.
        clearance: as it is now.
    """
    if "incline" in programme.accepted and closed(plan, programme, course, clearance, "incline") is None:
        plan = replace(plan, incline=True)
    return plan


def kept_up(plan: Plan, programme: Programme, course: Course) -> Plan:
    """The bounds of what comes, where the walker took up to keep a finished programme up.

    Args:
        plan: that was finished.
        programme: with what was accepted.
        course: where the walker stands.
    """
    if "maintenance" in programme.accepted and course.weeks_done >= plan.weeks:
        plan = replace(plan, weeks=2 * plan.weeks, grows=False, days=min(plan.days, MAINTENANCE_DAYS))
    return plan


def closed(
    plan: Plan, programme: Programme, course: Course, clearance: Clearance, variant: str
) -> str | None:
    """Why a variant that was taken up is not open; None where it is.

    Args:
        plan: the bounds.
        programme: with its offers.
        course: where the walker stands.
        clearance: as it is now.
        variant: its id.
    """
    if clearance.level != "clear" or clearance.restricts("no_variants", "level_only"):
        return _("Your answers rule it out for now.")
    if variant == "incline" and plan.form != "belt":
        return _("It takes a treadmill with rails.")
    if course.reductions or len(course.reached) < GOOD_WEEKS:
        return _("It opens after four weeks without trouble.")
    return None


def notes(plan: Plan, programme: Programme, course: Course, clearance: Clearance) -> list[Reason]:
    """What became of the offers that were taken up.

    Args:
        plan: the bounds.
        programme: with what was accepted.
        course: where the walker stands.
        clearance: as it is now.
    """
    said = []
    for taken in programme.accepted:
        if taken == "hands_free":
            said.append(Reason(_hands_free(plan, clearance), "hands_free_never_required", ("C44", "PR06")))
        if taken not in VARIANTS:
            continue
        name = {"variant": taken.replace("_", " ")}
        why = closed(plan, programme, course, clearance, taken)
        if why is not None:
            text = _("You took up: %(variant)s. Not yet: %(why)s") % {**name, "why": why}
        elif taken == "incline":
            text = _(
                "You took up: incline. It comes once time, pace and hands are where they are meant to be."
            )
        else:
            text = (
                _(
                    "You took up: %(variant)s. In place of a session, a few minutes at most, and easy; no trial gives "
                    "a dose, so none is planned."
                )
                % name
            )
        said.append(Reason(text, "coach_7_variants", ("C42",)))
    return said


def _hands_free(plan: Plan, clearance: Clearance) -> str:
    if not plan.lighter_hands or clearance.restricts("no_hands_free"):
        return _("You took up: without holding on. Not now: your answers ask you to hold on.")
    return _(
        "You took up: without holding on. What is planned goes as far as a light touch. Once that has been easy for "
        "two weeks, let go for a few steps when you like, within reach of the rail; hold on again whenever you like."
    )
