"""``retrowalk plan``: a programme as tables, JSON and calendar, from a file or from answers in the terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cli_running import Command
from people import a_profile


def written(folder: Path, **changed: Any) -> Path:
    path = folder / "me.json"
    path.write_text(json.dumps(a_profile(**changed)), encoding="utf-8")
    return path


def test_json_is_the_programme(retrowalk: Command, tmp_path: Path) -> None:
    document = retrowalk("plan", written(tmp_path), "--json").json
    assert document["schema"] == "retrowalk.programme/1"
    assert document["status"] == "active"
    assert document["weeks"][0]["sessions"][0]["backward_s"] == 300


def test_a_person_reads_weeks_a_session_and_why(retrowalk: Command, tmp_path: Path) -> None:
    ended = retrowalk("plan", written(tmp_path, goal="knee_pain"))
    assert (ended.code, ended.err) == (0, "")
    for said in ("6 weeks from 2026-11-23", "Weeks, if all goes well", "toe first", "Safety clip", "PR04"):
        assert said in ended.out


def test_stopped_is_no_failure_and_leaves_nobody_empty_handed(retrowalk: Command, tmp_path: Path) -> None:
    profile = written(tmp_path, symptoms=["chest_pain"])
    document = retrowalk("plan", profile, "--json").json
    assert (document["status"], document["weeks"], document["protocol"]) == ("stopped", [], None)
    assert "There is no programme for now." in retrowalk("plan", profile).out


def test_standard_input(retrowalk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    text = io.TextIOWrapper(io.BytesIO(json.dumps(a_profile()).encode()))
    monkeypatch.setattr("sys.stdin", text)
    assert retrowalk("plan", "-", "--json").json["protocol"] == "PR07"


def test_the_calendar_has_a_day_for_each_session_and_is_the_same_every_time(
    retrowalk: Command, tmp_path: Path
) -> None:
    profile, out = written(tmp_path), tmp_path / "plan.ics"
    programme = retrowalk("plan", profile, "--ics", out, "--json").json
    sessions = [session for week in programme["weeks"] for session in week["sessions"]]
    first = out.read_bytes()
    events: list[Any] = Calendar.from_ical(first).walk("VEVENT")
    assert [str(event["dtstart"].dt) for event in events] == [session["date"] for session in sessions]
    assert len({str(event["uid"]) for event in events}) == len(sessions)
    assert "5 min of 18 min" in str(events[0]["summary"])
    retrowalk("plan", profile, "--ics", out)
    assert out.read_bytes() == first


def test_output_writes_the_programme_beside_the_tables(retrowalk: Command, tmp_path: Path) -> None:
    out = tmp_path / "programme.json"
    assert "Your programme" in retrowalk("plan", written(tmp_path), "-o", out).out
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "retrowalk.programme/1"


def test_no_file_is_written_over_the_profile(retrowalk: Command, tmp_path: Path) -> None:
    profile = written(tmp_path)
    before = profile.read_bytes()
    assert "is PROFILE too" in retrowalk("plan", profile, "--output", profile).complaint
    assert profile.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"conditions": ["gout"]}, 'conditions[0] is "gout"'),
        ({"days_per_week": 9}, "days_per_week is 9; expected a whole number of days from 1 to 7."),
        ({"schema": "retrowalk.profile/2"}, "written by a later Retrowalk"),
    ],
)
def test_bad_input_is_a_sentence(
    retrowalk: Command, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    complaint = retrowalk("plan", written(tmp_path, **changed)).complaint
    assert "me.json" in complaint
    assert said in complaint


def test_a_profile_or_questions_but_not_both_or_neither(retrowalk: Command, tmp_path: Path) -> None:
    assert "expected a PROFILE.json, or --interactive" in retrowalk("plan").complaint
    assert (
        "expected a PROFILE.json, or --interactive"
        in retrowalk("plan", written(tmp_path), "--interactive").complaint
    )
    assert (
        "--interactive beside it"
        in retrowalk("plan", written(tmp_path), "--save", tmp_path / "p.json").complaint
    )


# Screen by screen: born; heart, nerves, legs; falls; unsteady, worried; aid; conditions, others; medication; pain;
# activity; pace; goal; days, minutes, weeks, first day; places; company, within call; sex, height, weight.
ANSWERS = ["1976", "0", "0", "0", "0", "no", "no", "1", "0", "", "0", "", "", "", "", "", "", "4", "3", "20", "6", "",
           "1", "4", "yes", "", "", ""]  # fmt: skip


def answering(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_asked_in_the_terminal(retrowalk: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, ANSWERS)
    ended = retrowalk("plan", "--interactive", "--save", tmp_path / "me.json", "--json")
    assert ended.json["profile"]["birth_year"] == 1976
    assert ended.json["profile"]["goal"] == "balance"
    assert ended.json["status"] == "active"
    assert "In which year were you born?" in ended.err
    assert "pregnancy are you" not in ended.err
    assert retrowalk("plan", tmp_path / "me.json", "--json").json == ended.json


def test_an_emergency_ends_the_questions(retrowalk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["1976", "1"])
    document = retrowalk("plan", "--interactive", "--json").json
    assert (document["status"], document["clearance"]["urgency"]) == ("stopped", "emergency")


def test_answers_that_end_too_early_plan_nothing(retrowalk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ["1976"])
    ended = retrowalk("plan", "--interactive")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith("Error: The answers ended before the questions did; nothing was planned.\n")
