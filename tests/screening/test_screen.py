"""Who gets which level, told by example."""

from __future__ import annotations

from typing import Any

import pytest

from people import a_person
from retrowalk.screening import Clearance, screen


def rules(answer: Clearance) -> list[str]:
    return [reason.rule for reason in answer.reasons]


def cleared(scope: str, **more: Any) -> list[dict[str, Any]]:
    return [{"scope": scope, "by_role": "doctor", "date": "2026-11-01", **more}]


def test_clear_says_just_that_nothing_rules_it_out() -> None:
    answer = screen(a_person())
    assert (answer.level, answer.urgency) == ("clear", None)
    assert answer.reasons[0].text == "Nothing you told us rules it out."


@pytest.mark.parametrize(
    ("symptoms", "urgency"),
    [
        (["chest_pain"], "emergency"),
        (["fainting"], "same_day"),
        (["fainting", "saddle_numbness"], "emergency"),
        (["one_sided_calf_swelling", "knee_giving_way"], "same_day"),
    ],
)
def test_red_flags_stop_everything_and_the_most_urgent_counts(symptoms: list[str], urgency: str) -> None:
    answer = screen(a_person(symptoms=symptoms))
    assert (answer.level, answer.urgency) == ("stop", urgency)


def test_no_clearance_opens_a_red_flag() -> None:
    everything = [
        one
        for scope in ("cardiac", "balance", "orthopaedic", "obstetric", "general")
        for one in cleared(scope)
    ]
    assert screen(a_person(symptoms=["chest_pain"], clearances=everything)).level == "stop"


@pytest.mark.parametrize(("active", "level"), [(True, "stop"), (None, "stop"), (False, "clearance_first")])
def test_acsm_signs(active: bool | None, level: str) -> None:
    assert screen(a_person(symptoms=["unusual_fatigue"], active_regularly=active)).level == level
    opened = a_person(symptoms=["unusual_fatigue"], active_regularly=active, clearances=cleared("cardiac"))
    assert screen(opened).level == "clear"
    assert screen(opened).restricts("moderate_effort")


@pytest.mark.parametrize(
    ("condition", "scopes"),
    [
        ("cardiovascular", ["cardiac"]),
        ("metabolic", ["cardiac", "general"]),
        ("renal", ["cardiac", "general"]),
    ],
)
def test_acsm_disease(condition: str, scopes: list[str]) -> None:
    told = {"conditions": [condition], "details": {"foot_sensation_normal": True}}
    assert screen(a_person(**told, active_regularly=False)).level == "clearance_first"
    assert screen(a_person(**told, active_regularly=None)).level == "clearance_first"
    active = screen(a_person(**told, active_regularly=True))
    assert active.level == "clear"
    assert active.restricts("moderate_effort")
    opening = [
        scope
        for scope in ("cardiac", "balance", "orthopaedic", "obstetric", "general")
        if screen(a_person(**told, clearances=cleared(scope))).level == "clear"
    ]
    assert opening == scopes


def test_a_joint_of_years_ago_asks_for_support_and_one_of_unknown_date_for_the_surgeon() -> None:
    def level(date: str | None) -> str:
        return screen(a_person(conditions=["joint_replacement"], details={"surgery_date": date})).level

    assert level("2026-08-31") == "supported"
    assert level("2026-09-01") == "clearance_first"
    assert level(None) == "clearance_first"


def test_a_relapse_waits_and_balance_does_not_open_it() -> None:
    relapse = {"conditions": ["multiple_sclerosis"], "details": {"ms_relapse_within_3_months": True}}
    assert screen(a_person(**relapse, clearances=cleared("balance"))).level == "clearance_first"
    assert screen(a_person(**relapse, clearances=cleared("general"))).level == "supervised"


@pytest.mark.parametrize(
    ("falls", "level"),
    [
        ({"past_year": 0}, "clear"),
        ({"past_year": 1, "injurious": False, "unexplained": False}, "supported"),
        ({"past_year": 1, "injurious": None, "unexplained": False}, "supervised"),
        ({"past_year": 1}, "supervised"),
        ({"past_year": 2, "injurious": False, "unexplained": False}, "supervised"),
    ],
)
def test_falls_by_kind(falls: dict[str, Any], level: str) -> None:
    assert screen(a_person(falls=falls)).level == level


def test_stay_independent_counts_from_65_on() -> None:
    assert screen(a_person(birth_year=1961, stay_independent=3)).level == "clear"
    assert screen(a_person(birth_year=1961, stay_independent=4)).level == "supported"
    assert screen(a_person(birth_year=1961, stay_independent=None)).level == "clear", (
        "the key questions answered"
    )
    assert screen(a_person(birth_year=1961, stay_independent=None, unsteady=None)).level == "supported"
    young = screen(a_person(birth_year=1962, stay_independent=14))
    assert young.level == "clear"
    assert "stay_independent_under_65" in rules(young)


def test_a_clearance_for_balance_leaves_the_level_and_opens_its_own() -> None:
    supported = screen(a_person(unsteady=True))
    assert supported.restricts("no_hands_free")
    opened = screen(a_person(unsteady=True, clearances=cleared("balance")))
    assert opened.level == "supported"
    assert not opened.restricts("no_hands_free")

    supervised = screen(a_person(conditions=["stroke"]))
    assert supervised.restricts("professional_present")
    opened = screen(a_person(conditions=["stroke"], clearances=cleared("balance")))
    assert opened.level == "supervised"
    assert opened.restricts("rails_and_spotter")
    assert opened.restricts("no_hands_free")
    assert not opened.restricts("professional_present")


@pytest.mark.parametrize("when", [{"expires": "2026-11-22"}, {"date": "2026-11-24"}])
def test_a_clearance_that_is_over_or_not_yet_begun_opens_nothing_and_that_is_said(
    when: dict[str, str],
) -> None:
    answer = screen(a_person(conditions=["cardiovascular"], clearances=cleared("cardiac", **when)))
    assert answer.level == "clearance_first"
    assert any("does not hold on the start date" in reason.text for reason in answer.reasons)


@pytest.mark.parametrize(("named", "limit"), [("light", "light_effort"), ("moderate", "moderate_effort")])
def test_a_limit_that_a_clearance_names_is_kept_to(named: str, limit: str) -> None:
    clearance = cleared("general", max_intensity=named)
    assert screen(a_person(active_regularly=True, clearances=clearance)).restricts(limit)
    assert not screen(a_person(active_regularly=True)).restricts("light_effort", "moderate_effort")


def test_pain_is_tolerated_only_where_it_was_looked_at() -> None:
    assert screen(a_person(conditions=["knee_osteoarthritis"])).restricts("pain_up_to_5")
    assert not screen(a_person(conditions=["runners_knee"])).restricts("pain_up_to_5")


def test_the_first_session_is_small_but_for_young_regular_exercisers_without_conditions() -> None:
    assert not screen(a_person(active_regularly=True)).restricts("small_start")
    for changed in (
        {"active_regularly": None},
        {"conditions": ["runners_knee"]},
        {"other_conditions": ["gout"]},
        {"unsteady": True},
        {"birth_year": 1960, "stay_independent": 0},
    ):
        assert screen(a_person(**{"active_regularly": True, **changed})).restricts("small_start"), changed
