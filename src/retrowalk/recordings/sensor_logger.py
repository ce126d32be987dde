"""Exports of the app Sensor Logger (iOS, Android, Apple Watch, Wear OS), by its own documentation.

Columns are ``time`` (ns since 1970, UTC), ``seconds_elapsed``, then the values in any order: they are taken
by name. What differs between phones, and how it is undone here:

- iOS, unless "Standardise Units & Frames" was on, gives acceleration and gravity with the opposite sign of
  what a resting accelerometer feels; the gyroscope is the same everywhere.
- The uncalibrated acceleration of iOS and all acceleration of the Apple Watch are then in g; others in m/s².
- ``Accelerometer.csv`` leaves gravity out; ``Gravity.csv`` holds it; ``TotalAcceleration.csv`` (Android) and
  ``AccelerometerUncalibrated.csv`` hold both.

Source: github.com/tszheichoi/awesome-sensor-logger, UNITS.md, COORDINATES.md, CROSSPLATFORM.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.errors import NoUsableSignalError
from retrowalk.recordings.assembly import Stream, assemble, gravity_sentence, repair_sentences, survey_rows
from retrowalk.recordings.columns import STANDARD_GRAVITY, Quantity, triples
from retrowalk.recordings.exports import Export
from retrowalk.recordings.model import Kind, Placement, Recording
from retrowalk.recordings.tables import find_clock_in, floats
from retrowalk.recordings.text import TextTable
from retrowalk.recordings.timebase import Cleaner, Repairs
from retrowalk.recordings.timescale import TimeScale
from retrowalk.recordings.units import acceleration_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Rows = Callable[[], Iterator[tuple[FloatArray, FloatArray]]]

NAME = "sensor-logger"
_FARTHEST_GRAVITY_S = 0.5
_MOST_G = 3.0  # a level below this is in g, above it in m/s²
_MEMBERS = (
    "watchaccelerometeruncalibrated",
    "accelerometeruncalibrated",
    "gyroscopeuncalibrated",
    "totalacceleration",
    "watchaccelerometer",
    "watchgyroscope",
    "accelerometer",
    "wristmotion",
    "headphone",
    "gyroscope",
    "gravity",
)


def recognises(export: Export) -> bool:
    """Whether it is one: the app's own two columns of time stand side by side in its tables."""
    return any({"time", "seconds_elapsed"} <= set(table.columns) for table in export.tables.values())


def recordings(export: Export) -> list[Recording]:
    """The recordings of the phone and of the watch.

    Raises:
        NoUsableSignalError: it holds neither total acceleration nor a gyroscope.
    """
    return _Reader(export).read()


