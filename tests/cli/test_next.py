"""``retrowalk next``: a programme and how it went, from files; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli_running import Command
from people import a_profile

GOOD = {
    "status": "done",
    "completed_fraction": 1.0,
    "effort": 3,
    "pain": [],
    "stumbles": 0,
    "rail_grabs": 0,
    "falls": [],
    "symptoms": [],
}


@pytest.fixture
def programme(retrowalk: Command, tmp_path: Path) -> Path:
    profile = tmp_path / "me.json"
    profile.write_text(json.dumps(a_profile()), encoding="utf-8")
    assert retrowalk("plan", profile, "-o", tmp_path / "programme.json").code == 0
    return tmp_path / "programme.json"


def told(folder: Path, *sessions: dict[str, Any], as_of: str = "2026-11-30", **more: Any) -> Path:
    path = folder / "feedback.json"
    document = {"schema": "retrowalk.feedback/1", "as_of": as_of, "sessions": sessions, **more}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def week(number: int, **changed: Any) -> list[dict[str, Any]]:
    return [{"id": f"w{number}s{n}", **GOOD, **changed} for n in (1, 2, 3)]


def test_json_is_the_programme_with_its_coming_weeks_redone(
    retrowalk: Command, programme: Path, tmp_path: Path
) -> None:
    document = retrowalk("next", programme, told(tmp_path, *week(1)), "--json").json
    assert (document["schema"], document["revision"], document["as_of"]) == (
        "retrowalk.programme/1",
        2,
        "2026-11-30",
    )
    assert [session["status"] for session in document["weeks"][0]["sessions"]] == ["done"] * 3
    assert document["weeks"][1]["harder"] == ["time"]


def test_telling_the_same_again_changes_nothing(retrowalk: Command, programme: Path, tmp_path: Path) -> None:
    feedback = told(tmp_path, *week(1, stumbles=1))
    once = retrowalk("next", programme, feedback, "--json", "-o", programme).json
    assert retrowalk("next", programme, feedback, "--json").json == once


def test_a_person_reads_what_changed_and_why(retrowalk: Command, programme: Path, tmp_path: Path) -> None:
    ended = retrowalk("next", programme, told(tmp_path, *week(1, stumbles=1)))
    assert (ended.code, ended.err) == (0, "")
    said = " ".join(ended.out.split())
    for words in (
        "The coming weeks are redone.",
        "3 of 3 sessions done",
        "You stumbled",
        "The next session, 2026-11-30",
    ):
        assert words in said


def test_after_a_bad_fall_it_stops_and_says_what_to_do(
    retrowalk: Command, programme: Path, tmp_path: Path
) -> None:
    fall = {"injury": True, "head": True, "explained": True}
    feedback = told(tmp_path, {"id": "w1s1", "status": "done", "falls": [fall]})
    document = retrowalk("next", programme, feedback, "--json").json
    assert (document["status"], document["clearance"]["urgency"]) == ("stopped", "emergency")
    assert "Call the emergency number now" in retrowalk("next", programme, feedback).out


def test_a_finished_one_says_so_and_offers_more(retrowalk: Command, tmp_path: Path) -> None:
    profile = tmp_path / "me.json"
    profile.write_text(json.dumps(a_profile(weeks=1)), encoding="utf-8")
    retrowalk("plan", profile, "-o", tmp_path / "short.json")
    ended = retrowalk("next", tmp_path / "short.json", told(tmp_path, *week(1)))
    assert "The programme is finished." in ended.out
    assert "[maintenance]" in ended.out


def changed(programme: Path, **fields: Any) -> Path:
    document = json.loads(programme.read_text(encoding="utf-8"))
    path = programme.with_name("changed.json")
    path.write_text(json.dumps({**document, **fields}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"schema": "retrowalk.programme/2"}, "later Retrowalk"),
        ({"schema": "retrowalk.profile/1"}, 'expected "schema": "retrowalk.programme/1"'),
        ({"revision": "one"}, "revision"),
        ({"weeks": [{"week": 1}]}, "weeks[0].harder"),
        ({"status": "resting"}, "status"),
    ],
)
def test_a_programme_that_is_none_is_refused_in_a_sentence(
    retrowalk: Command, programme: Path, tmp_path: Path, fields: dict[str, Any], named: str
) -> None:
    complaint = retrowalk("next", changed(programme, **fields), told(tmp_path)).complaint
    assert named in complaint
    assert "changed.json" in complaint


@pytest.mark.parametrize(
    ("sessions", "more", "named"),
    [
        ([{"id": "w9s9", "status": "done"}], {}, "w9s9"),
        ([{"id": "w1s1", "effort": "hard"}], {}, "sessions[0].effort"),
        ([{"id": "w1s1", "mood": 3}], {}, "mood"),
        ([], {"as_of": "yesterday"}, "as_of"),
        ([], {"as_of": "2026-11-01"}, "as_of"),
        ([], {"as_of": "9999-12-31"}, "as_of"),
        ([], {"accepted": ["wings"]}, "wings"),
        ([], {"schema": "retrowalk.feedback/9"}, "later Retrowalk"),
    ],
)
def test_a_feedback_that_does_not_fit_is_refused_in_a_sentence(
    retrowalk: Command, programme: Path, tmp_path: Path, sessions: Any, more: dict[str, Any], named: str
) -> None:
    complaint = retrowalk(
        "next", programme, told(tmp_path, *sessions, **{"as_of": "2026-11-30", **more})
    ).complaint
    assert named in complaint
    assert "feedback.json" in complaint


def test_the_feedback_is_not_written_over(retrowalk: Command, programme: Path, tmp_path: Path) -> None:
    feedback = told(tmp_path, *week(1))
    assert "FEEDBACK" in retrowalk("next", programme, feedback, "-o", feedback).complaint


def test_both_from_standard_input_is_refused(retrowalk: Command) -> None:
    assert "standard input" in retrowalk("next", "-", "-").complaint


def test_a_file_that_is_not_there(retrowalk: Command, programme: Path) -> None:
    assert "could not be read" in retrowalk("next", programme, "nowhere.json").complaint
