"""What sensors saw: a file or a live stream becomes recordings of signals in SI units."""

from retrowalk.recordings.model import (
    PLACEMENTS,
    Kind,
    Placement,
    Recording,
    Side,
    Signal,
    recording_from_arrays,
)
from retrowalk.recordings.reading import read

__all__ = ["PLACEMENTS", "Kind", "Placement", "Recording", "Side", "Signal", "read", "recording_from_arrays"]
