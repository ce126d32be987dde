"""The table, row by row: one person for each, and the level that row asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import retrowalk
from people import a_person
from retrowalk.screening import LEVELS, screen
from retrowalk.screening.restrictions import LIMITS
from retrowalk.screening.table import TABLE

RULES = Path(retrowalk.__file__).parent / "evidence" / "data" / "rules" / "screening.yaml"

# For each row: what is changed about the plain person, so that this row speaks and no other asks for more.
ROWS: dict[str, dict[str, Any]] = {
    "red_flag_chest_pain": {"symptoms": ["chest_pain"]},
    "red_flag_face_speech_vision": {"symptoms": ["sudden_face_speech_vision_change"]},
    "red_flag_saddle_numbness": {"symptoms": ["saddle_numbness"]},
    "red_flag_leg_weakness": {"symptoms": ["progressive_leg_weakness"]},
    "red_flag_fainting": {"symptoms": ["fainting"]},
    "red_flag_breathless_lying": {"symptoms": ["breathless_lying"]},
    "red_flag_calf": {"symptoms": ["one_sided_calf_swelling"]},
    "red_flag_hot_knee": {"symptoms": ["hot_swollen_knee"]},
    "red_flag_cannot_bear_weight": {"symptoms": ["cannot_bear_weight"]},
    "red_flag_fever_or_weight_loss": {"symptoms": ["fever_or_weight_loss_with_pain"]},
    "acsm_signs_active_soon": {"symptoms": ["palpitations"], "active_regularly": True},
    "acsm_signs_active": {"symptoms": ["heart_murmur"], "active_regularly": None},
    "acsm_signs_inactive_soon": {"symptoms": ["breathless_mild_effort"]},
    "acsm_signs_inactive": {"symptoms": ["ankle_swelling", "claudication"]},
    "uncontrolled_hypertension": {"conditions": ["uncontrolled_hypertension"], "active_regularly": True},
    "acsm_heart_disease_inactive": {"conditions": ["cardiovascular"]},
    "acsm_other_disease_inactive": {"conditions": ["renal"], "active_regularly": None},
    "under_18": {"birth_year": 2009},
    "positional_dizziness": {"symptoms": ["positional_dizziness"]},
    "knee_giving_way": {"symptoms": ["knee_giving_way"]},
    "recent_surgery": {"conditions": ["recent_surgery"]},
    "weight_bearing_limit": {"conditions": ["weight_bearing_limit"]},
    "fragility_fracture": {"conditions": ["fragility_fracture"]},
    "joint_replacement_recent": {"conditions": ["joint_replacement"], "details": {"surgery_date": "2026-09-01"}},
    "pregnancy_first": {"conditions": ["pregnancy"]},
    "ms_relapse": {"conditions": ["multiple_sclerosis"], "details": {"ms_relapse_within_3_months": True}},
    "falls_two_or_more": {"falls": {"past_year": 2, "injurious": False, "unexplained": False}},
    "fall_with_injury": {"falls": {"past_year": 1, "injurious": True, "unexplained": False}},
    "fall_unexplained": {"falls": {"past_year": 1, "injurious": False, "unexplained": None}},
    "walking_aid": {"walking_aid": "stick"},
    "freezing_gait": {"freezing": True},
    "condition_affects_balance": {"conditions": ["parkinson"]},
    "seeing_or_thinking": {"conditions": ["vision_impairment"]},
    "dizziness_balance": {
        "symptoms": ["dizziness"],
        "clearances": [{"scope": "cardiac", "by_role": "doctor", "date": "2026-11-01"}],
    },
    "steadi_unsteady": {"unsteady": True},
    "steadi_worried": {"worried_about_falling": None},
    "steadi_one_fall": {"falls": {"past_year": 1, "injurious": False, "unexplained": False}},
    "stay_independent": {"birth_year": 1956, "stay_independent": 4},
    "osteoporosis_support": {"conditions": ["osteoporosis"]},
    "epilepsy_support": {"conditions": ["epilepsy"]},
    "joint_replacement": {"conditions": ["joint_replacement"], "details": {"surgery_date": "2020-05-01"}},
    "after_orthopaedic_clearance": {
        "symptoms": ["knee_giving_way"],
        "clearances": [{"scope": "orthopaedic", "by_role": "surgeon", "date": "2026-11-01"}],
    },
    "pregnancy_supported": {
        "conditions": ["pregnancy"],
        "clearances": [{"scope": "obstetric", "by_role": "midwife", "date": "2026-11-01"}],
    },
    "numb_feet": {"details": {"foot_sensation_normal": False}},
    "acsm_disease_active": {"conditions": ["metabolic"], "active_regularly": True,
                            "details": {"foot_sensation_normal": True}},
    "stay_independent_under_65": {"stay_independent": 14},
    "condition_not_judged": {"other_conditions": ["gout"]},
}  # fmt: skip


def test_every_row_has_its_example() -> None:
    assert [row.rule for row in TABLE] == list(ROWS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.rule)
def test_a_row_speaks_and_decides(row: Any) -> None:
    answer = screen(a_person(**ROWS[row.rule]))
    assert row.rule in [reason.rule for reason in answer.reasons]
    assert answer.level == row.level


# For each row that asks: the plain person with its question left open.
LEFT_OPEN: dict[str, dict[str, Any]] = {
    "acsm_signs_active_soon": {"symptoms": ["palpitations"], "active_regularly": None},
    "acsm_signs_active": {"symptoms": ["heart_murmur"], "active_regularly": None},
    "acsm_heart_disease_inactive": {"conditions": ["cardiovascular"], "active_regularly": None},
    "acsm_other_disease_inactive": {"conditions": ["metabolic"], "active_regularly": None},
    "joint_replacement_recent": {"conditions": ["joint_replacement"]},
    "ms_relapse": {"conditions": ["multiple_sclerosis"], "details": {"foot_sensation_normal": True}},
    "fall_with_injury": {"falls": {"past_year": 1, "injurious": None, "unexplained": False}},
    "fall_unexplained": {"falls": {"past_year": 1, "injurious": False, "unexplained": None}},
    "walking_aid": {"walking_aid": None},
    "freezing_gait": {"conditions": ["parkinson"], "freezing": None},
    "steadi_unsteady": {"unsteady": None},
    "steadi_worried": {"worried_about_falling": None},
    "numb_feet": {"conditions": ["metabolic"], "active_regularly": True},
}


def test_every_question_has_its_silence() -> None:
    assert [row.rule for row in TABLE if row.question] == list(LEFT_OPEN)


@pytest.mark.parametrize("rule", LEFT_OPEN)
def test_a_question_left_open_counts_as_the_careful_answer_and_that_is_said(rule: str) -> None:
    (row,) = (row for row in TABLE if row.rule == rule)
    answer = screen(a_person(**LEFT_OPEN[rule]))
    (reason,) = (reason for reason in answer.reasons if reason.rule == rule)
    assert "left open" in reason.text
    assert "the careful answer counts" in reason.text
    assert LEVELS.index(answer.level) >= LEVELS.index(row.level)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.id)
def test_every_restriction_holds_for_somebody_and_not_for_everybody(limit: Any) -> None:
    light = {"scope": "cardiac", "by_role": "doctor", "date": "2026-11-01", "max_intensity": "light"}
    fit = {"active_regularly": True, "details": {"foot_sensation_normal": True}}
    cleared = [{"scope": "balance", "by_role": "physiotherapist", "date": "2026-11-01"}]
    people = [
        a_person(**fit),
        a_person(conditions=["stroke", "knee_osteoarthritis", "hearing_loss"], medication=None),
        a_person(conditions=["epilepsy"], clearances=[light]),
        a_person(conditions=["parkinson"], clearances=cleared),
    ]
    holding = [screen(person).restricts(limit.id) for person in people]
    assert any(holding)
    assert limit.id == "stop_on_new_pain" or not all(holding)


def test_every_rule_is_written_down_and_used() -> None:
    written = {rule["id"]: rule for rule in yaml.safe_load(RULES.read_text(encoding="utf-8"))}
    used = {row.rule for row in TABLE} | {limit.rule for limit in LIMITS}
    principles = {"nothing_rules_it_out", "open_question_counts_as_careful", "clearance_opens_its_scope"}
    assert used | principles == set(written)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.rule)
def test_a_row_and_its_rule_lean_on_the_same(row: Any) -> None:
    (rule,) = (rule for rule in yaml.safe_load(RULES.read_text(encoding="utf-8")) if rule["id"] == row.rule)
    assert tuple(rule["evidence"]) == row.evidence


def test_a_row_that_closes_says_how_soon_somebody_is_to_be_seen() -> None:
    for row in TABLE:
        assert (row.urgency is not None) == (row.level in ("clearance_first", "stop")), row.rule


def test_levels_stand_in_the_table_from_the_strictest() -> None:
    red_flags = [row for row in TABLE if row.rule.startswith("red_flag")]
    assert all(row.level == "stop" and not row.opened_by for row in red_flags)
    assert {row.level for row in TABLE} == set(LEVELS)
