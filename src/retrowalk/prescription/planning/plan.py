"""What profile and clearance decide once, for the whole programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.evidence import Reason
from retrowalk.prescription.programme import Guard, Hands, NotChosen, Offer, Place
from retrowalk.screening.clearance import Level

Form = Literal[
    "belt", "along", "build_up", "intervals_3_1", "intervals_5_1", "twenty_with_five", "inserts", "snack"
]
"""How a session is laid out: on a belt, along something to hold, or one of the forms for the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The bounds within which a programme begins, grows and shrinks. Made by `plan_of`.

    Attributes:
        protocol: of the evidence, which gives form and dose.
        level: of the clearance.
        form: how a session is laid out.
        place, guard: where, and what catches a person who trips.
        hands: what they are on at the start; None on open ground.
        guided: a guide walks along as eyes.
        first_backward_s: backward seconds of the first session.
        target_backward_s: what a session may grow to.
        time_step_s: the most that a week adds to a session.
        bout_s: length of a bout at the start.
        bout_max_s: what a bout may grow to.
        start_speed_mps: fastest backward speed at the start, m/s.
        speed_cap_mps: what it may grow to, m/s.
        speed_step_mps: what a week may add, m/s; 0 where the usual pace is not known.
        belt_slowest_mps: of the belt, m/s; 0 on the ground.
        forward_mps: comfortable forward speeds, m/s; None where the pace is not known.
        ceiling_s: seconds of a session, warm-up and cool-down with it.
        days: sessions a week that the programme grows to.
        rest_days: whether a day of rest between sessions is kept always, not only early on.
        weeks: length of the programme.
        grows: False where a trial's dose is kept as it was tried.
        lighter_hands: whether a light touch may be planned.
        incline: whether an incline may be planned: never at first, for its prerequisite is an offer.
        effort: lowest and highest aim on the own 0–10 scale.
        everyday: whether steps for every day (sideways, backward to a chair) are practised too.
        checklist: what to see to before starting.
        notes: conflicts, and why the place is what it is.
        not_chosen: the other protocols, each with its reason.
    """

    protocol: str
    level: Level
    form: Form
    place: Place
    guard: Guard
    hands: Hands | None
    guided: bool
    first_backward_s: int
    target_backward_s: int
    time_step_s: int
    bout_s: int
    bout_max_s: int
    start_speed_mps: float
    speed_cap_mps: float
    speed_step_mps: float
    belt_slowest_mps: float
    forward_mps: tuple[float, float] | None
    ceiling_s: int
    days: int
    rest_days: bool
    weeks: int
    grows: bool
    lighter_hands: bool
    incline: bool
    effort: tuple[float, float]
    everyday: bool
    checklist: tuple[str, ...]
    notes: tuple[Reason, ...]
    not_chosen: tuple[NotChosen, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no programme now, and what opens one."""

    notes: tuple[Reason, ...]
    offers: tuple[Offer, ...]
