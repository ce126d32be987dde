"""Exports of the app phyphox: a zip of CSV files, one of them, or the folder they were unpacked to.

Any of the app's five dialects (comma, semicolon or tab; decimal point or comma). Acceleration is in m/s² and
angular velocity in rad/s, with Android's signs on iOS too (the app turns them). ``meta/time.csv`` tells when
each start and pause was; the time of the experiment leaves pauses out.

Source: github.com/phyphox/phyphox-android, DataExport.java; phyphox-ios, ExperimentSensorInput.swift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.errors import NoUsableSignalError
from retrowalk.recordings.assembly import Stream, assemble, gravity_sentence, survey_rows
from retrowalk.recordings.columns import Quantity, time_of, triples
from retrowalk.recordings.exports import Export
from retrowalk.recordings.model import Kind, Recording
from retrowalk.recordings.tables import find_clock_in, floats
from retrowalk.recordings.text import TextTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

NAME = "phyphox"
_KINDS: tuple[tuple[Kind, Quantity], ...] = (
    ("acceleration", "acceleration"),
    ("angular_velocity", "angular_velocity"),
)
_SPELLINGS = ("acceleration x (m/s", "gyroscope x (rad/s", "linear acceleration x (m/s")


def recognises(export: Export) -> bool:
    """Whether it is one: its notes of times, or its own way to write columns."""
    if "meta/time.csv" in export.notes:
        return True
    return any(
        any(name.lower() in ("time (s)", "t (s)") for name in table.columns)
        and any(name.lower().startswith(_SPELLINGS) for name in table.columns)
        for table in export.tables.values()
    )


def recordings(export: Export) -> list[Recording]:
    """The one recording of an export.

    Raises:
        NoUsableSignalError: it holds neither acceleration with gravity nor a gyroscope.
    """
    streams: list[Stream] = []
    notes: list[str] = []
    for kind, quantity in _KINDS:
        stream = next(
            (s for table in export.tables.values() if (s := _stream(table, kind, quantity, export.file))),
            None,
        )
        if stream:
            streams.append(stream)
            if kind == "acceleration" and stream.survey.sensors[0].count:
                sentence = gravity_sentence(stream.survey.sensors[0], stream.factors[0])
                notes += [sentence] if sentence else []
    instant, pauses = _instants(export)
    if pauses:
        notes.append(
            f"The measurement was paused {pauses} time{'s' if pauses > 1 else ''}; pauses are left out of it."
        )
    linear = any(
        t.quantity == "user_acceleration" for table in export.tables.values() for t in triples(table.columns)
    )
    if linear and not any("acceleration" in stream.kinds for stream in streams):
        notes.append(
            'The acceleration leaves gravity out and was not used; choose "Acceleration (with g)" in phyphox.'
        )
    recording = assemble(
        streams,
        file=export.file,
        format=NAME,
        index=0,
        instant=instant,
        warnings=[*notes, *(loss for table in export.tables.values() for loss in table.losses)],
    )
    if recording is None:
        without = "acceleration without gravity only" if linear else "no accelerometer or gyroscope"
        raise NoUsableSignalError(
            f'{export.file} is a phyphox export with {without}; choose "Acceleration (with g)", "Gyroscope".'
        )
    return [recording]


def _stream(table: TextTable, kind: Kind, quantity: Quantity, file: str) -> Stream | None:
    triple = next((found for found in triples(table.columns) if found.quantity == quantity), None)
    clock = find_clock_in(table, file) if triple and any(time_of(name) for name in table.columns) else None
    if triple is None or clock is None:
        return None
    zeroed = clock.with_origin(0.0)

    def rows() -> Iterator[tuple[FloatArray, FloatArray]]:
        for batch in table.batches([zeroed.column, *triple.columns]):
            yield zeroed.seconds(batch[zeroed.column]), floats(batch, triple.columns)

    survey, spread = survey_rows(rows, 1)
    return Stream((kind,), rows, survey, (triple.factor or 1.0,), spread) if survey.sensors[0].count else None


def _instants(export: Export) -> tuple[Callable[[float], datetime | None], int]:
    """What instant a time of the experiment was, and how often it was paused and gone on with."""
    starts = []
    for row in export.note("meta/time.csv"):
        if row.get("event", "").upper() == "START":
            try:
                experiment, system = (
                    float(row[name].replace(",", ".")) for name in ("experiment time", "system time")
                )
                starts.append((experiment, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=system)))
            except (KeyError, ValueError, OverflowError):
                continue

    def instant(seconds: float) -> datetime | None:
        before = [start for start in starts if start[0] <= seconds + 1e-9] or starts[:1]
        return before[-1][1] + timedelta(seconds=seconds - before[-1][0]) if before else None

    return instant, max(0, len(starts) - 1)
