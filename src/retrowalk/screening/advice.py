"""Nobody leaves empty-handed: what to do first, and what is fine meanwhile."""

from __future__ import annotations

from retrowalk.language import _
from retrowalk.screening.deciding import (
    CLOSED,
    Said,
    lacks_professional,
    level_of,
    scopes_needed,
    urgency_of,
)
from retrowalk.screening.profile import Condition, Profile, Scope, Symptom

WHO: dict[Scope, str] = {
    "cardiac": _("your doctor"),
    "balance": _("a physiotherapist or your doctor"),
    "orthopaedic": _("the surgeon, doctor or physiotherapist who looks after it"),
    "obstetric": _("your midwife or doctor"),
    "general": _("your doctor"),
}
LEG_TO_REST: tuple[Symptom, ...] = ("one_sided_calf_swelling", "hot_swollen_knee", "cannot_bear_weight")
LIMITS_WERE_GIVEN: tuple[Condition, ...] = (
    "recent_surgery",
    "weight_bearing_limit",
    "fragility_fracture",
    "joint_replacement",
)


def do_first(person: Profile, said: tuple[Said, ...]) -> tuple[str, ...]:
    """What to do first, in order.

    Args:
        person: the walker.
        said: the rows that speak.
    """
    level, urgency = level_of(said), urgency_of(person, said)
    if urgency == "emergency":
        return (
            _(
                "Call the emergency number now (112 in most of Europe, 911 in North America), or have somebody call."
            ),
            _("Do not stay alone, and do not drive yourself."),
            _("If it is over, call a doctor now all the same, and say what it was."),
            _("Show the note to whoever comes."),
        )
    if urgency == "same_day":
        return (
            _("See a doctor today, or call one; at night and on holidays, the service on call."),
            _("Take the letter along."),
            _("If it gets worse, call the emergency number (112 in most of Europe, 911 in North America)."),
        )
    first = []
    if level in CLOSED:
        whom = dict.fromkeys(WHO[scope] for scope in scopes_needed(said))
        text = _("Make an appointment with %(who)s in the coming weeks, and take the letter along.")
        first += [text % {"who": who} for who in whom]
        if any(one.answer is None for one in said if one.row.level in CLOSED):
            first.append(_("Answer what you left open: it may change this answer."))
    elif lacks_professional(person, level):
        first += [
            _("Ask a physiotherapist to walk with you, or to clear walking between rails with a spotter."),
            _("Take the letter along."),
        ]
    elif level == "supervised" and person.supervision != "professional":
        first.append(_("Show this to whoever catches you, before the first session."))
    elif level == "supervised":
        first.append(_("Show this to the professional who is with you, before the first session."))
    elif level == "supported":
        first.append(_("Choose what you will hold on to, and a time when somebody is in the house."))
    return tuple(first)


def meanwhile(person: Profile, said: tuple[Said, ...]) -> tuple[str, ...]:
    """What is fine until somebody has looked; empty in an emergency, and where nobody need look.

    Args:
        person: the walker.
        said: the rows that speak.
    """
    level, urgency = level_of(said), urgency_of(person, said)
    if urgency in (None, "emergency"):
        return ()
    if level == "stop" or urgency == "same_day":
        if any(one in person.symptoms for one in LEG_TO_REST):
            return (_("Rest the leg until it has been looked at, and train nothing."), _QUESTIONS_ONLY)
        return (
            _(
                "No training, forward or backward. Light everyday movement is fine while it brings nothing on."
            ),
            _QUESTIONS_ONLY,
        )
    fine = []
    if any(one.row.rule.startswith("acsm_signs") for one in said):
        fine.append(_("Light everyday movement is fine while it brings nothing on; no exercise until then."))
    elif any(one in person.conditions for one in LIMITS_WERE_GIVEN):
        fine.append(
            _("Go on with your everyday activity and walking forward, within the limits you were given.")
        )
    else:
        fine.append(_("Go on with your everyday activity, and with walking forward as usual."))
    fine.append(
        _(
            "Tests that are fine: the questions on pain and effort, and timing a walk forward at your usual pace."
        )
    )
    if level == "supervised":
        fine.append(_("Tests of balance and of walking backward wait for the professional."))
    return tuple(fine)


_QUESTIONS_ONLY = _("Of the tests only the questions on pain and effort, and nothing that makes you move.")
