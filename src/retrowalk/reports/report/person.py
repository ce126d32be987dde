"""Whose report it is, what they told, and what screening made of it."""

from __future__ import annotations

from collections.abc import Iterator

from retrowalk.dates import day_words
from retrowalk.language import _, ngettext
from retrowalk.outcomes import PersonRecord
from retrowalk.outcomes.progress import Progress, began
from retrowalk.reports.report.limits import Limits
from retrowalk.reports.report.tree import Bullets, Facts, Part, Text
from retrowalk.reports.report.wording import dated
from retrowalk.reports.sentences import listed
from retrowalk.screening import Clearance, Profile
from retrowalk.screening.words import (
    condition_name,
    goal_name,
    level_name,
    medication_name,
    pain_site_name,
    role_name,
    scope_name,
    sex_name,
    supervision_name,
    symptom_name,
    urgency_name,
    walking_aid_name,
)


def of_whom(record: PersonRecord) -> str:
    """The name, with what separates it from what follows; empty where there is none.

    Args:
        record: of the person.
    """
    return f"{record.name}, " if record.name else ""


def period_words(record: PersonRecord, progress: Progress) -> str:
    """From when to when it tells.

    Args:
        record: of the person.
        progress: what became of them.
    """
    days = [one.taken_on for one in progress.results]
    first = began(record)
    start = min([*days, *([first] if first else [])], default=record.today)
    if start >= record.today:
        return day_words(record.today)
    return _("%(first)s to %(last)s") % {"first": day_words(start), "last": day_words(record.today)}


def told_facts(profile: Profile) -> Facts:
    """What the walker told, name by name.

    Args:
        profile: in force.
    """
    return Facts(tuple(_told(profile)))


def _told(profile: Profile) -> Iterator[tuple[str, str]]:
    body = [_("born %(year)s") % {"year": profile.birth_year}]
    if profile.sex is not None:
        body.append(sex_name(profile.sex))
    if profile.height_m is not None:
        body.append(_("%(n)s m") % {"n": f"{profile.height_m:.2f}"})
    if profile.mass_kg is not None:
        body.append(_("%(n)s kg") % {"n": f"{profile.mass_kg:.0f}"})
    yield _("Person"), ", ".join(body)
    yield _("Goal"), goal_name(profile.goal)
    conditions = [condition_name(one) for one in profile.conditions] + list(profile.other_conditions or ())
    yield _("Conditions"), listed(conditions) or _("none told")
    if profile.symptoms:
        yield _("Symptoms"), listed([symptom_name(one) for one in profile.symptoms])
    falls = profile.falls
    told = ngettext("%(n)s in the past year", "%(n)s in the past year", falls.past_year) % {
        "n": falls.past_year
    }
    if falls.past_year and falls.injurious:
        told += ", " + _("with an injury")
    if falls.past_year and falls.unexplained:
        told += ", " + _("not explained")
    if profile.stay_independent is not None:
        told += "; " + _("Stay Independent score %(n)s of 14") % {"n": profile.stay_independent}
    yield _("Falls before"), told
    if profile.walking_aid is not None and profile.walking_aid != "none":
        yield _("Walking aid"), walking_aid_name(profile.walking_aid)
    if profile.medication is not None:
        yield (
            _("Medicines asked about"),
            listed([medication_name(one) for one in profile.medication]) or _("none of them"),
        )
    pain = [
        _("%(site)s %(now)s of 10") % {"site": pain_site_name(one.site), "now": f"{one.now:g}"}
        for one in profile.pain or ()
        if one.now is not None
    ]
    yield _("Pain told at screening"), listed(pain) or _("none")
    yield _("Company"), supervision_name(profile.supervision)
    if profile.usual_forward_speed_mps is not None:
        yield _("Usual forward pace"), _("%(n)s m/s") % {"n": f"{profile.usual_forward_speed_mps:.2f}"}


def screening_parts(profile: Profile, clearance: Clearance, limits: Limits) -> Iterator[Part]:
    """The level, why, and what the programme keeps to.

    Args:
        profile: in force.
        clearance: what screening answered.
        limits: how much there is room for.
    """
    level = _("Level: %(level)s.") % {"level": level_name(clearance.level)}
    if clearance.urgency is not None:
        level += " " + _("See somebody: %(when)s.") % {"when": urgency_name(clearance.urgency)}
    yield Text(level)
    yield Text(_("What the walker was told, and what the programme keeps to:"), "small")
    told = [one.text for one in clearance.reasons] + [one.text for one in clearance.restrictions]
    yield Bullets(tuple(told[: limits.reasons]))
    given = [
        _("%(scope)s, by %(role)s, %(date)s")
        % {"scope": scope_name(one.scope), "role": role_name(one.by_role), "date": dated(one.date)}
        for one in profile.clearances or ()
    ]
    if given:
        yield Text(_("Clearances told: %(list)s.") % {"list": "; ".join(given)})
