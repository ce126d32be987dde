"""Makes what is measured: ``python -m benchmarks.recordings walked|still PLACEMENT FILE`` or ``… joined FILE HOUR…``.

The simulated walker of ``retrowalk.simulate``, six axes at 100 Hz in the axes of the body (ahead, left, up), written
as the generic table that any program reads: t in seconds (64 bit), ax ay az in m/s² and gx gy gz in rad/s (32 bit).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
STILL = (Segment("stand", 300),)


def write_walk(
    placement: Placement, path: Path, minutes: int = 60, five: tuple[Segment, ...] = FIVE_MINUTES
) -> None:
    """Walks, records and writes one file.

    Args:
        placement: where the sensor is worn.
        path: of the Parquet file.
        minutes: a multiple of five.
        five: what is done in each five minutes.
    """
    walk = simulate_walk(five * (minutes // 5), placement=placement, seed=1)
    blocks = list(walk.recording.signals())
    columns = {"t": np.concatenate([block.t_s for block in blocks if block.kind == "acceleration"])}
    for letter, kind in (("a", "acceleration"), ("g", "angular_velocity")):
        values = np.concatenate([block.values for block in blocks if block.kind == kind]).astype(np.float32)
        columns |= {f"{letter}{axis}": column for axis, column in zip("xyz", values.T, strict=True)}
    pl.DataFrame(columns).write_parquet(path)


def join_hours(hours: Sequence[Path], path: Path) -> None:
    """Writes hours one after the other, block by block: memory does not grow with their number.

    Args:
        hours: of ``write_walk``; the same one may come again.
        path: of the Parquet file.
    """
    shifted = [
        pl.scan_parquet(hour).with_columns(pl.col("t") + 3600.0 * number) for number, hour in enumerate(hours)
    ]
    pl.concat(shifted).sink_parquet(path, maintain_order=True)


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "joined":
        join_hours([Path(hour) for hour in given[1:]], Path(given[0]))
    else:
        doing = FIVE_MINUTES if what == "walked" else STILL
        write_walk(cast(Placement, given[0]), Path(given[1]), five=doing)
