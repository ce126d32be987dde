"""Runs of sessions for the tests: a timeline of single minutes, and events in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from retrowalk import contract
from retrowalk.session import Event, Run, SessionLog, Stretch

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAGE = "page-one"


def stretches(
    *blocks: tuple[str, str, float], lead_s: float = 15, closing_s: float = 10
) -> tuple[Stretch, ...]:
    """A lead-in, blocks of kind, direction and length, and the closing."""
    found = [Stretch(0.0, lead_s, "lead_in", None, None, "any", "Get ready", ())]
    for number, (kind, direction, length_s) in enumerate(blocks):
        start = found[-1].end_s
        found.append(
            Stretch(start, start + length_s, "block", number, kind, direction, f"Block {number}", ())  # type: ignore[arg-type]
        )
    end = found[-1].end_s
    return (*found, Stretch(end, end + closing_s, "closing", None, None, "any", "The end", ()))


USUAL = stretches(
    ("warm_up", "forward", 300),
    ("turn", "any", 30),
    ("walk", "backward", 60),
    ("rest", "any", 60),
    ("walk", "backward", 60),
    ("turn", "any", 30),
    ("cool_down", "forward", 300),
)
"""Starts: warm-up 15, turn 315, backward 345, rest 405, backward 465, turn 525, cool-down 555, closing 855–865."""


def a_run(**changed: Any) -> Run:
    """A run of the first session of `plans.a_programme`."""
    plain: dict[str, Any] = {
        "id": "run-0001",
        "programme": "p1",
        "session": "w1s1",
        "mode": "locked",
        "device": "Android phone",
        "started_at": NINE,
        "time_zone": "Europe/Berlin",
        "on_belt": True,
        "stretches": USUAL,
    }
    return Run(**{**plain, **changed})


def an_event(seq: int, kind: Any, position_s: float, **changed: Any) -> Event:
    """An event of the only page, with both clocks going on as the position does."""
    plain: dict[str, Any] = {
        "id": f"event-{seq:04d}",
        "at": NINE + timedelta(seconds=position_s),
        "clock_s": position_s,
        "page": PAGE,
    }
    return Event(seq=seq, kind=kind, position_s=position_s, **{**plain, **changed})


def a_log(*events: tuple[Any, ...], run: Run | None = None) -> SessionLog:
    """A log of events, each its kind, position and, where there is more to say, a dictionary of it."""
    made = (
        an_event(seq, kind, position_s, **(more[0] if more else {}))
        for seq, (kind, position_s, *more) in enumerate(events)
    )
    return SessionLog(run or a_run(), tuple(made))


def sent(log: SessionLog, start: int = 0, end: int | None = None) -> dict[str, Any]:
    """What a phone sends of it: the events from one number up to another."""
    document = contract.write(log)
    return {**document, "events": document["events"][start:end]}
