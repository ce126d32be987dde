"""Every word of the contract has its words for people."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from profiles import crowd
from retrowalk.screening import LEVELS, clearance, profile, screen, words

KINDS: list[tuple[Any, Any]] = [
    (profile.Goal, words.goal_name),
    (profile.Condition, words.condition_name),
    (profile.Symptom, words.symptom_name),
    (profile.WalkingAid, words.walking_aid_name),
    (profile.Medication, words.medication_name),
    (profile.PainSite, words.pain_site_name),
    (profile.Equipment, words.equipment_name),
    (profile.Supervision, words.supervision_name),
    (profile.Scope, words.scope_name),
    (profile.ByRole, words.role_name),
    (profile.MaxIntensity, words.intensity_name),
    (profile.Sex, words.sex_name),
    (clearance.Level, words.level_name),
    (clearance.Urgency, words.urgency_name),
]


@pytest.mark.parametrize(("kind", "name"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_value_has_words_of_its_own(kind: Any, name: Any) -> None:
    said = [name(value) for value in get_args(kind)]
    assert all(said)
    assert len(set(said)) == len(said)
    assert not any("_" in text for text in said)


def test_everything_that_opens_has_words() -> None:
    for person in crowd(400, "openings"):
        for opening in screen(person).opens_with:
            assert all(words.opens_name(what) for what in opening.opens)


def test_no_level_promises_anything() -> None:
    assert not any("safe" in words.level_name(level).lower() for level in LEVELS)


def test_a_list_reads_as_a_sentence() -> None:
    assert words.listed(["a stroke"]) == "a stroke"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
