"""The validation book says what the code does: a part of it is measured anew and compared word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

import retrowalk

BOOK = Path(__file__).parents[2] / "docs" / "validation.md"


@pytest.mark.parametrize("section", ["real_backward", "steps_and_lengths"])
def test_the_book_is_what_validate_would_write(shared_data: Path, section: str) -> None:
    from validation import book, sets

    assert shared_data == sets.DATA
    assert getattr(book, section)().strip() in BOOK.read_text(encoding="utf-8"), "run ./validate"


def test_the_live_chapter_says_what_the_one_real_person_shows(shared_data: Path) -> None:
    from validation.live import live_real

    assert live_real() in BOOK.read_text(encoding="utf-8"), "run ./validate live"


def test_the_book_is_of_this_version() -> None:
    assert f"Retrowalk {retrowalk.__version__}." in BOOK.read_text(encoding="utf-8")


def test_the_energy_chapter_is_what_validate_would_write() -> None:
    from validation.energy import energy

    assert f"\n\n{energy().strip()}\n\n" in BOOK.read_text(encoding="utf-8"), "run ./validate energy"