class _Reader:
    """One export; what its metadata say."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.tables: dict[str, TextTable] = {}
        for name, table in export.tables.items():
            squeezed = re.sub(r"[^a-z]", "", name.rpartition(".")[0].lower())
            role = next((role for role in _MEMBERS if squeezed.endswith(role)), None)
            if role or len(export.tables) == 1:
                self.tables.setdefault(role or "accelerometeruncalibrated", table)
        about = next(iter(export.note("metadata.csv")), {})
        self.platform = about.get("platform", "").lower()
        self.standardised = about.get("standardisation", "").lower() == "true"
        self.time_zone = about.get("recording timezone") or None
        self.notes: list[str] = []
        self.origin: float | None = None

    def read(self) -> list[Recording]:
        found: list[Recording] = []
        for build in (self._phone, self._watch):
            self.notes = []
            recording = build(len(found))
            if recording:
                found.append(recording)
        if found:
            return found
        if "accelerometer" in self.tables:
            raise NoUsableSignalError(
                f"{self.export.file} holds acceleration without gravity, which cannot be levelled; "
                "in Sensor Logger switch on Gravity (iOS) or Total Acceleration (Android) too."
            )
        raise NoUsableSignalError(
            f"{self.export.file} is a Sensor Logger export without an accelerometer or gyroscope; "
            "switch on Accelerometer, Gravity and Gyroscope in the app."
        )

    def _phone(self, index: int) -> Recording | None:
        streams = []
        raw = self._table("accelerometeruncalibrated")
        total = self._table("totalacceleration")
        user, gravity = self._table("accelerometer"), self._table("gravity")
        if total:
            streams.append(self._acceleration(total, apple=False))
        elif raw:
            streams.append(self._acceleration(raw, apple=None))
        elif user and gravity:
            streams.append(self._sum(user, gravity))
        elif user:
            streams += self._unless_without_gravity(user)
        gyroscope = self._table("gyroscope") or self._table("gyroscopeuncalibrated")
        if gyroscope:
            streams.append(self._stream("angular_velocity", self._rows(gyroscope, "bare")))
        return self._assemble(streams, index, "unknown")

    def _watch(self, index: int) -> Recording | None:
        streams = []
        motion, raw = self._table("wristmotion"), self._table("watchaccelerometeruncalibrated")
        if motion:
            streams.append(self._wrist(motion))
            streams.append(self._stream("angular_velocity", self._rows(motion, "angular_velocity")))
        elif raw:
            streams.append(self._acceleration(raw, apple=None))
        return self._assemble(streams, index, "wrist")

    def _table(self, role: str) -> TextTable | None:
        return self.tables.get(role)

    def _sign(self, level: float) -> float:
        """-1 where the phone gives the opposite of what an accelerometer feels.

        Without metadata only the unit tells: nothing but an iPhone or Apple Watch, not standardised, gives g.
        """
        if self.platform:
            return -1.0 if self.platform == "ios" and not self.standardised else 1.0
        if 0.3 < level < _MOST_G:
            self.notes.append(
                "Metadata.csv is missing; by its unit (g) it is taken to come from an Apple device."
            )
            return -1.0
        self.notes.append(
            "Metadata.csv is missing, so whether it is from iOS (all signs turned round) cannot be known; "
            "it is taken not to be."
        )
        return 1.0

    def _acceleration(self, table: TextTable, *, apple: bool | None) -> Stream:
        rows = self._rows(table, "bare")
        stream = self._stream("acceleration", rows)
        found = stream.survey.sensors[0]
        levels, sizes = (np.concatenate([*what, np.empty(0)]) for what in (found.levels, found.sizes))
        unit = acceleration_unit(levels, sizes, declared=None, plain=True)
        sign = 1.0 if apple is False else self._sign(float(np.median(levels)) if levels.size else 0.0)
        return replace(stream, factors=(sign * unit.factor,))

    def _sum(self, user: TextTable, gravity: TextTable) -> Stream:
        """Acceleration without gravity, and gravity, each at its own times."""
        first, second = self._rows(user, "bare"), self._rows(gravity, "bare")
        repairs: list[Repairs] = []
        stream = self._stream("acceleration", lambda: _summed(first, second, repairs))
        for repaired in repairs[:2]:
            self.notes += repair_sentences(repaired, ("acceleration",))
        sign = self._sign(STANDARD_GRAVITY)
        return replace(stream, factors=(sign,))

    def _wrist(self, motion: TextTable) -> Stream:
        """The user's acceleration and gravity, in the same rows of one table."""
        stream = self._stream("acceleration", self._rows(motion, "acceleration", "gravity"))
        levels = np.concatenate([*stream.survey.sensors[0].levels, np.empty(0)])
        level = float(np.median(levels)) if levels.size else 0.0
        factor = STANDARD_GRAVITY if level < _MOST_G else 1.0
        return replace(stream, factors=(self._sign(level) * factor,))

    def _unless_without_gravity(self, user: TextTable) -> list[Stream]:
        """What an Accelerometer.csv alone is good for: some devices write gravity into it after all."""
        stream = self._stream("acceleration", self._rows(user, "bare"))
        levels = np.concatenate([*stream.survey.sensors[0].levels, np.empty(0)])
        if levels.size and np.median(levels) > 0.5 * STANDARD_GRAVITY:
            return [replace(stream, factors=(self._sign(STANDARD_GRAVITY),))]
        self.notes.append(
            "The acceleration leaves gravity out and was not used; switch on Gravity in the app too."
        )
        return []

    def _rows(self, table: TextTable, *quantities: Quantity) -> Rows:
        """The rows of a table, the triples of these quantities added up; none where it lacks one."""
        by_quantity = {triple.quantity: triple.columns for triple in reversed(triples(table.columns))}
        clock = self._clock(table)
        if clock is None or not set(quantities) <= set(by_quantity):
            return lambda: iter(())
        chosen = [by_quantity[quantity] for quantity in quantities]

        def rows() -> Iterator[tuple[FloatArray, FloatArray]]:
            for batch in table.batches([clock.column, *(column for columns in chosen for column in columns)]):
                values = floats(batch, chosen[0])
                for columns in chosen[1:]:
                    values = values + floats(batch, columns)
                yield clock.seconds(batch[clock.column]), values

        return rows

    def _clock(self, table: TextTable) -> TimeScale | None:
        """All tables count from the same instant."""
        clock = find_clock_in(table, self.export.file)
        if clock is None:
            return None
        if self.origin is None:
            self.origin = clock.origin
            self.clock = clock
        return clock.with_origin(self.origin)

    def _stream(self, kind: Kind, rows: Rows) -> Stream:
        survey, spread = survey_rows(rows, 1)
        return Stream((kind,), rows, survey, (1.0,), spread)

    def _assemble(self, streams: list[Stream], index: int, placement: Placement) -> Recording | None:
        if not streams:
            return None
        for stream in streams:
            if stream.kinds == ("acceleration",) and stream.survey.sensors[0].count:
                sentence = gravity_sentence(stream.survey.sensors[0], abs(stream.factors[0]))
                self.notes += [sentence] if sentence else []
        losses = [loss for table in self.tables.values() for loss in table.losses]
        return assemble(
            streams,
            file=self.export.file,
            format=NAME,
            index=index,
            instant=self.clock.instant if self.origin is not None else lambda _: None,
            placement=placement,
            time_zone=self.time_zone,
            warnings=[*self.notes, *losses],
        )


