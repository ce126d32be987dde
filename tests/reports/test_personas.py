"""The people worked through in the documents are worked through as the product does it now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrowalk import contract
from retrowalk.reports.personas import personas_page
from retrowalk.screening import Profile

DOCS = Path(__file__).parents[2] / "docs"
TITLES: dict[str, str] = json.loads((DOCS / "personas/titles.json").read_text(encoding="utf-8"))


def person(stem: str) -> Profile:
    return contract.read(Profile, (DOCS / "personas" / f"{stem}.json").read_bytes(), stem)


@pytest.fixture(scope="module")
def page() -> str:
    return personas_page({stem: (title, person(stem)) for stem, title in TITLES.items()})


def test_the_page_is_what_the_commands_answer_now(page: str) -> None:
    assert (DOCS / "personas.md").read_text(encoding="utf-8") == page, "run scripts/tables"


def test_every_profile_has_a_title() -> None:
    assert {path.stem for path in (DOCS / "personas").glob("*.json")} == {*TITLES, "titles"}


def test_there_are_fourteen_people_and_more_and_every_level_is_met(page: str) -> None:
    assert len(TITLES) >= 14
    for level in ("clear", "supported", "supervised", "clearance first", "stop"):
        assert f"| {level} |" in page
