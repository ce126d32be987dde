"""Short sentences that no track can hold, because nobody knows beforehand when they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from retrowalk.language import _

if TYPE_CHECKING:
    from retrowalk.session.timeline import Earcon
    from retrowalk.voice import Samples, Voice

ClipName = Literal[
    "paused",
    "paused_belt",
    "go_on",
    "forward",
    "backward",
    "stop_belt_first",
    "belt_forward",
    "belt_backward",
]


@dataclass(frozen=True, slots=True)
class Clip:
    """One of them.

    Attributes:
        text: what is said.
        sound: what is heard in its place where there is no voice.
    """

    text: str
    sound: Earcon


def clips() -> dict[ClipName, Clip]:
    """All of them. None asks anybody to turn: on a belt only to stop it first."""
    return {
        "paused": Clip(_("Stand still."), "rest"),
        "paused_belt": Clip(_("Stand still. Stop the belt."), "rest"),
        "go_on": Clip(_("We go on."), "soon"),
        "forward": Clip(_("This part is forward, when you are ready."), "forward"),
        "backward": Clip(_("This part is backward, when you are ready."), "backward"),
        "belt_forward": Clip(_("Hold the rail, face forward. Start the belt slowly."), "forward"),
        "belt_backward": Clip(_("Hold the rail, face backward. Start the belt slowly."), "backward"),
        "stop_belt_first": Clip(_("When ready, stop the belt first."), "rest"),
    }


def sound_of(clip: Clip, voice: Voice | None) -> Samples:
    """A clip to be played at once.

    Args:
        clip: to be heard.
        voice: that says it; None for its sound.

    Returns:
        shape (n,), float32, at the rate of a track, with a moment of silence behind it.

    Raises:
        VoiceError: the voice fell silent.
    """
    import numpy as np

    from retrowalk.session.sound import RATE_HZ, Speaker, earcon

    heard = earcon(clip.sound, RATE_HZ) if voice is None else Speaker(voice).say(clip.text)
    return np.concatenate([heard, np.zeros(RATE_HZ // 5, dtype=np.float32)])
