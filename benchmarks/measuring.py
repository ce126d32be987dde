"""One command, measured from outside: seconds, processor seconds and peak memory of its process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_LAUNCHER = Path(__file__).with_name("launcher.py")
_MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


class CommandFailed(Exception):
    """A measured command ended with an error; the message is the last line it wrote."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        wall_s: from starting the process to its end.
        cpu_s: processor time of all its threads, user and system.
        peak_mb: largest resident memory, MB (10⁶ bytes).
        output: what it wrote to stdout.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: bytes


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end.

    Args:
        command: program and arguments.

    Raises:
        CommandFailed: it ended with an error, or could not be started.
    """
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as said,
        tempfile.NamedTemporaryFile() as report,
    ):
        launch = [sys.executable, "-I", "-S", str(_LAUNCHER), report.name, *command]
        launched = subprocess.run(launch, stdin=subprocess.DEVNULL, stdout=output, stderr=said, check=False)
        code, *costs = json.loads(report.read() or b"[null]")
        if launched.returncode or code:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise CommandFailed(lines[-1] if lines else f"ended with {code}")
        wall_s, cpu_s, peak = costs
        output.seek(0)
        return Run(wall_s, cpu_s, peak * _MAXRSS_BYTES / 1e6, output.read())


def in_turns(
    commands: Mapping[str, Sequence[str]], runs: int, tell: Callable[[str], None]
) -> dict[str, list[Run] | CommandFailed]:
    """Runs several commands in turns, so that what slows the machine down slows all of them.

    A first round warms the caches of files and bytecode and is not counted.

    Args:
        commands: by name.
        runs: rounds that count.
        tell: is told what is being run.

    Returns:
        The runs by name; for a command that failed, why, and it is not run again.
    """
    out: dict[str, list[Run] | CommandFailed] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            done = out[name]
            if isinstance(done, CommandFailed):
                continue
            tell(f"{name}: {f'run {number} of {runs}' if number else 'warming up'}")
            try:
                measured = run(command)
            except CommandFailed as failure:
                out[name] = failure
                continue
            if number:
                done.append(measured)
    return out


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, with the smallest and largest in brackets where there are several.

    Args:
        values: at least one.
        digits: decimals.
    """
    middle = f"{median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up in a terminal too: first column to the left, numbers to the right.

    Args:
        head: column names.
        rows: one text per column.
    """
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        first, *rest = (
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join([first, *rest]) + " |"

    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([line(head), rule, *(line(row) for row in rows)])
