"""The walker, as they describe themselves: ``retrowalk.profile/1``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, ClassVar, Literal

from annotated_types import Interval, MaxLen

Goal = Literal[
    "general",
    "knee_pain",
    "back_pain",
    "balance",
    "fitness",
    "weight",
    "variety",
    "sport",
    "return_to_training",
]
Condition = Literal[
    "knee_osteoarthritis",
    "runners_knee",
    "joint_replacement",
    "low_back_pain",
    "hamstring_strain",
    "groin_strain",
    "achilles_or_heel_pain",
    "osteoporosis",
    "fragility_fracture",
    "recent_surgery",
    "weight_bearing_limit",
    "stroke",
    "multiple_sclerosis",
    "parkinson",
    "neuropathy",
    "vestibular",
    "epilepsy",
    "cognitive_impairment",
    "vision_impairment",
    "hearing_loss",
    "cardiovascular",
    "uncontrolled_hypertension",
    "metabolic",
    "renal",
    "pregnancy",
]
Symptom = Literal[
    "chest_pain",
    "fainting",
    "breathless_mild_effort",
    "breathless_lying",
    "palpitations",
    "ankle_swelling",
    "claudication",
    "heart_murmur",
    "unusual_fatigue",
    "dizziness",
    "positional_dizziness",
    "saddle_numbness",
    "progressive_leg_weakness",
    "sudden_face_speech_vision_change",
    "fever_or_weight_loss_with_pain",
    "hot_swollen_knee",
    "knee_giving_way",
    "cannot_bear_weight",
    "one_sided_calf_swelling",
]
WalkingAid = Literal["none", "stick", "frame", "orthosis"]
Medication = Literal["anticoagulant", "sedating", "blood_pressure", "glucose_lowering", "beta_blocker"]
PainSite = Literal[
    "knee",
    "hip",
    "groin",
    "back",
    "low_back",
    "thigh",
    "hamstring",
    "calf",
    "shin",
    "achilles",
    "heel",
    "ankle",
    "foot",
    "toe",
    "pelvis",
    "neck",
    "shoulder",
    "arm",
    "hand",
    "head",
    "other",
]
Equipment = Literal[
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
]
Supervision = Literal["none", "someone_home", "guide", "spotter", "professional"]
Scope = Literal["cardiac", "balance", "orthopaedic", "obstetric", "general"]
ByRole = Literal[
    "physiotherapist",
    "physical_therapist",
    "occupational_therapist",
    "exercise_physiologist",
    "doctor",
    "physician",
    "general_practitioner",
    "gp",
    "cardiologist",
    "neurologist",
    "geriatrician",
    "rheumatologist",
    "orthopaedist",
    "orthopaedic_surgeon",
    "surgeon",
    "obstetrician",
    "gynaecologist",
    "midwife",
    "nurse",
    "nurse_practitioner",
    "other_professional",
]
MaxIntensity = Literal["light", "moderate", "vigorous"]
Sex = Literal["female", "male", "other"]

Numeric0to10 = Annotated[float, Interval(ge=0, le=10)]


@dataclass(frozen=True, slots=True)
class Falls:
    """Falls in the past year. None: not answered, and taken as the careful answer once there was a fall."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    past_year: Annotated[int, Interval(ge=0, le=365)]
    injurious: bool | None = None
    unexplained: bool | None = None


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain now at one site, 0 none to 10 worst."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    site: PainSite
    now: Numeric0to10 | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What only some conditions make relevant."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    stroke_date: Date | None = None
    surgery_date: Date | None = None
    pregnancy_week: Annotated[int, Interval(ge=0, le=45)] | None = None
    ms_relapse_within_3_months: bool | None = None
    foot_sensation_normal: bool | None = None


