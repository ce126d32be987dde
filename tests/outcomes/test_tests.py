"""The guided tests: complete, in plain words, and as the instruments have it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from retrowalk.errors import NotThereError
from retrowalk.outcomes import GuidedTest, MeasureId, guided, guided_tests, measure, measures

DONE = [id for id in guided_tests() if measure(id).kind == "test"]
ASKED = [id for id in guided_tests() if measure(id).kind == "question"]


def words_of(test: GuidedTest) -> Iterator[str]:
    yield from (test.name, test.what_for, test.who, test.ends_when)
    yield from (*test.needs, *test.steps, *test.safety, *test.alike, *(test.anchors or ()))


def test_every_test_question_and_reading_can_be_taken() -> None:
    for one in measures().values():
        if one.kind in ("test", "question", "reading"):
            assert guided(one.id).trials == one.trials


def test_what_is_only_found_in_recordings_has_no_run() -> None:
    with pytest.raises(NotThereError):
        guided("backward_speed")


@pytest.mark.parametrize("id", DONE)
def test_a_test_says_what_to_have_to_do_and_to_heed(id: MeasureId) -> None:
    test = guided(id)
    assert test.needs
    assert len(test.steps) >= 3
    assert test.safety
    assert test.alike
    assert (test.tool == "countdown") == (test.countdown_s is not None)
    assert (test.rest_s > 0) == (test.trials > 1)


@pytest.mark.parametrize("id", ASKED)
def test_a_question_has_words_of_its_own_at_both_ends(id: MeasureId) -> None:
    test = guided(id)
    assert test.question
    assert test.question.endswith("?")
    assert test.anchors is not None
    assert test.entry == "score"


@pytest.mark.parametrize("id", guided_tests())
def test_its_words_promise_nothing_and_shout_at_nobody(id: MeasureId) -> None:
    for text in words_of(guided(id)):
        assert not re.search(r"\b(safe|safer|safely)\b|!|\bmust\b", text)


@pytest.mark.parametrize("id", guided_tests())
def test_what_is_entered_together_is_said_by_all_of_it(id: MeasureId) -> None:
    test = guided(id)
    assert id in test.together
    assert all(guided(other).together == test.together for other in test.together)


def test_a_chair_stands_against_a_wall() -> None:
    for id in ("chair_stand_30s", "sit_to_stand_5", "timed_up_and_go"):
        assert any("wall" in text for text in guided(id).needs)


def test_the_walk_backward_has_somebody_beside() -> None:
    test = guided("backward_walk_3m")
    assert (test.distance_m, test.tool, test.instrument) == (3.0, "stopwatch", "IN01")
    assert "beside" in test.who
