"""Simulated people who are measured again and again: what truly changes is known, and so is the error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from typing import Any

import numpy as np

from retrowalk.outcomes import Change, MeasureId, Result
from retrowalk.outcomes import measure as measure_of
from retrowalk.outcomes.change import change
from retrowalk.screening import Profile
from retrowalk.screening.profile import Condition, Falls, PainSite

BEGAN = date(2026, 1, 5)
REPEATS = (-9, -6, -3, -12, -7, -4, -11, -1)  # days of the start, the first three first


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of simulated person and how they are measured.

    Attributes:
        name: in the tables.
        measure: that is taken.
        level: their true value at the start, in its unit.
        sem: standard deviation of one result from day to day.
        conditions: of theirs; they decide whether a published error fits.
        start: results at the start.
        better_by: what truly changes for the better from then on.
        practice: how much worse than true the first time is; it halves each time.
        kept: how much of a day's error is left the next day (autocorrelation); 0: none.
        tails: degrees of freedom of the errors; none: normal.
        skewed: errors are lopsided, as with times in balance.
        recalled: days that an answer looks back on, of which it tells the mean; none: it tells of that day.
        apart: days between the results of the start; none: as it comes, two to three.
        chosen: they begin on a day that is worse than true by a standard deviation at least.
    """

    name: str
    measure: MeasureId
    level: float
    sem: float
    conditions: tuple[Condition, ...] = ()
    start: int = 1
    better_by: float = 0.0
    practice: float = 0.0
    kept: float = 0.0
    tails: int | None = None
    skewed: bool = False
    chosen: bool = False
    recalled: int = 0
    apart: int | None = None
    site: PainSite | None = None


def a_person(conditions: tuple[Condition, ...]) -> Profile:
    """Somebody of 55 with these conditions."""
    return Profile(
        birth_year=1971, start_date=BEGAN, days_per_week=3, minutes_per_session=30, goal="general",
        conditions=conditions, symptoms=(), falls=Falls(0), equipment=(), supervision="none", medication=(),
    )  # fmt: skip


def results(scene: Scene, random: np.random.Generator, months: int = 1) -> list[Result]:
    """One person's results: practice, the start, and one every four weeks.

    Args:
        scene: the person.
        random: where chance comes from.
        months: how many after the start.
    """
    what = measure_of(scene.measure)
    sign = -1 if what.better == "higher" else 1  # of getting worse, in the measure's unit
    first = (
        REPEATS[: scene.start]
        if scene.apart is None
        else range(-scene.apart * scene.start + 1, 0, scene.apart)
    )
    days = sorted(first) + [28 * (number + 1) for number in range(months)]
    days = [min(days) - 2 * (number + 1) for number in range(what.practice)][::-1] + days
    errors = _errors(scene, np.array(days), random)
    if scene.chosen:
        began = slice(what.practice, what.practice + scene.start)
        while sign * errors[began].mean() < scene.sem:
            errors = _errors(scene, np.array(days), random)
    found = []
    for number, (day, error) in enumerate(zip(days, errors, strict=True)):
        true = scene.level + sign * (scene.practice * 0.5**number - (scene.better_by if day > 0 else 0.0))
        value = round(float(np.clip(true + error, *what.possible)), what.decimals)
        on = BEGAN + timedelta(days=int(day))
        found.append(
            Result(
                id=f"r{number}", measure=scene.measure, value=value, at=datetime.combine(on, time(12), UTC),
                taken_on=on, site=scene.site, taken_by="helper", practice=number < what.practice,
            )
        )  # fmt: skip
    return found


def _errors(scene: Scene, days: Any, random: np.random.Generator) -> Any:
    n = len(days)
    if scene.recalled:
        return scene.sem * _recalled(scene, days, random)
    if scene.tails is not None:
        noise = random.standard_t(scene.tails, n) / sqrt(scene.tails / (scene.tails - 2))
    elif scene.skewed:
        spread = 0.5  # of the logarithm: the mean lies 13 % above the median
        noise = (random.lognormal(0, spread, n) - np.exp(spread**2 / 2)) / (
            np.exp(spread**2 / 2) * sqrt(np.exp(spread**2) - 1)
        )
    else:
        noise = random.standard_normal(n)
    for at in range(1, n):
        kept = scene.kept ** int(days[at] - days[at - 1]) if scene.kept else 0.0
        noise[at] = kept * noise[at - 1] + sqrt(1 - kept**2) * noise[at]
    return scene.sem * noise


def _recalled(scene: Scene, days: Any, random: np.random.Generator) -> Any:
    """Answers that tell the mean of days gone by, each day 1.2 and each answer 0.5 errors about the truth."""
    first = int(min(days)) - scene.recalled
    each = np.zeros(int(max(days)) - first + 1)
    for at in range(len(each)):
        fresh = random.standard_normal()
        each[at] = scene.kept * each[at - 1] + sqrt(1 - scene.kept**2) * fresh if at else fresh
    means = np.array([each[day - first - scene.recalled + 1 : day - first + 1].mean() for day in days])
    return 1.2 * means + 0.5 * random.standard_normal(len(days))


def looks(scene: Scene, people: int, seed: int, months: int = 1) -> list[list[Change]]:
    """What `change` says of each person after each month.

    Args:
        scene: the people.
        people: how many.
        seed: of chance.
        months: looks a person.
    """
    random = np.random.default_rng(seed)
    profile = a_person(scene.conditions)
    found = []
    for _person in range(people):
        course = results(scene, random, months)
        ends = range(len(course) - months + 1, len(course) + 1)
        found.append([change(course[:end], scene.measure, profile, site=scene.site) for end in ends])
    return found
