"""A year of somebody who does not exist: lived through the store's own doors, and the same with the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from retrowalk import contract
from retrowalk.outcomes import measures
from retrowalk.prescription import violations
from retrowalk.store import Store
from retrowalk.store.demo import add_year
from retrowalk.store.person_record import person_record
from years import FIRST, a_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, date]:
    folder = tmp_path_factory.mktemp("year")
    return folder, a_home(folder, weeks=5, walks=True)


def test_sessions_are_walked_and_some_are_missed(home: tuple[Path, date]) -> None:
    with Store(home[0]) as store:
        programme = store.plans.programme()
        record = person_record(store, home[1])
    assert programme is not None and programme.status == "active"
    status = [one.status for week in programme.weeks for one in week.sessions if one.date < home[1]]
    assert status.count("done") == len(record.sessions) > 10
    assert status.count("missed") > 0 and set(status) == {"done", "missed"}
    assert all(one.run is not None and one.backward_s > 0 for one in record.sessions)
    assert all(one.told is not None and one.told.pain for one in record.sessions)


def test_the_programme_that_comes_of_it_keeps_the_rules(home: tuple[Path, date]) -> None:
    with Store(home[0]) as store:
        programme = store.plans.programme()
    assert programme is not None
    assert violations(programme) == ()
    assert programme.as_of == home[1] == FIRST + timedelta(weeks=5)


def test_everything_is_measured_four_times_before_and_once_a_month(home: tuple[Path, date]) -> None:
    with Store(home[0]) as store:
        results = person_record(store, home[1]).results
    walks = [one for one in results if one.measure == "backward_walk_3m"]
    assert [one.taken_on < FIRST for one in walks] == [True] * 4 + [False]
    assert [one.practice for one in walks] == [True, False, False, False, False]
    assert all(one.note == "Simulated." for one in results)
    for one in results:
        least, most = measures()[one.measure].usual
        assert least <= one.value <= most


def test_walks_are_simulated_and_most_are_of_sessions(home: tuple[Path, date]) -> None:
    with Store(home[0]) as store:
        walks = person_record(store, home[1]).walks
    assert len(walks) == 6 and all(one.simulated for one in walks)
    assert [one.run is None for one in walks].count(True) == 1
    assert all(one.backward.seconds > 15 for one in walks if one.run), "the warm-up anchors them"
    assert all(one.forward.seconds > 30 for one in walks if one.run is None), "as its walker said"


def test_the_same_seed_is_the_same_year(tmp_path: Path) -> None:
    lived = []
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        with Store(tmp_path / name) as store:
            today = add_year(store, FIRST, weeks=2, seed=seed, walks=False, signs_s=600)
            record = person_record(store, today)
        lived.append((contract.write(record.programmes[-1]), record.sessions, record.results, record.choices))
    assert lived[0] == lived[1] != lived[2]


def test_the_clock_of_the_store_goes_on_as_before(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        clock = store.clock
        add_year(store, FIRST, weeks=1, walks=False, signs_s=600)
        assert store.clock is clock
