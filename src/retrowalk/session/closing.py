"""What is said at the end: the belt to zero, that it is over, how to tell how it was, and the sound of the end."""

from __future__ import annotations

import math

from retrowalk.language import _
from retrowalk.session.feeling import PATTERNS_MS
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import EARCON_S, Wish
from retrowalk.session.scene import Scene, moves
from retrowalk.session.timeline import Cue

_PAUSE_S = 0.8
_AFTER_S = 0.5
_LAST_MINUTE_S = 60.0
_NAMED_ITSELF_S = 75
"""A last block up to so long has just said how long it is."""


def closing(scenes: list[Scene], end_s: float, preferences: Preferences) -> list[Wish]:
    """What is said when the blocks are over; the sound of the end is for `the_end`.

    Args:
        scenes: of the session.
        end_s: where the last block ends.
        preferences: as granted.
    """
    wishes = []
    last = scenes[-1] if scenes else None
    if last is not None and last.on_belt and moves(last.block):
        text = _("Belt to zero. Keep your feet still until it stands, then step off.")
        wishes.append(
            Wish("out-belt", "belt", end_s, end_s, math.inf, (text,), "rest", "any", PATTERNS_MS["rest"])
        )
    over = _("The session is over.") if preferences.style == "calm" else _("The session is over. Well done.")
    wishes.append(Wish("out-over", "end", end_s + 0.3, math.inf, math.inf, (over,)))
    ask = _("How was it? Tell it on the page.")
    # One after the other: the question waits for what is said before it.
    wishes.append(Wish("out-ask", "check_in", end_s + 0.4, math.inf, math.inf, (ask,)))
    return wishes


def the_end(cues: list[Cue], end_s: float) -> tuple[float, list[Cue]]:
    """How long the timeline is, and its very last cues: after all others, the sound of the end last.

    Args:
        cues: all the others.
        end_s: where the last block ends.
    """
    at_s = max([end_s, *(cue.at_s + cue.duration_s for cue in cues if cue.kind in ("speech", "earcon"))])
    at_s = round(at_s + _PAUSE_S, 3)
    pattern = PATTERNS_MS["end"]
    last = [
        Cue("end-felt", at_s, "vibration", "end", "any", None, None, pattern, sum(pattern) / 1000, None),
        Cue("end-shown", at_s, "display", "end", "any", _("The end."), None, (), 0.0, None),
        Cue("end", at_s, "earcon", "end", "any", None, "end", (), EARCON_S["end"], None),
    ]
    return float(math.ceil(at_s + max(EARCON_S["end"], sum(pattern) / 1000) + _AFTER_S)), last


def last_minute(scenes: list[Scene]) -> list[Wish]:
    """That the last minute begins, unless the last block is hardly longer and has said so.

    Args:
        scenes: of the session.
    """
    if not scenes or scenes[-1].duration_s <= _NAMED_ITSELF_S:
        return []
    last = scenes[-1]
    at_s = last.end_s - _LAST_MINUTE_S
    return [
        Wish("last-minute", "last_minute", at_s, at_s + 10, at_s + 15, (_("The last minute."),),
             direction=last.block.direction, block=last.number)
    ]  # fmt: skip
