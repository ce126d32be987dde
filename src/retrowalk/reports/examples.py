"""People whose programmes are worked through in the documents, by really prescribing, so that they stay true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from retrowalk import contract
from retrowalk.prescription import Programme, prescribe
from retrowalk.screening import Profile, screen

START = "2026-11-23"
_TREADMILL = {
    "equipment": ["motorised_treadmill"],
    "treadmill": {"min_speed_kmh": 0.5, "max_user_kg": 150, "safety_clip": True},
}
_LED = {"supervision": "professional"}
_CLEARED = {
    "clearances": [
        {"scope": scope, "by_role": "physiotherapist", "date": "2026-11-16"}
        for scope in ("balance", "orthopaedic", "general")
    ]
}


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody, in a few words, and what they told.

    Attributes:
        id: short, for links.
        who: in a few words.
        told: fields of the profile beside the plain ones.
    """

    id: str
    who: str
    told: dict[str, Any]

    @property
    def profile(self) -> Profile:
        """What they told, as a profile: in good health where nothing else is said."""
        return contract.read(Profile, {**_PLAIN, **self.told}, self.who)


_PLAIN: dict[str, Any] = {
    "schema": Profile.SCHEMA,
    "birth_year": 1976,
    "start_date": START,
    "days_per_week": 3,
    "minutes_per_session": 30,
    "weeks": 6,
    "goal": "general",
    "conditions": [],
    "symptoms": [],
    "falls": {"past_year": 0, "injurious": False, "unexplained": False},
    "unsteady": False,
    "worried_about_falling": False,
    "walking_aid": "none",
    "freezing": False,
    "medication": [],
    "pain": [],
    "active_regularly": False,
    "usual_forward_speed_mps": 1.3,
    "equipment": [],
    "supervision": "someone_home",
    "help_within_call": True,
}


