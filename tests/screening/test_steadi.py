"""The questions on falls: points, what is open, and the credit."""

from __future__ import annotations

import pytest

from people import a_person
from retrowalk import evidence
from retrowalk.screening import steadi
from retrowalk.screening.steadi import STAY_INDEPENDENT, stay_independent_score, stay_independent_told

ALL_NO = dict.fromkeys(range(1, 13), False)


def test_all_yes_is_fourteen() -> None:
    assert stay_independent_score(dict.fromkeys(range(1, 13), True)) == 14
    assert stay_independent_score(ALL_NO) == 0


@pytest.mark.parametrize(
    ("yes", "points"), [({1}, 2), ({2}, 2), ({1, 2}, 4), ({3, 4, 5, 6}, 4), ({10, 11, 12}, 3)]
)
def test_falls_and_aids_count_twice(yes: set[int], points: int) -> None:
    assert stay_independent_score(ALL_NO | dict.fromkeys(yes, True)) == points


def test_what_is_left_open_is_no_score_unless_the_rest_is_at_risk_already() -> None:
    assert stay_independent_score(dict.fromkeys(range(1, 12), False)) is None
    assert stay_independent_score({1: True, 2: True, 3: None}) == 4
    assert stay_independent_score({}) is None


def test_points_agree_with_the_evidence() -> None:
    for item in STAY_INDEPENDENT:
        fact = evidence.safety()[item.evidence]
        assert fact.values["points"] == item.points
        assert fact.values["n"] == item.n
        assert fact.text == item.text
        assert (fact.status == "derived") == item.inferred


def test_nobody_is_asked_twice() -> None:
    assert stay_independent_told(a_person()) == {1: False, 3: False, 5: False}
    person = a_person(walking_aid="stick", unsteady=None, details={"foot_sensation_normal": False})
    assert stay_independent_told(person) == {1: False, 2: True, 5: False, 9: True}


def test_the_credit_names_both_and_no_endorsement() -> None:
    assert "CDC" in steadi.CREDIT
    assert "VA Greater Los Angeles" in steadi.CREDIT
    assert "does not endorse" in steadi.NO_ENDORSEMENT
