"""One part of a session's motion while it comes in: kept on the disk first, then judged, block by block."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from retrowalk.errors import MotionError
from retrowalk.gait import Direction, GaitStream, Glance, Stride, WarmUp
from retrowalk.recordings import Signal
from retrowalk.session import Run
from retrowalk.session.asked import Asked
from retrowalk.session.clocks import ClockDifference
from retrowalk.session.motion import HEADER, MOST_SAMPLES, Block, DamagedBlockError, unpack
from retrowalk.session.watching import Prompt, Watcher
from retrowalk.store.motion import LONGEST_S, MotionFolder, PartFile, Worn, samples_of

LARGEST_BLOCK = HEADER.size + MOST_SAMPLES * 28
SYNC_S = 1.0
"""The disk is asked to make sure of what was written at most so often for each phone: it is slow at it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone hears back.

    Attributes:
        have: number of the first block that is not on the disk yet.
        direction: which way somebody seems to walk.
        anchored: the facing of this wearing is known, or would be if the warm-up ended now.
        prompt: something to say now.
    """

    have: int
    direction: Direction
    anchored: bool
    prompt: Prompt | None = None

    def document(self) -> dict[str, object]:
        """The answer as it is sent."""
        said = self.prompt
        return {
            "have": self.have,
            "seen": {"direction": self.direction, "anchored": self.anchored},
            "prompt": None
            if said is None
            else {
                "clip": said.clip,
                "text": said.text,
                "clock_s": said.clock_s,
                "position_s": said.position_s,
            },
        }


class Judging:
    """From blocks to verdicts: the same stream, with the same anchor, that judges the finished part.

    Args:
        run: what was asked.
        worn: how the phone is worn.
    """

    def __init__(self, run: Run, worn: Worn) -> None:
        self._worn = worn
        self.asked = Asked(run.stretches)
        self._warm_up = WarmUp()
        self.stream = GaitStream(
            worn.placement,
            worn.side,
            kinds=("acceleration", "angular_velocity") if worn.gyroscope else ("acceleration",),
            warm_up=self._warm_up,
        )
        self._watcher = Watcher(run.stretches, run.on_belt)
        self._last: Block | None = None

    def check(self, block: Block, before: Block | None) -> None:
        """Whether a block can follow those before it.

        Args:
            block: to be fed.
            before: the one before it, where that is not fed yet either.

        Raises:
            MotionError: its times are no times, or lie before what came before.
        """
        import numpy as np

        if not block.t_s.size:
            return
        last = before if before is not None and before.t_s.size else self._last
        until = -np.inf if last is None else last.t_s[-1]
        origin = block.t_s[0] if self.asked.origin_s is None else self.asked.origin_s
        numbers = (block.clock_s, block.position_s, block.t_s[0])
        if not np.isfinite(numbers).all() or not (np.diff(block.t_s, prepend=until) > 0).all():
            raise MotionError(
                f"Block {block.seq} of the motion: its times do not go on from those before it."
            )
        if block.t_s[-1] - origin > LONGEST_S:
            raise MotionError(f"Block {block.seq} of the motion lies more than 12 hours after the first one.")

    def feed(self, blocks: list[Block]) -> tuple[Stride, ...]:
        """Takes the next blocks.

        Args:
            blocks: in order, checked.

        Returns:
            the strides that they settle.
        """
        for block in blocks:
            spans = self.asked.take(block)
            for start_s, end_s in self.asked.warm_up_of(spans):
                self._warm_up.more(start_s, end_s)
            if self.asked.warm_up_over_s is not None:
                self._warm_up.over(self.asked.warm_up_over_s)
            self._last = block if block.t_s.size else self._last
        if self.asked.origin_s is None:
            return ()
        t_s, acceleration, angular_velocity = samples_of(blocks, self._worn)
        t_s = t_s - self.asked.origin_s
        first = self.stream.feed(Signal("acceleration", t_s, acceleration)).strides
        if not self._worn.gyroscope:
            return first
        return first + self.stream.feed(Signal("angular_velocity", t_s, angular_velocity)).strides

    def look(self) -> tuple[Glance, Prompt | None]:
        """Which way somebody seems to walk now, and what to say to it."""
        last, glance = self._last, self.stream.glance()
        if last is None or self.asked.origin_s is None:
            return glance, None
        now_s = float(last.t_s[-1])
        position_s = last.position_s + (now_s - last.clock_s if last.running else 0.0)
        return glance, self._watcher.see(position_s, now_s - self.asked.origin_s, last.running, glance)

    def hush(self) -> None:
        """Says nothing for a while: what was said before a restart is not known."""
        if self._last is not None and self.asked.origin_s is not None:
            self._watcher.quiet_from(float(self._last.t_s[-1]) - self.asked.origin_s)


class Part:
    """A part that is coming in. Its methods wait for the disk and compute, so they are no work for the event loop.

    Args:
        run: the run it belongs to.
        clock: gives the time now, in UTC.
    """

    def __init__(self, run: Run, clock: Callable[[], datetime]) -> None:
        self._run = run
        self._now = clock
        self._clock = ClockDifference()
        self._keep_clock: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._file: PartFile | None = None
        self._judging: Judging | None = None
        self._glance = Glance()
        self._synced_at = 0.0
        self.line = 0
        """Number of the connection that feeds it: the newest wins."""
        self.left_at: float | None = None

    def load(self, folder: MotionFolder, page: str, worn: Worn) -> int:
        """Opens what is kept of it and judges that again, if that was not done yet.

        Args:
            folder: where motion is kept.
            page: id of the page.
            worn: as the phone says; what it said first holds.

        Returns:
            number of the first block that is not here.

        Raises:
            MotionError, StoreError: it cannot be kept.
        """
        with self._lock:
            if self._file is None:
                file = folder.open(self._run.id, page, worn)
                self._judging = Judging(self._run, folder.worn(self._run.id, page))
                found, file.found = file.found, []
                if found:
                    self._judging.feed(found)
                    self._judging.hush()
                self._clock = folder.clock(self._run.id, page)
                self._keep_clock = partial(folder.keep_clock, self._run.id, page, self._clock)
                self._file = file
            return self._file.next

    @property
    def unsure(self) -> bool:
        """Something was written that may not be on the disk yet."""
        return self._file is not None and self._file.kept < self._file.next

    def sync_in_s(self) -> float:
        """Seconds until the disk may be asked again."""
        return max(0.0, self._synced_at + SYNC_S - time.monotonic())

    def take(self, sent: list[bytes], line: int) -> Answer | None:
        """Takes blocks as they were sent, or none to see to the disk alone.

        Args:
            sent: the next blocks; what is here already is passed over.
            line: number of the connection.

        Returns:
            what to answer; None where a newer connection has taken over.

        Raises:
            MotionError: a block is damaged, out of order or too large; those before it are kept.
            NoRoomError, StoreError: they cannot be kept.
        """
        with self._lock:
            if line != self.line:
                return None
            file, judging = self._file, self._judging
            assert file is not None and judging is not None
            fresh, problem = _sound(sent, file.next, judging)
            prompt = None
            if fresh:
                arrived_s = self._now().timestamp()
                file.add([data for data, _ in fresh])
                self._notice(arrived_s, [block for _, block in fresh])
                judging.feed([block for _, block in fresh])
                self._glance, prompt = judging.look()
            if self.unsure and (problem is not None or not self.sync_in_s()):
                file.sync()
                self._synced_at = time.monotonic()
            if problem is not None:
                raise problem
            return Answer(file.kept, self._glance.direction, self._glance.anchored, prompt)

    def _notice(self, arrived_s: float, blocks: list[Block]) -> None:
        """How the page's clock lies beside ours; kept whenever it is better known."""
        better = [self._clock.add(arrived_s, block.clock_s) for block in blocks]
        if any(better) and self._keep_clock is not None:
            self._keep_clock()

    def close(self) -> None:
        """Makes sure of what was written, and lets go of the file."""
        with self._lock:
            if self._keep_clock is not None:
                self._keep_clock()
            if self._file is not None:
                if self.unsure:
                    self._file.sync()
                self._file.close()


def _sound(
    sent: list[bytes], first: int, judging: Judging
) -> tuple[list[tuple[bytes, Block]], MotionError | None]:
    """The blocks to take, from number ``first`` on, and what is wrong with the one after them."""
    fresh: list[tuple[bytes, Block]] = []
    for data in sent:
        expected = first + len(fresh)
        try:
            block = unpack(data)
            if block.seq < expected:
                continue
            if block.seq > expected:
                raise MotionError(f"Block {block.seq} of the motion came; expected block {expected}.")
            judging.check(block, fresh[-1][1] if fresh else None)
        except DamagedBlockError as problem:
            return fresh, MotionError(f"What came as block {expected} of the motion is {problem}.")
        except MotionError as problem:
            return fresh, problem
        fresh.append((data, block))
    return fresh, None
