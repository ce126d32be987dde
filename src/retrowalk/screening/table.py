"""The table that decides: each row asks for a level, and the strictest that speaks is the answer.

One principle holds for all rows: a question that matters and was left open counts as the careful answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from retrowalk.language import _
from retrowalk.screening import questions as q
from retrowalk.screening.clearance import Level, Urgency
from retrowalk.screening.profile import Condition, Profile, Scope
from retrowalk.screening.words import condition_name, listed, symptom_name


@dataclass(frozen=True, slots=True)
class Row:
    """One row: who it is about, what it asks, and what it says where the answer is yes or left open.

    Attributes:
        rule: its id, in the rules of the evidence.
        level: asked for where it speaks.
        text: said where the answer is yes; ``%(named)s`` are the conditions and symptoms that it is about.
        of: it is about people with one of these; empty, about everybody.
        asks: the question.
        question: in words, after "You left open ...".
        unanswered: said where the answer was left open; by default a sentence made from `question`.
        urgency: how soon somebody is to be seen because of it.
        opened_by: scopes, one of which silences it.
        evidence: ids of what it leans on.
    """

    rule: str
    level: Level
    text: str
    of: tuple[q.Told, ...] = ()
    asks: q.Question = q.always
    question: str = ""
    unanswered: str = ""
    urgency: Urgency | None = None
    opened_by: tuple[Scope, ...] = ()
    evidence: tuple[str, ...] = field(default=())

    def answer(self, person: Profile) -> q.Answer:
        """Yes, no or left open, whatever has been cleared."""
        return self.asks(person) if not self.of or q.told(person, self.of) else False

    def opened(self, person: Profile) -> bool:
        """True where a clearance that holds silences it."""
        return any(person.cleared(scope) for scope in self.opened_by)

    def sentence(self, person: Profile, answer: q.Answer) -> str:
        """What it says to this person.

        Args:
            person: who it is said to.
            answer: theirs: True, or None where it was left open.
        """
        names = [
            condition_name(one) if one in CONDITIONS else symptom_name(one)  # type: ignore[arg-type]
            for one in q.told(person, self.of)
        ]
        text = self.text if answer else (self.unanswered or LEFT_OPEN)
        return text % {"named": listed(names) if names else "", "question": self.question}


LEFT_OPEN = _("You left open %(question)s. Until it is answered, the careful answer counts.")
CONDITIONS = frozenset(get_args(Condition))

HEART_DISEASE: tuple[Condition, ...] = ("cardiovascular",)
OTHER_DISEASE: tuple[Condition, ...] = ("metabolic", "renal")
BALANCE: tuple[Condition, ...] = ("stroke", "multiple_sclerosis", "parkinson", "neuropathy", "vestibular")
AFTER_ORTHOPAEDIC: tuple[q.Told, ...] = (
    "knee_giving_way",
    "recent_surgery",
    "weight_bearing_limit",
    "fragility_fracture",
)

_WHETHER_ACTIVE = _("whether you exercise regularly")
_SIGNS_ACTIVE = _(
    "You told us of %(named)s, and you exercise regularly. This can be a sign of the heart, the circulation or the "
    "lungs: pause your training until a doctor has cleared it."
)
_SIGNS_ACTIVITY_OPEN = _(
    "You told us of %(named)s. This can be a sign of the heart, the circulation or the lungs: no training until a "
    "doctor has cleared it. Whether you exercise regularly you left open, so the careful answer counts."
)
_SIGNS_INACTIVE = _(
    "You told us of %(named)s. This can be a sign of the heart, the circulation or the lungs: let a doctor look "
    "before you begin."
)
_DISEASE_INACTIVE = _(
    "You told us of %(named)s, and you do not exercise regularly yet: ask a doctor before you begin."
)
_DISEASE_ACTIVITY_OPEN = _(
    "You told us of %(named)s. Those who do not exercise regularly yet ask a doctor before they begin; whether you "
    "do you left open, so the careful answer counts."
)

TABLE: tuple[Row, ...] = (
    # Red flags: nothing opens these while they are there.
    Row(
        "red_flag_chest_pain", "stop",
        _("Pain or pressure in the chest can come from the heart. That comes before any exercise."),
        of=("chest_pain",), urgency="emergency", evidence=("SF22",),
    ),
    Row(
        "red_flag_face_speech_vision", "stop",
        _("A sudden change in face, speech or sight can be a stroke, and every minute counts."),
        of=("sudden_face_speech_vision_change",), urgency="emergency", evidence=("SF22",),
    ),
    Row(
        "red_flag_saddle_numbness", "stop",
        _("Numbness between the legs, or new trouble with bladder or bowel, can mean that nerves in the low back "
          "are pressed. That needs a hospital at once."),
        of=("saddle_numbness",), urgency="emergency",
    ),
    Row(
        "red_flag_leg_weakness", "stop",
        _("A leg that is getting weaker can mean that a nerve or the brain is in trouble. That needs a hospital "
          "at once."),
        of=("progressive_leg_weakness",), urgency="emergency",
    ),
    Row(
        "red_flag_fainting", "stop",
        _("Fainting, or nearly, can come from the heart or from blood pressure. The cause is found first."),
        of=("fainting",), urgency="same_day", evidence=("SF22",),
    ),
    Row(
        "red_flag_breathless_lying", "stop",
        _("Getting short of breath lying down can mean that the heart is not keeping up."),
        of=("breathless_lying",), urgency="same_day", evidence=("SF22",),
    ),
    Row(
        "red_flag_calf", "stop",
        _("A calf that is swollen or sore on one side can be a clot in a vein."),
        of=("one_sided_calf_swelling",), urgency="same_day",
    ),
    Row(
        "red_flag_hot_knee", "stop",
        _("A hot, swollen knee can be inflamed or infected."),
        of=("hot_swollen_knee",), urgency="same_day",
    ),
    Row(
        "red_flag_cannot_bear_weight", "stop",
        _("A leg that cannot take weight may be broken or torn."),
        of=("cannot_bear_weight",), urgency="same_day",
    ),
    Row(
        "red_flag_fever_or_weight_loss", "stop",
        _("Pain together with fever or unexplained weight loss needs its cause found first."),
        of=("fever_or_weight_loss_with_pain",), urgency="same_day",
    ),
    # ACSM: signs of heart, vessel, metabolic or kidney disease.
    Row(
        "acsm_signs_active_soon", "stop",
        _SIGNS_ACTIVE,
        question=_WHETHER_ACTIVE,
        unanswered=_SIGNS_ACTIVITY_OPEN,
        of=q.SOON, asks=q.active, urgency="same_day", opened_by=("cardiac",), evidence=("SF56", "SF50"),
    ),
    Row(
        "acsm_signs_active", "stop",
        _SIGNS_ACTIVE,
        question=_WHETHER_ACTIVE,
        unanswered=_SIGNS_ACTIVITY_OPEN,
        of=q.ROUTINE, asks=q.active, urgency="routine", opened_by=("cardiac",), evidence=("SF56", "SF50"),
    ),
    Row(
        "acsm_signs_inactive_soon", "clearance_first",
        _SIGNS_INACTIVE,
        of=q.SOON, asks=q.known_inactive, urgency="same_day", opened_by=("cardiac",), evidence=("SF53", "SF50"),
    ),
    Row(
        "acsm_signs_inactive", "clearance_first",
        _SIGNS_INACTIVE,
        of=q.ROUTINE, asks=q.known_inactive, urgency="routine", opened_by=("cardiac",), evidence=("SF53", "SF50"),
    ),
    # ACSM: known disease.
    Row(
        "uncontrolled_hypertension", "clearance_first",
        _("High blood pressure that is not under control is brought under control first."),
        of=("uncontrolled_hypertension",), urgency="routine", opened_by=("cardiac",), evidence=("SF50",),
    ),
    Row(
        "acsm_heart_disease_inactive", "clearance_first",
        _DISEASE_INACTIVE,
        question=_WHETHER_ACTIVE,
        unanswered=_DISEASE_ACTIVITY_OPEN,
        of=HEART_DISEASE, asks=q.inactive, urgency="routine", opened_by=("cardiac",), evidence=("SF52", "SF50"),
    ),
    Row(
        "acsm_other_disease_inactive", "clearance_first",
        _DISEASE_INACTIVE,
        question=_WHETHER_ACTIVE,
        unanswered=_DISEASE_ACTIVITY_OPEN,
        of=OTHER_DISEASE, asks=q.inactive, urgency="routine", opened_by=("general", "cardiac"),
        evidence=("SF52", "SF50"),
    ),
    # Others who are asked first.
    Row(
        "under_18", "clearance_first",
        _("You are under 18. We found one study at that age, in a school: a doctor is asked first."),
        asks=q.under_18, urgency="routine", opened_by=("general",), evidence=("ST29",),
    ),
    Row(
        "positional_dizziness", "clearance_first",
        _("A spinning head on turning over or lying down often comes from the balance organ and can often be "
          "treated. Have it looked at first."),
        of=("positional_dizziness",), urgency="routine", opened_by=("balance",), evidence=("SF02",),
    ),
    Row(
        "knee_giving_way", "clearance_first",
        _("A knee that gives way may do so where you cannot see. Have it looked at first."),
        of=("knee_giving_way",), urgency="routine", opened_by=("orthopaedic",), evidence=("SF02", "C76"),
    ),
    Row(
        "recent_surgery", "clearance_first",
        _("After a recent operation, those who treat you decide when exercise begins."),
        of=("recent_surgery",), urgency="routine", opened_by=("orthopaedic",), evidence=("SF02",),
    ),
    Row(
        "weight_bearing_limit", "clearance_first",
        _("A leg may not take your full weight yet: whoever set that limit is asked first."),
        of=("weight_bearing_limit",), urgency="routine", opened_by=("orthopaedic",), evidence=("SF02",),
    ),
    Row(
        "fragility_fracture", "clearance_first",
        _("A bone has broken by a small fall or knock, so another fall could break one too: ask first."),
        of=("fragility_fracture",), urgency="routine", opened_by=("orthopaedic",), evidence=("SF02", "SF03"),
    ),
    Row(
        "joint_replacement_recent", "clearance_first",
        _("Your joint was replaced less than twelve weeks ago: the surgeon or physiotherapist is asked first."),
        question=_("when your joint was replaced"),
        unanswered=_("You left open when your joint was replaced. In the first twelve weeks the surgeon or "
                     "physiotherapist is asked; until we know, the careful answer counts. Telling us the date may "
                     "open this."),
        of=("joint_replacement",), asks=q.joint_is_recent, urgency="routine", opened_by=("orthopaedic",),
        evidence=("SF02",),
    ),
    Row(
        "pregnancy_first", "clearance_first",
        _("You are pregnant: your midwife or doctor is asked first. We found no study of walking "
          "backward in pregnancy."),
        of=("pregnancy",), urgency="routine", opened_by=("obstetric",), evidence=("SF04",),
    ),
    Row(
        "ms_relapse", "clearance_first",
        _("You had a relapse in the last three months. The trial in multiple sclerosis waited that long: so do "
          "we, unless your doctor says otherwise."),
        question=_("whether you had a relapse in the last three months"),
        unanswered=_("You left open whether you had a relapse in the last three months. The trial in multiple "
                     "sclerosis waited that long; until it is answered, the careful answer counts."),
        of=("multiple_sclerosis",), asks=q.relapse, urgency="routine", opened_by=("general",),
        evidence=("SF04", "ST15"),
    ),
    # With a professional, or with rails and a spotter.
    Row(
        "falls_two_or_more", "supervised",
        _("You fell twice or more in the past year."),
        asks=q.several_falls, evidence=("SF32", "SF03"),
    ),
    Row(
        "fall_with_injury", "supervised",
        _("You fell and were hurt in the past year."),
        question=_("whether you were hurt in your fall"),
        asks=q.fall_with_injury, evidence=("SF32", "SF03"),
    ),
    Row(
        "fall_unexplained", "supervised",
        _("You fell in the past year and do not know why."),
        question=_("whether you know why you fell"),
        asks=q.fall_unexplained, evidence=("SF32", "SF03"),
    ),
    Row(
        "walking_aid", "supervised",
        _("You walk with an aid, which walking backward takes out of use."),
        question=_("whether you walk with a stick, a frame or a brace"),
        asks=q.walking_aid, evidence=("SF35", "C30"),
    ),
    Row(
        "freezing_gait", "supervised",
        _("Your feet sometimes stick to the floor, and backward that is more likely to end in a fall."),
        question=_("whether your feet sometimes stick to the floor"),
        asks=q.freezing, evidence=("SF08", "ST28"),
    ),
    Row(
        "condition_affects_balance", "supervised",
        _("You told us of %(named)s, which can affect balance. So walking backward is learnt with a professional."),
        of=BALANCE, evidence=("SF01", "C30", "SF08"),
    ),
    Row(
        "seeing_or_thinking", "supervised",
        _("You told us of %(named)s. Walking backward asks for looking round and keeping count, so somebody "
          "trained should be there."),
        of=("cognitive_impairment", "vision_impairment"), evidence=("SF01",),
    ),
    Row(
        "dizziness_balance", "supervised",
        _("You told us of %(named)s. That counts as a problem of balance."),
        of=("dizziness", "positional_dizziness"), evidence=("SF01",),
    ),
    # On their own, with something to hold on to.
    Row(
        "steadi_unsteady", "supported",
        _("You feel unsteady at times when you stand or walk."),
        question=_("whether you feel unsteady when you stand or walk"),
        asks=q.unsteady, evidence=("SF30", "SF33"),
    ),
    Row(
        "steadi_worried", "supported",
        _("You worry about falling."),
        question=_("whether you worry about falling"),
        asks=q.worried, evidence=("SF31", "SF33"),
    ),
    Row(
        "steadi_one_fall", "supported",
        _("You fell once in the past year."),
        asks=q.one_fall, evidence=("SF32", "SF33"),
    ),
    Row(
        "stay_independent", "supported",
        _("You have 4 points or more on the Stay Independent questions, which tell of a risk of falling."),
        asks=q.stay_independent, evidence=("SF46",),
    ),
    Row(
        "osteoporosis_support", "supported",
        _("With osteoporosis a fall can break a bone, so there is always something to hold on to."),
        of=("osteoporosis",), evidence=("SF03",),
    ),
    Row(
        "epilepsy_support", "supported",
        _("With epilepsy there is always something to hold on to and somebody in the house, and no belt and no "
          "water."),
        of=("epilepsy",),
    ),
    Row(
        "joint_replacement", "supported",
        _("You have a replaced joint, so you begin with something to hold on to."),
        of=("joint_replacement",), evidence=("SF02",),
    ),
    Row(
        "after_orthopaedic_clearance", "supported",
        _("You told us of %(named)s. Once that is cleared, there is still always something to hold on to."),
        of=AFTER_ORTHOPAEDIC, evidence=("SF02", "SF03"),
    ),
    Row(
        "pregnancy_supported", "supported",
        _("In pregnancy, balance shifts from week to week, so there is always something to hold on to."),
        of=("pregnancy",),
    ),
    Row(
        "numb_feet", "supported",
        _("Your feet do not feel the ground as they should, so your hands have something to hold on to."),
        question=_("whether your feet feel the ground normally"),
        asks=q.numb_feet, evidence=("SF42", "SF17"),
    ),
    # Said, without asking for more.
    Row(
        "acsm_disease_active", "clear",
        _("You told us of %(named)s and exercise regularly: you may go on, up to a moderate effort."),
        of=HEART_DISEASE + OTHER_DISEASE, asks=q.active_for_sure, evidence=("SF55",),
    ),
    Row(
        "stay_independent_under_65", "clear",
        _("The Stay Independent questions were made for people from 65 on, so your points are not used."),
        asks=q.stay_independent_too_young, evidence=("SF46",),
    ),
    Row(
        "condition_not_judged", "clear",
        _("You named a condition that is not in our list. We cannot judge it: please ask a doctor or "
          "physiotherapist whether it speaks against walking backward."),
        asks=q.other_conditions,
    ),
)  # fmt: skip
