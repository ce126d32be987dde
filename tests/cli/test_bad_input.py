"""Bad input gets one clear sentence and exit code 2, and leaves nothing half-written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import retrowalk.cli.analyze as analyze_module
from cli_running import Command, Files
from people import a_profile

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("empty.csv", b""),
        ("words.csv", b"name,colour\nAda,red\nBob,blue\n"),
        ("column.csv", b"t\n0\n1\n2\n"),
        ("nan.csv", b"t,ax,ay,az\n" + b"".join(b"%d,nan,nan,nan\n" % i for i in range(50))),
        ("photo.csv", PICTURE),
        ("zeros.csv", bytes(10_000)),
        ("cut.parquet", b"PAR1" + bytes(100)),
        ("cut.zip", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_a_file_that_is_no_recording(
    retrowalk: Command, tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert name in retrowalk("analyze", tmp_path / name, "--json").complaint


def test_every_file_that_fails_is_named_when_all_do(retrowalk: Command, tmp_path: Path) -> None:
    ended = retrowalk("analyze", tmp_path / "a.csv", tmp_path / "b.csv", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert [line.split(":")[0] for line in ended.err.splitlines()] == ["Error", "Error"]


@pytest.mark.parametrize("value", ["1,2", "1,2,3,4", "north", "nan,0,1", "inf,0,0", "0,0,0", ""])
def test_a_facing_that_is_no_direction(retrowalk: Command, files: Files, value: str) -> None:
    assert "three numbers X,Y,Z" in retrowalk("analyze", files.mixed, "--facing", value).complaint


def test_two_facings(retrowalk: Command, files: Files) -> None:
    ended = retrowalk("analyze", files.mixed, "--facing", "1,0,0", "--facing-from", files.forward)
    assert "give one of them" in ended.complaint


def test_a_facing_from_a_file_that_is_not_there(retrowalk: Command, files: Files, tmp_path: Path) -> None:
    assert "no.csv" in retrowalk("analyze", files.mixed, "--facing-from", tmp_path / "no.csv").complaint


@pytest.mark.parametrize("value", ["yesterday", "2026-13-01", "10:00"])
def test_a_start_that_is_no_instant(retrowalk: Command, files: Files, value: str) -> None:
    assert "ISO 8601" in retrowalk("analyze", files.mixed, "--start", value).complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze"], "FILE"),
        (["analyze", "x.csv", "--placement", "nose"], "--placement"),
        (["analyze", "x.csv", "--side", "top"], "--side"),
        (["analyze", "x.csv", "--frobnicate"], "--frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["serve", "--port", "99999"], "--port"),
    ],
)
def test_a_command_that_is_none(retrowalk: Command, arguments: list[str], said: str) -> None:
    assert said in retrowalk(*arguments).complaint


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--strides", "strides.xlsx", ".csv or .parquet"),
        ("--plot", "walk.jpg", ".svg or .png"),
        ("--plot", "no/such/folder/walk.svg", "there is no folder"),
        ("--html", "no/such/folder/walk.html", "there is no folder"),
        ("--html", ".", "that is a folder"),
    ],
)
def test_an_output_that_cannot_be(
    retrowalk: Command, files: Files, tmp_path: Path, option: str, name: str, said: str
) -> None:
    assert said in retrowalk("analyze", files.mixed, option, tmp_path / name).complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--html", "--strides", "--plot"])
def test_an_output_never_takes_the_place_of_a_device_or_a_pipe(
    retrowalk: Command, files: Files, tmp_path: Path, option: str
) -> None:
    pipe = tmp_path / {"--html": "a.html", "--strides": "a.csv", "--plot": "a.svg"}[option]
    os.mkfifo(pipe)
    assert "no ordinary file" in retrowalk("analyze", files.mixed, option, pipe).complaint
    assert pipe.is_fifo()


def test_an_output_over_the_recording_itself(retrowalk: Command, files: Files) -> None:
    before = files.forward.read_bytes()
    ended = retrowalk("analyze", files.forward, "--strides", files.forward)
    assert "overwrite the recording" in ended.complaint
    assert files.forward.read_bytes() == before


def test_a_full_disk_leaves_nothing_half_written(
    retrowalk: Command, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *arguments: object, **more: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_text", full)
    ended = retrowalk("analyze", files.forward, "--html", tmp_path / "walk.html")
    assert "No space left on device" in ended.complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is no JSON"),
        ("[1, 2]", "holds no JSON object"),
        ('{"schema": "retrowalk.profile/2"}', "retrowalk.profile/2, written by a later Retrowalk"),
        ("[" * 100_000, "nested too deeply"),
        ('{"schema": "retrowalk.profile/1"}', "birth_year is missing"),
    ],
)
def test_a_profile_that_is_none(
    retrowalk: Command, files: Files, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "profile.json").write_text(content)
    assert said in retrowalk("analyze", files.forward, "--profile", tmp_path / "profile.json").complaint


def test_a_profile_is_said_to_change_nothing(retrowalk: Command, files: Files, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text(json.dumps(a_profile()))
    ended = retrowalk("analyze", files.forward, "--profile", tmp_path / "profile.json", "--json")
    assert ended.code == 0
    assert "no figure of this version depends on it" in ended.err
    assert ended.json == retrowalk("analyze", files.forward, "--json").json


def test_ctrl_c_is_quiet(retrowalk: Command, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analyze_module, "analyze", interrupt)
    ended = retrowalk("analyze", files.forward)
    assert (ended.code, ended.out, ended.err) == (130, "", "")


def test_a_mistake_of_ours_is_a_sentence_too(
    retrowalk: Command, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.delenv("RETROWALK_DEBUG", raising=False)
    monkeypatch.setattr(analyze_module, "analyze", mistake)
    ended = retrowalk("analyze", files.forward)
    assert ended.code == 1
    assert ended.err.startswith(
        "Error: Retrowalk itself made a mistake (ZeroDivisionError: division by zero)"
    )
    monkeypatch.setenv("RETROWALK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        retrowalk("analyze", files.forward)


def test_a_choice_that_is_none_is_said_in_our_words(retrowalk: Command) -> None:
    complaint = retrowalk("energy", "--direction", "sideways", "--speed", "3mph").complaint
    assert "'sideways' is not one of 'forward', 'backward'" in complaint
    assert "Value error" not in complaint
