"""Answers as people type them make a profile; what does not fit is said by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import a_person
from retrowalk.screening import profile as words_of_the_profile
from retrowalk.screening.answers import AnswersError, answers_of, profile_of, provisional, told_items
from retrowalk.screening.asking import NONE, OPEN, Question, is_relevant, next_unanswered, relevant_screens
from retrowalk.screening.questionnaire import QUESTIONS, SCREENS

TODAY = date(2026, 11, 23)


def answers(**changed: Any) -> dict[str, Any]:
    """Everything asked of a healthy person of 50 with a kitchen counter."""
    return {
        "birth_year": "1976",
        "symptoms_heart": [NONE],
        "symptoms_nerves": [NONE],
        "symptoms_legs": [NONE],
        "falls_past_year": "0",
        "unsteady": "no",
        "worried": "no",
        "walking_aid": "none",
        "conditions": [NONE],
        "medication": [NONE],
        "pain_sites": [NONE],
        "active": "yes",
        "pace": {"value": "4.68", "unit": "kmh"},
        "goal": "general",
        "days": "3",
        "minutes": "20",
        "weeks": OPEN,
        "start_date": "2026-11-23",
        "equipment": ["kitchen_counter"],
        "supervision": "someone_home",
        "help_within_call": "yes",
        "sex": OPEN,
        "height": OPEN,
        "mass": OPEN,
        **changed,
    }


def typed(question: Question) -> st.SearchStrategy[Any]:
    """Something that fits the question."""
    inner = (question.least + question.most) / 2
    return {
        "yes_no": st.sampled_from(["yes", "no", OPEN]),
        "one": st.sampled_from([*question.values, *([] if question.required else [OPEN])]),
        "many": st.lists(st.sampled_from(question.values), min_size=1, unique=True) | st.just([NONE])
        if question.values
        else st.nothing(),
        "whole": st.integers(*((0, 45) if question.most else (1910, 2026))).map(str),
        "quantity": st.sampled_from(question.units).map(
            lambda unit: {"value": f"{unit.from_field(inner):.2f}", "unit": unit.value}
        )
        | st.just(OPEN)
        if question.units
        else st.nothing(),
        "date": st.integers(int(question.least), int(question.most)).map(
            lambda days: (TODAY + timedelta(days=days)).isoformat()
        ),
        "scales": st.dictionaries(
            st.sampled_from(get_args(words_of_the_profile.PainSite)), st.integers(0, 10).map(str), min_size=1
        ),
        "items": st.dictionaries(st.sampled_from(question.values), st.sampled_from(["yes", "no"]), min_size=1)
        if question.values
        else st.nothing(),
        "lines": st.text("abc \n", max_size=60),
    }[question.kind]


anything = st.fixed_dictionaries({name: typed(question) for name, question in QUESTIONS.items()})


def test_every_word_of_the_contract_can_be_answered() -> None:
    symptoms = {
        value for name, one in QUESTIONS.items() if name.startswith("symptoms") for value in one.values
    }
    assert symptoms == set(get_args(words_of_the_profile.Symptom))
    for name, words in {
        "conditions": words_of_the_profile.Condition,
        "medication": words_of_the_profile.Medication,
        "equipment": words_of_the_profile.Equipment,
        "pain_sites": words_of_the_profile.PainSite,
        "goal": words_of_the_profile.Goal,
        "supervision": words_of_the_profile.Supervision,
        "walking_aid": words_of_the_profile.WalkingAid,
        "sex": words_of_the_profile.Sex,
    }.items():
        assert set(QUESTIONS[name].values) == set(get_args(words)), name


def test_most_people_are_asked_about_twenty_things() -> None:
    asked = [one for screen in relevant_screens(SCREENS, answers()) for one in screen.questions]
    assert len([one for one in asked if is_relevant(one, answers())]) <= 25
    assert next_unanswered(SCREENS, answers()) is None


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"falls_past_year": "1"}, "fall-details"),
        ({"conditions": ["stroke"]}, "stroke"),
        ({"conditions": ["joint_replacement"]}, "surgery"),
        ({"conditions": ["pregnancy"]}, "pregnancy"),
        ({"conditions": ["multiple_sclerosis"]}, "relapse"),
        ({"conditions": ["parkinson"]}, "freezing"),
        ({"conditions": ["metabolic"]}, "feeling"),
        ({"pain_sites": ["knee"]}, "pain-now"),
        ({"equipment": ["motorised_treadmill"]}, "treadmill"),
    ],
)
def test_an_answer_makes_its_own_questions_relevant(changed: dict[str, Any], asked: str) -> None:
    assert asked not in [screen.id for screen in relevant_screens(SCREENS, answers())]
    following = next_unanswered(SCREENS, answers(**changed))
    assert following is not None and following.id == asked


def test_plain_answers_make_a_profile() -> None:
    person = profile_of(
        answers(
            pace={"value": "2,8", "unit": "mph"},
            pain_sites=["knee", "heel"],
            pain_now={"knee": "3", "heel": OPEN},
            other_conditions="gout\n\n  tinnitus ",
            height={"value": "172", "unit": "cm"},
        ),
        TODAY,
    )
    assert person.age == 50
    assert person.usual_forward_speed_mps == pytest.approx(1.252)
    assert person.height_m == 1.72
    assert [(one.site, one.now) for one in person.pain or ()] == [("knee", 3), ("heel", None)]
    assert person.other_conditions == ("gout", "tinnitus")
    assert person.weeks is None and person.sex is None
    assert person.medication == ()


def test_a_time_over_ten_metres_is_a_pace() -> None:
    person = profile_of(answers(pace={"value": "8", "unit": "s10m"}), TODAY)
    assert person.usual_forward_speed_mps == 1.25


def test_an_answer_that_is_no_longer_asked_for_does_not_count() -> None:
    person = profile_of(answers(freezing="yes", falls_injurious="yes", stroke_date="2026-01-01"), TODAY)
    assert person.freezing is None
    assert person.falls.injurious is None
    assert person.details is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"birth_year": "2031"}, "Year of birth: 2031 is not between 1906 and 2026."),
        ({"birth_year": "fifty"}, "Year of birth: “fifty” is no whole number."),
        ({"birth_year": "9" * 5000}, "Year of birth: “" + "9" * 39 + "…” is no whole number."),
        ({"birth_year": ""}, "Year of birth: this one needs an answer."),
        ({"height": {"value": "172", "unit": "in"}}, "Height: 172 inches is not between 19.7 and 98.4 inches."),
        ({"height": {"value": "1.72", "unit": "cm"}}, "Height: 1.72 cm is not between 50 and 250 cm."),
        ({"mass": {"value": "-3", "unit": "kg"}}, "Weight: “-3” is no number; write it like 4.5."),
        ({"pace": {"value": "brisk", "unit": "kmh"}}, "Usual pace: “brisk” is no number; write it like 4.5."),
        ({"pace": {"value": "0", "unit": "s10m"}}, "Usual pace: 0 seconds for 10 metres is not between"),
        ({"start_date": "tomorrow"}, "First day: “tomorrow” is no date; write it like 2026-11-23."),
        ({"start_date": "2026-11-22"}, "First day: 2026-11-22 has passed; choose today or a later day."),
        ({"start_date": "2028-11-22"}, "First day: 2028-11-22 is more than a year away."),
        ({"days": "9"}, "Days a week: 9 is not between 1 and 7."),
        ({"goal": "world peace"}, "Goal: choose one of the answers."),
        ({"unsteady": "maybe"}, "Feels unsteady: choose yes or no."),
        ({"conditions": []}, "Conditions: this one needs an answer."),
        ({"conditions": ["gout"]}, "Conditions: choose from the list."),
        ({"conditions": [NONE, "stroke"]}, "Conditions: “None of these” is ticked together with something else"),
        ({"other_conditions": "x" * 201}, "Other conditions: this is too long; at most 200 letters a line"),
        (
            {"conditions": ["stroke"], "stroke_date": "2027-01-01"},
            "Last stroke: 2027-01-01 has not come yet.",
        ),
        (
            {"pain_sites": ["knee"], "pain_now": {"knee": "11"}},
            "Pain now: 11 is not between 0 and 10.",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(AnswersError) as refused:
        profile_of(answers(**changed), TODAY)
    assert len(refused.value.problems) == 1
    assert said in str(refused.value)


@given(anything)
def test_any_answers_that_fit_make_a_profile_and_come_back_from_it(given_answers: dict[str, Any]) -> None:
    person = profile_of(given_answers, TODAY)
    assert profile_of(answers_of(person), TODAY) == person


def test_what_was_told_already_counts_among_the_twelve_and_is_not_asked_again() -> None:
    older = answers(birth_year="1954", falls_past_year="1", falls_injurious="no", falls_unexplained="no")
    assert set(told_items(older, TODAY)) == {1, 3, 5}
    following = next_unanswered(SCREENS, older)
    assert following is not None and following.id == "independent"
    rest = {str(n): "no" for n in (2, 4, 6, 7, 8, 9, 10, 11, 12)}
    assert profile_of({**older, "stay_independent": rest}, TODAY).stay_independent == 2
    assert profile_of({**older, "stay_independent": {**rest, "7": "yes"}}, TODAY).stay_independent == 3
    assert profile_of({**older, "stay_independent": {"4": "no"}}, TODAY).stay_independent is None
    assert profile_of({**older, "stay_independent": OPEN}, TODAY).stay_independent is None


def test_what_is_told_halfway_counts_already() -> None:
    half = provisional({"birth_year": "1950", "symptoms_heart": ["chest_pain"], "days": "lots"}, TODAY)
    assert half.symptoms == ("chest_pain",)
    assert (half.age, half.days_per_week, half.unsteady) == (76, 3, None)


def test_a_clearance_is_carried_along() -> None:
    held = {"scope": "balance", "by_role": "physiotherapist", "date": "2026-11-01"}
    person = a_person(clearances=[held])
    assert profile_of(answers_of(person), TODAY).clearances == person.clearances
