"""``retrowalk export`` and ``retrowalk import-archive``, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_running import Command
from people import a_person
from retrowalk.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "home"))
    with Store() as store:
        store.plans.save_profile(a_person())
    return tmp_path / "home"


def test_out_and_in_on_another_computer(
    retrowalk: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = retrowalk("export", "-o", tmp_path / "mine.zip")
    assert (ended.code, ended.out) == (0, "")
    assert "Written:" in ended.err and "not locked" in ended.err
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "other"))
    assert "Brought back" in retrowalk("import-archive", tmp_path / "mine.zip").err
    with Store() as store:
        assert store.plans.profile() == a_person()
    assert "is here already; nothing was changed" in retrowalk("import-archive", tmp_path / "mine.zip").err
    assert retrowalk("export", "-o", tmp_path / "again.zip").code == 0
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "mine.zip").read_bytes()


def test_in_the_place_of_what_is_here_or_beside_it(retrowalk: Command, home: Path, tmp_path: Path) -> None:
    retrowalk("export", "-o", tmp_path / "mine.zip")
    with Store() as store:
        store.plans.save_profile(a_person(goal="balance"))
    assert "something of yours here" in retrowalk("import-archive", tmp_path / "mine.zip").complaint
    assert "It is Ada's" in retrowalk("import-archive", tmp_path / "mine.zip", "--as", "Ada").err
    assert (
        "called “Ada” here already"
        in retrowalk("import-archive", tmp_path / "mine.zip", "--as", "Ada").complaint
    )
    assert retrowalk("export", "--person", "Ada", "-o", tmp_path / "ada.zip").code == 0
    assert "before-import.zip" in retrowalk("import-archive", tmp_path / "mine.zip", "--replace").err
    with Store() as store:
        assert store.plans.profile() == a_person()


def test_what_cannot_be_is_said_in_a_sentence(retrowalk: Command, home: Path, tmp_path: Path) -> None:
    assert "ends in .zip" in retrowalk("export", "-o", tmp_path / "mine.tar").complaint
    assert "could not be written" in retrowalk("export", "-o", tmp_path / "no" / "mine.zip").complaint
    assert "nobody called “Zoe”" in retrowalk("export", "-o", tmp_path / "z.zip", "--person", "Zoe").complaint
    assert "There is no file" in retrowalk("import-archive", tmp_path / "none.zip").complaint
    (tmp_path / "text.zip").write_text("a shopping list")
    assert "text.zip is no archive" in retrowalk("import-archive", tmp_path / "text.zip").complaint
    assert "--replace" in retrowalk("import-archive", tmp_path / "x.zip", "--as", "A", "--replace").complaint
