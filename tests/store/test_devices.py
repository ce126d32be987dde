"""Paired phones: known by a token that only they have, until they are removed."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrowalk.errors import NotThereError
from retrowalk.store import Store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def now() -> list[datetime]:
    return [NOON]


@pytest.fixture
def store(tmp_path: Path, now: list[datetime]) -> Store:
    return Store(tmp_path, clock=lambda: now[0])


def test_a_phone_is_known_by_its_token(store: Store) -> None:
    device, token = store.devices.pair("iPhone, Safari")
    assert store.devices.of_token(token) == device
    assert store.devices.of_token(token + "x") is None
    assert store.devices.of_token("") is None


def test_tokens_are_long_and_differ(store: Store) -> None:
    tokens = {store.devices.pair("a phone")[1] for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 43 for token in tokens)  # 256 bits, six in a sign


def test_the_database_does_not_hold_the_token(store: Store) -> None:
    _, token = store.devices.pair("a phone")
    with closing(sqlite3.connect(store.database)) as database:
        (row,) = database.execute("SELECT * FROM device").fetchall()
    assert token not in map(str, row)
    assert hashlib.sha256(token.encode()).hexdigest() in row


def test_a_removed_phone_is_known_no_longer(store: Store) -> None:
    device, token = store.devices.pair("a phone")
    store.devices.revoke(device.id)
    assert store.devices.of_token(token) is None
    assert store.devices.all() == ()
    with pytest.raises(NotThereError):
        store.devices.revoke(device.id)


def test_after_a_year_it_is_paired_again(store: Store, now: list[datetime]) -> None:
    _, token = store.devices.pair("a phone")
    now[0] += timedelta(days=364)
    assert store.devices.of_token(token)
    now[0] += timedelta(days=1)
    assert store.devices.of_token(token) is None


def test_it_is_told_when_a_phone_was_last_here(store: Store, now: list[datetime]) -> None:
    device, token = store.devices.pair("a phone")
    now[0] += timedelta(hours=1)
    store.devices.seen(device.id)
    found = store.devices.of_token(token)
    assert found is not None and (found.paired_at, found.seen_at) == (NOON, now[0])


def test_the_latest_stands_first(store: Store, now: list[datetime]) -> None:
    for name in ("first", "second"):
        store.devices.pair(name)
        now[0] += timedelta(minutes=1)
    assert [one.name for one in store.devices.all()] == ["second", "first"]


def test_each_person_has_their_own(store: Store, tmp_path: Path) -> None:
    device, token = store.devices.pair("a phone")
    with Store(tmp_path, person=store.add_person("another"), clock=lambda: NOON) as other:
        assert other.devices.of_token(token) is None
        assert other.devices.all() == ()
        with pytest.raises(NotThereError):
            other.devices.revoke(device.id)
