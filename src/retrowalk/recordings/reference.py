"""Reference labels: what somebody who watched, there or on a video, says was done when.

A video's times come as a table ``start_s,end_s,label``; an offset moves them onto the clock of the recording.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from retrowalk.errors import ReferenceLabelError
from retrowalk.language import _

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

ReferenceLabel = Literal["forward", "backward", "turn", "stand", "sideways", "unknown"]
ReferenceSource = Literal["video", "observer"]
LABELS: tuple[ReferenceLabel, ...] = get_args(ReferenceLabel)
COLUMNS = ("start_s", "end_s", "label")
LARGEST_FILE = 5_000_000
MOST_SPANS = 100_000
BEYOND_S = 0.5
"""So far a label may reach beyond the recording: people do not stop a video to the frame. It is cut off there."""
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class ReferenceSpan:
    """A span [start_s, end_s), seconds of the recording, that somebody has labelled."""

    start_s: float
    end_s: float
    label: ReferenceLabel


@dataclass(frozen=True, slots=True)
class Reference:
    """The labels of one recording.

    Attributes:
        source: ``video``: read off a video; ``observer``: a second person's presses on the spot.
        spans: in time order, without overlap.
        uncertainty_s: how far the labels' clock may lie beside the recording's; None where nobody knows. How fast
            the person was is not in it.
    """

    source: ReferenceSource
    spans: tuple[ReferenceSpan, ...]
    uncertainty_s: float | None = None


def read_reference(path: Path, duration_s: float, offset_s: float = 0.0) -> Reference:
    """The labels of a video.

    Args:
        path: of a CSV file with the columns start_s, end_s and label; times in seconds, or as 1:23.5.
        duration_s: of the recording.
        offset_s: what to add to the file's times to have the recording's.

    Raises:
        ReferenceLabelError: a sentence with the number of the line.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ReferenceLabelError(_("{file} is too large for a table of labels.").format(file=path.name))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise ReferenceLabelError(
            _("{file} cannot be read: {why}.").format(file=path.name, why=problem.strerror or problem)
        ) from problem
    except UnicodeDecodeError as problem:
        raise ReferenceLabelError(
            _("{file} is no text in UTF-8; expected a CSV table start_s,end_s,label.").format(file=path.name)
        ) from problem
    return reference_of(text, path.name, duration_s, offset_s)


def reference_of(text: str, file: str, duration_s: float, offset_s: float = 0.0) -> Reference:
    """The same from the text of such a table.

    Args:
        text: of the table.
        file: what to call it.
        duration_s: of the recording.
        offset_s: what to add to the table's times to have the recording's.

    Raises:
        ReferenceLabelError: a sentence with the number of the line.
    """
    numbered = _rows(text, file)
    spans: list[tuple[int, ReferenceSpan]] = []
    for line, start, end, label in numbered:
        span = ReferenceSpan(
            _seconds(start, file, line), _seconds(end, file, line), _label(label, file, line)
        )
        if span.end_s <= span.start_s:
            raise _wrong(
                file, line, _("it ends at {end}, not after its start at {start}").format(end=end, start=start)
            )
        spans.append((line, replace(span, start_s=span.start_s + offset_s, end_s=span.end_s + offset_s)))
    spans.sort(key=lambda one: one[1].start_s)
    for (line, one), (after, other) in pairwise(spans):
        if other.start_s < one.end_s:
            raise _wrong(file, after, _("it overlaps line {line}").format(line=line))
    return Reference("video", tuple(_within(span, duration_s, file, line) for line, span in spans))


def labels_at(spans: Sequence[ReferenceSpan], t_s: FloatArray, name: str = "reference_label") -> pl.Series:
    """The label of each time, None where there is none.

    Args:
        spans: without overlap.
        t_s: shape (n,), seconds of the recording.
        name: of the series.
    """
    import numpy as np
    import polars as pl

    codes = np.zeros(t_s.size)
    for span in spans:
        first, after = np.searchsorted(t_s, [span.start_s, span.end_s], side="left")
        codes[first:after] = 1 + LABELS.index(span.label)
    words = {float(code): label for code, label in enumerate(LABELS, start=1)}
    return pl.Series(name, codes).replace_strict(words, default=None, return_dtype=pl.String)


def _rows(text: str, file: str) -> list[tuple[int, str, str, str]]:
    head = text.partition("\n")[0]
    delimiter = ";" if ";" in head else "\t" if "\t" in head else ","
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    expected = _("expected the columns start_s,end_s,label")
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if sorted(names) != sorted(COLUMNS):
            raise _wrong(file, 1, _("the columns are “{names}”").format(names=",".join(names)[:60]), expected)
        place = [names.index(name) for name in COLUMNS]
        rows: list[tuple[int, str, str, str]] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(COLUMNS):
                raise _wrong(file, reader.line_num, _("it has {n} cells").format(n=len(cells)), expected)
            start, end, label = (cells[k].strip() for k in place)
            rows.append((reader.line_num, start, end, label))
            if len(rows) > MOST_SPANS:
                raise ReferenceLabelError(
                    _("{file} holds more labels than a recording can.").format(file=file)
                )
    except csv.Error as problem:
        raise _wrong(file, reader.line_num, str(problem), expected) from problem
    if not rows:
        raise ReferenceLabelError(
            _("{file} holds no labels; {expected}.").format(file=file, expected=expected)
        )
    return rows


def _seconds(text: str, file: str, line: int) -> float:
    found = _CLOCK.fullmatch(text)
    if found:
        hours, minutes, seconds = found.groups()
        return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds)
    try:
        seconds_said = float(text)
    except ValueError:
        seconds_said = float("nan")
    if not abs(seconds_said) < 1e7:
        raise _wrong(
            file, line, _("“{text}” is no time").format(text=text[:30]), _("expected seconds, or 1:23.5")
        )
    return seconds_said


def _label(text: str, file: str, line: int) -> ReferenceLabel:
    for label in LABELS:
        if text.lower() == label:
            return label
    raise _wrong(
        file,
        line,
        _("“{text}” is no label").format(text=text[:30]),
        _("expected one of {labels}").format(labels=", ".join(LABELS)),
    )


def _within(span: ReferenceSpan, duration_s: float, file: str, line: int) -> ReferenceSpan:
    if span.start_s < -BEYOND_S or span.end_s > duration_s + BEYOND_S or span.start_s >= duration_s:
        raise _wrong(
            file,
            line,
            _("it lies from {start:.1f} s to {end:.1f} s of a recording of {duration:.1f} s").format(
                start=span.start_s, end=span.end_s, duration=duration_s
            ),
            _("expected times within it; check the offset"),
        )
    return replace(span, start_s=max(0.0, span.start_s), end_s=min(duration_s, span.end_s))


def _wrong(file: str, line: int, what: str, expected: str = "") -> ReferenceLabelError:
    said = _("{file}, line {line}: {what}").format(file=file, line=line, what=what)
    return ReferenceLabelError(f"{said}; {expected}." if expected else f"{said}.")
