"""What sensors saw: a file or a live stream becomes recordings of signals in SI units."""

from __future__ import annotations

from pathlib import Path

from retrowalk.recordings.model import (
    PLACEMENTS,
    Asked,
    Kind,
    Placement,
    Recording,
    Side,
    Signal,
    recording_from_arrays,
)
from retrowalk.recordings.reading import read

__all__ = [
    "PLACEMENTS",
    "Asked",
    "Kind",
    "Placement",
    "Recording",
    "Side",
    "Signal",
    "read",
    "recording_from_arrays",
    "write_parquet",
]


def write_parquet(recording: Recording, path: Path) -> None:
    """Keeps a recording in one Parquet file; ``read(path)`` gives it back with the same samples.

    Memory does not grow with its length, and no half-written file remains.

    Args:
        recording: to keep.
        path: of the file; replaced where there is one.

    Raises:
        RecordingError: it could not be written, or the recording not be read.
    """
    from retrowalk.recordings import kept  # brings NumPy, so only when it is used

    kept.write_parquet(recording, path)
