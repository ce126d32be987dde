"""The programme follows the trial that runs, and leaves it once it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from people import a_person
from retrowalk.outcomes import Trial
from retrowalk.outcomes.trial.schedule import laid_out, weeks_from
from retrowalk.outcomes.trial.stopping import stop
from retrowalk.outcomes.trial.walking import days_of, follow
from retrowalk.prescription import Feedback, Programme, adapt, prescribe, violations
from retrowalk.screening import screen

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def a_programme() -> Programme:
    person = a_person()
    return prescribe(person, screen(person))


def a_trial(pairs: int = 7, start: date = MONDAY + WEEK, seed: int = 1) -> Trial:
    return Trial(
        id="trial-1",
        designed_on=MONDAY,
        status="running",
        measure="mood",
        unit="week",
        periods=laid_out(weeks_from(start, 2 * pairs), seed, run_in=False, wash_in_days=2),
        seed=seed,
        worth=2,
        worth_text="2 points",
        power=0.8,
    )


def test_its_days_are_walked_as_the_coins_fell() -> None:
    trial = a_trial()
    programme = follow(a_programme(), trial, MONDAY)
    arms = {one.start: one.arm for one in trial.periods}
    for week in programme.weeks:
        for session in week.sessions:
            arm = arms.get(session.date - timedelta(days=session.date.weekday()), "backward")
            assert session.forward_only == (arm == "forward")
    assert programme.weeks[-1].sessions[-1].date >= trial.periods[-1].end - WEEK
    assert violations(programme) == ()


def test_it_follows_once() -> None:
    programme = follow(a_programme(), a_trial(), MONDAY)
    assert follow(programme, a_trial(), MONDAY) is programme


def test_a_trial_that_was_stopped_or_is_over_is_followed_no_longer() -> None:
    trial = a_trial()
    programme = follow(a_programme(), trial, MONDAY)
    assert follow(programme, stop(trial, MONDAY + 2 * WEEK), MONDAY + 2 * WEEK).trial_days == ()
    assert days_of(trial, trial.periods[-1].end) == ()
    assert days_of(None, MONDAY) == ()


def test_a_programme_that_was_finished_goes_on_for_the_trial() -> None:
    programme = replace(a_programme(), status="finished")
    done = adapt(programme, Feedback(MONDAY, ()))
    later = MONDAY + 20 * WEEK
    finished = replace(done, status="finished", weeks=done.weeks[:1])
    programme = follow(finished, a_trial(start=later), later)
    assert programme.status == "active"
    coming = [one for week in programme.weeks for one in week.sessions if one.status == "planned"]
    assert coming[0].date >= later


def test_a_programme_that_is_stopped_stays_as_it_is() -> None:
    stopped = replace(a_programme(), status="stopped")
    assert follow(stopped, a_trial(), MONDAY) is stopped


def test_every_coin_fits_into_a_programme() -> None:
    """Two weeks forward running are the most that coins within pairs can give."""
    for seed in range(12):
        assert follow(a_programme(), a_trial(seed=seed), MONDAY).trial_days
