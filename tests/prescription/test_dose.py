"""Doses: one thing harder, clearly easier, and read back from the blocks as they were asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from people import a_person
from profiles import profiles
from retrowalk.prescription import Dose, Plan, plan_of
from retrowalk.prescription.planning.dose import dose_of, easier, first_dose, fits, harder, most_backward_s
from retrowalk.prescription.planning.sessions import build_session
from retrowalk.screening import Profile, screen

DAY = date(2026, 11, 23)


def a_plan(**told: object) -> Plan:
    person = a_person(**told)
    plan = plan_of(person, screen(person))
    assert isinstance(plan, Plan)
    return plan


def all_doses(plan: Plan) -> list[Dose]:
    """From the first to the plateau."""
    doses = [first_dose(plan)]
    while (step := harder(plan, doses[-1])) is not None:
        doses.append(step[0])
    return doses


@given(profiles())
def test_every_dose_on_the_way_up_fits_and_reads_back(person: Profile) -> None:
    plan = plan_of(person, screen(person))
    if not isinstance(plan, Plan):
        return
    for dose in all_doses(plan):
        assert fits(plan, dose)
        assert dose_of(build_session(plan, dose, 1, 1, DAY)) == dose


@given(profiles())
def test_easier_is_smaller_in_everything_and_ends(person: Profile) -> None:
    plan = plan_of(person, screen(person))
    if not isinstance(plan, Plan):
        return
    dose = all_doses(plan)[-1]
    while (smaller := easier(plan, dose)) is not None:
        assert smaller.backward_s < dose.backward_s
        assert smaller.backward_s <= max(60, dose.backward_s * 2 / 3)
        assert smaller.speed_high_mps == plan.start_speed_mps
        assert (smaller.hands, smaller.grade_pct, smaller.variant) == (plan.hands, 0, None)
        assert fits(plan, smaller)
        assert dose_of(build_session(plan, smaller, 1, 1, DAY)) == smaller
        dose = smaller
    assert dose.backward_s <= 60


def test_time_comes_before_speed_before_hands() -> None:
    plan = replace(a_plan(), target_backward_s=420, bout_max_s=60)
    steps, dose = [], first_dose(plan)
    while (step := harder(plan, dose)) is not None:
        dose, what = step
        steps.append(what)
    assert steps == ["time", *["speed"] * steps.count("speed"), "hands"]
    assert dose.hands == "light"
    assert dose.speed_high_mps is not None and dose.speed_high_mps <= 3.0 / 3.6


def test_an_incline_takes_the_hands_back_to_the_rails() -> None:
    plan = replace(a_plan(), incline=True, target_backward_s=300, bout_max_s=60, speed_step_mps=0)
    doses = all_doses(plan)
    assert [(dose.hands, dose.grade_pct) for dose in doses] == [
        ("rails", 0), ("light", 0), ("rails", 2.5), ("rails", 5), ("rails", 7.5), ("rails", 10)
    ]  # fmt: skip


def test_an_unknown_pace_never_gets_faster() -> None:
    plan = a_plan(usual_forward_speed_mps=None)
    assert {dose.speed_high_mps for dose in all_doses(plan)} == {0.2777}


def test_a_dose_that_was_tried_stays_as_it_was() -> None:
    plan = a_plan(conditions=["knee_osteoarthritis"], supervision="professional")
    assert plan.protocol == "PR04"
    assert harder(plan, first_dose(plan)) is None


def test_two_thirds_in_whole_bouts() -> None:
    plan = a_plan()
    smaller = easier(plan, Dose(300, 60, 0.5555, "rails"))
    assert smaller is not None and smaller.backward_s == 180
    assert easier(plan, Dose(60, 60, 0.5555, "rails")) is None


def test_a_minute_on_the_ground_can_become_half_a_minute() -> None:
    plan = a_plan(equipment=["corridor"], minutes_per_session=5)
    smaller = easier(plan, first_dose(plan))
    assert smaller is not None and (smaller.backward_s, smaller.bout_s) == (30, 30)
    assert easier(plan, smaller) is None


def test_what_is_said_to_be_the_most_fits_and_more_does_not() -> None:
    for minutes in range(10, 61, 5):
        plan = a_plan(equipment=["corridor"], minutes_per_session=minutes)
        most_s = most_backward_s(plan)
        assert most_s <= plan.target_backward_s
        assert max(dose.backward_s for dose in all_doses(plan)) <= most_s


def test_hands_get_lighter_only_where_there_is_something_to_hold() -> None:
    assert a_plan().lighter_hands
    assert not a_plan(equipment=["track"]).lighter_hands