def _summed(first: Rows, second: Rows, repairs: list[Repairs]) -> Iterator[tuple[FloatArray, FloatArray]]:
    """The sum of two streams at the times of the first; the second, which is slow, is interpolated."""
    ahead, behind = Cleaner(1), Cleaner(1)
    repairs[:] = [ahead.repairs, behind.repairs]
    pull_t, pull = np.empty(0), np.empty((0, 3))
    others = second()
    more = True
    for rows in _and_last(first()):
        ((t, values),) = ahead.finish() if rows is None else ahead.feed(*rows)
        if not t.size:
            continue
        while more and (not pull_t.size or pull_t[-1] < t[-1]):
            row = next(others, None)
            more = row is not None
            ((new_t, new),) = behind.finish() if row is None else behind.feed(*row)
            pull_t, pull = np.concatenate([pull_t, new_t]), np.concatenate([pull, new])
        if not pull_t.size:
            return
        after = np.searchsorted(pull_t, t).clip(0, pull_t.size - 1)
        before = (after - 1).clip(0)
        near = np.minimum(np.abs(pull_t[after] - t), np.abs(pull_t[before] - t)) <= _FARTHEST_GRAVITY_S
        drawn = np.column_stack([np.interp(t, pull_t, pull[:, axis]) for axis in range(3)])
        drawn[~near] = np.nan
        yield t, values + drawn
        keep = max(0, int(np.searchsorted(pull_t, t[-1])) - 1)
        pull_t, pull = pull_t[keep:], pull[keep:]


def _and_last(
    rows: Iterator[tuple[FloatArray, FloatArray]],
) -> Iterator[tuple[FloatArray, FloatArray] | None]:
    yield from rows
    yield None
