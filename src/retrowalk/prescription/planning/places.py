"""Where to walk, and what catches you there: by risk first, then by goal and by what a person has (K1, PR12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.planning.pace import belt_limit_kmh
from retrowalk.prescription.programme import Guard, Hands, Place
from retrowalk.screening import Clearance, Profile

Lie = Literal["belt", "along", "ground"]

GUARDS: Mapping[Place, tuple[Guard, Hands, Lie]] = {
    "motorised_treadmill": ("handrail", "rails", "belt"),
    "grab_bar": ("grab_bar", "bar", "along"),
    "corridor_rail": ("corridor_rail", "rails", "along"),
    "kitchen_counter": ("kitchen_counter", "counter", "along"),
}
"""Places with something to hold. Everywhere else the ground is open."""

HELD: tuple[Place, ...] = ("motorised_treadmill", "grab_bar", "corridor_rail", "kitchen_counter")
RAILS: tuple[Place, ...] = ("motorised_treadmill", "grab_bar", "corridor_rail")
"""What counts as a rail beside a spotter: a counter does not."""
OPEN: tuple[Place, ...] = ("track", "flat_open_ground", "grass")

# Best first. Whoever is at risk holds on; others go by company and goal.
_PREFERRED: Mapping[str, tuple[Place, ...]] = {
    "accompanied": (*OPEN, "motorised_treadmill", "corridor_rail", "corridor", "grab_bar", "kitchen_counter"),
    "knee_pain": ("motorised_treadmill", "corridor_rail", *OPEN, "corridor", "grab_bar", "kitchen_counter"),
    "balance": ("corridor_rail", "grab_bar", "kitchen_counter", "motorised_treadmill", "corridor", *OPEN),
    "sport": ("track", "grass", "flat_open_ground", "motorised_treadmill", "corridor_rail", "corridor",
              "grab_bar", "kitchen_counter"),
    "return_to_training": ("track", "grass", "flat_open_ground", "motorised_treadmill", "corridor_rail",
                           "corridor", "grab_bar", "kitchen_counter"),
    "alone": ("motorised_treadmill", "corridor_rail", "corridor", *OPEN, "grab_bar", "kitchen_counter"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its guard.

    Attributes:
        place, guard: as in a session.
        hands: what they are on at the start.
        lie: which forms suit it.
    """

    place: Place
    guard: Guard
    hands: Hands | None
    lie: Lie


def spot_of(profile: Profile, clearance: Clearance) -> Spot | None:
    """The place to walk at, or None where what the risk asks for is not there.

    Args:
        profile: of the walker.
        clearance: clear, supported or supervised.
    """
    have = usable(profile, clearance)
    if clearance.level == "supervised" or clearance.restricts("professional_present", "rails_and_spotter"):
        return _supervised(profile, clearance, have)
    if clearance.level == "supported" or clearance.restricts("guard_needed"):
        held = _first(HELD, have)
        if held is not None:
            return _at(held)
        # A clinic has parallel bars.
        return (
            Spot("clinic", "handrail", "rails", "ground") if profile.supervision == "professional" else None
        )
    return _free(profile, have)


def _supervised(profile: Profile, clearance: Clearance, have: tuple[Place, ...]) -> Spot | None:
    if profile.supervision == "professional":
        held = _first(HELD, have)
        if held is None:
            return Spot("clinic", "professional", "rails", "ground")
        return _at(held, guard="professional")
    rail = _first(RAILS, have)
    if profile.supervision == "spotter" and clearance.restricts("rails_and_spotter") and rail is not None:
        return _at(rail, guard="spotter")
    return None


def _free(profile: Profile, have: tuple[Place, ...]) -> Spot:
    accompanied = profile.supervision in ("guide", "spotter", "professional")
    by_goal = profile.goal if profile.goal in _PREFERRED else "accompanied" if accompanied else "alone"
    place = _first(_PREFERRED[by_goal], have)
    guard: Guard = "spotter" if profile.supervision == "spotter" else "none"
    if profile.supervision == "professional":
        guard, place = "professional", place or "clinic"
    place = place or "home"
    if place in GUARDS:
        return _at(place)
    return Spot(place, guard, "spotter" if guard in ("spotter", "professional") else None, "ground")


def _at(place: Place, guard: Guard | None = None) -> Spot:
    own, hands, lie = GUARDS[place]
    return Spot(place, guard or own, hands, lie)


def _first(order: tuple[Place, ...], have: tuple[Place, ...]) -> Place | None:
    return next((place for place in order if place in have), None)


def usable(profile: Profile, clearance: Clearance) -> tuple[Place, ...]:
    """The equipment that a programme may be planned on.

    Self-powered treadmill, elliptical, sled and pool are variants: offered, never planned by themselves.

    Args:
        profile: names the equipment.
        clearance: may close some of it.
    """
    return tuple(
        place
        for place in profile.equipment
        if place not in ("self_powered_treadmill", "elliptical", "sled", "pool")
        and (place != "motorised_treadmill" or belt_refusal(profile, clearance) is None)
    )


def belt_refusal(profile: Profile, clearance: Clearance) -> Reason | None:
    """Why the motorised treadmill is not used, or None where it may be.

    Args:
        profile: with a motorised treadmill among the equipment.
        clearance: may close treadmills.
    """
    belt, limit_kmh = profile.treadmill, belt_limit_kmh(profile)
    facts = {"limit": f"{limit_kmh:.1f}", "minutes": profile.minutes_per_session}
    if clearance.restricts("no_treadmill"):
        text = _("The treadmill is not used: your answers rule it out for now.")
    elif belt is None or belt.safety_clip is None:
        text = _("The treadmill is not used yet: tell us whether it has a safety clip that stops the belt.")
    elif not belt.safety_clip:
        text = _(
            "The treadmill is not used: without a safety clip that stops the belt, nobody walks backward on it."
        )
    elif belt.min_speed_kmh is None:
        text = _(
            "The treadmill is not used yet: tell us its slowest speed; it has to be %(limit)s km/h or less."
        )
    elif belt.min_speed_kmh > limit_kmh:
        text = _(
            "The treadmill is not used: its belt cannot go slowly enough. You would start at %(limit)s km/h or less."
        )
    elif belt.max_user_kg is not None and profile.mass_kg is not None and profile.mass_kg > belt.max_user_kg:
        text = _("The treadmill is not used: it is not built for your weight.")
    elif profile.minutes_per_session < 10:
        text = _(
            "The treadmill is not used: %(minutes)s minutes are too short for it, because stepping on, "
            "turning and stepping off with the belt at zero take their time. From 10 minutes on it opens."
        )
    else:
        return None
    return Reason(text % facts, "belt_conditions", ("C07", "C66", "PR06"))
