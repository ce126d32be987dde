"""Live cost: ``python -m benchmarks.live FILE PLACEMENT`` feeds a GaitStream a second at a time, as a phone would.

Prints JSON: milliseconds of processor time per second of signal, on average and for the dearest second.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import cast

import polars as pl

from retrowalk.gait import Anchor, GaitStream
from retrowalk.recordings import Placement, Signal

MINUTES = 10
RATE_HZ = 100


def feed(path: Path, placement: Placement, minutes: int = MINUTES) -> dict[str, float]:
    """Feeds the first minutes of a recording in blocks of a second.

    Args:
        path: of ``benchmarks.recordings``.
        placement: where the sensor was worn.
        minutes: of signal.
    """
    rows = pl.read_parquet(path, n_rows=minutes * 60 * RATE_HZ)
    t = rows["t"].to_numpy()
    acceleration = rows.select("ax", "ay", "az").cast(pl.Float64).to_numpy()
    angular_velocity = rows.select("gx", "gy", "gz").cast(pl.Float64).to_numpy()
    stream = GaitStream(placement, anchor=Anchor.declared((1.0, 0.0, 0.0)))
    dearest_s, steps, start_s = 0.0, 0, time.process_time()
    for first in range(0, t.size, RATE_HZ):
        second = slice(first, first + RATE_HZ)
        before_s = time.process_time()
        steps += len(stream.feed(Signal("acceleration", t[second], acceleration[second])).steps)
        steps += len(stream.feed(Signal("angular_velocity", t[second], angular_velocity[second])).steps)
        dearest_s = max(dearest_s, time.process_time() - before_s)
    steps += len(stream.close().steps)
    cpu_s = time.process_time() - start_s
    return {"ms_per_s": 1000 * cpu_s / (t.size / RATE_HZ), "dearest_ms": 1000 * dearest_s, "steps": steps}


if __name__ == "__main__":
    file, worn = sys.argv[1:]
    json.dump(feed(Path(file), cast(Placement, worn)), sys.stdout)
