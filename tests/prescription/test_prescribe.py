"""What is prescribed to whom, by example: places, protocols, forms, conflicts, refusals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from people import a_person
from retrowalk.prescription import Programme, Session, prescribe
from retrowalk.reports.examples import programmes
from retrowalk.screening import Restriction, screen

CLEARED = [{"scope": "balance", "by_role": "physiotherapist", "date": "2026-11-01"}]
AT_RISK: dict[str, Any] = {"unsteady": True}
WALKING_AID: dict[str, Any] = {"walking_aid": "stick"}
GROUND: dict[str, Any] = {"equipment": ["track"], "treadmill": None}


def programme(**told: Any) -> Programme:
    person = a_person(**told)
    return prescribe(person, screen(person))


def first(made: Programme) -> Session:
    return made.weeks[0].sessions[0]


def parts(session: Session) -> list[tuple[str, str, int]]:
    return [(block.kind, block.direction, block.duration_s) for block in session.blocks]


def told(made: Programme) -> str:
    return " ".join(note.text for note in made.notes)


# Places and guards


@pytest.mark.parametrize(
    ("person", "place", "guard"),
    [
        ({}, "motorised_treadmill", "handrail"),
        ({"equipment": ["kitchen_counter", "track"]}, "track", "none"),
        ({"equipment": ["kitchen_counter", "track"], **AT_RISK}, "kitchen_counter", "kitchen_counter"),
        ({"equipment": ["kitchen_counter", "grab_bar"], **AT_RISK}, "grab_bar", "grab_bar"),
        ({"equipment": ["motorised_treadmill", "track"], "supervision": "guide"}, "track", "none"),
        ({"equipment": ["track"], "supervision": "spotter"}, "track", "spotter"),
        ({"equipment": ["motorised_treadmill", "track"], "goal": "sport"}, "track", "none"),
        ({"equipment": ["motorised_treadmill", "corridor_rail"], "goal": "balance"}, "corridor_rail", "corridor_rail"),
        ({"equipment": ["corridor"], "supervision": "none"}, "corridor", "none"),
        ({"equipment": []}, "home", "none"),
        ({"equipment": ["pool", "elliptical", "self_powered_treadmill"]}, "home", "none"),
        ({"equipment": [], **WALKING_AID, "supervision": "professional"}, "clinic", "professional"),
        ({**WALKING_AID, "supervision": "professional"}, "motorised_treadmill", "professional"),
        ({**WALKING_AID, "supervision": "spotter", "clearances": CLEARED}, "motorised_treadmill", "spotter"),
    ],
)  # fmt: skip
def test_where_and_what_catches_you(person: dict[str, Any], place: str, guard: str) -> None:
    session = first(programme(**person))
    assert (session.place, session.guard) == (place, guard)


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        ({**AT_RISK, "equipment": ["track"]}, "something to hold"),
        ({**AT_RISK, "supervision": "none", "help_within_call": False}, "hear you call"),
        ({**AT_RISK, "supervision": "none", "help_within_call": None}, "hear you call"),
        ({**WALKING_AID}, "physiotherapist beside you"),
        ({**WALKING_AID, "supervision": "spotter"}, "physiotherapist beside you"),
        ({**WALKING_AID, "clearances": CLEARED}, "rail and a spotter"),
        ({**WALKING_AID, "clearances": CLEARED, "supervision": "spotter", "equipment": ["kitchen_counter"]},
         "counter is not enough"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_and_so_is_what_opens_it(person: dict[str, Any], missing: str) -> None:
    made = programme(**person)
    assert (made.status, made.protocol, made.weeks) == ("stopped", None, ())
    assert missing in told(made)
    assert made.offers
    assert "Meanwhile" in told(made)


@pytest.mark.parametrize(
    ("belt", "why"),
    [
        ({"safety_clip": None}, "tell us whether it has a safety clip"),
        ({"safety_clip": False}, "without a safety clip"),
        ({"min_speed_kmh": None}, "tell us its slowest speed"),
        ({"min_speed_kmh": 2.1}, "cannot go slowly enough"),
        ({"max_user_kg": 70}, "not built for your weight"),
    ],
)
def test_a_treadmill_that_does_not_fit_is_not_used_and_that_is_said(belt: dict[str, Any], why: str) -> None:
    fits = {"min_speed_kmh": 0.8, "max_user_kg": 150, "safety_clip": True}
    made = programme(treadmill={**fits, **belt}, mass_kg=80)
    assert first(made).place == "home"
    assert why in told(made)


def test_a_slow_walker_needs_a_slower_belt() -> None:
    made = programme(usual_forward_speed_mps=0.4)
    assert first(made).place == "home"
    assert "0.7 km/h" in told(made)


# Forms


def test_a_belt_session_of_a_usual_length() -> None:
    session = first(programme())
    assert parts(session) == [
        ("warm_up", "forward", 300),
        ("turn", "any", 30),
        *[("walk", "backward", 60), ("rest", "any", 30)] * 4,
        ("walk", "backward", 60),
        ("turn", "any", 30),
        ("cool_down", "forward", 300),
    ]


def test_a_short_belt_session_warms_up_beside_the_belt() -> None:
    session = first(programme(minutes_per_session=10))
    assert parts(session)[0] == ("warm_up", "any", 120)
    assert session.total_s <= 600
    assert sum(seconds for _, _, seconds in parts(session)[2:-2]) >= 300


@pytest.mark.parametrize(
    ("person", "protocol", "rhythm"),
    [
        ({}, "PR01", {("walk", "backward", 60), ("walk", "forward", 180)}),
        ({"birth_year": 1958, "stay_independent": 0}, "PR02", {("walk", "backward", 60), ("walk", "forward", 300)}),
        ({"minutes_per_session": 20}, "PR09", {("walk", "backward", 60), ("walk", "forward", 75)}),
        ({"goal": "knee_pain"}, "PR03", {("walk", "backward", 60), ("rest", "any", 30)}),
        ({"minutes_per_session": 8}, "PR08", {("walk", "backward", 60)}),
        ({"equipment": ["grab_bar"]}, "PR08", {("walk", "backward", 30), ("walk", "forward", 30), ("rest", "any", 60)}),
    ],
)  # fmt: skip
def test_forms_for_the_ground(
    person: dict[str, Any], protocol: str, rhythm: set[tuple[str, str, int]]
) -> None:
    made = programme(**{**GROUND, **person})
    assert made.protocol == protocol
    assert set(parts(first(made))[1:-1]) == rhythm


def test_twenty_with_five_is_twenty_with_five() -> None:
    session = first(programme(**GROUND, minutes_per_session=20))
    assert (session.total_s, session.backward_s) == (1200, 300)


def test_inserts_lie_around_the_training() -> None:
    made = programme(**GROUND, goal="sport", minutes_per_session=60)
    assert made.protocol == "PR10"
    blocks = parts(first(made))
    longest = max(range(len(blocks)), key=lambda at: blocks[at][2])
    backward = [at for at, block in enumerate(blocks) if block[1] == "backward"]
    assert backward[0] < longest < backward[-1]


def test_snacks_go_through_the_day() -> None:
    assert any(
        "through the day" in item for item in first(programme(**GROUND, minutes_per_session=6)).checklist
    )


@pytest.mark.parametrize("more", [{}, AT_RISK])
def test_a_session_of_a_few_minutes_begins_with_one(more: dict[str, Any]) -> None:
    assert first(programme(equipment=["grab_bar"], minutes_per_session=5, **more)).backward_s == 60


def test_everyday_steps_are_practised_for_balance_only_without_a_raised_risk() -> None:
    def practised(made: Programme) -> set[str]:
        return {
            block.cues[0][:10]
            for block in first(made).blocks
            if block.direction == "any" and block.kind == "walk"
        }

    there = {"equipment": ["kitchen_counter"], "goal": "balance"}
    assert practised(programme(**there)) == {"Small step", "Step back "}
    assert all(block.variant is None for block in first(programme(**there)).blocks)
    assert practised(programme(**there, **AT_RISK)) == set()
    assert "Steps back happen every day" in told(programme(**there, **AT_RISK))


def test_with_a_guide_roles_change_and_the_guide_is_asked_too() -> None:
    checklist = " ".join(first(programme(**GROUND, supervision="guide")).checklist)
    assert "Change roles every few minutes" in checklist
    assert "answers the same questions" in checklist


# Protocols


def test_every_dose_of_the_evidence_appears_for_somebody() -> None:
    chosen = {made.protocol for _, made in programmes()}
    assert chosen >= {
        f"PR{n:02}" for n in (1, 2, 3, 4, 7, 8, 9, 10, 20, 21, 22, 23, 24, 29, 30, 31, 32, 35, 37)
    }


@pytest.mark.parametrize(
    ("person", "protocol", "why"),
    [
        ({"conditions": ["knee_osteoarthritis"]}, "PR04", "you walk without one"),
        ({"supervision": "professional"}, "PR04", "people with knee osteoarthritis"),
        ({"conditions": ["knee_osteoarthritis"], "supervision": "professional", "minutes_per_session": 15},
         "PR04", "do not fit into 15 minutes"),
        ({}, "PR28", "steeper than anything planned"),
        ({}, "PR03", "form for the ground"),
    ],
)  # fmt: skip
def test_what_is_not_chosen_says_why(person: dict[str, Any], protocol: str, why: str) -> None:
    made = programme(**person)
    reasons = {one.protocol: one.reason for one in made.not_chosen}
    assert why in reasons[protocol]
    assert made.protocol not in reasons


def test_a_trial_yields_to_rest_days_at_first_and_that_is_said() -> None:
    made = programme(
        conditions=["hamstring_strain"],
        supervision="professional",
        days_per_week=4,
        weeks=3,
        minutes_per_session=45,
    )
    assert made.protocol == "PR29"
    assert [len(week.sessions) for week in made.weeks] == [3, 3, 4]
    assert [week.sessions[0].backward_s for week in made.weeks] == [600, 900, 900]
    assert "4 days a week are where it leads" in told(made)


# Conflicts and answers


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ({"days_per_week": 7}, "7 days a week are where it leads: it begins with 3"),
        ({"days_per_week": 7, **AT_RISK}, "You asked for 7 days a week; 3 are planned"),
        ({"minutes_per_session": 60, **AT_RISK}, "at most, however long you have"),
        ({"minutes_per_session": 20, **AT_RISK}, "there is room for 6 minutes backward, and no more"),
        (AT_RISK, "You hold on all the way"),
        ({"minutes_per_session": 60}, "no protocol goes further"),
        ({"usual_forward_speed_mps": None}, "Time yourself over 10 metres"),
        ({"conditions": ["knee_osteoarthritis"], "supervision": "professional", "weeks": 12, "days_per_week": 5},
         "You asked for 12 weeks; this was tried for 6"),
        ({"equipment": ["pool"]}, "for later"),
        ({"goal": "weight"}, "1.25 to 1.40 times"),
        ({"goal": "return_to_training"}, "No trial shows"),
        ({"conditions": ["achilles_or_heel_pain"]}, "No study supports this"),
        ({"conditions": ["groin_strain"]}, "No study supports this"),
        ({"conditions": ["runners_knee"], "goal": "knee_pain"}, "no study had people walk backward"),
        ({"goal": "knee_pain"}, "For knee pain of another kind no study was found"),
        ({}, "Running backward is outside"),
    ],
)  # fmt: skip
def test_conflicts_and_answers_are_said(person: dict[str, Any], said: str) -> None:
    assert said in told(programme(**person))


def test_more_days_and_harder_weeks_take_turns() -> None:
    weeks = programme(days_per_week=6, weeks=9).weeks
    assert [len(week.sessions) for week in weeks] == [3, 3, 4, 4, 5, 5, 6, 6, 6]
    assert [bool(week.harder) for week in weeks] == [False, True, False, True, False, True, False, True, True]


def test_restrictions_speak_in_the_checklist() -> None:
    made = programme(medication=["blood_pressure", "glucose_lowering", "anticoagulant"])
    checklist = first(made).checklist
    held = {one.id: one.text for one in made.clearance.restrictions}
    assert all(held[id] in checklist for id in ("rise_slowly", "sugar_at_hand", "head_knock_emergency"))


def test_variants_wait_behind_their_own_conditions() -> None:
    everything = ["motorised_treadmill", "self_powered_treadmill", "elliptical", "sled", "pool", "grass"]
    fine = {"equipment": everything, "details": {"foot_sensation_normal": True}, "active_regularly": True}
    offered = {offer.id for offer in programme(**fine, goal="knee_pain").offers}
    assert {
        "incline",
        "sled",
        "reverse_elliptical",
        "barefoot_grass",
        "self_powered_treadmill",
        "pool",
    } <= offered
    numb = {offer.id for offer in programme(**{**fine, "details": {"foot_sensation_normal": None}}).offers}
    assert "barefoot_grass" not in numb
    assert not {offer.id for offer in programme(**fine, **AT_RISK).offers} & offered


def test_a_restriction_counts_whatever_the_level() -> None:
    person = a_person(**GROUND)
    clearance = screen(person)
    strict = replace(
        clearance, restrictions=(*clearance.restrictions, Restriction("guard_needed", "Hold on."))
    )
    assert prescribe(person, clearance).status == "active"
    assert prescribe(person, strict).status == "stopped"


def test_the_example_of_each_supported_person_stays_careful() -> None:
    for _, made in programmes():
        if made.clearance.level != "supported":
            continue
        for before, after in pairwise([session for week in made.weeks for session in week.sessions]):
            assert (after.date - before.date).days >= 2
