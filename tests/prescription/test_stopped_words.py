"""What a stopped programme says: never to go on as usual in an emergency, and never nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from histories import a_good_answer
from people import a_person
from retrowalk.prescription import Feedback, Programme, SessionFeedback, adapt, prescribe
from retrowalk.prescription.feedback import Fall
from retrowalk.screening import screen

TUESDAY = date(2026, 11, 24)


def a_programme(**changed: Any) -> Programme:
    person = a_person(**changed)
    return prescribe(person, screen(person))


def after(told: SessionFeedback, **changed: Any) -> Programme:
    return adapt(a_programme(**changed), Feedback(TUESDAY, (told,)))


def fallen(*falls: Fall, **changed: Any) -> Programme:
    return after(replace(a_good_answer("w1s1"), falls=falls), **changed)


def said(programme: Programme) -> str:
    return " ".join(note.text for note in programme.notes)


@pytest.mark.parametrize(
    "stopped",
    [
        a_programme(symptoms=["chest_pain"]),
        after(a_good_answer("w1s1", symptoms=("chest_pain",))),
        fallen(Fall(injury=False, head=True, explained=True), medication=["anticoagulant"]),
        fallen(Fall()),
    ],
    ids=["screened", "felt", "head", "unanswered"],
)
def test_in_an_emergency_nothing_else_is_said_to_be_fine(stopped: Programme) -> None:
    assert stopped.clearance.urgency == "emergency"
    assert "emergency number" in said(stopped)
    assert "eanwhile" not in said(stopped)
    assert stopped.clearance.meanwhile == ()
    assert stopped.letter is not None
    assert stopped.letter.to == "whoever helps in this emergency"


def test_the_note_for_an_emergency_tells_of_the_fall_and_of_blood_thinners() -> None:
    stopped = fallen(Fall(injury=False, head=True, explained=True), medication=["anticoagulant"])
    assert stopped.letter is not None
    answers = " ".join(stopped.letter.answers)
    assert "knock to the head yes" in answers
    assert "blood thinners" in answers


@pytest.mark.parametrize("injury", [True, False])
def test_after_another_fall_something_is_fine_meanwhile(injury: bool) -> None:
    stopped = fallen(Fall(injury=injury, head=False, explained=True), birth_year=1950, stay_independent=0)
    assert stopped.clearance.meanwhile
    assert "Fine meanwhile" in said(stopped)
    assert ("No training" in said(stopped)) is injury


def test_a_later_emergency_takes_the_place_of_what_was_said_before() -> None:
    programme = after(a_good_answer("w1s1", symptoms=("fainting",)))
    assert programme.clearance.urgency == "same_day"
    told = a_good_answer("w1s1", symptoms=("chest_pain",))
    later = adapt(programme, Feedback(TUESDAY, (told,)))
    assert later.clearance.urgency == "emergency"
    assert any("emergency number now" in text for text in later.clearance.do_first)
