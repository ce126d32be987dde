"""``retrowalk doctor``: what is installed, where data lies, what is missing and how to get it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import typer

from retrowalk import __version__
from retrowalk.cli.running import BAD_INPUT

LITTLE_SPACE = 500_000_000  # bytes: a day of six axes, kept as it came and as Parquet
# What is not needed, but good to have: package, what for, how to get it.
OPTIONAL = (
    ("pandas", "turns stride tables into pandas frames in notebooks", "pip install 'retrowalk[pandas]'"),
)


@dataclass
class Report:
    """What was found; every problem is a sentence with what to do about it."""

    retrowalk: str
    python: str
    system: str
    packages: dict[str, str | None] = field(default_factory=dict)
    data_folder: str = ""
    data_folder_exists: bool = False
    writable: bool = False
    free_bytes: int | None = None
    database: str | None = None
    tls: str | None = None
    optional: dict[str, str | None] = field(default_factory=dict)
    voice: str | None = None
    problems: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def examine(home: Path) -> Report:
    """Look, without changing anything.

    Args:
        home: the data folder.
    """
    report = Report(__version__, platform.python_version(), f"{platform.system()} {platform.machine()}")
    report.packages = {name: _installed(name) for name in _needed()}
    for name in (name for name, found in report.packages.items() if found is None):
        report.problems.append(f"The package {name} is missing; get it with: pip install --upgrade retrowalk")
    for name, use, get in OPTIONAL:
        report.optional[name] = _installed(name)
        if report.optional[name] is None:
            report.hints.append(f"{name} is not installed: it {use}. Get it with: {get}")
    _listen_for_voice(report)
    _look_at_folder(report, home)
    report.database = _database_version(home / "retrowalk.sqlite", report)
    report.tls = _certificates(home, report)
    return report


def doctor_command(*, as_json: bool) -> None:
    """Print what was found.

    Args:
        as_json: for a program instead of a person.

    Raises:
        typer.Exit: with 2 where something needed is missing or unusable.
    """
    from retrowalk.store import data_home

    report = examine(data_home())
    if as_json:
        from retrowalk.reports import to_json

        sys.stdout.write(to_json(asdict(report)))
    else:
        _print(report)
    if report.problems:
        raise typer.Exit(BAD_INPUT)


def _print(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("Retrowalk", report.retrowalk)
    table.add_row("Python", f"{report.python} on {report.system}")
    table.add_row("Data folder", f"{report.data_folder} ({_folder_words(report)})")
    if report.free_bytes is not None:
        table.add_row("Free space", f"{report.free_bytes / 1e9:.1f} GB")
    table.add_row("Database", report.database or "none yet: it is made at the first start")
    table.add_row("For phones", report.tls or "no certificate yet: retrowalk serve --lan makes it")
    table.add_row(
        "Packages", ", ".join(f"{name} {found or 'MISSING'}" for name, found in report.packages.items())
    )
    table.add_row("Voice", report.voice or "none: cues are sounds only")
    console.print(table)
    for hint in report.hints:
        console.print(f"Hint: {hint}")
    for problem in report.problems:
        console.print(f"Problem: {problem}")
    if not report.problems:
        console.print("All that is needed is there.")


def _certificates(home: Path, report: Report) -> str | None:
    """What phones know this computer by, read without making it."""
    from retrowalk.web.lan.certificates import CertificateError, known

    try:
        found = known(home)
    except CertificateError as problem:
        report.problems.append(str(problem))
        return "unreadable"
    if found is None:
        return None
    authority, shown = found
    for pair in found:
        if os.name != "nt" and pair.path.stat().st_mode & 0o077:
            report.problems.append(
                f"Others on this computer can read the key in {pair.path}; shut it with: chmod 600 {pair.path}"
            )
    return (
        f"certificate until {shown.certificate.not_valid_after_utc:%Y-%m-%d}, "
        f"its authority until {authority.certificate.not_valid_after_utc:%Y-%m-%d}"
    )


def _folder_words(report: Report) -> str:
    if not report.data_folder_exists:
        return "made at the first start" if report.writable else "cannot be made"
    return "writable" if report.writable else "NOT writable"


def _needed() -> list[str]:
    """The packages that ours asks for, without those of extras and other systems."""
    try:
        lines = requires("retrowalk") or []
    except PackageNotFoundError:
        return []
    plain = [line for line in lines if ";" not in line]
    return sorted(line.split(">")[0].split("=")[0].split("[")[0].strip() for line in plain)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _listen_for_voice(report: Report) -> None:
    from retrowalk.voice import find_voice, how_to_get_one

    voice = find_voice()
    if voice is None:
        report.hints.append(how_to_get_one())
    else:
        report.voice = f"{voice.name} ({voice.licence})"


def _look_at_folder(report: Report, home: Path) -> None:
    report.data_folder, report.data_folder_exists = str(home), home.is_dir()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    report.writable = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    if not report.writable:
        report.problems.append(
            f"The data folder {home} cannot be written; make it writable, or name another in RETROWALK_HOME."
        )
        return
    report.free_bytes = shutil.disk_usage(there).free
    if report.free_bytes < LITTLE_SPACE:
        report.problems.append(
            f"Only {report.free_bytes / 1e6:.0f} MB are free where your walks are kept ({home}): make room."
        )


def _database_version(path: Path, report: Report) -> str | None:
    """The revision of the database, read without opening it for writing (which would migrate it)."""
    from retrowalk.store.database import known_revisions, newest_revision

    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as problem:
        report.problems.append(
            f"The database {path} cannot be read ({problem}); put back a copy from {path.parent / 'backups'}."
        )
        return "unreadable"
    revision = str(row[0]) if row else "empty"
    if row and revision not in known_revisions():
        report.problems.append(
            f"The database {path} was made by a newer Retrowalk ({revision}; this one knows "
            f"{newest_revision()}): install that one."
        )
    elif row and revision != newest_revision():
        report.hints.append(
            f"The database is brought from {revision} to {newest_revision()} at the next start."
        )
    return revision
