"""The programme, programme → week → session → block: ``retrowalk.programme/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen, MinLen

from retrowalk.evidence import Ground, Reason
from retrowalk.prescription.feedback import SessionFeedback
from retrowalk.screening.clearance import Clearance, Letter
from retrowalk.screening.profile import Profile

Place = Literal[
    "motorised_treadmill",
    "self_powered_treadmill",
    "grab_bar",
    "kitchen_counter",
    "corridor_rail",
    "corridor",
    "track",
    "flat_open_ground",
    "grass",
    "elliptical",
    "sled",
    "pool",
    "home",
    "clinic",
]
Guard = Literal["handrail", "grab_bar", "kitchen_counter", "corridor_rail", "spotter", "professional", "none"]
Harder = Literal["time", "speed", "hands", "grade", "variant"]
Kind = Literal["warm_up", "walk", "turn", "rest", "cool_down"]
Direction = Literal["forward", "backward", "any"]
Hands = Literal["rails", "light", "bar", "counter", "spotter", "free"]
SessionStatus = Literal["planned", "done", "missed", "skipped", "moved"]
ProgrammeStatus = Literal["active", "stopped", "finished"]
Variant = Literal[
    "incline",
    "squat_walk",
    "sled",
    "reverse_elliptical",
    "barefoot_grass",
    "self_powered_treadmill",
    "pool",
    "backward_to_chair",
    "sideways_steps",
]

Seconds = Annotated[int, Interval(ge=0, le=6 * 3600)]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a session with one thing to do.

    Attributes:
        kind: what sort of stretch.
        direction: of walking; ``any`` where nobody walks or it does not matter.
        duration_s: whole seconds.
        speed_mps: slowest and fastest, m/s; zeros while the belt stands; None where pace is free.
        grade_pct: incline in percent.
        hands: what they are on; None where it does not matter.
        variant: of plain walking, if any.
        effort: lowest and highest on the own 0–10 scale.
        cues: what is said, in order.
        edited_by: role of who changed it by hand.
        disagreements: what the rules hold against the edit.
        reasons: the rules behind it, never empty.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    kind: Kind
    direction: Direction
    duration_s: Seconds
    speed_mps: tuple[float, float] | None
    grade_pct: Annotated[float, Interval(ge=-30, le=40)]
    hands: Hands | None
    variant: Variant | None
    effort: tuple[float, float] | None
    cues: tuple[str, ...]
    edited_by: str | None
    disagreements: tuple[str, ...]
    reasons: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One day's walking.

    Attributes:
        id: ``w1s1``: week and session.
        date: civil date it is planned for.
        backward_s: seconds of walking backward, the sum over its blocks.
        total_s: seconds of all blocks.
        checklist: what to see to before starting.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    date: Date
    status: SessionStatus
    place: Place
    guard: Guard
    checklist: tuple[str, ...]
    backward_s: Seconds
    total_s: Seconds
    blocks: tuple[Block, ...]

    @property
    def forward_only(self) -> bool:
        """Nothing of it is walked backward, as on the forward days of a trial: it is no step, up or down."""
        return not any(block.direction == "backward" for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a date.

    Attributes:
        week: number, from 1.
        harder: what is harder than the week before; one entry at most.
        changes: what changed against the week before, or against the plan, and why.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    week: int
    harder: Annotated[tuple[Harder, ...], MaxLen(1)]
    changes: tuple[Reason, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class TrialDays:
    """Days of a trial with one person, and what is walked on them.

    Attributes:
        start, end: civil dates, the end not with it.
        direction: of the walking that the trial asks for.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    start: Date
    end: Date
    direction: Literal["forward", "backward"]


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A protocol that was looked at and left.

    Attributes:
        reason: the first of its needs that failed, in words.
        rule: that left it.
        evidence: ids behind it.
    """

    protocol: str
    reason: str
    rule: str = "protocol_choice"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice held out to the walker; taking it is never asked for.

    Attributes:
        id: to name it in ``feedback.accepted``.
    """

    id: str
    text: str
    rule: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """What to do, with every reason.

    Attributes:
        id: made from the profile alone, so that the same profile gives the same programme.
        revision: from 1; goes up when something changed.
        as_of: civil date up to which feedback was heard.
        protocol: the evidence's protocol that gives the dose; None where stopped.
        notes: what the person should know: conflicts, refusals, what no study supports.
        letter: to the doctor or therapist, where one should be asked.
        accepted: ids of the offers that were taken up so far.
        trial_days: of the trial that runs, in time order; empty where none does.
    """

    SCHEMA: ClassVar[str] = "retrowalk.programme/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, MinLen(1), MaxLen(80)]
    revision: Annotated[int, Interval(ge=1)]
    status: ProgrammeStatus
    as_of: Date
    profile: Profile
    clearance: Clearance
    protocol: str | None
    not_chosen: tuple[NotChosen, ...]
    notes: tuple[Reason, ...]
    offers: tuple[Offer, ...]
    feedback: tuple[SessionFeedback, ...]
    weeks: tuple[Week, ...]
    letter: Letter | None = None
    accepted: tuple[str, ...] = ()
    trial_days: tuple[TrialDays, ...] = ()
