"""What lies together: the tables of one export, found in a zip or a folder, or a single file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from retrowalk.errors import RecordingError
from retrowalk.recordings.columns import axis_of, time_of
from retrowalk.recordings.members import DamagedMember, Member
from retrowalk.recordings.text import TextTable, open_text

_NOTE_BYTES = 1 << 18


@dataclass(frozen=True)
class Export:
    """The tables of one folder of an export.

    Attributes:
        file: the name people know: of the zip, the folder, or the file.
        folder: the folder within it ("" at the top).
        tables: those with a column of times or of motion, by their names.
        notes: small text files beside them, by name in lower case ("metadata.csv", "meta/time.csv").
    """

    file: str
    folder: str
    tables: dict[str, TextTable]
    notes: dict[str, Member]

    def note(self, name: str) -> list[dict[str, str]]:
        """The rows of a small table such as ``metadata.csv``, by column in lower case; [] without one."""
        member = self.notes.get(name)
        if member is None:
            return []
        try:
            text = member.head(_NOTE_BYTES).decode("utf-8-sig", "replace")
            first = text.split("\n", 1)[0]
            delimiter = max(",;\t", key=first.count)
            rows = csv.DictReader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
            return [
                {str(key).strip().lower(): str(value).strip() for key, value in row.items() if key and value}
                for row in rows
            ]
        except (csv.Error, DamagedMember):
            return []


def exports_of(file: str, members: list[Member]) -> list[Export]:
    """The exports among the members, one for each folder that holds tables."""
    tables: dict[str, dict[str, TextTable]] = {}
    notes: dict[str, dict[str, Member]] = {}
    for member in members:
        inner = member.folder.rpartition("/")[2].lower()
        if inner == "meta":  # phyphox keeps its notes one folder down
            above = member.folder.rpartition("/")[0]
            notes.setdefault(above, {})[f"meta/{member.name.lower()}"] = member
            continue
        if not member.size:
            continue
        if member.name.lower() == "metadata.csv":
            notes.setdefault(member.folder, {})["metadata.csv"] = member
            continue
        try:
            table = open_text(member)
        except (RecordingError, DamagedMember):
            continue
        if any(axis_of(name) or time_of(name) for name in table.columns):
            tables.setdefault(member.folder, {})[member.name] = table
    return [Export(file, folder, found, notes.get(folder, {})) for folder, found in tables.items()]
