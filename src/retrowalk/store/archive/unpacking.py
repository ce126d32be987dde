"""Unpacking an archive that anybody may have made: nothing of it is believed before it has been checked.

Names are held against the few that there can be, so that none leads out of the folder. The manifest says how large
each file is, and no more than that is ever unpacked of it; the sum of it is held against the room on the disk first.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from retrowalk import contract
from retrowalk.errors import ArchiveError, DocumentError, NoRoomError
from retrowalk.language import _
from retrowalk.store.archive.document import (
    LEFT_OUT,
    MANIFEST,
    MOTION,
    ORIGINAL,
    PARQUET,
    README_NAME,
    ROWS,
    Archive,
    Member,
)
from retrowalk.store.folder import KEPT_FREE, disk_errors, readable_size, safe_name

_BLOCK = 1 << 20
_LARGEST_MANIFEST = 32 << 20
_MOST_MEMBERS = 500_000
# What rows need beside their own size: a database of theirs, and the growth of the one they go to.
_ROWS_TAKE = 4


@contextlib.contextmanager
def opened(path: Path, name: str) -> Iterator[tuple[zipfile.ZipFile, Archive]]:
    """An archive whose manifest has been read and agrees with what the zip says it holds.

    Args:
        path: of the zip.
        name: what to call it.

    Raises:
        ArchiveError: it is not there, is no archive, or is damaged, now or when it is read further.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            yield zipped, _manifest(zipped, name)
    except FileNotFoundError:
        raise ArchiveError(_("There is no file %(name)s.") % {"name": name}) from None
    except IsADirectoryError:
        raise ArchiveError(
            _("%(name)s is a folder; expected the zip that retrowalk export writes.") % {"name": name}
        ) from None
    except PermissionError:
        raise ArchiveError(_("%(name)s cannot be read: this is not allowed here.") % {"name": name}) from None
    # Whatever a zip says wrongly of itself; its reader has no single word for it.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        raise damaged(name, _("it is cut off, damaged, or no zip at all")) from problem


def damaged(name: str, what: str) -> ArchiveError:
    """The sentence for an archive that is none, or no longer what it was.

    Args:
        name: of the file.
        what: half a sentence.
    """
    said = {"name": name, "what": what}
    return ArchiveError(
        _(
            "%(name)s is no archive that can be brought back: %(what)s. Expected the zip that retrowalk export "
            "writes. Nothing was changed."
        )
        % said
    )


def unpack(zipped: zipfile.ZipFile, archive: Archive, folder: Path, name: str) -> None:
    """Writes all files of an archive but its texts into a folder, each checked.

    Args:
        zipped, archive: as ``opened`` gives them.
        folder: is filled; the layout is that of the zip.
        name: what to call it.

    Raises:
        ArchiveError: a file is not what the manifest says.
        NoRoomError: the disk has no room for it.
    """
    needed = sum(one.size_bytes * (_ROWS_TAKE if ROWS.fullmatch(one.name) else 1) for one in archive.members)
    if needed > shutil.disk_usage(folder).free - KEPT_FREE:
        said = {"name": name, "size": readable_size(needed)}
        raise NoRoomError(
            _(
                "%(name)s needs %(size)s once it is unpacked, and the disk has no room for that. Nothing was changed."
            )
            % said
        )
    for member in archive.members:
        if member.name == README_NAME:
            continue
        target = folder / member.name
        with disk_errors(f"“{name}”", folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            _unpack_one(zipped, member, target, name)


def _unpack_one(zipped: zipfile.ZipFile, member: Member, target: Path, name: str) -> None:
    digest, left = hashlib.sha256(), member.size_bytes
    with zipped.open(member.name) as source, target.open("xb") as kept:
        while block := source.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                break
            digest.update(block)
            kept.write(block)
    if left or digest.hexdigest() != member.sha256:
        raise damaged(name, _("%(file)s in it is not as it was written") % {"file": member.name})


def _manifest(zipped: zipfile.ZipFile, name: str) -> Archive:
    entries = {one.filename: one for one in zipped.infolist() if not one.is_dir()}
    if len(zipped.infolist()) > _MOST_MEMBERS or MANIFEST not in entries:
        raise damaged(name, _("it has no %(file)s") % {"file": MANIFEST})
    if any(one.header_offset < 0 for one in entries.values()):
        raise damaged(name, _("it says that a file lies before its beginning"))
    for one in entries.values():
        if one.flag_bits & 1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(
                name, _("%(file)s in it is locked or packed in another way") % {"file": _short(one.filename)}
            )
    if entries[MANIFEST].file_size > _LARGEST_MANIFEST:
        raise damaged(name, _("its %(file)s is far too large") % {"file": MANIFEST})
    with zipped.open(MANIFEST) as source:
        text = source.read(_LARGEST_MANIFEST + 1)[:_LARGEST_MANIFEST]
    try:
        archive = contract.read(Archive, text, f"{MANIFEST} in {name}")
    except DocumentError as problem:
        raise ArchiveError(f"{problem} " + _("Nothing was changed.")) from None
    _check_names(archive, zipped, entries, name)
    return archive


def _check_names(
    archive: Archive, zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str
) -> None:
    told = {one.name: one for one in archive.members}
    files = [one.filename for one in zipped.infolist() if not one.is_dir()]
    twice = len(told) < len(archive.members) or len(entries) < len(files)
    if twice:
        raise damaged(name, _("a file is in it twice"))
    for one in [*told, *archive.missing]:
        if not _belongs(one):
            raise damaged(name, _("%(file)s is no part of an archive") % {"file": _short(one)})
    if odd := sorted(entries.keys() ^ {*told, MANIFEST}):
        what = _("it lacks %(file)s") if odd[0] in told else _("%(file)s in it is not in its manifest")
        raise damaged(name, what % {"file": _short(odd[0])})
    for one, entry in entries.items():
        if one != MANIFEST and entry.file_size != told[one].size_bytes:
            raise damaged(name, _("%(file)s in it is not as it was written") % {"file": _short(one)})


def _belongs(name: str) -> bool:
    if name == README_NAME or PARQUET.fullmatch(name) or MOTION.fullmatch(name):
        return True
    if rows := ROWS.fullmatch(name):
        return rows["table"] not in LEFT_OUT
    original = ORIGINAL.fullmatch(name)
    # What is safe on every system stays as it is; the rest would lead elsewhere, or to a device of Windows.
    return original is not None and safe_name(original["name"]) == original["name"]


def _short(name: str) -> str:
    return "“" + "".join(c if c.isprintable() else "?" for c in name[:60]) + "”"
