"""A physiotherapist's edits: they stand, and the rules say what they hold against them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from histories import a_good_answer
from people import a_person
from retrowalk import contract
from retrowalk.errors import DocumentError
from retrowalk.prescription import Block, Feedback, Programme, Session, adapt, edit, prescribe
from retrowalk.screening import screen

MONDAY = date(2026, 11, 23)


@pytest.fixture
def programme() -> Programme:
    person = a_person()
    return prescribe(person, screen(person))


def session(programme: Programme, name: str) -> Session:
    return next(one for week in programme.weeks for one in week.sessions if one.id == name)


def backward_block(programme: Programme, name: str) -> int:
    return next(i for i, block in enumerate(session(programme, name).blocks) if block.direction == "backward")


def edited(programme: Programme, name: str = "w1s2", **changes: Any) -> tuple[Programme, Block]:
    index = backward_block(programme, name)
    made = edit(programme, name, index, "physiotherapist", **changes)
    return made, session(made, name).blocks[index]


def test_an_edit_within_the_rules_is_marked_as_one_and_no_more(programme: Programme) -> None:
    made, block = edited(programme, duration_s=45)
    assert (block.duration_s, block.edited_by, block.disagreements) == (45, "physiotherapist", ())
    assert session(made, "w1s2").backward_s == session(programme, "w1s2").backward_s - 15
    assert session(made, "w1s2").total_s == session(programme, "w1s2").total_s - 15
    assert made.revision == programme.revision + 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"grade_pct": 5.0, "hands": "light"}, "coach_5_one_thing_harder"),
        ({"duration_s": 1500}, "coach_5_one_thing_harder"),
        ({"variant": "squat_walk"}, "coach_7_variants"),
        ({"direction": "forward"}, "coach_6_no_turn_on_moving_belt"),
    ],
)
def test_what_the_rules_hold_against_it_is_written_into_the_block(
    programme: Programme, changes: dict[str, Any], rule: str
) -> None:
    _made, block = edited(programme, **changes)
    assert any(said.startswith(f"{rule}: ") for said in block.disagreements)


def test_it_can_be_written_and_read_again(programme: Programme) -> None:
    made, _block = edited(programme, duration_s=90)
    assert contract.read(Programme, contract.write(made), "the programme") == made


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration_s": "long"},
        {"duration_s": -5},
        {"hands": "teeth"},
        {"speed_mps": (0.1, "fast")},
        {"edited_by": "me"},
        {"disagreements": ()},
    ],
)
def test_only_a_value_of_the_wrong_kind_is_refused(programme: Programme, wrong: dict[str, Any]) -> None:
    with pytest.raises(DocumentError, match="expected"):
        edited(programme, **wrong)


@pytest.mark.parametrize(
    ("name", "block", "by"), [("w9s9", 0, "nurse"), ("w1s1", 99, "nurse"), ("w1s1", 0, "barber")]
)
def test_there_has_to_be_such_a_block_and_role(programme: Programme, name: str, block: int, by: str) -> None:
    with pytest.raises(DocumentError, match="expected"):
        edit(programme, name, block, by)


def test_an_edit_stays_when_the_weeks_are_redone(programme: Programme) -> None:
    made, block = edited(programme, "w2s2", duration_s=45)
    told = tuple(a_good_answer(f"w1s{n}") for n in (1, 2, 3))
    after = adapt(made, Feedback(MONDAY + timedelta(weeks=1), told))
    assert block in session(after, "w2s2").blocks


def test_after_trouble_an_edit_that_asks_for_more_is_set_aside_and_that_is_said(programme: Programme) -> None:
    made, _block = edited(programme, "w1s3", duration_s=90)
    told = (a_good_answer("w1s1"), a_good_answer("w1s2", stumbles=1))
    feedback = Feedback(MONDAY + timedelta(days=2), told)
    after = adapt(made, feedback)
    assert not any(block.edited_by for block in session(after, "w1s3").blocks)
    assert any("set aside" in note.text for note in after.notes)
    assert adapt(after, feedback) == after
