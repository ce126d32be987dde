"""Files, and files inside zips and folders, as streams of bytes that cannot hurt.

Nothing is ever unpacked to disk: a member's name is only ever shown, so ``../../etc`` in a zip does no harm.
What a zip says about sizes is not believed; what comes out of it is counted.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from retrowalk.errors import RecordingError

MAX_MEMBERS = 2000
MAX_RATIO = 100  # sensor text shrinks 3 to 15 times; zeros, a thousand times
FREE_BYTES = 64 << 20  # a small zip may grow to this whatever the ratio
MAX_BYTES = 16 << 30
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file to read.

    Attributes:
        file: the name people know: of the zip or folder it lies in, or its own.
        name: its own name, without folders.
        folder: the folders it lies in within the zip or folder ("" at the top).
        chunks: its bytes, in pieces of up to 1 MiB, from the beginning each time it is called.
        size: bytes as declared, for progress and ratios only.
    """

    file: str
    name: str
    folder: str
    chunks: Callable[[], Iterator[bytes]]
    size: int

    def head(self, size: int = 1 << 16) -> bytes:
        """The first bytes."""
        found = b""
        for chunk in self.chunks():
            found += chunk
            if len(found) >= size:
                break
        return found[:size]


class DamagedMember(Exception):
    """The rest of a member cannot be unpacked; what came before is good."""


def member_of_file(path: Path) -> Member:
    """A file on disk as a member of itself."""

    def chunks() -> Iterator[bytes]:
        try:
            with path.open("rb") as stream:
                yield from iter(lambda: stream.read(CHUNK_BYTES), b"")
        except OSError as problem:
            raise RecordingError(f"{path.name} cannot be read: {problem.strerror or problem}.") from problem

    return Member(path.name, path.name, "", chunks, path.stat().st_size)


def members_of_folder(folder: Path) -> list[Member]:
    """The files in a folder and one level below, in name order."""
    members = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if path.is_file() and not path.name.startswith("."):
            inner = path.relative_to(folder).parent.as_posix()
            found = member_of_file(path)
            members.append(
                Member(folder.name, path.name, "" if inner == "." else inner, found.chunks, found.size)
            )
        if len(members) > MAX_MEMBERS:
            raise RecordingError(
                f"{folder.name} holds more than {MAX_MEMBERS} files; expected the folder of one export."
            )
    return members


def members_of_zip(path: Path) -> list[Member]:
    """The files in a zip.

    Raises:
        RecordingError: it is damaged, encrypted, or has too many members.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
    ) as problem:
        raise RecordingError(
            f"{path.name} is a zip file that is cut off or damaged (its list of contents is missing); "
            "export or download it again."
        ) from problem
    if len(entries) > MAX_MEMBERS:
        raise RecordingError(
            f"{path.name} holds {len(entries)} files; expected one export of at most {MAX_MEMBERS} files."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RecordingError(f"{path.name} is encrypted; export it without a password.")
    packed = path.stat().st_size
    members = []
    for entry in entries:
        parts = [part for part in entry.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if not parts or parts[0] == "__MACOSX" or parts[-1].startswith("."):
            continue
        members.append(
            Member(
                path.name, parts[-1], "/".join(parts[:-1]), _unpacking(path, entry, packed), entry.file_size
            )
        )
    return members


def _unpacking(path: Path, entry: zipfile.ZipInfo, packed: int) -> Callable[[], Iterator[bytes]]:
    def chunks() -> Iterator[bytes]:
        unpacked = 0
        try:
            with zipfile.ZipFile(path) as archive, archive.open(entry) as stream:
                while chunk := _read(stream):
                    unpacked += len(chunk)
                    if (unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed) or unpacked > MAX_BYTES:
                        raise RecordingError(
                            f"{path.name} unpacks to more than {MAX_RATIO} times its size, "
                            "which no recording does; it was not read."
                        )
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as bad:
            raise DamagedMember(str(bad)) from bad

    return chunks


def _read(stream: IO[bytes]) -> bytes:
    return stream.read(CHUNK_BYTES)
