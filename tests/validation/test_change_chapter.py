"""Change beyond error, against simulated people: a sample of the chapter here, all of it with --long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scipy.stats import binom  # type: ignore[import-untyped]

from validation.change import BACKWARD_MS, OWN, PUBLISHED, change
from validation.simulated_change import Scene, looks
from validation.tables import table

BOOK = Path(__file__).parents[2] / "docs" / "validation.md"
PEOPLE = 250


def told(scene: Scene, verdict: str) -> int:
    return sum(one[-1].verdict == verdict for one in looks(scene, PEOPLE, seed=1))


@pytest.mark.parametrize(
    "scene",
    [
        *(replace(one, start=1) for one in PUBLISHED),
        *(replace(one, start=3) for one in OWN),
        replace(OWN[4], start=8),
    ],
    ids=lambda one: f"{one.measure}-{one.start}",
)
def test_where_nothing_changed_better_is_said_in_few(scene: Scene) -> None:
    # More than that many would come by chance in one of a thousand such tests, were it 5 of 100.
    assert told(scene, "better") <= binom.ppf(0.999, PEOPLE, 0.05)
    assert told(replace(scene, better_by=6 * scene.sem), "better") > told(scene, "better"), (
        "what changes is seen"
    )


def test_a_change_of_four_errors_is_seen_in_four_of_five() -> None:
    seen = told(replace(BACKWARD_MS, better_by=4 * BACKWARD_MS.sem), "better")
    assert binom.ppf(0.0005, PEOPLE, 0.80) <= seen <= binom.ppf(0.9995, PEOPLE, 0.83)


def test_twice_running_is_rarer_than_once_in_a_year_of_looks() -> None:
    year = looks(BACKWARD_MS, 60, seed=2, months=12)
    once = sum(any(look.verdict == "better" for look in one) for one in year)
    twice = sum(any(look.verdict == "better" and look.held >= 2 for look in one) for one in year)
    assert 0 < once <= 20
    assert twice <= 5


@pytest.mark.long
def test_the_chapter_is_what_validate_would_write() -> None:
    assert f"\n\n{change().strip()}\n\n" in BOOK.read_text(encoding="utf-8"), "run ./validate change"


def test_the_first_row_of_the_chapter_is_measured_anew() -> None:
    from validation.change import nothing_changed

    row = table(["x"], [next(iter(nothing_changed()))]).splitlines()[-1]
    assert row in BOOK.read_text(encoding="utf-8"), "run ./validate change"
