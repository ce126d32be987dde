"""How somebody wants to be coached, as far as it changes what is said and when: ``retrowalk.preferences/1``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription import Block, Programme
from retrowalk.prescription.words import Units

Style = Literal["usual", "calm"]

SLOWEST_SPM, FASTEST_SPM = 40, 120
"""What is offered; what is asked for may go from 30 to 160."""
_WALK_RATIO_M = 0.0046
"""Length of a step for each step a minute, m: see the rule ``metronome_pace``."""


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


def granted(preferences: Preferences, programme: Programme) -> tuple[Preferences, tuple[Reason, ...]]:
    """What of it this walker may have.

    Args:
        preferences: as wished for.
        programme: in force, with answers, clearance and all that was told since.

    Returns:
        the preferences without what was taken away, and a reason for each of those.
    """
    reasons = []
    if preferences.metronome_spm is not None and at_risk_of_falling(programme):
        preferences = replace(preferences, metronome_spm=None)
        text = _(
            "No metronome: for anybody who might be at risk of falling, a beat to keep up with takes attention from "
            "the way. Your own pace is right."
        )
        reasons.append(Reason(text, "metronome_not_at_risk"))
    if preferences.guide_walks and programme.profile.supervision != "guide":
        preferences = replace(preferences, guide_walks=False)
        text = _("Roles do not change: your answers name no guide who walks with you.")
        reasons.append(Reason(text, "guide_passes_too", ("SF14", "C46")))
    return preferences, tuple(reasons)


def at_risk_of_falling(programme: Programme) -> bool:
    """Whether anything that was answered or told speaks of a risk; what was left open counts as if it did.

    Args:
        programme: with answers, clearance and all that was told since.
    """
    person = programme.profile
    steady = (
        programme.clearance.level == "clear"
        and person.unsteady is False
        and person.worried_about_falling is False
        and person.freezing is False
        and person.walking_aid == "none"
        and person.falls.past_year == 0
    )
    return not steady or any(told.falls for told in programme.feedback)


def suggested_cadence_spm(block: Block) -> int | None:
    """Steps a minute to offer the metronome at, to the nearest 5; None where no speed is asked for.

    Speed is steps a minute times their length, and both are taken to shrink together: a product rule
    (``metronome_pace``), not a measurement.

    Args:
        block: of walking backward.
    """
    if block.direction != "backward" or block.kind != "walk" or not block.speed_mps:
        return None
    middle_mps = sum(block.speed_mps) / 2
    if middle_mps <= 0:
        return None
    spm = math.sqrt(60 * middle_mps / _WALK_RATIO_M)
    return min(FASTEST_SPM, max(SLOWEST_SPM, 5 * round(spm / 5)))
