"""``retrowalk analyze``: files in; a table, JSON, a page, strides or a picture out."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import polars as pl
import pytest

from cli_running import Command, Files, frame
from retrowalk.reports import json_schema
from retrowalk.simulate import Segment, simulate_walk


def test_one_walk_from_one_file_is_one_object(retrowalk: Command, files: Files) -> None:
    document = retrowalk("analyze", files.forward, "--json").json
    assert document["schema"] == "retrowalk.walk/1"
    jsonschema.validate(document, json_schema("walk/1"))
    assert document["source"]["file"] == "forward.csv"
    assert document["source"]["placement"] == "foot"
    assert document["source"]["simulated"] is True


def test_several_files_are_walks_in_their_order(retrowalk: Command, files: Files) -> None:
    document = retrowalk("analyze", files.mixed, files.forward, "--json").json
    jsonschema.validate(document, json_schema("walks/1"))
    assert [walk["source"]["file"] for walk in document["walks"]] == ["mixed.csv", "forward.csv"]
    assert document["errors"] == []


def test_several_recordings_in_one_file_are_walks(retrowalk: Command, tmp_path: Path) -> None:
    walk = simulate_walk([Segment("forward", 12)], placement="foot", seed=2).recording
    table = pl.concat([frame(walk, placement="foot", trial=trial) for trial in ("one", "two")])
    table.write_parquet(tmp_path / "trials.parquet")
    document = retrowalk("analyze", tmp_path / "trials.parquet", "--json").json
    assert [walk["source"]["trial"] for walk in document["walks"]] == ["one", "two"]
    assert [walk["source"]["recording_index"] for walk in document["walks"]] == [0, 1]


def test_without_a_facing_the_direction_is_unknown(retrowalk: Command, files: Files) -> None:
    document = retrowalk("analyze", files.mixed, "--json").json
    assert document["direction"]["basis"] == "none"
    assert {stride["direction"] for stride in document["strides"]} == {"unknown"}


def test_a_declared_facing_tells_forward_from_backward(retrowalk: Command, files: Files) -> None:
    document = retrowalk("analyze", files.mixed, "--facing", files.facing, "--json").json
    assert document["direction"]["basis"] == "declared"
    assert [bout["direction"] for bout in document["bouts"]] == ["forward", "backward"]


def test_a_facing_that_begins_with_a_minus_is_a_value(retrowalk: Command, files: Files) -> None:
    turned = ",".join(str(-float(part)) for part in files.facing.split(","))
    assert turned.startswith("-")
    document = retrowalk("analyze", files.mixed, "--facing", turned, "--json").json
    assert [bout["direction"] for bout in document["bouts"]] == ["backward", "forward"]


def test_a_facing_is_learnt_from_forward_walking(retrowalk: Command, files: Files) -> None:
    document = retrowalk("analyze", files.mixed, "--facing-from", files.forward, "--json").json
    assert document["direction"]["basis"] == "calibration"
    assert [bout["direction"] for bout in document["bouts"]] == ["forward", "backward"]


def test_the_caller_knows_better_than_the_file(retrowalk: Command, files: Files) -> None:
    ended = retrowalk("analyze", files.forward, "--placement", "ankle", "--side", "left", "--json")
    assert (ended.json["source"]["placement"], ended.json["source"]["side"]) == ("ankle", "left")


def test_the_start_is_kept_in_utc(retrowalk: Command, files: Files) -> None:
    ended = retrowalk("analyze", files.forward, "--start", "2026-11-23T10:00:00+01:00", "--json")
    assert ended.json["source"]["started_at"] == "2026-11-23T09:00:00Z"


def test_one_bad_file_does_not_stop_the_others(retrowalk: Command, files: Files, tmp_path: Path) -> None:
    ended = retrowalk("analyze", tmp_path / "missing.csv", files.forward, "--json")
    assert ended.code == 0
    assert len(ended.json["walks"]) == 1
    (failed,) = ended.json["errors"]
    assert failed["file"] == "missing.csv"
    assert failed["error"] in ended.err


def test_a_person_gets_a_short_table(retrowalk: Command, files: Files) -> None:
    ended = retrowalk("analyze", files.mixed, "--facing-from", files.forward)
    assert "This is a simulation: no person walked here." in ended.out
    assert "▶▶▶▶" in ended.out
    assert "◀◀◀◀" in ended.out
    assert "forward walking that showed which way your body faced" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_two_ways_that_nobody_has_named_are_two_letters(retrowalk: Command, files: Files) -> None:
    out = retrowalk("analyze", files.mixed).out
    assert "AAAA" in out
    assert "BBBB" in out
    assert "--facing or --facing-from tells which was" in " ".join(out.split())


def test_several_walks_are_a_row_each(retrowalk: Command, files: Files) -> None:
    out = retrowalk("analyze", files.mixed, files.forward).out
    assert "mixed.csv" in out
    assert "forward.csv" in out


def test_a_file_name_is_never_markup(retrowalk: Command, files: Files, tmp_path: Path) -> None:
    path = tmp_path / "[red]walk.csv"
    path.write_bytes(files.forward.read_bytes())
    assert "[red]walk.csv" in retrowalk("analyze", path).out


@pytest.mark.parametrize(
    ("option", "name", "magic"),
    [
        ("--html", "walk.html", b"<!doctype html>"),
        ("--strides", "strides.csv", b"file,recording_index,"),
        ("--strides", "strides.parquet", b"PAR1"),
        ("--plot", "walk.svg", b"<svg"),
        ("--plot", "walk.PNG", b"\x89PNG"),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_what_is_asked_for_is_written_whole(
    retrowalk: Command, files: Files, tmp_path: Path, option: str, name: str, magic: bytes, count: int
) -> None:
    ended = retrowalk("analyze", *[files.mixed, files.forward][:count], option, tmp_path / name)
    assert ended.code == 0
    assert f"Written: {tmp_path / name}" in ended.err
    assert (tmp_path / name).read_bytes().lstrip().startswith(magic)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_json_and_files_go_together(retrowalk: Command, files: Files, tmp_path: Path) -> None:
    ended = retrowalk("analyze", files.forward, "--json", "--strides", tmp_path / "s.csv")
    assert len(ended.json["strides"]) == pl.read_csv(tmp_path / "s.csv").height


def test_without_acceleration_counts_are_null_and_that_is_said(retrowalk: Command, tmp_path: Path) -> None:
    path = tmp_path / "gyroscope.csv"
    rows = "\n".join(f"{i / 50},0.1,{(i % 50) / 25},0.3" for i in range(1000))
    path.write_text("t,gx,gy,gz\n" + rows + "\n")
    ended = retrowalk("analyze", path, "--json")
    assert ended.code == 0
    assert ended.json["summary"]["steps"] is None
    assert any("acceleration" in warning for warning in ended.json["source"]["warnings"])


@pytest.mark.parametrize("sensor", ["right_heel", "right_toe"])
def test_a_real_foot_walks_forward_and_backward(
    retrowalk: Command, shared_data: Path, tmp_path: Path, sensor: str
) -> None:
    table = pl.read_parquet(shared_data / "gottlieb_fwbw" / "imu.parquet")
    for trial in ("FW", "BW"):
        chosen = table.filter(pl.col("trial") == trial, pl.col("placement") == sensor)
        chosen.select("t", "ax", "ay", "az", "gx", "gy", "gz").write_csv(tmp_path / f"{trial}.csv")
    learnt = ("--placement", "foot", "--side", "right", "--facing-from", tmp_path / "FW.csv", "--json")
    forward = retrowalk("analyze", tmp_path / "FW.csv", *learnt).json["strides"]
    backward = retrowalk("analyze", tmp_path / "BW.csv", *learnt).json["strides"]
    assert len(forward) >= 28
    assert {stride["direction"] for stride in forward} == {"forward"}
    assert sum(stride["direction"] == "backward" for stride in backward) >= 26
    assert "forward" not in {stride["direction"] for stride in backward}
