"""Simulated people aged 65 to 85, each drawn from `prevalences.yaml`. No person stands behind any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf, sqrt
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any, get_args

from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition, Details, Falls, ProfessionalClearance, Scope, Symptom
from retrowalk.screening.steadi import stay_independent_score

PREVALENCES = Path(__file__).with_name("prevalences.yaml")
SEED = "who gets what"
START = date(2026, 11, 23)
LONG_AGO, LATELY = date(2020, 5, 1), date(2026, 10, 20)
NORMAL = NormalDist()


@dataclass(frozen=True)
class World:
    """What is assumed beside the prevalences.

    Attributes:
        together: how much troubles go together in one person: the correlation of any two, before they are cut into
            yes and no.
        left_open: share of questions left open, each by chance.
        symptoms: how many of those who have a symptom tell it.
        stay_independent: whether those twelve questions are answered.
        cleared: scopes that everybody has been cleared for.
    """

    together: float = 0.3
    left_open: float = 0.03
    symptoms: float = 1.0
    stay_independent: bool = True
    cleared: tuple[Scope, ...] = ()


@cache
def prevalences() -> Mapping[str, dict[str, Any]]:
    """The rows of the file, by what they are about."""
    import yaml

    return {row["of"]: row for row in yaml.safe_load(PREVALENCES.read_text(encoding="utf-8"))}


def share(of: str, sex: str, band: str) -> float:
    """How common it is, from 0 to 1, for ``women`` or ``men`` of ``65-74`` or ``75-85``."""
    percent = prevalences()[of]["percent"]
    if isinstance(percent, dict):
        percent = next(percent[key] for key in (f"{sex} {band}", sex, band) if key in percent)
    return float(percent) / 100


@cache
def _cut(of: str, sex: str, band: str, told: float) -> float:
    """Where on the scale of trouble a yes begins."""
    likely = share(of, sex, band) * told
    return NORMAL.inv_cdf(1 - likely) if likely else inf


def people(count: int, world: World) -> Iterator[Profile]:
    """That many, always the same ones for a world.

    Args:
        count: how many.
        world: what is assumed.
    """
    # Trouble and silence are drawn apart, so that the same people live in every world.
    trouble, silence = Random(SEED), Random(f"{SEED}, left open")  # noqa: S311
    for _ in range(count):
        yield _person(trouble, silence, world)


def _person(random: Random, silence: Random, world: World) -> Profile:
    sex = "women" if random.random() < share("woman", "", "") else "men"
    band = "65-74" if random.random() < share("aged_65_to_74", "", "") else "75-85"
    age = random.randint(65, 74) if band == "65-74" else random.randint(75, 85)
    frailty = random.gauss(0, 1)

    def has(of: str, told: float = 1.0, sign: int = 1) -> bool:
        own = random.gauss(0, 1)
        level = sign * sqrt(world.together) * frailty + sqrt(1 - world.together) * own
        return level > _cut(of, sex, band, told)

    def answered(value: Any) -> Any:
        return None if silence.random() < world.left_open else value

    given = prevalences()
    conditions = tuple(one for one in get_args(Condition) if one in given and has(one))
    symptoms = tuple(one for one in get_args(Symptom) if one in given and has(one, world.symptoms))
    fell = has("fell")
    again, hurt, unexplained = has("fell_again"), has("fall_hurt"), has("fall_unexplained")
    unsteady, worried, aid = has("unsteady"), has("worried"), has("walking_aid")
    numb = has("numb_feet") or "neuropathy" in conditions
    recent, relapse, freezing = has("joint_recent"), has("relapse"), has("freezing")
    items = (
        *(fell, aid, unsteady, has("holds_on_to_furniture"), worried, has("rises_with_hands")),
        *(has("trouble_with_kerbs"), has("rushes_to_toilet"), numb, has("light_headed_by_medicine")),
        *(has("medicine_for_sleep_or_mood"), has("often_sad")),
    )
    score = stay_independent_score(dict(enumerate(items, start=1)))
    joint = "joint_replacement" in conditions
    details = Details(
        surgery_date=answered(LATELY if recent else LONG_AGO) if joint else None,
        ms_relapse_within_3_months=answered(relapse) if "multiple_sclerosis" in conditions else None,
        foot_sensation_normal=answered(not numb),
    )
    return Profile(
        birth_year=START.year - age,
        start_date=START,
        days_per_week=3,
        minutes_per_session=30,
        goal="general",
        conditions=conditions,
        symptoms=symptoms,
        falls=Falls(1 + again, answered(hurt), answered(unexplained)) if fell else Falls(0),
        equipment=("kitchen_counter",),
        supervision="none",
        unsteady=answered(unsteady),
        worried_about_falling=answered(worried),
        stay_independent=answered(score) if world.stay_independent else None,
        walking_aid=answered("stick" if aid else "none"),
        freezing=answered(freezing) if "parkinson" in conditions else None,
        medication=answered(()),
        active_regularly=answered(has("active", sign=-1)),
        sex="female" if sex == "women" else "male",
        details=details,
        clearances=tuple(ProfessionalClearance(scope, "doctor", START) for scope in world.cleared),
    )
