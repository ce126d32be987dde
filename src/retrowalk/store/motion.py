"""The motion of sessions as phones send it: one file a part, only ever added to, so that a cut costs a block at most.

`motion/<run>/<page>.blocks` holds the blocks of `retrowalk.session.motion` one after the other, `<page>.json` how the
phone was worn, and `<page>.clock` how its clock lies beside ours. What a kill or a power cut left half-written at the
end is cut off when the file is next opened; the phone has those blocks still, for nobody told it that they were kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from retrowalk.errors import MotionError, NotThereError, StoreError
from retrowalk.recordings import PLACEMENTS, Placement, Recording, Side, recording_from_arrays
from retrowalk.session.clocks import ClockDifference
from retrowalk.session.motion import Block, size_of, unpack_all
from retrowalk.store.folder import disk_errors, make_durable, sync_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrowalk.recordings.model import FloatArray

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
LONGEST_S = 12 * 3600.0
"""A part longer than this is a clock gone wrong."""


@dataclass(frozen=True, slots=True)
class Worn:
    """How the phone was worn in one part.

    Attributes:
        placement: where.
        side: the leg, where known.
        gyroscope: the phone has one.
    """

    placement: Placement
    side: Side | None
    gyroscope: bool


class MotionFolder:
    """The motion of all runs in one data folder.

    Args:
        home: the data folder.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    def open(self, run: str, page: str, worn: Worn) -> PartFile:
        """One part, to be added to; what is damaged at its end is cut off.

        Args:
            run, page: ids.
            worn: as the phone says now; what it said first stays.

        Raises:
            MotionError: an id that is none.
            NoRoomError, StoreError: the file cannot be opened.
        """
        path = self._path(run, page)
        with disk_errors("the motion of this session", self.home):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_suffix(".json").write_text(json.dumps(asdict(worn)), encoding="utf-8")
                path.touch()
                make_durable(path.parent)
                sync_names(path.parent.parent)
                sync_names(self.home)
            return PartFile(path, self.home)

    def pages(self, run: str) -> list[str]:
        """The parts of a run, those begun first first.

        Args:
            run: its id.
        """
        return [
            path.stem
            for path in sorted(
                self._folder(run).glob("*.blocks"), key=lambda p: p.with_suffix(".json").stat().st_mtime
            )
        ]

    def worn(self, run: str, page: str) -> Worn:
        """How the phone was worn in a part.

        Raises:
            NotThereError: there is no such part, or nothing is known of it.
        """
        try:
            said = json.loads(self._path(run, page).with_suffix(".json").read_text(encoding="utf-8"))
            return Worn(said["placement"], said["side"], said["gyroscope"])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise NotThereError("There is no such part of this session's motion.") from problem

    def blocks(self, run: str, page: str) -> list[Block]:
        """The blocks of a part, up to the first that is damaged.

        Raises:
            NotThereError: there is no such part.
        """
        try:
            return list(_in_order(self._path(run, page).read_bytes()))
        except OSError as problem:
            raise NotThereError("There is no such part of this session's motion.") from problem

    def recording(self, run: str, page: str) -> Recording:
        """A part as a recording: its time begins with its first sample.

        Raises:
            NotThereError: there is no such part, or it holds no motion.
        """
        worn, blocks = self.worn(run, page), [block for block in self.blocks(run, page) if block.t_s.size]
        if not blocks:
            raise NotThereError("This part of the session holds no motion.")
        return recording_of(blocks, worn, f"{page}.blocks")

    def runs(self) -> list[str]:
        """The runs of which there is motion."""
        return sorted(one.name for one in (self.home / "motion").glob("*") if _ID.fullmatch(one.name))

    def grown_at(self, run: str, page: str) -> float:
        """When a part last grew, seconds since 1970; 0 where there is none."""
        try:
            return self._path(run, page).stat().st_mtime
        except OSError:
            return 0.0

    def clock(self, run: str, page: str) -> ClockDifference:
        """How the page's clock lies beside the coach's, as far as that was kept."""
        try:
            said = json.loads(self._path(run, page).with_suffix(".clock").read_text(encoding="utf-8"))
            return ClockDifference(float(said["least_s"]), [float(one) for one in said["latest"]])
        except (OSError, ValueError, KeyError, TypeError):
            return ClockDifference()

    def keep_clock(self, run: str, page: str, clock: ClockDifference) -> None:
        """Keeps it; where that cannot be done, it is less well known, and nothing else is lost."""
        if clock.least_s is None:
            return
        said = {"least_s": clock.least_s, "latest": list(clock.latest)}
        with contextlib.suppress(OSError):
            part = self._path(run, page).with_suffix(".clock-part")
            part.write_text(json.dumps(said), encoding="utf-8")
            part.replace(part.with_suffix(".clock"))

    def forget_part(self, run: str, page: str) -> None:
        """Removes a part, for good; the folder of its run with the last one.

        Args:
            run, page: ids.
        """
        path = self._path(run, page)
        with disk_errors("the motion of this session", self.home):
            for ending in (".blocks", ".clock", ".clock-part", ".json"):
                path.with_suffix(ending).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()

    def forget(self, run: str) -> None:
        """Removes all motion of a run, for good.

        Args:
            run: its id.
        """
        with contextlib.suppress(FileNotFoundError), disk_errors("the motion of this session", self.home):
            shutil.rmtree(self._folder(run))

    def _folder(self, run: str) -> Path:
        return self.home / "motion" / _checked(run)

    def _path(self, run: str, page: str) -> Path:
        return self._folder(run) / f"{_checked(page)}.blocks"


