"""What a trial says of itself: which way helped more, that no difference was seen, or that it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from plans import MONDAY
from retrowalk import contract
from retrowalk.evidence import rule
from retrowalk.outcomes import Period, Result, Trial, TrialResult
from retrowalk.outcomes.trial.analysis import analyse, counted, period_values
from retrowalk.outcomes.trial.schedule import ends_on
from retrowalk.outcomes.trial.stopping import stop
from trials import a_result, a_trial, by_arm, measured

TRIAL = a_trial()
AFTER = ends_on(TRIAL)


def told(trial: Trial, results: list[Result]) -> TrialResult:
    found = analyse(trial, results, ends_on(trial))
    assert contract.read(TrialResult, contract.write(found), "the result") == found
    assert all(rule(one.rule) for one in found.notes)
    return found


def test_backward_helped_more() -> None:
    found = told(TRIAL, measured(TRIAL, by_arm(2, 4)))
    assert found.verdict == "backward"
    assert found.estimate == pytest.approx(-2, abs=0.1)
    assert found.p == pytest.approx(2 / 256)
    assert found.sentence == (
        "Usual pain of the last week (knee) was 1.9 points lower when you walked backward than when you walked forward "
        "(95 % interval: between 1.8 points and 2 points lower; 8 pairs of weeks), "
        "so walking backward helped you more."
    )
    assert (found.pairs, found.missing) == (8, 0)


def test_forward_helped_more_is_as_sayable() -> None:
    found = told(TRIAL, measured(TRIAL, by_arm(4, 2)))
    assert found.verdict == "forward"
    assert "2.1 points higher when you walked backward" in found.sentence
    assert found.sentence.endswith("so walking forward helped you more.")


def test_the_two_ways_are_mirror_images() -> None:
    there, back = (told(TRIAL, measured(TRIAL, by_arm(*arms, wobble=0))) for arms in ((3, 4), (4, 3)))
    assert there.estimate is not None
    assert there.estimate == -(back.estimate or 0)
    assert (there.low, there.high) == (-(back.high or 0), -(back.low or 0))
    assert there.p == back.p


def test_where_more_is_better_higher_is_what_helped() -> None:
    trial = a_trial(measure="chair_stand_30s", site=None)
    assert told(trial, measured(trial, by_arm(14, 11))).verdict == "backward"
    assert told(trial, measured(trial, by_arm(11, 14))).verdict == "forward"


def test_no_difference_is_told_with_what_still_fits() -> None:
    coins: Iterator[float] = iter([0.4, -0.3, 0.2, -0.5] * 8)
    found = told(TRIAL, measured(TRIAL, lambda _period: 4 + next(coins)))
    assert found.verdict == "no_difference_seen"
    assert found.p is not None
    assert found.p > 0.05
    assert "chance explains" in found.sentence
    assert any("does not fit what was measured" in one.text for one in found.notes)


def test_where_anything_fits_it_cannot_tell() -> None:
    coins = iter([9, 1, 1, 8, 2, 9, 0, 10, 9, 0, 1, 8, 0, 9, 10, 1])
    found = told(TRIAL, measured(TRIAL, lambda _period: next(coins)))
    assert found.verdict == "cannot_tell"
    assert "anything between" in found.sentence


# Not yet, not enough, not fair


@pytest.mark.parametrize("weeks", [0, 1, 8, 14, 15])
def test_while_it_runs_nothing_is_told_however_clear_it_is(weeks: int) -> None:
    day = MONDAY + timedelta(weeks=weeks, days=6)
    results = [one for one in measured(TRIAL, by_arm(1, 9)) if one.taken_on <= day]
    for found in (analyse(TRIAL, results, day), analyse(TRIAL, results[:-1])):
        assert found.verdict == "cannot_tell"
        assert (found.estimate, found.low, found.high, found.p) == (None,) * 4
        assert "still running" in found.sentence
        assert found.missing == 0
    assert f" {(weeks + 1) // 2} of 8 pairs of weeks" in analyse(TRIAL, results, day).sentence


def test_without_a_day_it_is_over_once_the_last_period_was_measured() -> None:
    assert analyse(TRIAL, measured(TRIAL, by_arm(2, 4))).verdict == "backward"
    assert "still running" in analyse(TRIAL, []).sentence


def without(*numbers: int) -> Any:
    value = by_arm(2, 4)
    return lambda one: None if one.number in numbers else value(one)


def test_a_missing_value_takes_its_pair_with_it_and_is_said() -> None:
    found = told(TRIAL, measured(TRIAL, without(3)))
    assert (found.verdict, found.pairs, found.missing) == ("backward", 7, 1)
    assert any(one.rule == "trial_missing" for one in found.notes)


def test_six_pairs_are_enough_and_stricter() -> None:
    found = told(TRIAL, measured(TRIAL, without(1, 2, 3, 4)))
    assert (found.verdict, found.pairs, found.missing) == ("backward", 6, 4)
    assert any("3.1 %" in one.text for one in found.notes)


def test_five_pairs_cannot_tell() -> None:
    found = told(TRIAL, measured(TRIAL, without(1, 2, 3, 4, 5)))
    assert (found.verdict, found.pairs, found.p) == ("cannot_tell", 5, None)
    assert "fewer than 6" in found.sentence


def test_values_missing_on_one_side_cannot_tell() -> None:
    trial = a_trial(pairs=12)
    backward = [one.number for one in trial.periods if one.arm == "backward"][:4]
    found = told(trial, measured(trial, without(*backward)))
    assert (found.verdict, found.pairs) == ("cannot_tell", 8)
    assert "4 backward and 0 forward" in found.sentence


def test_an_outcome_that_never_moves_cannot_tell() -> None:
    found = told(TRIAL, measured(TRIAL, lambda _period: 0.0))
    assert found.verdict == "cannot_tell"
    assert "the same in every pair" in found.sentence


def test_nothing_measured_cannot_tell() -> None:
    assert told(TRIAL, []).verdict == "cannot_tell"


def test_stopped_early_it_is_told_as_far_as_it_came() -> None:
    day = MONDAY + timedelta(weeks=13)
    stopped = stop(TRIAL, day)
    results = [one for one in measured(TRIAL, by_arm(2, 4)) if one.taken_on < day]
    found = analyse(stopped, results, day)
    # The last period was begun, and measured on the day before.
    assert (found.verdict, found.pairs, found.missing) == ("backward", 6, 0)
    assert any(one.rule == "trial_stopped_early" and "22 February 2027" in one.text for one in found.notes)
    assert analyse(stop(TRIAL, MONDAY + timedelta(weeks=4)), results, day).verdict == "cannot_tell"


# What counts


def test_what_counts_is_the_outcome_within_its_days() -> None:
    first = TRIAL.periods[0]
    good = a_result(TRIAL, first.start + timedelta(days=2), 5)
    day = good.taken_on
    bad = [
        a_result(TRIAL, first.start + timedelta(days=1), 5),  # of the days that are left out
        a_result(TRIAL, first.start - timedelta(days=1), 5),
        a_result(TRIAL, AFTER, 5),
        a_result(TRIAL, day, 5, measure="pain_worst"),
        a_result(TRIAL, day, 5, site="hip"),
        a_result(TRIAL, day, 5, site=None),
        a_result(TRIAL, day, 5, practice=True),
    ]
    assert counted(TRIAL, [good, *bad]) == (good,)


def test_several_values_of_a_period_are_its_mean() -> None:
    day = TRIAL.periods[0].end - timedelta(days=1)
    results = [a_result(TRIAL, day - timedelta(days=n), value) for n, value in enumerate((2, 3, 7))]
    assert period_values(TRIAL, results) == {1: 4}


def test_the_order_of_results_does_not_matter() -> None:
    results = measured(TRIAL, by_arm(2, 4))
    assert analyse(TRIAL, results, AFTER) == analyse(TRIAL, results[::-1], AFTER)


def test_what_was_measured_to_get_used_to_it_is_no_part_of_it() -> None:
    trial = a_trial(measure="timed_up_and_go", site=None)

    def value(one: Period) -> float:
        return 99.0 if one.pair == 0 else by_arm(10, 12)(one)

    assert told(trial, measured(trial, value)).estimate == pytest.approx(-2, abs=0.1)


def test_a_trial_finished_by_hand_is_over() -> None:
    assert "still running" not in analyse(replace(TRIAL, status="finished"), [], MONDAY).sentence


def test_a_trial_stopped_before_its_first_day_came_to_nothing() -> None:
    stopped = stop(TRIAL, TRIAL.periods[0].start - timedelta(days=2))
    found = analyse(stopped, [], AFTER)
    assert (found.verdict, found.notes) == ("cannot_tell", ())
    assert found.sentence == "This trial was stopped before it began, so there is nothing to tell of it."
