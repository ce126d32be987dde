"""``retrowalk track``: a session as a file, and what is said about it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cli_running import Command
from people import a_person, a_profile
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.store import Store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("RETROWALK_HOME", str(folder))
    return folder


@pytest.fixture
def programme(retrowalk: Command, tmp_path: Path) -> Path:
    profile = tmp_path / "me.json"
    profile.write_text(json.dumps(a_profile()), encoding="utf-8")
    assert retrowalk("plan", profile, "-o", tmp_path / "programme.json").code == 0
    return tmp_path / "programme.json"


def test_a_session_becomes_a_file(retrowalk: Command, programme: Path, tmp_path: Path) -> None:
    import soundfile  # type: ignore[import-untyped]

    ended = retrowalk("track", "w1s1", "-o", tmp_path / "track.ogg", "--programme", programme)
    assert (ended.code, ended.err) == (0, "")
    total_s = json.loads(programme.read_text())["weeks"][0]["sessions"][0]["total_s"]
    assert soundfile.info(tmp_path / "track.ogg").duration > total_s
    assert "session w1s1" in ended.out
    assert "no earphones" in ended.out


def test_by_default_it_is_the_next_session_of_the_programme_in_force(
    retrowalk: Command, home: Path, tmp_path: Path
) -> None:
    person = a_person(start_date=date.today().isoformat())
    with Store(home) as store:
        store.plans.adopt(person, prescribe(person, screen(person)))
    ended = retrowalk("track", "-o", tmp_path / "track.wav", "--no-voice")
    assert "session w1s1" in ended.out, ended.err


def test_without_a_voice_it_says_how_to_get_one(
    retrowalk: Command, programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrowalk.voice.find_voice", lambda: None)
    ended = retrowalk("track", "w1s1", "-o", tmp_path / "track.wav", "--programme", programme)
    assert ended.code == 0
    assert 'pip install "retrowalk[voice]"' in ended.out
    silent = retrowalk("track", "w1s1", "-o", tmp_path / "track.wav", "--programme", programme, "--no-voice")
    assert "pip install" not in silent.out


def test_who_might_fall_gets_no_metronome_and_the_reason(
    retrowalk: Command, programme: Path, tmp_path: Path
) -> None:
    document = json.loads(programme.read_text())
    document["profile"]["unsteady"] = True
    programme.write_text(json.dumps(document), encoding="utf-8")
    out = tmp_path / "track.wav"
    ended = retrowalk("track", "w1s1", "-o", out, "--programme", programme, "--metronome", "60", "--no-voice")
    assert ended.code == 0
    assert "No metronome" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("w1s1", "-o", "track.aac"), ".mp3, .ogg or .wav"),
        (("w9s9", "-o", "track.mp3"), "no session w9s9"),
        (("w1s1", "-o", "nowhere/track.mp3"), "could not be written"),
        (("w1s1", "-o", "track.mp3", "--metronome", "500"), "160"),
        (("w1s1",), "--output"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    retrowalk: Command,
    programme: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert said in retrowalk("track", *arguments, "--programme", programme).complaint
    assert sorted(tmp_path.iterdir()) == before


def test_without_a_programme_it_says_what_to_do_first(retrowalk: Command, tmp_path: Path) -> None:
    assert "There is no programme yet" in retrowalk("track", "-o", tmp_path / "track.mp3").complaint
