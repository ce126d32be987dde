"""How fast: half the usual pace at first, in small steps later (rules 3 and 5)."""

from __future__ import annotations

from math import floor

from retrowalk.screening import Profile

START_SHARE, LATER_SHARE, STEP_SHARE = 0.5, 0.7, 0.05
"""Shares of the usual forward pace: at the start (C08, PR05), at most later on, and a week's step (product rules)."""
FIRST_BELT_KMH, LATER_BELT_KMH = 2.0, 3.0
"""Fastest on a treadmill at first (C66, PR07), and later where nobody professional leads (product rule)."""
SLOWEST_START_KMH = 1.0
"""Where the usual pace is not known: the slower end of PR07."""
FASTEST_MPS = 1.5
"""Below the change from walking to running backward, 1.63 (0.11) m/s (ST47)."""


def start_speed_mps(profile: Profile, *, belt: bool) -> float:
    """Fastest backward speed of the first sessions, m/s, rounded down.

    Args:
        profile: whose usual pace counts.
        belt: on a treadmill.
    """
    if profile.usual_forward_speed_mps is None:
        return _down(SLOWEST_START_KMH / 3.6)
    fastest = min(START_SHARE * profile.usual_forward_speed_mps, FASTEST_MPS)
    return _down(min(fastest, FIRST_BELT_KMH / 3.6) if belt else fastest)


def speed_cap_mps(profile: Profile, *, belt: bool, led: bool) -> float:
    """What the backward speed may grow to, m/s; the start speed where the pace is not known.

    Args:
        profile: whose usual pace counts.
        belt: on a treadmill.
        led: by a professional.
    """
    start = start_speed_mps(profile, belt=belt)
    if profile.usual_forward_speed_mps is None:
        return start
    cap = min(LATER_SHARE * profile.usual_forward_speed_mps, FASTEST_MPS)
    if belt and not led:
        cap = min(cap, LATER_BELT_KMH / 3.6)
    return max(start, _down(cap))


def speed_step_mps(profile: Profile) -> float:
    """What a week may add, m/s; 0 where the pace is not known.

    Args:
        profile: whose usual pace counts.
    """
    return _down(STEP_SHARE * (profile.usual_forward_speed_mps or 0.0))


def belt_limit_kmh(profile: Profile) -> float:
    """The slowest speed of a belt has to lie at or below this, km/h, for the belt to be used.

    Args:
        profile: whose usual pace counts.
    """
    if profile.usual_forward_speed_mps is None:
        return SLOWEST_START_KMH
    return min(FIRST_BELT_KMH, 3.6 * START_SHARE * profile.usual_forward_speed_mps)


def forward_mps(profile: Profile) -> tuple[float, float] | None:
    """Comfortable forward speeds for warm-up and cool-down, m/s; None where the pace is free.

    Args:
        profile: whose usual pace counts.
    """
    usual = profile.usual_forward_speed_mps
    return None if usual is None else (_down(0.5 * usual), _down(0.8 * usual))


def _down(speed: float) -> float:
    return floor(speed * 10_000 + 1e-6) / 10_000
