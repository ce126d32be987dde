"""People and what happens to them, by the thousand: seeded, fast, with every answer left out now and then.

Hypothesis finds small examples but is slow; this makes the big counts. The same seed gives the same histories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any, get_args

from retrowalk.prescription import (
    Feedback,
    Programme,
    Session,
    SessionFeedback,
    TrialDays,
    adapt,
    alternate,
    prescribe,
    violations,
)
from retrowalk.prescription.adapting.coming import rises
from retrowalk.prescription.feedback import Fall, PainReport
from retrowalk.prescription.planning.dose import dose_of
from retrowalk.screening import Profile, profile, screen
from retrowalk.screening.profile import Details, Falls, Pain, ProfessionalClearance, Treadmill

STARTS = (date(2026, 11, 23), date(2024, 2, 27), date(2026, 12, 31))
CONDITIONS = get_args(profile.Condition)
SYMPTOMS = get_args(profile.Symptom)
EQUIPMENT = get_args(profile.Equipment)
SITES = get_args(profile.PainSite)
SCOPES = get_args(profile.Scope)


def perhaps(random: Random, value: Any, known: float = 0.85) -> Any:
    """The value, or now and then null."""
    return value if random.random() < known else None


def a_walker(random: Random) -> Profile:
    """Anybody; most of them may walk backward somehow."""
    start = random.choice(STARTS)
    chance = random.random
    conditions = tuple(random.sample(CONDITIONS, random.choice((1, 1, 2, 3)))) if chance() < 0.2 else ()
    if chance() < 0.2:
        conditions = tuple(
            dict.fromkeys((*conditions, random.choice(("knee_osteoarthritis", "low_back_pain"))))
        )
    mill = Treadmill(
        min_speed_kmh=perhaps(random, random.choice((0.3, 0.5, 0.8, 1.0, 1.6, 3.0))),
        max_user_kg=perhaps(random, random.choice((100.0, 150.0)), 0.5),
        safety_clip=perhaps(random, chance() < 0.9),
    )
    cleared = tuple(
        ProfessionalClearance(
            scope=scope,
            by_role="physiotherapist",
            date=start - timedelta(days=random.choice((-5, 0, 20, 400))),
            expires=perhaps(random, start + timedelta(days=random.choice((5, 30, 400))), 0.3),
        )
        for scope in SCOPES
        if chance() < 0.35
    )
    return Profile(
        birth_year=start.year - random.choice((random.randint(18, 64), random.randint(65, 90), 17, 64, 65)),
        start_date=start,
        days_per_week=random.randint(1, 7),
        minutes_per_session=random.choice((5, 8, 10, 15, 20, 30, 30, 45, 60, 180)),
        weeks=perhaps(random, random.choice((1, 2, 3, 4, 5, 6, 8)), 0.9),
        goal=random.choice(get_args(profile.Goal)),
        conditions=conditions,
        symptoms=(random.choice(SYMPTOMS),) if chance() < 0.03 else (),
        falls=Falls(
            random.choice((1, 1, 2)), perhaps(random, chance() < 0.3), perhaps(random, chance() < 0.3)
        )
        if chance() < 0.1
        else Falls(0, False, False),
        unsteady=perhaps(random, chance() < 0.08, 0.95),
        worried_about_falling=perhaps(random, chance() < 0.08, 0.95),
        stay_independent=perhaps(random, random.choice((0, 1, 2, 3, 5)), 0.9),
        walking_aid=perhaps(random, random.choice(("none",) * 15 + ("stick",)), 0.95),
        freezing=perhaps(random, chance() < 0.03, 0.95),
        medication=perhaps(random, random.choice(((), (), ("anticoagulant",), ("beta_blocker", "sedating")))),
        pain=perhaps(random, (Pain(random.choice(SITES), perhaps(random, 2.0)),) if chance() < 0.2 else ()),
        active_regularly=perhaps(random, chance() < 0.5),
        usual_forward_speed_mps=perhaps(random, random.choice((0.3, 0.6, 0.9, 1.2, 1.4, 1.8)), 0.8),
        details=perhaps(
            random,
            Details(
                stroke_date=perhaps(random, start - timedelta(days=random.choice((30, 400))), 0.5),
                surgery_date=perhaps(random, start - timedelta(days=random.choice((20, 400))), 0.5),
                foot_sensation_normal=perhaps(random, chance() < 0.9),
            ),
            0.6,
        ),
        equipment=tuple(random.sample(EQUIPMENT, random.choice((0, 1, 2, 3, 5, 8)))),
        treadmill=perhaps(random, mill),
        supervision=random.choice(get_args(profile.Supervision)),
        help_within_call=perhaps(random, chance() < 0.7),
        clearances=perhaps(random, cleared),
        other_conditions=perhaps(random, ("gout",) if chance() < 0.05 else ()),
    )


def a_good_answer(session_id: str, **changed: Any) -> SessionFeedback:
    """Everything answered, everything well."""
    answers: dict[str, Any] = {
        "status": "done",
        "completed_fraction": 1.0,
        "effort": 2.0,
        "pain": (),
        "muscle_soreness": 1.0,
        "stumbles": 0,
        "rail_grabs": 0,
        "falls": (),
        "symptoms": (),
    }
    return SessionFeedback(session_id, **{**answers, **changed})


def an_answer(random: Random, session_id: str, day: date, as_of: date) -> SessionFeedback:
    """Mostly a good one; sometimes trouble, sometimes silence about this or that."""
    chance = random.random
    answer = a_good_answer(session_id)
    changed: dict[str, Any] = {}
    if chance() < 0.5:
        if chance() < 0.15:
            changed["status"] = random.choice(("missed", "skipped", "moved", "planned", None))
        if chance() < 0.1:
            changed["done_on"] = min(as_of, day + timedelta(days=random.choice((-1, 0, 1, 2, 5))))
        if chance() < 0.15:
            changed["completed_fraction"] = random.choice((None, 0.0, 0.5, 0.8, 1.2, 3.0))
        if chance() < 0.15:
            changed["effort"] = random.choice((None, 4.0, 4.5, 7.0, 10.0))
        if chance() < 0.3:
            changed["pain"] = random.choice((None, (a_pain(random),), (a_pain(random), a_pain(random))))
        if chance() < 0.1:
            changed["stumbles"] = random.choice((None, 1, 3))
        if chance() < 0.1:
            changed["rail_grabs"] = random.choice((None, 1))
        if chance() < 0.04:
            changed["falls"] = tuple(a_fall(random) for _n in range(random.choice((1, 1, 2))))
        if chance() < 0.02:
            changed["symptoms"] = (random.choice(SYMPTOMS),)
    return replace(answer, **changed)


def a_pain(random: Random) -> PainReport:
    """At any site, the knee and the low back more often."""
    level = random.choice((0.0, 1.0, 2.0, 4.0))
    return PainReport(
        random.choice(("knee", "low_back", "back", random.choice(SITES))),
        before=perhaps(random, level, 0.9),
        during=perhaps(random, min(10.0, level + random.choice((0, 0, 0, 1, 2, 2.5, 5))), 0.9),
        after=perhaps(random, min(10.0, level + random.choice((0, 0, 0, 1, 3))), 0.9),
        next_day=perhaps(random, min(10.0, level + random.choice((0, 0, 0, -1, 1))) if level else 0.0, 0.9),
    )


def a_fall(random: Random) -> Fall:
    """Half of them slight."""
    if random.random() < 0.5:
        return Fall(False, False, True)
    return Fall(*(random.choice((True, False, None)) for _n in range(3)))


def a_feedback(random: Random, programme: Programme) -> Feedback:
    """What is told next: of some sessions up to a later day, now and then of one that was told before."""
    as_of = programme.as_of + timedelta(days=random.choice((0, 1, 2, 3, 5, 7, 7, 7, 7, 8, 14, 16, 25, 40)))
    silence = random.choice((0.0, 0.0, 0.02, 0.1, 0.5, 1.0))
    told = {one.id for one in programme.feedback}
    sessions = []
    for week in programme.weeks:
        for session in week.sessions:
            if session.date > as_of and (session.date > as_of + timedelta(days=6) or random.random() > 0.03):
                continue
            if session.id in told and random.random() > 0.03:
                continue
            if random.random() >= silence:
                sessions.append(an_answer(random, session.id, session.date, as_of))
    taken = tuple(offer.id for offer in programme.offers if random.random() < 0.1)
    return Feedback(as_of, tuple(sessions), taken)


def seeds(count: int, start: int = 0) -> Iterator[Random]:
    """As many generators, each of its own seed."""
    for seed in range(start, start + count):
        yield Random(seed)


def a_trial(random: Random, programme: Programme) -> tuple[TrialDays, ...]:
    """Days of a trial, begun soon, by weeks or by single days, with gaps now and then; or none."""
    if random.random() < 0.3:
        return ()
    start = programme.as_of + timedelta(days=random.choice((-10, -1, 0, 0, 1, 3, 7, 7, 12)))
    days: list[TrialDays] = []
    for _pair in range(random.randint(1, 4)):
        ways: list[Any] = random.sample(("forward", "backward"), 2)
        for way in ways:
            end = start + timedelta(days=random.choice((1, 2, 7, 7, 7, 13)))
            days.append(TrialDays(start, end, way))
            start = end + timedelta(days=random.choice((0, 0, 0, 0, 2)))
    return tuple(days)


def a_history(
    random: Random, *, trials: bool = False
) -> Iterator[tuple[Programme, Feedback | None, Programme]]:
    """A walker's programme, and what it becomes as they tell how it went: before, what was told, after.

    The first one is the programme as prescribed, told nothing.

    Args:
        random: of the walker.
        trials: now and then a trial with one person begins, or ends before its time.
    """
    walker = a_walker(random)
    programme = prescribe(walker, screen(walker))
    yield programme, None, programme
    for _round in range(random.choice((1, 1, 2, 3, 6)) if programme.weeks else 1):
        if trials and programme.status != "stopped" and random.random() < 0.6:
            programme = alternate(programme, a_trial(random, programme))
        told = a_feedback(random, programme)
        after = adapt(programme, told)
        yield programme, told, after
        programme = after


@dataclass(frozen=True)
class Attack:
    """What an attack found: the rule that was broken, and how."""

    rule: str
    text: str


def attack(random: Random, *, thorough: bool, trials: bool = False) -> Iterator[Attack]:
    """One walker and all that happens to them, held against the twelve rules after each word.

    Args:
        random: of the walker.
        thorough: look at what takes two programmes too: the same again, and one answer left out.
        trials: now and then a trial with one person begins, or ends before its time.
    """
    for before, told, after in a_history(random, trials=trials):
        for found in violations(after):
            yield Attack(found.rule, f"{found.session} {found.block}: {found.text}")
        if told is None:
            if thorough and prescribe(after.profile, screen(after.profile)) != after:
                yield Attack("coach_12_same_inputs", "the same profile gave another programme")
            continue
        same = replace(after, as_of=before.as_of, revision=before.revision) == before
        if after.revision != before.revision + (not same):
            yield Attack("coach_12_same_inputs", "the revision goes up by one where something changed")
        if before.status == "stopped" and after.status != "stopped":
            yield Attack("coach_1_red_flags", "stopped stays stopped")
        yield from _history_kept(before, after)
        if thorough:
            if adapt(after, told) != after:
                yield Attack("coach_12_same_inputs", "telling the same again changed something")
            yield from _null_never_loosens(random, before, told, after)
            yield from _in_two_parts(before, told, after)


def _history_kept(before: Programme, after: Programme) -> Iterator[Attack]:
    """What was walked stays as it was issued."""
    issued = {session.id: session for week in before.weeks for session in week.sessions}
    for week in after.weeks:
        for session in week.sessions:
            past = session.status in ("done", "missed", "skipped")
            if past and session.id in issued and issued[session.id].blocks != session.blocks:
                yield Attack("coach_12_same_inputs", f"{session.id} was rewritten after the fact")


def _in_two_parts(before: Programme, told: Feedback, after: Programme) -> Iterator[Attack]:
    """Told one half after the other, it comes to the same, where what was issued is the same."""
    dates = {session.id: session.date for week in before.weeks for session in week.sessions}
    if any(dates.get(one.id, told.as_of) >= told.as_of for one in told.sessions):
        return  # done early: the first half would have redone it
    half = len(told.sessions) // 2
    first = adapt(before, replace(told, sessions=told.sessions[:half], accepted=()))
    if set(told.accepted) <= {offer.id for offer in first.offers}:
        second = adapt(first, replace(told, sessions=told.sessions[half:]))
        # A day that the first half moved was given to the walker, and stays moved.
        moved = {
            one.id for week in first.weeks for one in week.sessions if dates.get(one.id, one.date) != one.date
        }
        asked, at_once = (
            [
                [replace(one, date=told.as_of) if one.id in moved else one for one in week.sessions]
                for week in each.weeks
            ]
            for each in (second, after)
        )
        if (second.status, asked) != (after.status, at_once):
            yield Attack("coach_12_same_inputs", "told in two parts it came to something else")


def _null_never_loosens(
    random: Random, before: Programme, told: Feedback, after: Programme
) -> Iterator[Attack]:
    """A good answer left out never gives more (rule 12): of a bad one it is silence that is asked about elsewhere."""
    good = [index for index, one in enumerate(told.sessions) if one == a_good_answer(one.id)]
    if not good or before.status != "active":
        return
    index = random.choice(good)
    field = random.choice(
        ("status", "completed_fraction", "effort", "pain", "stumbles", "rail_grabs", "falls")
    )
    sessions = list(told.sessions)
    nothing: dict[str, Any] = {field: None}
    sessions[index] = replace(sessions[index], **nothing)
    other = adapt(before, replace(told, sessions=tuple(sessions)))
    was, now = next_coming(after), next_coming(other)
    if was is not None and now is not None and rises(dose_of(was), dose_of(now)):
        yield Attack("coach_12_same_inputs", f"{field} left out gave more: {was.id} {now.id}")


def next_coming(programme: Programme) -> Session | None:
    """The session to do next."""
    sessions = (session for week in programme.weeks for session in week.sessions)
    return next((one for one in sessions if one.status == "planned"), None)
