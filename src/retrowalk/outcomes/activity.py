"""The active weeks of a person, from all that is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from statistics import fmean

from retrowalk.energy import ActiveWeek, Moved, Mover, active_weeks
from retrowalk.outcomes.measure import MeasureId
from retrowalk.outcomes.offering import heart_rate_counts
from retrowalk.outcomes.record import PersonRecord, SessionDone, WalkFound
from retrowalk.outcomes.result import Result

SAME_PACE = 0.15
"""How far the speed of a heart rate may be off what was asked for, to be of the session (rule activity_pace)."""


def weeks_of(record: PersonRecord) -> tuple[ActiveWeek, ...]:
    """How active each week was, from the first with anything in it to today's; empty where nothing was walked.

    Weeks begin on the weekday of the latest programme. Walks that nobody walked are left out, and so are recordings of
    which nobody knows when they were made.

    Args:
        record: of the person.
    """
    moved = [_session(one, record.results) for one in record.sessions]
    moved += [_walk(one) for one in record.walks if one.timed and not one.simulated]
    days = [one.day for one in moved if one.walked_s > 0 and one.day <= record.today]
    if not days:
        return ()
    return active_weeks(moved, mover_of(record), _week_of(min(days), record), record.today)


def mover_of(record: PersonRecord) -> Mover:
    """What the figures depend on.

    Args:
        record: of the person.
    """
    profile = record.profile
    if profile is None:
        return Mover()
    resting = [one.value for one in record.results if one.measure == "resting_heart_rate"]
    return Mover(
        age=record.today.year - profile.birth_year,
        usual_forward_mps=profile.usual_forward_speed_mps,
        resting_bpm=resting[-1] if resting else None,
        # Medicines that are not known may be any (rule no_heart_rate_targets).
        heart_rate_tells=heart_rate_counts(profile),
    )


def _week_of(day: Date, record: PersonRecord) -> Date:
    begins = record.programme.profile.start_date.weekday() if record.programme else 0
    return day - timedelta(days=(day.weekday() - begins) % 7)


def _session(one: SessionDone, results: Sequence[Result]) -> Moved:
    return Moved(
        source="session",
        day=one.done_on,
        forward_s=one.forward_s,
        backward_s=one.backward_s,
        forward_mps=one.forward_mps,
        backward_mps=one.backward_mps,
        grade_pct=one.grade_pct,
        began_at=one.began_at,
        lasts_s=one.lasts_s,
        run=one.run,
        heart_rate_bpm=_heart(one, results),
    )


def _heart(one: SessionDone, results: Sequence[Result]) -> float | None:
    """The mean heart rate typed in on the day of a session, where it is of most of it and at its pace."""
    ways: tuple[tuple[MeasureId, float, float | None], ...] = (
        ("heart_rate_backward", one.backward_s, one.backward_mps),
        ("heart_rate_forward", one.forward_s, one.forward_mps),
    )
    beats = known_s = 0.0
    for id, seconds, asked in ways:
        read = [
            result.value
            for result in results
            if (result.measure, result.taken_on) == (id, one.done_on)
            and (asked is None or (result.speed_mps and abs(result.speed_mps / asked - 1) <= SAME_PACE))
        ]
        if read:
            beats, known_s = beats + fmean(read) * seconds, known_s + seconds
    return beats / known_s if known_s > (one.backward_s + one.forward_s) / 2 else None


def _walk(one: WalkFound) -> Moved:
    return Moved(
        source="recording",
        day=one.walked_on,
        # A file without acceleration has no steps, and so no seconds.
        forward_s=one.forward.seconds or 0.0,
        backward_s=one.backward.seconds or 0.0,
        unknown_s=one.unknown_s or 0.0,
        forward_mps=one.forward.speed_mps,
        backward_mps=one.backward.speed_mps,
        began_at=one.at,
        lasts_s=one.duration_s,
        run=one.run,
        heart_rate_bpm=one.heart_rate_bpm,
    )
