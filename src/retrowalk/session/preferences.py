"""How somebody wants to be coached, as far as it changes what is said and when: ``retrowalk.preferences/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval

Style = Literal["usual", "calm"]
Units = Literal["km/h", "mph"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a timeline is made for. How it is presented (voice, flash, vibration) is the player's own matter.

    Attributes:
        style: ``calm`` says less, and softly: nothing is left out that safety needs.
        units: of speeds.
        metronome_spm: steps a minute to tick while walking backward; None for none. Never for people at risk of
            falling: see `granted`.
        guide_walks: the guide has passed the same questions, so that roles change; otherwise nobody is told to.
    """

    SCHEMA: ClassVar[str] = "retrowalk.preferences/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "metronome_spm": "steps a minute from 30 to 160, or null for no metronome",
    }
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    style: Style = "usual"
    units: Units = "km/h"
    metronome_spm: Annotated[float, Interval(ge=30, le=160)] | None = None
    guide_walks: bool = False
