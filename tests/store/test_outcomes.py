"""Results, the primary outcome and trials, kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from retrowalk.errors import ChangedMeanwhileError, NotThereError
from retrowalk.outcomes import Choice, Entry, Result
from retrowalk.store import Store
from trials import a_trial

TUG = Result(
    id="0f3c2b1a-tug",
    measure="timed_up_and_go",
    value=11.2,
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    taken_on=date(2026, 11, 23),
    trials=(11.4, 11.0),
    taken_by="helper",
)


def test_a_result_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
    with Store(tmp_path) as store:
        assert [one.result for one in store.outcomes.results()] == [TUG]


def test_the_same_result_twice_is_one(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
        store.outcomes.add(TUG)
        assert len(store.outcomes.results()) == 1


def test_another_result_with_its_id_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
        with pytest.raises(ChangedMeanwhileError):
            store.outcomes.add(replace(TUG, value=9.0))
        assert store.outcomes.result(TUG.id).result == TUG


def test_two_tabs_do_not_overwrite_each_other(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
        store.outcomes.replace(replace(TUG, value=10.0), seen=1)
        with pytest.raises(ChangedMeanwhileError):
            store.outcomes.replace(replace(TUG, value=12.0), seen=1)
        assert store.outcomes.result(TUG.id).result.value == 10.0


def test_what_is_put_away_does_not_count_and_can_be_brought_back(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
        store.outcomes.put_away(TUG.id)
        assert store.outcomes.results() == []
        store.outcomes.bring_back(TUG.id)
        assert len(store.outcomes.results("timed_up_and_go")) == 1


def test_nobody_sees_the_results_of_another_person(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.add(TUG)
        other = store.add_person("Other")
    with Store(tmp_path, person=other) as store:
        assert store.outcomes.results() == []
        with pytest.raises(NotThereError):
            store.outcomes.put_away(TUG.id)


def test_the_outcome_named_last_is_in_force(tmp_path: Path) -> None:
    first = Choice("timed_up_and_go", date(2026, 11, 23))
    then = Choice("pain_usual", date(2026, 12, 1), "knee")
    with Store(tmp_path) as store:
        store.outcomes.choose(first)
        store.outcomes.choose(then)
        assert store.outcomes.choices() == [first, then]


def an_entry(value: float, **changed: Any) -> Entry:
    plain: dict[str, Any] = {"id": "one form", "taken_on": date(2026, 1, 5), "confirmed": True}
    return Entry(values={"timed_up_and_go": (value,)}, **{**plain, **changed})


def test_a_form_that_is_sent_twice_is_kept_once(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        today = date(2026, 1, 5)
        first = store.outcomes.enter(an_entry(11.2), today)
        assert store.outcomes.enter(an_entry(11.2), today) == first
        assert [one.result for one in store.outcomes.results()] == list(first.results)


def test_a_form_that_is_sent_twice_at_the_same_moment_is_kept_once(tmp_path: Path) -> None:
    both, ticks = Barrier(2), count()

    def clock() -> datetime:
        # Neither goes on to write before both have looked at what is kept.
        both.wait(timeout=10)
        return datetime(2026, 1, 5, 9, 0, next(ticks), tzinfo=UTC)

    with Store(tmp_path) as store, ThreadPoolExecutor(2) as presses:
        store.clock = clock
        today = date(2026, 1, 5)
        first, second = presses.map(lambda _: store.outcomes.enter(an_entry(11.2), today), range(2))
        assert first == second
        assert [one.result for one in store.outcomes.results()] == list(first.results)


def test_what_is_asked_back_is_not_kept_yet(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        asked = store.outcomes.enter(an_entry(90.0, confirmed=False), date(2026, 1, 5))
        assert asked.asks
        assert store.outcomes.results() == []


def test_two_windows_with_the_same_form_and_other_values_lose_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.outcomes.enter(an_entry(11.2), date(2026, 1, 5))
        with pytest.raises(ChangedMeanwhileError):
            store.outcomes.enter(an_entry(12.0), date(2026, 1, 5))
        assert [one.result.value for one in store.outcomes.results()] == [11.2]


def test_a_second_trial_cannot_begin_while_one_runs(tmp_path: Path) -> None:
    first, second = a_trial(seed=1), a_trial(seed=2)
    clock = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    with Store(tmp_path, clock=lambda: clock[0]) as store:
        store.outcomes.save_trial(first, seen=0)
        with pytest.raises(ChangedMeanwhileError, match="one runs at a time"):
            store.outcomes.save_trial(second, seen=0)
        assert [one.trial for one in store.outcomes.trials()] == [first]
        clock[0] += timedelta(weeks=30)
        store.outcomes.save_trial(second, seen=0)
        assert len(store.outcomes.trials()) == 2
