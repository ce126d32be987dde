"""The trial with one person, under simulated people whose truth is known. Needs no recordings."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from retrowalk.outcomes.trial.power import power
from retrowalk.outcomes.trial.randomisation import attained_level, randomised
from validation.tables import table
from validation.trial_people import REAL, Count, Told, Way, World, count, ours, people

PEOPLE = 2000
EFFECT = -2.0
EFFECTS = (0.0, EFFECT)
SAID = ("nothing differs", "2 points differ")
MIXED = 500
"""People for the mixed model, which takes a hundred times as long as all others together."""
Answer = tuple[float, float, float, float] | None

WORLDS = {
    "weeks that have nothing to do with each other": World(),
    "heavy tails (Student's t, 3 degrees of freedom)": World(tails="heavy"),
    "good and bad weeks run together (correlation 0.6)": World(autocorrelation=0.6),
    "it gets better anyway (0.2 points a week), and practice": World(trend=-0.2, learning=2.0),
    "a tenth of the weeks lost by chance": World(missing=0.1),
    "whole numbers 0–10, asked on three days": World(whole=True, answers=3, answer_sd=0.8),
    "all of it, as people are": REAL,
}
"""What does not disturb the test; the effect is added where it is asked for."""


# Other people's ways to analyse the same values


def scipy_permutation(told: Told) -> Answer:
    """`scipy.stats.permutation_test`, which counts ties in full; the interval is that of the t-test.

    Args:
        told: one person's trial.
    """
    from scipy import stats  # type: ignore[import-untyped]

    there = np.array(told.differences)
    if told.found.p is None:
        return None
    found = stats.permutation_test(
        (there, np.zeros_like(there)),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    interval = stats.ttest_1samp(there, 0).confidence_interval(0.95)
    return float(there.mean()), float(interval.low), float(interval.high), float(found.pvalue)


def statsmodels_ols(told: Told) -> Answer:
    """`statsmodels` least squares with a mean for each pair: the paired t-test.

    Args:
        told: one person's trial.
    """
    import statsmodels.api as sm  # type: ignore[import-untyped]

    if told.found.p is None:
        return None
    there = told.differences
    fitted = sm.OLS(np.array(there), np.ones(len(there))).fit()
    low, high = fitted.conf_int()[0]
    return float(fitted.params[0]), float(low), float(high), float(fitted.pvalues[0])


def statsmodels_mixed(told: Told) -> Answer:
    """`statsmodels` mixed model of the weeks: way and week number fixed, a random mean for each pair; Wald.

    Args:
        told: one person's trial.
    """
    import statsmodels.api as sm

    if told.found.p is None:
        return None
    rows = weeks(told)
    values = np.array([value for *_, value in rows])
    ways = np.array([way for _, way, _, _ in rows], dtype=float)
    numbers = np.array([number for number, *_ in rows], dtype=float)
    fixed = np.column_stack([ways, np.ones(len(rows)), numbers - numbers.mean()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says so where the pairs do not differ at all
        try:
            fitted = sm.MixedLM(values, fixed, groups=np.array([pair for _, _, pair, _ in rows])).fit()
        except np.linalg.LinAlgError:
            return None
    low, high = fitted.conf_int()[0]
    p = float(fitted.pvalues[0])
    return None if np.isnan(p) else (float(fitted.params[0]), float(low), float(high), p)


def every_answer(told: Told) -> Answer:
    """Welch's t-test of all answers as if each were a week of its own: what not to do.

    Args:
        told: one person's trial.
    """
    from scipy import stats

    if told.found.p is None:
        return None
    arm = {
        day: one.arm
        for one in told.trial.periods
        for day in range(one.start.toordinal(), one.end.toordinal())
    }
    sides: dict[str, list[float]] = {"backward": [], "forward": []}
    for result in told.results:
        sides[arm[result.taken_on.toordinal()]].append(result.value)
    found = stats.ttest_ind(sides["backward"], sides["forward"], equal_var=False)
    if np.isnan(found.pvalue):
        return None
    interval = found.confidence_interval(0.95)
    estimate = float(np.mean(sides["backward"]) - np.mean(sides["forward"]))
    return estimate, float(interval.low), float(interval.high), float(found.pvalue)


def looking_again(told: Told) -> Answer:
    """The test after each pair from the sixth on, stopping at the first difference: what the product does not offer.

    Args:
        told: one person's trial.
    """
    if told.found.p is None:
        return None
    there = told.differences
    for pairs in range(6, len(there) + 1):
        found = randomised(there[:pairs])
        if found.p <= told.trial.alpha:
            break
    assert found.low is not None and found.high is not None
    return found.estimate, found.low, found.high, found.p


def weeks(told: Told) -> list[tuple[int, int, int, float]]:
    """Number, 1 for backward, pair and value of the weeks that complete pairs are made of.

    Args:
        told: one person's trial.
    """
    from retrowalk.outcomes.trial.analysis import differences, period_values

    values = period_values(told.trial, told.results)
    pairs = differences(told.trial, values)
    return [
        (one.number, int(one.arm == "backward"), one.pair, values[one.number])
        for one in told.trial.periods
        if one.pair in pairs
    ]


# The chapter


def trial(number: int = PEOPLE) -> str:
    """The chapter.

    Args:
        number: of simulated people a row.
    """
    calibrated = [
        "9 pairs of weeks",
        *(f"{what}, {with_}" for with_ in SAID for what in ("found", "held")),
        "off",
        "told",
    ]
    by_pairs = [
        "pairs", "step of the test", "found, nothing differs", "held", "whole numbers: found", "held",
        "power by simulation, 2 points", "found, 2 points differ",
    ]  # fmt: skip
    beside = [
        "weeks",
        "analysed by",
        "people",
        *(f"{what}, {with_}" for with_ in SAID for what in ("found", "held")),
    ]
    broken = ["what is wrong", "true difference", "found", "held", "off", "told"]
    return f"""## A trial with one person
