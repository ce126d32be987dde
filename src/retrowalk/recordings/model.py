"""What a sensor saw: signals with their own time bases, units and placement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

Kind = Literal["acceleration", "angular_velocity"]
Side = Literal["left", "right"]
Placement = Literal[
    "waist", "chest", "pocket", "thigh", "shank", "ankle", "foot", "wrist", "hand", "arm", "bag", "unknown"
]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)
AskedKind = Literal["warm_up", "walk", "turn", "rest", "cool_down"]
AskedDirection = Literal["forward", "backward", "any"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A span [start_s, end_s) of a recording in which a coach asked for something. What was asked is no truth.

    Attributes:
        start_s, end_s: seconds of the recording.
        kind: of the block of the session.
        direction: of walking that was asked for; ``any`` where nobody was to walk, or it did not matter.
    """

    start_s: float
    end_s: float
    kind: AskedKind
    direction: AskedDirection


@dataclass(frozen=True, eq=False, slots=True)
class Signal:
    """A stretch of one sensor's samples.

    Attributes:
        kind: ``acceleration`` (specific force, gravity included, m/s²: about +9.81 along the axis that
            points up at rest) or ``angular_velocity`` (rad/s, right-hand rule about the same axes).
        t_s: shape (n,), seconds from the start of the recording, strictly increasing. A gap is a jump.
        values: shape (n, 3), finite, in the sensor's own axes.
    """

    kind: Kind
    t_s: FloatArray
    values: FloatArray


@dataclass(frozen=True, eq=False, slots=True)
class Recording:
    """One sensor place, one person, one time: what was written down about it, and its signals.

    The signals are not held: ``signals()`` reads them again, block by block, so that a day of six axes
    costs no more memory than a minute.

    Attributes:
        file: name of the file it came from, without folders.
        format: name of the reader that understood it.
        index: its place among the recordings of that file, from 0.
        duration_s: from the first sample to the last, of all signals.
        rate_hz: median sampling rate of the acceleration (of the first signal where there is none).
        signals: gives, each time it is called, the signals as blocks in time order; blocks of different
            kinds are interleaved so that neither runs ahead of the other by more than about a minute.
        placement: where the sensor was worn.
        side: ``left`` or ``right`` where known.
        place: the file's own word for the placement ("right_heel"), where it has one.
        subject, trial: names found in the file, or None.
        started_at: UTC instant of t = 0 where known; ``time_zone`` its IANA zone where known.
        simulated: True where no person walked; shown wherever the result is.
        warnings: sentences for a person: units assumed, samples left out, gaps.
        asked: what a coach asked for meanwhile, in time order; empty where nobody did, or nothing tells.
    """

    file: str
    format: str
    duration_s: float
    rate_hz: float | None
    signals: Callable[[], Iterator[Signal]] = field(repr=False)
    index: int = 0
    kinds: tuple[Kind, ...] = ("acceleration",)
    placement: Placement = "unknown"
    side: Side | None = None
    place: str | None = None
    subject: str | None = None
    trial: str | None = None
    started_at: datetime | None = None
    time_zone: str | None = None
    simulated: bool = False
    warnings: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


def recording_from_arrays(
    t_s: FloatArray,
    acceleration: FloatArray | None,
    angular_velocity: FloatArray | None = None,
    *,
    file: str = "memory",
    format: str = "arrays",
    placement: Placement = "unknown",
    side: Side | None = None,
    subject: str | None = None,
    trial: str | None = None,
    simulated: bool = False,
    warnings: tuple[str, ...] = (),
    asked: tuple[Asked, ...] = (),
) -> Recording:
    """A recording of arrays already in memory, all on one time base.

    Args:
        t_s: shape (n,), seconds, strictly increasing.
        acceleration: shape (n, 3), m/s², gravity included, or None.
        angular_velocity: shape (n, 3), rad/s, or None.
        file, format, placement, side, subject, trial, simulated, warnings, asked: as in ``Recording``.

    Raises:
        ValueError: the shapes do not fit together or time does not increase.
    """
    import numpy as np

    t_s = np.ascontiguousarray(t_s, dtype=np.float64)
    if t_s.ndim != 1 or np.any(np.diff(t_s) <= 0):
        raise ValueError("t_s must be one-dimensional and strictly increasing")
    signals: list[Signal] = []
    for kind, values in (("acceleration", acceleration), ("angular_velocity", angular_velocity)):
        if values is not None:
            values = np.ascontiguousarray(values, dtype=np.float64)
            if values.shape != (t_s.size, 3):
                raise ValueError(f"{kind} must have shape ({t_s.size}, 3), not {values.shape}")
            signals.append(Signal(kind, t_s, values))  # type: ignore[arg-type]
    return Recording(
        file=file,
        format=format,
        duration_s=float(t_s[-1] - t_s[0]) if t_s.size else 0.0,
        rate_hz=float(1 / np.median(np.diff(t_s))) if t_s.size > 1 else None,
        signals=lambda: _in_minutes(signals),
        kinds=tuple(signal.kind for signal in signals),
        placement=placement,
        side=side,
        subject=subject,
        trial=trial,
        simulated=simulated,
        warnings=warnings,
        asked=asked,
    )


def _in_minutes(signals: list[Signal]) -> Iterator[Signal]:
    """Whole signals of one time base, cut at each minute and interleaved."""
    import numpy as np

    t_s = signals[0].t_s if signals else np.empty(0)
    minutes = np.flatnonzero(np.diff(t_s // 60.0) > 0) + 1
    for start, end in pairwise([0, *minutes.tolist(), t_s.size]):
        if end > start:
            for signal in signals:
                yield Signal(signal.kind, signal.t_s[start:end], signal.values[start:end])
