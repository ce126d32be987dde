"""Simulated people in a trial: what really helps them is known, and so is what disturbs it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import numpy as np

from retrowalk.outcomes import Period, Result, Trial, TrialResult
from retrowalk.outcomes.trial.analysis import analyse, differences, period_values
from retrowalk.outcomes.trial.schedule import counted_from, ends_on, laid_out, weeks_from

Numbers = Any
START = date(2026, 11, 23)
WORTH = 2.0


@dataclass(frozen=True, slots=True)
class World:
    """What is true of people, in points of a 0–10 scale, and how they are measured.

    Attributes:
        effect: of a week backward, against a week forward.
        pairs: of weeks.
        sd: standard deviation of a week about its mean, and how much of it goes into the next (``autocorrelation``).
        answer_sd: of one answer about its week.
        answers: a week, on its last days.
        trend: a week.
        learning: gone after a few weeks.
        whole: answers are whole numbers from 0 to 10.
        missing: chance that a week has no value.
        lasting_days: how long an effect takes to come and to go; 0: it is there at once.
        wash_in_days: of each week's first days nothing is counted.
        expectation: what belief adds to the answers of backward weeks.
        hidden: chance that a bad week backward is not told of.
        growing: the effect begins at nothing and ends at twice its mean.
        tails: heavy ones, of Student's t with 3 degrees of freedom.
    """

    effect: float = 0.0
    pairs: int = 9
    sd: float = 1.5
    autocorrelation: float = 0.0
    answer_sd: float = 0.0
    answers: int = 1
    trend: float = 0.0
    learning: float = 0.0
    whole: bool = False
    missing: float = 0.0
    lasting_days: float = 0.0
    wash_in_days: int = 2
    expectation: float = 0.0
    hidden: float = 0.0
    growing: bool = False
    tails: Literal["normal", "heavy"] = "normal"


REAL = World(
    autocorrelation=0.6, answer_sd=0.8, answers=3, trend=-0.05, learning=1.0, whole=True, missing=0.05
)
"""Somebody as they are: good and bad weeks run together, it gets better anyway, weeks are lost, answers are whole."""


@dataclass(frozen=True, slots=True)
class Told:
    """One person's trial, and what it was made from."""

    trial: Trial
    results: tuple[Result, ...]
    found: TrialResult

    @property
    def differences(self) -> list[float]:
        """Within the complete pairs."""
        return list(differences(self.trial, period_values(self.trial, self.results)).values())


def people(world: World, count: int, seed: int = 0) -> Iterator[Told]:
    """People in this world, each with coins of their own, judged by the very analysis.

    Args:
        world: what is true of them.
        count: how many.
        seed: of all of them.
    """
    random = np.random.default_rng([seed, world.pairs])
    weeks = weeks_from(START, 2 * world.pairs)
    plain = Trial(
        "t", START, "running", "pain_now", "week", (), 0, WORTH, "2 points", None, site="knee"
    )  # fmt: skip
    for number in range(count):
        coins = seed * 1_000_000 + number
        periods = laid_out(weeks, coins, run_in=False, wash_in_days=world.wash_in_days)
        trial = replace(plain, seed=coins, periods=periods)
        results = tuple(_results(world, trial, random))
        yield Told(trial, results, analyse(trial, results, ends_on(trial)))


def _results(world: World, trial: Trial, random: Numbers) -> Iterator[Result]:
    weeks = len(trial.periods)
    week = _noise(world, weeks, random) + 5 + world.trend * np.arange(weeks)
    week += world.learning * np.exp(-np.arange(weeks) / 2)
    helped = _effect(world, trial)
    for index, one in enumerate(trial.periods):
        bad = week[index] > 5 + 0.67 * world.sd and one.arm == "backward"
        if random.random() < world.missing or (bad and random.random() < world.hidden):
            continue
        last = [
            one.end - timedelta(days=n + 1)
            for n in range(min(world.answers, (one.end - counted_from(one)).days))
        ]
        for day in last:
            value = week[index] + helped[(day - START).days] + world.answer_sd * random.normal()
            value += world.expectation if one.arm == "backward" else 0
            if world.whole:
                value = min(10, max(0, round(value)))
            yield _result(trial, one, day, float(value))


def _noise(world: World, weeks: int, random: Numbers) -> Numbers:
    drawn = (
        random.normal(size=weeks) if world.tails == "normal" else random.standard_t(3, weeks) / math.sqrt(3)
    )
    kept = world.autocorrelation
    out = np.empty(weeks)
    out[0] = drawn[0]
    for index in range(1, weeks):
        out[index] = kept * out[index - 1] + math.sqrt(1 - kept**2) * drawn[index]
    return world.sd * out


def _effect(world: World, trial: Trial) -> Numbers:
    """What walking backward does on each day: it comes and goes as slowly as the world has it."""
    days = (trial.periods[-1].end - START).days
    wanted = np.zeros(days)
    for one in trial.periods:
        size = world.effect
        if world.growing:
            size *= 2 * (one.pair - 1) / (world.pairs - 1)
        if one.arm == "backward":
            wanted[(one.start - START).days : (one.end - START).days] = size
    if not world.lasting_days:
        return wanted
    share, there = 1 - math.exp(-1 / world.lasting_days), 0.0
    out = np.empty(days)
    for day in range(days):
        there += share * (wanted[day] - there)
        out[day] = there
    return out


def _result(trial: Trial, period: Period, day: date, value: float) -> Result:
    return Result(
        id=f"{period.number}-{day.isoformat()}",
        measure=trial.measure,
        value=value,
        at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        taken_on=day,
        site=trial.site,
    )


@dataclass(frozen=True, slots=True)
class Count:
    """How often a way to analyse found a difference, and how often its interval held the true one.

    Attributes:
        people: simulated.
        told: of them, those whose trial told an estimate.
        found: a difference was found.
        held: the interval held the true difference.
        off: mean of estimate less truth.
    """

    people: int
    told: int
    found: int
    held: int
    off: float

    @property
    def found_pct(self) -> float:
        """Of those told."""
        return 100 * self.found / self.told

    @property
    def held_pct(self) -> float:
        """Of those told."""
        return 100 * self.held / self.told


Way = Callable[[Told], tuple[float, float, float, float] | None]
"""How to analyse: estimate, low, high and p; None where it tells nothing."""


def ours(told: Told) -> tuple[float, float, float, float] | None:
    """As the product does it.

    Args:
        told: one person's trial.
    """
    found = told.found
    if found.estimate is None or found.low is None or found.high is None or found.p is None:
        return None
    return found.estimate, found.low, found.high, found.p


def count(world: World, number: int, ways: dict[str, Way], seed: int = 0) -> dict[str, Count]:
    """The same people, analysed in several ways.

    Args:
        world: what is true of them.
        number: how many people.
        ways: to analyse, by name.
        seed: of all of them.
    """
    tally = {name: [0, 0, 0, 0.0] for name in ways}
    for told in people(world, number, seed):
        for name, way in ways.items():
            answer = way(told)
            if answer is None:
                continue
            estimate, low, high, p = answer
            mine = tally[name]
            mine[0] += 1
            mine[1] += p <= told.trial.alpha
            mine[2] += low <= world.effect <= high
            mine[3] += estimate - world.effect
    return {
        name: Count(number, int(n), int(found), int(held), off / n if n else math.nan)
        for name, (n, found, held, off) in tally.items()
    }
