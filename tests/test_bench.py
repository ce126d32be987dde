"""The benchmarks run; what they measure is nobody's test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import tables, year
from benchmarks.measuring import CommandFailed, Run, in_turns, run, spread, table
from benchmarks.recordings import write_walk
from years import a_home


def silent(_what: str) -> None:
    """Says nothing."""


def python(code: str) -> list[str]:
    """A command that runs a line of Python."""
    return [sys.executable, "-c", code]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Five minutes at the lower back, in place of an hour."""
    path = tmp_path_factory.mktemp("bench") / "waist.parquet"
    write_walk("waist", path, minutes=5)
    return {"waist": path}


def cells(text: str) -> list[list[str]]:
    """The rows of a table, without its head."""
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in text.splitlines()[2:]]


def test_the_hour_is_analysed_and_its_steps_counted(walks: dict[str, Path]) -> None:
    ((placement, *_, steps),) = cells(tables.hour_table(walks, 1, silent))
    assert placement == "waist"
    assert int(steps) > 300


def test_a_live_stream_is_fed(walks: dict[str, Path]) -> None:
    ((_, milliseconds, *_),) = cells(tables.live_table(walks, 1, silent))
    assert float(milliseconds) > 0


def test_phones_stream_to_one_server() -> None:
    ((count, kept_up, median_s, *_),) = cells(tables.phones_table((3,), 4, silent))
    assert (count, kept_up) == ("3", "yes")
    assert float(median_s) > 0


def test_programmes_are_prescribed() -> None:
    usual, a_year = cells(tables.prescribing_table(1, silent))
    assert (usual[0], a_year[0]) == ("as they asked", "a year, every day")
    assert 0 < float(usual[1]) <= float(usual[2])


def test_every_page_of_somebody_is_looked_at(tmp_path: Path) -> None:
    a_home(tmp_path, weeks=1)
    told: list[str] = []
    with year.serving(tmp_path) as (address, pid):
        pages = year.look_around(address, pid, told.append, most=1)
    assert told == [], "every link leads somewhere"
    assert {"/", "/programme", "/walks", "/progress", "/why", "/why/…", "/programme/…"} <= set(pages)
    assert all(0 < one["median_ms"] <= one["most_ms"] for one in pages.values())


def test_pages_of_one_sort_differ_in_a_name_or_a_number() -> None:
    sorts = {
        "/": "/",
        "/why/C49": "/why/…",
        "/why/grow_slowly": "/why/…",
        "/programme/w1s1/tell": "/programme/…/tell",
        "/progress/measure/pain_usual?site=knee": "/progress/measure/…",
        "/progress/choose": "/progress/choose",
    }
    assert {path: year.sort_of(path) for path in sorts} == sorts


def test_tracks_are_written(tmp_path: Path) -> None:
    rows = cells(tables.track_table(tmp_path, 1, silent, wanted_s=300, formats=("Ogg",)))
    assert [row[0] for row in rows] == ["Ogg, with speech", "Ogg, sounds only"]
    assert all(float(row[2]) > 0 and float(row[5]) < 15 for row in rows)


def test_a_run_keeps_its_output_and_its_costs() -> None:
    done = run(python("print('walked')"))
    assert done.output.strip() == b"walked"
    assert done.wall_s > 0
    assert done.cpu_s > 0
    assert done.peak_mb > 1


def test_what_the_measuring_process_holds_is_not_counted() -> None:
    held = b"." * 300_000_000
    assert run(python("pass")).peak_mb < len(held) / 1e6


def test_a_command_that_fails_says_why_in_its_last_line() -> None:
    with pytest.raises(CommandFailed, match="no such toolbox"):
        run(python("raise SystemExit('first\\nno such toolbox')"))


def test_a_command_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="No such file"):
        run([str(tmp_path / "nothing")])


def test_commands_take_turns_and_one_that_fails_does_not_stop_the_others() -> None:
    told: list[str] = []
    done = in_turns({"good": python("pass"), "bad": python("raise SystemExit('broken')")}, 2, told.append)
    assert told == ["good: warming up", "bad: warming up", "good: run 1 of 2", "good: run 2 of 2"]
    good, bad = done["good"], done["bad"]
    assert isinstance(bad, CommandFailed)
    assert not isinstance(good, CommandFailed)
    assert [isinstance(each, Run) for each in good] == [True, True]


def test_a_spread_is_the_median_between_least_and_most() -> None:
    assert spread([3.0, 1.0, 2.0]) == "2.00 (1.00–3.00)"
    assert spread([2.0], 0) == "2"


def test_a_table_lines_up() -> None:
    assert table(["what", "s"], [["foot", "2"], ["lower back", "10"]]).splitlines() == [
        "| what       |  s |",
        "|------------|---:|",
        "| foot       |  2 |",
        "| lower back | 10 |",
    ]
