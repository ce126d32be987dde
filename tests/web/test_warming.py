"""Getting ready in the background changes nothing that is kept, and hurts nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from retrowalk import contract
from retrowalk.store import Store
from retrowalk.web.warming import warm
from years import a_home

from .conftest import noon


def kept(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as db:
        return [line for line in db.iterdump() if "result" in line or "programme" in line]


def test_what_is_kept_stays_as_it_is(tmp_path: Path) -> None:
    today = a_home(tmp_path, weeks=5)
    # A week nobody looked: the days did something to the programme, which is for the first page to say and to keep.
    with Store(tmp_path, clock=lambda: noon(today + timedelta(days=7))) as store:
        before = kept(tmp_path)
        warm(store).join(60)
        assert kept(tmp_path) == before
        programme = store.plans.programme()
        assert programme is not None and contract.write(programme)["as_of"] == today.isoformat()


def test_a_fresh_folder_and_a_closed_store_are_no_trouble(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        warm(store).join(60)
    warm(store).join(60)
