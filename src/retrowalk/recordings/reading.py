"""Opening a file: what it is, by its content, and the reader that understands it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import NoUsableSignalError, RecordingError
from retrowalk.recordings.model import Placement, Recording, Side

if TYPE_CHECKING:
    from retrowalk.recordings.exports import Export
    from retrowalk.recordings.members import Member

# What other things people drop look like, by their first bytes.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"\x89PNG", "a PNG picture"),
    (0, b"GIF8", "a GIF picture"),
    (4, b"ftyp", "a video or HEIC picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"\x1f\x8b", "a gzip file; unpack it first"),
    (0, b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (0, b"Rar!", "a RAR archive; unpack it first"),
    (0, b"SQLite format 3", "a database"),
    (8, b".FIT", "a FIT activity, which this version does not read"),
    (0, b"OggS", "a sound file"),
    (0, b"ID3", "a sound file"),
    (8, b"WAVE", "a sound file"),
    (0, b"\xd0\xcf\x11\xe0", "an old Excel or Word document; save it as CSV"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a program"),
)
_EXPECTED = "expected a table (CSV, TSV, Parquet) or an export of Sensor Logger or phyphox"


def read(
    path: Path,
    *,
    placement: Placement | None = None,
    side: Side | None = None,
    started_at: datetime | None = None,
) -> list[Recording]:
    """The recordings in a file or folder, recognised by content.

    Args:
        path: a table (CSV, TSV, Parquet), or a Sensor Logger or phyphox export (zip, folder, single CSV).
        placement: where the sensor was worn; overrides what the file says.
        side: likewise.
        started_at: when t = 0 was, with a time zone; overrides what the file says.

    Raises:
        RecordingError: it cannot be read; one sentence says why and what was expected.
        NoUsableSignalError: it was understood, but holds no signal.
    """
    path = Path(path)
    if started_at is not None and started_at.tzinfo is None:
        raise RecordingError("The start needs a time zone, such as 2026-11-23T10:00:00+01:00.")
    recordings = _open(path)
    if not recordings:
        raise NoUsableSignalError(f"{path.name} holds no signal of a motion sensor; {_EXPECTED}.")
    given: dict[str, object] = {}
    if placement is not None:
        given["placement"] = placement
    if side is not None:
        given["side"] = side
    if started_at is not None:
        given["started_at"] = started_at.astimezone(UTC)
    return [replace(recording, **given) for recording in recordings] if given else recordings  # type: ignore[arg-type]


def _open(path: Path) -> list[Recording]:
    from retrowalk.recordings.members import member_of_file, members_of_folder, members_of_zip

    try:
        if path.is_dir():
            return _open_export(path.name, members_of_folder(path))
        if not path.exists():
            raise RecordingError(f"{path.name}: there is no such file or folder.")
        if not path.is_file():
            raise RecordingError(f"{path.name} is neither a file nor a folder; {_EXPECTED}.")
        member = member_of_file(path)
        if not member.size:
            raise RecordingError(f"{path.name} is empty; {_EXPECTED}.")
        head = member.head(4096)
    except (OSError, ValueError) as problem:
        raise RecordingError(
            f"{path.name} cannot be read: {getattr(problem, 'strerror', None) or problem}."
        ) from problem
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _open_export(path.name, members_of_zip(path))
    if head.startswith(b"PAR1"):
        return _open_parquet(path)
    return _open_text(member)


def _open_parquet(path: Path) -> list[Recording]:
    from retrowalk.recordings.kept import read_kept
    from retrowalk.recordings.parquet import open_parquet
    from retrowalk.recordings.tables import read_table

    table = open_parquet(path)
    if table.notes is not None:
        return [read_kept(table)]
    return read_table(table, file=path.name, name=path.stem, format="parquet")


def _open_export(file: str, members: list[Member]) -> list[Recording]:
    """All recordings in a zip or folder; what is none is passed over, unless nothing else is there."""
    from retrowalk.recordings.exports import exports_of

    names = {member.name for member in members}
    if "[Content_Types].xml" in names:
        raise RecordingError(f"{file} is an Excel or Word document; save the sheet as CSV.")
    if not members:
        raise RecordingError(f"{file} holds no files; {_EXPECTED}.")
    found: list[Recording] = []
    problems: list[RecordingError] = []
    for export in exports_of(file, members):
        try:
            found += _read_export(export)
        except RecordingError as problem:
            problems.append(problem)
    if found:
        return [replace(recording, index=index) for index, recording in enumerate(found)]
    if problems:
        raise problems[0]
    shown = ", ".join(sorted(names)[:4]) + (", …" if len(names) > 4 else "")
    raise NoUsableSignalError(f"{file} holds no table of a motion sensor (found: {shown}); {_EXPECTED}.")


def _open_text(member: Member) -> list[Recording]:
    from retrowalk.recordings.exports import Export
    from retrowalk.recordings.text import open_text

    refuse_known(member.file, member.head(4096))
    return _read_export(Export(member.file, "", {member.name: open_text(member)}, {}))


def _read_export(export: Export) -> list[Recording]:
    """Asks each reader, the most particular first, whether it knows this; the first that does reads it."""
    from retrowalk.recordings import phyphox, sensor_logger, tables

    if sensor_logger.recognises(export):
        return sensor_logger.recordings(export)
    if phyphox.recognises(export):
        return phyphox.recordings(export)
    return tables.recordings(export)


def refuse_known(file: str, head: bytes) -> None:
    """Names a file that is something else altogether.

    Raises:
        RecordingError: it is.
    """
    for offset, signature, what in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            raise RecordingError(f"{file} is {what}; {_EXPECTED}.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        lowered = text.lower()
        for mark, what in (
            (b"<gpx", "a GPX track"),
            (b"<trainingcenterdatabase", "a TCX activity"),
            (b"<kml", "a KML track"),
            (b"<healthdata", "an Apple Health export"),
            (b"<workout_file", "a Zwift workout"),
            (b"<!doctype html", "a web page"),
            (b"<html", "a web page"),
        ):
            if mark in lowered:
                raise RecordingError(
                    f"{file} is {what}, which holds no motion signal this version reads; {_EXPECTED}."
                )
        raise RecordingError(f"{file} is an XML document; {_EXPECTED}.")
    if text.startswith((b"{", b"[{", b"[\n", b"[ ")):
        raise RecordingError(f"{file} is JSON; {_EXPECTED}.")
