"""Where a trial stands on a day: what is walked, until when, what is due, and nothing of how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from people import a_person
from plans import MONDAY
from retrowalk.errors import TrialError
from retrowalk.outcomes import Result, Trial
from retrowalk.outcomes.trial.schedule import ends_on
from retrowalk.outcomes.trial.standing import Standing
from retrowalk.outcomes.trial.standing import standing as standing_of
from retrowalk.outcomes.trial.stopping import stop
from retrowalk.prescription import Fall, Feedback, Programme, SessionFeedback, adapt, prescribe
from retrowalk.screening import screen
from trials import a_result, a_trial, by_arm, measured

TRIAL = a_trial()


def standing(
    trial: Trial, results: Sequence[Result], today: date, programme: Programme | None = None
) -> Standing:
    """Where it stands for somebody who is well, or as their programme has it."""
    person = a_person() if programme is None else programme.profile
    return standing_of(trial, results, today, person, programme)


def after_a_fall() -> Programme:
    """Of somebody who walks alone and told of a fall that did nothing."""
    person = a_person(supervision="none", help_within_call=False)
    fell = SessionFeedback(id="w1s1", status="done", falls=(Fall(injury=False, head=False, explained=True),))
    return adapt(prescribe(person, screen(person)), Feedback(as_of=MONDAY, sessions=(fell,)))


def test_before_it_begins() -> None:
    found = standing(TRIAL, [], MONDAY - timedelta(days=3))
    assert (found.over, found.period, found.arm, found.due) == (False, None, None, None)
    assert found.next_change == MONDAY
    assert (found.pairs, found.complete, found.missing) == (8, 0, 0)


def test_in_a_period_it_says_the_arm_and_when_it_changes() -> None:
    for one in TRIAL.periods:
        found = standing(TRIAL, [], one.start + timedelta(days=3))
        assert (found.period, found.arm) == (one, one.arm)
        later = [each for each in TRIAL.periods if each.start > one.start and each.arm != one.arm]
        assert found.next_change == (later[0].start if later else None)


def test_a_week_is_measured_as_it_ends_a_question_on_each_of_its_last_days() -> None:
    one = TRIAL.periods[0]
    assert standing(TRIAL, [], one.end - timedelta(days=4)).due is None
    day = one.end - timedelta(days=3)
    due = standing(TRIAL, [], day).due
    assert due is not None
    assert (due.measure, due.site, due.until) == ("pain_usual", "knee", one.end)
    assert due.text == (
        "Due for your trial, once a day as its week ends: Usual pain of the last week (knee), until 29 November 2026."
    )
    told = [a_result(TRIAL, day, 3)]
    assert standing(TRIAL, told, day).due is None
    assert standing(TRIAL, told, day + timedelta(days=1)).due is not None


def test_a_test_is_done_once_as_its_week_ends() -> None:
    trial = a_trial(measure="chair_stand_30s", site=None)
    one = trial.periods[1]
    day = one.end - timedelta(days=3)
    assert standing(trial, [a_result(trial, day - timedelta(days=1), 12)], day).due is not None
    assert standing(trial, [a_result(trial, day, 12)], day + timedelta(days=1)).due is None


def test_a_session_is_measured_after_it() -> None:
    trial = a_trial(measure="pain_now", unit="session", wash_in_days=0)
    due = standing(trial, [], MONDAY).due
    assert due is not None
    assert "after the session" in due.text
    assert standing(trial, [a_result(trial, MONDAY, 3)], MONDAY + timedelta(days=1)).due is None


def test_getting_used_to_it_is_asked_for_once() -> None:
    trial = a_trial(measure="timed_up_and_go", site=None)
    day = MONDAY + timedelta(days=6)
    due = standing(trial, [], day).due
    assert due is not None
    assert "to practise" in due.text
    assert standing(trial, [a_result(trial, MONDAY, 12, practice=True)], day).due is None


def test_after_a_fall_a_test_that_needs_somebody_is_not_asked_of_who_is_alone() -> None:
    trial = a_trial(measure="single_leg_stance", site=None)
    day = trial.periods[1].end - timedelta(days=1)
    assert standing(trial, [], day).due is not None
    fell = after_a_fall()
    found = standing(trial, [], day, fell)
    assert (found.due, found.arm) == (None, trial.periods[1].arm)
    assert found.waits is not None
    assert found.waits.startswith("Your trial can do without Standing on one leg for now. For this, somebody")
    assert standing(trial, [], day - timedelta(days=6), fell).waits is None
    assert standing(TRIAL, [], TRIAL.periods[0].end - timedelta(days=1), fell).due is not None


def test_no_walk_is_asked_for_while_walking_waits() -> None:
    person = a_person()
    hurt = SessionFeedback(id="w1s1", status="done", falls=(Fall(injury=True, head=True, explained=True),))
    stopped = adapt(prescribe(person, screen(person)), Feedback(as_of=MONDAY, sessions=(hurt,)))
    for measure in ("backward_variability", "forward_speed", "fitness_estimate"):
        trial = a_trial(measure="mood", site=None)
        trial = replace(trial, measure=measure)
        day = trial.periods[0].end - timedelta(days=1)
        assert standing(trial, [], day).due is not None
        found = standing(trial, [], day, stopped)
        assert found.due is None
        assert "waits until" in (found.waits or "")


def test_pairs_are_counted_and_what_is_missing() -> None:
    results = [one for one in measured(TRIAL, by_arm(2, 4)) if one.taken_on < MONDAY + timedelta(weeks=5)][1:]
    found = standing(TRIAL, results, MONDAY + timedelta(weeks=5))
    assert (found.complete, found.missing) == (1, 1)


def test_after_it_is_over_or_stopped_nothing_is_asked() -> None:
    for trial, day in (
        (TRIAL, ends_on(TRIAL)),
        (stop(TRIAL, MONDAY + timedelta(days=5)), MONDAY + timedelta(days=6)),
    ):
        found = standing(trial, [], day)
        assert (found.over, found.period, found.arm, found.next_change, found.due) == (
            True,
            None,
            None,
            None,
            None,
        )


def test_it_shows_no_value_while_the_trial_runs() -> None:
    assert {one.name for one in fields(Standing)} == {
        "trial", "over", "period", "arm", "next_change", "due", "pairs", "complete", "missing", "waits",
    }  # fmt: skip


def test_it_is_stopped_once() -> None:
    stopped = stop(TRIAL, MONDAY + timedelta(days=9))
    assert (stopped.status, stopped.stopped_on) == ("stopped", MONDAY + timedelta(days=9))
    with pytest.raises(TrialError, match="is over"):
        stop(stopped, MONDAY + timedelta(days=10))
    with pytest.raises(TrialError, match="is over"):
        stop(TRIAL, ends_on(TRIAL))
