"""A changed profile and the programme that runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from people import a_person
from retrowalk.prescription import Fall, Feedback, Programme, SessionFeedback, adapt, prescribe
from retrowalk.prescription.adapting.renewing import renewed, waits_for, with_what_was_told
from retrowalk.screening import Profile, screen
from retrowalk.screening.profile import Falls

MONDAY = date(2026, 11, 23)
LATER = date(2026, 12, 9)


def made(person: Profile) -> Programme:
    return prescribe(person, screen(person))


def after(programme: Programme, **told: Any) -> Programme:
    """The programme once its first session was told of."""
    session = SessionFeedback(id="w1s1", status="done", done_on=MONDAY, **told)
    return adapt(programme, Feedback(as_of=date(2026, 11, 24), sessions=(session,)))


HURT = Fall(injury=True, head=False, explained=True)


@pytest.mark.parametrize("changed", [{"height_m": 1.8}, {"other_conditions": []}])
def test_a_change_without_consequence_keeps_the_programme_and_all_that_was_told(
    changed: dict[str, Any],
) -> None:
    running = after(made(a_person()), effort=3)
    kept = renewed(running, a_person(**changed), MONDAY)
    assert kept == replace(running, profile=a_person(**changed))


def test_a_first_day_that_has_only_passed_does_not_begin_the_programme_again() -> None:
    running = made(a_person())
    kept = renewed(running, replace(a_person(height_m=1.8), start_date=LATER), LATER)
    assert kept.id == running.id
    assert kept.profile.start_date == running.profile.start_date


def test_a_first_day_put_off_does() -> None:
    assert renewed(made(a_person()), a_person(start_date="2026-11-30"), MONDAY).id != made(a_person()).id


def test_a_change_with_consequence_makes_another_programme() -> None:
    other = a_person(days_per_week=2)
    assert renewed(made(a_person()), other, MONDAY) == made(other)


def test_a_programme_that_screening_stopped_is_made_anew() -> None:
    stopped = made(a_person(symptoms=["chest_pain"]))
    assert renewed(stopped, a_person(), MONDAY) == made(a_person())


def test_after_a_fall_with_injury_no_edit_but_a_clearance_opens_it_again() -> None:
    running = after(made(a_person()), falls=(HURT,))
    assert running.status == "stopped"
    assert waits_for(running, running.profile) == ("balance", "general")
    again = renewed(running, a_person(days_per_week=2, start_date="2026-12-09"), LATER)
    assert (again.id, again.status) == (running.id, "stopped")
    held = {"scope": "balance", "by_role": "physiotherapist"}
    for day, opened in (("2026-11-01", False), ("2026-12-08", True)):
        cleared = a_person(start_date="2026-12-09", clearances=[{**held, "date": day}])
        assert (renewed(running, cleared, LATER).id != running.id) is opened
    heart = a_person(start_date="2026-12-09", clearances=[{**held, "scope": "cardiac", "date": "2026-12-08"}])
    assert renewed(running, heart, LATER).id == running.id, "a clearance opens its own scope only"


def test_a_fall_that_was_told_stays_in_the_profile_of_the_next_programme() -> None:
    running = after(made(a_person()), falls=(HURT,))
    assert with_what_was_told(running).falls == Falls(1, True, False)
    held = {"scope": "balance", "by_role": "physiotherapist", "date": "2026-12-08"}
    again = renewed(running, a_person(start_date="2026-12-09", clearances=[held]), LATER)
    assert again.profile.falls == Falls(1, True, False)


def test_a_fall_that_was_told_is_not_counted_twice() -> None:
    harmless = Fall(injury=False, head=False, explained=True)
    running = after(made(a_person()), falls=(harmless,))
    kept = renewed(running, replace(with_what_was_told(running), height_m=1.8), MONDAY)
    assert kept.profile.falls == running.profile.falls
    assert with_what_was_told(kept).falls.past_year == 1


def test_a_symptom_that_was_told_belongs_to_the_answers() -> None:
    running = after(made(a_person()), symptoms=("chest_pain",))
    assert with_what_was_told(running).symptoms == ("chest_pain",)
    assert renewed(running, with_what_was_told(running), MONDAY).status == "stopped"
