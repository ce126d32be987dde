"""The log of a walk in the terminal, written down event by event."""

from __future__ import annotations

import os
import platform
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from retrowalk.errors import StoreError
from retrowalk.session import Event, EventKind, Run, SessionLog, Timeline


class Keeper(Protocol):
    """Where events are kept: the runs of the store."""

    def add(self, log: SessionLog) -> int:
        """Keeps what joins on.

        Args:
            log: the run with some of its events.

        Returns:
            the number of the first event that is not kept yet.
        """
        ...


class Logbook:
    """Every event goes to the keeper as it happens. Where that fails the walk goes on, and the next try brings all.

    Args:
        run: whose events they are.
        keeper: None where nothing is to be kept.
        running_s: the running clock, seconds.
    """

    def __init__(self, run: Run, keeper: Keeper | None, running_s: Callable[[], float]) -> None:
        self.run = run
        self.events: list[Event] = []
        self.problem: StoreError | None = None
        self._keeper, self._running_s = keeper, running_s
        self._page = str(uuid.uuid4())
        self._began_s = running_s()
        self._kept = 0

    def note(self, kind: EventKind, position_s: float, **more: Any) -> None:
        """Something happened.

        Args:
            kind: what.
            position_s: where in the timeline.
            more: further fields of the event.
        """
        event = Event(
            id=str(uuid.uuid4()),
            seq=len(self.events),
            kind=kind,
            position_s=round(position_s, 3),
            at=datetime.now(UTC),
            clock_s=round(self._running_s() - self._began_s, 3),
            page=self._page,
            **more,
        )
        self.events.append(event)
        self._keep()

    @property
    def log(self) -> SessionLog:
        """All that happened so far."""
        return SessionLog(self.run, tuple(self.events))

    def _keep(self) -> None:
        if self._keeper is None:
            return
        try:
            self._kept = self._keeper.add(SessionLog(self.run, tuple(self.events[self._kept :])))
        except StoreError as problem:
            self.problem = problem
        else:
            self.problem = None


def new_run(programme: str, timeline: Timeline) -> Run:
    """A run that begins now, on this computer.

    Args:
        programme: its id.
        timeline: that is walked.
    """
    return Run(
        id=str(uuid.uuid4()),
        programme=programme,
        session=timeline.session,
        mode="terminal",
        device=(platform.node() or "terminal")[:80],
        started_at=datetime.now(UTC),
        time_zone=time_zone(),
        on_belt=timeline.on_belt,
        stretches=timeline.stretches,
    )


def time_zone() -> str:
    """The IANA zone of this computer; UTC where it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named[:64]
    try:
        _before, found, zone = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    except OSError:
        return "UTC"
    return zone[:64] if found else "UTC"
