"""Keeping a recording and reading it back."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal

from recordings.writers import FloatArray, motion, samples
from retrowalk.errors import RecordingError
from retrowalk.recordings import Recording, Signal, read, recording_from_arrays, write_parquet


def same(kept: Recording, recording: Recording) -> None:
    """All that is known is the same, and so is every sample."""
    for field in fields(Recording):
        if field.name != "signals":
            assert getattr(kept, field.name) == getattr(recording, field.name), field.name
    for kind in recording.kinds:
        for ours, theirs in zip(samples(kept, kind), samples(recording, kind), strict=True):
            assert_array_equal(ours, theirs)


def two_rates(rows: int = 20_000) -> Recording:
    """A phone whose gyroscope runs on its own clock, at another rate, with a hole of ten minutes."""
    t, a, _ = motion(rows)
    turns_t = np.arange(0.0037, t[-1], 0.0125)
    turns_t = turns_t[(turns_t < 20) | (turns_t > 620)] if rows > 70_000 else turns_t
    turns = np.random.default_rng(2).normal(size=(turns_t.size, 3))

    def signals() -> Iterator[Signal]:
        for start in np.arange(0, t[-1] + 60, 60):
            for kind, times, values in (("acceleration", t, a), ("angular_velocity", turns_t, turns)):
                low, high = np.searchsorted(times, [start, start + 60])
                if high > low:
                    yield Signal(kind, times[low:high], values[low:high])  # type: ignore[arg-type]

    return Recording(
        "phone.zip", "sensor-logger", float(t[-1]), 100.0, signals, kinds=("acceleration", "angular_velocity")
    )


def test_everything_known_of_a_recording_comes_back(tmp_path: Path) -> None:
    recording = replace(
        recording_from_arrays(
            *motion(), file="walk.csv", format="csv", placement="ankle", side="left", subject="Zoë"
        ),
        index=3,
        started_at=datetime(2026, 9, 21, 14, 13, 20, 5, tzinfo=UTC),
        time_zone="Europe/Zurich",
        simulated=True,
        warnings=("Times are taken to be in milliseconds (column 'time').",),
    )
    write_parquet(recording, tmp_path / "kept.parquet")

    (kept,) = read(tmp_path / "kept.parquet")
    same(kept, recording)


@pytest.mark.parametrize("rows", [20_000, 100_000])
def test_sensors_with_their_own_clocks_keep_every_sample_where_it_was(tmp_path: Path, rows: int) -> None:
    recording = two_rates(rows)
    write_parquet(recording, tmp_path / "kept.parquet")

    (kept,) = read(tmp_path / "kept.parquet")
    same(kept, recording)
    t = pl.read_parquet(tmp_path / "kept.parquet")["t"]
    assert t.is_sorted() and t.is_unique().all()


def test_numbers_of_32_bits_are_kept_in_32_bits(tmp_path: Path) -> None:
    t, a, w = motion()
    write_parquet(
        recording_from_arrays(t, a.astype(np.float32).astype(float), None), tmp_path / "narrow.parquet"
    )
    write_parquet(recording_from_arrays(t, a, w), tmp_path / "wide.parquet")

    assert pl.read_parquet_schema(tmp_path / "narrow.parquet")["ax"] == pl.Float32
    assert pl.read_parquet_schema(tmp_path / "wide.parquet")["ax"] == pl.Float64


steps = arrays(np.float64, st.integers(2, 200), elements=st.floats(1e-3, 500))
values = st.integers(0, 2**32 - 1)


@given(steps=steps, seed=values, both=st.booleans())
def test_any_recording_comes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: FloatArray, seed: int, both: bool
) -> None:
    random = np.random.default_rng(seed)
    t = np.concatenate([[0.0], np.cumsum(steps)])
    recording = recording_from_arrays(
        t, random.normal(size=(t.size, 3)) * 20, random.normal(size=(t.size, 3)) if both else None
    )
    path = tmp_path_factory.mktemp("kept") / "kept.parquet"
    write_parquet(recording, path)

    (kept,) = read(path)
    same(kept, recording)


def test_other_programs_find_a_plain_table(tmp_path: Path) -> None:
    write_parquet(recording_from_arrays(*motion()), tmp_path / "kept.parquet")

    assert pl.read_parquet(tmp_path / "kept.parquet").columns == ["t", "ax", "ay", "az", "gx", "gy", "gz"]


def test_a_failure_half_way_leaves_no_file(tmp_path: Path) -> None:
    passes: list[int] = []

    def broken() -> Iterator[Signal]:
        passes.append(1)
        t, a, _ = motion()
        yield Signal("acceleration", t, a)
        if len(passes) > 1:  # the first pass only looks at the numbers
            raise RecordingError("walk.csv cannot be read: it is gone.")

    recording = Recording("walk.csv", "csv", 9.99, 100.0, broken)

    with pytest.raises(RecordingError, match="it is gone"):
        write_parquet(recording, tmp_path / "kept.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", full)
    with pytest.raises(
        RecordingError, match=r"^kept\.parquet could not be written: No space left on device\.$"
    ):
        write_parquet(recording_from_arrays(*motion()), tmp_path / "kept.parquet")


def test_a_later_version_is_refused_by_name(tmp_path: Path) -> None:
    pl.DataFrame({"t": [0.0]}).write_parquet(
        tmp_path / "kept.parquet", metadata={"retrowalk": '{"schema": "retrowalk.recording/9", "kinds": []}'}
    )
    with pytest.raises(RecordingError, match=r"retrowalk\.recording/9"):
        read(tmp_path / "kept.parquet")
