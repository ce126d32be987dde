"""What a person came for, answered: what studies say of it, in whom, and what is reasonable where none does.

The programme in the FITT-VP words (frequency, intensity, time, type, volume, progression) stands here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.planning.dose import most_backward_s
from retrowalk.prescription.planning.weeks import first_days, in_words
from retrowalk.screening.words import condition_name, listed

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan
    from retrowalk.screening import Profile
    from retrowalk.screening.profile import Condition


UNSTUDIED: frozenset[Condition] = frozenset(
    {
        "pregnancy",
        "epilepsy",
        "osteoporosis",
        "fragility_fracture",
        "joint_replacement",
        "vestibular",
        "neuropathy",
        "vision_impairment",
        "hearing_loss",
        "renal",
    }
)
"""Conditions of which no study in the evidence trained people walking backward."""


def advice(profile: Profile, plan: Plan) -> tuple[Reason, ...]:
    """The answer to the goal and to the conditions told, the programme in a few words, and what it is not.

    Args:
        profile: of the walker.
        plan: of the programme.
    """
    conditions = [answer for condition, answer in _conditions().items() if condition in profile.conditions]
    goal = _goals()[profile.goal]
    if profile.goal == "general" and conditions:
        goal = conditions.pop(0)
    elif profile.goal == "knee_pain" and not {"knee_osteoarthritis", "runners_knee"} & set(
        profile.conditions
    ):
        goal = _knee_pain_without_a_name()
    said = dict.fromkeys([goal, *conditions, *_unstudied(profile)])
    return (*said, *_everyday(profile, plan), fitt(plan), *_only(profile), _no_running())


def fitt(plan: Plan) -> Reason:
    """Frequency, intensity, time, type, volume and progression of a plan.

    Args:
        plan: of the programme.
    """
    first = first_days(plan)
    text = _(
        "Frequency: %(days)s days a week at first. Intensity: up to %(speed)s km/h backward, an effort of %(low)s to "
        "%(high)s of 10, at which you can still talk. Time: %(time)s backward a session in bouts of up to %(bout)s. "
        "Type: %(type)s. Volume: %(volume)s backward in the first week%(once)s. Progression: %(progression)s."
    )
    return Reason(
        text
        % {
            "days": first,
            "speed": f"{3.6 * plan.start_speed_mps:.1f}",
            "low": f"{plan.effort[0]:g}",
            "high": f"{plan.effort[1]:g}",
            "time": in_words(plan.first_backward_s),
            "bout": in_words(min(plan.bout_s, plan.first_backward_s)),
            "type": _types()[plan.form],
            "volume": in_words(first * plan.first_backward_s),
            "once": _(", counted once a day") if plan.form == "snack" else "",
            "progression": _progression(plan),
        },
        "fitt_vp",
        (plan.protocol,),
    )


def _progression(plan: Plan) -> str:
    if not plan.grows:
        return _("none: the dose of the study, as it was tried")
    most_s, things = most_backward_s(plan), []
    if most_s > plan.first_backward_s:
        time = _("time (at most %(step)s more, up to %(most)s)")
        things.append(time % {"step": in_words(plan.time_step_s), "most": in_words(most_s)})
    if plan.speed_cap_mps > plan.start_speed_mps:
        things.append(_("speed"))
    if plan.lighter_hands:
        things.append(_("lighter hands"))
    if not things:
        return _("none: your time and pace leave no room for more")
    return _("one thing a week: %(things)s") % {"things": _(", then ").join(things)}


def _types() -> dict[str, str]:
    return {
        "belt": _("treadmill, backward bouts with the belt stopped in between"),
        "along": _("back and forth along something to hold"),
        "build_up": _("backward bouts with rests in between"),
        "intervals_3_1": _("3 minutes forward to 1 backward"),
        "intervals_5_1": _("5 minutes forward to 1 backward"),
        "twenty_with_five": _("a walk of about 20 minutes with 5 of them backward"),
        "inserts": _("backward bouts in warm-up and cool-down"),
        "snack": _("a minute or two at a time, through the day"),
    }


def _goals() -> dict[str, Reason]:
    return {
        "general": Reason(
            _(
                "For people without complaints little was studied: balance got better in small trials, mostly with "
                "clinical groups. It is a change from walking forward, not a replacement for it."
            ),
            "goal_answer",
            ("C03", "C05", "ST23"),
        ),
        "knee_pain": Reason(
            _(
                "Supported in people with knee osteoarthritis, added to physiotherapy: in 13 trials pain and function "
                "got better. Walking backward alone, without the rest, was not settled."
            ),
            "goal_answer",
            ("ST22", "ST02", "C26", "C49"),
        ),
        "back_pain": Reason(
            _(
                "Supported in small trials in people with low back pain, added to treatment: pain and balance got "
                "better; bending forward did not differ."
            ),
            "goal_answer",
            ("ST37", "ST38", "ST14", "C27"),
        ),
        "balance": Reason(
            _(
                "Supported in small trials, mostly with clinical groups: steadiness got better. No trial counted "
                "falls, so nobody knows whether there are fewer."
            ),
            "goal_answer",
            ("ST23", "ST45", "C16", "C17", "C64"),
        ),
        "fitness": Reason(
            _(
                "Partly supported: 13 young women who ran and walked backward for 6 weeks got fitter. At the speeds "
                "you begin with it is light to moderate exercise; your usual exercise stays the greater part."
            ),
            "goal_answer",
            ("ST04", "C04", "C72"),
        ),
        "weight": Reason(
            _(
                "Modest and mixed: overweight young adults lost a little more than with walking forward, another "
                "trial saw no change. At the same speed it takes 1.25 to 1.40 times the energy, and less with practice."
            ),
            "goal_answer",
            ("ST11", "ST12", "ST35", "K4", "K11", "C73"),
        ),
        "variety": Reason(
            _("A change is a good reason. That variety prevents injuries or wear is not shown."),
            "goal_answer",
            ("C02", "C06", "C38", "C55"),
        ),
        "sport": Reason(
            _(
                "As a part of warm-up and cool-down it does no harm that was reported. That athletes get better by "
                "it is not shown for walking."
            ),
            "goal_answer",
            ("C17", "C29", "PR10"),
        ),
        "return_to_training": Reason(
            _(
                "No trial shows that athletes come back sooner or keep their fitness by walking backward. What is "
                "reasonable: short inserts, below pain, beside what your physiotherapist set."
            ),
            "goal_answer",
            ("C74", "C63", "PR10"),
        ),
    }


def _knee_pain_without_a_name() -> Reason:
    return Reason(
        _(
            "Supported in people with knee osteoarthritis, added to physiotherapy. For knee pain of another kind no "
            "study was found: begin small, and have it looked at if it stays."
        ),
        "goal_answer",
        ("ST22", "C48"),
    )


def _conditions() -> dict[str, Reason]:
    return {
        "knee_osteoarthritis": _goals()["knee_pain"],
        "low_back_pain": _goals()["back_pain"],
        "runners_knee": Reason(
            _(
                "For runner's knee no study had people walk backward: the forces behind that advice were measured in "
                "running, and at the same slow speed they were equal. Reasonable: below pain, a little at a time."
            ),
            "goal_answer",
            ("C60", "K7", "ST44"),
        ),
        "achilles_or_heel_pain": Reason(
            _(
                "No study supports this for heel or Achilles pain. Here is what is reasonable: your calf works harder "
                "on the way down, so begin small, on level ground, in shoes, and stop at new pain."
            ),
            "goal_answer",
            ("C71", "ST40"),
        ),
        "groin_strain": Reason(
            _(
                "No study supports this for a groin strain. Here is what is reasonable: short steps, slow, below "
                "pain, and what your physiotherapist set comes first."
            ),
            "goal_answer",
            ("C63",),
        ),
        "hamstring_strain": Reason(
            _(
                "In one small trial, known from a short report, people with a hamstring strain who walked backward, "
                "led, 4 times a week for 3 weeks gained strength and balance."
            ),
            "goal_answer",
            ("ST36", "C63"),
        ),
        "stroke": Reason(
            _(
                "Supported after a stroke, led by a professional: walking got better, though no better than with the "
                "same time forward."
            ),
            "goal_answer",
            ("ST25", "ST26", "K8", "C53"),
        ),
        "multiple_sclerosis": Reason(
            _("Studied in 19 people with multiple sclerosis, led; a larger trial is under way."),
            "goal_answer",
            ("ST15", "C31", "PR37"),
        ),
        "parkinson": Reason(
            _(
                "In Parkinson's, walking backward is harder than walking forward; no trial of training it was found. "
                "That is why somebody professional leads."
            ),
            "goal_answer",
            ("ST28", "C30"),
        ),
    }


def _unstudied(profile: Profile) -> tuple[Reason, ...]:
    named = [condition_name(one) for one in profile.conditions if one in UNSTUDIED]
    if not named:
        return ()
    text = _(
        "You told us of %(named)s. We found no study of walking backward as training with that: what is planned goes "
        "by careful rules alone."
    )
    return (Reason(text % {"named": listed(named)}, "goal_answer"),)


def _everyday(profile: Profile, plan: Plan) -> tuple[Reason, ...]:
    if profile.goal not in ("balance", "variety") or plan.everyday:
        return ()
    text = _(
        "Steps back happen every day: to a chair, from an open cupboard. Practise them as you meet them, one hand on "
        "something firm."
    )
    return (Reason(text, "everyday_practice", ("C06",)),)


def _only(profile: Profile) -> tuple[Reason, ...]:
    """For those whose only equipment is a variant."""
    if not profile.equipment or not set(profile.equipment) <= {
        "self_powered_treadmill",
        "elliptical",
        "sled",
        "pool",
    }:
        return ()
    text = _(
        "What you have to walk with is for later: nobody begins backward on a self-powered treadmill, an elliptical, "
        "with a sled or in a pool. You begin on level ground; the offers say when they open."
    )
    return (Reason(text, "variants_behind_prerequisites", ("PR13", "PR16", "PR18", "PR32", "C42")),)


def _no_running() -> Reason:
    return Reason(
        _("Running backward is outside this programme: it is about walking."),
        "no_backward_running",
        ("PR19", "ST47"),
    )
