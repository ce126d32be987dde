"""Motion as a phone sends it, made from recordings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrowalk.gait import Stride
from retrowalk.recordings import Placement, Recording, recording_from_arrays
from retrowalk.session import Run, Stretch
from retrowalk.session.motion import Block, pack, unpack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store.motion import Worn
from retrowalk.web.coach.live_part import Judging
from runs import stretches

CLOCK_S = 12.25
"""The running clock when a part begins: a page is loaded before anybody walks."""
LEAD_S = 15.0


def session_of(*blocks: tuple[str, str, float]) -> tuple[Stretch, ...]:
    """A session that begins with a lead-in of 15 s."""
    return stretches(*blocks, lead_s=LEAD_S)


def blocks_of(recording: Recording, every_s: float = 0.5, position_s: float = 0.0) -> list[Block]:
    """A recording in blocks, as if the session had run from its first sample on.

    Args:
        recording: both signals on one time base.
        every_s: length of a block.
        position_s: in the timeline at the first sample.
    """
    signals = {kind: [s for s in recording.signals() if s.kind == kind] for kind in recording.kinds}
    t_s = np.concatenate([s.t_s for s in signals["acceleration"]])
    acceleration = np.concatenate([s.values for s in signals["acceleration"]])
    turning = (
        np.concatenate([s.values for s in signals["angular_velocity"]])
        if "angular_velocity" in signals
        else np.full_like(acceleration, np.nan)
    )
    number = np.floor((t_s - t_s[0]) / every_s + 1e-9).astype(int)
    out = []
    for seq in range(int(number[-1]) + 1):
        mine = number == seq
        end_s = float(t_s[mine][-1]) if mine.any() else float(t_s[0]) + (seq + 1) * every_s
        block = Block(
            seq, True, CLOCK_S + end_s, position_s + end_s - float(t_s[0]), CLOCK_S + t_s[mine],
            acceleration[mine], turning[mine],
        )  # fmt: skip
        out.append(unpack(pack(block)))  # what float32 cannot hold is lost
    return out


def forward_then_backward(placement: Placement) -> Recording:
    """Standing, a forward warm-up of half a minute, and backward walking, as a session of that shape asks."""
    script = [
        Segment("stand", LEAD_S),
        Segment("forward", 30),
        Segment("stand", 2),
        Segment("backward", 30),
        Segment("stand", 2),
    ]
    return simulate_walk(script, placement=placement, seed=4).recording


def heel_forward_backward_forward(shared_data: Path, warm_s: float, each_s: float) -> Recording:
    """The heel of a real person: forward, backward and forward again, joined as they were walked on a treadmill."""
    import polars as pl

    rows = pl.read_parquet(shared_data / "gottlieb_fwbw" / "imu.parquet").filter(
        pl.col("placement") == "right_heel"
    )
    axes = ("ax", "ay", "az", "gx", "gy", "gz")
    forward, backward = (
        rows.filter(pl.col("trial") == trial).select(*axes).to_numpy() for trial in ("FW", "BW")
    )
    rate_hz = 1 / float(np.median(np.diff(rows.filter(pl.col("trial") == "FW")["t"].to_numpy())))
    warm, each = round(rate_hz * warm_s), round(rate_hz * each_s)
    values = np.concatenate([forward[:warm], backward[:each], forward[-each:]])
    t_s = np.arange(len(values), dtype=np.float64) / rate_hz
    return recording_from_arrays(t_s, values[:, :3], values[:, 3:], placement="foot", side="right")


def feeding(run: Run, worn: Worn, blocks: Sequence[Block], together: int = 1) -> list[Stride]:
    """All strides that the live stream settles, with a glance after each feed.

    Args:
        run, worn: of the part.
        blocks: of the part.
        together: blocks at a time.
    """
    judging = Judging(run, worn)
    out: list[Stride] = []
    for start in range(0, len(blocks), together):
        out += judging.feed(list(blocks[start : start + together]))
        judging.look()
    return [*out, *judging.stream.close().strides]
