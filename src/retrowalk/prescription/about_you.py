"""Which claims of the articles concern a walker, and why: the Why page marks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retrowalk.language import _
from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition, Equipment, Goal
from retrowalk.screening.words import CONDITIONS, EQUIPMENT, GOALS

BY_CONDITION: Mapping[Condition, tuple[str, ...]] = {
    "knee_osteoarthritis": ("C12", "C24", "C26", "C35", "C39", "C49", "C51", "C59"),
    "runners_knee": ("C60",),
    "low_back_pain": ("C05", "C13", "C27", "C35", "C63"),
    "hamstring_strain": ("C63",),
    "groin_strain": ("C63",),
    "achilles_or_heel_pain": ("C71",),
    "stroke": ("C03", "C30", "C31", "C33"),
    "multiple_sclerosis": ("C30", "C31"),
    "parkinson": ("C30", "C31"),
    "cognitive_impairment": ("C22", "C23", "C36"),
    "uncontrolled_hypertension": ("C20",),
    "cardiovascular": ("C52", "C54"),
    "metabolic": ("C21",),
}
BY_GOAL: Mapping[Goal, tuple[str, ...]] = {
    "knee_pain": ("C26", "C48"),
    "back_pain": ("C27", "C35"),
    "balance": ("C03", "C16", "C17", "C64"),
    "fitness": ("C04", "C19", "C52", "C72"),
    "weight": ("C18", "C34", "C50", "C62", "C73"),
    "variety": ("C02", "C55"),
    "sport": ("C17", "C41"),
    "return_to_training": ("C63", "C74"),
}
BY_EQUIPMENT: Mapping[Equipment, tuple[str, ...]] = {
    "motorised_treadmill": ("C07", "C44", "C66"),
    "self_powered_treadmill": ("C42",),
    "sled": ("C42",),
    "grass": ("C45", "C75"),
}
_OLDER, _FOR_OLDER = 65, ("C17", "C64")


def about(profile: Profile) -> Mapping[str, str]:
    """The claims that concern this walker, each with what connects them.

    Args:
        profile: whose conditions, goal, age and equipment are looked at.
    """
    found: dict[str, list[str]] = {}
    for claim, why in _pairs(profile):
        if why not in found.setdefault(claim, []):
            found[claim].append(why)
    return {claim: ", ".join(reasons) for claim, reasons in found.items()}


def _pairs(profile: Profile) -> Iterator[tuple[str, str]]:
    for condition in profile.conditions:
        for claim in BY_CONDITION.get(condition, ()):
            yield claim, CONDITIONS[condition]
    for claim in BY_GOAL.get(profile.goal, ()):
        yield claim, _("your goal, %(goal)s") % {"goal": GOALS[profile.goal]}
    if profile.age >= _OLDER:
        for claim in _FOR_OLDER:
            yield claim, _("your age")
    for thing in profile.equipment:
        for claim in BY_EQUIPMENT.get(thing, ()):
            yield claim, EQUIPMENT[thing]