@dataclass(frozen=True, slots=True)
class Treadmill:
    """The walker's treadmill. The slowest belt speed and the clip decide whether it is used at all."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    min_speed_kmh: Annotated[float, Interval(ge=0, le=10)] | None = None
    max_user_kg: Annotated[float, Interval(ge=20, le=500)] | None = None
    safety_clip: bool | None = None


@dataclass(frozen=True, slots=True)
class ProfessionalClearance:
    """What a professional has cleared. It opens its own scope and nothing else."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    scope: Scope
    by_role: ByRole
    date: Date
    expires: Date | None = None
    max_intensity: MaxIntensity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A walker, their wishes, and what they have to walk with.

    Null, or left out, is "not answered": it never opens what an answer would close.

    Attributes:
        birth_year: the age is the start date's year less this.
        start_date: civil date of the first session.
        days_per_week: sessions wished for, 1 to 7.
        minutes_per_session: whole session, warm-up and cool-down with it.
        weeks: length of the programme.
        stay_independent: STEADI Stay Independent score, 0 to 14; for 65 and older.
        active_regularly: planned moderate activity of 30 min on 3 days a week for 3 months.
        usual_forward_speed_mps: comfortable forward pace, m/s.
        help_within_call: somebody would hear a call for help.
    """

    SCHEMA: ClassVar[str] = "retrowalk.profile/1"
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
    EXPECTED: ClassVar[Mapping[str, str]] = {
        "birth_year": "a year of birth such as 1958, not after the start date",
        "start_date": "a date written as 2026-11-23",
        "days_per_week": "a whole number of days from 1 to 7",
        "minutes_per_session": "a whole number of minutes from 5 to 180",
        "weeks": "a whole number of weeks from 1 to 52",
        "stay_independent": "a whole number from 0 to 14",
        "usual_forward_speed_mps": "metres per second between 0.1 and 3, such as 1.2 (4.3 km/h)",
        "height_m": "metres between 0.5 and 2.5, such as 1.72",
        "mass_kg": "kilograms between 20 and 400, such as 72.5",
        "falls.past_year": "a whole number of falls in the past 12 months, 0 if none",
        "pain.*.now": "a number from 0 (none) to 10 (worst)",
        "details.stroke_date": "a date written as 2026-03-01",
        "details.surgery_date": "a date written as 2026-03-01",
        "details.pregnancy_week": "a whole number of weeks from 0 to 45",
        "treadmill.min_speed_kmh": "the slowest belt speed in km/h, between 0 and 10",
        "treadmill.max_user_kg": "kilograms between 20 and 500",
        "clearances.*.date": "a date written as 2026-11-01",
        "clearances.*.expires": "a date written as 2027-11-01, or null",
    }

    birth_year: Annotated[int, Interval(ge=1900, le=2200)]
    start_date: Date
    days_per_week: Annotated[int, Interval(ge=1, le=7)]
    minutes_per_session: Annotated[int, Interval(ge=5, le=180)]
    goal: Goal
    conditions: tuple[Condition, ...]
    symptoms: tuple[Symptom, ...]
    falls: Falls
    equipment: tuple[Equipment, ...]
    supervision: Supervision
    weeks: Annotated[int, Interval(ge=1, le=52)] | None = None
    unsteady: bool | None = None
    worried_about_falling: bool | None = None
    stay_independent: Annotated[int, Interval(ge=0, le=14)] | None = None
    walking_aid: WalkingAid | None = None
    freezing: bool | None = None
    medication: tuple[Medication, ...] | None = None
    pain: tuple[Pain, ...] | None = None
    active_regularly: bool | None = None
    usual_forward_speed_mps: Annotated[float, Interval(ge=0.1, le=3)] | None = None
    sex: Sex | None = None
    height_m: Annotated[float, Interval(ge=0.5, le=2.5)] | None = None
    mass_kg: Annotated[float, Interval(ge=20, le=400)] | None = None
    details: Details | None = None
    treadmill: Treadmill | None = None
    help_within_call: bool | None = None
    clearances: tuple[ProfessionalClearance, ...] | None = None
    other_conditions: Annotated[tuple[Annotated[str, MaxLen(200)], ...], MaxLen(50)] | None = None

    def __post_init__(self) -> None:
        if self.age < 0:
            raise ValueError(
                f"birth_year is {self.birth_year}, after the start date {self.start_date}; "
                f"expected {self.EXPECTED['birth_year']}"
            )
        if self.age > 120:
            raise ValueError(
                f"birth_year is {self.birth_year}, {self.age} years before the start date {self.start_date}; "
                f"expected {self.EXPECTED['birth_year']}"
            )
        for clearance in self.clearances or ():
            if clearance.expires is not None and clearance.expires < clearance.date:
                raise ValueError(
                    f"clearances: expires is {clearance.expires}, before its date {clearance.date}; "
                    "expected a later date, or null"
                )

    @property
    def age(self) -> int:
        """Years: the start date's year less the birth year."""
        return self.start_date.year - self.birth_year

    def cleared(self, scope: Scope) -> ProfessionalClearance | None:
        """The clearance of that scope that holds on the start date; the latest where there are several."""
        return max(
            (
                one
                for one in self.clearances or ()
                if one.scope == scope
                and one.date <= self.start_date
                and (one.expires is None or one.expires >= self.start_date)
            ),
            key=lambda one: one.date,
            default=None,
        )
