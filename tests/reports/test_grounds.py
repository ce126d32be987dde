"""What stands behind a figure, in words that the validation book bears out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from retrowalk.recordings import Placement
from retrowalk.reports import direction_grounds, grounds, walk_document
from walk_examples import recording, walk

BOOK = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")


def part(title: str) -> str:
    return BOOK.split(f"## {title}\n", 1)[1].split("\n## ")[0]


def named_in(rows: str) -> set[str]:
    """The placements of which a table has rows."""
    firsts = " ".join(re.findall(r"^\| ([^|]+)\|", rows, flags=re.M))
    return {place for place in get_args(Placement) if re.search(rf"\b{place}s?\b", firsts)}


def test_one_person_is_what_stands_behind_backward_at_the_foot() -> None:
    assert "**n = 1 person**" in part("Real backward walking")
    assert "treadmill" in part("Real backward walking")
    assert "one person" in direction_grounds("foot")


def test_real_forward_walking_is_claimed_where_the_book_has_it_and_nowhere_else() -> None:
    real = {place for place in get_args(Placement) if "real forward walking" in direction_grounds(place)}
    assert real == named_in(part("Forward stays forward")) - {"foot"}


@pytest.mark.parametrize("placement", ["wrist", "hand", "arm", "bag", "unknown"])
def test_no_check_is_claimed_where_directions_are_not_told(placement: Placement) -> None:
    assert direction_grounds(placement).startswith("not told")


def test_a_foot_without_a_gyroscope_has_not_been_checked() -> None:
    words, checked = grounds(walk_document(recording(placement="foot"), walk(validated=False)))["direction"]
    assert not checked
    assert "gyroscope" in words


def test_nothing_is_checked_on_a_simulated_walk() -> None:
    found = grounds(walk_document(recording(simulated=True), walk(validated=False)))
    assert [checked for _words, checked in found.values()] == [False, False, False]
    assert "simulated" in found["steps"][0]


def test_speed_on_a_treadmill_is_said_to_be_less_sure() -> None:
    assert "On the treadmill (`gottlieb_fwbw`, 1 person)" in part("Stride length and speed")
    words, checked = grounds(walk_document(recording(placement="foot"), walk()))["speed"]
    assert checked
    assert "less sure on a treadmill" in words
