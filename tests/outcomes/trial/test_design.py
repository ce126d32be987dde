"""A trial is designed beforehand: its order, its days, its length, and what it refuses to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import a_person
from plans import MONDAY, a_programme
from retrowalk import contract
from retrowalk.errors import TrialError
from retrowalk.evidence import rule
from retrowalk.outcomes import Trial
from retrowalk.outcomes.trial.design import possible_outcomes
from retrowalk.outcomes.trial.power import pairs_needed, power
from retrowalk.outcomes.trial.schedule import arms, counted_from, period_on
from retrowalk.outcomes.trial.stopping import stop
from trials import a_record, a_result, a_trial

SEEDS = st.integers(0, 2**63 - 1)


@given(SEEDS, st.integers(7, 26), st.sampled_from(["week", "session"]), st.integers(0, 4))
def test_each_pair_holds_one_of_each_and_the_days_follow_each_other(
    seed: int, pairs: int, unit: Any, wash_in_days: int
) -> None:
    wash_in_days = wash_in_days if unit == "week" else 0
    trial = a_trial(measure="pain_now", seed=seed, pairs=pairs, unit=unit, wash_in_days=wash_in_days)
    assert len(trial.periods) == 2 * pairs
    for pair in range(1, pairs + 1):
        assert sorted(one.arm for one in trial.periods if one.pair == pair) == ["backward", "forward"]
    assert [one.number for one in trial.periods] == list(range(1, 2 * pairs + 1))
    assert trial.periods[0].start == MONDAY
    for before, after in pairwise(trial.periods):
        assert before.end == after.start
        assert before.pair <= after.pair
    assert all(one.start <= counted_from(one) < one.end for one in trial.periods)
    for one in trial.periods:
        assert period_on(trial, one.start) == period_on(trial, one.end - timedelta(days=1)) == one


def test_the_coins_fall_either_way_alike_and_the_same_again() -> None:
    first = Counter(arms(1, seed)[0] for seed in range(4000))
    assert abs(first["backward"] - 2000) < 3 * 32
    orders = Counter(tuple(arms(4, seed)[::2]) for seed in range(4000))
    assert len(orders) == 16
    assert all(abs(n - 250) < 4 * 16 for n in orders.values())
    assert a_trial(seed=7) == a_trial(seed=7)
    # Written down once: a seed means the same on every machine and for ever.
    assert "".join(arm[0] for arm in arms(8, 1)) == "fbfbfbfbbfbfbffb"


def test_sessions_begin_on_the_days_of_the_programme_and_go_on_after_its_end() -> None:
    trial = a_trial(
        measure="pain_now", unit="session", wash_in_days=0, pairs=12, start=MONDAY + timedelta(days=1)
    )
    assert [one.start for one in trial.periods[:3]] == [
        date(2026, 11, 25),
        date(2026, 11, 27),
        date(2026, 11, 30),
    ]
    assert {one.start.weekday() for one in trial.periods} == {0, 2, 4}


def test_who_never_did_the_test_begins_with_a_period_that_does_not_count() -> None:
    trial = a_trial(measure="timed_up_and_go", site=None)
    assert (trial.periods[0].pair, trial.periods[0].arm, len(trial.periods)) == (0, "backward", 17)
    known = a_record(results=(a_result(trial, MONDAY, 11.0),))
    assert a_trial(known, measure="timed_up_and_go", site=None).periods[0].pair == 1


def test_it_is_a_document_of_the_contract() -> None:
    trial = a_trial()
    assert contract.read(Trial, contract.write(trial), "the trial") == trial


def test_everything_is_stated_beforehand_with_its_rule() -> None:
    trial = a_trial()
    rules = {one.rule for one in trial.notes}
    assert {
        "trial_unblinded",
        "trial_carry_over",
        "trial_random_order",
        "trial_one_look",
        "trial_power",
    } <= rules
    assert all(rule(id).id == id for id in rules)


# What is worth finding, and how long it takes


def test_pain_goes_by_what_was_shown_to_matter() -> None:
    trial = a_trial()
    assert trial.worth == 2
    assert "limb" in trial.worth_text


def test_without_a_published_difference_it_says_that_the_choice_is_ours() -> None:
    assert "our own choice" in a_trial(measure="balance_confidence", site=None).worth_text
    assert a_trial(measure="balance_confidence", site=None, worth=1.5).worth == 1.5


def test_own_results_tell_how_much_a_value_wanders() -> None:
    trial = a_trial()
    steady = [a_result(trial, MONDAY - timedelta(weeks=n), 4 + n % 2 * 0.4) for n in range(1, 9)]
    unsteady = [a_result(trial, MONDAY - timedelta(weeks=n), 4 + n % 2 * 4) for n in range(1, 9)]
    chances = [a_trial(a_record(results=tuple(one))).power for one in (steady, unsteady)]
    assert chances[0] is not None
    assert chances[1] is not None
    assert chances[0] > 0.99
    assert chances[1] < 0.3
    assert "Your own 8 results" in a_trial(a_record(results=tuple(steady))).notes[1].text
    assert "assumed" in trial.notes[1].text


def test_a_trend_is_not_taken_for_wandering() -> None:
    trial = a_trial()
    falling = tuple(a_result(trial, MONDAY + timedelta(weeks=n - 20), 9 - n * 0.4) for n in range(20))
    assert a_trial(a_record(results=falling)).power == 1


def test_it_takes_as_many_pairs_as_the_power_wants() -> None:
    trial = a_trial(pairs=None)
    assert len(trial.periods) // 2 >= 9
    assert trial.power is not None
    assert trial.power >= 0.8


def test_power_grows_with_pairs_and_is_the_level_where_there_is_nothing() -> None:
    curve = [power(pairs, worth=1.0, sd=1.0) for pairs in range(7, 20)]
    needed = pairs_needed(worth=1.0, sd=1.0)
    assert curve[needed - 7] >= 0.8 > curve[needed - 8]
    assert pairs_needed(worth=0.01, sd=1.0, most=26) == 26
    assert all(later > earlier - 0.03 for earlier, later in pairwise(curve))
    assert power(10, worth=0.0, sd=1.0) == pytest.approx(0.049, abs=0.012)


def test_it_says_that_it_lasts_longer_than_the_programme() -> None:
    long = a_record(programmes=(a_programme(20),))
    assert "has 6 weeks from then on, and the trial needs 8 backward" in a_trial().notes[2].text
    assert all(one.rule != "trial_programme" for one in a_trial(long).notes)
    sessions: dict[str, Any] = {"measure": "pain_now", "unit": "session", "wash_in_days": 0}
    assert all(one.rule != "trial_programme" for one in a_trial(**sessions).notes)
    assert "has 18 sessions" in a_trial(**sessions, pairs=20).notes[2].text


# What it refuses


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"measure": "body_mass", "site": None}, "which way of it is better"),
        ({"measure": "backward_speed", "site": None}, "nobody walks backward"),
        ({"site": None}, "say which"),
        ({"measure": "mood"}, "not told for a place"),
        ({"start": MONDAY - timedelta(days=1)}, "22 November 2026, which is over"),
        ({"start": date(1, 1, 1)}, "1 January 1, which is over"),
        ({"start": MONDAY + timedelta(days=85)}, "16 February 2027; expected 15 February 2027 at the latest"),
        ({"start": date(9999, 12, 30)}, "expected 15 February 2027 at the latest"),
        (
            {"start": date(9999, 12, 30), "unit": "session", "measure": "pain_now", "wash_in_days": 0},
            "at the latest",
        ),
        ({"pairs": 6}, "expected 7 to 26"),
        ({"pairs": 27}, "expected 7 to 26"),
        ({"wash_in_days": 5}, "expected 0 to 4"),
        ({"unit": "session", "measure": "pain_now"}, "expected 0 to 0"),
        ({"unit": "session", "wash_in_days": 0}, "looks back over a week"),
        ({"worth": 0.0}, "more than 0"),
        ({"worth": float("nan")}, "more than 0"),
        ({"measure": "luck", "site": None}, "No measure is called"),
    ],
)
def test_what_could_tell_nothing_is_refused_in_a_sentence(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(TrialError, match=says):
        a_trial(**changed)


def test_it_can_begin_up_to_twelve_weeks_ahead() -> None:
    assert a_trial(start=MONDAY + timedelta(weeks=12)).periods[0].start == date(2027, 2, 15)


def test_a_beta_blocker_rules_out_heart_rate() -> None:
    record = a_record(programmes=(a_programme(person=a_person(medication=["beta_blocker"])),))
    with pytest.raises(TrialError, match="beta blocker"):
        a_trial(record, measure="resting_heart_rate", site=None)


def test_a_test_that_is_not_offered_decides_no_trial() -> None:
    record = a_record(programmes=(a_programme(person=a_person(supervision="none", help_within_call=False)),))
    with pytest.raises(TrialError, match="somebody stands beside you"):
        a_trial(record, measure="backward_walk_3m", site=None)


def test_there_must_be_a_running_programme_and_no_other_trial() -> None:
    with pytest.raises(TrialError, match="make one first"):
        a_trial(a_record(programmes=()))
    with pytest.raises(TrialError, match="stopped"):
        a_trial(a_record(programmes=(a_programme(status="stopped"),)))
    running = a_trial()
    with pytest.raises(TrialError, match="one at a time"):
        a_trial(a_record(trials=(running,)))
    a_trial(a_record(trials=(stop(running, MONDAY),)))
    a_trial(a_record(trials=(replace(running, status="finished"),)))


def test_every_outcome_it_offers_can_be_designed() -> None:
    for one in possible_outcomes():
        trial = a_trial(measure=one.id, site="knee" if one.by_site else None)
        assert trial.worth > 0
        assert trial.worth_text
