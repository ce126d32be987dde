"""Trying out a place to carry the phone, in time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from people import a_person
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.session.carry import allowed, pieces


def may(**changed: Any) -> str:
    person = a_person(**changed)
    return allowed(prescribe(person, screen(person)))


@pytest.mark.parametrize("backward", [True, False])
def test_its_pieces_follow_one_another_with_standing_before_each_walk(backward: bool) -> None:
    found = pieces(backward)
    assert found[0].start_s == 0
    for before, after in pairwise(found):
        assert after.start_s == before.end_s
        if after.half in ("forward", "backward"):
            assert before.half in ("stand", "stop")
    assert found[-1].half == "stop"
    assert ("backward" in [one.half for one in found]) == backward


def test_every_pause_says_stand_still() -> None:
    assert all("tand still" in one.text for one in pieces(True) if one.half in ("stand", "stop"))


def test_a_hand_is_near_a_wall_or_on_the_rail() -> None:
    (backward,) = (one for one in pieces(True) if one.half == "backward")
    (held,) = (one for one in pieces(True, hold=True) if one.half == "backward")
    assert "hand near a wall" in backward.text
    assert "Hold on" in held.text


def test_who_is_clear_may_do_both() -> None:
    assert may() == "both"


def test_who_is_at_risk_of_falling_holds_on() -> None:
    assert may(unsteady=True, equipment=["corridor_rail"]) == "held"


def test_who_needs_a_professional_goes_backward_with_one_only() -> None:
    assert may(falls={"past_year": 3, "injurious": True, "unexplained": False}) in ("beside", "forward_only")


def test_who_is_to_ask_first_walks_forward_only() -> None:
    assert may(conditions=["cardiovascular"]) == "forward_only"


def test_who_has_not_been_asked_walks_forward_only() -> None:
    assert allowed(None) == "forward_only"


def test_who_is_to_see_a_doctor_today_does_not_walk_for_this() -> None:
    assert may(symptoms=["chest_pain"]) == "nothing"
