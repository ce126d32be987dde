"""Days that a walker moves, skips or keeps free."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from histories import a_good_answer
from people import a_person
from retrowalk.errors import DocumentError
from retrowalk.prescription import Feedback, Programme, adapt, holiday, move, prescribe, skip, violations
from retrowalk.screening import screen

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


@pytest.fixture
def programme() -> Programme:
    person = a_person()
    return prescribe(person, screen(person))


def days(programme: Programme) -> dict[str, date]:
    return {session.id: session.date for week in programme.weeks for session in week.sessions}


def backward(programme: Programme) -> dict[str, int]:
    return {session.id: session.backward_s for week in programme.weeks for session in week.sessions}


def good_weeks(programme: Programme, count: int) -> Programme:
    told = tuple(a_good_answer(f"w{week}s{n}") for week in range(1, count + 1) for n in (1, 2, 3))
    return adapt(programme, Feedback(MONDAY + count * WEEK, told))


def test_a_session_moves_and_stays_there_when_the_weeks_are_redone(programme: Programme) -> None:
    moved = move(programme, "w1s3", MONDAY + timedelta(days=5))
    assert days(moved)["w1s3"] == MONDAY + timedelta(days=5)
    assert violations(moved) == ()
    assert moved.revision == 2
    redone = adapt(moved, Feedback(MONDAY, (a_good_answer("w1s1"),)))
    assert days(redone)["w1s3"] == MONDAY + timedelta(days=5)
    assert any("You moved a session" in change.text for change in redone.weeks[0].changes)


def test_a_day_of_rest_stays_between_early_sessions(programme: Programme) -> None:
    moved = move(programme, "w1s1", MONDAY + timedelta(days=1))
    assert days(moved)["w1s2"] == MONDAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("session", "to"), [("w1s2", MONDAY), ("w1s2", MONDAY + WEEK), ("w9s9", MONDAY), ("w1s1", MONDAY - WEEK)]
)
def test_it_keeps_its_order(programme: Programme, session: str, to: date) -> None:
    with pytest.raises(DocumentError, match="expected"):
        move(programme, session, to)


def test_a_skipped_session_is_not_done(programme: Programme) -> None:
    skipped = skip(programme, "w1s2")
    assert skipped.weeks[0].sessions[1].status == "skipped"
    told = tuple(a_good_answer(f"w1s{n}") for n in (1, 3))
    after = adapt(skipped, Feedback(MONDAY + WEEK, told))
    assert after.weeks[0].sessions[1].status == "skipped"
    assert backward(after)["w2s1"] == backward(after)["w1s1"]
    assert len(after.weeks) == 7


def test_a_session_of_a_later_week_is_not_skipped(programme: Programme) -> None:
    with pytest.raises(DocumentError, match="expected a session of week 1"):
        skip(programme, "w3s1")


def test_a_holiday_moves_what_comes_by_whole_weeks(programme: Programme) -> None:
    away = holiday(good_weeks(programme, 1), MONDAY + WEEK, MONDAY + WEEK + timedelta(days=9))
    assert days(away)["w2s1"] == MONDAY + 3 * WEEK
    assert days(away)["w6s3"] == MONDAY + 7 * WEEK + timedelta(days=4)
    assert len(away.weeks) == 6
    assert violations(away) == ()


@pytest.mark.parametrize(("weeks_away", "like"), [(1, "w4s1"), (2, "w2s1"), (3, "w2s1"), (4, "w1s1")])
def test_weeks_away_count_as_weeks_missed(programme: Programme, weeks_away: int, like: str) -> None:
    at_home = good_weeks(programme, 3)
    away = holiday(at_home, MONDAY + 3 * WEEK, MONDAY + (3 + weeks_away) * WEEK - timedelta(days=1))
    assert days(away)["w4s1"] == MONDAY + (3 + weeks_away) * WEEK
    assert backward(away)["w4s1"] == backward(at_home)[like]


def test_a_holiday_without_sessions_changes_nothing(programme: Programme) -> None:
    assert holiday(programme, MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)) == programme


@pytest.mark.parametrize(("start", "end"), [(1, 0), (-9, -2), (0, 500)])
def test_a_holiday_that_cannot_be_is_refused(programme: Programme, start: int, end: int) -> None:
    with pytest.raises(DocumentError, match="expected"):
        holiday(programme, MONDAY + timedelta(days=start), MONDAY + timedelta(days=end))
