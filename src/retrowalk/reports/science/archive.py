"""The archive itself: a zip of plain files without names, dates or ids of ours."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk import __version__, contract
from retrowalk.prescription.programme import Guard, Place
from retrowalk.recordings import Recording
from retrowalk.reports.documents import to_json
from retrowalk.reports.files import whole_file
from retrowalk.reports.science.consent import CONSENT_VERSION, consent_plain
from retrowalk.reports.science.document import (
    ScienceExport,
    SciencePerson,
    ScienceRecording,
    ScienceReference,
)

if TYPE_CHECKING:
    import polars as pl

    from retrowalk.recordings.model import FloatArray
    from retrowalk.recordings.reference import Reference

# Every file says the same day: zip cannot leave it out, and this one is its first.
_NO_DATE = (1980, 1, 1, 0, 0, 0)

README = """\
Walking recordings given to science, made by Retrowalk. Schema: retrowalk.science/1.

One archive is of one person. Everybody in it agreed to consent.txt.

metadata.json           who walked (age band and little else), and each recording: placement, side, place, what was
                        there to hold on to, sampling rate, where reference labels come from. Ids are random and
                        new in every archive. null: not known, or not given.
recordings/ID.parquet   one recording, a row for each time at which anything was sampled:
  t                     s, from 0; strictly increasing. A gap is a jump; nothing was resampled or filtered.
  ax ay az              m/s2, specific force in the sensor's own axes, gravity included (+9.81 up at rest)
  gx gy gz              rad/s, right-hand rule about the same axes; not there without a gyroscope
                        An empty cell: that sensor has no sample at that time.
  cue_label             what the coach asked for: kind:direction, kinds warm_up, walk, turn, rest, cool_down,
                        directions forward, backward, any. Empty: nothing was asked (a pause, or no coach).
                        WHAT WAS ASKED IS NO TRUTH: people are late, mistake a cue, or stand.
  reference_label       what somebody who watched says was done: forward, backward, turn, stand, sideways, unknown.
                        Empty: nobody said. Source and uncertainty of its clock are in metadata.json. The time
                        a person takes to see and press (some 0.3 s) is not taken off.
  placement side simulated   the same in every row, so that the table reads on its own

Read it:     pandas.read_parquet("recordings/ID.parquet"), polars, R arrow, or any program that reads Parquet.
Judge it:    retrowalk analyze recordings/ID.parquet --json
             The forward warm-up in cue_label anchors the direction; nothing else of the labels is looked at.
Everything:  docs/science-export.md and docs/schemas/science-1.schema.json of the project.
"""


@dataclass(frozen=True, slots=True)
class Given:
    """A recording on its way into an archive.

    Attributes:
        recording: whose samples and asked spans go in; nothing else of it but the placement.
        reference: labels of somebody who watched.
        place, guard, belt: of the session; None where it was none of ours.
    """

    recording: Recording
    reference: Reference | None = None
    place: Place | None = None
    guard: Guard | None = None
    belt: bool | None = None


def write_archive(
    path: Path, person: SciencePerson, given: Sequence[Given], new_id: Callable[[], str]
) -> ScienceExport:
    """Writes an archive, whole or not at all.

    Args:
        path: of the zip.
        person: who walked, with a fresh id.
        given: the recordings.
        new_id: gives a fresh random id at each call, of letters and digits.

    Returns:
        its ``metadata.json``.

    Raises:
        OutputError: it cannot be written.
        RecordingError: a recording cannot be read.
    """
    # By their random ids: the order they were walked in is not to be told either.
    shuffled = sorted(((new_id(), one) for one in given), key=lambda named: named[0])
    export = ScienceExport(
        new_id(), CONSENT_VERSION, __version__, person, tuple(_about(one, name) for name, one in shuffled)
    )
    texts = {
        "README.txt": README,
        "consent.txt": consent_plain(),
        "metadata.json": to_json(contract.write(export)),
    }
    with whole_file(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, text in texts.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), text)
        with tempfile.TemporaryDirectory(prefix="retrowalk-") as folder:
            for about, (_name, one) in zip(export.recordings, shuffled, strict=True):
                table = Path(folder) / "table.parquet"
                _write_table(one, table)
                with (
                    table.open("rb") as source,
                    archive.open(_entry(about.file, zipfile.ZIP_STORED), "w") as entry,
                ):
                    while block := source.read(1 << 20):
                        entry.write(block)
    return export


def _entry(name: str, packed: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type = packed
    entry.create_system = 3  # the same bytes whatever the computer
    entry.external_attr = 0o644 << 16
    return entry


def _about(given: Given, name: str) -> ScienceRecording:
    recording, reference = given.recording, given.reference
    return ScienceRecording(
        id=name,
        file=f"recordings/{name}.parquet",
        duration_s=round(recording.duration_s, 2),
        rate_hz=None if recording.rate_hz is None else round(recording.rate_hz, 1),
        gyroscope="angular_velocity" in recording.kinds,
        placement=recording.placement,
        side=recording.side,
        place=given.place,
        guard=given.guard,
        belt=given.belt,
        simulated=recording.simulated,
        cue_label=bool(recording.asked),
        reference=None
        if reference is None
        else ScienceReference(
            reference.source,
            None if reference.uncertainty_s is None else round(reference.uncertainty_s, 3),
        ),
    )


def _write_table(given: Given, path: Path) -> None:
    from retrowalk.recordings import cues, kept
    from retrowalk.recordings import reference as labels

    recording = given.recording
    spans = () if given.reference is None else given.reference.spans
    kept.write_rows(
        recording,
        path,
        {
            "cue_label": partial(cues.labels_at, recording.asked),
            "reference_label": partial(labels.labels_at, spans),
            "placement": partial(_same, recording.placement),
            "side": partial(_same, recording.side),
            "simulated": partial(_same, "true" if recording.simulated else "false"),
        },
    )


def _same(word: str | None, t_s: FloatArray) -> pl.Series:
    import polars as pl

    return pl.Series([word] * t_s.size, dtype=pl.String)
