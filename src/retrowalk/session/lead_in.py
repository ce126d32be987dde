"""What is said before the first block: one sentence for safety, the belt, and the count-in."""

from __future__ import annotations

import math

from retrowalk.language import _
from retrowalk.prescription import Block, Session
from retrowalk.session.feeling import PATTERNS_MS
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import EARCON_S, GAP_S, Wish, lasts_s
from retrowalk.session.scene import ALONG, beside_the_belt, moves
from retrowalk.session.spoken import how_fast
from retrowalk.session.timeline import Moment

_BEGINS_S = 0.5
_COUNT_S = 1.6
"""From one number of the count-in to the next."""


def lead_in(session: Session, preferences: Preferences) -> tuple[float, list[Wish]]:
    """How long the lead-in is, in whole seconds, and what is said in it.

    Args:
        session: to begin.
        preferences: as granted.
    """
    first = session.blocks[0] if session.blocks else None
    wishes: list[Wish] = []
    at_s = _BEGINS_S
    said: tuple[tuple[Moment, str | None], ...] = (
        ("safety", _safety(session)),
        ("belt", _belt(session, first, preferences)),
    )
    for moment, text in said:
        if text is not None:
            wishes.append(Wish(f"in-{moment}", moment, at_s, at_s, math.inf, (text,)))
            at_s += lasts_s(text) + 2 * GAP_S
    at_s = math.ceil(at_s)
    for left in (3, 2, 1):
        wishes.append(_count(left, at_s, preferences))
        at_s += _COUNT_S
    return float(math.ceil(at_s)), wishes


def _safety(session: Session) -> str:
    if session.forward_only:
        return _safety_forward(session)
    if session.place == "motorised_treadmill":
        ready = _("Safety first: clip on, a hand on the rail, and know your stop button.")
    elif session.place in ALONG:
        ready = _("Safety first: hold on, and see that the way behind you is clear.")
    else:
        ready = _("Safety first: see that the way behind you is clear.")
    return f"{ready} {_('Stop at once if anything feels wrong.')}"


def _safety_forward(session: Session) -> str:
    """The same where nobody walks backward, on the forward days of a trial."""
    if session.place == "motorised_treadmill":
        ready = _("Safety first: clip on, a hand on the rail, and know your stop button.")
    elif session.place in ALONG:
        ready = _("Safety first: hold on, and see that your way is clear.")
    else:
        ready = _("Safety first: see that your way is clear.")
    return f"{ready} {_('Stop at once if anything feels wrong.')}"


def _belt(session: Session, first: Block | None, preferences: Preferences) -> str | None:
    """What to set before the first block; None where nobody stands on a belt yet."""
    if first is None or session.place != "motorised_treadmill" or beside_the_belt(first) or not moves(first):
        return None
    fast = how_fast(first, preferences.units)
    if fast is None:
        return _("Step on while the belt stands. Then start it slowly.")
    return _("Step on while the belt stands. Then start it slowly: %(fast)s.") % {"fast": fast}


def _count(left: int, at_s: float, preferences: Preferences) -> Wish:
    said = {3: _("Three."), 2: _("Two."), 1: _("One.")}[left]
    texts = () if preferences.style == "calm" else (said,)
    until_s = at_s + _COUNT_S
    latest_s = at_s + EARCON_S["tick"] + GAP_S
    return Wish(
        f"in-count-{left}", "count_in", at_s, latest_s, until_s, texts, "tick", "any", PATTERNS_MS["tick"]
    )
