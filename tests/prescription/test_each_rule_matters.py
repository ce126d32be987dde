"""Each of the twelve rules taken out of the house once: the attack has to notice.

A rule whose removal nobody notices is either not there or not tested.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from histories import attack
from retrowalk.prescription.adapting import chances, coming, course, redoing, stopping
from retrowalk.prescription.planning import bounds, dose, forms, sessions
from retrowalk.prescription.planning.places import Spot

NUMBERS = itertools.count()
ENOUGH = 4000
"""Walkers that are tried before a rule counts as unguarded."""


def nowhere(*_of: object) -> Spot:
    return Spot("track", "none", "free", "ground")


def two_things(plan: Any, was: Any) -> Any:
    return replace(was, backward_s=was.backward_s + 30, speed_high_mps=was.speed_high_mps + 0.05), "time"


def always_well(*_of: object) -> bool:
    return True


def open_to_all(plan: Any, *_of: object) -> Any:
    return replace(plan, incline=True)


def by_chance(*_of: object) -> str:
    return f"rw-{next(NUMBERS)}"


REMOVED: Mapping[str, tuple[str, list[tuple[Any, str, Any]]]] = {
    "coach_1_red_flags": (
        "the levels at which a programme stops",
        [(stopping, "CLOSED", ()), (redoing, "_planned", lambda person, clearance: bounds.plan_of(
            person, replace(clearance, level="clear")))],
    ),
    "coach_2_support_by_risk": ("the table of places and guards", [(bounds, "spot_of", nowhere)]),
    "coach_3_start_small": (
        "the first dose",
        [(bounds, name, 1200) for name in ("FIRST_S", "REGULAR_FIRST_S", "CAREFUL_FIRST_S")],
    ),
    "coach_4_grow_slowly": (
        "what a week adds",
        [(bounds, "TIME_STEP_S", dict.fromkeys(bounds.TIME_STEP_S, 900)), (bounds, "CAREFUL_STEP_S", 900)],
    ),
    "coach_5_one_thing_harder": (
        "the steps of getting harder",
        [(dose, "_longer", two_things)],
    ),
    "coach_6_no_turn_on_moving_belt": ("the turn on a belt", [(forms, "TURN_S", 5)]),
    "coach_7_variants": ("the prerequisites of an incline", [(chances, "taken_up", open_to_all)]),
    "coach_8_less_after_trouble": ("what counts as trouble", [(course, "trouble", lambda *_of: ())]),
    "coach_9_falls": ("which falls are grave", [(stopping, "grave_falls", lambda *_of: False)]),
    "coach_10_silence_is_not_success": (
        "what counts as a good week",
        [(course, "went_well", always_well), (coming, "went_well", always_well)],
    ),
    "coach_11_reasons": (
        "the reasons of the blocks", [(sessions, "_GROUNDS", dict.fromkeys(sessions._GROUNDS, ()))]
    ),
    "coach_12_same_inputs": (
        "the id that is made from the profile",
        [(sys.modules["retrowalk.prescription.prescribe"], "programme_id", by_chance)],
    ),
}  # fmt: skip


def noticed(rule: str, walkers: int) -> str | None:
    """The first thing that the attack finds against a rule."""
    for seed in range(walkers):
        for found in attack(Random(seed), thorough=True):
            if found.rule == rule:
                return found.text
    return None


@pytest.mark.parametrize("rule", REMOVED)
def test_taking_it_out_is_noticed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _what, patches = REMOVED[rule]
    for module, name, value in patches:
        monkeypatch.setattr(module, name, value)
    forget()
    try:
        assert noticed(rule, ENOUGH) is not None
    finally:
        forget()


def forget() -> None:
    """What was kept of earlier answers would hide what was taken out."""
    for kept in (redoing._planned, redoing._said_at_first, stopping._screened):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


def test_all_twelve_are_tried() -> None:
    assert [int(rule.split("_")[1]) for rule in REMOVED] == list(range(1, 13))
