"""What would change the answer, found by asking the table again with that one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from retrowalk.language import _
from retrowalk.screening import questions as q
from retrowalk.screening.clearance import LEVELS, Opening
from retrowalk.screening.deciding import CLOSED, Said, lacks_professional, level_of, said_of, scopes_needed
from retrowalk.screening.profile import Details, ProfessionalClearance, Profile, Scope
from retrowalk.screening.restrictions import LEVEL_LIMITS, restrictions

NEEDS: dict[Scope, str] = {
    "cardiac": _("A doctor's clearance for heart and circulation"),
    "balance": _("A physiotherapist's or doctor's clearance for balance"),
    "orthopaedic": _("A clearance for bones and joints, from the surgeon, a doctor or a physiotherapist"),
    "obstetric": _("A midwife's or doctor's clearance for exercise in pregnancy"),
    "general": _("A doctor's general clearance for exercise"),
}
_LONG_AGO = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Change:
    need: str
    scope: Scope | None
    made: Callable[[Profile], Profile]


def openings(person: Profile, said: tuple[Said, ...]) -> tuple[Opening, ...]:
    """Everything that would change the answer, each by itself.

    ``opens`` names what becomes possible: ``programme`` where it is all that is needed, ``its_part`` where other
    things are needed too, ``hands_free``, ``rails_and_spotter``, the freer level, or restrictions that fall.

    Args:
        person: the walker.
        said: the rows that speak.
    """
    found = []
    for change in _changes(person, said):
        opens = _opens(person, said, change.made(person))
        if opens:
            found.append(Opening(change.need, change.scope, opens))
    level = level_of(said)
    if lacks_professional(person, level):
        found.append(Opening(_("A professional with you whenever you walk backward"), None, ("programme",)))
    elif level == "supervised" and person.supervision not in ("spotter", "professional"):
        found.append(Opening(_("Rails, and somebody with you who can catch you"), None, ("programme",)))
    return tuple(found)


def _changes(person: Profile, said: tuple[Said, ...]) -> Iterator[_Change]:
    level = level_of(said)
    if any(one.row.level == "stop" and not one.row.opened_by for one in said):
        yield _Change(
            _("A doctor has found out what it is, and it is gone: then answer the questions again"),
            None,
            _without_red_flags,
        )
    for scope in scopes_needed(said):
        yield _cleared(scope)
    if any(one.row.rule == "ms_relapse" and one.answer for one in said):
        yield _Change(
            _("Three months without a relapse"),
            None,
            lambda p: _detailed(p, ms_relapse_within_3_months=False),
        )
    if any(one.row.rule == "joint_replacement_recent" and one.answer for one in said) and (
        "recent_surgery" not in person.conditions
    ):
        yield _Change(_("Twelve weeks since the operation"), None, _operated_long_ago)
    if level in ("supported", "supervised") and person.cleared("balance") is None:
        yield _cleared("balance")
    open_questions = _left_open(person, said)
    if open_questions:
        need = _("An answer to what you left open: %(questions)s") % {"questions": "; ".join(open_questions)}
        yield _Change(need, None, _reassuring)


def _opens(person: Profile, said: tuple[Said, ...], changed: Profile) -> tuple[str, ...]:
    before, now_said = level_of(said), said_of(changed)
    after = level_of(now_said)
    if before in CLOSED:
        if after not in CLOSED:
            return ("programme",)
        fewer = sum(one.row.level in CLOSED for one in now_said) < sum(
            one.row.level in CLOSED for one in said
        )
        return ("its_part",) if fewer or LEVELS.index(after) < LEVELS.index(before) else ()
    had = {one.id for one in restrictions(person, before)}
    has = {one.id for one in restrictions(changed, after)}
    opens: list[str] = [after] if after != before else []
    if "no_hands_free" in had - has and after == before:
        opens.append("hands_free")
    if "rails_and_spotter" in has - had:
        opens.append("rails_and_spotter")
    fallen = had - has - LEVEL_LIMITS
    if "no_variants" in has or "grass" not in person.equipment:
        # Barefoot is a variant on grass: where either is missing, knowing the feet opens nothing.
        fallen -= {"no_barefoot"}
    return (*opens, *sorted(fallen))


def _cleared(scope: Scope) -> _Change:
    def with_it(person: Profile) -> Profile:
        held = ProfessionalClearance(scope, "doctor", person.start_date)
        return replace(person, clearances=(*(person.clearances or ()), held))

    return _Change(NEEDS[scope], scope, with_it)


def _without_red_flags(person: Profile) -> Profile:
    flags = {
        symptom
        for one in said_of(person)
        if one.row.level == "stop" and not one.row.opened_by
        for symptom in one.row.of
    }
    return replace(person, symptoms=tuple(one for one in person.symptoms if one not in flags))


def _left_open(person: Profile, said: tuple[Said, ...]) -> tuple[str, ...]:
    """In words, each question once: those of the table, and those that only restrictions ask."""
    questions = [one.row.question for one in said if one.answer is None]
    if person.active_regularly is None:
        questions.append(_("whether you exercise regularly"))
    if person.details is None or person.details.foot_sensation_normal is None:
        questions.append(_("whether your feet feel the ground normally"))
    if person.medication is None:
        questions.append(_("which medicines you take"))
    return tuple(dict.fromkeys(questions))


def _reassuring(person: Profile) -> Profile:
    """The same person with the answer to each open question that asks for least."""
    falls, details = person.falls, person.details or Details()
    signs = q.told(person, q.HEART_SIGNS) and person.cleared("cardiac") is None
    return replace(
        person,
        falls=replace(falls, injurious=bool(falls.injurious), unexplained=bool(falls.unexplained)),
        unsteady=bool(person.unsteady),
        worried_about_falling=bool(person.worried_about_falling),
        walking_aid=person.walking_aid or "none",
        freezing=bool(person.freezing),
        medication=person.medication or (),
        active_regularly=not signs if person.active_regularly is None else person.active_regularly,
        details=replace(
            details,
            surgery_date=details.surgery_date or person.start_date - _LONG_AGO,
            ms_relapse_within_3_months=bool(details.ms_relapse_within_3_months),
            foot_sensation_normal=details.foot_sensation_normal is not False,
        ),
    )


def _detailed(person: Profile, *, ms_relapse_within_3_months: bool) -> Profile:
    details = person.details or Details()
    return replace(person, details=replace(details, ms_relapse_within_3_months=ms_relapse_within_3_months))


def _operated_long_ago(person: Profile) -> Profile:
    details = person.details or Details()
    return replace(person, details=replace(details, surgery_date=person.start_date - _LONG_AGO))
