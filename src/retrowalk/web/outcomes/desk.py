"""What the pages of Progress do with the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Date
from datetime import datetime
from typing import get_args

from fastapi import Request

from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.outcomes import (
    Choice,
    Entered,
    Entry,
    Measure,
    MeasureId,
    OfferedTest,
    PersonRecord,
    enter,
    measures,
    offers_now,
)
from retrowalk.outcomes.due import Due, due
from retrowalk.outcomes.progress import Progress, progress
from retrowalk.screening.profile import Goal, PainSite, Supervision
from retrowalk.store import Store
from retrowalk.store.outcomes import KeptResult
from retrowalk.store.person_record import person_record
from retrowalk.web.plan import PlanDesk

Key = tuple[Measure, PainSite | None]
SITES_OF_GOALS: Mapping[Goal, PainSite] = {"knee_pain": "knee", "back_pain": "low_back"}


class OutcomeDesk:
    """Results, the primary outcome, and what follows from them.

    Args:
        store: keeps them.
        plan: knows the programme and the day.
    """

    def __init__(self, store: Store, plan: PlanDesk) -> None:
        self.store = store
        self.plan = plan
        # A year takes a third of a second to work out, and several pages ask for it.
        self._last: tuple[tuple[int, Date], datetime | None, PersonRecord, Progress] | None = None

    def today(self) -> Date:
        return self.plan.today()

    def progress(self) -> tuple[PersonRecord, Progress]:
        """All that is kept of the walker, and what became of it, as it stands today."""
        self.plan.programme()  # keeps what the days did by themselves
        key = (self.store.version(), self.today())
        last = self._last
        if last is None or last[0] != key or (last[1] is not None and self.store.clock() > last[1]):
            # A run that is left open closes by time alone, and is walked from then on.
            until = self.store.runs.next_lost()
            record = self.record()
            last = self._last = (key, until, record, progress(record))
        return last[2], last[3]

    def record(self) -> PersonRecord:
        """All that is kept of the walker, as it stands today."""
        return person_record(self.store, self.today(), self.plan.programme())

    def enter(self, entry: Entry) -> Entered:
        """Keeps what was typed, unless something about it is asked first.

        Args:
            entry: as typed; sent a second time, it is kept once.

        Raises:
            ResultError: it cannot be.
            ChangedMeanwhileError: something else was kept under its id.
        """
        return self.store.outcomes.enter(entry, self.today())

    def correct(self, entry: Entry, kept: KeptResult, seen: int) -> tuple[str, ...]:
        """Keeps a correction; the sentences to confirm first, where there are any.

        Args:
            entry: as typed.
            kept: what it corrects.
            seen: the revision it was made from.

        Raises:
            ResultError: it cannot be.
            ChangedMeanwhileError: the result was changed elsewhere since.
        """
        if seen != kept.revision:
            raise ChangedMeanwhileError(
                "This result was changed in another window since this page was opened. "
                "What you typed still stands here: saved once more, it takes the place of what is there now."
            )
        before = [one.result for one in self.store.outcomes.results()]
        entered = enter(entry, self.store.clock(), self.today(), before)
        if entered.asks:
            return entered.asks
        (result,), old = entered.results, kept.result
        if result.taken_on == old.taken_on:
            result = replace(result, at=old.at)
        self.store.outcomes.replace(replace(result, walk=old.walk, session=old.session), seen=seen)
        return ()

    def offered(self, company: Supervision | None = None) -> dict[MeasureId, OfferedTest]:
        """What may be taken now, by measure; empty without answers to the questions.

        Args:
            company: who is there this time; None: as the answers say.
        """
        there = offers_now(self.store.plans.profile(), self.plan.programme(), company=company)
        return {one.measure: one for one in there}

    def due(self) -> list[Due]:
        """What to measure next, the primary outcome first; nothing that may not be taken as the walker is now.

        Worked out from what was measured and what was told since the answers, without sessions and walks: Today asks
        for it each time.
        """
        kept, programme = self.store.outcomes, self.plan.programme()
        record = PersonRecord(
            name="",
            today=self.today(),
            profile=self.store.plans.profile(),
            programmes=() if programme is None else (programme,),
            sessions=(),
            walks=(),
            results=tuple(one.result for one in kept.results()),
            choices=tuple(kept.choices()),
            trials=(),
        )
        return list(due(record))

    def choose(self, of: Measure, site: PainSite | None) -> None:
        """Names the primary outcome; the one in force is not named again."""
        choice = Choice(of.id, self.today(), site)
        named = self.store.outcomes.choices()
        if not named or (named[-1].measure, named[-1].site) != (choice.measure, choice.site):
            self.store.outcomes.choose(choice)


def outcomes_of(request: Request) -> OutcomeDesk:
    desk: OutcomeDesk = request.app.state.desk.outcomes
    return desk


def sites_of(record: PersonRecord) -> list[PainSite]:
    """Where it hurts, as far as the walker told: in their answers, by their goal, in results.

    Args:
        record: of the walker.
    """
    profile = record.profile
    told = [one.site for one in profile.pain or ()] if profile else []
    wanted = SITES_OF_GOALS.get(profile.goal) if profile else None
    measured = [one.site for one in record.results if one.site]
    named = [one.site for one in record.choices if one.site]
    return list(dict.fromkeys([*told, *([wanted] if wanted else []), *measured, *named]))


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
