"""The outline of a signal: small enough to draw, true to every peak and every gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from retrowalk.recordings import Recording

if TYPE_CHECKING:
    from retrowalk.recordings import Signal

# A bucket spans at least this many sampling intervals: an empty one is a gap in the recording, not a wait
# for the next sample of a slow sensor.
INTERVALS_PER_BUCKET = 2.5


class Envelope(TypedDict):
    """Least and greatest length of the acceleration in each of a row of time buckets, ready for JSON.

    Bucket i spans ``[i * bucket_s, (i + 1) * bucket_s)``; ``low`` and ``high`` are m/s², gravity included,
    None where nothing was recorded.
    """

    bucket_s: float
    low: list[float | None]
    high: list[float | None]


def signal_envelope(recording: Recording, buckets: int = 1200) -> Envelope:
    """The least and greatest length of the acceleration in each time bucket.

    Reads the recording once, block by block: memory does not grow with its length.

    Args:
        recording: what to draw.
        buckets: at most this many; fewer for a recording with few samples. A recording without
            acceleration gives empty buckets.

    Returns:
        bucket length in s, and a low and a high in m/s² per bucket, None in gaps.
    """
    import numpy as np

    rate_hz = recording.rate_hz or 0.0
    if recording.duration_s <= 0 or rate_hz <= 0 or "acceleration" not in recording.kinds:
        return {"bucket_s": max(recording.duration_s, 1.0), "low": [None], "high": [None]}
    count = max(1, min(buckets, int(recording.duration_s * rate_hz / INTERVALS_PER_BUCKET)))
    bucket_s = recording.duration_s / count
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    for signal in _acceleration(recording):
        length = np.sqrt(np.einsum("ij,ij->i", signal.values, signal.values))
        # The last sample lies on the end of the last bucket; it belongs in it.
        index = np.clip((signal.t_s / bucket_s).astype(np.int64), 0, count - 1)
        starts = np.flatnonzero(np.diff(index, prepend=-1))
        at = index[starts]
        low[at] = np.minimum(low[at], np.minimum.reduceat(length, starts))
        high[at] = np.maximum(high[at], np.maximum.reduceat(length, starts))
    return {
        "bucket_s": bucket_s,
        "low": [round(x, 2) if np.isfinite(x) else None for x in low.tolist()],
        "high": [round(x, 2) if np.isfinite(x) else None for x in high.tolist()],
    }


def _acceleration(recording: Recording) -> Iterator[Signal]:
    return (block for block in recording.signals() if block.kind == "acceleration" and block.t_s.size)
