"""What a changed profile changes, as it is shown before it is accepted."""

from __future__ import annotations

from people import a_person
from retrowalk.prescription import Programme, prescribe
from retrowalk.prescription.adapting.differences import differences
from retrowalk.screening import Profile, screen


def made(person: Profile) -> Programme:
    return prescribe(person, screen(person))


def told(old: Profile, new: Profile) -> dict[str, tuple[str, str]]:
    return {one.what: (one.before, one.after) for one in differences(made(old), made(new))}


def test_nothing_differs_from_itself() -> None:
    assert differences(made(a_person()), made(a_person())) == ()


def test_fewer_days_are_said() -> None:
    assert told(a_person(), a_person(days_per_week=2))["Days a week"] == ("3 days", "2 days")


def test_another_place_is_said() -> None:
    found = told(a_person(), a_person(equipment=["kitchen_counter"], treadmill=None))
    assert found["Where"] == ("on the treadmill", "along the kitchen counter")


def test_a_stricter_level_and_what_it_asks_are_said() -> None:
    found = differences(made(a_person()), made(a_person(unsteady=True)))
    levels = next(one for one in found if one.what == "May you walk backward, and how")
    assert levels.before != levels.after
    assert [one.after for one in found if one.what == "Asked of you from now on"]


def test_a_programme_that_stops_has_nothing_to_compare_but_says_so() -> None:
    found = told(a_person(), a_person(symptoms=["chest_pain"]))
    assert found["Programme"][1] == "no programme for now"
    assert found["How long"] == ("6 weeks", "")
