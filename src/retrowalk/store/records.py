"""What the store answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from retrowalk.gait import Direction, Label
from retrowalk.recordings import Placement, Side

State = Literal["waiting", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a walker said in one breath about when they walked which way.

    Attributes:
        id: to take it back by.
        spans: ``(start_s, end_s)``, in time order.
        direction: ``unknown`` where the walker was asked and does not know.
    """

    id: str
    said_at: datetime
    direction: Direction
    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class StoredWalk:
    """A walk as a list of walks needs it; the document itself is fetched when it is shown.

    Attributes:
        file_id, recording_index: the file it came in, and its place there.
        file: that file's name; ``size_bytes`` its size.
        siblings: how many walks came in the same file, itself included.
        state: ``ready`` (what ``overview`` says is up to date), ``waiting`` (to be analysed, or analysed
            again) or ``failed`` (``problem`` says why).
        overview: summary, direction basis and coloured spans of the last analysis; None before the first.
        deleted_at: when it was put away; None while it is there.
        run_id, part: the run of a session, and the load of the page, that recorded it; None for a file.
        zero_at: when its time was 0 by the coach's clock, and how far that may be off; None where nobody knows.
    """

    id: str
    person_id: str
    file_id: str
    recording_index: int
    file: str
    size_bytes: int
    siblings: int
    format: str
    subject: str | None
    trial: str | None
    placement: Placement
    side: Side | None
    started_at: datetime | None
    time_zone: str | None
    duration_s: float
    rate_hz: float | None
    simulated: bool
    recording_warnings: tuple[str, ...]
    added_at: datetime
    revision: int
    state: State
    problem: str | None
    overview: Mapping[str, Any] | None
    deleted_at: datetime | None
    run_id: str | None
    part: str | None
    zero_at: datetime | None
    zero_uncertainty_s: float | None


@dataclass(frozen=True, slots=True)
class Added:
    """The answer to a file.

    Attributes:
        walks: one for each recording in it.
        already_there: the same file had been brought before; ``walks`` are the ones from then.
        brought_back: it had been brought before and deleted, and is here again.
    """

    walks: tuple[StoredWalk, ...]
    already_there: bool = False
    brought_back: bool = False


def labels_in_force(statements: tuple[Statement, ...]) -> tuple[Label, ...]:
    """What holds of all that was said, in time order: where two statements overlap, the later one counts."""
    in_force: list[Label] = []
    for statement in statements:
        for start, end in statement.spans:
            in_force = [piece for label in in_force for piece in _without(label, start, end)]
            in_force.append(Label(start, end, statement.direction))
    return tuple(sorted(in_force, key=lambda label: label.start_s))


def _without(label: Label, start_s: float, end_s: float) -> list[Label]:
    pieces = [
        Label(label.start_s, min(label.end_s, start_s), label.direction),
        Label(max(label.start_s, end_s), label.end_s, label.direction),
    ]
    return [piece for piece in pieces if piece.end_s > piece.start_s]
