"""A year of somebody who does not exist, week by week."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from retrowalk.outcomes import Choice
from retrowalk.prescription import Feedback, Programme, Session, SessionFeedback, adapt, prescribe
from retrowalk.screening import screen
from retrowalk.session import SessionLog, feedback_of, happened
from retrowalk.store import demo_person as person
from retrowalk.store.session_walks import FORMAT

if TYPE_CHECKING:
    from retrowalk.recordings import Recording
    from retrowalk.store.store import Store

PROGRAMME_WEEKS, LONGEST_WEEKS = 12, 52
"""The first programme of a longer time, and the longest that is prescribed."""
STILL_TO_COME_WEEKS = 4
HOLIDAY_EVERY_WEEKS, FIRST_HOLIDAY = 19, 9
WEEKS_A_MONTH = 4
DAYS_BEFORE = (7, 4, 2, 1)
"""Days before the first session on which everything is measured."""
STROLL_EVERY_WEEKS = 4
_WARM_UP_S, _BACKWARD_S = 30.0, 25.0


@dataclass
class Year:
    """Living it.

    Args:
        store: of a person without a programme.
        first: civil date of the first session.
        weeks: to live.
        seed: of all that happens. What is measured has a chance of its own, so that a new test changes no session.
        walks: record one a week.
        signs_s: seconds between two signs of life in the logs.
    """

    store: Store
    first: Date
    weeks: int
    seed: int
    walks: bool
    signs_s: float

    def __post_init__(self) -> None:
        self.random = Random(f"sessions {self.seed}")  # noqa: S311 - a story, not a secret
        self.chance = Random(f"results {self.seed}")  # noqa: S311

    def live(self, *, analysed: bool) -> Date:
        """Lives all of it.

        Args:
            analysed: analyse the walks.

        Returns:
            the civil date after it.
        """
        for times, before in enumerate(DAYS_BEFORE):
            self._test(self.first - timedelta(days=before), times, month=0)
        last = self.first + timedelta(weeks=self.weeks)
        programme, begun, left = None, 0, self.weeks
        for week in range(self.weeks):
            if programme is None or (week - begun >= PROGRAMME_WEEKS and begun == 0 and left > 0):
                begun = week
                programme = self._prescribed(week)
            programme = self._week(programme, week)
            left = self.weeks - week - 1
            if (week + 1) % WEEKS_A_MONTH == 0:
                month = (week + 1) // WEEKS_A_MONTH
                self._test(self._day(week, 6), len(DAYS_BEFORE) - 1 + month, month)
        if programme is not None:
            with self._at(last):
                self.store.plans.save_programme(adapt(programme, Feedback(last, ())))
        self.store.runs.walked()
        if analysed:
            for walk in self.store.waiting():
                self.store.analyse(walk)
        return last

    def _day(self, week: int, day: int) -> Date:
        return self.first + timedelta(days=7 * week + day)

    @contextlib.contextmanager
    def _at(self, day: Date, hour: int = 10) -> Iterator[datetime]:
        """The store's clock stands there meanwhile."""
        now, clock = datetime.combine(day, time(hour), UTC), self.store.clock
        self.store.clock = lambda: now
        try:
            yield now
        finally:
            self.store.clock = clock

    def _prescribed(self, week: int) -> Programme:
        start, left = self._day(week, 0), self.weeks - week
        longer = week == 0 and left > PROGRAMME_WEEKS + STILL_TO_COME_WEEKS
        length = PROGRAMME_WEEKS if longer else min(LONGEST_WEEKS, left + STILL_TO_COME_WEEKS)
        profile = person.profile_of(start, length)
        programme = prescribe(profile, screen(profile))
        with self._at(start, hour=7):
            self.store.plans.adopt(profile, programme)
        return programme

    def _week(self, programme: Programme, week: int) -> Programme:
        """One week: its sessions walked or missed, and told of at its end."""
        start, end = self._day(week, 0), self._day(week + 1, 0)
        away = week % HOLIDAY_EVERY_WEEKS == FIRST_HOLIDAY
        told: list[SessionFeedback] = []
        due = [
            one
            for weeks in programme.weeks
            for one in weeks.sessions
            if start <= one.date < end and one.status in ("planned", "moved")
        ]
        for session in due:
            if away or not person.does_it(self.random):
                continue
            log = self._walked(programme, session, week, first=not told)
            answers = feedback_of(happened(log), log, session.date)
            told += [answers, person.next_morning(answers)]
        if self.walks and week % STROLL_EVERY_WEEKS == STROLL_EVERY_WEEKS - 1:
            self._stroll(self._day(week, 6))
        heard = adapt(programme, Feedback(end, tuple(told)))
        with self._at(end, hour=7):
            self.store.plans.save_programme(heard)
        return heard

    def _walked(self, programme: Programme, session: Session, week: int, *, first: bool) -> SessionLog:
        with self._at(session.date) as now:
            log = person.a_log(self.random, programme.id, session, now, week, self.signs_s)
            self.store.runs.add(log)
            self.store.runs.heard(log.run.id, log.events[-1].seq, "kept")
            if self.walks and first:
                self._record(log, week)
        return log

    def _test(self, day: Date, times: int, month: int) -> None:
        weeks = (day - self.first).days / 7
        with self._at(day, hour=12):
            self.store.outcomes.add(*person.tests_of(self.chance, day, weeks, times, month))
            if day == self.first - timedelta(days=DAYS_BEFORE[-1]):
                self.store.outcomes.choose(Choice("pain_usual", day, person.SITE))

    # Walks

    def _record(self, log: SessionLog, week: int) -> None:
        """The beginning of a session, as a phone at the ankle saw it."""
        from retrowalk.recordings.model import Asked
        from retrowalk.simulate import Segment, Walker, simulate_walk

        script = [
            Segment("stand", 3),
            Segment("forward", _WARM_UP_S, 0.95),
            Segment("stand", 4),
            Segment("backward", _BACKWARD_S, round(0.35 + 0.1 * min(1.0, week / 26), 3), rail=True),
            Segment("stand", 3),
        ]
        start_s = 3 + _WARM_UP_S + 4
        walk = simulate_walk(
            script,
            placement="ankle",
            side="right",
            seed=self.random.getrandbits(31),
            walker=Walker(height_m=1.66, variability=1.2),
            file=f"session {log.run.session}.parquet",
            trial=log.run.session,
            started_at=log.run.started_at,
            time_zone=person.ZONE,
        )
        asked = (
            Asked(3.0, 3 + _WARM_UP_S, "warm_up", "forward"),
            Asked(start_s, start_s + _BACKWARD_S, "walk", "backward"),
        )
        self._keep(replace(walk.recording, format=FORMAT, asked=asked), log)

    def _stroll(self, day: Date) -> None:
        """A walk by themselves, forward, as they say afterwards."""
        from retrowalk.simulate import Segment, Walker, simulate_walk

        script = [Segment("stand", 3), Segment("forward", 50, 1.05), Segment("stand", 3)]
        with self._at(day, hour=15) as now:
            walk = simulate_walk(
                script,
                placement="pocket",
                side="right",
                seed=self.random.getrandbits(31),
                walker=Walker(height_m=1.66, variability=1.2),
                file=f"walk {day.isoformat()}.parquet",
                started_at=now,
                time_zone=person.ZONE,
            )
            for kept in self._keep(walk.recording, None):
                self.store.say(kept, [(3.0, 53.0)], "forward")

    def _keep(self, recording: Recording, log: SessionLog | None) -> list[str]:
        from retrowalk.recordings import write_parquet
        from retrowalk.store import importing

        origin = None
        if log is not None:
            origin = importing.Origin(log.run.id, log.events[0].page, log.run.started_at, 0.1)
        with tempfile.TemporaryDirectory(prefix="retrowalk-") as folder:
            path = Path(folder) / recording.file
            write_parquet(recording, path)
            with importing.copied(self.store, path) as file:
                return [one.id for one in importing.add(self.store, file, origin=origin).walks]
