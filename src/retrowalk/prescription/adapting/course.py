"""What the sessions so far add up to: the dose to go on with, and why.

A fold over the sessions that are past, in the order of their dates. Nothing is kept between two calls: the programme
document is the only state there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from typing import TYPE_CHECKING

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.adapting.telling import ENOUGH_DONE, done_on, fate, trouble, went_well
from retrowalk.prescription.feedback import SessionFeedback
from retrowalk.prescription.planning.dose import Dose, dose_of, easier, first_dose, harder
from retrowalk.prescription.planning.weeks import first_days
from retrowalk.prescription.programme import Session, Week

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan
    from retrowalk.screening.profile import Profile

HOLD_AFTER = 2
"""Reductions running, without a good week between, after which the dose is held."""
STEP_BACK_WEEKS, START_AGAIN_WEEKS = 2, 4
Told = Mapping[str, SessionFeedback]


@dataclass(frozen=True, slots=True)
class Course:
    """Where a walker stands.

    Attributes:
        dose: to go on with, if nothing gets harder.
        days: sessions of the last week with one done.
        first: the dose to start again with.
        day_added: whether that week had a day more than the one before.
        position: number of the coming week since the start, or since a new start, from 1.
        reached: the dose of each week with a session done, in order.
        last_done: civil date of the last session done with walking backward; None before the first.
        forward_weeks: numbers of the weeks since the start in which a session was walked forward only.
        weeks_done: weeks of which every session was done, those without walking backward left out.
        reductions: running, without a good week between.
        held: the dose stays until a good week has been.
        growing: the last week walked was a good one.
        plateau: it was, and nothing can get harder.
        guarded_again: a fall sent the walker back to the guarded first week.
        dead_end: trouble at a dose that cannot be smaller.
        trouble: that led to the dead end.
        reasons: for the week that comes next.
    """

    dose: Dose
    days: int
    first: Dose
    day_added: bool = False
    position: int = 1
    reached: tuple[Dose, ...] = ()
    last_done: Date | None = None
    forward_weeks: frozenset[int] = field(default_factory=frozenset)
    weeks_done: int = 0
    reductions: int = 0
    held: bool = False
    growing: bool = False
    plateau: bool = False
    guarded_again: bool = False
    dead_end: bool = False
    trouble: tuple[Reason, ...] = ()
    reasons: tuple[Reason, ...] = ()


def course_of(plan: Plan, weeks: tuple[Week, ...], told: Told, profile: Profile, as_of: Date) -> Course:
    """Where a walker stands after what is past.

    Args:
        plan: the bounds, of the profile and clearance as they are now.
        weeks: as they were issued.
        told: all that was told, by session id.
        profile: of the walker.
        as_of: sessions dated before it that nothing is told of were missed.
    """
    course = Course(first_dose(plan), first_days(plan), first=_first(plan, weeks))
    days_before = 0
    for week in weeks:
        fates = [fate(session, told.get(session.id), as_of) for session in week.sessions]
        if any(what != "coming" for what in fates):
            course = replace(course, reasons=())
        for session, what in zip(week.sessions, fates, strict=True):
            if what != "coming":
                course = _after_session(plan, course, session, what == "done", told.get(session.id), profile)
        if "done" in fates:
            course = replace(course, days=len(fates), day_added=len(fates) > days_before > 0)
        if fates and "coming" not in fates:
            course = _after_week(plan, course, week, [what == "done" for what in fates], told, profile)
        days_before = len(fates)
    return course


def _first(plan: Plan, weeks: tuple[Week, ...]) -> Dose:
    """Where it began: another place may begin with more, but nobody starts again with more than at first."""
    dose = first_dose(plan)
    for session in (session for week in weeks[:1] for session in week.sessions[:1]):
        if session.backward_s and not any(block.edited_by for block in session.blocks):
            dose = meet(plan, dose, dose_of(session))
    return dose


def dose_on(
    plan: Plan, course: Course, due: Dose, date: Date, start: Date
) -> tuple[Dose, tuple[Reason, ...], bool]:
    """The dose for a day, after the weeks missed before it (rule 10).

    Args:
        plan: the bounds.
        course: where the walker stands.
        due: the dose where no weeks were missed; a step back is one from what was walked, not from that.
        date: of the session.
        start: of the programme; weeks are counted from it.

    Returns:
        The dose, why, and whether it is a new start.
    """
    missed = weeks_missed(course.last_done, date, start, course.forward_weeks)
    if missed >= START_AGAIN_WEEKS:
        text = _(
            "You start again with the first week, because %(weeks)s weeks without a session lie before it."
        )
        reason = Reason(text % {"weeks": missed}, "coach_10_silence_is_not_success", ("C29",))
        return meet(plan, course.dose, course.first), (reason,), True
    if missed >= STEP_BACK_WEEKS:
        text = _("You go one step back, because %(weeks)s weeks without a session lie before it.")
        reason = Reason(text % {"weeks": missed}, "coach_10_silence_is_not_success", ("C29",))
        return _step_back(plan, course), (reason,), False
    return due, (), False


def weeks_missed(last_done: Date | None, date: Date, start: Date, forward: frozenset[int]) -> int:
    """Whole weeks without a session between the last one done and a day.

    Args:
        last_done: civil date; None before the first session, when there is nothing to lose yet.
        date: of the session that comes.
        start: of the programme; weeks are counted from it.
        forward: numbers of weeks that were walked forward: neither missed nor walked.
    """
    if last_done is None:
        return 0
    first, last = number_of_week(last_done, start) + 1, number_of_week(date, start)
    return max(0, last - first - sum(first <= week < last for week in forward))


def number_of_week(date: Date, start: Date) -> int:
    """Weeks since the start of the programme, from 0.

    Args:
        date: any day.
        start: of the programme.
    """
    return (date - start).days // 7


def meet(plan: Plan, one: Dose, other: Dose) -> Dose:
    """The smaller of two doses in every dimension, within the plan.

    Args:
        plan: the bounds.
        one: a dose.
        other: another.
    """
    backward_s = min(one.backward_s, other.backward_s, plan.target_backward_s)
    speeds = [speed for speed in (one.speed_high_mps, other.speed_high_mps) if speed is not None]
    light = plan.lighter_hands and one.hands == "light" and other.hands == "light"
    return Dose(
        backward_s=backward_s,
        bout_s=min(one.bout_s, other.bout_s, plan.bout_max_s, backward_s),
        speed_high_mps=min(*speeds, plan.speed_cap_mps) if speeds else plan.start_speed_mps,
        hands="light" if light else plan.hands,
        grade_pct=min(one.grade_pct, other.grade_pct) if plan.incline else 0.0,
        variant=one.variant if one.variant == other.variant else None,
    )


def _step_back(plan: Plan, course: Course) -> Dose:
    """The dose of the week before the last one walked, or else one that is smaller."""
    first = meet(plan, course.dose, course.first)
    if first == course.dose:
        return course.dose
    for earlier in reversed(course.reached[:-1]):
        dose = meet(plan, course.dose, earlier)
        if dose != course.dose:
            return dose
    smaller = easier(plan, course.dose)
    return first if smaller is None else meet(plan, course.dose, smaller)


def _after_session(
    plan: Plan, course: Course, session: Session, done: bool, told: SessionFeedback | None, profile: Profile
) -> Course:
    issued = dose_of(session)
    if session.forward_only:
        # Neither missed nor progress: what was due is not due any more, and what was reached stays.
        course = replace(course, growing=False, plateau=False)
        if done:
            week = number_of_week(done_on(session, told), profile.start_date)
            course = replace(course, forward_weeks=course.forward_weeks | {week})
    elif done:
        date = done_on(session, told)
        allowed, _reasons, again = dose_on(plan, course, _grown(plan, course), date, profile.start_date)
        course = replace(
            course,
            dose=meet(plan, allowed, issued),
            last_done=max(date, course.last_done or date),
            position=1 if again else course.position,
            growing=False,
            plateau=False,
        )
    if told is None:
        return course
    if told.falls:
        course = replace(
            course,
            dose=meet(plan, course.dose, course.first),
            position=1,
            reached=(),
            growing=False,
            guarded_again=True,
            reasons=(
                Reason(
                    _("After your fall you go back to the first week, with something to hold."),
                    "coach_9_falls",
                ),
            ),
        )
    found = trouble(session, told, profile)
    if found:
        smaller = easier(plan, course.dose if session.forward_only else issued)
        reductions = course.reductions + 1
        course = replace(
            course,
            dose=course.dose if smaller is None else meet(plan, course.dose, smaller),
            dead_end=course.dead_end or smaller is None,
            trouble=found if smaller is None else course.trouble,
            reductions=reductions,
            held=reductions >= HOLD_AFTER,
            growing=False,
            reasons=(*course.reasons, *found),
        )
    return course


def _grown(plan: Plan, course: Course) -> Dose:
    """What the week after a good one may ask for at most."""
    step = harder(plan, course.dose) if course.growing else None
    return course.dose if step is None else step[0]


def _after_week(
    plan: Plan, course: Course, week: Week, done: list[bool], told: Told, profile: Profile
) -> Course:
    """A week is judged once nothing of it is coming any more."""
    fell = any(told[session.id].falls for session in week.sessions if session.id in told)
    backward = [not session.forward_only for session in week.sessions]
    if any(walked and way for walked, way in zip(done, backward, strict=True)):
        course = replace(course, reached=(*course.reached, course.dose))
        if not fell:
            course = replace(course, position=course.position + 1, guarded_again=False)
    if all(done) and any(backward):
        course = replace(course, weeks_done=course.weeks_done + 1)
    if not all(backward):
        return replace(course, growing=False, reasons=course.reasons or (_as_before(week),))
    if not all(went_well(session, told.get(session.id), profile) for session in week.sessions):
        if not any(done):
            # Nothing was walked, so nothing is judged: what was due comes again.
            return replace(course, reasons=_why_again(week, done, told, course.reasons))
        return replace(course, growing=False, reasons=_why_again(week, done, told, course.reasons))
    if course.held:
        # The first good week after two reductions ends the hold; it is not yet a step up.
        return replace(course, held=False, reductions=0, growing=False, reasons=())
    at_the_top = plan.grows and harder(plan, course.dose) is None
    return replace(course, reductions=0, growing=True, plateau=at_the_top, reasons=())


def _as_before(week: Week) -> Reason:
    text = _(
        "Week %(week)s had days for walking forward, so what comes is no harder than what was before it."
    )
    return Reason(text % {"week": week.week}, "trial_dose_holds", ("C29",))


def _why_again(
    week: Week, done: list[bool], told: Told, trouble: tuple[Reason, ...] = ()
) -> tuple[Reason, ...]:
    """Why the week comes again, or what comes is less."""
    if trouble:
        return trouble
    facts = {"week": week.week}
    answers = [told[session.id] for session in week.sessions if session.id in told]
    if not any(done):
        text = _("Week %(week)s was missed, so it comes again.")
    elif not all(done):
        text = _("Not every session of week %(week)s was done, so it comes again.")
    elif any((one.completed_fraction or 0) > 1 for one in answers):
        text = _(
            "You did more than was asked in week %(week)s. That is noted; what comes does not get harder for it."
        )
    elif any(one.completed_fraction is not None and one.completed_fraction < ENOUGH_DONE for one in answers):
        text = _("A session of week %(week)s was cut short, so the week comes again.")
    else:
        text = _("Some answers about week %(week)s are still missing, so it comes again.")
    return (Reason(text % facts, "coach_10_silence_is_not_success", ("C29",)),)
