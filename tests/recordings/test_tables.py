"""Tables of motion in the variants people have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from numpy.testing import assert_allclose

from recordings.writers import EPOCH_NS, GRAVITY, generic, motion, samples, table, triple
from retrowalk.errors import NoUsableSignalError, RecordingError
from retrowalk.recordings import Recording, read

T, A, W = motion()
SI = {"t": T, **triple("a{}", A), **triple("g{}", W)}


def one(path: Path, **overrides: Any) -> Recording:
    (recording,) = read(path, **overrides)
    return recording


def test_the_contracts_own_columns_are_read_as_they_are(tmp_path: Path) -> None:
    recording = one(table(tmp_path / "walk.csv", SI))

    assert (recording.file, recording.format) == ("walk.csv", "csv")
    assert recording.kinds == ("acceleration", "angular_velocity")
    assert recording.warnings == ()
    assert recording.rate_hz == pytest.approx(100)
    assert recording.duration_s == pytest.approx(9.99)
    assert_allclose(samples(recording)[1], A)
    assert_allclose(samples(recording, "angular_velocity")[1], W)


def test_a_file_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "walk.csv").write_bytes(_parquet(tmp_path, SI).read_bytes())

    assert one(tmp_path / "walk.csv").format == "parquet"


@pytest.mark.parametrize(
    "names",
    [
        ("acc_{}", "gyr_{}"),
        ("Acc_{}", "Gyro_{}"),
        ("accel_{}", "gyroscope_{}"),
        ("accelerometer_{}", "rotationRate.{}"),
        ("Acc{} [m/s²]", "Gyr{} [rad/s]"),
        ("acceleration_{}", "angular_velocity_{}"),
        ("{}-axis (m/s^2)", "{}-axis (rad/s)"),
    ],
)
def test_names_of_columns_in_many_spellings(tmp_path: Path, names: tuple[str, str]) -> None:
    recording = one(table(tmp_path / "walk.csv", {"time": T, **triple(names[0], A), **triple(names[1], W)}))

    assert_allclose(samples(recording)[1], A)
    assert_allclose(samples(recording, "angular_velocity")[1], W)


@pytest.mark.parametrize(
    ("dialect"),
    [
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"delimiter": ";", "decimal": ","},
        {"delimiter": "\t", "decimal": ","},
        {"quote": True},
        {"quote": True, "decimal": ","},
        {"end": "\r\n"},
        {"end": "\r"},
    ],
    ids=str,
)
def test_dialects_of_text(tmp_path: Path, dialect: dict[str, Any]) -> None:
    recording = one(table(tmp_path / "walk.txt", SI, **dialect))

    assert recording.warnings == ()
    assert_allclose(samples(recording)[1], A)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_encodings_of_text(tmp_path: Path, encoding: str) -> None:
    columns = {"t": T, **triple("a{} (m/s²)", A), **triple("g{} (°/s)", np.degrees(W))}
    path = table(tmp_path / "walk.csv", columns)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    recording = one(path)

    assert recording.warnings == ()
    assert_allclose(samples(recording, "angular_velocity")[1], W, atol=1e-12)


def test_lines_before_the_header_and_units_below_it(tmp_path: Path) -> None:
    path = table(tmp_path / "walk.csv", SI | triple("a{}", A / GRAVITY))
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(
        f"# logger 3, device 12\nsubject,7\n\n{header}\ns,g,g,g,rad/s,rad/s,rad/s\n{rest}", encoding="utf-8"
    )

    assert_allclose(samples(one(path))[1], A)


def test_numbers_without_names_are_taken_for_time_and_motion_and_it_is_said(tmp_path: Path) -> None:
    path = table(tmp_path / "walk.csv", SI)
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")

    recording = one(path)

    assert_allclose(samples(recording)[1], A)
    assert "no names" in recording.warnings[0]


def test_the_name_of_the_file_tells_what_x_y_z_are(tmp_path: Path) -> None:
    assert one(table(tmp_path / "Gyroscope.csv", {"time": T, **triple("{}", W)})).kinds == (
        "angular_velocity",
    )
    assert one(table(tmp_path / "Accelerometer.csv", {"time": T, **triple("{}", A)})).kinds == (
        "acceleration",
    )


def test_without_acceleration_there_is_a_recording_that_says_so(tmp_path: Path) -> None:
    recording = one(table(tmp_path / "turns.csv", {"t": T, **triple("g{}", W)}))

    assert recording.kinds == ("angular_velocity",)
    assert any("no acceleration" in warning for warning in recording.warnings)


# Units


@pytest.mark.parametrize(
    ("scale", "name"), [(GRAVITY, "in g"), (GRAVITY / 1000, "thousandths of g"), (1.0, "m/s²")]
)
def test_a_unit_no_header_tells_is_known_by_gravity_and_said(tmp_path: Path, scale: float, name: str) -> None:
    recording = one(table(tmp_path / "walk.csv", {"time": T, **triple("acc_{}", A / scale)}))

    assert_allclose(samples(recording)[1], A)
    assert any(name in warning for warning in recording.warnings)


def test_the_contracts_columns_in_g_are_noticed(tmp_path: Path) -> None:
    recording = one(table(tmp_path / "walk.csv", SI | triple("a{}", A / GRAVITY)))

    assert_allclose(samples(recording)[1], A)
    assert any("in g" in warning for warning in recording.warnings)


def test_degrees_per_second_are_known_by_how_fast_they_are(tmp_path: Path) -> None:
    recording = one(
        table(tmp_path / "walk.csv", {"time": T, **triple("a{}", A), **triple("gyr_{}", np.degrees(W))})
    )

    assert_allclose(samples(recording, "angular_velocity")[1], W)
    assert any("degrees/s" in warning for warning in recording.warnings)


def test_gravity_is_added_to_the_users_acceleration(tmp_path: Path) -> None:
    pull = np.tile([0.0, 1.0, 0.0], (T.size, 1))
    columns = {"time": T, **triple("gravity.{}", pull), **triple("userAcceleration.{}", -A / GRAVITY - pull)}

    assert_allclose(samples(one(table(tmp_path / "walk.csv", columns)))[1], A)


def test_acceleration_without_gravity_is_pointed_out(tmp_path: Path) -> None:
    recording = one(table(tmp_path / "walk.csv", {"t": T, **triple("a{} (m/s^2)", A - A.mean(axis=0))}))

    assert any("gravity was taken out" in warning for warning in recording.warnings)


# Times


@pytest.mark.parametrize("per_second", [1, 1_000, 1_000_000, 1_000_000_000])
@pytest.mark.parametrize("start_s", [0, 5_000, EPOCH_NS // 10**9])
def test_the_unit_of_times_is_known_by_their_steps(tmp_path: Path, per_second: int, start_s: int) -> None:
    times = T + start_s if per_second == 1 else np.round((T + start_s) * per_second).astype(np.int64)
    recording = one(table(tmp_path / "walk.csv", {"timestamp": times, **triple("a{}", A)}))

    assert recording.duration_s == pytest.approx(9.99, abs=1e-6)
    known = datetime.fromtimestamp(start_s, UTC) if start_s > 10**9 else None
    assert recording.started_at == (pytest.approx(known, abs=datetime.resolution * 300) if known else None)


def test_instants_with_a_zone_tell_when_it_was(tmp_path: Path) -> None:
    stamps = [f"2026-09-21T16:13:{20 + i // 100:02d}.{i % 100:02d}0+02:00" for i in range(T.size)]
    recording = one(table(tmp_path / "walk.csv", {"time": stamps, **triple("a{}", A)}))

    assert recording.started_at == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
    assert recording.rate_hz == pytest.approx(100)


def test_instants_without_a_zone_do_not_and_it_is_said(tmp_path: Path) -> None:
    stamps = [f"2026-09-21 16:13:{20 + i // 100:02d}.{i % 100:02d}" for i in range(T.size)]
    recording = one(table(tmp_path / "walk.csv", {"time": stamps, **triple("a{}", A)}))

    assert recording.started_at is None
    assert any("no time zone" in warning for warning in recording.warnings)


def test_parquet_instants(tmp_path: Path) -> None:
    stamps = pl.Series(EPOCH_NS + (T * 1e9).astype(np.int64)).cast(pl.Datetime("ns", "UTC"))
    pl.DataFrame({"time": stamps, **triple("a{}", A)}).write_parquet(tmp_path / "walk.parquet")

    assert one(tmp_path / "walk.parquet").started_at == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


def test_a_count_of_samples_is_no_time(tmp_path: Path) -> None:
    with pytest.raises(NoUsableSignalError, match="counts samples"):
        read(table(tmp_path / "walk.csv", {"time": np.arange(T.size), **triple("a{}", A)}))


def test_a_clock_of_whole_seconds_is_spread_out(tmp_path: Path) -> None:
    recording = one(table(tmp_path / "walk.csv", {"t": np.floor(T), **triple("a{}", A)}))

    t, values = samples(recording)
    assert recording.rate_hz == pytest.approx(100, rel=0.02)
    assert_allclose(t, T, atol=0.02)
    assert_allclose(values, A)


def test_acceleration_said_to_be_without_gravity_is_left_out(tmp_path: Path) -> None:
    columns = {"t": T, **triple("linear_acceleration_{}", A), **triple("g{}", W)}
    recording = one(table(tmp_path / "walk.csv", columns))

    assert recording.kinds == ("angular_velocity",)
    assert any("leaves gravity out" in warning for warning in recording.warnings)


# Several recordings in one table


def test_trials_subjects_and_placements_are_recordings_even_when_their_rows_mix(tmp_path: Path) -> None:
    columns: dict[str, Any] = {
        "subject": ["S1"] * T.size,
        "placement": ["right_heel", "left_shank"] * (T.size // 2),
        "trial": ["a"] * 500 + ["b"] * 500,
        **SI,
    }
    recordings = read(_parquet(tmp_path, columns))

    assert [(r.index, r.trial, r.placement, r.side) for r in recordings] == [
        (0, "a", "foot", "right"),
        (1, "a", "shank", "left"),
        (2, "b", "foot", "right"),
        (3, "b", "shank", "left"),
    ]
    assert_allclose(samples(recordings[1])[1], A[1:500:2])
    assert_allclose(samples(recordings[2])[0], T[500::2] - T[500])


def test_sensors_named_for_their_places_are_recordings(tmp_path: Path) -> None:
    columns = {"t": T, **triple("left_ankle_acc_{}", A), **triple("right_ankle_acc_{}", -A)}
    left, right = read(table(tmp_path / "walk.csv", columns))

    assert (left.placement, left.side, right.side) == ("ankle", "left", "right")
    assert_allclose(samples(right)[1], -A)


def test_a_gyroscope_of_nothing_but_nan_is_none(tmp_path: Path) -> None:
    assert one(_parquet(tmp_path, SI | triple("g{}", W * np.nan))).kinds == ("acceleration",)


@pytest.mark.parametrize("column", [{"simulated": ["true"] * 1000}, {"dataset": ["virtual:walker"] * 1000}])
def test_virtual_data_is_simulated(tmp_path: Path, column: dict[str, list[str]]) -> None:
    assert one(table(tmp_path / "walk.csv", {**column, **SI})).simulated


def test_what_the_caller_says_overrides_the_file(tmp_path: Path) -> None:
    path = table(tmp_path / "walk.csv", {"placement": ["left_wrist"] * T.size, **SI})
    start = datetime(2026, 1, 1, tzinfo=UTC)
    recording = one(path, placement="ankle", side="right", started_at=start)

    assert (recording.placement, recording.side, recording.started_at) == ("ankle", "right", start)


def test_a_start_needs_a_zone(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="time zone"):
        read(generic(tmp_path / "walk.csv"), started_at=datetime(2026, 1, 1))


def test_blocks_are_a_minute_at_most_and_take_turns(tmp_path: Path) -> None:
    recording = one(generic(tmp_path / "walk.csv", rows=30_000))
    blocks = list(recording.signals())

    assert [block.kind for block in blocks] == ["acceleration", "angular_velocity"] * 5
    assert all(block.t_s[-1] - block.t_s[0] <= 60 for block in blocks)
    assert sum(block.t_s.size for block in blocks) == 60_000


def _parquet(folder: Path, columns: dict[str, Any]) -> Path:
    pl.DataFrame(columns).write_parquet(folder / "table.parquet")
    return folder / "table.parquet"
