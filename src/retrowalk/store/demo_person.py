"""Somebody who does not exist: who they are, what their tests come to, and how a session goes with them.

Nothing here is data. The figures were chosen so that some measures change clearly, some a little and some not at all,
as they do with people; no figure about accuracy or benefit may rest on them.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from random import Random

from retrowalk.outcomes import MeasureId, Result, measures
from retrowalk.prescription import PainReport, Session, SessionFeedback
from retrowalk.screening import Profile
from retrowalk.screening.profile import Falls, Pain, PainSite, Treadmill
from retrowalk.session import Event, Run, SessionLog, timeline
from retrowalk.session.log import EventKind, Why

SITE: PainSite = "knee"
ZONE = "Europe/Vienna"
DEVICE = "Simulated phone"
NOTE = "Simulated."
_SETTLES_WEEKS = 12.0
"""Most of what changes has changed by then."""
_LEARNT_AFTER_TIMES = 1.2
_MISSED, _STOPPED_EARLY, _STUMBLES, _HURTS = 0.08, 0.05, 0.02, 0.03


@dataclass(frozen=True, slots=True)
class _Course:
    """How a measure goes with this person.

    Attributes:
        start, end: true value before the first session, and long after.
        scatter: standard deviation between one day and the next, without any change.
        learning: how much worse the first time is, before they know the test.
        every: how many months lie between two times.
    """

    start: float
    end: float
    scatter: float
    learning: float = 0.0
    every: int = 1


_COURSES: dict[MeasureId, _Course] = {
    "backward_walk_3m": _Course(5.6, 3.9, 0.25, 0.8),
    "walk_10m_usual": _Course(1.10, 1.20, 0.04, -0.04),
    "walk_10m_fast": _Course(1.42, 1.50, 0.05, -0.05),
    "timed_up_and_go": _Course(10.6, 9.9, 0.5, 0.7),
    "six_minute_walk": _Course(402, 428, 14, -15, every=3),
    "chair_stand_30s": _Course(11, 13.5, 0.8, -1),
    "single_leg_stance": _Course(14, 17, 4.0, -2),
    "sit_and_reach": _Course(2, 2, 1.5, -1),
    "pain_now": _Course(3.2, 1.9, 0.9),
    "pain_worst": _Course(6.8, 4.4, 0.6),
    "pain_usual": _Course(5.6, 2.4, 0.4),
    "balance_confidence": _Course(6.0, 7.8, 0.7),
    "energy_level": _Course(5.5, 6.0, 1.1),
    "calm": _Course(6.0, 6.0, 1.2),
    "mood": _Course(6.4, 6.6, 1.1),
    "focus": _Course(6.2, 6.2, 1.2),
    "resting_heart_rate": _Course(71, 69, 2.5),
    "systolic": _Course(136, 133, 6.0),
    "diastolic": _Course(82, 81, 4.0),
    "body_mass": _Course(74.2, 73.0, 0.6),
    "waist": _Course(92.0, 91.0, 1.0),
}


def profile_of(start: Date, weeks: int) -> Profile:
    """Who they are: 67 or so, a sore knee, a treadmill with rails and a clip.

    Args:
        start: civil date of the first session.
        weeks: of the programme.
    """
    return Profile(
        birth_year=start.year - 67,
        start_date=start,
        days_per_week=3,
        minutes_per_session=30,
        weeks=weeks,
        goal="knee_pain",
        conditions=("knee_osteoarthritis",),
        symptoms=(),
        falls=Falls(0, False, False),
        unsteady=False,
        worried_about_falling=False,
        walking_aid="none",
        freezing=False,
        medication=(),
        pain=(Pain(SITE, 3.0),),
        active_regularly=False,
        usual_forward_speed_mps=1.1,
        sex="female",
        height_m=1.66,
        mass_kg=74.0,
        equipment=("motorised_treadmill", "corridor_rail", "corridor"),
        treadmill=Treadmill(min_speed_kmh=0.5, max_user_kg=130.0, safety_clip=True),
        supervision="someone_home",
        help_within_call=True,
    )


def true_value(measure: MeasureId, weeks: float) -> float:
    """What a measure would come to without error and practice.

    Args:
        measure: one that this person takes.
        weeks: since the first session; none of it before.
    """
    course = _COURSES[measure]
    gone = 1 - math.exp(-max(0.0, weeks) / _SETTLES_WEEKS)
    return course.start + (course.end - course.start) * gone


def tests_of(random: Random, day: Date, weeks: float, times: int, month: int) -> list[Result]:
    """What they measure on one day.

    Args:
        random: gives the scatter and the ids.
        day: civil date.
        weeks: since the first session.
        times: how often they have taken the tests before.
        month: number of the month; some tests are taken every third alone.
    """
    catalogue, found = measures(), list[Result]()
    for number, (id, course) in enumerate(_COURSES.items()):
        kind = catalogue[id]
        if month % course.every:
            continue
        learning = course.learning * math.exp(-times / _LEARNT_AFTER_TIMES)
        middle = random.gauss(true_value(id, weeks) + learning, course.scatter)
        least, most = kind.usual
        digits = 0 if kind.kind == "question" else kind.decimals
        each = [
            min(most, max(least, random.gauss(middle, course.scatter / 3 if kind.trials > 1 else 0.0)))
            for _trial in range(kind.trials)
        ]
        trials = tuple(round(one, max(digits, 1) if kind.kind == "test" else digits) for one in each)
        found.append(
            Result(
                id=id_of(random),
                measure=id,
                value=round(_combined(trials, kind.combine, kind.better), digits),
                at=datetime.combine(day, time(9, 30), UTC) + timedelta(minutes=2 * number),
                taken_on=day,
                trials=trials if kind.trials > 1 else (),
                site=SITE if kind.by_site else None,
                taken_by="device" if kind.kind == "reading" else "self",
                with_aid="none" if kind.kind == "test" else None,
                practice=times < kind.practice,
                note=NOTE,
            )
        )
    return found


def _combined(trials: Sequence[float], how: str, better: str) -> float:
    if how == "best":
        return min(trials) if better == "lower" else max(trials)
    return sum(trials) / len(trials)


def does_it(random: Random) -> bool:
    """Whether they walk a session that is due; now and then something comes between.

    Args:
        random: decides.
    """
    return random.random() >= _MISSED


def a_log(
    random: Random, programme: str, session: Session, start: datetime, weeks: float, signs_s: float
) -> SessionLog:
    """A session as their phone tells of it, with the answers of its check-in.

    Args:
        random: gives ids and what happens.
        programme: id of the programme.
        session: as it was issued.
        start: when it began, UTC.
        weeks: since the first session.
        signs_s: seconds between two signs of life; a phone sends one every five.
    """
    way = timeline(session)
    run = Run(
        id=id_of(random),
        programme=programme,
        session=session.id,
        mode="measured",
        device=DEVICE,
        started_at=start,
        time_zone=ZONE,
        on_belt=way.on_belt,
        stretches=way.stretches,
    )
    early = random.random() < _STOPPED_EARLY
    end_s = way.duration_s * (0.7 if early else 1.0)
    stumbled = random.random() < _STUMBLES
    happened: list[tuple[float, EventKind, str | None]] = [(0.0, "started", None)]
    happened += [(one.at_s, "cue", one.id) for one in way.cues if one.at_s < end_s]
    happened += [(one * signs_s, "reached", None) for one in range(1, math.ceil(end_s / signs_s))]
    if stumbled:
        happened.append((round(end_s / 2, 1), "stumble", None))
    happened.sort(key=lambda one: one[0])
    happened += [(end_s, "stopped" if early else "finished", None), (end_s, "told", None)]
    page = id_of(random)
    why: Why | None = "asked" if early else None
    told = _told(random, session.id, weeks, stumbled=stumbled)
    return SessionLog(
        run,
        tuple(
            Event(
                id=id_of(random),
                seq=seq,
                kind=kind,
                position_s=position_s,
                at=start + timedelta(seconds=position_s),
                clock_s=4.0 + position_s,
                page=page,
                cue=cue,
                why=why if kind == "stopped" else None,
                told=told if kind == "told" else None,
            )
            for seq, (position_s, kind, cue) in enumerate(happened)
        ),
    )


def _told(random: Random, session: str, weeks: float, *, stumbled: bool) -> SessionFeedback:
    before = max(0.0, round(random.gauss(true_value("pain_now", weeks), 0.5)))
    hurts = 3 if random.random() < _HURTS else random.choice((0, 0, 0, 1))
    return SessionFeedback(
        session,
        effort=float(random.choice((2, 3, 3, 3, 4))),
        pain=(PainReport(SITE, before=before, during=before + hurts, after=before + (hurts > 1)),),
        muscle_soreness=float(random.choice((0, 1, 1, 2))),
        stumbles=1 if stumbled else 0,
        rail_grabs=0,
        falls=(),
        symptoms=(),
    )


def next_morning(told: SessionFeedback) -> SessionFeedback:
    """What they answer the morning after: as before the session.

    Args:
        told: what they told of it.
    """
    pain = tuple(PainReport(one.site, next_day=one.before) for one in told.pain or ())
    return SessionFeedback(told.id, pain=pain)


def id_of(random: Random) -> str:
    """An id like any other, and the same with the same seed.

    Args:
        random: seeded.
    """
    return str(uuid.UUID(int=random.getrandbits(128), version=4))
