"""Documents of the contract from files and from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from retrowalk import contract
from retrowalk.errors import DocumentError

LARGEST = 20_000_000
"""Bytes: a programme of a year is under a million."""


def read_document(kind: type[contract.D], path: Path, what: str = "") -> contract.D:
    """A document from a file; ``-`` is standard input.

    Args:
        kind: the dataclass to read.
        path: of the JSON.
        what: to name in an error before the path, such as an option.

    Raises:
        DocumentError: the file cannot be read, or is not such a document.
    """
    name = " ".join(part for part in (what, "standard input" if str(path) == "-" else str(path)) if part)
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as problem:
        raise DocumentError(f"{name} could not be read: {problem.strerror or problem}.") from problem
    if len(data) > LARGEST:
        raise DocumentError(f"{name} is larger than 20 MB; expected a JSON document, {kind.SCHEMA}.")
    return contract.read(kind, data, name)
