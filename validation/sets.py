"""The recordings of the book, as the public readers give them, with what is known about their truth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from retrowalk.recordings import Placement, Recording, read

DATA = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Truth:
    """Frame labels of one simulated trial: times (s from its start) and what the body did."""

    t_s: NDArray[np.float64]
    activity: NDArray[np.str_]
    content: str
    speed_mps: NDArray[np.float64]

    def of(self, start_s: float, end_s: float, share: float = 0.8) -> str | None:
        """The activity of at least ``share`` of the frames in a span, None where it is mixed."""
        first, last = np.searchsorted(self.t_s, [start_s, end_s])
        seen, counts = np.unique(self.activity[first:last], return_counts=True)
        if not len(seen):
            return None
        most = int(np.argmax(counts))
        return str(seen[most]) if counts[most] >= share * (last - first) else None

    def share(self, activity: str) -> float:
        """Share of all frames with an activity."""
        return float((self.activity == activity).mean())


@cache
def recordings(name: str) -> tuple[Recording, ...]:
    """All recordings of one set."""
    return tuple(read(DATA / name / "imu.parquet"))


@cache
def columns(name: str, *wanted: str) -> pl.DataFrame:
    """Columns of a set's samples that the readers do not need: labels and references."""
    return pl.read_parquet(DATA / name / "imu.parquet", columns=list(wanted))


def walking(name: str, activity: str, placement: Placement | None = None) -> list[Recording]:
    """The recordings of a set whose every sample bears one activity label."""
    labels = columns(name, "trial", "activity").unique()
    mixed = set(labels.filter(pl.col("activity") != activity)["trial"])
    wanted = set(labels["trial"]) - mixed
    return [
        recording
        for recording in recordings(name)
        if recording.trial in wanted and placement in (None, recording.placement)
    ]


@cache
def truths(name: str) -> dict[str, Truth]:
    """Frame labels of a simulated set, by trial."""
    rows = columns(name, "trial", "placement", "t", "activity", "content", "vf").filter(
        pl.col("placement") == "waist"
    )
    out = {}
    for (trial,), group in rows.group_by(["trial"], maintain_order=True):
        t = group["t"].to_numpy()
        out[str(trial)] = Truth(
            t - t[0],
            group["activity"].to_numpy().astype(str),
            str(group["content"][0]),
            np.abs(group["vf"].to_numpy()),
        )
    return out
