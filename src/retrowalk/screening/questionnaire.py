"""What is asked of a walker before a programme: one table, for the page and for the terminal.

The order is that of what matters: the age, then what must be looked at first (symptoms), falls and balance, health,
then wishes and the place. Whoever has nothing to tell answers about twenty questions with one touch each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrowalk.language import _
from retrowalk.screening import words
from retrowalk.screening.asking import Choice, Question, Screen, Unit, When
from retrowalk.screening.steadi import CREDIT, KEY_QUESTIONS, NO_ENDORSEMENT, STAY_INDEPENDENT

_YOU = _("About you")
_BODY = _("How you feel")
_BALANCE = _("Falls and balance")
_HEALTH = _("Your health")
_WALKING = _("How you walk")
_WISHES = _("What you would like")
_PLACE = _("Where and with whom")
_SIZE = _("Your size")

_OPEN_CAREFUL = _("Left open, we take the more careful answer.")
_FELL = (When("falls_past_year", ("1", "2", "3", "open")),)


def _steps(*values: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), str(value)) for value in values)


def _named(names: Mapping[Any, str], *values: str, group: str = "") -> tuple[Choice, ...]:
    """Choices by their names, in the order of the values; all of them where none is given."""
    return tuple(
        Choice(value, f"{names[value][0].upper()}{names[value][1:]}", group) for value in values or names
    )


_HEART = _named(
    words.SYMPTOMS,
    *("chest_pain", "fainting", "breathless_mild_effort", "breathless_lying", "palpitations"),
    *("ankle_swelling", "claudication", "heart_murmur", "unusual_fatigue"),
)
_NERVES = _named(
    words.SYMPTOMS,
    *("sudden_face_speech_vision_change", "saddle_numbness", "progressive_leg_weakness"),
    *("dizziness", "positional_dizziness"),
)
_LEGS = _named(
    words.SYMPTOMS,
    *("cannot_bear_weight", "one_sided_calf_swelling", "hot_swollen_knee", "knee_giving_way"),
    "fever_or_weight_loss_with_pain",
)
_CONDITIONS = (
    *_named(
        words.CONDITIONS,
        *("knee_osteoarthritis", "runners_knee", "joint_replacement", "low_back_pain", "osteoporosis"),
        *("fragility_fracture", "hamstring_strain", "groin_strain", "achilles_or_heel_pain"),
        *("recent_surgery", "weight_bearing_limit"),
        group=_("Joints, muscles and bones"),
    ),
    *_named(
        words.CONDITIONS,
        *("cardiovascular", "uncontrolled_hypertension", "metabolic", "renal"),
        group=_("Heart, vessels and metabolism"),
    ),
    *_named(
        words.CONDITIONS,
        *("stroke", "parkinson", "multiple_sclerosis", "neuropathy", "vestibular", "epilepsy"),
        *("cognitive_impairment", "vision_impairment", "hearing_loss"),
        group=_("Nerves, senses and balance"),
    ),
    *_named(words.CONDITIONS, "pregnancy", group=_("Also")),
)
_SITES = (
    *_named(
        words.PAIN_SITES,
        *("knee", "hip", "groin", "thigh", "hamstring", "shin", "calf"),
        *("achilles", "heel", "ankle", "foot", "toe"),
        group=_("Legs and feet"),
    ),
    *_named(
        words.PAIN_SITES,
        *("low_back", "back", "pelvis", "neck", "shoulder", "arm", "hand", "head", "other"),
        group=_("Back and upper body"),
    ),
)
_EQUIPMENT = (
    *_named(
        words.EQUIPMENT,
        *("kitchen_counter", "grab_bar", "corridor_rail", "corridor"),
        group=_("Indoors"),
    ),
    *_named(
        words.EQUIPMENT,
        *("motorised_treadmill", "self_powered_treadmill", "elliptical", "sled", "pool"),
        group=_("Machines and pools"),
    ),
    *_named(words.EQUIPMENT, "flat_open_ground", "track", "grass", group=_("Outdoors")),
)

SCREENS: tuple[Screen, ...] = (
    Screen("born", _YOU, (
        Question("birth_year", "birth_year", _("In which year were you born?"), _("Year of birth"), "whole",
                 _("Four figures, such as 1954. Your age decides some of the questions that follow."),
                 required=True),
    )),
    Screen("heart", _BODY, (
        Question("symptoms_heart", "symptoms", _("Have you had any of these lately?"), _("Heart and breath"), "many",
                 _("In the past few weeks, at rest or with effort."), _HEART, required=True),
    )),
    Screen("nerves", _BODY, (
        Question("symptoms_nerves", "symptoms", _("And any of these?"), _("Head and nerves"), "many",
                 _("New, or worse than usual for you."), _NERVES, required=True),
    )),
    Screen("legs", _BODY, (
        Question("symptoms_legs", "symptoms", _("Or any of these?"), _("Legs and joints"), "many",
                 _("Now, or in the past few weeks."), _LEGS, required=True),
    )),
    Screen("falls", _BALANCE, (
        Question("falls_past_year", "falls.past_year", _("How often did you fall in the past 12 months?"),
                 _("Falls in the past year"), "one",
                 _("A fall is finding yourself on the ground or lower without meaning to. A slip on ice counts."),
                 (Choice("0", _("Not once")), Choice("1", _("Once")), Choice("2", _("Twice")),
                  Choice("3", _("Three times or more"))), most=365, required=True),
    )),
    Screen("fall-details", _BALANCE, (
        Question("falls_injurious", "falls.injurious", _("Were you hurt in a fall?"), _("Hurt in a fall"), "yes_no",
                 _("Anything that needed care, or hurt for more than a day or two."),
                 open_means=_("Left open, we take it that you were."), relevant_if=_FELL),
        Question("falls_unexplained", "falls.unexplained", _("Was there a fall you cannot explain?"),
                 _("A fall without explanation"), "yes_no",
                 _("No trip, no slip: your legs gave way, you felt faint, or you don't know."),
                 open_means=_("Left open, we take it that there was."), relevant_if=_FELL),
    ), _("About falling")),
    Screen("steady", _BALANCE, (
        Question("unsteady", "unsteady", KEY_QUESTIONS["unsteady"], _("Feels unsteady"),
                 "yes_no", open_means=_OPEN_CAREFUL),
        Question("worried", "worried_about_falling", KEY_QUESTIONS["worried_about_falling"], _("Worries about falling"),
                 "yes_no", open_means=_OPEN_CAREFUL),
    ), _("Your balance")),
    Screen("aid", _BALANCE, (
        Question("walking_aid", "walking_aid", _("Do you use anything to help you walk?"), _("Walking aid"), "one",
                 _("Indoors or outdoors, now and then counts."),
                 _named(words.WALKING_AIDS), open_means=_OPEN_CAREFUL),
    )),
    Screen("independent", _BALANCE, (
        Question("stay_independent", "stay_independent", _("Which of these are true of you?"), _("Stay Independent"),
                 "items", _("Twelve short sentences from 65 on; what you told already is not asked again."),
                 tuple(Choice(str(item.n), item.text) for item in STAY_INDEPENDENT), most=14,
                 open_means=_OPEN_CAREFUL, relevant_if=(When("age", ("65_up",)),),
                 credit=f"{CREDIT} {NO_ENDORSEMENT}"),
    )),
    Screen("conditions", _HEALTH, (
        Question("conditions", "conditions", _("Do you have any of these?"), _("Conditions"),
                 "many", _("Tick all that a doctor told you of, a stroke or heart attack of long ago too."),
                 _CONDITIONS, required=True),
        Question("other_conditions", "other_conditions", _("Anything else a professional should know?"),
                 _("Other conditions"), "lines", _("One thing a line. It goes into letters; it changes no rule.")),
    )),
    Screen("stroke", _HEALTH, (
        Question("stroke_date", "details.stroke_date", _("When was your (last) stroke?"), _("Last stroke"), "date",
                 _("Roughly is enough."), least=-40_000, open_means=_("Left open, we take it as recent."),
                 relevant_if=(When("conditions", ("stroke",)),)),
    )),
    Screen("surgery", _HEALTH, (
        Question("surgery_date", "details.surgery_date", _("When was the operation?"), _("Operation"), "date",
                 _("The latest, if there were several. Roughly is enough."), least=-40_000,
                 open_means=_("Left open, we take it as recent."),
                 relevant_if=(When("conditions", ("recent_surgery", "joint_replacement")),)),
    )),
    Screen("pregnancy", _HEALTH, (
        Question("pregnancy_week", "details.pregnancy_week", _("In which week of pregnancy are you?"),
                 _("Week of pregnancy"), "whole", _("A whole number, such as 20."), most=45, open_means=_OPEN_CAREFUL,
                 relevant_if=(When("conditions", ("pregnancy",)),)),
    )),
    Screen("relapse", _HEALTH, (
        Question("ms_relapse", "details.ms_relapse_within_3_months",
                 _("Did you have a relapse, or a change of treatment, in the past 3 months?"),
                 _("Relapse within 3 months"), "yes_no", open_means=_OPEN_CAREFUL,
                 relevant_if=(When("conditions", ("multiple_sclerosis",)),)),
    )),
    Screen("freezing", _HEALTH, (
        Question("freezing", "freezing", _("Do your feet sometimes freeze, as if glued to the floor?"), _("Freezing"),
                 "yes_no", open_means=_OPEN_CAREFUL,
                 relevant_if=(When("conditions", ("parkinson",)),)),
    )),
    Screen("feeling", _HEALTH, (
        Question("foot_sensation", "details.foot_sensation_normal", _("Do you feel the ground well with both feet?"),
                 _("Feeling in the feet"), "yes_no", _("As well as you used to, with shoes and without."),
                 open_means=_OPEN_CAREFUL,
                 relevant_if=(When("conditions", ("metabolic", "neuropathy")),
                              When("equipment", ("grass",)))),
    )),
    Screen("medication", _HEALTH, (
        Question("medication", "medication", _("Do you take any of these medicines?"), _("Medicines"), "many",
                 choices=_named(words.MEDICATION), open_means=_OPEN_CAREFUL),
    )),
    Screen("pain", _HEALTH, (
        Question("pain_sites", "pain", _("Does anything hurt at the moment?"), _("Pain"), "many",
                 _("Tick where."), _SITES, open_means=_OPEN_CAREFUL),
    )),
    Screen("pain-now", _HEALTH, (
        Question("pain_now", "pain", _("How strong is the pain now?"), _("Pain now"), "scales",
                 _("0 is none, 10 is the worst you can imagine."), open_means=_OPEN_CAREFUL,
                 relevant_if=(When("pain_sites", tuple(site.value for site in _SITES)),)),
    )),
    Screen("active", _WALKING, (
        Question("active", "active_regularly", _("Have you been active regularly?"), _("Regularly active"), "yes_no",
                 _("Planned, such that you breathe deeper: 30 minutes on 3 days a week, for the last 3 months. "
                   "Brisk walking counts."), open_means=_("Left open, we take it that you were not.")),
    )),
    Screen("pace", _WALKING, (
        Question("pace", "usual_forward_speed_mps", _("Do you know your usual walking pace?"), _("Usual pace"),
                 "quantity", _("Forward, as you walk when nothing hurries you. If you don't know it, leave it open: "
                               "you then begin with the slowest start, or with a timed walk."),
                 units=(Unit("kmh", _("km/h"), 1 / 3.6, "4.5"), Unit("mph", _("mph"), 0.44704, "2.8"),
                        Unit("s10m", _("seconds for 10 metres"), 10.0, "9", inverse=True)), least=0.1, most=3,
                 open_means=_("Left open, you begin with the slowest start.")),
    )),
    Screen("goal", _WISHES, (
        Question("goal", "goal", _("What would you like most from it?"), _("Goal"), "one", choices=_named(words.GOALS),
                 required=True),
    )),
    Screen("time", _WISHES, (
        Question("days", "days_per_week", _("On how many days a week?"), _("Days a week"), "one",
                 choices=_steps(1, 2, 3, 4, 5, 6, 7), least=1, most=7, required=True),
        Question("minutes", "minutes_per_session", _("How many minutes each time, all in all?"),
                 _("Minutes each time"), "one", _("With warming up forward and winding down. Only part of it is "
                                                  "walking backward, at first a few minutes."),
                 _steps(10, 15, 20, 30, 45, 60), least=5, most=180, required=True),
        Question("weeks", "weeks", _("For how many weeks?"), _("Weeks"), "one",
                 choices=_steps(4, 6, 8, 12), least=1, most=52,
                 open_means=_("Left open, the programme decides.")),
        Question("start_date", "start_date", _("When would you like to begin?"), _("First day"), "date",
                 most=366, required=True),
    ), _("Your time")),
    Screen("places", _PLACE, (
        Question("equipment", "equipment", _("What do you have to walk with or along?"), _("Places and machines"),
                 "many", _("Tick all that you could use."), _EQUIPMENT, required=True),
    )),
    Screen("treadmill", _PLACE, (
        Question("belt_slowest", "treadmill.min_speed_kmh", _("How slowly can the belt run?"), _("Slowest belt"),
                 "quantity", _("The lowest speed it shows."),
                 units=(Unit("kmh", _("km/h"), 1.0, "0.8"), Unit("mph", _("mph"), 1.609344, "0.5")), most=10,
                 open_means=_("Left open, the belt is not used: it may be too fast for a first step backward."),
                 relevant_if=(When("equipment", ("motorised_treadmill",)),)),
        Question("belt_clip", "treadmill.safety_clip", _("Is there a safety clip that stops the belt?"),
                 _("Safety clip"), "yes_no", _("A cord from your clothes to the machine."),
                 open_means=_("Left open, we take it that there is none, and the treadmill is not used."),
                 relevant_if=(When("equipment", ("motorised_treadmill",)),)),
        Question("belt_load", "treadmill.max_user_kg", _("What is the heaviest user it is made for?"),
                 _("Heaviest user"), "quantity", _("It is on the machine or in its manual."),
                 units=(Unit("kg", _("kg"), 1.0, "120"), Unit("lb", _("lb"), 0.45359237, "265")), least=20, most=500,
                 relevant_if=(When("equipment", ("motorised_treadmill", "self_powered_treadmill")),)),
    ), _("Your treadmill")),
    Screen("people", _PLACE, (
        Question("supervision", "supervision", _("Who can be with you while you walk backward?"), _("Company"), "one",
                 choices=_named(words.SUPERVISION), required=True),
        Question("help_within_call", "help_within_call", _("Would somebody hear you if you called for help?"),
                 _("Help within call"), "yes_no", _("Somebody near, or a phone or alarm you wear."),
                 open_means=_("Left open, we take it that nobody would.")),
    ), _("Company")),
    Screen("body", _SIZE, (
        Question("sex", "sex", _("Sex"), _("Sex"), "one",
                 choices=_named(words.SEXES)),
        Question("height", "height_m", _("How tall are you?"), _("Height"), "quantity",
                 units=(Unit("cm", _("cm"), 0.01, "168"), Unit("in", _("inches"), 0.0254, "66")), least=0.5, most=2.5),
        Question("mass", "mass_kg", _("How much do you weigh?"), _("Weight"), "quantity",
                 _("For estimates of energy, and for the limit of a treadmill."),
                 units=(Unit("kg", _("kg"), 1.0, "72"), Unit("lb", _("lb"), 0.45359237, "158")), least=20, most=400),
    ), _("Last, if you like: your size"), optional=True),
)  # fmt: skip
"""All that is asked, in order."""

QUESTIONS: dict[str, Question] = {one.id: one for screen in SCREENS for one in screen.questions}
