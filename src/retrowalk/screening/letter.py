"""The letter to the doctor or therapist: one page, the question asked, and what the walker told."""

from __future__ import annotations

from collections.abc import Iterator

from retrowalk.language import _, ngettext
from retrowalk.screening.clearance import Letter
from retrowalk.screening.deciding import (
    CLOSED,
    Said,
    lacks_professional,
    level_of,
    scopes_needed,
    urgency_of,
)
from retrowalk.screening.profile import Profile, Scope
from retrowalk.screening.words import (
    condition_name,
    listed,
    medication_name,
    pain_site_name,
    role_name,
    scope_name,
    symptom_name,
    walking_aid_name,
)

TO: dict[Scope, str] = {
    "cardiac": _("the doctor"),
    "balance": _("the physiotherapist or doctor"),
    "orthopaedic": _("the surgeon, doctor or physiotherapist"),
    "obstetric": _("the midwife or doctor"),
    "general": _("the doctor"),
}
OWN_CONDITIONS, OWN_WORDS = 4, 80
NAME = _("Name: ______________________________   Date of birth: ______________")
ANSWER = _(
    "Answer:  \u2610\u00a0yes   \u2610\u00a0yes, with these limits   \u2610\u00a0no.   "
    "Highest effort:  \u2610\u00a0light   \u2610\u00a0moderate.   Holds until: ____________"
)
SIGNATURE = _("Name, role, date and signature: ____________________________________________")


def letter(person: Profile, said: tuple[Said, ...]) -> Letter | None:
    """The letter; None where nobody need be asked.

    Args:
        person: the walker.
        said: the rows that speak.
    """
    level = level_of(said)
    if level not in CLOSED and not lacks_professional(person, level):
        return None
    flags = [
        one.row.sentence(person, True) for one in said if one.row.level == "stop" and not one.row.opened_by
    ]
    scopes = scopes_needed(said)
    if urgency_of(person, said) == "emergency":
        return Letter(
            to=_("whoever helps in this emergency"),
            question=_("Please look at this at once: %(symptoms)s.") % {"symptoms": _symptoms(person)},
            answers=_answers(person),
            paragraphs=(
                NAME,
                _("I told this to Retrowalk, which checks before exercise and makes no diagnosis."),
            ),
        )
    if flags:
        to = _("the doctor")
        question = _("What is behind this: %(symptoms)s? And may I exercise afterwards, and from when?") % {
            "symptoms": _symptoms(person)
        }
    elif scopes:
        to = listed(dict.fromkeys(TO[scope] for scope in scopes))
        question = _(
            "May I train walking backward, at light to moderate effort and with a rail to hold? Please name any limit, "
            "and until when your answer holds."
        )
    else:
        to = TO["balance"]
        question = _(
            "Will you be with me when I walk backward? Or may I train between rails with somebody who can catch me, "
            "without you? Please name any limit, and until when your answer holds."
        )
    return Letter(to, question, _answers(person), tuple(_paragraphs(scopes, bool(flags))))


def _paragraphs(scopes: tuple[Scope, ...], flags: bool) -> Iterator[str]:
    yield NAME
    yield _(
        "I would like to walk backward as exercise, with Retrowalk. It plans slowly: at first at most 5 minutes "
        "backward in a session, in bouts of a minute or less, at half my usual pace or slower, on the level, holding "
        "on. It is no medical device and makes no diagnosis."
    )
    if flags:
        yield _(
            "Its rules stop me because of the symptoms below, and no clearance opens that while they are there."
        )
    elif scopes:
        yield _("Its rules ask for your clearance first, for: %(scopes)s.") % {
            "scopes": listed(scope_name(scope) for scope in scopes)
        }
    else:
        yield _("Its rules ask for a professional beside me, or for a professional's clearance for balance.")
    if not flags:
        yield ANSWER
        yield SIGNATURE


def _symptoms(person: Profile) -> str:
    return listed(symptom_name(one) for one in person.symptoms)


def _answers(person: Profile) -> tuple[str, ...]:
    """What the walker told, a line each; what was left open says so."""
    nothing, details = _("none"), person.details
    lines = [
        (_("Age"), str(person.age)),
        (_("Symptoms"), _symptoms(person) if person.symptoms else nothing),
        (_("Conditions"), _conditions(person) or nothing),
        (_("Medicines"), _medicines(person)),
        (
            _("Exercises regularly (30 minutes on 3 days a week for 3 months)"),
            _yes_no(person.active_regularly),
        ),
        (_("Falls in the past year"), _falls(person)),
        (_("Feels unsteady"), _yes_no(person.unsteady)),
        (_("Worries about falling"), _yes_no(person.worried_about_falling)),
        (_("Walking aid"), _UNKNOWN if person.walking_aid is None else walking_aid_name(person.walking_aid)),
    ]
    if person.age >= 65:
        score = person.stay_independent
        lines.append(
            (_("Stay Independent (from 4 of 14: at risk)"), _UNKNOWN if score is None else str(score))
        )
    if person.pain:
        pain = (
            f"{pain_site_name(one.site)} {_UNKNOWN if one.now is None else f'{one.now:g}/10'}"
            for one in person.pain
        )
        lines.append((_("Pain now"), ", ".join(pain)))
    if details and details.stroke_date:
        lines.append((_("Date of the stroke"), details.stroke_date.isoformat()))
    if details and details.surgery_date:
        lines.append((_("Date of the operation"), details.surgery_date.isoformat()))
    if details and details.pregnancy_week is not None:
        lines.append((_("Week of pregnancy"), str(details.pregnancy_week)))
    if "multiple_sclerosis" in person.conditions:
        relapse = details.ms_relapse_within_3_months if details else None
        lines.append((_("Relapse in the last 3 months"), _yes_no(relapse)))
    if person.clearances:
        held = (
            f"{scope_name(one.scope)} ({role_name(one.by_role)}, {one.date})" for one in person.clearances
        )
        lines.append((_("Clearances so far"), "; ".join(held)))
    return tuple(f"{what}: {said}" for what, said in lines)


_UNKNOWN = _("not answered")


def _yes_no(answer: bool | None) -> str:
    return _UNKNOWN if answer is None else _("yes") if answer else _("no")


def _conditions(person: Profile) -> str:
    own = person.other_conditions or ()
    # The sheet has room for a few in the person's own words.
    shown = (text if len(text) <= OWN_WORDS else f"{text[:OWN_WORDS]}…" for text in own[:OWN_CONDITIONS])
    more = len(own) - OWN_CONDITIONS
    several = [*map(condition_name, person.conditions), *shown]
    if more > 0:
        several.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
    return "; ".join(several)


def _medicines(person: Profile) -> str:
    if person.medication is None:
        return _UNKNOWN
    return "; ".join(map(medication_name, person.medication)) or _("none of those asked about")


def _falls(person: Profile) -> str:
    falls = person.falls
    if not falls.past_year:
        return "0"
    text = _("%(n)s (hurt: %(hurt)s; without a known reason: %(unexplained)s)")
    values = {
        "n": falls.past_year,
        "hurt": _yes_no(falls.injurious),
        "unexplained": _yes_no(falls.unexplained),
    }
    return text % values
