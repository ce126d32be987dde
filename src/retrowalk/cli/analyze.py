"""``retrowalk analyze``: files in, one table, JSON, page, stride table or picture out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer

from retrowalk.cli.documents import read_document
from retrowalk.cli.facing import AnchorFor
from retrowalk.cli.running import BAD_INPUT, complain
from retrowalk.errors import OutputError, RecordingError, RetrowalkError
from retrowalk.gait import analyze
from retrowalk.recordings import Placement, Recording, Side, read
from retrowalk.reports import FailedSource, WalkDocument, to_json, walk_document, walks_document
from retrowalk.screening import Profile

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Outputs:
    """What is asked for; a table on the terminal unless ``json``."""

    json: bool = False
    html: Path | None = None
    strides: Path | None = None
    plot: Path | None = None

    @property
    def files(self) -> dict[str, Path]:
        """The option and path of each file to be written."""
        named = {"--html": self.html, "--strides": self.strides, "--plot": self.plot}
        return {option: path for option, path in named.items() if path is not None}


@dataclass
class Analysed:
    """What became of the files: walks with the recording each was found in, and what failed."""

    walks: list[tuple[Recording, WalkDocument]] = field(default_factory=list)
    failed: list[FailedSource] = field(default_factory=list)


def analyze_command(
    files: Sequence[Path],
    *,
    placement: Placement | None,
    side: Side | None,
    anchor_for: AnchorFor,
    profile: Path | None,
    start: str | None,
    outputs: Outputs,
) -> None:
    """Analyse files and give what was asked for.

    Args:
        files: to be read.
        placement, side: override what the files say.
        anchor_for: finds the anchor of a recording.
        profile: the walker's ``retrowalk.profile/1``; nothing in this version depends on it.
        start: the instant the recordings began, overriding what the files say.
        outputs: what is asked for.

    Raises:
        RetrowalkError: what was asked makes no sense, or an output cannot be written.
        typer.Exit: with 2, after a sentence for each file, when no file was usable.
    """
    started_at = None if start is None else parse_start(start)
    check_outputs(outputs, files)
    if profile is not None:
        read_document(Profile, profile, "--profile")
        print(f"Note: {profile.name} is a profile; no figure of this version depends on it.", file=sys.stderr)  # noqa: T201
    with progress_bar() as progress:
        result = analyze_files(
            files,
            placement=placement,
            side=side,
            anchor_for=anchor_for,
            started_at=started_at,
            progress=progress,
        )
        for failure in result.failed:
            complain(failure["error"])
        if not result.walks:
            raise typer.Exit(BAD_INPUT)
        write_outputs(result, outputs, progress)
    documents = [document for _recording, document in result.walks]
    if outputs.json:
        alone = len(files) == 1 and len(documents) == 1 and not result.failed
        sys.stdout.write(to_json(documents[0] if alone else walks_document(documents, result.failed)))
        return
    from retrowalk.cli.table import print_walks

    print_walks(documents)
    for path in outputs.files.values():
        print(f"Written: {path}", file=sys.stderr)  # noqa: T201


def analyze_files(
    files: Sequence[Path],
    *,
    placement: Placement | None,
    side: Side | None,
    anchor_for: AnchorFor,
    started_at: datetime | None,
    progress: Progress,
) -> Analysed:
    """Analyse every recording of every file; what fails does not stop the others.

    Args:
        files, placement, side, anchor_for: as in ``analyze_command``.
        started_at: UTC instant, or None.
        progress: is told what is being done, and the fraction done.
    """
    result = Analysed()
    for number, path in enumerate(files):
        progress(f"Reading {path.name}", number / len(files))
        try:
            recordings = _read(path, placement, side, started_at)
        except RetrowalkError as problem:
            result.failed.append({"file": path.name, "recording_index": None, "error": str(problem)})
            continue
        total_s = sum(r.duration_s for r in recordings) or 1.0
        done_s = 0.0
        for recording in recordings:
            share = recording.duration_s / total_s
            report = partial(_report, progress, recording.file, number + done_s / total_s, share, len(files))
            try:
                anchor, said = anchor_for(recording)
                walk = analyze(recording, anchor=anchor, progress=report)
            except RetrowalkError as problem:
                result.failed.append(
                    {"file": path.name, "recording_index": recording.index, "error": str(problem)}
                )
            else:
                described = replace(recording, warnings=(*recording.warnings, *said))
                result.walks.append((described, walk_document(described, walk)))
            done_s += recording.duration_s
    return result


def parse_start(text: str) -> datetime:
    """The instant of an ISO 8601 text, in UTC; without an offset it is this computer's local time.

    Args:
        text: for instance ``2026-11-23T10:00`` or ``2026-11-23T09:00:00Z``.

    Raises:
        RecordingError: it is something else.
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise RecordingError(
            f"--start {text}: expected a date and time in ISO 8601, for instance 2026-11-23T10:00 or "
            "2026-11-23T09:00:00Z."
        ) from None


