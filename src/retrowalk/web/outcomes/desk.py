"""What the pages of Progress do with the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from itertools import groupby
from typing import get_args

from retrowalk.errors import NotThereError
from retrowalk.outcomes import Choice, Measure, PersonRecord, Result, measures
from retrowalk.screening.profile import PainSite
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from retrowalk.web.plan import PlanDesk

Key = tuple[Measure, PainSite | None]


class OutcomeDesk:
    """Results, the primary outcome, and what follows from them.

    Args:
        store: keeps them.
        plan: knows the programme and the day.
    """

    def __init__(self, store: Store, plan: PlanDesk) -> None:
        self.store = store
        self.plan = plan

    def today(self) -> Date:
        return self.plan.today()

    def record(self) -> PersonRecord:
        """All that is kept of the walker, as it stands today."""
        return person_record(self.store, self.today(), self.plan.programme())

    def choose(self, of: Measure, site: PainSite | None) -> None:
        """Names the primary outcome; the one in force is not named again."""
        choice = Choice(of.id, self.today(), site)
        named = self.store.outcomes.choices()
        if not named or (named[-1].measure, named[-1].site) != (choice.measure, choice.site):
            self.store.outcomes.choose(choice)


def measure_named(name: str) -> Measure:
    """
    Raises:
        NotThereError: there is no such measure.
    """
    found = {str(id): one for id, one in measures().items()}.get(name)
    if found is None:
        raise NotThereError("There is no such measure.")
    return found


def site_named(of: Measure, name: str) -> PainSite | None:
    """
    Raises:
        NotThereError: the measure has no such site.
    """
    if not name and not of.by_site:
        return None
    if of.by_site and name in get_args(PainSite):
        return name  # type: ignore[return-value]
    raise NotThereError("There is no such place of the body for this measure.")


def by_measure(results: Sequence[Result]) -> dict[Key, tuple[Result, ...]]:
    """Results by measure and site, in the order in which pages list measures; each in the order of its times."""
    order = {id: place for place, id in enumerate(measures())}

    def key(one: Result) -> tuple[int, str]:
        return order[one.measure], one.site or ""

    ordered = sorted(results, key=lambda one: (*key(one), one.at, one.id))
    found: dict[Key, tuple[Result, ...]] = {}
    for _key, of in groupby(ordered, key=key):
        several = tuple(of)
        found[measures()[several[0].measure], several[0].site] = several
    return found
