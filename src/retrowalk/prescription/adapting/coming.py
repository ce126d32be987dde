"""The weeks to come, redone from where a walker stands, as they are if all goes well from here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from typing import TYPE_CHECKING

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.adapting.course import Course, Told, dose_on, meet
from retrowalk.prescription.adapting.telling import Fate, done_on, fate, went_well
from retrowalk.prescription.planning.dose import Dose, dose_of, harder
from retrowalk.prescription.planning.forward import RULE as TRIAL
from retrowalk.prescription.planning.forward import forward_blocks, forward_session
from retrowalk.prescription.planning.sessions import blocks_of, session_of
from retrowalk.prescription.planning.weeks import DAYS, EARLY_DAYS, EARLY_WEEKS, Step, first_days, next_step
from retrowalk.prescription.programme import Block, Harder, Session, TrialDays, Week

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan
    from retrowalk.screening.profile import Profile

RISE_S = 300
"""Backward seconds that a week may add to a session (rule 4)."""
MOST_ROUNDS = 10
OWN_CHOICE, REST = "own_choice", "rest_between"
"""Rule ids of changes to dates: they stay when a week is redone."""
GROWTH = ("grow_slowly", "one_thing_harder", "small_steps_in_speed")
"""Rule ids of what made a week harder: they go when what is left of it becomes less."""

_LIGHTNESS = {"rails": 0, "bar": 0, "counter": 0, "spotter": 0, "light": 1, "free": 2, None: 2}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the coming weeks are made from.

    Attributes:
        plan: the bounds.
        course: where the walker stands.
        told: all that was told, by session id.
        profile: of the walker.
        as_of: today, as far as the programme knows.
        trial: its days, in time order; empty where none runs.
    """

    plan: Plan
    course: Course
    told: Told
    profile: Profile
    as_of: Date
    trial: tuple[TrialDays, ...] = ()

    def forward(self, session: Session) -> bool:
        """It is walked forward, by what was issued or by what the trial asks for on its day.

        Args:
            session: of the programme.
        """
        if self.fate(session) != "coming" or _edited(session):
            return session.forward_only
        return any(one.direction == "forward" and one.start <= session.date < one.end for one in self.trial)

    def held(self, start: Date) -> bool:
        """While a trial runs nothing gets harder: what differs between its days is the direction alone.

        Args:
            start: first day of a week, or of what is left of it.
        """
        runs = bool(self.trial) and self.trial[0].start < start + timedelta(weeks=1)
        return self.course.held or (runs and start < self.trial[-1].end)

    def fate(self, session: Session) -> Fate:
        """Done, missed, skipped or coming.

        Args:
            session: of the programme.
        """
        return fate(session, self.told.get(session.id), self.as_of)


