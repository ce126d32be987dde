"""``retrowalk export-science``: shown, agreed to, written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cli_running import Command
from retrowalk.store import Store
from retrowalk.store.demo import add_demo


@pytest.fixture
def walk_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "home"))
    with Store() as store:
        (walk,) = add_demo(store).walks
        return walk.id


def test_without_agreeing_the_text_is_shown_and_nothing_written(
    retrowalk: Command, tmp_path: Path, walk_id: str
) -> None:
    ended = retrowalk("export-science", "-o", tmp_path / "gift.zip", "--walk", walk_id)
    assert ended.code == 2
    assert "cannot be taken back" in ended.out
    assert ended.err.startswith("Error: Nothing was written") and ended.err.count("\n") == 1
    assert not (tmp_path / "gift.zip").exists()


def test_who_agrees_has_the_archive(retrowalk: Command, tmp_path: Path, walk_id: str) -> None:
    (tmp_path / "video.csv").write_text("start_s,end_s,label\n10,12,forward\n")
    ended = retrowalk(
        "export-science", "-o", tmp_path / "gift.zip", "--walk", walk_id, "--agree",
        "--reference", tmp_path / "video.csv", "--reference-offset", "-3.5",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert "sent to nobody" in ended.err
    with zipfile.ZipFile(tmp_path / "gift.zip") as gift:
        assert '"source": "video"' in gift.read("metadata.json").decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "gift.zip", "--agree"], "There is no recording of a session yet; name the walk"),
        (["-o", "gift.zip", "--agree", "--walk", "none"], "This walk is not here"),
        (["-o", "gift.csv", "--agree"], "expected a name that ends in .zip"),
        (
            ["-o", "gift.zip", "--agree", "--reference", "video.csv"],
            "labels are of one walk; name it with --walk",
        ),
    ],
)
def test_what_cannot_be_given_is_refused_in_a_sentence(
    retrowalk: Command,
    tmp_path: Path,
    walk_id: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in retrowalk("export-science", *arguments).complaint
