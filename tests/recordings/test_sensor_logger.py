"""Exports of Sensor Logger: members, signs and units by platform."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from recordings.writers import (
    EPOCH_NS,
    GRAVITY,
    FloatArray,
    motion,
    samples,
    sensor_logger,
    text,
    triple,
    unfolded,
    zipped,
)
from retrowalk.errors import NoUsableSignalError
from retrowalk.recordings import read

T, A, W = motion(3000)
PULL = np.tile([0.0, -GRAVITY, 0.0], (T.size, 1))
GYROSCOPE = {"Gyroscope": (T, W)}


def apple(values: FloatArray) -> FloatArray:
    """What an iPhone gives for what an accelerometer feels."""
    return -values


def test_android_total_acceleration_is_taken_as_it_is(tmp_path: Path) -> None:
    files = sensor_logger(
        {"TotalAcceleration": (T, A), "Accelerometer": (T, A - PULL), **GYROSCOPE}, metadata={}
    )
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert (recording.format, recording.file, recording.warnings) == ("sensor-logger", "walk.zip", ())
    assert recording.started_at == datetime.fromtimestamp(EPOCH_NS / 1e9, UTC)
    assert recording.time_zone == "Europe/Zurich"
    assert_allclose(samples(recording)[1], A)
    assert_allclose(samples(recording, "angular_velocity")[1], W)


def test_an_iphones_signs_are_turned_round_but_not_its_gyroscopes(tmp_path: Path) -> None:
    files = sensor_logger(
        {"Accelerometer": (T, apple(A - PULL)), "Gravity": (T, apple(PULL)), **GYROSCOPE},
        metadata={"platform": "ios"},
    )
    (recording,) = read(unfolded(tmp_path / "export", files))

    assert recording.warnings == ()
    assert_allclose(samples(recording)[1], A, atol=1e-9)
    assert_allclose(samples(recording, "angular_velocity")[1], W)


def test_a_standardised_iphone_has_androids_signs(tmp_path: Path) -> None:
    files = sensor_logger(
        {"Accelerometer": (T, A - PULL), "Gravity": (T, PULL)},
        metadata={"platform": "ios", "standardisation": "true"},
    )
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert_allclose(samples(recording)[1], A, atol=1e-9)


def test_an_iphones_uncalibrated_acceleration_is_in_g(tmp_path: Path) -> None:
    files = sensor_logger(
        {"AccelerometerUncalibrated": (T, apple(A / GRAVITY))}, metadata={"platform": "ios"}
    )
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert_allclose(samples(recording)[1], A)


@pytest.mark.parametrize("standardised", [False, True])
def test_the_watch_is_a_recording_of_its_own_at_the_wrist(tmp_path: Path, standardised: bool) -> None:
    scale = 1.0 if standardised else -1 / GRAVITY
    columns = {
        **triple("rotationRate{}", W),
        **triple("gravity{}", PULL * scale),
        **triple("acceleration{}", (A - PULL) * scale),
    }
    columns = {name[:-1] + name[-1].upper(): values for name, values in columns.items()}
    watch = text(
        ["time", "seconds_elapsed", *columns],
        [EPOCH_NS + np.round(T * 1e9).astype(np.int64), T, *columns.values()],
    )
    about = {"platform": "ios", "standardisation": str(standardised).lower()}
    files = sensor_logger({"TotalAcceleration": (T, A)}, metadata=about) | {"WristMotion.csv": watch}
    phone, wrist = read(zipped(tmp_path / "walk.zip", files))

    assert (phone.index, wrist.index, wrist.placement) == (0, 1, "wrist")
    assert wrist.kinds == ("acceleration", "angular_velocity")
    assert_allclose(samples(wrist)[1], A, atol=1e-9)


def test_gravity_on_its_own_clock_is_drawn_between_its_samples(tmp_path: Path) -> None:
    slow = np.arange(-0.02, 30, 0.05)
    tilt = np.column_stack([np.sin(slow / 5), np.cos(slow / 5), 0 * slow]) * GRAVITY
    expected = np.column_stack([np.sin(T / 5), np.cos(T / 5), 0 * T]) * GRAVITY
    moved = np.random.default_rng(3).normal(size=(T.size, 3))
    files = sensor_logger({"Accelerometer": (T, moved), "Gravity": (slow, tilt)}, metadata={})
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    t, values = samples(recording)
    assert_allclose(values[:-5], (moved + expected)[: t.size - 5], atol=2e-3)


def test_without_metadata_the_doubt_about_signs_is_said(tmp_path: Path) -> None:
    files = sensor_logger({"Accelerometer": (T, A - PULL), "Gravity": (T, PULL)})
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert any("cannot be known" in warning for warning in recording.warnings)


def test_one_file_of_an_export_is_read_alone(tmp_path: Path) -> None:
    unfolded(tmp_path, sensor_logger({"TotalAcceleration": (T, A)}))
    (recording,) = read(tmp_path / "TotalAcceleration.csv")

    assert recording.format == "sensor-logger"
    assert_allclose(samples(recording)[1], A)


def test_sensors_that_start_at_different_times_share_one_zero(tmp_path: Path) -> None:
    files = sensor_logger({"TotalAcceleration": (T + 0.5, A), "Gyroscope": (T, W)}, metadata={})
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert samples(recording, "angular_velocity")[0][0] == 0
    assert samples(recording)[0][0] == pytest.approx(0.5)


def test_an_empty_member_does_not_spoil_the_others(tmp_path: Path) -> None:
    files = sensor_logger({"TotalAcceleration": (T, A)}, metadata={}) | {
        "Gyroscope.csv": "time,seconds_elapsed,z,y,x\n",
        "Annotation.csv": "",
        "Location.csv": "time,seconds_elapsed,latitude,longitude\n1,1,1,1\n",
    }
    (recording,) = read(zipped(tmp_path / "walk.zip", files))

    assert recording.kinds == ("acceleration",)


def test_acceleration_without_gravity_is_refused_with_what_to_switch_on(tmp_path: Path) -> None:
    files = sensor_logger({"Accelerometer": (T, A - PULL)}, metadata={"platform": "ios"})
    with pytest.raises(NoUsableSignalError, match="switch on Gravity"):
        read(zipped(tmp_path / "walk.zip", files))


def test_several_exports_in_one_folder_are_several_recordings(tmp_path: Path) -> None:
    files = sensor_logger({"TotalAcceleration": (T, A)}, metadata={})
    for name in ("monday", "tuesday"):
        unfolded(tmp_path / "walks" / name, files)

    assert [recording.index for recording in read(tmp_path / "walks")] == [0, 1]


def test_a_real_apple_watch_feels_gravity_upward(shared_data: Path) -> None:
    (recording,) = read(shared_data.parent / "files" / "sahiljagtap08__UcanCme" / "WristMotion.csv")

    t, values = samples(recording)
    assert recording.placement == "wrist"
    assert t.size == 1702 and recording.rate_hz == pytest.approx(99.5, abs=0.5)
    assert np.median(np.linalg.norm(values, axis=1)) == pytest.approx(GRAVITY, rel=0.1)
    # For the first second the watch lies face up: gravity at -z in Apple's words, felt at +z.
    assert values[:100].mean(axis=0)[2] > 7
