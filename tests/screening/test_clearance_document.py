"""What goes with the level: what opens it, what comes first, what is fine meanwhile, and the letter."""

from __future__ import annotations

from typing import Any

import pytest

from people import a_person
from retrowalk.screening import Clearance, screen

BALANCE = [{"scope": "balance", "by_role": "physiotherapist", "date": "2026-11-01"}]
ANSWERED = {"details": {"foot_sensation_normal": True}}


def opens(answer: Clearance) -> dict[str | None, tuple[str, ...]]:
    return {one.scope: one.opens for one in answer.opens_with}


@pytest.mark.parametrize(
    ("changed", "opening"),
    [
        ({}, {}),
        ({"unsteady": True}, {"balance": ("hands_free",)}),
        ({"unsteady": True, "clearances": BALANCE}, {}),
        ({"unsteady": None}, {"balance": ("hands_free",), None: ("clear",)}),
        ({"walking_aid": "frame"}, {"balance": ("rails_and_spotter",), None: ("programme",)}),
        ({"walking_aid": "frame", "clearances": BALANCE, "supervision": "spotter"}, {}),
        ({"conditions": ["renal"]}, {"general": ("programme",)}),
        ({"conditions": ["renal"], "active_regularly": None}, {"general": ("programme",), None: ("programme",)}),
        ({"conditions": ["renal", "cardiovascular"]}, {"cardiac": ("programme",)}),
        ({"conditions": ["pregnancy", "renal"]}, {"obstetric": ("its_part",), "general": ("its_part",)}),
        ({"symptoms": ["fainting"]}, {None: ("programme",)}),
    ],
)  # fmt: skip
def test_each_thing_opens_its_own(changed: dict[str, Any], opening: dict[str | None, Any]) -> None:
    assert opens(screen(a_person(**{**ANSWERED, **changed}))) == opening


def test_what_was_left_open_is_named_and_what_answers_would_open() -> None:
    answer = screen(
        a_person(birth_year=1956, unsteady=None, medication=None, active_regularly=None, equipment=["grass"])
    )
    (questions,) = (one for one in answer.opens_with if one.scope is None)
    for part in ("unsteady", "which medicines you take", "exercise regularly", "your feet"):
        assert part in questions.need
    assert {"clear", "moderate_effort", "no_barefoot", "rise_slowly"} <= set(questions.opens)


@pytest.mark.parametrize(
    "closed", [{"equipment": ["kitchen_counter"]}, {"equipment": ["grass"], "unsteady": True}]
)
def test_feet_that_feel_open_nothing_where_barefoot_stays_closed(closed: dict[str, Any]) -> None:
    assert all("no_barefoot" not in one.opens for one in screen(a_person(**closed)).opens_with)


@pytest.mark.parametrize(
    ("conditions", "words", "others"),
    [
        (["knee_osteoarthritis"], "In the knee", "low back"),
        (["low_back_pain"], "In the low back", "knee"),
        (
            ["low_back_pain", "knee_osteoarthritis"],
            "In the knee with osteoarthritis and the low back",
            "or the",
        ),
    ],
)
def test_pain_is_tolerated_where_the_person_told_of_it(
    conditions: list[str], words: str, others: str
) -> None:
    (text,) = (
        one.text for one in screen(a_person(conditions=conditions)).restrictions if one.id == "pain_up_to_5"
    )
    assert text.startswith(words)
    assert others not in text


def test_a_small_start_is_told_as_it_is_to_those_who_are_led() -> None:
    texts = {
        supervision: [
            one.text
            for one in screen(a_person(supervision=supervision)).restrictions
            if one.id == "small_start"
        ]
        for supervision in ("none", "professional")
    }
    assert [("unless" in text) for (text,) in texts.values()] == [False, True]


def test_whoever_is_cleared_for_rails_and_a_helper_is_not_sent_to_a_professional_beside_them() -> None:
    answer = screen(a_person(walking_aid="frame", clearances=BALANCE, supervision="spotter"))
    assert answer.do_first == ("Show this to whoever catches you, before the first session.",)


def test_waiting_opens_a_relapse_and_a_new_joint() -> None:
    relapse = screen(
        a_person(conditions=["multiple_sclerosis"], details={"ms_relapse_within_3_months": True})
    )
    assert ("Three months without a relapse", ("programme",)) in [
        (one.need, one.opens) for one in relapse.opens_with
    ]
    joint = screen(a_person(conditions=["joint_replacement"], details={"surgery_date": "2026-10-20"}))
    assert "Twelve weeks since the operation" in [one.need for one in joint.opens_with]


def test_an_emergency_comes_with_a_number_to_call_and_a_note_to_show() -> None:
    answer = screen(a_person(symptoms=["chest_pain"]))
    assert "112" in answer.do_first[0]
    assert answer.meanwhile == ()
    assert answer.letter is not None
    assert "pain or pressure in the chest" in answer.letter.question


def test_the_same_day_comes_with_a_doctor_today_and_rest() -> None:
    answer = screen(a_person(symptoms=["one_sided_calf_swelling"]))
    assert "today" in answer.do_first[0]
    assert "Rest the leg" in answer.meanwhile[0]


def test_a_routine_visit_leaves_everyday_life_as_it_is() -> None:
    answer = screen(a_person(conditions=["cardiovascular"]))
    assert answer.do_first == (
        "Make an appointment with your doctor in the coming weeks, and take the letter along.",
    )
    assert answer.meanwhile[0].startswith("Go on with your everyday activity")
    assert "timing a walk forward" in answer.meanwhile[1]


def test_what_can_be_a_sign_of_the_heart_waits_for_exercise() -> None:
    answer = screen(a_person(symptoms=["ankle_swelling"]))
    assert "no exercise until then" in answer.meanwhile[0]


def test_the_letter_holds_the_question_the_answers_and_room_for_a_reply() -> None:
    answer = screen(
        a_person(
            birth_year=1956,
            conditions=["cardiovascular", "knee_osteoarthritis"],
            falls={"past_year": 1},
            medication=["anticoagulant"],
            pain=[{"site": "knee", "now": 4}],
            other_conditions=["gout"],
            unsteady=None,
        )
    )
    letter = answer.letter
    assert letter is not None
    assert letter.to == "the doctor"
    assert "light to moderate effort and with a rail to hold" in letter.question
    for line in (
        "Age: 70",
        "Conditions: heart or blood vessel disease; knee osteoarthritis (wear of the knee); gout",
        "Medicines: blood thinners",
        "Falls in the past year: 1 (hurt: not answered; without a known reason: not answered)",
        "Feels unsteady: not answered",
        "Pain now: knee 4/10",
    ):
        assert line in letter.answers
    assert letter.paragraphs[0].startswith("Name: ____")
    assert any("Highest effort" in one for one in letter.paragraphs)


def test_whoever_is_supervised_already_needs_no_letter() -> None:
    assert screen(a_person(conditions=["stroke"])).letter is not None
    with_somebody = screen(a_person(conditions=["stroke"], supervision="professional"))
    assert (with_somebody.letter, with_somebody.urgency) == (None, None)
