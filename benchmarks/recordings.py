"""Makes what is measured: ``python -m benchmarks.recordings hour PLACEMENT FILE`` or ``… day HOUR_FILE FILE``.

The simulated walker of ``retrowalk.simulate``, six axes at 100 Hz in the axes of the body (ahead, left, up), written
as the generic table that any program reads: t in seconds (64 bit), ax ay az in m/s² and gx gy gz in rad/s (32 bit).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import numpy as np
import polars as pl

from retrowalk.recordings import Placement
from retrowalk.simulate import Segment, simulate_walk

# Four minutes of five are walked, one of them backward: more than a real hour holds, so no cost is hidden.
FIVE_MINUTES = (
    Segment("stand", 20),
    Segment("forward", 120),
    Segment("turn", 5),
    Segment("backward", 60),
    Segment("stand", 30),
    Segment("forward", 60),
    Segment("stand", 5),
)
HOURS = 24


def write_walk(placement: Placement, path: Path, minutes: int = 60) -> None:
    """Walks, records and writes one file.

    Args:
        placement: where the sensor is worn.
        path: of the Parquet file.
        minutes: a multiple of five.
    """
    walk = simulate_walk(FIVE_MINUTES * (minutes // 5), placement=placement, seed=1)
    blocks = list(walk.recording.signals())
    columns = {"t": np.concatenate([block.t_s for block in blocks if block.kind == "acceleration"])}
    for letter, kind in (("a", "acceleration"), ("g", "angular_velocity")):
        values = np.concatenate([block.values for block in blocks if block.kind == kind]).astype(np.float32)
        columns |= {f"{letter}{axis}": column for axis, column in zip("xyz", values.T, strict=True)}
    pl.DataFrame(columns).write_parquet(path)


def write_day(hour: Path, path: Path) -> None:
    """Repeats a recording of an hour for a day, block by block: memory does not grow with the day.

    Args:
        hour: of ``write_walk``.
        path: of the Parquet file.
    """
    rows = pl.scan_parquet(hour)
    shifted = [rows.with_columns(pl.col("t") + 3600.0 * number) for number in range(HOURS)]
    pl.concat(shifted).sink_parquet(path, maintain_order=True)


if __name__ == "__main__":
    what, given, written = sys.argv[1:]
    if what == "day":
        write_day(Path(given), Path(written))
    else:
        write_walk(cast(Placement, given), Path(written))
