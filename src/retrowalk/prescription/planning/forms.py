"""How a session is laid out in time: one function for each form, from a dose to its pieces.

On a belt every change of direction is a standing turn of 30 s, and between two turns lie 5 minutes or more (rule 6);
the forms with short stretches are for the ground.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from retrowalk.prescription.programme import Direction, Kind

if TYPE_CHECKING:
    from retrowalk.prescription.planning.dose import Dose
    from retrowalk.prescription.planning.plan import Form, Plan

Part = Literal[
    "warm_up",
    "beside_the_belt",
    "step_on",
    "turn_back",
    "backward",
    "forward",
    "instead",
    "training",
    "stand",
    "sit",
    "turn_front",
    "step_off",
    "sideways",
    "chair",
    "cool_down",
    "cool_beside",
]
"""What a piece is for; cues and reasons hang on it."""

TURN_S = 30
BELT_STRETCH_S = 300
"""The least there may be between two turns on a belt, and the least to warm up and to cool down on it."""
WARMED_UP_ON_BELT_S = 2 * BELT_STRETCH_S + 2 * TURN_S + BELT_STRETCH_S
"""A session shorter than this has its warm-up beside the belt."""
EVERYDAY_S = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has words, speeds and reasons."""

    part: Part
    kind: Kind
    direction: Direction
    duration_s: int


def layout(plan: Plan, dose: Dose) -> tuple[Piece, ...]:
    """The pieces of a session, in order.

    Args:
        plan: names the form and the time there is.
        dose: what to lay out; a session may come out longer than there is time for: see `total_s`.
    """
    pieces = _FORMS[plan.form](plan, dose)
    spare_s = plan.ceiling_s - sum(piece.duration_s for piece in pieces)
    if plan.everyday and spare_s >= 2 * EVERYDAY_S:
        practice = [Piece("sideways", "walk", "any", EVERYDAY_S), Piece("chair", "walk", "any", EVERYDAY_S)]
        pieces = [*pieces[:-1], *practice, pieces[-1]]
    return tuple(pieces)


def total_s(plan: Plan, dose: Dose) -> int:
    """Seconds of a session of that dose.

    Args:
        plan: names the form and the time there is.
        dose: to lay out.
    """
    return sum(piece.duration_s for piece in layout(plan, dose))


def bouts(dose: Dose) -> list[int]:
    """Seconds of each bout: whole ones, and at the end what is left.

    Args:
        dose: to divide.
    """
    whole, left_s = divmod(dose.backward_s, dose.bout_s)
    return [dose.bout_s] * whole + [left_s] * (left_s > 0)


def _backward(seconds: int) -> Piece:
    return Piece("backward", "walk", "backward", seconds)


def _forward(seconds: int) -> Piece:
    return Piece("forward", "walk", "forward", seconds)


def _stand(seconds: int) -> Piece:
    return Piece("stand", "rest", "any", seconds)


def _ends(plan: Plan) -> tuple[int, int]:
    """Seconds to warm up and to cool down, as long as there is time for."""
    seconds = 300 if plan.ceiling_s >= WARMED_UP_ON_BELT_S else 120 if plan.ceiling_s >= 600 else 60
    return seconds, seconds


def _between(plan: Plan, parts: list[Piece]) -> list[Piece]:
    """Warm-up, the parts, cool-down: on the ground."""
    warm_s, cool_s = _ends(plan)
    way: Direction = "any" if plan.form == "along" else "forward"
    return [Piece("warm_up", "warm_up", way, warm_s), *parts, Piece("cool_down", "cool_down", way, cool_s)]


def _alternating(dose: Dose, pause: Callable[[], Piece]) -> list[Piece]:
    parts: list[Piece] = []
    for seconds in bouts(dose):
        if parts:
            parts.append(pause())
        parts.append(_backward(seconds))
    return parts


def _pause_s(dose: Dose) -> int:
    return 30 if dose.bout_s <= 60 else 60


