"""Small writers of what phones and loggers write, made after their documentation."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrowalk.recordings import Recording

FloatArray = NDArray[np.float64]
GRAVITY = 9.80665
EPOCH_NS = 1_790_000_000_000_000_000  # 2026-09-21T14:13:20Z


def motion(
    rows: int = 1000, rate_hz: float = 100.0, seed: int = 1
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Times, acceleration with gravity mostly along -y (a phone head down in a pocket), angular velocity."""
    random = np.random.default_rng(seed)
    t = np.arange(rows) / rate_hz
    acceleration = np.array([0.5, -9.7, 1.0]) + random.normal(0, 1.5, (rows, 3))
    return t, acceleration, random.normal(0, 1.2, (rows, 3))


def text(
    header: Sequence[str],
    columns: Sequence[NDArray[Any] | Sequence[Any]],
    *,
    delimiter: str = ",",
    decimal: str = ".",
    quote: bool = False,
    end: str = "\n",
) -> str:
    """A delimited table."""

    def cell(value: object) -> str:
        written = (repr(float(value)) if isinstance(value, float) else str(value)).replace(".", decimal)
        return f'"{written}"' if quote else written

    head = delimiter.join(f'"{name}"' if quote else name for name in header)
    rows = (delimiter.join(cell(value) for value in row) for row in zip(*columns, strict=True))
    return end.join([head, *rows]) + end


def table(path: Path, columns: Mapping[str, NDArray[Any] | Sequence[Any]], **dialect: Any) -> Path:
    """Such a table in a file."""
    path.write_text(text(list(columns), list(columns.values()), **dialect), encoding="utf-8")
    return path


def generic(path: Path, rows: int = 1000, **dialect: Any) -> Path:
    """The contract's own columns."""
    t, a, w = motion(rows)
    return table(path, {"t": t, **triple("a{}", a), **triple("g{}", w)}, **dialect)


def triple(name: str, values: FloatArray) -> dict[str, FloatArray]:
    """Three columns x, y, z."""
    return {name.format(axis): values[:, index] for index, axis in enumerate("xyz")}


def sensor_logger(
    members: Mapping[str, tuple[FloatArray, FloatArray]], *, metadata: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The files of a Sensor Logger export: times and values by member, columns z, y, x as the app has them."""
    files = {}
    for name, (t, values) in members.items():
        time = EPOCH_NS + np.round(t * 1e9).astype(np.int64)
        files[f"{name}.csv"] = text(
            ["time", "seconds_elapsed", "z", "y", "x"], [time, t, values[:, 2], values[:, 1], values[:, 0]]
        )
    if metadata is not None:
        about = {
            "version": "3",
            "device name": "phone",
            "recording epoch time": str(EPOCH_NS // 1_000_000),
            "recording timezone": "Europe/Zurich",
            "platform": "android",
            "sampleRateMs": "10",
            "standardisation": "false",
            **metadata,
        }
        files["Metadata.csv"] = ",".join(about) + "\n" + ",".join(about.values()) + "\n"
    return files


def phyphox(
    sets: Mapping[str, tuple[Sequence[str], FloatArray, FloatArray]],
    *,
    delimiter: str = ",",
    decimal: str = ".",
) -> dict[str, str]:
    """The files of a phyphox export: for each set the names of its values, times and values."""

    def number(value: float) -> str:
        return f"{value:.9E}".replace(".", decimal)

    files = {}
    for name, (names, t, values) in sets.items():
        lines = [delimiter.join(f'"{column}"' for column in ("Time (s)", *names))]
        lines += [delimiter.join(map(number, (when, *row))) for when, row in zip(t, values, strict=True)]
        files[f"{name}.csv"] = "\n".join(lines) + "\n"
    start = "1790000000.000".replace(".", decimal)
    files["meta/device.csv"] = f'"property"{delimiter}"value"\n"deviceModel"{delimiter}"phone"\n'
    files["meta/time.csv"] = (
        delimiter.join(['"event"', '"experiment time"', '"system time"', '"system time text"'])
        + "\n"
        + delimiter.join(['"START"', number(0.0), start, '"2026-09-21 16:13:20.000 UTC+02:00"'])
        + "\n"
    )
    return files


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files in a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unfolded(path: Path, files: Mapping[str, str]) -> Path:
    """Files in a folder."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")
    return path


def samples(recording: Recording, kind: str = "acceleration") -> tuple[FloatArray, FloatArray]:
    """All samples of one kind, put together again."""
    blocks = [signal for signal in recording.signals() if signal.kind == kind]
    empty: FloatArray = np.empty((0, 3))
    return (
        np.concatenate([np.empty(0), *(block.t_s for block in blocks)]),
        np.concatenate([empty, *(block.values for block in blocks)]),
    )
