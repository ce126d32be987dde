"""What the words of a programme are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import a_block
from retrowalk.prescription import words

WALK, REST, BACK = a_block(), a_block("rest", "any", 60), a_block("walk", "forward", 180)


def shape(*blocks: object) -> list[tuple[int, int, int]]:
    """Times, blocks of a round, blocks the last round goes without."""
    return [(one.times, len(one.blocks), one.between) for one in words.outline(blocks)]  # type: ignore[arg-type]


def test_five_times_one_minute_is_one_line() -> None:
    assert shape(WALK, REST, WALK, REST, WALK, REST) == [(3, 2, 0)]


def test_a_last_round_without_its_rest_is_a_round_all_the_same() -> None:
    assert shape(WALK, REST, WALK, REST, WALK) == [(3, 2, 1)]


def test_what_is_not_repeated_stays_as_it_is() -> None:
    assert shape(BACK, WALK, REST) == [(1, 1, 0)] * 3
    assert shape() == []


@given(st.lists(st.sampled_from([WALK, REST, BACK]), max_size=14))
def test_an_outline_read_aloud_is_the_session(blocks: list[object]) -> None:
    said: list[object] = []
    for one in words.outline(blocks):  # type: ignore[arg-type]
        assert one.first == len(said)
        whole = [*one.blocks] * one.times
        said += whole[: len(whole) - one.between]
    assert said == blocks


@pytest.mark.parametrize(
    ("seconds", "short", "long"),
    [
        (45, "45 s", "45 seconds"),
        (60, "1 min", "1 minute"),
        (90, "1 min 30 s", "1½ minutes"),
        (300, "5 min", "5 minutes"),
    ],
)
def test_lengths_of_time(seconds: int, short: str, long: str) -> None:
    assert (words.lasting(seconds), words.minutes(seconds)) == (short, long)


def test_speeds_and_efforts_that_say_nothing_are_left_out() -> None:
    assert words.speed((0.0, 0.0)) is None
    assert words.speed((0.28, 0.42)) == "1.0 to 1.5 km/h"
    assert words.facts(REST) == ["both hands on the rails"]


def test_every_word_of_the_contract_has_a_name() -> None:
    from typing import get_args

    from retrowalk.prescription import programme

    for names, literal in (
        (words.places(), programme.Place),
        (words.guards(), programme.Guard),
        (words.hands(), programme.Hands),
        (words.harder(), programme.Harder),
        (words.statuses(), programme.SessionStatus),
        (words.variants(), programme.Variant),
    ):
        assert set(names) == set(get_args(literal))