@cache
def examples() -> tuple[Example, ...]:
    """Everybody."""
    return (
        Example("treadmill", "50, with a treadmill at home", {**_TREADMILL}),
        Example("counter", "71, unsteady at times, with a kitchen counter and a husband at home",
                {"birth_year": 1955, "unsteady": True, "equipment": ["kitchen_counter"], "goal": "balance",
                 "usual_forward_speed_mps": 1.0, "stay_independent": 2}),
        Example("track", "50, fit for a half-hour walk, with a track nearby", {"equipment": ["track"]}),
        Example("older_track", "67, inactive, with a guide on flat open ground",
                {"birth_year": 1959, "equipment": ["flat_open_ground"], "supervision": "guide",
                 "stay_independent": 0}),
        Example("stroller", "50, who has 20 minutes for a change",
                {"equipment": ["track"], "minutes_per_session": 20, "goal": "variety"}),
        Example("runner", "25, a runner who trains five days a week",
                {"birth_year": 2001, "equipment": ["track", "grass"], "goal": "sport", "active_regularly": True,
                 "days_per_week": 5, "minutes_per_session": 60}),
        Example("corridor", "50, nobody to walk with and only a corridor",
                {"equipment": ["corridor"], "supervision": "none", "goal": "balance", "help_within_call": False}),
        Example("snacks", "50, with 6 minutes at a time", {"equipment": ["corridor"], "minutes_per_session": 6}),
        Example("knee", "72, knee osteoarthritis, a treadmill and somebody at home",
                {**_TREADMILL, "birth_year": 1954, "conditions": ["knee_osteoarthritis"], "goal": "knee_pain",
                 "pain": [{"site": "knee", "now": 3}], "usual_forward_speed_mps": 1.1, "stay_independent": 1}),
        Example("knee_led", "58, knee osteoarthritis, with a physiotherapist",
                {**_TREADMILL, **_LED, "birth_year": 1968, "conditions": ["knee_osteoarthritis"],
                 "goal": "knee_pain", "usual_forward_speed_mps": 1.2}),
        Example("stroke_new", "60, a stroke 9 days ago, in rehabilitation",
                {**_LED, **_CLEARED, "birth_year": 1966, "conditions": ["stroke"], "goal": "balance",
                 "minutes_per_session": 60, "weeks": 3, "usual_forward_speed_mps": 0.6,
                 "details": {"stroke_date": "2026-11-14"}}),
        *(
            Example(f"stroke_{weeks}", f"60, a stroke 2 years ago, with a physiotherapist, for {weeks} weeks",
                    {**_TREADMILL, **_LED, **_CLEARED, "birth_year": 1966, "conditions": ["stroke"],
                     "goal": "balance", "minutes_per_session": 60, "weeks": weeks, "usual_forward_speed_mps": 0.8,
                     "details": {"stroke_date": "2024-10-01"}})
            for weeks in (2, 3, 4)
        ),
        Example("ms", "45, multiple sclerosis, no relapse lately, with a physiotherapist",
                {**_LED, **_CLEARED, "birth_year": 1981, "conditions": ["multiple_sclerosis"], "goal": "balance",
                 "weeks": 8, "usual_forward_speed_mps": 0.9, "details": {"ms_relapse_within_3_months": False}}),
        Example("hamstring", "28, hamstring strain, with a physiotherapist",
                {**_TREADMILL, **_LED, **_CLEARED, "birth_year": 1998, "conditions": ["hamstring_strain"],
                 "goal": "return_to_training", "days_per_week": 4, "weeks": 3, "minutes_per_session": 45,
                 "active_regularly": True}),
        Example("back_athlete", "22, athlete with low back pain, with a physiotherapist",
                {**_TREADMILL, **_LED, **_CLEARED, "birth_year": 2004, "conditions": ["low_back_pain"],
                 "goal": "back_pain", "weeks": 4, "minutes_per_session": 45, "active_regularly": True}),
        Example("back", "50, low back pain, with a physiotherapist at the clinic",
                {**_LED, **_CLEARED, "conditions": ["low_back_pain"], "goal": "back_pain", "weeks": 4}),
        Example("back_pool", "50, a man with low back pain and a pool, with a physiotherapist",
                {**_LED, **_CLEARED, "conditions": ["low_back_pain"], "goal": "back_pain", "weeks": 8,
                 "sex": "male", "equipment": ["pool"], "minutes_per_session": 60}),
        Example("weight", "28, overweight and untrained, with a trainer",
                {**_TREADMILL, **_LED, "birth_year": 1998, "goal": "weight", "height_m": 1.7, "mass_kg": 84,
                 "days_per_week": 4, "weeks": 12, "minutes_per_session": 45}),
        Example("older_led", "70, for balance, with a physiotherapist",
                {**_LED, "birth_year": 1956, "goal": "balance", "equipment": ["corridor_rail"], "weeks": 5,
                 "stay_independent": 1, "usual_forward_speed_mps": 1.0}),
        Example("variants", "35, who exercises and has everything",
                {**_TREADMILL, "birth_year": 1991, "active_regularly": True, "goal": "variety",
                 "equipment": ["motorised_treadmill", "self_powered_treadmill", "elliptical", "sled", "pool",
                               "grass"],
                 "details": {"foot_sensation_normal": True}}),
        Example("runners_knee", "35, runner's knee, with a treadmill",
                {**_TREADMILL, "birth_year": 1991, "conditions": ["runners_knee"], "goal": "knee_pain"}),
        Example("heel", "50, heel pain, with a treadmill",
                {**_TREADMILL, "conditions": ["achilles_or_heel_pain"], "pain": [{"site": "heel", "now": 2}]}),
        Example("one_fall", "69, one fall last year that was a slip, and a kitchen counter",
                {"birth_year": 1957, "falls": {"past_year": 1, "injurious": False, "unexplained": False},
                 "equipment": ["kitchen_counter"], "goal": "balance", "usual_forward_speed_mps": 1.0,
                 "stay_independent": 3}),
        Example("osteoporosis", "66, osteoporosis without a fracture, with a treadmill and somebody at home",
                {**_TREADMILL, "birth_year": 1960, "conditions": ["osteoporosis"], "stay_independent": 0}),
        Example("slow", "68, slow, 0.5 m/s, with a treadmill whose belt starts at 0.5 km/h",
                {**_TREADMILL, "birth_year": 1958, "usual_forward_speed_mps": 0.5, "worried_about_falling": True,
                 "stay_independent": 2}),
        Example("two_falls", "74, two falls last year, alone", {
            "birth_year": 1952, "falls": {"past_year": 2, "injurious": False, "unexplained": False},
            "equipment": ["kitchen_counter"], "supervision": "none", "goal": "balance"}),
        Example("heart", "62, heart disease, not active, no word from a doctor",
                {"birth_year": 1964, "conditions": ["cardiovascular"], "equipment": ["track"]}),
        Example("chest_pain", "59, chest pain on the stairs",
                {"birth_year": 1967, "symptoms": ["chest_pain"], "equipment": ["flat_open_ground"],
                 "goal": "fitness"}),
        Example("parkinson_alone", "71, Parkinson's disease with freezing, lives alone",
                {"birth_year": 1955, "conditions": ["parkinson"], "freezing": True, "unsteady": True,
                 "worried_about_falling": True, "equipment": ["corridor", "kitchen_counter"],
                 "supervision": "none", "help_within_call": False, "goal": "balance",
                 "usual_forward_speed_mps": 0.8}),
        Example("frame", "83, walks with a frame, fell twice, a daughter in the house",
                {"birth_year": 1943, "walking_aid": "frame", "unsteady": True, "worried_about_falling": True,
                 "falls": {"past_year": 2, "injurious": False, "unexplained": False}, "stay_independent": 9,
                 "equipment": ["kitchen_counter"], "minutes_per_session": 10, "goal": "balance",
                 "usual_forward_speed_mps": 0.5}),
        Example("cleared_spotter", "74, fell twice, cleared for balance, with a rail and a trained spotter",
                {"birth_year": 1952, "falls": {"past_year": 2, "injurious": False, "unexplained": False},
                 "unsteady": True, "equipment": ["corridor_rail"], "supervision": "spotter",
                 "minutes_per_session": 20, "goal": "balance", "usual_forward_speed_mps": 0.8,
                 "stay_independent": 6,
                 "clearances": [{"scope": "balance", "by_role": "physiotherapist", "date": "2026-11-10",
                                 "expires": "2027-05-10"}]}),
        Example("heel_park", "41, Achilles pain, returns to training in a park with a friend",
                {"birth_year": 1985, "conditions": ["achilles_or_heel_pain"], "goal": "return_to_training",
                 "active_regularly": True, "equipment": ["flat_open_ground"], "supervision": "guide",
                 "pain": [{"site": "achilles", "now": 2}]}),
        Example("pregnant", "31, in week 24 of pregnancy, cleared by her midwife, with a corridor rail",
                {"birth_year": 1995, "sex": "female", "conditions": ["pregnancy"],
                 "details": {"pregnancy_week": 24}, "equipment": ["corridor_rail"],
                 "clearances": [{"scope": "obstetric", "by_role": "midwife", "date": "2026-11-16"}]}),
        Example("weight_home", "33, wants to lose weight, a treadmill at home, five days a week",
                {**_TREADMILL, "birth_year": 1993, "goal": "weight", "height_m": 1.7, "mass_kg": 92,
                 "sex": "female", "days_per_week": 5, "minutes_per_session": 45, "weeks": 8}),
        Example("wants_much", "69, active, wants an hour every day from the first day",
                {"birth_year": 1957, "active_regularly": True, "goal": "fitness", "days_per_week": 7,
                 "minutes_per_session": 60, "weeks": 10, "equipment": ["flat_open_ground"],
                 "supervision": "guide", "stay_independent": 0}),
    )  # fmt: skip


@cache
def programmes() -> tuple[tuple[Example, Programme], ...]:
    """Everybody with their programme."""
    return tuple((one, prescribe(one.profile, screen(one.profile))) for one in examples())
