"""What the table says of a person: the rows that speak, the strictest level, how soon somebody is to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.screening import questions as q
from retrowalk.screening.clearance import LEVELS, Level, Urgency
from retrowalk.screening.profile import Profile, Scope
from retrowalk.screening.table import TABLE, Row

URGENCIES: tuple[Urgency, ...] = ("routine", "same_day", "emergency")
CLOSED: tuple[Level, ...] = ("clearance_first", "stop")


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


def urgency_of(person: Profile, said: tuple[Said, ...]) -> Urgency | None:
    """How soon somebody is to be seen; None where nobody need be.

    Args:
        person: the walker.
        said: rows that speak.
    """
    asked = [one.row.urgency for one in said if one.row.urgency]
    if asked:
        return max(asked, key=URGENCIES.index)
    return "routine" if lacks_professional(person, level_of(said)) else None


def lacks_professional(person: Profile, level: Level) -> bool:
    """True where somebody is to be supervised, and nobody does it or has cleared anything.

    Args:
        person: the walker.
        level: of their clearance.
    """
    return (
        level == "supervised" and person.supervision != "professional" and person.cleared("balance") is None
    )


def scopes_needed(said: tuple[Said, ...]) -> tuple[Scope, ...]:
    """The scopes of clearance that together silence the rows that close, as few as there may be.

    Args:
        said: rows that speak.
    """
    closing = [one.row.opened_by for one in said if one.row.level in CLOSED and one.row.opened_by]
    needed: set[Scope] = set()
    for scopes in sorted(closing, key=len):
        if not needed & set(scopes):
            needed.add(scopes[0])
    return tuple(scope for scope in q.SCOPES_IN_ORDER if scope in needed)
