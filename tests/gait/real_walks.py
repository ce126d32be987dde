"""Real recordings as the gait tests want them: one recording per trial and placement."""

from __future__ import annotations

from pathlib import Path

from retrowalk.recordings import Recording, read


def trials(folder: Path) -> list[Recording]:
    """Every recording of a set, placements as the reader understands them."""
    return read(folder / "imu.parquet")


def one(recordings: list[Recording], **wanted: object) -> Recording:
    """The recording whose attributes are as wanted."""
    found = [r for r in recordings if all(getattr(r, name) == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} recordings with {wanted}"
    return found[0]
