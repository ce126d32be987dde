"""The words of a profile and a clearance, as people read them: on pages, in the terminal, in letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from retrowalk.language import _
from retrowalk.screening.clearance import Level, Urgency
from retrowalk.screening.profile import (
    ByRole,
    Condition,
    Equipment,
    Goal,
    MaxIntensity,
    Medication,
    PainSite,
    Scope,
    Sex,
    Supervision,
    Symptom,
    WalkingAid,
)

GOALS: Mapping[Goal, str] = {
    "general": _("keeping well"),
    "knee_pain": _("a sore knee"),
    "back_pain": _("a sore back"),
    "balance": _("better balance"),
    "fitness": _("fitness"),
    "weight": _("weight"),
    "variety": _("variety"),
    "sport": _("sport"),
    "return_to_training": _("returning to training after an injury"),
}
CONDITIONS: Mapping[Condition, str] = {
    "knee_osteoarthritis": _("knee osteoarthritis (wear of the knee)"),
    "runners_knee": _("runner's knee (pain around the kneecap)"),
    "joint_replacement": _("a replaced hip, knee or other joint"),
    "low_back_pain": _("low back pain"),
    "hamstring_strain": _("a strained hamstring (back of the thigh)"),
    "groin_strain": _("a strained groin"),
    "achilles_or_heel_pain": _("Achilles tendon or heel pain"),
    "osteoporosis": _("osteoporosis (thin bones)"),
    "fragility_fracture": _("a bone broken by a small fall or knock"),
    "recent_surgery": _("a recent operation"),
    "weight_bearing_limit": _("a limit on how much weight a leg may take"),
    "stroke": _("a stroke"),
    "multiple_sclerosis": _("multiple sclerosis"),
    "parkinson": _("Parkinson's disease"),
    "neuropathy": _("neuropathy (damaged nerves in the legs or feet)"),
    "vestibular": _("a disorder of the inner ear's balance organ"),
    "epilepsy": _("epilepsy"),
    "cognitive_impairment": _("trouble with memory or thinking"),
    "vision_impairment": _("poor eyesight, even with glasses"),
    "hearing_loss": _("hearing loss"),
    "cardiovascular": _("heart or blood vessel disease"),
    "uncontrolled_hypertension": _("high blood pressure that is not under control"),
    "metabolic": _("diabetes or another metabolic disease"),
    "renal": _("kidney disease"),
    "pregnancy": _("pregnancy"),
}
SYMPTOMS: Mapping[Symptom, str] = {
    "chest_pain": _("pain or pressure in the chest"),
    "fainting": _("fainting, or nearly"),
    "breathless_mild_effort": _("getting short of breath with little effort"),
    "breathless_lying": _("getting short of breath lying down, or waking from it"),
    "palpitations": _("a racing or irregular heartbeat"),
    "ankle_swelling": _("swollen ankles"),
    "claudication": _("calf cramps that come with walking and go with rest"),
    "heart_murmur": _("a heart murmur"),
    "unusual_fatigue": _("unusual tiredness in everyday things"),
    "dizziness": _("dizziness"),
    "positional_dizziness": _("a spinning head on turning over or lying down"),
    "saddle_numbness": _("numbness between the legs, or new trouble with bladder or bowel"),
    "progressive_leg_weakness": _("a leg that is getting weaker"),
    "sudden_face_speech_vision_change": _("a sudden change in face, speech or sight"),
    "fever_or_weight_loss_with_pain": _("pain together with fever or unexplained weight loss"),
    "hot_swollen_knee": _("a hot, swollen knee"),
    "knee_giving_way": _("a knee that gives way"),
    "cannot_bear_weight": _("a leg that cannot take weight"),
    "one_sided_calf_swelling": _("a calf that is swollen or sore on one side"),
}
WALKING_AIDS: Mapping[WalkingAid, str] = {
    "none": _("no walking aid"),
    "stick": _("a stick"),
    "frame": _("a walking frame or rollator"),
    "orthosis": _("a brace or splint for walking"),
}
MEDICATION: Mapping[Medication, str] = {
    "anticoagulant": _("blood thinners"),
    "sedating": _("medicine that causes sleepiness"),
    "blood_pressure": _("medicine for blood pressure"),
    "glucose_lowering": _("medicine that lowers blood sugar"),
    "beta_blocker": _("a beta blocker (slows the heart)"),
}
PAIN_SITES: Mapping[PainSite, str] = {
    "knee": _("knee"),
    "hip": _("hip"),
    "groin": _("groin"),
    "back": _("back"),
    "low_back": _("low back"),
    "thigh": _("front of the thigh"),
    "hamstring": _("back of the thigh"),
    "calf": _("calf"),
    "shin": _("shin"),
    "achilles": _("Achilles tendon"),
    "heel": _("heel"),
    "ankle": _("ankle"),
    "foot": _("foot"),
    "toe": _("toe"),
    "pelvis": _("pelvis"),
    "neck": _("neck"),
    "shoulder": _("shoulder"),
    "arm": _("arm"),
    "hand": _("hand"),
    "head": _("head"),
    "other": _("another place"),
}
EQUIPMENT: Mapping[Equipment, str] = {
    "motorised_treadmill": _("a treadmill with a motor"),
    "self_powered_treadmill": _("a treadmill without a motor"),
    "grab_bar": _("a grab bar on the wall"),
    "kitchen_counter": _("a kitchen counter"),
    "corridor_rail": _("a corridor with a rail"),
    "corridor": _("a corridor"),
    "track": _("a running track"),
    "flat_open_ground": _("flat, open ground"),
    "grass": _("a lawn or an empty pitch"),
    "elliptical": _("an elliptical trainer"),
    "sled": _("a sled to pull"),
    "pool": _("a pool to stand in"),
}
SUPERVISION: Mapping[Supervision, str] = {
    "none": _("nobody"),
    "someone_home": _("somebody in the house"),
    "guide": _("a guide: eyes, but no catcher"),
    "spotter": _("a spotter, who can catch a fall"),
    "professional": _("a professional, such as a physiotherapist"),
}
SCOPES: Mapping[Scope, str] = {
    "cardiac": _("heart and circulation"),
    "balance": _("balance"),
    "orthopaedic": _("bones and joints"),
    "obstetric": _("pregnancy"),
    "general": _("general health"),
}
ROLES: Mapping[ByRole, str] = {
    "physiotherapist": _("physiotherapist"),
    "physical_therapist": _("physical therapist"),
    "occupational_therapist": _("occupational therapist"),
    "exercise_physiologist": _("exercise physiologist"),
    "doctor": _("doctor"),
    "physician": _("physician"),
    "general_practitioner": _("general practitioner"),
    "gp": _("GP"),
    "cardiologist": _("cardiologist"),
    "neurologist": _("neurologist"),
    "geriatrician": _("geriatrician"),
    "rheumatologist": _("rheumatologist"),
    "orthopaedist": _("orthopaedist"),
    "orthopaedic_surgeon": _("orthopaedic surgeon"),
    "surgeon": _("surgeon"),
    "obstetrician": _("obstetrician"),
    "gynaecologist": _("gynaecologist"),
    "midwife": _("midwife"),
    "nurse": _("nurse"),
    "nurse_practitioner": _("nurse practitioner"),
    "other_professional": _("another professional"),
}
INTENSITIES: Mapping[MaxIntensity, str] = {
    "light": _("light effort: you can sing"),
    "moderate": _("moderate effort: you can talk, but not sing"),
    "vigorous": _("vigorous effort: only a few words at a time"),
}
SEXES: Mapping[Sex, str] = {"female": _("female"), "male": _("male"), "other": _("other")}
LEVELS_IN_WORDS: Mapping[Level, str] = {
    "clear": _("On your own, starting small"),
    "supported": _("On your own, with something to hold on to"),
    "supervised": _("With a professional, or a trained helper once that is cleared"),
    "clearance_first": _("First ask, then walk"),
    "stop": _("Not now: see a doctor first"),
}
URGENCIES: Mapping[Urgency, str] = {
    "emergency": _("now: call the emergency number"),
    "same_day": _("today"),
    "routine": _("in the coming weeks"),
}


OPENS: Mapping[str, str] = {
    "programme": _("a programme"),
    "its_part": _("its part of the answer; the rest that stands here is needed too"),
    "hands_free": _("letting go of the support, as an offer"),
    "rails_and_spotter": _("walking between rails with somebody who can catch you, without a professional"),
    "clear": _("walking on your own, starting small"),
    "supported": _("walking on your own, with something to hold on to"),
    "supervised": _("walking with a professional beside you"),
    "light_effort": _("more than light effort"),
    "moderate_effort": _("more than moderate effort"),
    "no_barefoot": _("barefoot on grass"),
    "no_treadmill": _("the treadmill"),
    "no_pool": _("the pool"),
    "small_start": _("a first session of up to 10 minutes"),
    "no_heart_rate_targets": _("fewer precautions"),
    "rise_slowly": _("fewer precautions"),
    "sugar_at_hand": _("fewer precautions"),
    "head_knock_emergency": _("fewer precautions"),
}


def listed(words: Iterable[str]) -> str:
    """Several things in one sentence: "a, b and c".

    Args:
        words: at least one.
    """
    *first, last = words
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def goal_name(id: Goal) -> str:
    """A goal in words: "a sore knee"."""
    return GOALS[id]


def condition_name(id: Condition) -> str:
    """A condition in words, as it stands in a list of what somebody has: "a stroke"."""
    return CONDITIONS[id]


def symptom_name(id: Symptom) -> str:
    """A symptom in words: "swollen ankles"."""
    return SYMPTOMS[id]


def walking_aid_name(id: WalkingAid) -> str:
    """A walking aid in words: "a stick"."""
    return WALKING_AIDS[id]


def medication_name(id: Medication) -> str:
    """A kind of medicine in words: "blood thinners"."""
    return MEDICATION[id]


def pain_site_name(id: PainSite) -> str:
    """A place of pain in words: "low back"."""
    return PAIN_SITES[id]


def equipment_name(id: Equipment) -> str:
    """A place or a thing to walk with, in words: "a grab bar on the wall"."""
    return EQUIPMENT[id]


def supervision_name(id: Supervision) -> str:
    """Who is there, in words: "somebody in the house"."""
    return SUPERVISION[id]


def scope_name(id: Scope) -> str:
    """What a clearance is about, in words: "heart and circulation"."""
    return SCOPES[id]


def roles_to_choose() -> dict[ByRole, str]:
    """The roles to choose from: each once, where the contract knows several names for it."""
    again = ("physical_therapist", "physician", "gp", "nurse_practitioner", "orthopaedist")
    return {id: name for id, name in ROLES.items() if id not in again}


def role_name(id: ByRole) -> str:
    """A professional in words: "general practitioner"."""
    return ROLES[id]


def intensity_name(id: MaxIntensity) -> str:
    """An effort in words: "light effort: you can sing"."""
    return INTENSITIES[id]


def sex_name(id: Sex) -> str:
    """A sex in words."""
    return SEXES[id]


def level_name(id: Level) -> str:
    """A level of clearance in words: "First ask, then walk"."""
    return LEVELS_IN_WORDS[id]


def urgency_name(id: Urgency) -> str:
    """How soon, in words: "today"."""
    return URGENCIES[id]


def opens_name(id: str) -> str:
    """What an `Opening` opens, in words: "letting go of the support, as an offer"."""
    return OPENS[id]
