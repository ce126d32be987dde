"""Active weeks: in order, towards 150 minutes, and nothing counted twice."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import evidence
from retrowalk.energy import ActiveWeek, Band, Moved, Mover, about_weeks, active_weeks, cost
from retrowalk.energy.once import once

MONDAY = date(2026, 11, 23)
TODAY = MONDAY + timedelta(days=6)
NINE = datetime.combine(MONDAY, time(9), UTC)


def a_session(**changed: Any) -> Moved:
    """Twenty minutes from nine, ten of them walked forward and five backward."""
    plain: dict[str, Any] = {
        "source": "session",
        "day": MONDAY,
        "forward_s": 600,
        "backward_s": 300,
        "forward_mps": 1.2,
        "backward_mps": 0.5,
        "began_at": NINE,
        "lasts_s": 1200,
        "run": "run-0001",
    }
    return Moved(**{**plain, **changed})


def a_recording(**changed: Any) -> Moved:
    """Half an hour of walking forward at noon."""
    plain: dict[str, Any] = {
        "source": "recording",
        "day": MONDAY,
        "forward_s": 1800,
        "backward_s": 0,
        "forward_mps": 1.5,
        "began_at": NINE + timedelta(hours=3),
        "lasts_s": 1800,
    }
    return Moved(**{**plain, **changed})


def the_week(*moved: Moved, mover: Mover | None = None) -> ActiveWeek:
    (week,) = active_weeks(moved, mover or Mover(age=50, usual_forward_mps=1.2), MONDAY, TODAY)
    return week


def ends(band: Band) -> tuple[float, float, float]:
    return band.low, band.mid, band.high


# What it comes to


def test_half_an_hour_at_a_brisk_pace_is_half_an_hour_of_moderate_activity() -> None:
    week = the_week(a_recording())
    assert week.moderate_minutes.mid == 30
    assert week.met_minutes.mid == round(30 * cost("forward", 1.5, age=50).mets.mid)
    assert (week.towards, week.walked_minutes, week.so_far) == (150, 30.0, False)


def test_a_vigorous_minute_counts_twice() -> None:
    week = the_week(a_recording(forward_s=0, backward_s=1800, forward_mps=None, backward_mps=1.9))
    assert week.moderate_minutes.mid == 60


def test_the_first_weeks_of_a_programme_are_light_to_moderate() -> None:
    week = the_week(a_session(forward_mps=0.7))
    assert ends(week.moderate_minutes) == (0, 5, 5), (
        "backward is moderate at best, forward so slowly is light"
    )


def test_an_unknown_direction_is_between_both_and_a_free_pace_has_a_wider_band() -> None:
    unknown = the_week(
        a_recording(forward_s=0, unknown_s=1800, forward_mps=1.2, backward_mps=0.6)
    ).met_minutes
    forward = the_week(a_recording(forward_mps=1.2)).met_minutes
    assert unknown.low <= forward.low and unknown.high >= forward.high
    free = the_week(a_recording(forward_mps=None)).met_minutes
    assert free.high - free.low > forward.high - forward.low


def test_after_twelve_sessions_walking_backward_costs_less() -> None:
    days = [MONDAY - timedelta(days=3 * n) for n in range(13)]
    before = [a_session(day=day, run=str(day), began_at=None) for day in days]
    assert the_week(*before).met_minutes.mid < the_week(before[0]).met_minutes.mid


def test_weeks_are_seven_days_each_and_the_last_may_not_be_over() -> None:
    moved = [a_recording(day=MONDAY + timedelta(days=n), began_at=None) for n in (-1, 0, 6, 7, 9, 11)]
    first, second = active_weeks(moved, Mover(), MONDAY, MONDAY + timedelta(days=10))
    assert (first.start, second.start) == (MONDAY, MONDAY + timedelta(days=7))
    assert (first.walked_minutes, second.walked_minutes) == (60.0, 60.0)
    assert (first.so_far, second.so_far) == (False, True)


def test_a_week_without_anything_is_there_too() -> None:
    assert ends(the_week().met_minutes) == (0, 0, 0)


# Nothing twice


@pytest.mark.parametrize(
    "recording",
    [
        a_recording(run="run-0001", forward_s=900, began_at=None),
        a_recording(run="run-0001", forward_s=9000),
        a_recording(run="of a second phone", forward_s=900),
        a_recording(forward_s=800, began_at=NINE + timedelta(minutes=1), lasts_s=1100),
        a_recording(forward_s=800, began_at=None),
    ],
    ids=["its log", "its log, longer", "another log of that day", "at the same time", "on the same day"],
)
def test_a_recording_of_a_session_is_that_session(recording: Moved) -> None:
    week = the_week(a_session(), recording)
    assert (week.met_minutes, week.moderate_minutes) == (
        the_week(a_session()).met_minutes,
        the_week(a_session()).moderate_minutes,
    )
    assert (week.sources.sessions, week.sources.recordings, week.sources.counted_once) == (1, 0, 1)
    assert week.notes[-1].rule == "activity_once"


def test_a_long_walk_around_a_session_counts_for_what_it_holds_more() -> None:
    around = a_recording(forward_s=3600, began_at=NINE - timedelta(minutes=10), lasts_s=4000)
    week = the_week(a_session(), around)
    assert week.walked_minutes == pytest.approx(60)


def test_another_walk_of_the_same_day_counts() -> None:
    assert the_week(a_session(), a_recording()).walked_minutes == 45.0


def test_what_a_watch_and_a_phone_saw_of_one_walk_is_one_walk() -> None:
    phone = a_recording(forward_s=1700, run=None)
    assert the_week(a_recording(), phone).walked_minutes == 30.0


def test_recordings_that_overlap_in_part_count_for_their_parts() -> None:
    later = a_recording(forward_s=1200, began_at=NINE + timedelta(hours=3, minutes=20), lasts_s=1200)
    assert the_week(a_recording(), later).walked_minutes == pytest.approx(40.0)


def test_a_session_on_two_phones_is_one() -> None:
    assert the_week(a_session(), a_session(backward_s=200)).walked_minutes == 15.0


def some_moved() -> st.SearchStrategy[Moved]:
    seconds = st.sampled_from([0, 0, 120, 600, 1800])
    return st.builds(
        Moved,
        source=st.sampled_from(["session", "recording"]),
        day=st.just(MONDAY),
        forward_s=seconds,
        backward_s=seconds,
        unknown_s=seconds,
        forward_mps=st.none() | st.floats(0.0, 3.0),
        backward_mps=st.none() | st.floats(0.0, 3.0),
        grade_pct=st.floats(-5, 15),
        began_at=st.none() | st.integers(0, 90).map(lambda m: NINE + timedelta(minutes=m)),
        lasts_s=st.none() | st.sampled_from([0, 600, 2400]),
        run=st.none() | st.sampled_from(["run-a", "run-b", "run-c"]),
        heart_rate_bpm=st.none() | st.floats(40, 190),
    )


MOVER = Mover(age=68, usual_forward_mps=1.1, resting_bpm=66, heart_rate_tells=True)


@given(st.lists(some_moved(), max_size=8), st.randoms())
def test_bands_are_in_order_whatever_there_is_and_in_whatever_order_it_comes(
    moved: list[Moved], shuffle: random.Random
) -> None:
    week = the_week(*moved, mover=MOVER)
    for band in (week.met_minutes, week.moderate_minutes):
        assert 0 <= band.low <= band.mid <= band.high
    assert week.moderate_minutes.high <= 2 * week.walked_minutes + 1
    shuffled = list(moved)
    shuffle.shuffle(shuffled)
    assert the_week(*shuffled, mover=MOVER) == week


@given(st.lists(some_moved(), max_size=8))
def test_nothing_there_twice_counts_twice(moved: list[Moved]) -> None:
    timed = [replace(one, began_at=one.began_at or NINE, lasts_s=one.lasts_s or 600) for one in moved]
    again = [one for one in timed if one.source == "recording" or one.run is not None]
    assert the_week(*timed, *again).met_minutes == the_week(*timed).met_minutes


@given(st.lists(some_moved(), max_size=8), some_moved())
def test_the_shares_are_between_none_and_all_and_a_session_counts_whole(
    moved: list[Moved], more: Moved
) -> None:
    shares = once([*moved, more])
    assert all(0 <= share <= 1 for _, share in shares)
    assert all(share == 1 for one, share in shares if one.source == "session")
    walked_s = sum(one.walked_s * share for one, share in shares)
    assert walked_s <= sum(one.walked_s for one in [*moved, more]) + 1e-6


# Heart rate


def test_heart_rate_says_how_hard_it_was_for_this_person() -> None:
    slow = a_recording(forward_mps=0.8, heart_rate_bpm=115.0)
    assert the_week(replace(slow, heart_rate_bpm=None), mover=MOVER).moderate_minutes.mid == 0
    week = the_week(slow, mover=MOVER)
    assert week.moderate_minutes.mid == 30 and week.moderate_minutes.low == 0, "the band holds both"
    assert week.sources.with_heart_rate == 1
    assert week.notes[0].rule == "activity_heart_rate"
    assert week.met_minutes == the_week(replace(slow, heart_rate_bpm=None), mover=MOVER).met_minutes


@pytest.mark.parametrize(
    "mover",
    [
        replace(MOVER, heart_rate_tells=False),
        replace(MOVER, resting_bpm=None),
        replace(MOVER, age=None),
        replace(MOVER, resting_bpm=180),
    ],
    ids=["beta blocker", "no resting heart rate", "no age", "resting above the most"],
)
def test_heart_rate_has_no_say_where_it_cannot_tell(mover: Mover) -> None:
    fast = a_recording(forward_mps=0.8, heart_rate_bpm=170.0)
    week = the_week(fast, mover=mover)
    assert week.sources.with_heart_rate == 0
    assert week.moderate_minutes == the_week(replace(fast, heart_rate_bpm=None), mover=mover).moderate_minutes


def test_the_heart_rate_of_its_recording_is_the_sessions() -> None:
    recording = a_recording(run="run-0001", heart_rate_bpm=115.0)
    week = the_week(a_session(forward_mps=0.8), recording, mover=MOVER)
    assert week.moderate_minutes.mid == 15


# Reasons


def test_every_note_cites_what_is_in_the_evidence() -> None:
    week = the_week(a_session(), a_recording(run="run-0001", heart_rate_bpm=120.0), mover=MOVER)
    for note in (*week.notes, *about_weeks()):
        assert note.rule in evidence.rules()
        assert set(note.evidence) <= set(evidence.all_ids())
    assert "from memory" in about_weeks()[0].text
