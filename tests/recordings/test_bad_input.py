"""What is no recording gets one clear sentence, quickly, and what is damaged gives what can be read."""

from __future__ import annotations

import os
import shutil
import tracemalloc
import zipfile
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.writers import generic, motion, phyphox, samples, sensor_logger, table, triple, zipped
from retrowalk.errors import NoUsableSignalError, RecordingError, RetrowalkError
from retrowalk.recordings import read, recording_from_arrays, write_parquet

T, A, W = motion()


def sentence(path: Path) -> str:
    """What is said of a file; it must be one sentence that names it."""
    started = perf_counter()
    with pytest.raises(RecordingError) as caught:
        read(path)
    assert perf_counter() - started < 3
    said = str(caught.value)
    assert path.name in said
    assert said.endswith(".") and "\n" not in said and len(said) < 400
    return said


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"\n\n\n", "one column only"),
        (b"hello\n", "one column only"),
        (b"t\n0\n0.01\n0.02\n", "one column only"),
        (b"name,age\nA,3\nB,4\n", "no column of a motion sensor"),
        (b"time,lat,lon\n0,47,8\n1,47,8\n", "no column of a motion sensor"),
        (b"t,ax,ay,az\n", "no rows"),
        (b"ax,ay,az\n0,0,9.8\n0,0,9.8\n", "no column of times"),
        (b"t,linear_acc_x,linear_acc_y,linear_acc_z\n0,0,0,1\n0.01,0,0,1\n", "without gravity only"),
        (b"1,2,3\n4,5,6\n7,8,9\n", "3 columns of numbers without names"),
        (b"t,ax,ay,az\n" + b"nan,nan,nan,nan\n" * 100, "no usable times"),
        (b"t,ax,ay,az\n" + b"".join(b"%d.5,nan,nan,nan\n" % i for i in range(100)), "no number"),
        (b"t,ax,ay,az\n" + b"".join(b"%d,a,b,c\n" % (i * 10) for i in range(100)), "no number"),
        (b"t,ax,ay,az\n" + b"".join(b"%.2f,1,2,9\n" % (9 - i / 100) for i in range(900)), "backward in time"),
        (b"\xff\xd8\xff\xe0" + os.urandom(5000), "JPEG"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(5000), "PNG"),
        (b"<?xml version='1.0'?><gpx></gpx>", "GPX"),
        (b'{"a": 1}', "JSON"),
        (b"PAR1" + os.urandom(200), "Parquet file that is cut off"),
        (b"PK\x03\x04" + os.urandom(200), "zip file that is cut off"),
        (bytes(range(256)) * 40, "binary"),
        (b"x" * 2_000_000, "a single line"),
        (b"\0" * 100_000, "binary"),
    ],
    ids=lambda value: repr(value)[:30] if isinstance(value, str) else None,
)
def test_what_is_no_recording(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in sentence(written(tmp_path / "walk.csv", content))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in sentence(tmp_path / "gone.csv")


def test_folders_without_anything_known(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear all\n")

    assert "no files" in sentence(tmp_path / "empty")
    assert "letter.txt" in sentence(tmp_path / "letters")


def test_gigabytes_of_zeros_are_refused_without_reading_them(tmp_path: Path) -> None:
    with (tmp_path / "zeros.csv").open("wb") as stream:
        stream.truncate(3 << 30)

    assert "binary" in sentence(tmp_path / "zeros.csv")


def test_a_zip_bomb_is_stopped_by_what_comes_out_of_it(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w") as out,
    ):
        out.write(b"t,ax,ay,az\n")
        for row in range(60_000):
            out.write(b"%.2f,0.0,0.0,9.8%s\n" % (row / 100, b"0" * 5000))
    tracemalloc.start()
    assert "100 times its size" in sentence(tmp_path / "bomb.zip")
    assert tracemalloc.get_traced_memory()[1] < 100e6
    tracemalloc.stop()


def test_a_zip_of_too_many_files(tmp_path: Path) -> None:
    assert "3000 files" in sentence(zipped(tmp_path / "many.zip", {f"{i}.csv": "a,b\n" for i in range(3000)}))


def test_names_that_climb_out_of_a_zip_do_no_harm(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    files = {
        f"../../{name}": content for name, content in sensor_logger({"TotalAcceleration": (T, A)}).items()
    }
    (recording,) = read(zipped(inside / "walk.zip", files))

    assert recording.kinds == ("acceleration",)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "walk.zip"]


def test_an_excel_sheet_is_named(tmp_path: Path) -> None:
    files = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    assert "save the sheet as CSV" in sentence(zipped(tmp_path / "walk.xlsx", files))


# Damaged part-way: what came before is read, and what was lost is said.


def test_a_line_cut_off(tmp_path: Path) -> None:
    path = generic(tmp_path / "walk.csv")
    written(path, path.read_bytes()[:-60])
    (recording,) = read(path)

    assert samples(recording)[0].size == 999
    assert any("cut off" in warning for warning in recording.warnings)


def test_binary_after_text(tmp_path: Path) -> None:
    path = generic(tmp_path / "walk.csv", rows=60_000)
    good = path.read_bytes()
    written(path, good[: len(good) // 2] + b"\0" * 4_000_000)
    (recording,) = read(path)

    assert 29_000 < samples(recording)[0].size < 31_000
    assert any("not text" in warning for warning in recording.warnings)


def test_words_among_numbers(tmp_path: Path) -> None:
    path = generic(tmp_path / "walk.csv")
    lines = path.read_text().split("\n")
    lines[300:310] = ["error: sensor lost"] * 10
    path.write_text("\n".join(lines))
    (recording,) = read(path)

    assert samples(recording)[0].size == 990
    assert any("10 rows" in warning for warning in recording.warnings)


def test_a_member_damaged_inside_its_zip(tmp_path: Path) -> None:
    t, a, _ = motion(60_000)
    path = zipped(tmp_path / "walk.zip", sensor_logger({"TotalAcceleration": (t, a)}, metadata={}))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = b"\xff" * 200
    written(path, bytes(content))
    (recording,) = read(path)

    assert 1000 < samples(recording)[0].size < 60_000
    assert any("damaged inside the zip" in warning for warning in recording.warnings)


def test_a_parquet_file_cut_off(tmp_path: Path) -> None:
    write_parquet(recording_from_arrays(T, A, W), tmp_path / "walk.parquet")
    content = (tmp_path / "walk.parquet").read_bytes()

    assert "cut off or damaged" in sentence(written(tmp_path / "walk.parquet", content[: len(content) // 2]))


# Mutated bytes of valid files


def _valid(folder: Path) -> dict[str, bytes]:
    t, a, w = motion(60)
    names = [f"Acceleration {axis} (m/s^2)" for axis in "xyz"]
    sets = phyphox({"Accelerometer": (names, t, a)}, delimiter=";", decimal=",")
    members = {"Accelerometer": (t, a), "Gravity": (t, a), "Gyroscope": (t, w)}
    logger = sensor_logger(members, metadata={"platform": "ios"})
    write_parquet(recording_from_arrays(t, a, w), folder / "kept")
    pl.DataFrame({"trial": ["a", "b"] * 30, "t": t, **triple("a{}", a)}).write_parquet(folder / "parquet")
    return {
        "csv": generic(folder / "csv", 60).read_bytes(),
        "semicolons": table(
            folder / "semi", {"time": t, **triple("a{}", a)}, delimiter=";", decimal=","
        ).read_bytes(),
        "logger": zipped(folder / "logger", logger).read_bytes(),
        "phyphox": zipped(folder / "phyphox", sets).read_bytes(),
        "kept": (folder / "kept").read_bytes(),
        "parquet": (folder / "parquet").read_bytes(),
    }


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one sound file of each format."""
    folder, made = tmp_path_factory.mktemp("valid"), tmp_path_factory.mktemp("made")
    for name, content in _valid(made).items():
        written(folder / name, content)
    return folder


mutations = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "double", "zero"]), st.floats(0, 1), st.integers(0, 255)
    ),
    min_size=1,
    max_size=6,
)


def _mutated(content: bytes, changes: list[tuple[str, float, int]]) -> bytes:
    data = bytearray(content)
    for what, where, value in changes:
        at = min(int(where * len(data)), len(data) - 1)
        if at < 0:
            break
        match what:
            case "flip":
                data[at] = value
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + value]
            case "double":
                data[at:at] = data[at : at + value]
            case "zero":
                data[at : at + value] = bytes(len(data[at : at + value]))
    return bytes(data)


@pytest.mark.parametrize("which", ["csv", "semicolons", "logger", "phyphox", "kept", "parquet"])
@given(changes=mutations)
def test_mutated_files_give_recordings_or_one_sentence(
    valid: Path,
    tmp_path_factory: pytest.TempPathFactory,
    which: str,
    changes: list[tuple[str, float, int]],
) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    try:
        for recording in read(written(folder / "file", _mutated((valid / which).read_bytes(), changes))):
            for signal in recording.signals():
                assert np.isfinite(signal.values).all() and np.all(np.diff(signal.t_s) > 0)
    except RetrowalkError as refused:
        assert str(refused).endswith(".")
    finally:
        shutil.rmtree(folder)


def test_files_of_other_devices_are_recordings_or_one_sentence(shared_data: Path) -> None:
    files = [path for path in (shared_data.parent / "files").rglob("*") if path.is_file()]
    assert len(files) > 90
    read_as: dict[str, int] = {}
    for path in files:
        started = perf_counter()
        try:
            read_as[path.name] = len(read(path))
        except RecordingError as refused:
            assert path.name in str(refused) and "\n" not in str(refused)
        assert perf_counter() - started < 2, path
    assert read_as == {"WristMotion.csv": 1}


def test_nothing_to_use_is_told_apart_from_not_readable(tmp_path: Path) -> None:
    with pytest.raises(NoUsableSignalError):
        read(written(tmp_path / "walk.csv", b"name,age\nA,3\n"))
