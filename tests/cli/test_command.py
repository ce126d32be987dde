"""The command as a process: quick, quiet, and documented to the last option."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from cli_running import Command, Files
from retrowalk import __version__
from retrowalk.cli.app import app

COMMAND = str(Path(sys.executable).with_name("retrowalk"))
MANUAL = Path(__file__).parents[2] / "docs" / "cli.md"


def names_to_document() -> list[str]:
    """Every command and option, as its documentation names it."""
    root: Any = typer.main.get_command(app)
    names = [
        f"`{option}" for parameter in root.params for option in parameter.opts if option.startswith("--")
    ]
    for name, command in commands(root):
        names.append(f"## `retrowalk {name}")
        for parameter in command.params:
            options = [*parameter.opts, *parameter.secondary_opts]
            names += [f"`{option}" for option in options if option.startswith("--")]
    return sorted(set(names))


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """The commands of a group and of the groups in it, by their full names."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


@pytest.mark.parametrize("name", names_to_document())
def test_every_command_and_option_is_documented(name: str) -> None:
    assert name in MANUAL.read_text(encoding="utf-8")


def quickest(*arguments: str) -> float:
    """Seconds of processor time, which is what a person waits on a computer that does nothing else; the best of
    five."""
    taken = []
    for _ in range(5):
        before = os.times()
        subprocess.run(arguments, check=True, capture_output=True)
        after = os.times()
        taken.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return min(taken)


def test_help_is_there_before_one_blinks() -> None:
    assert quickest(COMMAND, "--help") < 0.3


def test_importing_the_package_costs_next_to_nothing() -> None:
    assert quickest(sys.executable, "-c", "import retrowalk") < 0.1


def test_help_brings_no_heavy_library() -> None:
    heavy = ("numpy", "polars", "pydantic", "rich", "sqlalchemy", "fastapi", "vl_convert")
    code = (
        "import sys; from retrowalk.cli import run; run(['--help']);"
        f"print('HEAVY', [m for m in {heavy} if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["analyze", "--help"], ["serve", "--help"]])
def test_help_is_plain_text_on_stdout(retrowalk: Command, arguments: list[str]) -> None:
    ended = retrowalk(*arguments)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: retrowalk")


def test_the_version_is_one_line(retrowalk: Command) -> None:
    assert retrowalk("--version").out == f"retrowalk {__version__}\n"


def test_completion_knows_placements() -> None:
    asked = {
        **os.environ,
        "_RETROWALK_COMPLETE": "complete_bash",
        "COMP_CWORD": "3",
        "COMP_WORDS": "retrowalk analyze --placement po",
    }
    out = subprocess.run([COMMAND], env=asked, capture_output=True, text=True).stdout
    assert out.split() == ["pocket"]


def test_bad_input_in_a_process_is_exit_2_and_a_sentence(tmp_path: Path) -> None:
    ended = subprocess.run([COMMAND, "analyze", str(tmp_path / "no.csv")], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Error: ")


def test_json_is_utf8_whatever_the_locale(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "Spaziergang.csv"
    path.write_bytes(files.forward.read_bytes())
    latin = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    ended = subprocess.run([COMMAND, "analyze", str(path)], env=latin, capture_output=True, check=True)
    assert "Spaziergang.csv" in ended.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_has_had_enough_is_no_error(files: Files) -> None:
    analysing = subprocess.Popen(
        [COMMAND, "analyze", str(files.mixed), str(files.forward), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with analysing:
        assert analysing.stdout is not None
        assert analysing.stderr is not None
        analysing.stdout.close()
        said = analysing.stderr.read()
    assert (said, analysing.returncode) == (b"", 141)


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.is_char_device(), reason="no /dev/full here")
@pytest.mark.parametrize("asked", [["--help"], ["doctor", "--json"]])
def test_a_full_disk_below_the_output_is_one_sentence(asked: list[str]) -> None:
    with FULL.open("w") as full:
        ended = subprocess.run([COMMAND, *asked], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stderr) == (
        2,
        "Error: what was asked for could not be written whole: the disk is full.\n",
    )


@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0)])
def test_closed_streams_change_nothing_else(closed: str, code: int) -> None:
    ended = subprocess.run(["sh", "-c", f'"$0" --version {closed}', COMMAND], capture_output=True, text=True)
    assert ended.returncode == code
    assert ended.stderr == ""
