"""Changing roles with a guide who may walk backward too: while you walk forward, you are the eyes."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.session.preferences import Preferences
from retrowalk.session.saying import Wish
from retrowalk.session.scene import LOOK_AHEAD, Scene

_SHORTEST_S = 60


def roles_change(scene: Scene, preferences: Preferences) -> bool:
    """Whether the guide walks backward in this block: between two walks backward, on the ground, for a minute or more.

    Args:
        scene: of a block.
        preferences: as granted.
    """
    block = scene.block
    return (
        preferences.guide_walks
        and (block.kind, block.direction) == ("walk", "forward")
        and scene.duration_s >= _SHORTEST_S
        and scene.place not in LOOK_AHEAD
        and scene.before is not None
        and scene.before.direction == "backward"
    )


def change_roles(scene: Scene, preferences: Preferences) -> list[Wish]:
    """That the guide may walk backward now. That roles change back is said with what comes next.

    Args:
        scene: of a block.
        preferences: as granted.
    """
    if not roles_change(scene, preferences):
        return []
    texts = (
        _(
            "Change roles, if you both like: you are the eyes, and your guide walks backward, no longer than you did."
        ),
        _("Change roles: you are the eyes now."),
    )
    at_s = scene.start_s + 6
    return [
        Wish(f"{scene.number}-guide", "guide", at_s, at_s + 20, scene.end_s - 12, texts, direction="forward",
             block=scene.number)
    ]  # fmt: skip
