"""The active weeks of a person who lived with Retrowalk for some weeks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrowalk.outcomes import PersonRecord, WalkFound
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


def test_progress_holds_them(record: PersonRecord) -> None:
    assert progress(record).weeks == weeks_of(record) != ()
