"""On a treadmill: the belt is set before it is walked on, stopped before anybody turns, and the turn goes step by step.

Nobody turns on a moving belt (rule 6): only in a `turn` block is anybody asked to, and only after the belt stands.
"""

from __future__ import annotations

import math

from retrowalk.language import _
from retrowalk.prescription import Block
from retrowalk.session.feeling import PATTERNS_MS
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import Wish
from retrowalk.session.scene import Scene, beside_the_belt, moves
from retrowalk.session.spoken import how_fast

TURN_AFTER_S = 9.0
"""Until then the belt has come to a stand; a professional may have made the block shorter."""
_UNHURRIED_S = 20


def turn(scene: Scene) -> list[Wish]:
    """A `turn` block: belt to zero and feet still, then the turn. What comes next is announced as everywhere.

    Args:
        scene: of the block.
    """
    stop: tuple[str, ...] = (
        _("Belt to zero. Keep your feet still until it stands."),
        _("Belt to zero. Feet still."),
    )
    round_: tuple[str, ...] = (
        _("It stands? Hand on the rail: turn round with small steps."),
        _("Hold on. Turn slowly."),
    )
    if scene.first_on_belt:
        stop = (
            _("Belt at zero, clip on. Step on, with a hand on the rail."),
            _("Belt at zero. Step on, hold on."),
        )
        round_ = (_("Hand on the rail: turn with small steps, to face backward."), _("Hold on. Turn slowly."))
    elif scene.last_on_belt:
        round_ = (_("It stands? Hand on the rail: turn and step off."), _("Hold on. Turn and step off."))
    if scene.duration_s < _UNHURRIED_S:
        stop, round_ = stop[-1:], round_[-1:]
    turns_s = turns_at_s(scene)
    return [
        Wish(f"{scene.number}-stop", "turn", scene.start_s, scene.start_s + 2, turns_s, stop, "turn", "any",
             PATTERNS_MS["turn"], scene.number, must=True),
        # Once the block is over the belt may run again: then nobody is told to turn any more.
        Wish(f"{scene.number}-turn", "turn", turns_s, scene.end_s, scene.end_s, round_, None, "any", (),
             scene.number, now_or_never=True),
    ]  # fmt: skip


def turns_at_s(scene: Scene) -> float:
    """When a `turn` block asks to turn.

    Args:
        scene: of the block.
    """
    return scene.start_s + min(TURN_AFTER_S, scene.duration_s * 0.4)


def standing_start(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    """How the belt is started for the block after this one, ten seconds ahead.

    Args:
        scene: of a block in which the belt stands.
        preferences: with the units of speeds.
    """
    assert scene.after is not None
    fast = how_fast(scene.after, preferences.units)
    backward = scene.after.direction == "backward"
    if fast is None:
        return (
            _("Backward in ten seconds: start the belt slowly.")
            if backward
            else _("Forward in ten seconds: start the belt slowly."),
            _("Start the belt slowly."),
        )
    if backward:
        texts = (
            _("Backward in ten seconds: start the belt slowly, %(fast)s."),
            _("Backward in ten seconds. Belt: %(fast)s."),
        )
    else:
        texts = (
            _("Forward in ten seconds: start the belt slowly, %(fast)s."),
            _("Forward in ten seconds. Belt: %(fast)s."),
        )
    return tuple(text % {"fast": fast} for text in (*texts, _("Start the belt slowly: %(fast)s.")))


def stopping(scene: Scene) -> tuple[str, ...]:
    """That the belt is to be stopped, ten seconds ahead: whatever comes after, never that somebody turns.

    Args:
        scene: of a block in which the belt runs.
    """
    if scene.after is None:
        return (_("In ten seconds: belt to zero."),)
    if scene.after.kind == "rest":
        return (_("In ten seconds: stop the belt, and rest."), _("In ten seconds: stop the belt."))
    return (_("In ten seconds: stop the belt."),)


def resetting(scene: Scene, preferences: Preferences) -> tuple[str, ...]:
    """What to set on a belt that goes on running the same way; empty where nothing changes.

    Args:
        scene: of the block before.
        preferences: with the units of speeds.
    """
    assert scene.after is not None
    fast = how_fast(scene.after, preferences.units)
    if fast is None or fast == how_fast(scene.block, preferences.units):
        return ()
    return (
        _("In ten seconds: the belt to %(fast)s.") % {"fast": fast},
        _("The belt to %(fast)s.") % {"fast": fast},
    )


def stands_in(block: Block) -> bool:
    """Nobody walks on the belt in this block.

    Args:
        block: of a session on a treadmill.
    """
    return beside_the_belt(block) or not moves(block)


def unannounced_change(scene: Scene) -> list[Wish]:
    """Where a block asks for the other way on a running belt without a turn before it, the belt is stopped first.

    Prescription never makes such a session; a professional's hand may.

    Args:
        scene: of the block that begins.
    """
    before = scene.before
    if (
        before is None
        or not moves(scene.block)
        or not moves(before)
        or beside_the_belt(before)
        or before.direction == scene.block.direction
    ):
        return []
    text = _("Stop the belt first. Keep your feet still until it stands.")
    return [
        Wish(f"{scene.number}-belt", "belt", scene.start_s + 0.1, math.inf, scene.end_s, (text,), None, "any", (),
             scene.number)
    ]  # fmt: skip
