"""Files on their way in: from the network to the disk, block by block, never whole in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import python_multipart
from python_multipart.exceptions import FormParserError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from retrowalk.errors import RecordingError, RetrowalkError
from retrowalk.store import Store
from retrowalk.store.folder import Incoming, room_for_a_file, too_large

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_BLOCK = 1024 * 1024
_LONGEST_FIELD = 10_000
MOST_FILES = 200


class CutOffError(RetrowalkError):
    """The upload ended before the file did."""


@dataclass
class Form:
    """What a multipart form held.

    Attributes:
        files: those that arrived whole, each still to be kept or discarded.
        refused: name and sentence of those that did not fit.
        fields: the other entries.
    """

    files: list[Incoming] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


async def receive(request: Request, store: Store, into: Form) -> None:
    """Takes a multipart form off the network.

    Args:
        request: with the form as its body.
        store: gives the places to write to.
        into: is filled; whoever made it discards its files in the end, whatever happens.

    Raises:
        RecordingError: the body is not a multipart form with files.
        CutOffError: it ended early.
        NoRoomError: it says beforehand that it is larger than may be.
    """
    kind, options = python_multipart.multipart.parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise RecordingError('Send the files as a form (multipart/form-data), each in a field named "file".')
    announced = request.headers.get("content-length", "")
    limit = room_for_a_file(store.home)
    if announced.isdigit() and int(announced) > limit + _BLOCK:
        raise too_large("What you sent", limit)
    parts = _Parts(store, into)
    waiting = bytearray()
    try:
        parser = python_multipart.MultipartParser(boundary, parts.callbacks())
        async for chunk in request.stream():
            waiting += chunk
            if len(waiting) >= _BLOCK:
                block, waiting = bytes(waiting), bytearray()
                await run_in_threadpool(parser.write, block)
        await run_in_threadpool(parser.write, bytes(waiting))
    except ClientDisconnect as problem:
        raise CutOffError(
            "The upload was cut off before its end. Nothing of it was kept; try it once more."
        ) from problem
    except asyncio.CancelledError as problem:  # the server stops while the upload still runs
        raise CutOffError(
            "The coach was stopped before the upload was through. Nothing of it was kept; try it once more."
        ) from problem
    except FormParserError as problem:
        raise RecordingError(
            "The upload is not a form as browsers send it; nothing of it was kept."
        ) from problem
    finally:
        parts.abandon()
    if not parts.complete:
        raise CutOffError("The upload was cut off before its end. Nothing of it was kept; try it once more.")


@contextlib.contextmanager
def discarding(form: Form) -> Iterator[Form]:
    """Whatever was not kept in the end leaves nothing behind."""
    try:
        yield form
    finally:
        for file in form.files:
            file.discard()


class _Parts:
    """What the parser calls as it goes through the form."""

    def __init__(self, store: Store, form: Form) -> None:
        self.complete = False
        self._store = store
        self._form = form
        self._header = b""
        self._headers: dict[str, bytes] = {}
        self._field = ""
        self._value = b""
        self._file: Incoming | None = None
        self._name = ""

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._header_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def abandon(self) -> None:
        """The part that was being written when all ended is not a file."""
        if self._file is not None:
            self._file.discard()
            self._file = None

    def _begin(self) -> None:
        self._headers, self._field, self._value, self._name = {}, "", b"", ""

    def _header_begin(self) -> None:
        self._header = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end].lower()

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        name = self._header.decode("latin-1")
        self._headers[name] = self._headers.get(name, b"") + data[start:end]

    def _headers_finished(self) -> None:
        _, options = python_multipart.multipart.parse_options_header(
            self._headers.get("content-disposition", b"")
        )
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        name = options.get(b"filename")
        if name is None:
            return
        self._name = name.decode("utf-8", "replace")
        if not self._name:  # the file button of a form left empty
            return
        if len(self._form.files) + len(self._form.refused) >= MOST_FILES:
            raise RecordingError(f"At most {MOST_FILES} files at once; bring the rest after these.")
        try:
            self._file = self._store.incoming(self._name)
        except RetrowalkError as problem:
            self._form.refused.append((self._name, str(problem)))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            try:
                self._file.write(data[start:end])
            except RetrowalkError as problem:
                # The rest of this one passes by unread; the files after it still have their chance.
                self._form.refused.append((self._file.name, str(problem)))
                self.abandon()
        elif not self._name and len(self._value) < _LONGEST_FIELD:
            self._value += data[start:end]

    def _end(self) -> None:
        if self._file is not None:
            self._file.finish()
            self._form.files.append(self._file)
            self._file = None
        elif not self._name and self._field:
            self._form.fields[self._field] = self._value.decode("utf-8", "replace")

    def _all(self) -> None:
        self.complete = True
