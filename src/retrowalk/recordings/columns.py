"""What a column's name says: time, one axis of a sensor, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Quantity = Literal["acceleration", "user_acceleration", "gravity", "angular_velocity", "bare"]

STANDARD_GRAVITY = 9.80665
_DEGREE = 0.017453292519943295

# Names of units as written in headers, squeezed (lower case, no spaces, dots, carets), and the factor to SI.
_ACCELERATION_UNITS = {
    **dict.fromkeys(("m/s2", "m/s²", "ms-2", "ms2", "m/ss", "m/s/s", "mps2", "ms⁻²", "m/sec2"), 1.0),
    **dict.fromkeys(("g", "gs", "gn", "g0", "gee"), STANDARD_GRAVITY),
    **dict.fromkeys(("mg", "milli-g", "millig"), STANDARD_GRAVITY / 1000),
}
_RATE_UNITS = {
    **dict.fromkeys(("rad/s", "rads", "rads-1", "rad/sec", "radian/s", "radians/s", "rps"), 1.0),
    **dict.fromkeys(
        ("deg/s", "°/s", "º/s", "dps", "degs", "degs-1", "deg/sec", "degree/s", "degrees/s"), _DEGREE
    ),
    **dict.fromkeys(("mdps", "mdeg/s"), _DEGREE / 1000),
}
_TIME_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("ms", "msec", "milli", "millis", "milliseconds", "millisecond"), 1_000),
    **dict.fromkeys(("us", "µs", "μs", "usec", "micros", "microseconds"), 1_000_000),
    **dict.fromkeys(("ns", "nsec", "nanos", "nanoseconds"), 1_000_000_000),
}

_ACCELERATION_WORDS = {"a", "acc", "accel", "accelerometer", "acceleration", "acceler", "accelero", "linacc"}
_RATE_WORDS = {
    "g",
    "gyr",
    "gyro",
    "gyroscope",
    "w",
    "omega",
    "rotationrate",
    "angularvelocity",
    "angvel",
    "rot",
}
_USER_WORDS = {"user", "linear", "lin"}
# Words that change nothing about what is measured.
_NOISE = {
    "sensor",
    "raw",
    "axis",
    "motion",
    "device",
    "phone",
    "total",
    "calibrated",
    "uncalibrated",
    "data",
    "value",
    "rate",
    "rotation",
    "including",
    "incl",
    "with",
    "imu",
}
# Words for time, the best first: an absolute time is better than one that starts at 0 only by the instant
# it brings, so the plain names come first and the file's own elapsed time last.
_TIME_WORDS = (
    "t",
    "time",
    "timestamp",
    "timestamps",
    "epoch",
    "epoc",
    "unixtime",
    "datetime",
    "sensortime",
    "sensortimestamp",
    "sampletime",
    "samplingtime",
    "loggingtime",
    "hosttimestamp",
    "eventtimestamp",
    "systemtime",
    "relativetime",
    "utc",
    "date",
    "zeit",
    "temps",
    "tiempo",
    "secondselapsed",
    "elapsed",
    "elapsedtime",
    "timeelapsed",
    "seconds",
    "sec",
    "milliseconds",
    "millis",
    "microseconds",
    "nanoseconds",
)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of one sensor.

    Attributes:
        quantity: what is measured; ``bare`` for a column called just x, y or z.
        axis: 0, 1, 2.
        factor: to SI, where the name holds a unit.
        prefix: words of the name that we did not use ("left ankle"), for tables with several sensors.
        words: the quantity's own words, squeezed, so that acc_x and accel_x are never mixed into one triple.
    """

    quantity: Quantity
    axis: int
    factor: float | None
    prefix: str
    words: str


@dataclass(frozen=True, slots=True)
class TimeName:
    """A column of times. ``per_second`` is None where the name holds no unit; ``rank``: lower is better."""

    rank: int
    per_second: int | None


@dataclass(frozen=True, slots=True)
class Triple:
    """The three columns x, y, z of one sensor."""

    quantity: Quantity
    columns: tuple[str, str, str]
    factor: float | None
    prefix: str
    plain: bool = False  # the contract's own ax ay az, gx gy gz


def _split_unit(name: str) -> tuple[str, str]:
    """A name without what stands in its last brackets, and that, squeezed."""
    bracketed = re.match(r"^(.*?)[\s_]*[\(\[\{]([^\(\)\[\]\{\}]*)[\)\]\}]\s*$", name)
    if bracketed:
        return bracketed[1], re.sub(r"[\s.^*·⋅]", "", bracketed[2].lower())
    return name, ""


