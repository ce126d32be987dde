"""Exports of phyphox in its five dialects."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from recordings.writers import motion, phyphox, samples, unfolded, zipped
from retrowalk.errors import NoUsableSignalError
from retrowalk.recordings import read

T, A, W = motion()
ACCELERATION = [f"Acceleration {axis} (m/s^2)" for axis in "xyz"]
LINEAR = [f"Linear Acceleration {axis} (m/s^2)" for axis in "xyz"]
GYROSCOPE = [f"Gyroscope {axis} (rad/s)" for axis in "xyz"]
SETS = {"Accelerometer": (ACCELERATION, T + 0.3, A), "Gyroscope": (GYROSCOPE, T + 0.31, W)}


@pytest.mark.parametrize(
    ("delimiter", "decimal"), [(",", "."), ("\t", "."), (";", "."), ("\t", ","), (";", ",")], ids=repr
)
def test_the_five_dialects(tmp_path: Path, delimiter: str, decimal: str) -> None:
    (recording,) = read(zipped(tmp_path / "walk.zip", phyphox(SETS, delimiter=delimiter, decimal=decimal)))

    assert (recording.format, recording.warnings) == ("phyphox", ())
    assert recording.started_at == datetime.fromtimestamp(1_790_000_000.3, UTC)
    t, values = samples(recording)
    assert_allclose(t, T, atol=1e-8)
    assert_allclose(values, A, rtol=1e-8)
    assert_allclose(samples(recording, "angular_velocity")[0], T + 0.01, atol=1e-8)


def test_the_folder_of_an_export_and_one_file_of_it(tmp_path: Path) -> None:
    folder = unfolded(tmp_path / "export", phyphox(SETS))

    assert read(folder)[0].kinds == ("acceleration", "angular_velocity")
    assert read(folder / "Gyroscope.csv")[0].kinds == ("angular_velocity",)
    assert read(folder / "Accelerometer.csv")[0].format == "phyphox"


def test_a_pause_is_said(tmp_path: Path) -> None:
    files = phyphox(SETS)
    files["meta/time.csv"] += '"PAUSE",5.0E0,1790000005.000,""\n"START",5.0E0,1790000065.000,""\n'
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert any("paused" in warning for warning in recording.warnings)


def test_linear_acceleration_alone_is_refused_with_what_to_choose(tmp_path: Path) -> None:
    with pytest.raises(NoUsableSignalError, match="with g"):
        read(zipped(tmp_path / "walk.zip", phyphox({"Linear Acceleration": (LINEAR, T, A)})))


def test_linear_acceleration_beside_a_gyroscope_is_left_out_and_said(tmp_path: Path) -> None:
    sets = {"Linear Acceleration": (LINEAR, T, A), "Gyroscope": (GYROSCOPE, T, W)}
    (recording,) = read(zipped(tmp_path / "walk.zip", phyphox(sets)))

    assert recording.kinds == ("angular_velocity",)
    assert any("leaves gravity out" in warning for warning in recording.warnings)
