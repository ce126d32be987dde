"""The same session walked forward, for the forward days of a trial with one person.

What is compared is the direction, so the rest stays: the place, what catches you, warm-up and cool-down, and the
minutes of walking. What only walking backward asks for goes: turns on the belt, rests after each minute, and steps
practised backward.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from typing import TYPE_CHECKING

from retrowalk.prescription.planning.cues import without_backward
from retrowalk.prescription.planning.forms import Piece, layout
from retrowalk.prescription.planning.sessions import blocks_of_pieces, session_of
from retrowalk.prescription.programme import Block, Session

if TYPE_CHECKING:
    from retrowalk.prescription.planning.dose import Dose
    from retrowalk.prescription.planning.plan import Plan

RULE = "trial_forward_days"
_ONLY_FOR_BACKWARD = ("stand", "sideways", "chair")


def forward_blocks(plan: Plan, dose: Dose) -> tuple[Block, ...]:
    """The blocks of a session of that dose, walked forward.

    Args:
        plan: of the programme.
        dose: that is held meanwhile.
    """
    pieces: list[Piece] = []
    for piece in layout(plan, dose):
        if piece.kind == "turn" or piece.part in _ONLY_FOR_BACKWARD:
            continue
        if piece.part in ("backward", "forward"):
            before_s = pieces.pop().duration_s if pieces[-1].part == "instead" else 0
            piece = Piece("instead", "walk", "forward", before_s + piece.duration_s)
        elif piece.part == "beside_the_belt":  # nobody has to turn on it, so all of it is walked on it
            piece = Piece("warm_up", "warm_up", "forward", piece.duration_s)
        elif piece.part == "cool_beside":
            piece = Piece("cool_down", "cool_down", "forward", piece.duration_s)
        pieces.append(piece)
    return blocks_of_pieces(plan, dose, pieces)


def forward_session(plan: Plan, blocks: tuple[Block, ...], date: Date) -> Session:
    """A planned session of such blocks; its id is still to be given.

    Args:
        plan: of the programme.
        blocks: of `forward_blocks`.
        date: civil date.
    """
    return replace(session_of(plan, blocks, 0, 0, date), checklist=without_backward(plan.checklist))