class PartFile:
    """One part that is being added to.

    Attributes:
        next: number of the first block that is not written yet.
        kept: number of the first block that may still be lost.
    """

    def __init__(self, path: Path, home: Path) -> None:
        self._home = home
        data = path.read_bytes()
        self.found = list(_in_order(data))
        self._size = 0
        for _ in self.found:
            self._size += size_of(data[self._size :][:64])
        self._file: IO[bytes] = path.open("r+b", buffering=0)
        if self._size < len(data):
            self._file.truncate(self._size)
        self._file.seek(self._size)
        os.fsync(self._file.fileno())
        self.next = self.kept = len(self.found)

    def add(self, blocks: list[bytes]) -> None:
        """Writes blocks; they are not kept until `sync`.

        Args:
            blocks: the next ones, in order and sound.

        Raises:
            NoRoomError: the disk is full; none of them is there then.
            StoreError: they cannot be written.
        """
        data = b"".join(blocks)
        try:
            with disk_errors("the motion of this session", self._home):
                written = 0
                while written < len(data):
                    written += self._file.write(data[written:])
        except StoreError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
                self._file.seek(self._size)
            raise
        self._size += len(data)
        self.next += len(blocks)

    def sync(self) -> None:
        """Waits until all that was written is on the disk itself.

        Raises:
            NoRoomError, StoreError: it cannot be.
        """
        with disk_errors("the motion of this session", self._home):
            os.fsync(self._file.fileno())
        self.kept = self.next

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def recording_of(blocks: list[Block], worn: Worn, file: str) -> Recording:
    """Blocks of one part as a recording.

    Args:
        blocks: in order; at least one with samples.
        worn: how the phone was worn.
        file: a name for it.
    """
    origin_s = next(float(block.t_s[0]) for block in blocks if block.t_s.size)
    t_s, acceleration, angular_velocity = samples_of(blocks, worn)
    return recording_from_arrays(
        t_s - origin_s,
        acceleration,
        angular_velocity if worn.gyroscope else None,
        file=file,
        format="session motion",
        placement=worn.placement,
        side=worn.side,
    )


def samples_of(blocks: list[Block], worn: Worn) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Running clock, acceleration and angular velocity of some blocks, without the samples that miss a number.

    Args:
        blocks: in order; at least one.
        worn: how the phone was worn; without a gyroscope the last of the three holds no numbers.
    """
    import numpy as np

    t_s = np.concatenate([block.t_s for block in blocks])
    acceleration = np.concatenate([block.acceleration for block in blocks])
    angular_velocity = np.concatenate([block.angular_velocity for block in blocks])
    whole = np.isfinite(acceleration).all(axis=1)
    if worn.gyroscope:
        whole &= np.isfinite(angular_velocity).all(axis=1)
    return t_s[whole], acceleration[whole], angular_velocity[whole]


def worn_of(placement: object, side: object, gyroscope: object) -> Worn:
    """How a phone says that it is worn, checked.

    Raises:
        MotionError: it says something that nobody can wear.
    """
    if placement not in PLACEMENTS:
        raise MotionError(f"placement is {placement!r}; expected one of {', '.join(PLACEMENTS)}.")
    if side not in (None, "left", "right"):
        raise MotionError(f"side is {side!r}; expected left, right or null.")
    if not isinstance(gyroscope, bool):
        raise MotionError(f"gyroscope is {gyroscope!r}; expected true or false.")
    return Worn(placement, side, gyroscope)


def _in_order(data: bytes) -> Iterator[Block]:
    """The blocks of a file up to the first that is damaged or out of order."""
    for number, block in enumerate(unpack_all(data)):
        if block.seq != number:
            return
        yield block


def _checked(name: str) -> str:
    if not _ID.fullmatch(name):
        raise MotionError(
            f"“{name[:40]}” is no id of a run or a page; expected 8 to 64 letters, digits and dashes."
        )
    return name
