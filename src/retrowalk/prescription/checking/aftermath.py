"""Rules 8, 9 and 10 as a checker: does what comes follow from what was told?

Like `rules`, it reads the document alone, and reads the answers by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from retrowalk.language import _
from retrowalk.prescription.feedback import SessionFeedback
from retrowalk.prescription.programme import Programme, Session, Week

PAIN_MOST, PAIN_RISE = 5, 2
OLD_AGE = 65
STEP_BACK_DAYS, START_AGAIN_DAYS = 21, 35  # two and four whole weeks without a session, wherever weeks begin
SHORT_BOUT_S = 60

_TOLERANT = {("knee_osteoarthritis", "knee"), ("low_back_pain", "back"), ("low_back_pain", "low_back")}
_LIGHTNESS = {"rails": 0, "bar": 0, "counter": 0, "spotter": 0, "light": 1, "free": 2}
_HAIR = 1e-6

Found = Iterator[tuple[str, Session | None, str]]


def disagreements(programme: Programme) -> Found:
    """What rules 8 to 10 hold against a programme: rule, session, sentence.

    Args:
        programme: the document, feedback inside.
    """
    told = {one.id: one for one in programme.feedback}
    sessions = [session for week in programme.weeks for session in week.sessions]
    yield from _falls(programme, told, sessions)
    if programme.status == "stopped":
        return
    coming = [session for session in sessions if is_coming(session)]
    for session in coming:
        if session.date < programme.as_of:
            yield (
                "coach_10_silence_is_not_success",
                session,
                _("A session whose day has passed in silence was missed."),
            )
    if not coming:
        return
    done = [s for s in sessions if s.id in told and _happened(told[s.id]) and not is_coming(s)]
    next_week = [
        s for week in programme.weeks if coming[0] in week.sessions for s in week.sessions if s in coming
    ]
    yield from _trouble(programme, told, sessions, coming, next_week)
    yield from _silence(programme, told, done, next_week)


def is_coming(session: Session) -> bool:
    """True where the session is still to be done; one that was moved waits on its new day.

    Args:
        session: of a programme.
    """
    return session.status in ("planned", "moved")


def _happened(told: SessionFeedback) -> bool:
    answers = (told.effort, told.pain, told.stumbles, told.rail_grabs, told.falls, told.symptoms)
    if told.status in ("missed", "skipped"):
        return False
    return (
        told.status == "done"
        or told.done_on is not None
        or bool(told.completed_fraction)
        or any(answer is not None for answer in (*answers, told.muscle_soreness))
    )


def _falls(programme: Programme, told: dict[str, SessionFeedback], sessions: list[Session]) -> Found:
    person = programme.profile
    hale = person.age < OLD_AGE and not person.conditions and not person.other_conditions
    for one in told.values():
        for fall in one.falls or ():
            slight = fall.injury is False and fall.head is False and fall.explained is True
            if not (slight and hale) and programme.status != "stopped":
                yield "coach_9_falls", None, _("After this fall nobody walks backward before it is cleared.")
    fallen = [index for index, s in enumerate(sessions) if s.id in told and told[s.id].falls]
    if not fallen or programme.status == "stopped":
        return
    after = sessions[fallen[-1] + 1 :]
    if any(s.id in told and _happened(told[s.id]) for s in after):
        return
    for session in [s for s in after if is_coming(s)][:1]:
        first = next((one for one in sessions if one.backward_s), sessions[0])
        if session.backward_s > first.backward_s or session.guard == "none" or _demands(session)["hands"]:
            yield "coach_9_falls", session, _("After a fall, go back to the guarded first week.")


def _trouble(
    programme: Programme,
    told: dict[str, SessionFeedback],
    sessions: list[Session],
    coming: list[Session],
    next_week: list[Session],
) -> Found:
    troubled = [i for i, s in enumerate(sessions) if s.id in told and _is_troubled(programme, s, told[s.id])]
    if not troubled:
        return
    # What was walked forward is no dose: what comes is held against the last one that was walked backward.
    walked = [i for i, s in enumerate(sessions) if s.backward_s and s.id in told and _happened(told[s.id])]
    at = troubled[-1]
    before = [at] if sessions[at].backward_s else [i for i in walked if i < at][-1:]
    since = [i for i in walked if i > at]
    if before and not since:
        last = sessions[before[0]]
        for session in next_week:
            if session.backward_s >= last.backward_s:
                yield "coach_8_less_after_trouble", session, _("After trouble the next dose is smaller.")
            if _harder(session, last):
                yield "coach_8_less_after_trouble", session, _("After trouble nothing gets harder.")
    clean = -1
    for week in programme.weeks:
        if week.sessions and all(_is_success(programme, s, told.get(s.id)) for s in week.sessions):
            clean = sessions.index(week.sessions[-1])
    if sum(index > clean for index in troubled) >= 2:
        backward = [session for session in coming if session.backward_s]
        for session in backward:
            if _harder(session, backward[0]):
                yield (
                    "coach_8_less_after_trouble",
                    session,
                    _("After two reductions running the dose is held."),
                )
        if not any(offer.id == "physiotherapist" for offer in programme.offers):
            yield (
                "coach_8_less_after_trouble",
                None,
                _("After two reductions running, suggest a physiotherapist."),
            )


def _silence(
    programme: Programme, told: dict[str, SessionFeedback], done: list[Session], next_week: list[Session]
) -> Found:
    issued = [session for week in programme.weeks for session in week.sessions]
    first = next((session for session in issued if session.backward_s), issued[0])
    backward = [session for session in done if session.backward_s]
    last = backward[-1] if backward else None
    start = programme.profile.start_date
    days = [(s, told[s.id].done_on or s.date) for s in done]
    for session in next_week:
        if last is None:
            if _harder(session, first):
                yield (
                    "coach_10_silence_is_not_success",
                    session,
                    _("Without a session done nothing gets harder."),
                )
            continue
        week, last_day = _week_of(programme, last), told[last.id].done_on or last.date
        between = issued[issued.index(last) : issued.index(session)]
        well = all(_is_success(programme, s, told.get(s.id)) for s in week.sessions)
        # Days walked forward, or left out in a trial, are no good week to grow on.
        well = well and all(s.backward_s for s in (*week.sessions, *between))
        if _harder(session, last) and not well:
            yield (
                "coach_10_silence_is_not_success",
                session,
                _("Without a good week behind you nothing gets harder."),
            )
        forward = {(day - start).days // 7 for one, day in days if not one.backward_s and day > last_day}
        gap = session.date - last_day - timedelta(weeks=len(forward))
        if gap >= timedelta(days=START_AGAIN_DAYS) and _harder(session, first):
            yield "coach_10_silence_is_not_success", session, _("After four missed weeks, start again.")
        elif gap >= timedelta(days=STEP_BACK_DAYS):
            smaller = _harder(last, session) and not _harder(session, last)
            if not smaller and _harder(session, first):
                yield "coach_10_silence_is_not_success", session, _("After two missed weeks, step back.")


def _week_of(programme: Programme, session: Session) -> Week:
    return next(week for week in programme.weeks if session in week.sessions)


def _is_troubled(programme: Programme, session: Session, told: SessionFeedback) -> bool:
    backward = [block for block in session.blocks if block.direction == "backward"]
    lean = any(block.hands in ("light", "free", None) for block in backward)
    upper = max((block.effort[1] for block in backward or session.blocks if block.effort), default=10)
    if told.stumbles or (lean and told.rail_grabs) or (told.effort is not None and told.effort > upper):
        return True
    for pain in told.pain or ():
        values = [pain.before, pain.during, pain.after, pain.next_day]
        base = pain.before or 0
        rises = [value - base for value in (pain.during, pain.after) if value is not None]
        tolerant = any((condition, pain.site) in _TOLERANT for condition in programme.profile.conditions)
        if max((v for v in values if v is not None), default=0) > PAIN_MOST:
            return True
        if max(rises, default=0) > (PAIN_RISE if tolerant else 0) or (pain.next_day or 0) > base:
            return True
    return False


def _is_success(programme: Programme, session: Session, told: SessionFeedback | None) -> bool:
    return (
        told is not None
        and (told.status == "done" or (told.status == "moved" and told.done_on is not None))
        and told.completed_fraction is not None
        and 0.8 <= told.completed_fraction <= 1
        and told.effort is not None
        and told.stumbles == 0
        and told.pain is not None
        and all(None not in (p.before, p.during, p.after, p.next_day) for p in told.pain)
        and not told.falls
        and not told.symptoms
        and not _is_troubled(programme, session, told)
    )


def _demands(session: Session) -> dict[str, float]:
    blocks = [block for block in session.blocks if block.direction == "backward"]
    return {
        "time": session.backward_s,
        "bout": max((block.duration_s for block in blocks), default=0),
        "speed": max((block.speed_mps[1] for block in blocks if block.speed_mps), default=0),
        "hands": max((_LIGHTNESS.get(block.hands or "", 0) for block in blocks), default=0),
        "grade": max((block.grade_pct for block in blocks), default=0),
        "variant": max((block.variant is not None for block in blocks), default=0),
    }


def _harder(session: Session, than: Session) -> bool:
    """True where anything asks for more."""
    asked, was = _demands(session), _demands(than)
    return any(asked[name] > was[name] + _HAIR for name in asked)
