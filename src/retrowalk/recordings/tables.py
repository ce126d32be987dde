"""Any table with a column of times and columns of motion: CSV, TSV, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrowalk.errors import NoUsableSignalError, RecordingError
from retrowalk.recordings.assembly import Stream, Survey, assemble, gravity_sentence
from retrowalk.recordings.columns import Triple, time_columns, triples
from retrowalk.recordings.cues import CueColumn
from retrowalk.recordings.exports import Export
from retrowalk.recordings.model import Asked, Kind, Placement, Recording, Side
from retrowalk.recordings.placements import placement_of
from retrowalk.recordings.timescale import TimeScale, find_timescale
from retrowalk.recordings.units import acceleration_unit, angular_velocity_unit

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

HEAD_ROWS = 2000
MAX_RECORDINGS = 10_000
_KEYS = ("dataset", "subject", "trial", "placement", "side", "simulated")
_EXPECTED = "expected a column of times and three of acceleration, such as t, ax, ay, az"


class Table(Protocol):
    """Rows in batches, from text or Parquet."""

    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def losses(self) -> list[str]: ...
    def batches(
        self, names: Sequence[str], start: int = 0, stop: int | None = None
    ) -> Iterator[pl.DataFrame]: ...


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor's columns. ``plus`` are added to them (gravity to the user's acceleration)."""

    kind: Kind
    main: Triple
    plus: Triple | None = None
    sign: float = 1.0

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.main.columns, *(self.plus.columns if self.plus else ()))

    @property
    def declared(self) -> float | None:
        return None if self.main.factor is None else 1.0

    def values(self, frame: pl.DataFrame) -> FloatArray:
        """Shape (n, 3), in SI where the header says the unit, else in the file's unit."""
        values = self.sign * (self.main.factor or 1.0) * floats(frame, self.main.columns)
        if self.plus:
            values += self.sign * (self.plus.factor or 1.0) * floats(frame, self.plus.columns)
        return values


@dataclass(frozen=True, slots=True)
class Place:
    """The sensors of one place on the body, by the words that stand before their names."""

    prefix: str
    sensors: tuple[Sensor, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for sensor in self.sensors for column in sensor.columns)


def floats(frame: pl.DataFrame, columns: Sequence[str]) -> FloatArray:
    """Columns as numbers, shape (n, columns), NaN where there is none."""
    import polars as pl

    numbers = frame.select(pl.col(list(columns)).cast(pl.Float64, strict=False))
    return np.column_stack([numbers[name].to_numpy() for name in numbers.columns])


def read_table(
    table: Table, *, file: str, name: str, format: str, headerless: bool = False
) -> list[Recording]:
    """The recordings in a table.

    Args:
        table: its rows.
        file: the name people know.
        name: of the table itself; breaks the tie where columns are called just x, y, z.
        format: what to call it.
        headerless: whether the names were made up for lack of any.

    Raises:
        NoUsableSignalError: it holds no time, or no signal.
    """
    notes: list[str] = []
    if headerless:
        notes.append("The table has no names: its columns are taken to be t, ax, ay, az (and gx, gy, gz).")
    places = find_places(table.columns, name, notes)
    clock = find_clock(table, places, file)
    if clock.assumed:
        notes.append(clock.assumed)
    keys = [key for key in table.columns if key.lower() in _KEYS]
    parts = _survey(table, clock, places, keys, file)
    cues = CueColumn.of(table.columns)
    recordings: list[Recording] = []
    for place_index, place in enumerate(places):
        units = []
        for index, sensor in enumerate(place.sensors):
            found = [part.surveys[place_index].sensors[index] for part in parts]
            levels, sizes, peaks = (
                np.concatenate([*(array for item in found for array in getattr(item, what)), np.empty(0)])
                for what in ("levels", "sizes", "peaks")
            )
            if sensor.kind == "acceleration":
                unit = acceleration_unit(levels, sizes, declared=sensor.declared, plain=sensor.main.plain)
            else:
                unit = angular_velocity_unit(peaks, declared=sensor.declared, plain=sensor.main.plain)
            units.append(unit)
        factors = tuple(unit.factor for unit in units)
        for part in parts:
            survey = part.surveys[place_index]
            own = [
                unit.sentence
                for unit, sensor in zip(units, survey.sensors, strict=True)
                if unit.sentence and sensor.count
            ]
            for sensor, found_one, factor in zip(place.sensors, survey.sensors, factors, strict=True):
                if sensor.kind == "acceleration" and found_one.count:
                    own += [sentence for sentence in [gravity_sentence(found_one, factor)] if sentence]
            asked = () if cues is None else _asked(table, clock, cues, keys, part, survey)
            recording = assemble(
                [
                    Stream(
                        tuple(sensor.kind for sensor in place.sensors),
                        _rows(table, clock, place.columns, partial(_values, place), keys, part),
                        survey,
                        factors,
                        part.spread,
                    )
                ],
                file=file,
                format=format,
                index=len(recordings),
                instant=clock.instant,
                warnings=[*notes, *own, *(cues.sentences() if cues else ()), *table.losses],
                asked=asked,
                **_about(part.key, place.prefix),
            )
            if recording:
                recordings.append(recording)
    if not recordings:
        raise NoUsableSignalError(f"{file} holds no number in its columns of motion; {_EXPECTED}.")
    return recordings


