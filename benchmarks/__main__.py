"""``./bench``: measures on this machine and prints tables; benchmarks/README.md says how to read them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import tables
from benchmarks.measuring import CommandFailed
from retrowalk import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints.

    Args:
        arguments: of the command line.

    Returns:
        The exit code: 1 where one of our own commands failed.
    """
    parser = argparse.ArgumentParser(prog="./bench", description="Measure Retrowalk on this machine.")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each command (default: 5)")
    parser.add_argument("--day", action="store_true", help="also recordings of 24 hours, once")
    parser.add_argument("--peers", action="store_true", help="also other gait toolboxes, side by side")
    wanted = parser.parse_args(arguments)
    if wanted.runs < 1:
        parser.error("--runs: expected at least 1")
    print(f"Retrowalk {__version__} on {tables.machine()}; median of {wanted.runs} (least–most)")
    try:
        with tempfile.TemporaryDirectory(prefix="retrowalk-bench-") as folder:
            hours = tables.make_hours(Path(folder), tell)
            show("One hour: retrowalk analyze FILE --json", tables.hour_table(hours, wanted.runs, tell))
            starts = 4 * wanted.runs
            show(f"Starting up, median of {starts}", tables.startup_table(starts, tell))
            show("A programme: screen and prescribe", tables.prescribing_table(wanted.runs, tell))
            show("Live: GaitStream, a second at a time", tables.live_table(hours, wanted.runs, tell))
            pages, reports = tables.year_tables(tell)
            show("A year: every page, as a server answers it", pages)
            show("A year: the reports, each the whole command", reports)
            rows = tables.track_table(Path(folder), wanted.runs, tell)
            show("The sound of half an hour: retrowalk track", rows)
            show(
                "Phones: 60 Hz of six axes in blocks of half a second, to one server",
                tables.phones_table((50, 100, 200), 30, tell),
            )
            if wanted.day:
                show("Whole days, one run each", tables.day_table(hours["waist"], tell))
            if wanted.peers:
                rows = tables.peers_table(hours["waist"], wanted.runs, tell)
                show("Other toolboxes: the same hour at the lower back", rows)
    except CommandFailed as failure:
        print(f"Error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def show(title: str, rows: str) -> None:
    """Prints one table as soon as it is measured."""
    print(f"\n{title}\n\n{rows}", flush=True)


def tell(what: str) -> None:
    """Says on stderr what is being done, on one line that is written over."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what} …", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
