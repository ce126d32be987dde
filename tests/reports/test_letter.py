"""The letter, as text and as a page: one sheet, whatever was told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from people import a_person
from profiles import crowd
from retrowalk.reports import letter_page, letter_text
from retrowalk.screening import Letter, profile, screen


def a_letter(**changed: Any) -> Letter:
    letter = screen(a_person(**changed)).letter
    assert letter is not None
    return letter


MUCH = a_letter(
    birth_year=1946,
    conditions=list(get_args(profile.Condition)),
    medication=list(get_args(profile.Medication)),
    pain=[{"site": "knee", "now": 4}, {"site": "low_back", "now": None}],
    details={
        "stroke_date": "2026-01-01",
        "surgery_date": "2026-11-01",
        "pregnancy_week": 20,
        "ms_relapse_within_3_months": True,
    },
    falls={"past_year": 3},
    other_conditions=["<b>Ménière</b>", *["a long story " * 15] * 49],
    clearances=[{"scope": "cardiac", "by_role": "doctor", "date": "2026-11-01"}],
)


def test_the_text_fits_a_sheet() -> None:
    for letter in (MUCH, *(one for person in crowd(300, "letters") if (one := screen(person).letter))):
        lines = letter_text(letter).splitlines()
        assert len(lines) <= 60
        assert max(map(len, lines)) <= 78


def test_the_text_holds_all_of_it() -> None:
    text = " ".join(letter_text(MUCH).split())
    for part in (MUCH.question, *MUCH.answers, *MUCH.paragraphs):
        assert " ".join(part.split()) in text


def test_the_page_holds_all_of_it_and_nothing_that_was_typed_is_markup() -> None:
    page = letter_page(MUCH)
    assert page.count("<li>") == len(MUCH.answers)
    assert "&lt;b&gt;Ménière&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "http:" not in page
    assert "https:" not in page


@pytest.mark.browser
def test_the_page_prints_on_one_sheet(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_text(letter_page(MUCH), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    for sheet in ("A4", "Letter"):
        assert len(re.findall(rb"/Type /Page\b", page.pdf(format=sheet))) == 1
    page.close()
