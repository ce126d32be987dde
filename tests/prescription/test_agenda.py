"""What a day asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from people import a_person
from plans import MONDAY, a_programme, done
from retrowalk.prescription import PainReport, agenda, asked_sites, prescribe, stopped_because
from retrowalk.screening import screen

DAY = timedelta(days=1)
KNEE = PainReport("knee", before=1, during=3, after=2)


def test_on_the_day_of_a_session_it_is_that_session() -> None:
    found = agenda(a_programme(), MONDAY)
    assert (found.day, found.week, found.session and found.session.id) == ("session", 1, "w1s1")
    assert found.next is not None
    assert found.next.id == "w1s2"


def test_between_two_sessions_is_rest_with_its_reason_and_the_next_one() -> None:
    found = agenda(a_programme(told=(done("w1s1", MONDAY),)), MONDAY + DAY)
    assert (found.day, found.session) == ("rest", None)
    assert found.next is not None
    assert found.next.id == "w1s2"
    assert found.rest is not None
    assert found.rest.rule


def test_a_session_done_earlier_than_planned_is_done_on_the_day_it_was_done() -> None:
    found = agenda(a_programme(told=(done("w1s2", MONDAY + DAY),)), MONDAY + DAY)
    assert (found.day, found.session and found.session.id) == ("done", "w1s2")


def test_before_the_first_session_that_one_is_next() -> None:
    found = agenda(a_programme(), MONDAY - 3 * DAY)
    assert (found.day, found.rest) == ("before", None)
    assert found.next is not None
    assert found.next.date == MONDAY


def test_a_moved_session_waits_on_its_new_day() -> None:
    plan = a_programme()
    first = replace(plan.weeks[0].sessions[0], date=MONDAY + DAY, status="moved")
    week = replace(plan.weeks[0], sessions=(first, *plan.weeks[0].sessions[1:]))
    plan = replace(plan, weeks=(week, *plan.weeks[1:]))
    assert agenda(plan, MONDAY).day == "before"
    assert agenda(plan, MONDAY + DAY).session == first


def test_a_session_of_which_nothing_was_told_is_asked_about_until_it_is_told_or_long_ago() -> None:
    assert [one.id for one in agenda(a_programme(), MONDAY + 3 * DAY).untold] == ["w1s2", "w1s1"]
    told = a_programme(told=(done("w1s1"), replace(done("w1s2"), status="missed")))
    assert agenda(told, MONDAY + 3 * DAY).untold == ()
    assert "w1s1" not in [one.id for one in agenda(a_programme(), MONDAY + 12 * DAY).untold]


def test_a_place_told_of_is_asked_about_once_the_next_morning_and_not_weeks_later() -> None:
    hurting = a_programme(told=(done("w1s1", MONDAY, pain=(KNEE,)),))
    found = agenda(hurting, MONDAY + DAY)
    assert found.morning is not None
    assert found.morning.id == "w1s1"
    assert found.morning_pain == (KNEE,)
    assert agenda(hurting, MONDAY).morning is None
    assert agenda(hurting, MONDAY + 4 * DAY).morning is None
    answered = a_programme(told=(done("w1s1", MONDAY, pain=(replace(KNEE, next_day=1),)),))
    assert agenda(answered, MONDAY + DAY).morning is None


def test_a_stopped_programme_says_each_reason_once_and_leaves_what_to_do_to_the_clearance() -> None:
    person = a_person(symptoms=["chest_pain"])
    programme = prescribe(person, screen(person))
    said = [one.text for one in stopped_because(programme)]
    assert said
    assert len(set(said)) == len(said)
    assert not any(first in text for first in programme.clearance.do_first for text in said)


def test_where_pain_decides_it_is_asked_about() -> None:
    sore = a_person(conditions=["knee_osteoarthritis"], pain=[{"site": "hip", "now": 1}])
    assert asked_sites(a_programme(person=sore)) == ("hip", "knee")
    assert asked_sites(a_programme()) == ()


def test_stopped_and_finished_programmes_ask_for_nothing() -> None:
    assert agenda(replace(a_programme(), status="stopped", weeks=()), MONDAY).day == "stopped"
    assert agenda(a_programme(weeks=1), MONDAY + 30 * DAY).day == "finished"


@given(days=st.integers(-30, 60), told=st.integers(0, 9))
def test_every_day_has_an_answer_and_a_session_is_never_shown_on_another_day(days: int, told: int) -> None:
    ids = [f"w{week}s{number}" for week in (1, 2, 3) for number in (1, 2, 3)][:told]
    today = MONDAY + days * DAY
    found = agenda(a_programme(told=tuple(map(done, ids))), today)
    assert (found.day == "session") == (found.session is not None and found.session.id not in ids)
    if found.day == "session":
        assert found.session is not None
        assert found.session.date == today
    assert found.next is None or found.next.date > today
    assert (found.rest is not None) == (found.day == "rest")