*Simulated*: {number:,} people in every row, each with coins of their own, judged by the analysis that judges a walker.
Values are points of a 0–10 scale; a week's value has a standard deviation of 1.5. **Found** is the share of trials
that found a difference, **held** the share of 95 % intervals that held the true one, **off** the mean error of the
estimate. Shares of 5 % of {number:,} people are known to about ±{_noise(5, number):.1f} points (two standard errors).

The test re-randomises within the pairs, so its shares of false findings are steps: with {_levels()}.
Six complete pairs are the fewest that can find anything; a trial is designed with 7 at least and 9 usually. Where
answers are whole numbers many falls of the coins tie; ties count half, and still the test is a little stricter than
stated.

### Where nothing differs, and where 2 points do
{table(calibrated, _calibrated(number))}
### By the number of pairs
Weeks that have nothing to do with each other, in fine steps; whole numbers: asked once a week, the coarsest case.

{table(by_pairs, _by_pairs(number))}
### Beside scipy and statsmodels
The same people analysed in other ways. *Found* where nothing differs should be 5 %.

{table(beside, _beside(number))}
Where weeks are independent and normal all paired ways agree. scipy counts ties in full and is stricter than it says
where answers are whole numbers; the paired t-test does well here, and Retrowalk's test needs no normal weeks to do so.
The mixed model's Wald test takes few pairs for many. Taking every answer for a week of its own mistakes answers of one
week, which run together, for new knowledge.

### What breaks it
Nothing in the values tells of these, so each trial names them beforehand. Of missing values the trial says that it
cannot tell where one way lacks them in more weeks than the other by more than a quarter of the pairs; that stops the
worst of it, not all. *Looking again* is why nothing is told before the end.

