"""Keeping a recording: one Parquet file from which the same recording is read again.

A generic table (t, ax ay az, gx gy gz; seconds, m/s², rad/s), so any other program can read it too. Sensors
with different time bases share the rows only where their times are the same; elsewhere the other's cells are
empty, so that no sample is moved or made up. What was asked stands in a column ``cue_label``, where anything was.
What else is known of the recording stands in the metadata of the file, as JSON under the key ``retrowalk``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrowalk.errors import RecordingError
from retrowalk.recordings.cues import COLUMN, LABELS, labels_at
from retrowalk.recordings.model import Asked, Kind, Recording, Signal
from retrowalk.recordings.parquet import ParquetTable, damaged
from retrowalk.recordings.tables import floats

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

SCHEMA = "retrowalk.recording/1"
_BLOCK_S = 60.0
# Blocks of different kinds may run this far ahead of each other (see Recording.signals), and a margin.
_LEAD_S = 3 * _BLOCK_S
_ROW_GROUP = 60_000
_COLUMNS: dict[Kind, tuple[str, str, str]] = {
    "acceleration": ("ax", "ay", "az"),
    "angular_velocity": ("gx", "gy", "gz"),
}


Labels = Callable[["FloatArray"], "pl.Series"]


def write_parquet(recording: Recording, path: Path) -> None:
    """``retrowalk.recordings.write_parquet``."""
    asked: dict[str, Labels] = {COLUMN: partial(labels_at, recording.asked)} if recording.asked else {}
    notes = {"retrowalk": json.dumps(_notes(recording), ensure_ascii=False)}
    write_rows(recording, path, asked, notes)


def write_rows(
    recording: Recording, path: Path, labels: Mapping[str, Labels], notes: Mapping[str, str] | None = None
) -> None:
    """Writes samples, and words beside them, as one Parquet table; nothing else of the recording is in it.

    Args:
        recording: whose samples.
        path: of the file; replaced where there is one.
        labels: further columns of text: for times, shape (n,), the words of those rows.
        notes: for the metadata of the file.

    Raises:
        RecordingError: it could not be written, or the recording not be read.
    """
    import polars as pl
    from polars.io.plugins import register_io_source

    narrow = all(_fits_single(signal.values) for signal in recording.signals())
    number = pl.Float32 if narrow else pl.Float64
    numbers = {"t": pl.Float64} | {name: number for kind in recording.kinds for name in _COLUMNS[kind]}
    schema = numbers | dict.fromkeys(labels, pl.String)
    failure: list[BaseException] = []

    def frames(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        try:
            for t, values in _rows(recording):
                columns = {"t": t} | dict(zip(list(numbers)[1:], values.T, strict=True))
                frame = pl.DataFrame(columns).with_columns(pl.exclude("t").fill_nan(None))
                words = [words_at(t).alias(name) for name, words_at in labels.items()]
                yield frame.with_columns(words).cast(schema)  # type: ignore[arg-type]
        except BaseException as problem:
            failure.append(problem)
            raise

    part = path.with_name(f".{path.name}.part")
    try:
        register_io_source(frames, schema=schema).sink_parquet(
            part,
            compression="zstd",
            row_group_size=_ROW_GROUP,
            metadata=dict(notes or {}),
            maintain_order=True,
        )
        part.replace(path)
    except (OSError, pl.exceptions.PolarsError) as problem:
        for cause in failure:
            if isinstance(cause, RecordingError):
                raise cause from problem
        why = getattr(problem, "strerror", None) or str(problem).splitlines()[0]
        raise RecordingError(f"{path.name} could not be written: {why}.") from problem
    finally:
        part.unlink(missing_ok=True)


def read_kept(table: ParquetTable) -> Recording:
    """The recording that ``write_parquet`` kept.

    Raises:
        RecordingError: the notes beside the table are damaged, or from a later version.
    """
    try:
        notes: dict[str, Any] = json.loads(table.notes or "")
        schema = str(notes.pop("schema"))
        kinds: tuple[Kind, ...] = tuple(kind for kind in _COLUMNS if kind in notes["kinds"])
        if schema != SCHEMA:
            raise RecordingError(
                f"{table.path.name} was kept by another version of Retrowalk ({schema}); expected {SCHEMA}."
            )
        if not {"t", *(name for kind in kinds for name in _COLUMNS[kind])} <= set(table.columns):
            raise damaged(table.path)
        notes["started_at"] = datetime.fromisoformat(notes["started_at"]) if notes["started_at"] else None
        notes["asked"] = tuple(_asked(*row) for row in notes.get("asked", ()))
        return Recording(
            **notes | {"kinds": kinds, "warnings": tuple(notes["warnings"])}, signals=_Signals(table, kinds)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise damaged(table.path) from problem


def _asked(start_s: float, end_s: float, label: str) -> Asked:
    return Asked(float(start_s), float(end_s), *LABELS[label])


def _notes(recording: Recording) -> dict[str, Any]:
    # The column says the same, to the next sample; here it is to the instant.
    asked = [[one.start_s, one.end_s, f"{one.kind}:{one.direction}"] for one in recording.asked]
    return {
        "schema": SCHEMA,
        "file": recording.file,
        "format": recording.format,
        "index": recording.index,
        "duration_s": recording.duration_s,
        "rate_hz": recording.rate_hz,
        "kinds": list(recording.kinds),
        "placement": recording.placement,
        "side": recording.side,
        "place": recording.place,
        "subject": recording.subject,
        "trial": recording.trial,
        "started_at": recording.started_at.isoformat() if recording.started_at else None,
        "time_zone": recording.time_zone,
        "simulated": recording.simulated,
        "warnings": list(recording.warnings),
    } | ({"asked": asked} if asked else {})


@dataclass(frozen=True, slots=True)
class _Signals:
    """The signals of a kept recording: clean already, so only cut into blocks."""

    table: ParquetTable
    kinds: tuple[Kind, ...]

    def __call__(self) -> Iterator[Signal]:
        names = ["t", *(name for kind in self.kinds for name in _COLUMNS[kind])]
        held_t, held = np.empty(0), np.empty((0, 3 * len(self.kinds)))
        newest = -np.inf
        for batch in self.table.batches(names):
            t, values = batch["t"].to_numpy(), floats(batch, names[1:])
            # Only damage to the file makes time stand still or run back.
            sound = np.isfinite(t) & (t > np.fmax.accumulate(np.concatenate([[newest], t[:-1]])))
            if not sound.all():
                t, values = t[sound], values[sound]
            if not t.size:
                continue
            newest = float(t[-1])
            t, values = np.concatenate([held_t, t]), np.concatenate([held, values])
            ends = np.flatnonzero(np.diff(t // _BLOCK_S) > 0) + 1
            start = 0
            for end in ends.tolist():
                yield from self._block(t[start:end], values[start:end])
                start = end
            held_t, held = t[start:], values[start:]
        yield from self._block(held_t, held)

    def _block(self, t: FloatArray, values: FloatArray) -> Iterator[Signal]:
        for index, kind in enumerate(self.kinds):
            own = values[:, 3 * index : 3 * index + 3]
            there = np.isfinite(own).all(axis=1)
            if there.any():
                yield Signal(kind, np.ascontiguousarray(t[there]), np.ascontiguousarray(own[there]))


def _fits_single(values: FloatArray) -> bool:
    """Whether numbers lose nothing in 32 bits, as those of most sensors."""
    with np.errstate(over="ignore"):
        return bool(np.all(values.astype(np.float32) == values))


def _rows(recording: Recording) -> Iterator[tuple[FloatArray, FloatArray]]:
    """All sensors in rows of one time each: times (n,), values (n, 3 * kinds), NaN where there is none."""
    waiting: dict[Kind, list[Signal]] = {kind: [] for kind in recording.kinds}
    newest = 0.0
    for signal in recording.signals():
        waiting[signal.kind].append(signal)
        newest = max(newest, float(signal.t_s[0]))
        if (
            min((signals[0].t_s[0] for signals in waiting.values() if signals), default=newest)
            < newest - 2 * _LEAD_S
        ):
            yield _merged(waiting, newest - _LEAD_S)
    last = _merged(waiting, np.inf)
    if last[0].size:
        yield last


def _merged(waiting: dict[Kind, list[Signal]], until: float) -> tuple[FloatArray, FloatArray]:
    """Takes the samples before a time out of ``waiting`` and lays them into rows."""
    ready: list[tuple[FloatArray, FloatArray]] = []
    for kind, signals in waiting.items():
        t = np.concatenate([np.empty(0), *(signal.t_s for signal in signals)])
        values = np.concatenate([np.empty((0, 3)), *(signal.values for signal in signals)])
        cut = int(np.searchsorted(t, until))
        ready.append((t[:cut], values[:cut]))
        waiting[kind] = [Signal(kind, t[cut:], values[cut:])] if cut < t.size else []
    times = np.unique(np.concatenate([t for t, _ in ready])) if ready else np.empty(0)
    rows = np.full((times.size, 3 * len(ready)), np.nan)
    for index, (t, values) in enumerate(ready):
        rows[np.searchsorted(times, t), 3 * index : 3 * index + 3] = values
    return times, rows