def check_outputs(outputs: Outputs, files: Sequence[Path]) -> None:
    """Say what is wrong with an output before the work, not after.

    Args:
        outputs: what is asked for.
        files: what is to be read.

    Raises:
        OutputError: an ending that is none, a missing folder, or an output over an input.
    """
    endings = {"--strides": (".csv", ".parquet"), "--plot": (".svg", ".png")}
    for option, path in outputs.files.items():
        if option in endings and path.suffix.lower() not in endings[option]:
            raise OutputError(
                f"{option} {path}: expected a name that ends in {' or '.join(endings[option])}."
            )
        if not path.absolute().parent.is_dir():
            raise OutputError(f"{option} {path}: there is no folder {path.parent}.")
        if path.is_dir():
            raise OutputError(f"{option} {path}: that is a folder; expected the name of a file.")
        if path.exists() and not path.is_file():
            raise OutputError(f"{option} {path}: that is no ordinary file; expected the name of one.")
        if path.resolve() in {file.resolve() for file in files}:
            raise OutputError(f"{option} {path}: that would overwrite the recording; give another name.")


def write_outputs(result: Analysed, outputs: Outputs, progress: Progress) -> None:
    """Write the files that were asked for, each whole or not at all.

    Args:
        result: at least one walk.
        outputs: what is asked for.
        progress: is told what is being done.

    Raises:
        OutputError: one cannot be written.
    """
    from retrowalk import reports

    documents = [document for _recording, document in result.walks]
    if outputs.strides:
        reports.write_strides(documents, outputs.strides)
    if not (outputs.html or outputs.plot):
        return
    progress("Drawing", 1.0)
    drawn = [(document, reports.signal_envelope(recording)) for recording, document in result.walks]
    if outputs.html:
        reports.write_text(outputs.html, reports.walks_page(drawn, result.failed))
    if outputs.plot:
        charts = [
            (title, reports.timeline_chart(document, envelope, width=reports.PICTURE_WIDTH))
            for title, (document, envelope) in zip(reports.walk_titles(documents), drawn, strict=True)
        ]
        reports.write_chart(charts[0][1] if len(charts) == 1 else reports.stacked(charts), outputs.plot)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr while work goes on, where a person sees it; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _what, _fraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda what, fraction: bar.update(task, description=what, completed=fraction)


def _report(progress: Progress, file: str, before: float, share: float, files: int, fraction: float) -> None:
    progress(f"Analysing {file}", (before + fraction * share) / files)


def _read(
    path: Path, placement: Placement | None, side: Side | None, started_at: datetime | None
) -> list[Recording]:
    try:
        return read(path, placement=placement, side=side, started_at=started_at)
    except OSError as problem:
        raise RecordingError(f"{path} could not be read: {problem.strerror or problem}.") from problem
