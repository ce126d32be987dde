"""Deleting: put away first, removed for good later, with its files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrowalk.errors import NotThereError
from retrowalk.store import Store

from .conftest import WriteTable, files_in

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_deleted_walk_can_be_brought_back(store: Store, write_table: WriteTable) -> None:
    (walk,) = store.add_file(write_table()).walks
    store.delete(walk.id)
    assert store.walks() == []
    assert [one.id for one in store.deleted_walks()] == [walk.id]
    assert store.restore(walk.id).deleted_at is None
    assert [one.id for one in store.walks()] == [walk.id]


def test_after_thirty_days_it_goes_with_its_files(home: Path, write_table: WriteTable) -> None:
    with Store(home, clock=lambda: TODAY) as store:
        (walk,) = store.add_file(write_table()).walks
        store.delete(walk.id)
    with Store(home, clock=lambda: TODAY + timedelta(days=29)) as store:
        assert len(store.deleted_walks()) == 1
    with Store(home, clock=lambda: TODAY + timedelta(days=31)) as store:
        assert store.deleted_walks() == []
        with pytest.raises(NotThereError):
            store.restore(walk.id)
    assert files_in(home) == set()


def test_for_good_is_for_good(store: Store, home: Path, write_table: WriteTable) -> None:
    path = write_table()
    (walk,) = store.add_file(path).walks
    store.say(walk.id, [(0, 1)], "forward")
    store.analyse(walk.id)
    store.delete_for_good(walk.id)
    assert files_in(home) == set()
    with pytest.raises(NotThereError):
        store.walk(walk.id)
    again = store.add_file(path)
    assert not again.already_there
    assert store.statements(again.walks[0].id) == ()


def test_the_original_stays_as_long_as_one_of_its_walks(
    store: Store, home: Path, write_table: WriteTable
) -> None:
    first, second = store.add_file(write_table(trials=2)).walks
    store.delete_for_good(first.id)
    assert store.original(second.id).is_file()
    assert sum(len(block.t_s) for block in store.recording(second.id).signals()) == 200
    store.delete_for_good(second.id)
    assert files_in(home) == set()


def test_a_walk_that_is_not_there_cannot_be_deleted(store: Store) -> None:
    for act in (store.delete, store.restore, store.delete_for_good, store.original, store.statements):
        with pytest.raises(NotThereError, match="not here"):
            act("nothing")