{table(broken, _broken(number))}"""


def _calibrated(number: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for row, (name, world) in enumerate(WORLDS.items()):
        null, there = (
            _ours(replace(world, effect=effect), number, 10 + 2 * row + one)
            for one, effect in enumerate(EFFECTS)
        )
        rows.append((name, _pct(null.found_pct), _pct(null.held_pct), _pct(there.found_pct), _pct(there.held_pct),
                     f"{there.off:+.2f}", _pct(100 * null.told / null.people)))  # fmt: skip
    return rows


def _by_pairs(number: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for pairs in (6, 7, 8, 9, 10, 12, 16):
        fine = World(pairs=pairs)
        null, whole = _ours(fine, number), _ours(replace(fine, whole=True), number, 2)
        there = _ours(replace(fine, effect=EFFECT), number, 1)
        rows.append((pairs, _pct(100 * attained_level(pairs), 2), _pct(null.found_pct), _pct(null.held_pct),
                     _pct(whole.found_pct), _pct(whole.held_pct),
                     _pct(100 * power(pairs, worth=-EFFECT, sd=fine.sd)), _pct(there.found_pct)))  # fmt: skip
    return rows


def _beside(number: int) -> list[tuple[object, ...]]:
    ways: dict[str, Way] = {
        "Retrowalk": ours,
        "scipy permutation_test; interval of its t-test": scipy_permutation,
        "statsmodels OLS with pairs (paired t)": statsmodels_ols,
        "every answer by itself (Welch)": every_answer,
    }
    slow: dict[str, Way] = {"statsmodels MixedLM, random pairs, trend": statsmodels_mixed}
    rows: list[tuple[object, ...]] = []
    for name, world in (("independent weeks", World()), ("as people are", REAL)):
        null, there = (
            count(replace(world, effect=effect), number, ways, seed) for seed, effect in enumerate(EFFECTS)
        )
        for found, effect in ((null, 0.0), (there, EFFECT)):
            few = count(replace(world, effect=effect), min(number, MIXED), slow, EFFECTS.index(effect))
            found.update(few)
        rows += [
            (name, way, null[way].people, *_shares(null[way]), *_shares(there[way]))
            for way in (*ways, *slow)
        ]  # fmt: skip
    return rows


def _broken(number: int) -> list[tuple[object, ...]]:
    lasting = replace(REAL, effect=EFFECT, lasting_days=5)
    worlds: list[tuple[str, World, Way]] = [
        (
            "an effect that comes and goes over 5 days, nothing left out",
            replace(lasting, wash_in_days=0, answers=7),
            ours,
        ),
        ("the same, two days left out", replace(lasting, wash_in_days=2, answers=5), ours),
        ("the same, asked on the last three days", replace(lasting, wash_in_days=4), ours),
        (
            "an effect that grows from nothing to twice its mean",
            replace(REAL, effect=EFFECT, growing=True),
            ours,
        ),
        ("belief alone: backward weeks are told 1 point better", replace(REAL, expectation=-1.0), ours),
        ("half of the bad weeks backward are not told of, 12 pairs", World(pairs=12, hidden=0.5), ours),
        (
            "looking after each pair from the sixth on (not offered), 16 pairs",
            replace(REAL, pairs=16),
            looking_again,
        ),
    ]
    rows: list[tuple[object, ...]] = []
    for name, world, way in worlds:
        found = count(world, number, {"": way})[""]
        rows.append((name, f"{world.effect:g}", _pct(found.found_pct), _pct(found.held_pct), f"{found.off:+.2f}",
                     _pct(100 * found.told / found.people)))  # fmt: skip
    return rows


def _ours(world: World, number: int, seed: int = 0) -> Count:
    return count(world, number, {"": ours}, seed)[""]


def _shares(found: Count) -> tuple[str, str]:
    return _pct(found.found_pct), _pct(found.held_pct)


def _levels() -> str:
    steps = [f"{pairs} pairs {100 * attained_level(pairs):.2f} %" for pairs in (6, 7, 9, 10, 12)]
    return ", ".join(steps)


def _noise(share_pct: float, number: int) -> float:
    return float(2 * np.sqrt(share_pct * (100 - share_pct) / number))


def _pct(share: float, digits: int = 1) -> str:
    return f"{share:.{digits}f} %"


__all__: list[Any] = [
    "EFFECT", "PEOPLE", "WORLDS", "every_answer", "looking_again", "people", "scipy_permutation",
    "statsmodels_mixed", "statsmodels_ols", "trial",
]  # fmt: skip
