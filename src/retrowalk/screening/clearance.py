"""What screening answers: ``retrowalk.clearance/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from retrowalk.evidence import Reason
from retrowalk.screening.profile import Scope

Level = Literal["clear", "supported", "supervised", "clearance_first", "stop"]
Urgency = Literal["emergency", "same_day", "routine"]

LEVELS: tuple[Level, ...] = ("clear", "supported", "supervised", "clearance_first", "stop")
"""From the freest to the strictest."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What prescription must keep to, in words for the walker. The ids stand in `screening.restrictions`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What would change the answer.

    Attributes:
        need: what it takes, in words.
        scope: of the clearance that would open it; None where an answer or a thing is enough.
        opens: ids of restrictions that fall, or of what becomes possible.
    """

    need: str
    scope: Scope | None
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the doctor or therapist, to print and take along.

    Attributes:
        to: whom it is for.
        question: what is asked of them.
        answers: what the walker told, one line each.
        paragraphs: the text around it, in order.
    """

    to: str
    question: str
    answers: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clearance:
    """May this person walk backward, and how.

    Attributes:
        level: one of `LEVELS`.
        urgency: how soon to see somebody; None where nobody need be seen.
        reasons: why this level; never empty.
        restrictions: what the programme keeps to.
        opens_with: what would change the answer, each in its own scope.
        do_first: what to do first, in order.
        meanwhile: what is fine in the meantime: usual activity, tests.
        letter: where somebody should be asked.
    """

    SCHEMA: ClassVar[str] = "retrowalk.clearance/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    level: Level
    urgency: Urgency | None
    reasons: tuple[Reason, ...]
    restrictions: tuple[Restriction, ...]
    opens_with: tuple[Opening, ...]
    do_first: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    letter: Letter | None = None

    def restricts(self, *ids: str) -> bool:
        """True where one of these restrictions holds."""
        return any(one.id in ids for one in self.restrictions)
