"""Tables written as text: any delimiter, decimal comma, encoding; read in blocks, so any size will do."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrowalk.errors import NoUsableSignalError, RecordingError
from retrowalk.recordings.columns import axis_of, time_of
from retrowalk.recordings.members import DamagedMember, Member

if TYPE_CHECKING:
    import polars as pl

BLOCK_BYTES = 4 << 20
MAX_LINE_BYTES = 1 << 20
_HEADER_SEARCH_LINES = 40
_DELIMITERS = (",", ";", "\t", "|")
_NUMBER = re.compile(r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$")
_COMMA_NUMBER = re.compile(r"^\s*[+-]?\d+,\d+([eE][+-]?\d+)?\s*$")
_MISSING = {"", "nan", "null", "na", "n/a", "none", "-", "inf", "-inf", "infinity", "-infinity", "+inf"}


@dataclass(frozen=True)
class TextTable:
    """A delimited table.

    Attributes:
        member: where its bytes come from.
        columns: the names in its header, unique, in order.
        header_lines: how many lines stand before the first row.
        losses: sentences about what could not be read; complete once the rows have been read through.
    """

    member: Member
    columns: tuple[str, ...]
    delimiter: str
    decimal_comma: bool
    quoted: bool
    encoding: str
    header_lines: int
    losses: list[str] = field(default_factory=list)
    headerless: bool = False
    _heights: list[int] = field(default_factory=list, repr=False)

    def batches(
        self, names: Sequence[str], start: int = 0, stop: int | None = None
    ) -> Iterator[pl.DataFrame]:
        """The named columns, as strings, block by block; rows ``start`` to ``stop`` where given."""
        row = 0
        for index, block in enumerate(self._blocks()):
            if stop is not None and row >= stop:
                return
            if index < len(self._heights) and row + self._heights[index] <= start:
                row += self._heights[index]  # known from an earlier pass to lie before: not parsed again
                continue
            frame = self._parse(block, names)
            if index == len(self._heights):
                self._heights.append(frame.height)
            first, row = row, row + frame.height
            if row > start:
                yield frame.slice(max(0, start - first), None if stop is None else stop - max(start, first))

    def _blocks(self) -> Iterator[bytes]:
        """UTF-8 text in whole lines, without the header; ends where the file stops being text."""
        rest, skip, seen = b"", self.header_lines, 0
        for chunk in self._decoded():
            nul = chunk.find(b"\0")
            if nul >= 0:
                chunk = chunk[:nul]
            rest += chunk
            seen += len(chunk)
            if nul >= 0:
                self._lose(f"From byte {seen} on it is not text: what follows was left out.")
            cut = rest.rfind(b"\n") + 1
            if not cut and len(rest) > MAX_LINE_BYTES:
                self._lose(f"A line of more than 1 MB near byte {seen} is no row: what follows was left out.")
                rest = b""
                break
            block, rest = rest[:cut], rest[cut:]
            while skip and block:
                line_end = block.find(b"\n") + 1
                block, skip = block[line_end:], skip - 1
            if block:
                yield block
            if nul >= 0:
                break
        if rest and not skip:
            if rest.count(self.delimiter.encode()) < len(self.columns) - 1:
                self._lose("The last line is cut off and was left out.")
            else:
                yield rest

    def _decoded(self) -> Iterator[bytes]:
        """The bytes as UTF-8 with lines ending in \\n, in pieces of about a block."""
        decoder = None if self.encoding == "utf-8" else codecs.getincrementaldecoder(self.encoding)("replace")
        gathered: list[bytes] = []
        size, first, carriage = 0, True, b""
        chunks = self.member.chunks()
        while True:
            try:
                chunk = next(chunks)
            except StopIteration:
                break
            except DamagedMember:
                self._lose(
                    f"{self.member.name} is damaged inside the zip: what follows the damage was left out."
                )
                break
            if decoder:
                chunk = decoder.decode(chunk).encode()
            if first:
                chunk, first = chunk.removeprefix(codecs.BOM_UTF8), False
            if b"\r" in chunk or carriage:
                chunk, carriage = carriage + chunk, b""
                if chunk.endswith(b"\r"):
                    chunk, carriage = chunk[:-1], b"\r"
                chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            gathered.append(chunk)
            size += len(chunk)
            if size >= BLOCK_BYTES:
                yield b"".join(gathered)
                gathered, size = [], 0
        if carriage:
            gathered.append(b"\n")
        if gathered:
            yield b"".join(gathered)

    def _parse(self, block: bytes, names: Sequence[str]) -> pl.DataFrame:
        import polars as pl

        if self.decimal_comma and not self.quoted:
            block = block.replace(b",", b".")
        if not self.quoted and b'"' in block:
            block = block.replace(b'"', b"")
        wanted = [self.columns.index(name) for name in names]
        try:
            frame = pl.read_csv(
                io.BytesIO(block),
                has_header=False,
                separator=self.delimiter,
                quote_char='"' if self.quoted else None,
                infer_schema=False,
                schema={f"c{index}": pl.String for index in range(len(self.columns))},
                truncate_ragged_lines=True,
                ignore_errors=True,
                encoding="utf8-lossy",
                columns=None,
            ).select(pl.nth(index).alias(name) for index, name in zip(wanted, names, strict=True))
        except pl.exceptions.PolarsError:
            self._lose("A part of it is no table and was left out.")
            return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
        if self.decimal_comma and self.quoted:
            frame = frame.with_columns(pl.all().str.replace(",", ".", literal=True))
        return frame

    def _lose(self, sentence: str) -> None:
        if sentence not in self.losses:
            self.losses.append(sentence)


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, or one of the ways to write that it holds none."""
    return bool(_NUMBER.match(cell) or _COMMA_NUMBER.match(cell)) or cell.strip().lower() in _MISSING


