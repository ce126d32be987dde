"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrowalk.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its name once it is written to the end.

    A full disk, a crash or Ctrl-C on the way leaves what was at ``path`` before, and nothing else. Where ``path`` is
    a link, what it points to is written, and the link stays.

    Args:
        path: where the file is to be.

    Raises:
        OutputError: the folder is missing, not writable or full, or ``path`` is a device or a pipe, which a file
            must not replace.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OutputError(f"{path} is no ordinary file; expected the name of a file to be written.")
    path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".{path.name}", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise _sentence(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _sentence(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file, whole or not at all.

    Args:
        path: where the file is to be.
        text: what it is to hold.

    Raises:
        OutputError: it cannot be written.
    """
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sentence(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} could not be written: {error.strerror or error}.")