def _belt(plan: Plan, dose: Dose) -> list[Piece]:
    stretch = _alternating(dose, lambda: _stand(_pause_s(dose)))
    missing_s = BELT_STRETCH_S - sum(piece.duration_s for piece in stretch)
    if missing_s > 0:
        stretch = _stretched(stretch, missing_s)
    warm_s, cool_s = _ends(plan)
    if plan.ceiling_s >= WARMED_UP_ON_BELT_S:
        return [
            Piece("warm_up", "warm_up", "forward", warm_s),
            Piece("turn_back", "turn", "any", TURN_S),
            *stretch,
            Piece("turn_front", "turn", "any", TURN_S),
            Piece("cool_down", "cool_down", "forward", cool_s),
        ]
    return [
        Piece("beside_the_belt", "warm_up", "any", warm_s),
        Piece("step_on", "turn", "any", TURN_S),
        *stretch,
        Piece("step_off", "turn", "any", TURN_S),
        Piece("cool_beside", "cool_down", "any", cool_s),
    ]


def _stretched(stretch: list[Piece], missing_s: int) -> list[Piece]:
    """Longer rests, the belt at zero, until the stretch between two turns is long enough."""
    if len(stretch) < 5:
        # One or two bouts: standing before and after them too, not one endless rest in between.
        stretch = [_stand(0), *stretch, _stand(0)]
    rests = [at for at, piece in enumerate(stretch) if piece.kind == "rest"]
    for turn, at in enumerate(rests):
        more_s = missing_s // len(rests) + (turn < missing_s % len(rests))
        stretch[at] = _stand(stretch[at].duration_s + more_s)
    return stretch


def _along(plan: Plan, dose: Dose) -> list[Piece]:
    """Back along it and forward again without letting go, with a rest after every third minute or so."""
    parts: list[Piece] = []
    lengths = bouts(dose)
    for at, seconds in enumerate(lengths, start=1):
        parts += [_backward(seconds), _forward(seconds)]
        if at % 6 == 0 and at < len(lengths):
            parts.append(Piece("sit", "rest", "any", 60))
    return _between(plan, parts)


def _build_up(plan: Plan, dose: Dose) -> list[Piece]:
    return _between(plan, _alternating(dose, lambda: _stand(_pause_s(dose))))


def _intervals(forward_s: int) -> Callable[[Plan, Dose], list[Piece]]:
    return lambda plan, dose: _between(plan, _alternating(dose, lambda: _forward(forward_s)))


def _twenty_with_five(plan: Plan, dose: Dose) -> list[Piece]:
    """Twenty minutes in all, the forward time shared out between the bouts."""
    gaps = max(1, len(bouts(dose)) - 1)
    forward_s = max(60, (1200 - 2 * 300 - dose.backward_s) // gaps)
    return _between(plan, _alternating(dose, lambda: _forward(forward_s)))


def _inserts(plan: Plan, dose: Dose) -> list[Piece]:
    """Half of the bouts at the end of the warm-up, half before the cool-down, the training in between."""
    lengths = bouts(dose)
    half = (len(lengths) + 1) // 2
    parts: list[Piece] = []
    for at, seconds in enumerate(lengths):
        if at:
            parts.append(Piece("training", "walk", "forward", 60) if at == half else _forward(60))
        parts.append(_backward(seconds))
    spare_s = plan.ceiling_s - sum(piece.duration_s for piece in _between(plan, parts))
    return _between(
        plan,
        [
            Piece("training", "walk", "forward", 60 + min(max(0, spare_s), 1740))
            if piece.part == "training"
            else piece
            for piece in parts
        ],
    )


def _snack(plan: Plan, dose: Dose) -> list[Piece]:
    return _between(plan, _alternating(dose, lambda: _forward(30)))


_FORMS: dict[Form, Callable[[Plan, Dose], list[Piece]]] = {
    "belt": _belt,
    "along": _along,
    "build_up": _build_up,
    "intervals_3_1": _intervals(180),
    "intervals_5_1": _intervals(300),
    "twenty_with_five": _twenty_with_five,
    "inserts": _inserts,
    "snack": _snack,
}