def recordings(export: Export) -> list[Recording]:
    """The recordings in all tables of an export that hold motion.

    Raises:
        RecordingError: none does; the first table's reason.
    """
    found: list[Recording] = []
    problems: list[RecordingError] = []
    for name, table in export.tables.items():
        try:
            found += read_table(table, file=export.file, name=name, format="csv", headerless=table.headerless)
        except RecordingError as problem:
            problems.append(problem)
    if not found and problems:
        raise problems[0]
    return [replace(recording, index=index) for index, recording in enumerate(found)]


def find_places(columns: Sequence[str], name: str, notes: list[str]) -> list[Place]:
    """The sensors in a table's columns, by place; appends to ``notes`` what was assumed."""
    groups: dict[str, list[Triple]] = {}
    for triple in triples(columns):
        groups.setdefault(triple.prefix, []).append(triple)
    places = []
    for prefix, members in groups.items():
        sensors = _sensors(members, name, notes)
        if sensors:
            places.append(Place(prefix, sensors))
    known = [place for place in places if not place.prefix or placement_of(place.prefix)[0] != "unknown"]
    with_acceleration = [place for place in places if any(s.kind == "acceleration" for s in place.sensors)]
    chosen = known or with_acceleration[:1] or places[:1]
    if len(chosen) < len(places):
        left = ", ".join(repr(place.prefix) for place in places if place not in chosen)
        notes.append(f"Columns of further sensors were left out: {left}.")
    return chosen


def _sensors(members: list[Triple], name: str, notes: list[str]) -> tuple[Sensor, ...]:
    first: dict[str, Triple] = {}
    for triple in members:
        first.setdefault(triple.quantity, triple)
    sensors: list[Sensor] = []
    bare_kind = kind_of_name(name)
    if "acceleration" in first:
        sensors.append(Sensor("acceleration", first["acceleration"]))
    elif "user_acceleration" in first and "gravity" in first:
        notes.append(
            "The acceleration is the sum of the user's acceleration and gravity, as Apple's phones give them."
        )
        sensors.append(Sensor("acceleration", first["user_acceleration"], first["gravity"], sign=-1.0))
    elif "bare" in first and bare_kind != "angular_velocity" and bare_kind != "other":
        if bare_kind is None:
            notes.append("The columns x, y, z are taken to be the acceleration.")
        sensors.append(Sensor("acceleration", first["bare"]))
    if not sensors and "user_acceleration" in first and "angular_velocity" in first:
        notes.append("The acceleration leaves gravity out and was not used.")
    if "angular_velocity" in first:
        sensors.append(Sensor("angular_velocity", first["angular_velocity"]))
    elif "bare" in first and bare_kind == "angular_velocity":
        sensors.append(Sensor("angular_velocity", first["bare"]))
    return tuple(sensors)


def kind_of_name(name: str) -> Kind | str | None:
    """What a file called this holds in columns x, y, z: a kind, ``other`` (no motion), or None."""
    lowered = name.lower()
    if any(
        word in lowered for word in ("magnet", "compass", "orientation", "gravity", "linear", "quaternion")
    ):
        return "other"
    if "gyr" in lowered or "rotation" in lowered:
        return "angular_velocity"
    if "acc" in lowered:
        return "acceleration"
    return None


def find_clock(table: Table, places: Sequence[Place], file: str) -> TimeScale:
    """The clock of a table.

    Raises:
        NoUsableSignalError: there is none, or nothing that moves.
    """
    names = time_columns(table.columns)
    if not places and any(found.quantity == "user_acceleration" for found in triples(table.columns)):
        raise NoUsableSignalError(
            f"{file} holds acceleration without gravity only, which cannot be levelled; {_EXPECTED}."
        )
    if not places:
        shown = ", ".join(table.columns[:6]) + (", …" if len(table.columns) > 6 else "")
        raise NoUsableSignalError(f"{file} has no column of a motion sensor (found: {shown}); {_EXPECTED}.")
    if not names:
        raise NoUsableSignalError(
            f"{file} has no column of times, so its sampling rate cannot be known; {_EXPECTED} (in seconds)."
        )
    clock = find_clock_in(table, file)
    if clock:
        return clock
    if not any(batch.height for batch in islice(table.batches([names[0][0]]), 1)):
        raise NoUsableSignalError(f"{file} has a header but no rows; {_EXPECTED}.")
    raise NoUsableSignalError(
        f"{file} has no usable times in its column {names[0][0]!r}; expected seconds or instants."
    )


