"""Simulated people in a trial: how often it errs, beside scipy and statsmodels, and what breaks it.

The counts of the book take 2,000 people a row; here are fewer, and `./test --long` counts them in full.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from validation.trial import (
    EFFECT,
    PEOPLE,
    WORLDS,
    looking_again,
    scipy_permutation,
    statsmodels_mixed,
    statsmodels_ols,
)
from validation.trial_people import REAL, World, count, ours, people

BOOK = Path(__file__).parents[2] / "docs" / "validation.md"
FEW = 150


def noise(share: float, number: int) -> float:
    """Three standard errors of a share."""
    return 3 * math.sqrt(share * (1 - share) / number)


@pytest.mark.parametrize("world", [World(), REAL], ids=["fine", "real"])
def test_it_finds_nothing_where_nothing_differs_and_its_interval_holds_the_truth(world: World) -> None:
    null = count(world, FEW, {"": ours})[""]
    there = count(replace(world, effect=EFFECT), FEW, {"": ours}, 1)[""]
    assert null.found / null.told <= 0.05 + noise(0.05, FEW)
    assert null.held / null.told >= 0.95 - noise(0.05, FEW)
    assert there.held / there.told >= 0.95 - noise(0.05, FEW)
    assert there.found / there.told > 0.5
    assert abs(there.off) < 0.3


def test_the_same_values_come_to_the_same_in_scipy_and_statsmodels() -> None:
    for told in people(World(effect=EFFECT), 25):
        mine, scipys, ols = ours(told), scipy_permutation(told), statsmodels_ols(told)
        assert mine is not None
        assert scipys is not None
        assert ols is not None
        assert mine[0] == pytest.approx(scipys[0]) == pytest.approx(ols[0])
        assert mine[3] == pytest.approx(scipys[3], abs=1e-12)
        # The t-test's interval assumes a normal distribution; ours does not, and is about as long.
        assert (mine[2] - mine[1]) == pytest.approx(ols[2] - ols[1], rel=0.45)


def test_a_mixed_model_tells_the_same_estimate_and_a_shorter_interval() -> None:
    lengths = []
    for told in people(World(effect=EFFECT), 12):
        mine, mixed = ours(told), statsmodels_mixed(told)
        assert mine is not None
        assert mixed is not None
        assert mine[0] == pytest.approx(mixed[0], abs=0.5)
        lengths.append((mine[2] - mine[1]) / (mixed[2] - mixed[1]))
    assert sum(lengths) / len(lengths) > 1.05


def test_with_ties_it_finds_more_than_scipy_and_no_more_than_it_should() -> None:
    found = count(World(whole=True), 2 * FEW, {"ours": ours, "scipy": scipy_permutation})
    assert found["scipy"].found < found["ours"].found
    assert found["ours"].found_pct <= 5 + 100 * noise(0.05, 2 * FEW)


# What breaks it


def test_what_lasts_into_the_next_week_makes_an_effect_look_smaller() -> None:
    lasting = replace(REAL, effect=EFFECT, lasting_days=5)
    nothing_left_out = count(replace(lasting, wash_in_days=0, answers=7), FEW, {"": ours})[""]
    days_left_out = count(replace(lasting, wash_in_days=4), FEW, {"": ours})[""]
    assert nothing_left_out.off > days_left_out.off > 0.5
    assert nothing_left_out.held_pct < days_left_out.held_pct < 85


def test_belief_is_found_like_an_effect() -> None:
    assert count(replace(REAL, expectation=-1.0), FEW, {"": ours})[""].found_pct > 15


def test_bad_weeks_that_are_not_told_of_mislead_and_the_worst_of_it_is_not_told() -> None:
    found = count(World(pairs=12, hidden=0.6), FEW, {"": ours})[""]
    assert found.off < -0.1
    assert found.told < 0.98 * FEW


def test_looking_again_and_again_finds_what_is_not_there() -> None:
    assert count(World(pairs=14), FEW, {"": looking_again})[""].found_pct > 8


def test_chance_alone_takes_weeks_and_pairs_but_not_truth() -> None:
    found = count(World(missing=0.2, pairs=12), FEW, {"": ours})[""]
    assert found.told > 0.6 * FEW
    assert found.found / found.told <= 0.05 + noise(0.05, found.told)


# In full, and in the book


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("name", list(WORLDS))
def test_two_thousand_people_of_each_sort(name: str) -> None:
    row = list(WORLDS).index(name)
    for one, effect in enumerate((0.0, EFFECT)):
        found = count(replace(WORLDS[name], effect=effect), PEOPLE, {"": ours}, 10 + 2 * row + one)[""]
        assert abs(found.held_pct - 95) <= 2
        if effect == 0:
            assert abs(found.found_pct - 5) <= 1


def test_the_book_holds_its_word() -> None:
    """Every sort of people of the book: false findings within a point of 5 %, intervals within two of 95 %."""
    text = BOOK.read_text(encoding="utf-8")
    chapter = text.split("\n## A trial with one person\n")[1].split("\n## ")[0]
    assert f"{PEOPLE:,} people in every row" in chapter
    for name in WORLDS:
        row = re.search(rf"^\| {re.escape(name)} \|(.*)\|$", chapter, re.MULTILINE)
        assert row is not None, name
        found, held, _power, held_there, *_rest = (float(cell.strip(" %")) for cell in row[1].split("|"))
        assert abs(found - 5) <= 1, (name, found)
        assert abs(held - 95) <= 2, (name, held)
        assert abs(held_there - 95) <= 2, (name, held_there)
