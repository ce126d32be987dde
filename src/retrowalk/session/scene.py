"""A block where it stands: what comes before and after it, and what sort of place it is in."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.prescription import Block, Session
from retrowalk.prescription.programme import Hands, Place

HELD: tuple[Hands, ...] = ("rails", "light", "bar", "counter")
"""What hands are on something that stays where it is."""
ALONG: tuple[Place, ...] = ("grab_bar", "kitchen_counter", "corridor_rail")
LOOK_AHEAD: tuple[Place, ...] = (*ALONG, "motorised_treadmill", "self_powered_treadmill", "elliptical")
"""Where nobody is told to look over the shoulder."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A block in its session.

    Attributes:
        number: of the block, from 0.
        start_s, end_s: positions in the timeline.
        before, after: the blocks beside it; None at the ends.
        round: which of the walks backward it is, from 1; 0 for other blocks.
        rounds: how many walks backward there are.
        same_as_before: the last walk backward was alike in speed, incline, hands and variant.
        again: the very same block came before, and all of it has been said.
        on_belt: of a treadmill with a motor, and somebody stands on it: not beside it.
        first_on_belt, last_on_belt: nobody stood on it before; nobody stands on it after.
    """

    block: Block
    place: Place
    number: int
    start_s: float
    end_s: float
    before: Block | None
    after: Block | None
    round: int
    rounds: int
    same_as_before: bool
    again: bool
    on_belt: bool
    first_on_belt: bool
    last_on_belt: bool

    @property
    def backward(self) -> bool:
        return self.block.direction == "backward"

    @property
    def duration_s(self) -> int:
        return self.block.duration_s

    @property
    def along(self) -> bool:
        """Beside something to hold all the way: nobody turns, one comes forward and goes back again."""
        return self.place in ALONG


def scenes(session: Session, lead_s: float) -> list[Scene]:
    """The blocks of a session, each where it stands.

    Args:
        session: of a programme.
        lead_s: where the first of them begins.
    """
    found: list[Scene] = []
    blocks = session.blocks
    rounds = sum(block.direction == "backward" for block in blocks)
    belt = [session.place == "motorised_treadmill" and not beside_the_belt(block) for block in blocks]
    start_s, round_, last, seen = lead_s, 0, None, set[Block]()
    for at, block in enumerate(blocks):
        backward = block.direction == "backward"
        round_ += backward
        found.append(
            Scene(
                block=block,
                place=session.place,
                number=at,
                start_s=start_s,
                end_s=start_s + block.duration_s,
                before=blocks[at - 1] if at else None,
                after=blocks[at + 1] if at + 1 < len(blocks) else None,
                round=round_ if backward else 0,
                rounds=rounds,
                same_as_before=backward and last is not None and _way(last) == _way(block),
                again=block in seen,
                on_belt=belt[at],
                first_on_belt=belt[at] and not any(belt[:at]),
                last_on_belt=belt[at] and not any(belt[at + 1 :]),
            )
        )
        start_s += block.duration_s
        last = block if backward else last
        seen.add(block)
    return found


def beside_the_belt(block: Block) -> bool:
    """Warming up or cooling down on the floor beside a treadmill, its belt off.

    Args:
        block: of a session on a treadmill.
    """
    return block.kind in ("warm_up", "cool_down") and block.direction == "any"


def moves(block: Block) -> bool:
    """Somebody walks in it: on a belt, it runs.

    Args:
        block: of a session.
    """
    return block.kind not in ("turn", "rest")


def _way(block: Block) -> tuple[object, ...]:
    return block.speed_mps, block.grade_pct, block.hands, block.variant
