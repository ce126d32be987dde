"""Blocks of motion as a phone sends them: the same bytes on the wire, on the phone and on disk, one after the other.

Little-endian. Header of 40 bytes: ``RWM1``, number of the block (uint32, from 0 in each part, without gaps), number of
samples n (uint32), whether the session runs (uint32, 0 or 1), then three float64: the running clock and the position
that belong together (clock_s, position_s), and the clock of the first sample. Then n float32 of seconds since that
first sample, and n × 6 float32: acceleration with gravity (m/s²), angular velocity (rad/s), in the phone's own axes.
A *part* is what one load of the page recorded: its clock, and the way the phone was worn, begin anew with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.recordings.model import FloatArray

HEADER = struct.Struct("<4sIIIddd")
MAGIC = b"RWM1"
MOST_SAMPLES = 6000
_SAMPLE_BYTES = 4 * 7


class DamagedBlockError(ValueError):
    """Bytes that are no block, or half of one."""


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Some samples of motion.

    Attributes:
        seq: number of the block in its part, from 0.
        running: the session was running, not paused.
        clock_s, position_s: a moment by the running clock, and where in the timeline it was.
        t_s: shape (n,), running clock of each sample, increasing.
        acceleration: shape (n, 3), m/s², gravity included.
        angular_velocity: shape (n, 3), rad/s; NaN where the phone has no gyroscope.
    """

    seq: int
    running: bool
    clock_s: float
    position_s: float
    t_s: FloatArray
    acceleration: FloatArray
    angular_velocity: FloatArray


def pack(block: Block) -> bytes:
    """A block as bytes; times lose what float32 cannot hold."""
    import numpy as np

    first_s = float(block.t_s[0]) if block.t_s.size else block.clock_s
    head = HEADER.pack(
        MAGIC, block.seq, block.t_s.size, block.running, block.clock_s, block.position_s, first_s
    )
    values = np.concatenate([block.acceleration, block.angular_velocity], axis=1)
    return head + (block.t_s - first_s).astype("<f4").tobytes() + values.astype("<f4").tobytes()


def unpack(data: bytes) -> Block:
    """A block from exactly its bytes.

    Raises:
        DamagedBlockError: they are none.
    """
    blocks = list(unpack_all(data))
    if len(blocks) != 1 or len(data) != size_of(data):
        raise DamagedBlockError("not exactly one block of motion")
    return blocks[0]


def size_of(data: bytes) -> int:
    """Bytes of the block that begins here.

    Raises:
        DamagedBlockError: none begins here.
    """
    if len(data) < HEADER.size:
        raise DamagedBlockError("half a block of motion")
    magic, _, n, running, *_ = HEADER.unpack_from(data)
    if magic != MAGIC or n > MOST_SAMPLES or running > 1:
        raise DamagedBlockError("no block of motion")
    return int(HEADER.size + n * _SAMPLE_BYTES)


def unpack_all(data: bytes) -> Iterator[Block]:
    """The blocks of a file, up to the first that is damaged or cut off."""
    import numpy as np

    start = 0
    while start < len(data):
        try:
            size = size_of(data[start : start + HEADER.size])
        except DamagedBlockError:
            return
        if start + size > len(data):
            return
        _, seq, n, running, clock_s, position_s, first_s = HEADER.unpack_from(data, start)
        numbers = np.frombuffer(data, "<f4", n * 7, start + HEADER.size).astype(np.float64)
        values = numbers[n:].reshape(n, 6)
        yield Block(
            seq, bool(running), clock_s, position_s, first_s + numbers[:n], values[:, :3], values[:, 3:]
        )
        start += size
