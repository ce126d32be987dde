"""What a changed profile changes: shown before it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrowalk.language import _, ngettext
from retrowalk.prescription.programme import Programme, Session
from retrowalk.prescription.words import guards, places
from retrowalk.screening.words import level_name


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    Attributes:
        what: in words.
        before, after: what it was and will be; empty where there is nothing.
    """

    what: str
    before: str
    after: str


def differences(old: Programme, new: Programme) -> tuple[Difference, ...]:
    """What differs between two programmes, as a person would compare them; nothing of dates that have only moved.

    Args:
        old: the one that runs.
        new: the one that would take its place.
    """
    compared = [Difference(what, told(old), told(new)) for what, told in _COMPARED]
    was = {one.id: one.text for one in old.clearance.restrictions}
    will = {one.id: one.text for one in new.clearance.restrictions}
    eased = [Difference(_("No longer asked of you"), text, "") for id, text in was.items() if id not in will]
    added = [
        Difference(_("Asked of you from now on"), "", text) for id, text in will.items() if id not in was
    ]
    return (*(one for one in compared if one.before != one.after), *eased, *added)


def _level(programme: Programme) -> str:
    return level_name(programme.clearance.level)


def _protocol(programme: Programme) -> str:
    from retrowalk.evidence import protocols

    return protocols()[programme.protocol].name if programme.protocol else _("no programme for now")


def _length(programme: Programme) -> str:
    weeks = len(programme.weeks)
    return "" if not weeks else ngettext("%(weeks)d week", "%(weeks)d weeks", weeks) % {"weeks": weeks}


def _days(programme: Programme) -> str:
    days = max((len(week.sessions) for week in programme.weeks), default=0)
    return "" if not days else ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _minutes(
    seconds: Callable[[Session], int], choose: Callable[[Sequence[int]], int]
) -> Callable[[Programme], str]:
    def told(programme: Programme) -> str:
        all_seconds = [seconds(session) for week in programme.weeks for session in week.sessions]
        return _("%(minutes)s min") % {"minutes": f"{choose(all_seconds) / 60:.3g}"} if all_seconds else ""

    return told


def _whole(session: Session) -> int:
    return session.total_s


def _backward(session: Session) -> int:
    return session.backward_s


def _first(seconds: Sequence[int]) -> int:
    return seconds[0]


def _places(programme: Programme) -> str:
    found = {session.place for week in programme.weeks for session in week.sessions}
    return " · ".join(name for place, name in places().items() if place in found)


def _guards(programme: Programme) -> str:
    found = {session.guard for week in programme.weeks for session in week.sessions}
    return " · ".join(name for guard, name in guards().items() if guard in found)


_COMPARED: tuple[tuple[str, Callable[[Programme], str]], ...] = (
    (_("May you walk backward, and how"), _level),
    (_("Programme"), _protocol),
    (_("Where"), _places),
    (_("What catches you"), _guards),
    (_("How long"), _length),
    (_("Days a week"), _days),
    (_("Whole session at first"), _minutes(_whole, _first)),
    (_("Backward at first"), _minutes(_backward, _first)),
    (_("Backward at most"), _minutes(_backward, max)),
)
