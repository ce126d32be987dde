"""The table of tests: what is offered to whom, and with whom beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import a_person
from profiles import crowd, profiles
from retrowalk import evidence
from retrowalk.outcomes import MeasureId, guided_tests, heart_rate_counts, measure, offers, offers_now
from retrowalk.outcomes.offering import COMPANY, TABLE
from retrowalk.prescription import Fall, Feedback, SessionFeedback, adapt, prescribe
from retrowalk.screening import Profile, profile, screen

NOT_ALONE_AT_RISK: tuple[MeasureId, ...] = (
    "backward_walk_3m",
    "walk_10m_fast",
    "four_square_step",
    "single_leg_stance",
)
ALWAYS: tuple[MeasureId, ...] = ("pain_now", "pain_worst", "pain_usual", "balance_confidence")


def offered(person: Profile, company: profile.Supervision | None = None) -> set[MeasureId]:
    return {one.measure for one in offers(person, screen(person), company=company) if one.may}


def test_at_risk_and_alone_some_tests_are_left_out_and_the_gentle_ones_stay() -> None:
    for person in (
        a_person(unsteady=True, supervision="none", help_within_call=False),
        a_person(walking_aid="stick", supervision="none"),
        a_person(falls={"past_year": 3, "injurious": False, "unexplained": False}, supervision="none"),
    ):
        may = offered(person)
        assert not may & set(NOT_ALONE_AT_RISK)
        assert {*ALWAYS, "walk_10m_usual", "chair_stand_30s"} <= may


@given(profiles(supervision=st.just("none")))
def test_nobody_at_risk_and_alone_is_ever_offered_them(person: Profile) -> None:
    if screen(person).level != "clear":
        assert not offered(person) & set(NOT_ALONE_AT_RISK)


def test_nor_is_anybody_in_a_crowd() -> None:
    seen = dict.fromkeys(("clear", "supported", "supervised", "clearance_first", "stop"), 0)
    for person in crowd(400, "tests offered"):
        clearance = screen(person)
        seen[clearance.level] += 1
        may = offered(person)
        assert set(ALWAYS) <= may
        if clearance.level in ("clearance_first", "stop"):
            assert {one for one in may if measure(one).kind == "test"} <= {"walk_10m_usual"}
        elif clearance.level != "clear":
            catchers = {"supported": ("spotter", "professional"), "supervised": ("professional",)}
            if person.supervision not in catchers[clearance.level]:
                assert not may & set(NOT_ALONE_AT_RISK)
    assert all(count > 5 for count in seen.values()), seen


@given(profiles())
def test_more_company_never_takes_a_test_away(person: Profile) -> None:
    fewer: set[MeasureId] = set()
    for company in ("none", "someone_home", "spotter", "professional"):
        may = offered(person, company)
        assert fewer <= may
        fewer = may


@given(profiles())
def test_an_answer_that_is_left_open_never_opens_more_than_the_careful_one(person: Profile) -> None:
    everything = replace(person, medication=get_args(profile.Medication))
    assert offered(replace(person, medication=None)) <= offered(everything)
    assert offered(replace(person, help_within_call=None)) <= offered(replace(person, help_within_call=False))
    if person.age >= 18:
        assert offered(replace(person, unsteady=None)) <= offered(replace(person, unsteady=True))
        worried = replace(person, worried_about_falling=True)
        assert offered(replace(person, worried_about_falling=None)) <= offered(worried)
        assert offered(replace(person, walking_aid=None)) <= offered(replace(person, walking_aid="stick"))


@given(profiles())
def test_every_answer_has_a_reason_with_a_rule(person: Profile) -> None:
    found = offers(person, screen(person))
    assert [one.measure for one in found] == list(guided_tests())
    for one in found:
        assert one.reasons
        assert one.may <= (one.needs is not None)
        for reason in one.reasons:
            assert reason.rule in evidence.rules()
            assert all(evidence.item(id) for id in reason.evidence)


def test_the_stricter_the_clearance_the_more_company_a_test_asks_for() -> None:
    for row in TABLE:
        asked = [
            len(COMPANY) if company is None else COMPANY.index(company)
            for company in (row.clear, row.supported, row.supervised, row.first, row.stop)
        ]
        assert asked[:3] == sorted(asked[:3])
        assert asked[3] <= asked[4]
        assert row.stop is None


def test_the_table_holds_all_that_moves() -> None:
    moving = {one for one in guided_tests() if measure(one).kind in ("test", "recording")}
    assert {row.measure for row in TABLE} == moving


@pytest.mark.parametrize("medication", [None, ("beta_blocker",)])
def test_with_a_beta_blocker_or_unknown_medicines_there_is_no_heart_rate(medication: object) -> None:
    person = a_person(medication=medication)
    assert not heart_rate_counts(person)
    assert not {one for one in offered(person) if "heart_rate" in one}
    reasons = {one.measure: one.reasons for one in offers(person, screen(person))}["resting_heart_rate"]
    assert [one.rule for one in reasons] == ["outcome_beta_blocker"]
    assert "resting_heart_rate" in offered(a_person(medication=[]))


def test_before_a_clearance_only_what_screening_says_is_fine() -> None:
    first = a_person(conditions=["uncontrolled_hypertension"])
    assert screen(first).level == "clearance_first"
    moving = {one for one in offered(first) if measure(one).kind == "test"}
    assert moving == {"walk_10m_usual"}
    stopped = a_person(symptoms=["chest_pain"])
    assert not {one for one in offered(stopped) if measure(one).kind == "test"}


def test_what_was_told_is_minded_by_single_tests() -> None:
    assert "sit_and_reach" not in offered(a_person(conditions=["low_back_pain"]))
    assert "sit_and_reach" in offered(a_person(conditions=["low_back_pain"], supervision="professional"))
    healing = a_person(
        conditions=["recent_surgery"],
        clearances=[{"scope": "orthopaedic", "by_role": "surgeon", "date": "2026-11-20"}],
    )
    assert {one for one in offered(healing) if measure(one).kind == "test"} == {"walk_10m_usual"}


def test_somebody_who_comes_for_the_test_opens_it() -> None:
    alone = a_person(supervision="none")
    assert "backward_walk_3m" not in offered(alone)
    assert "backward_walk_3m" in offered(alone, "someone_home")
    unsteady = a_person(unsteady=True, supervision="none")
    assert "backward_walk_3m" not in offered(unsteady, "guide")
    assert "backward_walk_3m" in offered(unsteady, "spotter")


def test_an_instrument_that_may_not_be_shown_never_is() -> None:
    for one in guided_tests().values():
        assert one.instrument is None or evidence.instruments()[one.instrument].embed


def after(*told: SessionFeedback, **answers: Any) -> set[MeasureId]:
    """What is offered once this was told of the first sessions."""
    person = a_person(**answers)
    programme = prescribe(person, screen(person))
    as_of = person.start_date + timedelta(days=1)
    now = adapt(programme, Feedback(as_of=as_of, sessions=told))
    return {one.measure for one in offers_now(person, now) if one.may}


def test_a_fall_that_was_told_of_a_session_closes_tests_too() -> None:
    fall = SessionFeedback(id="w1s1", status="done", falls=(Fall(injury=True, head=False, explained=True),))
    fine = SessionFeedback(id="w1s1", status="done", falls=())
    assert {"single_leg_stance", "timed_up_and_go"} <= after(fine)
    left = {one for one in after(fall) if measure(one).kind == "test"}
    assert left <= {"walk_10m_usual"}


def test_a_symptom_that_was_told_of_a_session_closes_tests_too() -> None:
    dizzy = SessionFeedback(id="w1s1", status="done", symptoms=("dizziness",))
    assert not after(dizzy, supervision="none") & set(NOT_ALONE_AT_RISK)


@given(profiles())
def test_without_anything_told_it_is_as_the_answers_say(person: Profile) -> None:
    clearance = screen(person)
    assert offers_now(person, None) == offers(person, clearance)
    assert offers_now(person, prescribe(person, clearance)) == offers(person, clearance)
    assert offers_now(None, None) == ()
