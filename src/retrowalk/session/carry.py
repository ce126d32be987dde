"""Trying out where to carry the phone, laid out in time: stand, about 20 steps forward, stop; then the same backward.

A timeline of its own, of which nothing is kept but what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.language import _
from retrowalk.prescription import Programme

Half = Literal["stand", "forward", "backward", "stop"]
Allowed = Literal["both", "held", "beside", "forward_only", "nothing"]

READY_S = 8.0
FORWARD_S = 18.0
BACKWARD_S = 30.0
"""Nobody is hurried backward: twenty small steps take some twenty seconds."""
STOP_S = 6.0
TURN_OF_PHONE_S = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A span [start_s, end_s) of the try.

    Attributes:
        half: what is done.
        text: said and shown when it begins.
    """

    start_s: float
    end_s: float
    half: Half
    text: str


def allowed(programme: Programme | None) -> Allowed:
    """What somebody may do of it.

    Args:
        programme: in force; None before the questions were answered: then nobody knows, and it is forward only.

    Returns:
        ``both``; ``held``: both, holding on; ``beside``: backward only with a professional beside them;
        ``forward_only``; ``nothing``: there is something to see to first.
    """
    if programme is None:
        return "forward_only"
    clearance = programme.clearance
    if clearance.urgency in ("emergency", "same_day"):
        return "nothing"
    if programme.status == "stopped" or clearance.level in ("stop", "clearance_first"):
        return "forward_only"
    return {"supported": "held", "supervised": "beside"}.get(clearance.level, "both")  # type: ignore[return-value]


def pieces(backward: bool, *, hold: bool = False) -> tuple[Piece, ...]:
    """The try in time.

    Args:
        backward: the backward half too.
        hold: this person holds on to something while walking backward.
    """
    found: list[Piece] = []

    def then(length_s: float, half: Half, text: str) -> None:
        start = found[-1].end_s if found else 0.0
        found.append(Piece(start, start + length_s, half, text))

    then(READY_S, "stand", _("Put the phone where you carry it. Then stand still."))
    then(FORWARD_S, "forward", _("Walk forward now, about 20 steps at your usual pace. Then stop."))
    if not backward:
        then(STOP_S, "stop", _("Stop. Stand still. That is all."))
        return tuple(found)
    guard = _("Hold on to the rail or the wall.") if hold else _("Keep one hand near a wall.")
    then(TURN_OF_PHONE_S, "stop", _("Stop. Stand still. Look behind you: is the way free?") + " " + guard)
    then(
        BACKWARD_S,
        "backward",
        _("Now about 20 small steps backward, without hurry. Then stop.") + " " + guard,
    )
    then(STOP_S, "stop", _("Stop. Stand still. That is all."))
    return tuple(found)
