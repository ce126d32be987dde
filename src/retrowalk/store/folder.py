"""The data folder: where things lie, and how they get there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from retrowalk.errors import NoRoomError, RecordingError, StoreError

# A day of six axes at 100 Hz as text is just under 1 GB.
LARGEST_FILE = 4 * 1024**3
# What the database, its journal and the rest of the computer need to go on working.
KEPT_FREE = 64 * 1024**2

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def data_home() -> Path:
    """The folder of this user's walks: RETROWALK_HOME, or the place the system keeps such things."""
    named = os.environ.get("RETROWALK_HOME")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("retrowalk", appauthor=False))


def readable_size(n_bytes: int) -> str:
    """``1234567`` → ``1.2 MB``."""
    size = float(n_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit in ("bytes", "kB") else f"{size:.1f} {unit}"


def safe_name(name: str) -> str:
    """A file name that means the same on every system: no folders, no control or reserved characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r'[\x00-\x1f\x7f<>:"|?*]', "_", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 12:
        stem, dot, ending = name, "", ""
    while len(stem.encode()) > 120:
        stem = stem[:-1]
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem):
        stem += "_"
    return f"{stem}{dot}{ending}" if stem or ending else "recording"


@contextlib.contextmanager
def disk_errors(what: str, home: Path) -> Iterator[None]:
    """Turns what the disk can do to us into one sentence.

    Raises:
        NoRoomError: the disk, or the quota, is full.
        StoreError: the folder cannot be written.
    """
    try:
        yield
    except (OSError, RecordingError) as problem:
        if _is_full(problem):
            raise NoRoomError(
                f"There is no room left on the disk for {what}. Nothing of it was kept; "
                f"make some room where {home} lies, and try again."
            ) from problem
        if isinstance(problem, RecordingError):
            raise
        raise StoreError(
            f"Could not write {what} to {home} ({problem.strerror or problem}). "
            "Make the folder writable, or name another one in RETROWALK_HOME."
        ) from problem


def _is_full(problem: BaseException | None) -> bool:
    """Whether a full disk lies behind an error, however it was wrapped on its way (the Parquet engine's own
    errors carry no number, only the system's words)."""
    while problem is not None:
        if isinstance(problem, OSError) and problem.errno in _FULL:
            return True
        if any(os.strerror(number) in str(problem) for number in _FULL):
            return True
        problem = problem.__cause__
    return False


class Incoming:
    """A file on its way in: written under a temporary name, hashed as it passes, gone unless it is kept.

    Attributes:
        name: the file's own name, safe to use.
        folder: holds ``original/<name>``, and later the recordings; renamed as a whole when kept.
        size: bytes so far.
        limit: bytes at most; the smaller of what is allowed and what the disk has room for.
    """

    def __init__(self, folder: Path, name: str, home: Path) -> None:
        self.name = safe_name(name)
        self.folder = folder
        self.size = 0
        self._home = home
        self._hash = hashlib.sha256()
        self.limit = room_for_a_file(home)
        with disk_errors(f"“{self.name}”", home):
            (folder / "original").mkdir(parents=True)
            self._file: IO[bytes] = self.path.open("xb")

    @property
    def path(self) -> Path:
        return self.folder / "original" / self.name

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, block: bytes) -> None:
        """Adds to the file.

        Raises:
            NoRoomError: more than ``limit``, or the disk is full.
        """
        if self.size + len(block) > self.limit:
            raise too_large(self.name, self.limit)
        with disk_errors(f"“{self.name}”", self._home):
            self._file.write(block)
        self._hash.update(block)
        self.size += len(block)

    def finish(self) -> None:
        """All has arrived: out of Python's buffer, so that it can be read."""
        with disk_errors(f"“{self.name}”", self._home):
            self._file.close()

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Once kept, the folder has its new name and there is nothing here to discard.
        self.discard()


def room_for_a_file(home: Path) -> int:
    """Bytes that one more original may have: its Parquet wants about as much again."""
    try:
        free = shutil.disk_usage(home).free
    except OSError:
        return LARGEST_FILE
    # On a disk so small that the reserve alone is more than it has, the reserve gives way.
    return max(0, min(LARGEST_FILE, (free - min(KEPT_FREE, free // 4)) // 2))


def too_large(name: str, limit: int) -> NoRoomError:
    why = "the largest this accepts" if limit == LARGEST_FILE else "what the disk has room for"
    return NoRoomError(
        f"“{safe_name(name)}” is larger than {readable_size(limit)}, {why}. Nothing of it was kept."
    )


class Session:
    """One process's own corner of ``incoming/``, locked for as long as the process lives.

    The lock, not a process number, tells the next start what is abandoned: numbers are used again,
    while a lock goes with its process even when that is killed.
    """

    def __init__(self, home: Path) -> None:
        with disk_errors("your walks", home):
            (home / "incoming").mkdir(parents=True, exist_ok=True)
            # Another process's sweep may take the folder in the moment before its lock holds: then once more.
            for last_try in (False, False, True):
                self.folder = Path(tempfile.mkdtemp(prefix="session-", dir=home / "incoming"))
                try:
                    self._lock = (self.folder / "lock").open("wb")
                    _lock(self._lock)
                    (self.folder / "lock").stat()
                    return
                except OSError:
                    if last_try:
                        raise

    def new_folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="file-", dir=self.folder))

    def close(self) -> None:
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep_sessions(home: Path) -> None:
    """Removes what processes that are gone left unfinished."""
    for folder in (home / "incoming").glob("session-*"):
        lock = folder / "lock"
        try:
            with lock.open("rb+") as handle:
                _lock(handle)
        except FileNotFoundError:
            # Either just being made by another process, or left by one that died within microseconds.
            with contextlib.suppress(OSError):
                folder.rmdir()
            continue
        except OSError:
            continue
        shutil.rmtree(folder, ignore_errors=True)


def make_durable(folder: Path) -> None:
    """Waits until every file in a folder, and their names, are on the disk itself."""
    for parent, _, files in os.walk(folder, topdown=False):
        for file in files:
            with (Path(parent) / file).open("rb+") as handle:
                os.fsync(handle.fileno())
        sync_names(Path(parent))


def sync_names(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps names durable by itself and does not open folders.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: IO[bytes]) -> None:
    """Raises OSError where another process holds it."""
    import sys

    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
