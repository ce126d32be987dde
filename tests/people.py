"""People for the tests: one plain profile, and what is changed about it."""

from __future__ import annotations

from typing import Any

from retrowalk import contract
from retrowalk.screening import Profile


def a_profile(**changed: Any) -> dict[str, Any]:
    """A healthy 50-year-old with a treadmill that meets every condition, as the JSON of ``retrowalk.profile/1``."""
    return {
        "schema": "retrowalk.profile/1",
        "birth_year": 1976,
        "start_date": "2026-11-23",
        "days_per_week": 3,
        "minutes_per_session": 30,
        "weeks": 6,
        "goal": "general",
        "conditions": [],
        "symptoms": [],
        "falls": {"past_year": 0, "injurious": False, "unexplained": False},
        "unsteady": False,
        "worried_about_falling": False,
        "stay_independent": None,
        "walking_aid": "none",
        "freezing": False,
        "medication": [],
        "pain": [],
        "active_regularly": False,
        "usual_forward_speed_mps": 1.3,
        "equipment": ["motorised_treadmill"],
        "treadmill": {"min_speed_kmh": 0.8, "max_user_kg": 150, "safety_clip": True},
        "supervision": "someone_home",
        "help_within_call": True,
        **changed,
    }


def a_person(**changed: Any) -> Profile:
    """The same as a `Profile`."""
    return contract.read(Profile, a_profile(**changed), "the profile")
