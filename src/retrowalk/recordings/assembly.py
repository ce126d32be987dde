"""From streams of rows to recordings: a first pass learns what is in them, a second yields their signals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.recordings.columns import STANDARD_GRAVITY
from retrowalk.recordings.model import Asked, Kind, Placement, Recording, Side, Signal
from retrowalk.recordings.timebase import GAP_S, Cleaner, Repairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Rows = Iterator[tuple[FloatArray, FloatArray]]

BLOCK_S = 60.0
_WINDOW_S = 4.0
_SLOWEST_HZ, _FASTEST_HZ = 19.0, 420.0
_NAMES: dict[Kind, str] = {"acceleration": "acceleration", "angular_velocity": "angular velocity"}


@dataclass
class Findings:
    """What the first pass learnt of one sensor; times in seconds, values in the file's unit."""

    count: int = 0
    first_s: float = np.inf
    last_s: float = -np.inf
    gaps: int = 0
    gap_s: float = 0.0
    uneven: int = 0
    steps: list[tuple[float, int]] = field(default_factory=list)
    levels: list[FloatArray] = field(default_factory=list)
    sizes: list[FloatArray] = field(default_factory=list)
    peaks: list[FloatArray] = field(default_factory=list)

    @property
    def step_s(self) -> float | None:
        """The median sampling step: of the medians of the pieces, weighted by their lengths."""
        if not self.steps:
            return None
        steps, weights = np.array(self.steps).T
        order = np.argsort(steps)
        return float(steps[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)])

    def add(self, t: FloatArray, values: FloatArray) -> None:
        """Takes in the next samples, clean."""
        if not t.size:
            return
        steps = np.diff(t, prepend=self.last_s if self.count else t[0])[0 if self.count else 1 :]
        self.count += t.size
        self.first_s = min(self.first_s, float(t[0]))
        self.last_s = float(t[-1])
        if steps.size:
            typical = float(np.median(steps))
            self.steps.append((typical, steps.size))
            holes = steps > max(GAP_S, 10 * typical)
            self.gaps += int(np.count_nonzero(holes))
            self.gap_s += float(steps[holes].sum())
            self.uneven += int(np.count_nonzero(steps > 1.8 * typical))
        width = max(8, min(t.size, round(_WINDOW_S / typical))) if steps.size else t.size
        windows = max(1, t.size // width)
        shaped = values[: windows * width].reshape(windows, -1, 3) if t.size >= width else values[None]
        norms = np.sqrt(np.einsum("ijk,ijk->ij", shaped, shaped))
        level = shaped.mean(axis=1)
        self.levels.append(np.sqrt(np.einsum("ij,ij->i", level, level)))
        self.sizes.append(norms.mean(axis=1))
        self.peaks.append(norms.max(axis=1))


class Survey:
    """The first pass over one stream of rows."""

    def __init__(self, kinds: int, *, spread: bool = False) -> None:
        self.sensors = [Findings() for _ in range(kinds)]
        self._cleaner = Cleaner(kinds, spread=spread)

    @property
    def repairs(self) -> Repairs:
        """What was put right so far."""
        return self._cleaner.repairs

    @property
    def ticks_coarsely(self) -> bool:
        """Whether so many different samples share a time that the clock must be too coarse for them."""
        return any(
            coarse > 0.2 * max(1, coarse + sensor.count)
            for coarse, sensor in zip(self.repairs.coarse, self.sensors, strict=True)
        )

    def feed(self, t_s: FloatArray, values: FloatArray) -> None:
        """The next rows, as ``Cleaner.feed`` takes them."""
        self._take(self._cleaner.feed(t_s, values))

    def finish(self) -> Survey:
        """Ends the pass."""
        self._take(self._cleaner.finish())
        return self

    def _take(self, samples: list[tuple[FloatArray, FloatArray]]) -> None:
        for sensor, (t, values) in zip(self.sensors, samples, strict=True):
            sensor.add(t, values)


@dataclass(frozen=True)
class Stream:
    """Rows of one clock, with one or more sensors in each.

    Attributes:
        kinds: of the sensors.
        rows: gives, each time it is called, the rows in file order: times (n,) in seconds and values
            (n, 3 * kinds), in the file's units.
        survey: of these rows.
        factors: to SI, for each sensor.
        spread: as for ``Cleaner``.
    """

    kinds: tuple[Kind, ...]
    rows: Callable[[], Rows]
    survey: Survey
    factors: tuple[float, ...]
    spread: bool = False


def survey_rows(rows: Callable[[], Rows], kinds: int) -> tuple[Survey, bool]:
    """The first pass over rows, and whether to spread them over the ticks of a coarse clock."""
    survey = Survey(kinds)
    for t, values in rows():
        survey.feed(t, values)
    if not survey.finish().ticks_coarsely:
        return survey, False
    survey = Survey(kinds, spread=True)
    for t, values in rows():
        survey.feed(t, values)
    return survey.finish(), True


def assemble(
    streams: Iterable[Stream],
    *,
    file: str,
    format: str,
    index: int,
    instant: Callable[[float], datetime | None],
    placement: Placement = "unknown",
    side: Side | None = None,
    place: str | None = None,
    subject: str | None = None,
    trial: str | None = None,
    time_zone: str | None = None,
    simulated: bool = False,
    warnings: Iterable[str] = (),
    asked: tuple[Asked, ...] = (),
) -> Recording | None:
    """A recording of streams that share one zero of time; None where they hold no sample.

    Args:
        streams: surveyed, with at most one sensor of each kind among them.
        instant: the UTC instant of a time of theirs, where known.
        warnings: what the reader has to say before what is said here about times and samples.
        file, format, index, placement, side, place, subject, trial, time_zone, simulated, asked: as in ``Recording``.
    """
    streams = tuple(streams)
    found: dict[Kind, Findings] = {
        kind: sensor
        for stream in streams
        for kind, sensor in zip(stream.kinds, stream.survey.sensors, strict=True)
        if sensor.count
    }
    if not found:
        return None
    kinds: tuple[Kind, ...] = tuple(kind for kind in _NAMES if kind in found)
    start = min(sensor.first_s for sensor in found.values())
    end = max(sensor.last_s for sensor in found.values())
    step = found[kinds[0]].step_s
    return Recording(
        file=file,
        format=format,
        index=index,
        duration_s=end - start,
        rate_hz=1 / step if step else None,
        signals=lambda: _signals(streams, start),
        kinds=kinds,
        placement=placement,
        side=side,
        place=place,
        subject=subject,
        trial=trial,
        started_at=instant(start),
        time_zone=time_zone,
        simulated=simulated,
        warnings=(*dict.fromkeys([*warnings, *_sentences(streams, found)]),),
        asked=asked,
    )


def gravity_sentence(sensor: Findings, factor: float) -> str | None:
    """What to say where gravity is not in an acceleration, or far from its size."""
    level = float(np.median(np.concatenate(sensor.levels))) * factor if sensor.levels else 0.0
    if level < 0.45 * STANDARD_GRAVITY:
        return (
            f"The acceleration averages {level:.1f} m/s² where gravity alone is 9.8: "
            "the sensor was off or turning fast, or gravity was taken out."
        )
    # A running foot averages 2 g: the swing pulls along the leg. Beyond that the unit must be wrong.
    if level > 3 * STANDARD_GRAVITY:
        return f"The acceleration averages {level:.0f} m/s² where gravity alone is 9.8: is its unit right?"
    return None


def _signals(streams: tuple[Stream, ...], start: float) -> Iterator[Signal]:
    """The second pass: cleaned, in SI, from 0, in blocks that end at whole minutes."""
    sources = [_Source(stream, start) for stream in streams]
    end = 0.0
    while True:
        end += BLOCK_S
        for source in sources:
            source.read_until(end)
        waiting = [first for source in sources if (first := source.first()) is not None]
        if not waiting:
            return
        end = max(end, (min(waiting) // BLOCK_S + 1) * BLOCK_S)
        for source in sources:
            source.read_until(end)
        blocks = [block for source in sources for block in source.take(end)]
        yield from sorted(blocks, key=lambda block: tuple(_NAMES).index(block.kind))


class _Source:
    """One stream in the second pass: samples read and not yet given out."""

    def __init__(self, stream: Stream, start: float) -> None:
        self._stream = stream
        self._start = start
        self._cleaner = Cleaner(len(stream.kinds), spread=stream.spread)
        self._rows: Rows | None = stream.rows()
        self._held: list[list[tuple[FloatArray, FloatArray]]] = [[] for _ in stream.kinds]
        self._reached = -np.inf

    def read_until(self, end: float) -> None:
        while self._rows is not None and self._reached < end:
            rows = next(self._rows, None)
            if rows is None:
                self._rows = None
            self._hold(self._cleaner.finish() if rows is None else self._cleaner.feed(*rows))

    def _hold(self, samples: list[tuple[FloatArray, FloatArray]]) -> None:
        for held, (t, values), factor in zip(self._held, samples, self._stream.factors, strict=True):
            if t.size:
                t = t - self._start
                held.append((t, values * factor))
                self._reached = max(self._reached, float(t[-1]))

    def first(self) -> float | None:
        return min((float(held[0][0][0]) for held in self._held if held), default=None)

    def take(self, end: float) -> Iterator[Signal]:
        for index, (kind, held) in enumerate(zip(self._stream.kinds, self._held, strict=True)):
            if not held:
                continue
            t, values = (
                (np.concatenate(parts) for parts in zip(*held, strict=True)) if len(held) > 1 else held[0]
            )
            cut = int(np.searchsorted(t, end, side="left"))
            self._held[index] = [(t[cut:], values[cut:])] if cut < t.size else []
            if cut:
                yield Signal(kind, t[:cut], np.ascontiguousarray(values[:cut]))


def _sentences(streams: tuple[Stream, ...], found: dict[Kind, Findings]) -> Iterator[str]:
    for stream in streams:
        kinds = tuple(kind if kind in found else None for kind in stream.kinds)
        yield from repair_sentences(stream.survey.repairs, kinds)
        if stream.spread:
            yield "Many samples share a time; they were spread evenly, so times are rough."
    for kind, sensor in found.items():
        name, step = _NAMES[kind], sensor.step_s
        if sensor.gaps:
            yield f"{_many(sensor.gaps, 'gap')} in the {name}, {sensor.gap_s:.1f} s in all."
        if step and sensor.uneven > 0.05 * sensor.count:
            yield f"The {name} is sampled unevenly ({sensor.uneven / sensor.count:.0%} of steps are long)."
        if step and 1 / step < _SLOWEST_HZ:
            yield f"The {name} has {1 / step:.3g} samples/s; below 20 steps are timed roughly or missed."
        if step and 1 / step > _FASTEST_HZ:
            yield f"The {name} has {1 / step:.0f} samples/s, more than the 400 this was tried with."
    if "acceleration" not in found:
        yield "There is no acceleration in it: steps and direction cannot be found."


def repair_sentences(repairs: Repairs, kinds: Sequence[Kind | None]) -> Iterator[str]:
    """What was put right in one stream of rows; a kind of None is not spoken of."""
    if repairs.timeless:
        yield f"{_many(repairs.timeless, 'row')} without a usable time left out."
    if repairs.late:
        yield f"{_many(repairs.late, 'row')} out of order in time, sorted."
    if repairs.too_late:
        yield f"{_many(repairs.too_late, 'row')} came much too late and were left out."
    for back in repairs.set_back_s[:3]:
        yield f"The clock was set back by {back:.3g} s on the way; the times after that are carried on."
    if len(repairs.set_back_s) > 3:
        yield f"The clock was set back {len(repairs.set_back_s)} times in all."
    for index, kind in enumerate(kinds):
        if kind is None:
            continue
        name = _NAMES[kind]
        if repairs.missing[index]:
            yield f"{_many(repairs.missing[index], 'sample')} of {name} without a usable value left out."
        if repairs.doubled[index]:
            yield f"{_many(repairs.doubled[index], 'sample')} of {name} at the time of another left out."


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
