"""Which way the body faced: given (``--facing``) or learnt from forward walking (``--facing-from``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path

from retrowalk.errors import AnchorError
from retrowalk.gait import Anchor, Vector, learn_anchor
from retrowalk.recordings import Placement, Recording, Side, read

# For a recording: its anchor, and what is to be said about where that came from.
AnchorFor = Callable[[Recording], tuple[Anchor | None, tuple[str, ...]]]


def anchors(
    facing: str | None, facing_from: Path | None, placement: Placement | None, side: Side | None
) -> AnchorFor:
    """How to find the anchor of each recording.

    Args:
        facing: three numbers, "X,Y,Z", or None.
        facing_from: a file of forward walking, or None.
        placement, side: what the caller says of all files, or None.

    Raises:
        AnchorError: both are given, or the numbers are no direction.
        RecordingError: the file of forward walking cannot be read.
    """
    if facing is not None and facing_from is not None:
        raise AnchorError("--facing and --facing-from both say which way the body faced; give one of them.")
    if facing is not None:
        declared = Anchor.declared(parse_facing(facing))
        return lambda _recording: (declared, ())
    if facing_from is not None:
        return LearntAnchors(facing_from.name, read(facing_from, placement=placement, side=side))
    return lambda _recording: (None, ())


def parse_facing(text: str) -> Vector:
    """The vector of "X,Y,Z".

    Args:
        text: three finite numbers, not all zero, with commas between them.

    Raises:
        AnchorError: it is something else.
    """
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != 3 or not all(isfinite(x) for x in numbers) or not any(numbers):
        raise AnchorError(
            f"--facing {text}: expected the way the body faced as three numbers X,Y,Z in the sensor's axes, "
            "not all zero; for instance 0,0,-1 for a phone whose screen faced the body."
        )
    return numbers


class LearntAnchors:
    """Anchors learnt from the recordings of one file, each for the recordings that it fits.

    A recording fits another where nothing that both know about placement and side differs. Of several that fit,
    those from the very same place (heel, toe) and of the same person come first, then the longest; the first that
    teaches a facing is used, and that is said.
    """

    def __init__(self, file: str, recordings: Sequence[Recording]) -> None:
        self._file = file
        self._recordings = sorted(recordings, key=lambda r: -r.duration_s)
        self._learnt: dict[int, Anchor | AnchorError] = {}

    def __call__(self, recording: Recording) -> tuple[Anchor | None, tuple[str, ...]]:
        """The anchor for a recording.

        Raises:
            AnchorError: no recording of the file fits, or none that fits teaches a facing.
        """
        fitting = [other for other in self._recordings if _fits(recording, other)]
        fitting.sort(key=lambda other: (other.place != recording.place, other.subject != recording.subject))
        if not fitting:
            raise AnchorError(
                f"{self._file} (--facing-from) holds no recording of {_described(recording)}: "
                f"expected forward walking in the same wearing as {recording.file}."
            )
        problem: AnchorError | None = None
        for other in fitting:
            learnt = self._learn(other)
            if isinstance(learnt, Anchor):
                return learnt, self._said(other, recording, len(fitting))
            problem = problem or learnt
        assert problem is not None
        raise problem

    def _learn(self, recording: Recording) -> Anchor | AnchorError:
        if recording.index not in self._learnt:
            try:
                self._learnt[recording.index] = learn_anchor(recording)
            except AnchorError as problem:
                self._learnt[recording.index] = problem
        return self._learnt[recording.index]

    def _said(self, used: Recording, recording: Recording, fitting: int) -> tuple[str, ...]:
        said = []
        if fitting > 1:
            name = f"trial {used.trial}" if used.trial else f"recording {used.index}"
            said.append(
                f"The facing was learnt from {name}, the best usable of {fitting} that fit in {self._file}."
            )
        if used.subject and recording.subject and used.subject != recording.subject:
            said.append(
                f"The facing was learnt from another person ({used.subject}): it holds only if the sensor sat on "
                f"{recording.subject} in the same way."
            )
        return tuple(said)


def _fits(recording: Recording, other: Recording) -> bool:
    unknown = (None, "unknown")
    pairs = (
        (recording.placement, other.placement),
        (recording.side, other.side),
    )
    return all(one == two or one in unknown or two in unknown for one, two in pairs)


def _described(recording: Recording) -> str:
    worn = " ".join(word for word in (recording.side, recording.placement) if word)
    return worn + (f" of {recording.subject}" if recording.subject else "")
