"""Programmes for the tests, made by hand: what the pages show does not depend on how it was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from people import a_person
from retrowalk.evidence import Ground, Reason
from retrowalk.prescription import (
    Block,
    Feedback,
    NotChosen,
    Programme,
    Session,
    SessionFeedback,
    Week,
)
from retrowalk.screening import Clearance, Profile

MONDAY = date(2026, 11, 23)


def a_block(kind: Any = "walk", direction: Any = "backward", duration_s: int = 60, **changed: Any) -> Block:
    """A minute backward on the treadmill, or what is asked for."""
    still = kind in ("turn", "rest")
    plain: dict[str, Any] = {
        "speed_mps": (0.0, 0.0) if still else (0.28, 0.42),
        "grade_pct": 0,
        "hands": "rails",
        "variant": None,
        "effort": None if still else (2, 4),
        "cues": ("Small steps. Look ahead, not down.",) if kind == "walk" else (),
        "edited_by": None,
        "disagreements": (),
        "reasons": (Ground("half_pace_start", ("C08",)),),
    }
    return Block(kind=kind, direction=direction, duration_s=duration_s, **{**plain, **changed})


def a_session(
    week: int = 1, number: int = 1, when: date = MONDAY, backward: int = 5, **changed: Any
) -> Session:
    """So many single minutes backward between a warm-up and a cool-down."""
    rounds = [a_block(), a_block("rest", "any", 60)] * backward
    blocks = (
        a_block("warm_up", "forward", 300),
        a_block("turn", "any", 30),
        *rounds,
        a_block("turn", "any", 30),
        a_block("cool_down", "forward", 300),
    )
    plain: dict[str, Any] = {
        "id": f"w{week}s{number}",
        "date": when,
        "status": "planned",
        "place": "motorised_treadmill",
        "guard": "handrail",
        "checklist": ("Clip the safety cord to your clothes.", "Somebody is within call."),
        "blocks": blocks,
        "backward_s": sum(one.duration_s for one in blocks if one.direction == "backward"),
        "total_s": sum(one.duration_s for one in blocks),
    }
    return Session(**{**plain, **changed})


def a_programme(
    weeks: int = 3, person: Profile | None = None, told: tuple[SessionFeedback, ...] = (), **changed: Any
) -> Programme:
    """Monday, Wednesday and Friday, a minute more each week."""
    status = {one.id: one.status for one in told if one.status}

    def session(week: int, number: int) -> Session:
        made = a_session(week, number, MONDAY + timedelta(weeks=week - 1, days=2 * number - 2), 4 + week)
        return replace(made, status=status.get(made.id, "planned"))

    plain: dict[str, Any] = {
        "id": "p1",
        "revision": 1,
        "status": "active",
        "as_of": MONDAY,
        "profile": person or a_person(),
        "clearance": Clearance(
            "clear",
            None,
            (Reason("Nothing you told us rules it out.", "clear"),),
            (),
            (),
        ),
        "protocol": "PR04",
        "not_chosen": (NotChosen("PR01", "It was tried with people who have knee osteoarthritis."),),
        "notes": (),
        "offers": (),
        "feedback": told,
        "weeks": tuple(
            Week(
                week,
                ("time",) if week > 1 else (),
                (Reason("One minute more backward than the week before.", "grow_slowly", ("C11",)),)
                if week > 1
                else (),
                tuple(session(week, number) for number in (1, 2, 3)),
            )
            for week in range(1, weeks + 1)
        ),
    }
    return Programme(**{**plain, **changed})


def done(session_id: str, when: date | None = None, **said: Any) -> SessionFeedback:
    """A session that was done, and what was told of it."""
    return SessionFeedback(session_id, status="done", done_on=when, **said)


def as_of(when: date, *sessions: SessionFeedback) -> Feedback:
    return Feedback(when, sessions)