def find_clock_in(table: Table, file: str) -> TimeScale | None:
    """The clock of a table with columns of times; None where they hold none."""
    names = time_columns(table.columns)
    head = next(iter(table.batches([name for name, _ in names])), None)
    if head is None or not head.height:
        return None
    clocks = (
        find_timescale(head[column].head(HEAD_ROWS), name, plain=column == "t", file=file)
        for column, name in names
    )
    return next((clock for clock in clocks if clock), None)


@dataclass
class _Part:
    """The rows of one recording in a table."""

    key: dict[str, str]
    surveys: list[Survey]
    start: int
    stop: int
    rows: int = 0
    spread: bool = False


def _survey(
    table: Table, clock: TimeScale, places: Sequence[Place], keys: Sequence[str], file: str
) -> list[_Part]:
    """The first pass, over all recordings of a table at once."""
    import polars as pl

    parts: dict[tuple[object, ...], _Part] = {}
    names = list(
        dict.fromkeys([clock.column, *keys, *(c for p in places for s in p.sensors for c in s.columns)])
    )
    row = 0
    for batch in table.batches(names):
        if keys:
            batch = batch.with_columns(pl.col(keys).cast(pl.String)).with_row_index("row number")
            groups = batch.partition_by(keys, as_dict=True, maintain_order=True, include_key=False)
        else:
            groups = {(): batch}
        for key, group in groups.items():
            part = parts.get(key)
            first = row + (int(group["row number"][0]) if keys else 0)
            if part is None:
                if len(parts) >= MAX_RECORDINGS:
                    raise RecordingError(
                        f"{file} would be more than {MAX_RECORDINGS} recordings by its columns "
                        f"{', '.join(keys)}; expected one value per recording there."
                    )
                named = {
                    name.lower(): "" if value is None else str(value)
                    for name, value in zip(keys, key, strict=True)
                }
                part = parts[key] = _Part(
                    named, [Survey(len(place.sensors)) for place in places], first, first
                )
            part.stop = row + (int(group["row number"][-1]) if keys else group.height - 1) + 1
            part.rows += group.height
            t = clock.seconds(group[clock.column])
            for place, survey in zip(places, part.surveys, strict=True):
                survey.feed(t, _values(place, group))
        row += batch.height
    for part in parts.values():
        if any(survey.finish().ticks_coarsely for survey in part.surveys):
            part.spread = True
            part.surveys = [Survey(len(place.sensors), spread=True) for place in places]
            for place, survey in zip(places, part.surveys, strict=True):
                for t, values in _rows(table, clock, place.columns, partial(_values, place), keys, part)():
                    survey.feed(t, values)
                survey.finish()
    return list(parts.values())


def _values(place: Place, frame: pl.DataFrame) -> FloatArray:
    return np.concatenate([sensor.values(frame) for sensor in place.sensors], axis=1)


def _asked(
    table: Table, clock: TimeScale, cues: CueColumn, keys: Sequence[str], part: _Part, survey: Survey
) -> tuple[Asked, ...]:
    there = [sensor for sensor in survey.sensors if sensor.count]
    return cues.asked(
        _rows(table, clock, (cues.name,), cues.values, keys, part),
        spread=part.spread,
        start_s=min((sensor.first_s for sensor in there), default=0.0),
        step_s=min((sensor.step_s for sensor in there if sensor.step_s), default=0.0),
    )


class _rows:
    """The rows of one recording, again each time it is called."""

    def __init__(
        self,
        table: Table,
        clock: TimeScale,
        columns: Sequence[str],
        values: Callable[[pl.DataFrame], FloatArray],
        keys: Sequence[str],
        part: _Part,
    ) -> None:
        self._table, self._clock, self._columns, self._values = table, clock, columns, values
        self._part = part
        mixed = part.rows < part.stop - part.start
        self._key = {name: part.key[name.lower()] for name in keys} if mixed else {}

    def __call__(self) -> Iterator[tuple[FloatArray, FloatArray]]:
        import polars as pl

        names = [self._clock.column, *self._key, *self._columns]
        for batch in self._table.batches(list(dict.fromkeys(names)), self._part.start, self._part.stop):
            if self._key:
                batch = batch.filter(
                    *(
                        pl.col(name).cast(pl.String).fill_null("") == value
                        for name, value in self._key.items()
                    )
                )
            yield self._clock.seconds(batch[self._clock.column]), self._values(batch)


def _about(key: dict[str, str], prefix: str) -> _About:
    placement, side = placement_of(key.get("placement") or prefix)
    word = key.get("side", "").strip().lower()
    if word in ("left", "l", "right", "r"):
        side = "left" if word.startswith("l") else "right"
    simulated = key.get("dataset", "").startswith("virtual:") or key.get("simulated", "").strip().lower() in (
        "true",
        "1",
        "yes",
    )
    return {
        "placement": placement,
        "side": side,
        "place": key.get("placement") or None,
        "subject": key.get("subject") or None,
        "trial": key.get("trial") or None,
        "simulated": simulated,
    }


if TYPE_CHECKING:
    from typing import TypedDict

    class _About(TypedDict):
        placement: Placement
        side: Side | None
        place: str | None
        subject: str | None
        trial: str | None
        simulated: bool
