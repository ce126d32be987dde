"""Which clock a column of times shows: unit, origin, and whether it tells the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from retrowalk.errors import NoUsableSignalError
from retrowalk.recordings.columns import TimeName

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

_UNIT_NAMES = {1: "seconds", 1_000: "milliseconds", 1_000_000: "microseconds", 1_000_000_000: "nanoseconds"}
_FIRST_YEAR_S = (
    631_152_000.0  # 1990: smaller numbers count from the start, or from when the device was switched on
)
_LAST_YEAR_S = 4_102_444_800.0  # 2100


@dataclass(frozen=True, slots=True)
class TimeScale:
    """How to make seconds of a column.

    Attributes:
        column: its name.
        form: ``number``; ``instant`` (a date and time); ``clock`` (a time of day).
        per_second: units in a second, for numbers.
        origin: the raw value that becomes 0 s (for instants and clocks: nanoseconds).
        whole: whether the numbers are whole, so that 19 digits of nanoseconds lose nothing.
        epoch: whether the times count from 1970 in UTC, and so give the instant.
        assumed: a sentence where the unit was guessed.
    """

    column: str
    form: Literal["number", "instant", "clock"]
    per_second: int
    origin: float
    whole: bool
    epoch: bool
    assumed: str | None = None

    def seconds(self, column: pl.Series) -> NDArray[np.float64]:
        """Seconds since the origin, shape (n,), NaN where there is no time."""
        import polars as pl

        if self.form == "number":
            if self.whole:
                whole = column.cast(pl.Int64, strict=False)
                return (whole - int(self.origin)).cast(pl.Float64).to_numpy(writable=True) / self.per_second
            return (_floats(column) - self.origin) / self.per_second
        nanoseconds = _nanoseconds(column, self.form)
        return (nanoseconds - int(self.origin)).cast(pl.Float64).to_numpy(writable=True) / 1e9

    def instant(self, seconds: float) -> datetime | None:
        """The UTC instant of a time in seconds since the origin, where the column tells."""
        if not self.epoch:
            return None
        start = self.origin / (self.per_second if self.form == "number" else 1_000_000_000)
        try:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=start + seconds)
        except OverflowError:
            return None

    def with_origin(self, origin: float) -> TimeScale:
        """The same clock counted from another value, so that several files share their zero."""
        return TimeScale(
            self.column, self.form, self.per_second, origin, self.whole, self.epoch, self.assumed
        )


def find_timescale(column: pl.Series, name: TimeName, *, plain: bool, file: str) -> TimeScale | None:
    """The clock that the first rows of a column show; None where they are no times.

    Args:
        column: its first rows, some hundreds.
        name: what its name says.
        plain: whether it is the contract's own ``t``, which is in seconds unless it cannot be.
        file: for the sentence where it fails.

    Raises:
        NoUsableSignalError: it counts samples instead of time.
    """
    import polars as pl

    if column.dtype in (pl.Datetime, pl.Date, pl.Duration):
        dated = column.dtype != pl.Duration
        values = _nanoseconds(column, "instant").drop_nulls()
        zoned = isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone is not None
        return _dated(column.name, "instant", values, epoch=zoned, dated=dated) if len(values) else None
    if column.dtype == pl.Time:
        values = _nanoseconds(column, "clock").drop_nulls()
        return _dated(column.name, "clock", values, epoch=False, dated=True) if len(values) else None
    numbers = _floats(column)
    numbers = numbers[np.isfinite(numbers)]
    if numbers.size < 2:
        if column.dtype != pl.String:
            return None
        for form in ("instant", "clock"):
            values = _nanoseconds(column, form).drop_nulls()
            if len(values) > len(column.drop_nulls()) // 2:
                zoned = form == "instant" and bool(
                    column.drop_nulls().str.contains(r"(Z|z|[+-]\d\d:?\d\d|UTC|GMT)\s*$").mean() or 0
                )
                return _dated(column.name, form, values, epoch=zoned, dated=True)
        return None
    steps = np.diff(numbers)
    forward = steps[steps > 0]
    if np.count_nonzero(steps < 0) > steps.size // 2:
        raise NoUsableSignalError(
            f"{file} runs backward in time (column {column.name!r}); sort its rows by time."
        )
    if not forward.size:
        return None
    step = float(np.median(forward))
    if forward.size < 0.8 * steps.size:  # a clock that ticks more slowly than the samples come
        step = float(forward.sum()) / steps.size
    whole = bool(np.all(numbers == np.round(numbers))) and _is_whole(column)
    per_second, assumed = name.per_second, None
    typical = float(np.median(numbers))
    if per_second is None:
        epochs = [unit for unit in _UNIT_NAMES if _FIRST_YEAR_S < typical / unit < _LAST_YEAR_S]
        fitting = [unit for unit in _UNIT_NAMES if 2.0 <= unit / step <= 2000.0]
        both = [unit for unit in epochs if unit in fitting]
        if whole and numbers.size > 2 and not epochs and bool(np.all(steps == 1)):
            raise NoUsableSignalError(
                f"{file} counts samples in its column {column.name!r} instead of telling time; "
                "expected a column t in seconds."
            )
        per_second = both[0] if both else fitting[0] if fitting else epochs[0] if epochs else 1
        if (per_second != 1 or not fitting) and not both:
            assumed = f"Times are taken to be in {_UNIT_NAMES[per_second]} (column {column.name!r})."
        elif per_second != 1 and plain:
            assumed = f"The column {column.name!r} holds {_UNIT_NAMES[per_second]}, not seconds."
    epoch = _FIRST_YEAR_S < typical / per_second < _LAST_YEAR_S
    origin = float(np.median(numbers[:3])) if not whole else float(int(np.median(numbers[:3])))
    return TimeScale(column.name, "number", per_second, origin, whole, epoch, assumed)


def _dated(
    name: str, form: Literal["instant", "clock"], values: pl.Series, *, epoch: bool, dated: bool
) -> TimeScale:
    assumed = (
        "The times name no time zone, so when it was recorded is not known." if dated and not epoch else None
    )
    return TimeScale(name, form, 1_000_000_000, float(values[0]), True, epoch, assumed)


def _floats(column: pl.Series) -> NDArray[np.float64]:
    import polars as pl

    return column.cast(pl.Float64, strict=False).to_numpy(writable=True).astype(np.float64, copy=False)


def _is_whole(column: pl.Series) -> bool:
    import polars as pl

    if column.dtype.is_float():
        return False
    return column.cast(pl.Int64, strict=False).null_count() == column.null_count()


def _nanoseconds(column: pl.Series, form: str) -> pl.Series:
    import polars as pl

    if column.dtype == pl.String:
        text = column.str.strip_chars()
        if form == "clock":
            return text.str.to_time("%H:%M:%S%.f", strict=False).cast(pl.Int64)
        bare = text.str.replace(r"^(\d{4})[/.](\d\d)[/.](\d\d)", "$1-$2-$3").str.replace(
            "T", " ", literal=True
        )
        bare = bare.str.replace(r"\s*(UTC|GMT)?\s*([+-]\d\d):?(\d\d)$", "${2}${3}").str.replace(
            r"\s*(Z|z|UTC|GMT)$", "+0000"
        )
        zoned = bare.str.to_datetime("%Y-%m-%d %H:%M:%S%.f%z", time_unit="ns", strict=False)
        if zoned.null_count() < len(zoned):
            return zoned.dt.epoch("ns")
        naive = bare.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="ns", strict=False)
        return naive.dt.epoch("ns")
    if column.dtype == pl.Date:
        column = column.cast(pl.Datetime("ns"))
    if column.dtype == pl.Duration:
        return column.dt.total_nanoseconds()
    if column.dtype == pl.Time:
        return column.cast(pl.Int64)
    return column.dt.epoch("ns")
