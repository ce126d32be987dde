"""``retrowalk energy``: units are said, bands are shown, and bad input names its option."""

from __future__ import annotations

import pytest

from cli_running import Command
from retrowalk.cli.quantities import mass_kg, speed_mps

ASKED = ["--direction", "backward", "--speed", "3.5mph", "--grade", "5", "--mass", "70", "--minutes", "20"]


def test_a_table_a_person_can_read(retrowalk: Command) -> None:
    out = retrowalk("energy", *ASKED).out
    words = out.split()
    assert words[words.index("METs") + 1 : words.index("METs") + 4] == ["6.1", "7.9", "8.3"]
    assert words[words.index("kcal") + 1 : words.index("kcal") + 4] == ["149", "194", "202"]
    assert "not double" in " ".join(words)
    assert "Evidence:" in words


def test_json_for_a_program(retrowalk: Command) -> None:
    document = retrowalk("energy", *ASKED, "--novice", "--age", "40", "--json").json
    assert document["schema"] == "retrowalk.energy/1"
    assert document["mets"]["mid"] == 7.9
    assert document["kcal"]["mid"] == pytest.approx(193.55, abs=0.06)
    assert document["practised"] is False
    assert document["validated"] is False


def test_practised(retrowalk: Command) -> None:
    arguments = ["energy", "--direction", "backward", "--speed", "3.5mph", "--json"]
    practised, novice = (
        retrowalk(*arguments, said).json["mets"]["mid"] for said in ("--practised", "--novice")
    )
    assert practised == pytest.approx(0.81 * novice, rel=0.01)


def test_without_mass_there_are_mets_only(retrowalk: Command) -> None:
    out = retrowalk("energy", "--direction", "forward", "--speed", "1.2m/s").out
    assert "For kcal, say --mass and --minutes." in out


@pytest.mark.parametrize(
    ("text", "mps"),
    [
        ("3.5mph", 1.56464),
        ("5.6km/h", 1.55556),
        ("5.6 KMH", 1.55556),
        ("1,5m/s", 1.5),
        ("93.8m/min", 1.56333),
    ],
)
def test_speeds(text: str, mps: float) -> None:
    assert speed_mps(text) == pytest.approx(mps, abs=1e-5)


@pytest.mark.parametrize(("text", "kg"), [("70", 70), ("70kg", 70), ("154lb", 69.8532), ("70.5 kg", 70.5)])
def test_masses(text: str, kg: float) -> None:
    assert mass_kg(text) == pytest.approx(kg, abs=1e-4)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (["--speed", "3.5"], "--speed: 3.5 has no unit; expected one such as 3.5mph"),
        (["--speed", "fast"], "--speed: fast is no speed"),
        (["--speed", "3.5knots"], "--speed: 3.5knots is no speed"),
        (["--speed", "9mph"], "--speed: 4.02 m/s is faster"),
        (["--speed", "nan"], "--speed: nan is no speed"),
        (["--mass", "heavy"], "--mass: heavy is no mass"),
        (["--mass", "70st"], "--mass: 70st is no mass"),
        (["--mass", "5"], "--mass: 5 kg cannot be; expected at least 20 and at most 300 kg"),
        (["--grade", "30"], "--grade: 30 % is steeper"),
        (["--grade", "steep"], "--grade"),
        (["--minutes", "-1"], "--minutes: -1 min cannot be"),
        (["--age", "200"], "--age: 200 years cannot be"),
        (["--age", "old"], "--age"),
        (["--direction", "sideways"], "--direction"),
    ],
)
def test_bad_input_names_its_option(retrowalk: Command, changed: list[str], said: str) -> None:
    assert said in retrowalk("energy", *ASKED, *changed).complaint


def test_a_speed_is_needed(retrowalk: Command) -> None:
    assert "--speed" in retrowalk("energy", "--direction", "backward").complaint
