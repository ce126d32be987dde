"""A session laid out in time: what is said, sounded, shown and felt, and when: ``retrowalk.timeline/1``.

Time here is the *position*: seconds from the start of the timeline, as of a sound track that can be paused and wound
on. It is no clock: whoever pauses stays where they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen, MinLen

from retrowalk.prescription.programme import Direction, Kind, Place
from retrowalk.session.preferences import Preferences

CueKind = Literal["speech", "earcon", "vibration", "display"]
Moment = Literal[
    "safety",
    "count_in",
    "start",
    "soon",
    "turn",
    "belt",
    "technique",
    "look",
    "guide",
    "halfway",
    "rest",
    "last_minute",
    "check_in",
    "end",
]
Earcon = Literal["forward", "backward", "turn", "rest", "soon", "tick", "halfway", "end"]
Part = Literal["lead_in", "block", "closing"]

Seconds = Annotated[float, Interval(ge=0, le=12 * 3600)]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to hear, see or feel.

    Attributes:
        id: of its own within the timeline; the same session and preferences give the same ids.
        at_s: position at which it begins.
        kind: the sense it speaks to. One moment is usually several cues at (nearly) the same position.
        moment: what it is for.
        direction: it asks for; ``any`` where nobody walks or it does not matter.
        text: one sentence: spoken (speech) or shown (display); None for the others.
        sound: of an earcon; None for the others.
        pattern_ms: of a vibration: on, off, on, … milliseconds; empty for the others.
        duration_s: how long it lasts; for speech a careful estimate, so that nothing is said over something else;
            for a display cue the time until the next one takes its place.
        block: number of the block it belongs to, from 0; None in the lead-in and the closing.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MinLen(1), MaxLen(40)]
    at_s: Seconds
    kind: CueKind
    moment: Moment
    direction: Direction
    text: str | None
    sound: Earcon | None
    pattern_ms: tuple[int, ...]
    duration_s: Seconds
    block: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span [start_s, end_s) of the timeline in which one thing is asked: the lead-in, a block, the closing.

    Attributes:
        block: number of the block in the session, from 0; None in the lead-in and the closing.
        kind: of the block; None in the lead-in and the closing.
        direction: of walking that is asked for.
        title: in a few words.
        facts: speed, incline, hands and effort in words.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    start_s: Seconds
    end_s: Seconds
    part: Part
    block: int | None
    kind: Kind | None
    direction: Direction
    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole session in time.

    Attributes:
        session: id of the session in the programme.
        place: where it is walked: on a belt no one is ever asked to turn while it runs.
        on_belt: the place has a belt that a motor drives.
        preferences: it was made for.
        duration_s: the end of the last stretch.
        checklist: what to see to before starting, as in the session.
        stretches: without gaps, from 0 to ``duration_s``.
        cues: by time; the last one is the sound of the end.
    """

    SCHEMA: ClassVar[str] = "retrowalk.timeline/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    session: Annotated[str, MinLen(1), MaxLen(80)]
    place: Place
    on_belt: bool
    preferences: Preferences
    duration_s: Seconds
    checklist: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    cues: tuple[Cue, ...]
