"""Profile in, clearance out."""

from __future__ import annotations

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.screening import questions as q
from retrowalk.screening.advice import do_first, meanwhile
from retrowalk.screening.clearance import Clearance
from retrowalk.screening.deciding import level_of, said_of, urgency_of
from retrowalk.screening.letter import letter
from retrowalk.screening.openings import openings
from retrowalk.screening.profile import Profile
from retrowalk.screening.restrictions import restrictions
from retrowalk.screening.words import role_name, scope_name

NOTHING_RULES_IT_OUT = _("Nothing you told us rules it out.")


def screen(person: Profile) -> Clearance:
    """May this person walk backward, and how.

    The logic for heart, metabolic and kidney disease is ACSM's pre-participation screening; the questions on falls
    are CDC STEADI's, paraphrased; the rest are product rules, each marked as such in the rules of the evidence.

    Args:
        person: what the walker told; nothing else is looked at, and no other date than theirs.

    Returns:
        The level with its reasons, what a programme keeps to, what would change the answer, what to do first and
        meanwhile, and a letter where somebody should be asked.
    """
    said = said_of(person)
    level = level_of(said)
    reasons = [Reason(one.row.sentence(person, one.answer), one.row.rule, one.row.evidence) for one in said]
    if level == "clear":
        reasons.insert(0, Reason(NOTHING_RULES_IT_OUT, "nothing_rules_it_out"))
    return Clearance(
        level=level,
        urgency=urgency_of(person, said),
        reasons=(*reasons, *_about_clearances(person)),
        restrictions=restrictions(person, level),
        opens_with=openings(person, said),
        do_first=do_first(person, said),
        meanwhile=meanwhile(person, said),
        letter=letter(person, said),
    )


def _about_clearances(person: Profile) -> tuple[Reason, ...]:
    reasons = []
    for scope in q.SCOPES_IN_ORDER:
        held = person.cleared(scope)
        if held is not None:
            text = _(
                "You have been cleared (%(role)s, %(date)s) for: %(scope)s. It opens that, and nothing else."
            )
            values = {
                "role": role_name(held.by_role),
                "date": held.date.isoformat(),
                "scope": scope_name(scope),
            }
            reasons.append(Reason(text % values, "clearance_opens_its_scope"))
    for scope in q.clearances_that_do_not_hold(person):
        text = _("Your clearance for %(scope)s does not hold on the start date, so it opens nothing.")
        reasons.append(Reason(text % {"scope": scope_name(scope)}, "clearance_opens_its_scope"))
    return tuple(reasons)
