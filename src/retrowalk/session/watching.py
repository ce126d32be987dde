"""Noticing that somebody walks the other way than asked, and when to say so.

On the ground it is said kindly, and not often. On a moving belt nobody is ever told to turn: there the one thing said,
once in a block, is to stop the belt first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from retrowalk.language import _
from retrowalk.session.timeline import Stretch

Way = Literal["forward", "backward", "unknown"]
Clip = Literal["backward", "forward", "stop_belt_first"]

TIME_TO_TURN_S = 5.0
"""After a block begins, or goes on, so long is nothing said: people need time to turn, and the cue to be heard."""
LASTS_S = 1.0
"""Walking the other way must have gone on for so long."""
SPACING_S = 20.0
"""Never two prompts within this time."""
_JUMP_S = 2.0
"""The position moving by this much more or less than the clock is a skip, or a winding back."""


class Seen(Protocol):
    """What a glance says; its times are by the clock that the watcher is told."""

    @property
    def direction(self) -> Way: ...
    @property
    def since_s(self) -> float | None: ...
    @property
    def t_s(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say now.

    Attributes:
        clip: the sound that says it.
        text: the same in words.
        asked: the direction that was asked for.
        position_s, clock_s: when it was noticed.
    """

    clip: Clip
    text: str
    asked: Literal["forward", "backward"]
    position_s: float
    clock_s: float


class Watcher:
    """Holds what is asked against what is seen.

    Args:
        stretches: of the timeline, in order.
        on_belt: a motor drives the ground.
    """

    def __init__(self, stretches: Sequence[Stretch], on_belt: bool) -> None:
        self._stretches = stretches
        self._on_belt = on_belt
        self._stretch: Stretch | None = None
        self._began_s = 0.0
        self._last: tuple[float, float] | None = None
        self._spoke_s: float | None = None
        self._told: set[int | None] = set()

    def quiet_from(self, clock_s: float) -> None:
        """Takes it that something was said at a time: after a restart nobody knows what was.

        Args:
            clock_s: by the clock that `see` is told.
        """
        self._spoke_s = clock_s

    def see(self, position_s: float, clock_s: float, running: bool, seen: Seen) -> Prompt | None:
        """Takes the latest glance.

        Args:
            position_s: in the timeline.
            clock_s: a running clock, seconds; never backward.
            running: the session is not paused.
            seen: which way somebody seems to walk.

        Returns:
            what to say, if anything.
        """
        self._follow(position_s, clock_s, running)
        stretch = self._stretch
        if stretch is None or stretch.direction == "any" or seen.direction in ("unknown", stretch.direction):
            return None
        if seen.since_s is None or seen.t_s is None:
            return None
        early = clock_s - self._began_s < TIME_TO_TURN_S
        brief = seen.t_s - max(seen.since_s, self._began_s) < LASTS_S
        soon = self._spoke_s is not None and clock_s - self._spoke_s < SPACING_S
        if early or brief or soon or (self._on_belt and stretch.block in self._told):
            return None
        self._spoke_s = clock_s
        self._told.add(stretch.block)
        if self._on_belt:
            clip: Clip = "stop_belt_first"
            text = _("When ready, stop the belt first.")
        elif stretch.direction == "backward":
            clip, text = "backward", _("This part is backward, when you are ready.")
        else:
            clip, text = "forward", _("This part is forward, when you are ready.")
        return Prompt(clip, text, stretch.direction, position_s, clock_s)

    def _follow(self, position_s: float, clock_s: float, running: bool) -> None:
        """Where in the session this is, and since when without a break."""
        last, self._last = self._last, (position_s, clock_s) if running else None
        if not running:
            self._stretch = None
            return
        stretch = walked(self._stretches, position_s)
        jumped = last is None or abs((position_s - last[0]) - (clock_s - last[1])) > _JUMP_S
        if jumped or stretch is not self._stretch:
            into_s = 0.0 if stretch is None else position_s - stretch.start_s
            since_s = 0.0 if jumped or last is None else clock_s - last[1]
            self._began_s = clock_s - min(into_s, since_s)
        self._stretch = stretch


def walked(stretches: Sequence[Stretch], position_s: float) -> Stretch | None:
    """The block at a position in which walking is asked for; None elsewhere, and at rests and turns.

    Args:
        stretches: of the timeline.
        position_s: in it.
    """
    for stretch in stretches:
        if stretch.start_s <= position_s < stretch.end_s:
            idle = stretch.part != "block" or stretch.kind in ("rest", "turn")
            return None if idle else stretch
    return None
