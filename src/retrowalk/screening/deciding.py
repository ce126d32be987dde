"""From the table to an answer: what speaks, the strictest level, and everything that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.screening import questions as q
from retrowalk.screening.clearance import LEVELS, Clearance, Level, Urgency
from retrowalk.screening.profile import Profile
from retrowalk.screening.restrictions import restrictions
from retrowalk.screening.table import TABLE, Row
from retrowalk.screening.words import role_name, scope_name

URGENCIES: tuple[Urgency, ...] = ("routine", "same_day", "emergency")
CLOSED: tuple[Level, ...] = ("clearance_first", "stop")
NOTHING_RULES_IT_OUT = _("Nothing you told us rules it out.")


@dataclass(frozen=True, slots=True)
class Said:
    """A row that speaks, and the answer it heard: True, or None where the question was left open."""

    row: Row
    answer: q.Answer


def said_of(person: Profile) -> tuple[Said, ...]:
    """The rows that speak, the strictest first, else in the table's order.

    Args:
        person: the walker.
    """
    heard = ((row, row.answer(person)) for row in TABLE)
    speak = [Said(row, answer) for row, answer in heard if answer is not False and not row.opened(person)]
    return tuple(sorted(speak, key=lambda said: -LEVELS.index(said.row.level)))


def level_of(said: tuple[Said, ...]) -> Level:
    """The strictest level that any row asks for.

    Args:
        said: rows that speak, the strictest first.
    """
    return said[0].row.level if said else "clear"


def screen(person: Profile) -> Clearance:
    """May this person walk backward, and how.

    The logic for heart, metabolic and kidney disease is ACSM's pre-participation screening; the questions on falls
    are CDC STEADI's, paraphrased; the rest are product rules, each marked as such in the rules of the evidence.

    Args:
        person: what the walker told; nothing else is looked at, and no other date than theirs.

    Returns:
        The level with its reasons, what a programme keeps to, what would change the answer, and what to do first.
    """
    said = said_of(person)
    level = level_of(said)
    limits = restrictions(person, level)
    reasons = [Reason(one.row.sentence(person, one.answer), one.row.rule, one.row.evidence) for one in said]
    if level == "clear":
        reasons.insert(0, Reason(NOTHING_RULES_IT_OUT, "nothing_rules_it_out"))
    return Clearance(
        level=level,
        urgency=_urgency(person, said),
        reasons=(*reasons, *_about_clearances(person)),
        restrictions=limits,
        opens_with=(),
    )


def _urgency(person: Profile, said: tuple[Said, ...]) -> Urgency | None:
    asked = [one.row.urgency for one in said if one.row.urgency]
    if asked:
        return max(asked, key=URGENCIES.index)
    if (
        level_of(said) == "supervised"
        and person.supervision != "professional"
        and not person.cleared("balance")
    ):
        return "routine"
    return None


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
