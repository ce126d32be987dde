"""What to measure next, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.counting import REPEATS_WITHIN, counted
from retrowalk.outcomes.measure import Kind, MeasureId, measure, measures
from retrowalk.outcomes.measurement_error import published
from retrowalk.outcomes.offering import offers_now
from retrowalk.outcomes.record import PersonRecord
from retrowalk.outcomes.repeatability import FEWEST_REPEATS
from retrowalk.outcomes.result import Result
from retrowalk.screening.profile import PainSite

MONTH = timedelta(days=28)
# Repeats too close share a good or a bad spell, and make the error look smaller than it is; all fit in two weeks.
# A question costs nothing to answer, and five repeats tell far more than three.
REPEATS: Mapping[Kind, tuple[int, timedelta]] = {
    "test": (FEWEST_REPEATS, timedelta(days=5)),
    "reading": (5, timedelta(days=3)),
    "question": (5, timedelta(days=3)),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One measure, and the day from which it is wanted.

    Attributes:
        measure, site: which.
        on: civil date; today or before where it is due now.
        primary: it is the outcome that decides.
        reason: why then.
        now: it is due today.
    """

    measure: MeasureId
    site: PainSite | None
    on: Date
    primary: bool
    reason: Reason
    now: bool


def due(record: PersonRecord) -> tuple[Due, ...]:
    """What to measure next, the primary outcome first, then by day.

    The primary outcome is wanted at the start, as often as its error needs, and then every four weeks; what was
    measured before is wanted again four weeks after the last time. Nobody is asked for a test that is not offered to
    them as they are now.

    Args:
        record: all that is known of the person.
    """
    choice = record.choice
    wanted: list[tuple[MeasureId, PainSite | None]] = []
    if choice is not None:
        wanted.append((choice.measure, choice.site))
    wanted += [(one.measure, one.site) for one in record.results]
    open_ = _offered(record)
    found = [
        _due(record, id, site, primary=choice is not None and (id, site) == (choice.measure, choice.site))
        for id, site in dict.fromkeys(wanted)
        if id in open_ and measure(id).kind in REPEATS
    ]
    order = list(measures())
    return tuple(sorted(found, key=lambda one: (not one.primary, one.on, order.index(one.measure))))


def _offered(record: PersonRecord) -> frozenset[MeasureId]:
    """What may be asked of a person; of somebody nothing is known of, what needs nobody beside them."""
    if record.profile is None:
        return frozenset(id for id, one in measures().items() if one.kind in ("question", "reading"))
    return frozenset(one.measure for one in offers_now(record.profile, record.programme) if one.may)


def _due(record: PersonRecord, id: MeasureId, site: PainSite | None, *, primary: bool) -> Due:
    what = measure(id)
    mine = [one for one in record.results if (one.measure, one.site) == (id, site)]
    days = counted(mine, what, site).days
    on, reason = _when(record, mine, days, primary)
    return Due(id, site, on, primary, reason, on <= record.today)


def _when(
    record: PersonRecord, mine: Sequence[Result], days: Sequence[Result], primary: bool
) -> tuple[Date, Reason]:
    if not mine:
        return record.today, Reason(
            _("It was not measured yet: where you start is needed first."), "outcome_due"
        )
    last = max(one.taken_on for one in mine)
    wanted, between = REPEATS[measure(mine[0].measure).kind]
    if not days:
        return last + between, Reason(_("So far it was practice; the next time counts."), "outcome_due")
    error_is_known = published(measure(days[0].measure), record.profile) is not None
    if primary and not error_is_known and _begins(record, days, wanted):
        text = _(
            "Nobody has published how much it differs by chance for you; %(n)s results on different days show it."
        )
        return last + between, Reason(text % {"n": wanted}, "outcome_due")
    return last + MONTH, Reason(_("Four weeks after the last time."), "outcome_due")


def _begins(record: PersonRecord, days: Sequence[Result], wanted: int) -> bool:
    """The start still wants repeats: there are too few, and they can still be close together."""
    if len(days) >= wanted:
        return False
    return record.today - days[0].taken_on <= REPEATS_WITHIN
