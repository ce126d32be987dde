"""What a programme says of itself is true of it: offers that can come, growth that there is room for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from histories import a_good_answer
from people import a_person
from retrowalk.prescription import Feedback, Programme, adapt, prescribe
from retrowalk.screening import screen


def a_programme(**changed: Any) -> Programme:
    person = a_person(**changed)
    return prescribe(person, screen(person))


def fitt(programme: Programme) -> str:
    (text,) = (note.text for note in programme.notes if note.rule == "fitt_vp")
    return text


def test_lighter_hands_are_promised_only_to_those_who_hold_on() -> None:
    assert "then lighter hands" in fitt(a_programme())
    assert "lighter hands" not in fitt(a_programme(equipment=["track"]))


def test_growth_is_promised_only_as_far_as_there_is_room() -> None:
    short = {"equipment": ["corridor"], "minutes_per_session": 20}
    assert "one thing a week: speed." in fitt(a_programme(**short))
    assert "no room for more" in fitt(a_programme(**short, usual_forward_speed_mps=None))


def test_whoever_hears_badly_is_shown_what_is_in_the_way() -> None:
    led = {"equipment": ["track"], "supervision": "guide"}
    first = a_programme(**led, conditions=["hearing_loss"]).weeks[0].sessions[0]
    assert not any("calls out" in one for one in first.checklist)
    assert any("shows by hand" in one for one in first.checklist)
    assert any("calls out" in one for one in a_programme(**led).weeks[0].sessions[0].checklist)


def test_where_nothing_was_studied_that_is_said() -> None:
    pregnant = a_programme(
        conditions=["pregnancy"],
        clearances=[{"scope": "obstetric", "by_role": "midwife", "date": "2026-11-01"}],
    )
    assert any("no study of walking backward as training" in note.text for note in pregnant.notes)
    assert not any("no study of walking backward as training" in note.text for note in a_programme().notes)


def test_a_treadmill_says_what_it_carries_where_the_weight_is_not_known() -> None:
    def said(**changed: Any) -> bool:
        return any("150 kg" in one for one in a_programme(**changed).weeks[0].sessions[0].checklist)

    assert said()
    assert not said(mass_kg=70)


def test_an_incline_is_no_offer_where_nothing_gets_harder() -> None:
    tried = a_programme(conditions=["knee_osteoarthritis"], goal="knee_pain", supervision="professional")
    assert tried.protocol == "PR04"
    assert "incline" not in {offer.id for offer in tried.offers}


@pytest.mark.parametrize(
    ("condition", "variant"),
    [
        ("achilles_or_heel_pain", "incline"),
        ("achilles_or_heel_pain", "barefoot_grass"),
        ("groin_strain", "sled"),
    ],
)
def test_what_loads_a_sore_place_is_not_offered(condition: str, variant: str) -> None:
    there = {
        "equipment": ["motorised_treadmill", "grass", "sled"],
        "details": {"foot_sensation_normal": True},
    }
    assert variant in {offer.id for offer in a_programme(**there).offers}
    assert variant not in {offer.id for offer in a_programme(**there, conditions=[condition]).offers}


def test_taking_up_hands_free_is_answered_and_changes_no_plan() -> None:
    programme = a_programme()
    answers = (a_good_answer("w1s1"),)
    with_it = adapt(programme, Feedback(date(2026, 11, 24), answers, accepted=("hands_free",)))
    without = adapt(programme, Feedback(date(2026, 11, 24), answers))
    assert with_it.weeks == without.weeks
    assert any("You took up: without holding on" in note.text for note in with_it.notes)


def test_what_was_missing_is_named_with_what_was_expected() -> None:
    from people import a_profile
    from retrowalk import contract
    from retrowalk.errors import DocumentError
    from retrowalk.screening import Profile

    for field, expected in (
        ("goal", "one of general, knee_pain"),
        ("conditions", "a list"),
        ("falls", "an object"),
    ):
        document = a_profile()
        del document[field]
        with pytest.raises(DocumentError, match=f"{field} is missing; expected {expected}"):
            contract.read(Profile, document, "x.json")
