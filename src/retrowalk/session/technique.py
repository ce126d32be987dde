"""Reminders of how to step, one at a time, now and then; and that half of it is done."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import Wish, lasts_s
from retrowalk.session.scene import HELD, LOOK_AHEAD, Scene

NONE_AFTER_S = 12.0
"""None in the first and the last seconds of a block."""
_FIRST_S = 12.0
_MAY_WAIT_S = 8.0
_GAP_S, _LATER_GAP_S, _CALM_GAP_S = 28.0, 60.0, 90.0
_OFTEN = 8
"""So many reminders come closer together; after them the steps are known."""
_SHORTEST_FOR_HALFWAY_S = 60


def reminders(scenes: list[Scene], preferences: Preferences) -> list[Wish]:
    """The reminders of a session, in turn.

    Args:
        scenes: of the session.
        preferences: as granted.
    """
    wishes: list[Wish] = []
    free_s = 0.0
    for scene in scenes:
        texts = _sentences(scene) if scene.backward else []
        at_s = max(scene.start_s + _FIRST_S, free_s)
        while texts:
            text = texts[len(wishes) % len(texts)]
            latest_s = min(at_s + _MAY_WAIT_S, scene.end_s - NONE_AFTER_S - lasts_s(text))
            if latest_s < at_s:
                break
            wishes.append(
                Wish(f"{scene.number}-remind-{len(wishes)}", "look" if text in _looks() else "technique", at_s,
                     latest_s, scene.end_s - NONE_AFTER_S, (text,), direction="backward", block=scene.number)
            )  # fmt: skip
            at_s = free_s = at_s + _gap_s(len(wishes), preferences)
    return wishes


def halfway(scenes: list[Scene], preferences: Preferences) -> list[Wish]:
    """That half of the time backward is done, in the middle or soon after it; of all walking where none is backward.

    Args:
        scenes: of the session.
        preferences: as granted.
    """
    counted = [one for one in scenes if one.backward] or [one for one in scenes if one.block.kind == "walk"]
    total_s = sum(scene.duration_s for scene in counted)
    if total_s < _SHORTEST_FOR_HALFWAY_S:
        return []
    bare = preferences.style == "calm" or not counted[0].backward
    text = _("Halfway.") if bare else _("Halfway: half of the time backward is done.")
    left_s = total_s / 2
    for scene in counted:
        if left_s <= scene.duration_s:
            at_s = scene.start_s + left_s
            return [
                Wish(
                    "halfway",
                    "halfway",
                    at_s,
                    at_s + 20,
                    at_s + 28,
                    (text,),
                    "halfway",
                    scene.block.direction,
                    (),
                    scene.number,
                )
            ]
        left_s -= scene.duration_s
    return []


def _gap_s(already: int, preferences: Preferences) -> float:
    if preferences.style == "calm":
        return _CALM_GAP_S
    return _GAP_S if already < _OFTEN else _LATER_GAP_S


def _sentences(scene: Scene) -> list[str]:
    """What to remind of: what the block itself says, without the look where nobody looks back."""
    block = scene.block
    said = [one for one in block.cues if one != _("Your helper walks close beside you, ready to catch.")]
    if len(said) < 2:
        said += [
            _("Small steps: toe first, then roll to the heel."),
            _("Upright, chest up, not leaning back."),
        ]
    ahead, back = _("Look ahead, not down."), _("Look over your shoulder now and then.")
    wall_and_back = _("Stay within reach of the wall. Look over your shoulder now and then.")
    if scene.place in LOOK_AHEAD or block.hands in HELD:
        said = [ahead if one in (back, wall_and_back) else one for one in said]
        said = said if ahead in said else [*said, ahead]
        comes_forward = _("Where it ends, come forward and go back again.")
        return sorted(dict.fromkeys(said), key=lambda one: one != comes_forward)
    steps = [
        _("Stay within reach of the wall.") if one == wall_and_back else one for one in said if one != back
    ]
    look = _("A short look over your shoulder.")
    # Nobody sees behind themselves: every other reminder is a look.
    return [text for step in dict.fromkeys(steps) for text in (step, look)]


def _looks() -> tuple[str, ...]:
    return (_("Look ahead, not down."), _("A short look over your shoulder."))