def _tokens(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return [token for token in re.split(r"[^0-9A-Za-zµμ°/²]+", spaced.lower()) if token]


def _glued(token: str) -> tuple[str, int] | None:
    """``accx`` is acc and x; ``ax`` is a and x; ``max`` is neither."""
    if len(token) > 1 and token[-1] in "xyz":
        rest = token[:-1]
        if rest in _ACCELERATION_WORDS or rest in _RATE_WORDS or rest in {"grav", "gravity"}:
            return rest, "xyz".index(token[-1])
    return None


def axis_of(name: str) -> Axis | None:
    """What sensor axis a column's name means, or None."""
    bare_name, unit = _split_unit(name.strip().strip("\"'"))
    tokens = _tokens(bare_name)
    if not tokens or len(tokens) > 8:
        return None
    if not unit and len(tokens) > 1:
        # A unit as the last word: acc_x_g, gyr_x_dps. "g" in g_x is a gyroscope, so only after an axis.
        before = tokens[-2]
        if tokens[-1] in _ACCELERATION_UNITS | _RATE_UNITS and (before in "xyz" or _glued(before)):
            unit = tokens.pop()
    axis: int | None = None
    for position in (len(tokens) - 1, 0):
        if tokens[position] in ("x", "y", "z"):
            axis = "xyz".index(tokens.pop(position))
            break
        glued = _glued(tokens[position])
        if glued:
            tokens[position], axis = glued
            break
    else:
        for position in range(len(tokens) - 1, -1, -1):
            if tokens[position] in ("x", "y", "z"):
                axis = "xyz".index(tokens.pop(position))
                break
    if axis is None:
        return None
    present = set(tokens)
    pairs = {first + second for first, second in pairwise(tokens)}
    has_rate_unit, has_acceleration_unit = unit in _RATE_UNITS, unit in _ACCELERATION_UNITS
    used: set[str] = set()
    quantity: Quantity
    acceleration = present & _ACCELERATION_WORDS
    if acceleration or (has_acceleration_unit and not present & {"gravity", "grav", "gyro"} and not tokens):
        used = acceleration | (present & {"gravity", "grav"})
        if present & _USER_WORDS:
            quantity, used = "user_acceleration", used | (present & _USER_WORDS)
        else:
            quantity = "acceleration"
    elif present & {"gravity", "grav"}:
        quantity, used = "gravity", present & {"gravity", "grav"}
    elif present & _RATE_WORDS or pairs & _RATE_WORDS or (has_rate_unit and not tokens):
        quantity, used = (
            "angular_velocity",
            (present & _RATE_WORDS) | {"rotation", "rate", "angular", "velocity"},
        )
    elif not present - _NOISE:
        quantity = (
            "angular_velocity" if has_rate_unit else "acceleration" if has_acceleration_unit else "bare"
        )
    else:
        return None
    rest = [token for token in tokens if token not in used and token not in _NOISE]
    units = _RATE_UNITS if quantity == "angular_velocity" else _ACCELERATION_UNITS
    words = "".join(token for token in tokens if token in used)
    return Axis(quantity, axis, units.get(unit), " ".join(rest), words)


def time_of(name: str) -> TimeName | None:
    """Whether a column's name means time."""
    bare_name, unit = _split_unit(name.strip().strip("\"'"))
    tokens = _tokens(bare_name)
    per_second = _TIME_UNITS.get(unit)
    if len(tokens) > 1 and tokens[-1] in _TIME_UNITS and tokens[-1] not in {"seconds"}:
        per_second = per_second or _TIME_UNITS[tokens[-1]]
        tokens.pop()
    squeezed = "".join(word for word in tokens if word not in {"since", "reboot", "unix"})
    if squeezed not in _TIME_WORDS:
        return None
    if squeezed in {"secondselapsed", "seconds", "sec"}:
        per_second = 1
    elif squeezed in _TIME_UNITS and per_second is None and squeezed != "s":
        per_second = _TIME_UNITS[squeezed]
    return TimeName(_TIME_WORDS.index(squeezed), per_second)


def time_columns(names: Iterable[str]) -> list[tuple[str, TimeName]]:
    """The columns that may hold time, the likeliest first."""
    found = [(name, time) for name in names if (time := time_of(name))]
    return sorted(found, key=lambda pair: pair[1].rank)


def triples(names: Iterable[str]) -> list[Triple]:
    """The complete x, y, z triples among the columns, in the order of their x."""
    groups: dict[tuple[Quantity, str, str], dict[int, tuple[str, float | None]]] = {}
    for name in names:
        axis = axis_of(name)
        if axis:
            groups.setdefault((axis.quantity, axis.prefix, axis.words), {}).setdefault(
                axis.axis, (name, axis.factor)
            )
    found = []
    for (quantity, prefix, _), axes in groups.items():
        if len(axes) == 3:
            columns = (axes[0][0], axes[1][0], axes[2][0])
            plain = columns in {("ax", "ay", "az"), ("gx", "gy", "gz")}
            found.append(Triple(quantity, columns, axes[0][1], prefix, plain))
    return found
