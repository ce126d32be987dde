"""Places on the body that somebody has tried out, and which of them tells their directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from retrowalk.gait.carrying import Tried, Verdict
from retrowalk.recordings import Placement, Side
from retrowalk.store import schema

if TYPE_CHECKING:
    from retrowalk.store.store import Store

_RANK: tuple[Verdict, ...] = ("works", "partly")


@dataclass(frozen=True, slots=True)
class KeptTry:
    """What came of trying out a place.

    Attributes:
        numbers: strides and steps, as in `retrowalk.gait.carrying.Tried`.
        tried_at: when.
    """

    placement: Placement
    side: Side | None
    verdict: Verdict
    numbers: Mapping[str, Any]
    tried_at: datetime


class Carrying:
    """What one person tried."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._person = store.person.id

    def keep(self, placement: Placement, side: Side | None, tried: Tried) -> KeptTry:
        """Keeps what came of a try.

        Args:
            placement, side: that was tried.
            tried: what came of it.
        """
        numbers = {name: value for name, value in asdict(tried).items() if name != "verdict"}
        kept = KeptTry(placement, side, tried.verdict, numbers, self._store.clock())
        with self._store.writing() as db:
            db.execute(insert(schema.carrying).values(person_id=self._person, **asdict(kept)))
        return kept

    def all(self) -> list[KeptTry]:
        """All tries, the latest first."""
        table = schema.carrying
        with self._store.reading() as db:
            rows = db.execute(
                select(table).where(table.c.person_id == self._person).order_by(table.c.id.desc())
            ).all()
        return [KeptTry(row.placement, row.side, row.verdict, row.numbers, row.tried_at) for row in rows]

    def best(self) -> KeptTry | None:
        """The place to offer first: that works, else that works partly, by the latest try of each place.

        A try that could not be told says nothing, neither for a place nor against it.
        """
        latest: dict[Placement, KeptTry] = {}
        for one in self.all():
            if one.verdict != "too_few":
                latest.setdefault(one.placement, one)
        known = [one for one in latest.values() if one.verdict in _RANK]
        return min(known, key=lambda one: (_RANK.index(one.verdict), -one.tried_at.timestamp()), default=None)
