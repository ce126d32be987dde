"""How the command ends: with an exit code, and one sentence where something was wrong.

0: done · 2: the input or the way it was asked, in one sentence on stderr · 130: Ctrl-C · 141: the reader of
our output has gone · 1: a mistake of ours, in one sentence; RETROWALK_DEBUG=1 shows the traceback.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from retrowalk.errors import RetrowalkError

BAD_INPUT, OUR_MISTAKE, INTERRUPTED, READER_GONE = 2, 1, 130, 141


def main() -> None:
    """The console script."""
    # A stream that was closed before we began (`>&-`) is None: what we say goes nowhere.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # What is piped or written to a file is UTF-8 everywhere, as JSON and CSV must be.
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; nothing that goes wrong leaves as an exception.

    Args:
        arguments: without the program's name; by default those of this process.
    """
    import typer

    from retrowalk.cli.app import app

    try:
        code = app(args=arguments, prog_name="retrowalk", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as problem:
        # Pydantic, which Typer asks about choices, puts its own words before the sentence.
        return _failed(problem.format_message().replace("Value error, ", ""), BAD_INPUT)
    except RetrowalkError as problem:
        return _failed(str(problem), BAD_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except SystemExit as ended:
        # Typer leaves this way when the reader of our output has gone while we were writing.
        if isinstance(ended.__context__, BrokenPipeError):
            return READER_GONE
        raise
    except BrokenPipeError:
        _let_go_of_stdout()
        return READER_GONE
    except MemoryError:
        return _failed("the memory of this computer was not enough for this.", BAD_INPUT)
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            _let_go_of_stdout()
            return _failed("what was asked for could not be written whole: the disk is full.", BAD_INPUT)
        if os.environ.get("RETROWALK_DEBUG"):
            raise
        return _failed(
            f"Retrowalk itself made a mistake ({type(problem).__name__}: {problem}); "
            "your files are as they were. Please report it with what RETROWALK_DEBUG=1 shows.",
            OUR_MISTAKE,
        )
    return code if isinstance(code, int) else 0


def complain(sentence: str) -> None:
    """One sentence on stderr, on one line.

    Args:
        sentence: what, where, what was expected.
    """
    with contextlib.suppress(OSError):  # where even this cannot be said, the exit code still tells
        print(f"Error: {' '.join(sentence.split())}", file=sys.stderr, flush=True)  # noqa: T201


def _let_go_of_stdout() -> None:
    """Python flushes once more on its way out: into nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(sentence: str, code: int) -> int:
    complain(sentence)
    return code