def redone(situation: Situation, weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    """All weeks: the past as it was issued, the coming ones anew.

    Args:
        situation: what they are made from.
        weeks: as they were issued.
    """
    made = _redone_once(situation, weeks)
    # A session that moves on may come to lie on a day that is walked the other way: once more, until nothing changes.
    for _again in range(MOST_ROUNDS if situation.trial else 0):
        if made == weeks:
            break
        weeks, made = made, _redone_once(situation, made)
    return made


def _redone_once(situation: Situation, weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    more = 0
    made = _laid_out(situation, weeks, more)
    # Forward weeks are not among the programme's own, and a trial is walked to its end.
    while situation.trial and (short := _short_of(situation, made)) > 0:
        more += short
        made = _laid_out(situation, weeks, more)
    return _walked_forward(situation, made)


def _short_of(situation: Situation, weeks: tuple[Week, ...]) -> int:
    """Weeks that are still to be added, for the programme or for the trial that runs."""
    own = [week for week in weeks if any(not situation.forward(session) for session in week.sessions)]
    coming = [week for week in own if all(situation.fate(s) in ("done", "coming") for s in week.sessions)]
    ahead = [week for week in coming if any(situation.fate(s) == "coming" for s in week.sessions)]
    for_trial = -(-(situation.trial[-1].end - _start_of_next(situation, list(weeks))).days // 7)
    return max(situation.plan.weeks - situation.course.weeks_done - len(ahead), for_trial)


def _laid_out(situation: Situation, weeks: tuple[Week, ...], more: int) -> tuple[Week, ...]:
    """All weeks, as many more as asked for, and all that is coming walked backward."""
    course = situation.course
    past = [week for week in weeks if any(situation.fate(session) != "coming" for session in week.sessions)]
    opened = [week for week in past if any(situation.fate(session) == "coming" for session in week.sessions)]
    made = [_with_status(situation, week) for week in past]
    still = situation.plan.weeks - course.weeks_done
    step, reasons, position, less = _first_step(situation, weeks, opened)
    first_position = position
    for week in opened:
        made[past.index(week)] = _rest_of(situation, week, step.dose, reasons, less)
        if all(situation.fate(session) in ("done", "coming") for session in week.sessions):
            still -= 1
    if opened:
        step = _after_open(situation, made[past.index(opened[-1])], step, position)
        position += 1
    elif made:
        step = replace(step, changes=(*reasons, *step.changes))
    issued = {week.week: week for week in weeks if week not in past}
    number = max((week.week for week in past), default=0)
    start = _start_of_next(situation, past)
    for ahead in range(max(0, still) + more):
        number += 1
        if ahead and not situation.held(start) and not any(map(situation.forward, made[-1].sessions)):
            step = next_step(situation.plan, step, position)
        elif ahead:
            step = replace(step, changes=())
        position += 1
        step = _guarded(situation.plan, _last_backward(situation, made), step)
        if step.harder and not step.changes:
            text = _("What was due before the days for walking forward comes now.")
            step = replace(step, changes=(Reason(text, "trial_dose_holds", ("C29",)),))
        week = _week(situation, step, number, start, issued.get(number), made[-1] if made else None, less)
        made.append(week)
        start = max(start, _week_start(situation, week)) + timedelta(weeks=1)
    return _spaced(situation, tuple(made), first_position)


def _first_step(
    situation: Situation, weeks: tuple[Week, ...], opened: list[Week]
) -> tuple[Step, tuple[Reason, ...], int, bool]:
    """What comes next, why, the number of its week since the start or a new start, and whether it is less."""
    plan, course = situation.plan, situation.course
    coming = [s for week in weeks for s in week.sessions if situation.fate(s) == "coming"]
    date = coming[0].date if coming else _start_of_next(situation, list(weeks))
    days = min(course.days, situation.plan.days)
    if course.position <= EARLY_WEEKS:
        days = min(days, EARLY_DAYS)
    step = Step(course.dose, days, day_added=course.day_added)
    position = course.position
    if course.growing and not situation.held(date):
        # A week that has begun without a session done keeps what was due in it; days come with whole weeks only.
        grown = harder(plan, course.dose) if opened else None
        step = (
            next_step(plan, step, position)
            if not opened
            else replace(step, dose=grown[0] if grown else step.dose)
        )
    dose, reasons, again = dose_on(plan, course, step.dose, date, situation.profile.start_date)
    if reasons:
        step = Step(dose, first_days(plan) if again else step.days)
    if reasons:
        # A longer silence says it all; that the week before was missed goes without saying.
        reasons = (*reasons, *(why for why in course.reasons if not why.rule.startswith("coach_10")))
    less = bool(reasons) or course.reductions > 0 or course.guarded_again
    return step, reasons or course.reasons, 1 if again else position, less


def _after_open(situation: Situation, week: Week, step: Step, position: int) -> Step:
    """The week after the one that is being walked: harder only if that one can still be a good one."""
    past = [session for session in week.sessions if situation.fate(session) != "coming"]
    well = all(went_well(s, situation.told.get(s.id), situation.profile) for s in past)
    well = well and not any(map(situation.forward, week.sessions))
    following = _week_start(situation, week) + timedelta(weeks=1)
    dose = step.dose
    for session in past:
        dose = meet(situation.plan, dose, dose_of(session)) if session.backward_s else dose
    step = Step(dose, min(len(week.sessions), situation.plan.days), day_added=step.day_added)
    if position <= EARLY_WEEKS:
        step = replace(step, days=min(step.days, EARLY_DAYS))
    if well and not situation.held(following):
        return next_step(situation.plan, step, position + 1)
    return step


def _with_status(situation: Situation, week: Week) -> Week:
    return replace(week, sessions=tuple(_marked(situation, session) for session in week.sessions))


def _marked(situation: Situation, session: Session) -> Session:
    what = situation.fate(session)
    if what == "coming":
        return session if session.status in ("planned", "moved") else replace(session, status="planned")
    return session if session.status == what else replace(session, status=what)


def _rest_of(situation: Situation, week: Week, dose: Dose, reasons: tuple[Reason, ...], less: bool) -> Week:
    """The sessions that are left of a week that has begun: never more than was asked for in it."""
    plan = situation.plan
    past = [session for session in week.sessions if situation.fate(session) != "coming"]
    for session in past:
        if session.backward_s:
            dose = meet(plan, dose, dose_of(session))
    blocks = blocks_of(plan, dose)
    sessions = tuple(
        _marked(situation, session)
        if situation.fate(session) != "coming"
        else _redone_session(situation, session, dose, blocks, less)
        for session in week.sessions
    )
    coming = [session for session in week.sessions if situation.fate(session) == "coming"]
    known = week.changes
    if reasons and less and any(rises(dose, dose_of(session)) for session in coming):
        # Why it was to be more is no reason for what it is now.
        known = tuple(change for change in known if change.rule not in GROWTH)
    return replace(week, sessions=sessions, changes=tuple(dict.fromkeys((*known, *reasons))))


def _redone_session(
    situation: Situation, session: Session, dose: Dose, blocks: tuple[Block, ...], less: bool
) -> Session:
    # A professional's edit stands, unless there was trouble and it asks for more than is allowed now.
    if _edited(session) and not (less and rises(dose, dose_of(session))):
        return session
    made = session_of(situation.plan, blocks, 0, 0, session.date)
    return replace(made, id=session.id, status="moved" if session.status == "moved" else "planned")


def _edited(session: Session) -> bool:
    return any(block.edited_by for block in session.blocks)


def _week(
    situation: Situation,
    step: Step,
    number: int,
    start: Date,
    known: Week | None,
    before: Week | None,
    less: bool,
) -> Week:
    """One week, on the days it has already where they still fit."""
    plan = situation.plan
    blocks = blocks_of(plan, step.dose)
    own: tuple[Reason, ...] = ()
    if known is not None and _fitting(known, step, situation.as_of, before, less):
        own = tuple(change for change in known.changes if change.rule in (OWN_CHOICE, REST))
        sessions = tuple(_redone_session(situation, one, step.dose, blocks, less) for one in known.sessions)
    else:
        sessions = tuple(
            session_of(plan, blocks, number, n, start + timedelta(days=day))
            for n, day in enumerate(DAYS[step.days], start=1)
        )
    return Week(number, step.harder, tuple(dict.fromkeys((*step.changes, *own))), sessions)


def _fitting(known: Week, step: Step, as_of: Date, before: Week | None, less: bool) -> bool:
    if not known.sessions or known.sessions[0].date < as_of:
        return False
    if before is not None and known.sessions[0].date <= max(session.date for session in before.sessions):
        return False
    return len(known.sessions) == step.days or (not less and any(map(_edited, known.sessions)))


def _start_of_next(situation: Situation, past: list[Week]) -> Date:
    """First day of the next week that begins after the last one and not before today."""
    start = situation.profile.start_date
    if past and past[-1].sessions:
        start = _week_start(situation, past[-1]) + timedelta(weeks=1)
    behind = (situation.as_of - start).days
    return start + timedelta(weeks=max(0, -(-behind // 7)))


def _week_start(situation: Situation, week: Week) -> Date:
    """Its first day: weeks are counted from the start of the programme."""
    first = situation.profile.start_date
    if not week.sessions:
        return first
    return first + timedelta(weeks=(week.sessions[0].date - first).days // 7)


def rises(was: Dose, now: Dose) -> tuple[Harder, ...]:
    """The dimensions in which one dose asks for more than another.

    Args:
        was: the one before.
        now: the one after.
    """
    found: list[Harder] = []
    if now.backward_s > was.backward_s or now.bout_s > was.bout_s:
        found.append("time")
    if None not in (now.speed_high_mps, was.speed_high_mps) and _mps(now) > _mps(was) + 1e-9:
        found.append("speed")
    if _LIGHTNESS[now.hands] > _LIGHTNESS[was.hands]:
        found.append("hands")
    if now.grade_pct > was.grade_pct:
        found.append("grade")
    if now.variant not in (None, was.variant):
        found.append("variant")
    return tuple(found)


def _mps(dose: Dose) -> float:
    return dose.speed_high_mps or 0.0


def _last_backward(situation: Situation, weeks: list[Week]) -> Week | None:
    """The last week that asks for walking backward."""
    asks = (week for week in reversed(weeks) if not all(map(situation.forward, week.sessions)))
    return next(asks, None)


def _guarded(plan: Plan, before: Week | None, step: Step) -> Step:
    """Held against what the week before asked for as it was issued: one small step from there at most."""
    if before is None:
        return replace(step, harder=())
    doses = [dose_of(session) for session in before.sessions if not session.forward_only]
    was = max(doses, key=lambda dose: dose.backward_s)
    for dose in doses:
        was = replace(
            was,
            bout_s=max(was.bout_s, dose.bout_s),
            speed_high_mps=max(
                (s for s in (was.speed_high_mps, dose.speed_high_mps) if s is not None), default=None
            ),
            hands=max((was.hands, dose.hands), key=_LIGHTNESS.__getitem__),
            grade_pct=max(was.grade_pct, dose.grade_pct),
        )
    more = rises(was, step.dose)
    adds_day = step.days > len(before.sessions)
    small = step.dose.backward_s - was.backward_s <= RISE_S
    if not more:
        return replace(step, harder=())
    if len(more) == 1 and small and not adds_day:
        return replace(step, harder=more)
    return Step(
        meet(plan, step.dose, was),
        step.days,
        (),
        tuple(reason for reason in step.changes if reason.rule.startswith("coach_")),
        step.day_added,
    )


def _spaced(situation: Situation, weeks: tuple[Week, ...], position: int) -> tuple[Week, ...]:
    """Rest days kept: what is coming moves on where the session before was done late (rule 4)."""
    told = situation.told
    walked = [one for week in weeks for one in week.sessions if situation.fate(one) == "done"]
    last = max((done_on(one, told.get(one.id)) for one in walked), default=None)
    done: list[Week] = []
    for week in weeks:
        early = week.week <= EARLY_WEEKS or position <= EARLY_WEEKS or situation.plan.rest_days
        sessions = []
        any_coming = False
        for session in week.sessions:
            if situation.fate(session) != "coming":
                if situation.fate(session) == "done":
                    day = done_on(session, situation.told.get(session.id))
                    last = day if last is None else max(last, day)
            else:
                any_coming = True
                earliest = None if last is None else last + timedelta(days=2 if early else 1)
                if earliest is not None and session.date < earliest:
                    session = replace(session, date=earliest)
                last = session.date
            sessions.append(session)
        position += any_coming
        changes = week.changes
        if tuple(sessions) != week.sessions:
            text = _("A session moves on by a day or more, so that a day of rest stays between.")
            changes = tuple(dict.fromkeys((*changes, Reason(text, REST, ("C29",)))))
        done.append(replace(week, sessions=tuple(sessions), changes=changes))
    return tuple(done)


def _walked_forward(situation: Situation, weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    """The same weeks, with what comes on the forward days of a trial walked forward."""
    made: dict[tuple[Block, ...], tuple[Block, ...]] = {}
    done: list[Week] = []
    for week in weeks:
        turned = {
            session.id
            for session in week.sessions
            if situation.fate(session) == "coming" and not _edited(session) and situation.forward(session)
        }
        sessions = []
        for session in week.sessions:
            if session.id in turned:
                if session.blocks not in made:
                    made[session.blocks] = forward_blocks(situation.plan, dose_of(session))
                forward = forward_session(situation.plan, made[session.blocks], session.date)
                session = replace(forward, id=session.id, status=session.status)
            sessions.append(session)
        if any(situation.fate(session) == "coming" for session in week.sessions):
            week = replace(week, changes=tuple(one for one in week.changes if one.rule != TRIAL))
        if turned:
            text = _(
                "On the forward days of your trial you walk forward, at the same place, for as many minutes."
            )
            why = Reason(text, TRIAL, ("C29",))
            if all(map(situation.forward, week.sessions)):
                week = replace(
                    week, harder=(), changes=tuple(c for c in week.changes if c.rule not in GROWTH)
                )
            week = replace(week, changes=(*week.changes, why))
        done.append(replace(week, sessions=tuple(sessions)))
    return tuple(done)
