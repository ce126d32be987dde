"""``retrowalk screen`` as its user meets it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli_running import Command
from people import a_profile
from retrowalk import contract
from retrowalk.screening import Clearance


@pytest.fixture
def profile(tmp_path: Path) -> Any:
    def written(**changed: Any) -> Path:
        path = tmp_path / "me.json"
        path.write_text(json.dumps(a_profile(**changed)), encoding="utf-8")
        return path

    return written


def test_it_says_the_level_why_what_first_and_what_opens(retrowalk: Command, profile: Any) -> None:
    ended = retrowalk("screen", profile(conditions=["stroke"]))
    said = " ".join(ended.out.split())
    assert ended.code == 0
    for part in (
        "With a professional",
        "You told us of a stroke",
        "Ask a physiotherapist",
        "On the level only",
        "clearance for balance. This opens: walking between rails",
        "--letter OUT.html",
    ):
        assert part in said


def test_clear_says_so_in_these_words(retrowalk: Command, profile: Any) -> None:
    assert "Nothing you told us rules it out." in retrowalk("screen", profile()).out


def test_json_is_the_clearance(retrowalk: Command, profile: Any) -> None:
    ended = retrowalk("screen", profile(symptoms=["chest_pain"]), "--json")
    assert ended.json["schema"] == "retrowalk.clearance/1"
    assert (ended.json["level"], ended.json["urgency"]) == ("stop", "emergency")
    assert contract.read(Clearance, ended.out, "it").level == "stop"


def test_a_dash_reads_standard_input(
    retrowalk: Command, profile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = io.TextIOWrapper(io.BytesIO(profile(unsteady=True).read_bytes()))
    monkeypatch.setattr(sys, "stdin", given)
    assert retrowalk("screen", "-", "--json").json["level"] == "supported"


def test_the_letter_as_text_page_or_print(retrowalk: Command, profile: Any, tmp_path: Path) -> None:
    path = profile(conditions=["cardiovascular"])
    printed = retrowalk("screen", path, "--letter", "-").out
    assert printed.startswith("Name: ____")
    text, page = tmp_path / "letter.txt", tmp_path / "letter.html"
    ended = retrowalk("screen", path, "--letter", text, "--json")
    assert ended.json["letter"]["to"] == "the doctor"
    assert text.read_text(encoding="utf-8") == printed
    retrowalk("screen", path, "--letter", page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_where_nobody_need_be_asked_there_is_no_letter(
    retrowalk: Command, profile: Any, tmp_path: Path
) -> None:
    ended = retrowalk("screen", profile(), "--letter", tmp_path / "letter.txt")
    assert (ended.code, ended.err) == (0, "Note: nobody need be asked, so there is no letter.\n")
    assert not (tmp_path / "letter.txt").exists()


def test_what_cannot_be_done_is_said_in_a_sentence(retrowalk: Command, profile: Any, tmp_path: Path) -> None:
    path = profile()
    assert "no.json could not be read" in retrowalk("screen", tmp_path / "no.json").complaint
    assert "ends in .txt or .html" in retrowalk("screen", path, "--letter", "letter.pdf").complaint
    assert "there is no folder" in retrowalk("screen", path, "--letter", tmp_path / "no" / "a.txt").complaint
    assert "both print" in retrowalk("screen", path, "--letter", "-", "--json").complaint
    nines = profile(days_per_week=9)
    assert "days_per_week is 9; expected a whole number of days from 1 to 7." in (
        retrowalk("screen", nines).complaint
    )
