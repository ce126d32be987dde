"""``retrowalk result``: what was measured is entered, asked back, refused, and listed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from cli_running import Command
from retrowalk.store import Store

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "results-1.schema.json"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path))
    return tmp_path


def kept(home: Path) -> list[float]:
    with Store(home) as store:
        return [one.result.value for one in store.outcomes.results()]


def test_what_is_entered_is_said_back_and_listed(retrowalk: Command, home: Path) -> None:
    ended = retrowalk("result", "add", "timed_up_and_go", "11,4", "11.0 s", "--by", "helper")
    assert ended.code == 0
    assert ended.out.startswith("Timed Up and Go: 11.2 s")
    assert "practice" in ended.out
    assert kept(home) == [11.2]
    listed = retrowalk("result", "list").out
    assert "Timed Up and Go" in listed and "a helper" in listed and "practice" in listed


def test_json_keeps_to_its_schema(retrowalk: Command) -> None:
    retrowalk("result", "add", "pain_worst", "6", "--site", "knee", "--note", "after the stairs")
    retrowalk("result", "add", "mood", "7")
    document = retrowalk("result", "list", "--json").json
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [(one["measure"], one["site"]) for one in document["results"]] == [
        ("pain_worst", "knee"),
        ("mood", None),
    ]
    assert [one["measure"] for one in retrowalk("result", "list", "mood", "--json").json["results"]] == [
        "mood"
    ]


def test_a_blood_pressure_is_typed_as_it_is_read(retrowalk: Command, home: Path) -> None:
    assert retrowalk("result", "add", "blood-pressure", "124/80", "120/78").code == 0
    assert sorted(kept(home)) == [79, 122]


def test_less_than_nothing_is_no_option(retrowalk: Command, home: Path) -> None:
    assert retrowalk("result", "add", "sit_and_reach", "-5").code == 0
    assert kept(home) == [-5]


def test_an_estimate_is_listed_beside_the_walk_it_comes_from(retrowalk: Command) -> None:
    retrowalk("result", "add", "six_minute_walk", "480")
    assert "Fitness, estimated" in retrowalk("result", "list").out


def test_a_heart_rate_comes_with_its_speed(retrowalk: Command, home: Path) -> None:
    assert "at which speed?" in retrowalk("result", "add", "heart_rate_backward", "104").complaint
    assert retrowalk("result", "add", "heart_rate_backward", "104", "--speed", "2km/h").code == 0
    assert kept(home) == [104]


def test_what_is_unusual_is_asked_back_and_kept_with_confirm(retrowalk: Command, home: Path) -> None:
    complaint = retrowalk("result", "add", "timed_up_and_go", "90").complaint
    assert "90.0 s is unusual" in complaint
    assert "--confirm" in complaint
    assert kept(home) == []
    assert retrowalk("result", "add", "timed_up_and_go", "90", "--confirm").code == 0
    assert kept(home) == [90.0]


TOMORROW = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["timed_up_and_go", "0"], "0 s cannot be; expected 2 to 180 s"),
        (["timed_up_and_go", "900"], "Was it 9.00 s?"),
        (["timed_up_and_go", "eleven"], "was not understood"),
        (["timed_up_and_go", "11", "--on", TOMORROW], "expected today"),
        (["timed_up_and_go", "11", "--on", "yesterday"], "expected one written as 2026-11-30"),
        (["timed_up_and_go", "11", "11", "11"], "expected 2 at most"),
        (["pain_now", "11", "--site", "knee"], "11 cannot be; expected 0 to 10"),
        (["pain_now", "3"], "where does it hurt?"),
        (["pain_now", "3", "--site", "soul"], "expected one of knee"),
        (["blood_pressure", "80/120"], "Are the two values swapped?"),
        (["blood_pressure", "120"], "expected one such as 124/80"),
        (["happiness", "7"], "There is no measure called happiness"),
        (["backward_speed", "0.7"], "comes from recorded walks"),
        (["mood", "7", "--note", "x" * 501], "longer than 500"),
        (["mood", "7", "--onn", "today"], "was not understood"),
        (["mood", "7", "--by", "nobody"], "nobody"),
    ],
)
def test_what_cannot_be_gets_one_sentence(
    retrowalk: Command, home: Path, arguments: list[str], says: str
) -> None:
    assert says in retrowalk("result", "add", *arguments, "--confirm").complaint
    assert kept(home) == []


def test_of_a_measure_that_there_is_not_nothing_is_listed(retrowalk: Command) -> None:
    assert "There is no measure called happiness" in retrowalk("result", "list", "happiness").complaint
    assert retrowalk("result", "list").out == "Nothing was measured yet.\n"


def test_a_table_is_entered_whole_or_not_at_all(retrowalk: Command, home: Path, tmp_path: Path) -> None:
    table = tmp_path / "monitor.csv"
    good = "date,measure,value\n2026-01-05,blood_pressure,124/80\n2026-01-06,body_mass,72\n"
    table.write_text(f"{good}2026-01-07,mood,11\n")
    assert (
        "monitor.csv, line 4: Mood: 11 cannot be"
        in retrowalk("result", "import", table, "--confirm").complaint
    )
    assert kept(home) == []
    table.write_text(good)
    assert "3 results were entered" in retrowalk("result", "import", table, "--confirm").out
    again = retrowalk("result", "import", table, "--confirm").out
    assert "0 results were entered" in again and "here already" in again
    assert sorted(kept(home)) == [72, 80, 124]


def test_a_table_with_what_is_unusual_is_asked_back(retrowalk: Command, home: Path, tmp_path: Path) -> None:
    table = tmp_path / "monitor.csv"
    today = datetime.now(UTC).date() - timedelta(days=2)
    table.write_text(f"date,measure,value\n{today},systolic,195\n")
    complaint = retrowalk("result", "import", table).complaint
    assert (
        "line 2: Blood pressure, upper value: 195 mmHg is unusual" in complaint and "--confirm" in complaint
    )
    assert kept(home) == []


def test_what_is_no_table_gets_one_sentence(retrowalk: Command, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500))
    assert "no UTF-8 text" in retrowalk("result", "import", photo).complaint
    assert "could not be read" in retrowalk("result", "import", tmp_path / "none.csv").complaint