def open_text(member: Member) -> TextTable:
    """The table in a text file, its delimiter, encoding and header found.

    Raises:
        RecordingError: it is no table.
    """
    head = member.head()
    encoding, text = _decode(head)
    if text is None:
        raise RecordingError(
            f"{member.name} holds binary data, not text; expected a table with a column of times and "
            "three of acceleration."
        )
    lines = re.split(r"\r\n|\n|\r", text)
    complete = len(head) < 1 << 16
    if len(lines) == 1 and not complete:
        raise RecordingError(
            f"{member.name} is a single line of more than {len(head) // 1024} kB; "
            "expected a table with one row per line."
        )
    if not complete:
        lines.pop()
    candidates = [
        (score, -index, delimiter, line)
        for index, line in enumerate(lines[:_HEADER_SEARCH_LINES])
        for delimiter in _DELIMITERS
        if (score := _header_score(_cells(line, delimiter))) > (index > 0)
    ]
    if candidates:
        _, minus_index, delimiter, line = max(candidates)
        names, header_lines, headerless = _cells(line, delimiter), 1 - minus_index, False
    else:
        names, delimiter, header_lines, headerless = _without_header(member, lines)
    rows = [_cells(line, delimiter) for line in lines[header_lines : header_lines + 200] if line.strip()]
    if (
        not headerless
        and rows
        and len(rows[0]) > 1
        and not any(is_number(cell) and cell.strip() for cell in rows[0])
    ):
        # A second header line of units: time,ax,ay,az / s,g,g,g
        units = rows.pop(0)
        if len(units) == len(names):
            names = [
                f"{n} ({u.strip()})" if u.strip() and "(" not in u else n
                for n, u in zip(names, units, strict=True)
            ]
            header_lines += 1
    sample = [cell for row in rows for cell in row]
    decimal_comma = any(_COMMA_NUMBER.match(cell) for cell in sample) and not any(
        _NUMBER.match(cell) and "." in cell for cell in sample
    )
    quoted = any(
        f'"{cell}"' in line
        for line, row in zip(lines[header_lines:], rows, strict=False)
        for cell in row
        if delimiter in cell
    )
    return TextTable(
        member,
        _unique(names),
        delimiter,
        decimal_comma,
        quoted,
        encoding,
        header_lines,
        headerless=headerless,
    )


def _decode(head: bytes) -> tuple[str, str | None]:
    """The encoding of a file by its first bytes, and these as text; None where it is not text."""
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(bom):
            return encoding, head[: len(head) & ~1].decode(encoding, "replace")
    if b"\0" in head:
        # UTF-16 without its mark: every other byte of such a table is NUL.
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if head[offset::2].count(0) > 0.9 * (len(head) // 2) and head[1 - offset :: 2].count(0) == 0:
                return encoding, head[: len(head) & ~1].decode(encoding, "replace")
        first = head.find(b"\0")
        if first < 200 or first < len(head) // 8:
            return "", None
        head = head[:first]
    control = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    if control > len(head) // 100:
        return "", None
    try:
        return "utf-8", codecs.getincrementaldecoder("utf-8")().decode(head.removeprefix(codecs.BOM_UTF8))
    except UnicodeDecodeError:
        text = head.decode("latin-1")
        strange = sum(not (character.isprintable() or character in "\r\n\t\f") for character in text)
        return ("latin-1", text) if strange <= len(text) // 50 else ("", None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [
            cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
        ]
    except csv.Error:
        return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _header_score(names: list[str]) -> int:
    """How much of a header a line is: the known columns in it."""
    if len(names) < 2 or len(names) > 2000:
        return 0
    return sum(1 for name in names if len(name) < 100 and (axis_of(name) or time_of(name)))


def _without_header(member: Member, lines: list[str]) -> tuple[list[str], str, int, bool]:
    """Names for a table that has none: four or seven columns of numbers can only be t, x y z (x y z)."""
    first = next((line for line in lines if line.strip()), "")
    skip = next((index for index, line in enumerate(lines) if line.strip()), 0)
    widths = {delimiter: _cells(first, delimiter) for delimiter in _DELIMITERS}
    delimiter, cells = max(widths.items(), key=lambda item: len(item[1]))
    if len(cells) < 2:
        raise NoUsableSignalError(
            f"{member.name} has one column only; expected a column of times and three of acceleration."
        )
    if all(_NUMBER.match(cell) or _COMMA_NUMBER.match(cell) for cell in cells):
        if len(cells) in (4, 7):
            return ["t", "x", "y", "z", "gx", "gy", "gz"][: len(cells)], delimiter, skip, True
        raise NoUsableSignalError(
            f"{member.name} has {len(cells)} columns of numbers without names; expected a first line such as "
            "t,ax,ay,az or t,ax,ay,az,gx,gy,gz."
        )
    shown = ", ".join(cell[:30] for cell in cells[:6]) + (", …" if len(cells) > 6 else "")
    raise NoUsableSignalError(
        f"{member.name} has no column of a motion sensor (found: {shown}); "
        "expected a column of times and three of acceleration, such as t, ax, ay, az."
    )


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return tuple(unique)
