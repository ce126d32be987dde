"""What an archive says of itself: ``manifest.json``, and which names its members may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge, MaxLen

MANIFEST, README_NAME = "manifest.json", "README.txt"

LEFT_OUT = ("device",)
"""Tables that are not the person's: a phone's pairing is a key to one computer, and belongs in no file."""

WORKED_OUT = {"run": ("came_to",)}
"""Columns that are worked out from the other rows whenever they are wanted, and kept to save time: looking at a page
must not change an archive."""

_FILE_ID, _RUN, _PART = r"[0-9a-f]{32}", r"[A-Za-z0-9][A-Za-z0-9-]{7,63}", r"[A-Za-z0-9][A-Za-z0-9-]{7,63}"
ROWS = re.compile(r"rows/(?P<table>[a-z_]{1,40})\.jsonl")
ORIGINAL = re.compile(rf"walks/(?P<file>{_FILE_ID})/original/(?P<name>[^/\\]{{1,200}})")
PARQUET = re.compile(rf"walks/(?P<file>{_FILE_ID})/recording-(?P<index>0|[1-9][0-9]{{0,5}})\.parquet")
MOTION = re.compile(rf"motion/(?P<run>{_RUN})/(?P<part>{_PART})\.(?P<ending>blocks|json|clock)")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive.

    Attributes:
        name: its path in the zip.
        size_bytes: unpacked.
        sha256: of its bytes, unpacked.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: Annotated[str, MaxLen(400)]
    size_bytes: Annotated[int, Ge(0)]
    sha256: Annotated[str, MaxLen(64)]


@dataclass(frozen=True, slots=True)
class Archive:
    """The manifest of an archive. It says nothing of when it was written: the same things give the same bytes.

    Attributes:
        retrowalk_version: that wrote it.
        database: revision of the tables that its rows are of.
        name: of the person; empty where they gave none.
        members: every file of the zip but the manifest, by name.
        missing: files that rows speak of and that were gone from the data folder.
    """

    SCHEMA: ClassVar[str] = "retrowalk.archive/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "database": "the revision of the tables, such as 0005",
        "members": "a list of files, each with name, size_bytes and sha256",
        "missing": "a list of file names",
    }
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    retrowalk_version: Annotated[str, MaxLen(100)]
    database: Annotated[str, MaxLen(32)]
    name: Annotated[str, MaxLen(10_000)]
    members: tuple[Member, ...]
    missing: tuple[Annotated[str, MaxLen(400)], ...] = ()


README = """\
Everything that Retrowalk kept of one person. Schema: retrowalk.archive/1.

manifest.json        every file in here with its size and SHA-256, and the revision of the tables
rows/TABLE.jsonl     one JSON object a line, a row each: results, programmes, sessions as they went, walks and what was
                     found in them. Instants are UTC. A column that is not in a line is empty.
walks/ID/original/   the files as they were brought
walks/ID/*.parquet   their recordings: t in s, signals in SI units
motion/RUN/          motion of sessions that has not become a walk yet

Bring it back:       retrowalk import-archive FILE.zip
Everything:          docs/archive.md and docs/schemas/archive-1.schema.json of the project

It speaks of somebody's health. It is not locked: keep it where your other papers lie.
"""


def row_file(table: str) -> str:
    """Where the rows of a table are."""
    return f"rows/{table}.jsonl"
