"""``docs/tests.md`` holds every test, who is offered it, and how it is written down."""

from __future__ import annotations

from retrowalk.outcomes import guided_tests, measures
from retrowalk.outcomes.offering import TABLE
from retrowalk.reports.tests_page import home_tests_page


def test_every_test_and_question_has_its_part() -> None:
    page = home_tests_page()
    for one in guided_tests().values():
        assert page.count(f"### {one.name}\n") == 1
        assert all(step in page for step in one.steps)


def test_every_measure_has_its_row_and_every_test_its_levels() -> None:
    rows = [line.split(" | ") for line in home_tests_page().splitlines() if line.startswith("| ")]
    assert {row[1].strip("`") for row in rows if len(row) == 9} >= set(measures())
    assert sum(len(row) == 6 for row in rows) == len(TABLE) + 2
