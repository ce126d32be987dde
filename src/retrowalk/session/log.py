"""What really happened in a session: an append-only log of events, ``retrowalk.session-log/1``.

A *run* is one going-through of a session on one device. Each event says where in the timeline it happened (the
position, which no clock can falsify) and when by two clocks: the device's calendar clock, which may jump, and its
running clock, which starts anew with each load of the page. What was walked is computed from positions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen, MinLen

from retrowalk.prescription import SessionFeedback
from retrowalk.screening.profile import PainSite
from retrowalk.session.timeline import Seconds, Stretch

EventKind = Literal[
    "started",
    "reached",
    "cue",
    "paused",
    "resumed",
    "skipped",
    "extended",
    "stumble",
    "rail_grab",
    "pain",
    "mismatch",
    "stopped",
    "finished",
    "told",
    "sync",
]
Mode = Literal["measured", "locked", "terminal"]
Why = Literal["asked", "pain", "unwell", "fall", "left", "lost"]

Id = Annotated[str, MinLen(8), MaxLen(64)]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        id: of its own in the world (a UUID): the same event sent twice is one event.
        seq: number within the run, from 0, without gaps.
        kind: what happened. ``reached`` is a sign of life with the position; ``cue`` a cue that was played;
            ``told`` the answers of the check-in; ``sync`` that events up to here had reached the coach.
        position_s: where in the timeline.
        at: the device's calendar clock, UTC.
        clock_s: the device's running clock, seconds since this load of the page.
        page: id of this load of the page (or start of the program).
        to_s: the new position: of ``skipped`` (later), ``extended`` and ``resumed`` after a crash (earlier or same).
        cue: id of the cue, of ``cue`` and ``mismatch``.
        site: of ``pain``; None: not said where.
        level: of ``pain``, 0–10; None: not said how much.
        why: of ``paused`` and ``stopped``.
        told: of ``told``.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Id
    seq: Annotated[int, Interval(ge=0, le=1_000_000)]
    kind: EventKind
    position_s: Seconds
    at: datetime
    clock_s: Annotated[float, Interval(ge=0)]
    page: Id
    to_s: Seconds | None = None
    cue: Annotated[str, MaxLen(40)] | None = None
    site: PainSite | None = None
    level: Annotated[int, Interval(ge=0, le=10)] | None = None
    why: Why | None = None
    told: SessionFeedback | None = None

    def __post_init__(self) -> None:
        _check_instant("at", self.at)


@dataclass(frozen=True, slots=True)
class Run:
    """One going-through of a session on one device.

    Attributes:
        id: of its own in the world (a UUID), made by the device.
        programme: id of the programme.
        session: id of the session in it.
        mode: ``measured`` records motion, ``locked`` is sound only, ``terminal`` is ``retrowalk walk``.
        device: what the device calls itself, in words ("Android phone").
        started_at: by the device's calendar clock, UTC.
        time_zone: the walker's IANA zone.
        on_belt: as in the timeline.
        stretches: what was asked, as it stood when the run began; the programme may be redone meanwhile.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Id
    programme: Annotated[str, MinLen(1), MaxLen(80)]
    session: Annotated[str, MinLen(1), MaxLen(80)]
    mode: Mode
    device: Annotated[str, MaxLen(80)]
    started_at: datetime
    time_zone: Annotated[str, MaxLen(64)]
    on_belt: bool
    stretches: Annotated[tuple[Stretch, ...], MinLen(1), MaxLen(2000)]

    def __post_init__(self) -> None:
        _check_instant("started_at", self.started_at)


@dataclass(frozen=True, slots=True)
class SessionLog:
    """A run and its events, in the order of their numbers. What is sent may begin anywhere; what is kept at 0."""

    SCHEMA: ClassVar[str] = "retrowalk.session-log/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    run: Run
    events: tuple[Event, ...]


def _check_instant(name: str, instant: datetime) -> None:
    # The first and the last year hold instants that have no UTC.
    if instant.tzinfo is None or not 1 < instant.year < 9999:
        raise ValueError(
            f"{name} is {instant.isoformat()}; expected an instant with its zone, like 2026-11-23T09:00:00Z"
        )
