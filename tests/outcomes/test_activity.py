"""The active weeks of a person who lived with Retrowalk for some weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from retrowalk.outcomes import PersonRecord, Result, WalkFound
from retrowalk.outcomes.activity import mover_of, weeks_of
from retrowalk.outcomes.progress import progress
from retrowalk.store import Store
from retrowalk.store.person_record import person_record
from years import FIRST, a_home


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> PersonRecord:
    home = tmp_path_factory.mktemp("home")
    today = a_home(home, weeks=5, walks=True)
    with Store(home) as store:
        return person_record(store, today)


def test_each_week_adds_up_its_sessions(record: PersonRecord) -> None:
    weeks = weeks_of(record)
    assert [one.start for one in weeks][:2] == [FIRST, FIRST.replace(month=12, day=1)]
    assert len(weeks) == 6 and [one.so_far for one in weeks] == [False] * 5 + [True]
    assert sum(one.sources.sessions for one in weeks) == len(record.sessions)
    walked_s = sum(one.forward_s + one.backward_s for one in record.sessions)
    assert sum(one.walked_minutes for one in weeks) == pytest.approx(walked_s / 60, abs=0.5)


def test_a_walk_that_nobody_walked_does_not_count(record: PersonRecord) -> None:
    assert weeks_of(record) == weeks_of(replace(record, walks=()))


def test_a_stroll_counts_and_the_recording_of_a_session_does_not(record: PersonRecord) -> None:
    def real(one: WalkFound) -> WalkFound:
        return replace(one, simulated=False)

    strolls = tuple(real(one) for one in record.walks if one.run is None)
    walks = tuple(real(one) for one in record.walks)
    assert strolls
    with_all, with_strolls, without = (
        weeks_of(replace(record, walks=walked)) for walked in (walks, strolls, ())
    )
    assert [one.met_minutes for one in with_all] == [one.met_minutes for one in with_strolls]
    more = sum(one.walked_minutes for one in with_strolls) - sum(one.walked_minutes for one in without)
    assert more == pytest.approx(sum(one.forward.seconds + one.unknown_s for one in strolls) / 60, abs=0.2)


def test_a_recording_of_which_nobody_knows_when_it_was_made_is_in_no_week(record: PersonRecord) -> None:
    when = tuple(replace(one, simulated=False, run=None, timed=False) for one in record.walks)
    assert weeks_of(replace(record, walks=when)) == weeks_of(replace(record, walks=()))


def test_nobody_has_no_weeks(record: PersonRecord) -> None:
    assert weeks_of(replace(record, sessions=(), walks=())) == ()


def test_what_the_figures_depend_on(record: PersonRecord) -> None:
    mover = mover_of(record)
    assert record.profile is not None
    assert (mover.age, mover.usual_forward_mps, mover.heart_rate_tells) == (67, 1.1, True)
    assert mover.resting_bpm is not None
    for medication in (None, ("beta_blocker",)):
        other = replace(record, profile=replace(record.profile, medication=medication))
        assert not mover_of(other).heart_rate_tells
    assert mover_of(replace(record, profile=None)).age is None


def test_a_heart_rate_typed_in_on_the_day_of_a_session_is_the_sessions(record: PersonRecord) -> None:
    done = next(one for one in record.sessions if one.backward_s > 0)
    done = replace(done, forward_s=0.0, backward_mps=0.5)
    noon = datetime.combine(done.done_on, time(12), UTC)
    typed = Result(
        id="typed", measure="heart_rate_backward", value=125, at=noon, taken_on=done.done_on, speed_mps=0.5
    )
    rest = replace(typed, id="rest", measure="resting_heart_rate", value=65, speed_mps=None)

    def said(*results: Result, **changed: Any) -> int:
        first = replace(record, sessions=(replace(done, **changed),), walks=(), results=(rest, *results))
        return sum(week.sources.with_heart_rate for week in weeks_of(first))

    assert (said(), said(typed)) == (0, 1)
    # On another day, at another speed, or of the lesser part of the session it says nothing of it.
    assert said(replace(typed, taken_on=done.done_on - timedelta(days=1))) == 0
    assert said(replace(typed, speed_mps=1.0)) == 0
    assert said(typed, forward_s=2 * done.backward_s) == 0
    assert record.profile is not None
    blocked = replace(record.profile, medication=("beta_blocker",))
    with_blocker = replace(record, profile=blocked, results=(rest, typed), sessions=(done,))
    assert not any(week.sources.with_heart_rate for week in weeks_of(with_blocker))


def test_progress_holds_them(record: PersonRecord) -> None:
    assert progress(record).weeks == weeks_of(record) != ()
