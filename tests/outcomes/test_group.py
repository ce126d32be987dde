"""Several people: how many changed, each held against their own error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy.stats import binomtest  # type: ignore[import-untyped]

from outcome_histories import a_course, a_record
from people import a_person
from retrowalk.outcomes.group import group, wilson

MS = a_person(conditions=["multiple_sclerosis"])


def test_each_is_held_against_their_own_error_and_nobody_is_ranked() -> None:
    def somebody(name: str, now: float) -> object:
        return replace(a_record(*a_course("backward_walk_3m", (-3, 8.0), (28, now))), name=name, profile=MS)

    people = [somebody("Cleo", 8.1), somebody("ada", 5.0), somebody("Bo", 11.0), somebody("Dan", 8.0)]
    unknown = replace(a_record(*a_course("backward_walk_3m", (-3, 8.0), (28, 5.0))), name="Eve")
    found = group([*people, unknown], "backward_walk_3m")  # type: ignore[list-item]
    assert [one.name for one in found.members] == ["ada", "Bo", "Cleo", "Dan", "Eve"]
    assert (found.better.count, found.no_clear_change.count, found.worse.count) == (1, 2, 1)
    assert (found.better.of, found.cannot_tell) == (4, 1)
    assert "1 of 4 better beyond error" in found.sentence
    assert [one.rule for one in found.notes] == ["outcome_group"]


@pytest.mark.parametrize(("count", "of"), [(0, 5), (1, 4), (7, 10), (30, 30)])
def test_the_interval_is_wilsons(count: int, of: int) -> None:
    theirs = binomtest(count, of).proportion_ci(method="wilson")
    ours = wilson(count, of)
    assert ours.low == pytest.approx(theirs.low)
    assert ours.high == pytest.approx(theirs.high)


def test_nobody_is_no_share() -> None:
    found = group([], "mood")
    assert (found.better.low, found.better.high, found.cannot_tell) == (None, None, 0)
    assert found.sentence == "Mood: of nobody can it be told yet."
