"""What a walker may have of what they wish for, and why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from people import a_person
from plans import a_block, a_programme, done
from profiles import profiles
from retrowalk import evidence
from retrowalk.prescription import prescribe
from retrowalk.prescription.feedback import Fall
from retrowalk.screening import screen
from retrowalk.session import Preferences, granted, suggested_cadence_spm

WISHED = Preferences(metronome_spm=80, guide_walks=True)


def test_who_is_steady_and_has_a_guide_may_have_both() -> None:
    walker = a_programme(person=a_person(supervision="guide"))
    assert granted(WISHED, walker) == (WISHED, ())


def test_nothing_is_taken_from_who_wished_for_nothing() -> None:
    plain = Preferences(style="calm", units="mph")
    assert granted(plain, a_programme(person=a_person(unsteady=True))) == (plain, ())


@pytest.mark.parametrize(
    "told",
    [
        {"unsteady": True},
        {"unsteady": None},
        {"worried_about_falling": True},
        {"worried_about_falling": None},
        {"freezing": None},
        {"walking_aid": "stick"},
        {"walking_aid": None},
        {"falls": {"past_year": 1, "injurious": False, "unexplained": False}},
    ],
)
def test_a_risk_of_falling_or_an_open_answer_takes_the_metronome_away(told: dict[str, Any]) -> None:
    given_, reasons = granted(Preferences(metronome_spm=80), a_programme(person=a_person(**told)))
    assert given_.metronome_spm is None
    assert [one.rule for one in reasons] == ["metronome_not_at_risk"]


def test_a_fall_told_of_since_takes_the_metronome_away() -> None:
    fell = a_programme(told=(done("w1s1", falls=(Fall(injury=False, head=False, explained=True),)),))
    assert granted(Preferences(metronome_spm=80), fell)[0].metronome_spm is None


@pytest.mark.parametrize("who", ["none", "someone_home", "spotter", "professional"])
def test_roles_change_with_a_guide_only(who: str) -> None:
    given_, reasons = granted(Preferences(guide_walks=True), a_programme(person=a_person(supervision=who)))
    assert not given_.guide_walks
    assert [one.rule for one in reasons] == ["guide_passes_too"]


@given(profiles())
def test_nobody_who_is_not_clear_ever_has_a_metronome(person: Any) -> None:
    programme = prescribe(person, screen(person))
    given_, reasons = granted(WISHED, programme)
    if programme.clearance.level != "clear":
        assert given_.metronome_spm is None
    assert all(one.text and one.rule in evidence.rules() for one in reasons)


def test_a_beat_goes_with_the_speed_and_stays_in_bounds() -> None:
    slow = suggested_cadence_spm(a_block(speed_mps=(0.2, 0.3)))
    usual = suggested_cadence_spm(a_block(speed_mps=(0.4, 0.6)))
    quick = suggested_cadence_spm(a_block(speed_mps=(3.0, 4.0)))
    assert (slow, usual, quick) == (55, 80, 120)


@pytest.mark.parametrize(
    "block",
    [
        a_block(speed_mps=None),
        a_block("rest", "any"),
        a_block("turn", "any"),
        a_block(direction="forward"),
        a_block(speed_mps=(0.0, 0.0)),
    ],
)
def test_there_is_no_beat_where_no_speed_backward_is_asked_for(block: Any) -> None:
    assert suggested_cadence_spm(block) is None
