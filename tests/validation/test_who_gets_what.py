"""Who gets what: the page is what the generator writes, and the people are as common as they should be."""

from __future__ import annotations

from collections import Counter

import pytest

from retrowalk.screening import LEVELS
from validation import who_gets_what
from validation.people import World, people, prevalences, share

PAGE = who_gets_what.PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_would_be_written_now() -> None:
    assert who_gets_what.main_part() in PAGE, "run scripts/tables"
    assert who_gets_what.sources() in PAGE, "run scripts/tables"


@pytest.mark.long
def test_the_changed_worlds_are_what_would_be_written_now() -> None:
    assert who_gets_what.worlds() in PAGE, "run scripts/tables"


def test_every_prevalence_says_where_it_is_from() -> None:
    for number, row in enumerate(prevalences().values(), start=1):
        assert row["id"] == f"PV{number:02}"
        assert row["status"] in ("verified", "derived", "recalled", "assumed")
        assert "address" in row or row["status"] in ("recalled", "assumed"), row["id"]


@pytest.mark.parametrize("together", [0.0, 0.3])
def test_troubles_are_as_common_as_read(together: float) -> None:
    crowd = list(people(4_000, World(together=together, left_open=0.0)))
    women = [person for person in crowd if person.sex == "female"]
    assert len(women) / len(crowd) == pytest.approx(0.569, abs=0.03)
    told = Counter(condition for person in women for condition in person.conditions)
    for condition in ("stroke", "osteoporosis", "metabolic", "knee_osteoarthritis"):
        assert told[condition] / len(women) == pytest.approx(share(condition, "women", ""), abs=0.03)
    fell = sum(person.falls.past_year > 0 for person in women) / len(women)
    assert fell == pytest.approx(0.289, abs=0.03)


def test_the_people_are_the_same_each_time() -> None:
    assert list(people(50, World())) == list(people(50, World()))


def test_no_level_is_empty() -> None:
    found = who_gets_what.levels(people(1_000, World()))
    assert all(found[level] for level in LEVELS)
