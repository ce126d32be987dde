"""Answers, profile and programmes: kept, kept apart, never lost between two windows."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from people import a_person
from retrowalk.errors import ChangedMeanwhileError, DocumentError
from retrowalk.evidence import Reason
from retrowalk.prescription import Programme
from retrowalk.screening import Clearance, Profile
from retrowalk.store import Store, plans


def a_programme(profile: Profile, **changed: Any) -> Programme:
    """The smallest there is: stopped, without weeks."""
    clearance = Clearance("clear", None, (Reason("Nothing you told us rules it out.", "acsm"),), (), ())
    empty = Programme(
        id="p1",
        revision=1,
        status="active",
        as_of=date(2026, 11, 23),
        profile=profile,
        clearance=clearance,
        protocol=None,
        not_chosen=(),
        notes=(),
        offers=(),
        feedback=(),
        weeks=(),
    )
    return replace(empty, **changed)


@pytest.fixture
def two_windows(home: Path) -> Iterator[tuple[Store, Store]]:
    with Store(home) as one, Store(home) as other:
        yield one, other


def test_there_is_nothing_before_the_first_answer(store: Store) -> None:
    assert store.plans.draft().answers == {}
    assert store.plans.profile() is None
    assert store.plans.programme() is None
    assert store.plans.programmes() == []


def test_answers_survive_closing_everything(home: Path) -> None:
    with Store(home) as store:
        store.plans.answer({"birth_year": "1954"})
        store.plans.answer({"falls": "1", "unsteady": "yes"})
        store.plans.answer({"unsteady": None})
    with Store(home) as store:
        assert store.plans.draft().answers == {"birth_year": "1954", "falls": "1"}
        store.plans.clear_draft()
        assert store.plans.draft().revision == 0


def test_two_windows_answering_different_questions_at_once_lose_no_answer(
    two_windows: tuple[Store, Store],
) -> None:
    def answer(store: Store, name: str) -> None:
        for i in range(20):
            store.plans.answer({f"{name}{i}": "yes"})

    both = [
        threading.Thread(target=answer, args=(store, name))
        for store, name in zip(two_windows, "ab", strict=True)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(two_windows[0].plans.draft().answers) == 40


def test_a_page_of_answers_from_an_old_window_is_refused_and_what_is_there_stays(
    two_windows: tuple[Store, Store],
) -> None:
    one, other = (window.plans for window in two_windows)
    seen = one.save_draft({"birth_year": "1954"}).revision
    other.save_draft({"birth_year": "1955"}, seen=seen)
    with pytest.raises(ChangedMeanwhileError, match=r"^Your answers were changed in another window"):
        one.save_draft({"birth_year": "1956"}, seen=seen)
    assert one.draft().answers == {"birth_year": "1955"}


def test_a_profile_reads_back_as_it_was(store: Store) -> None:
    person = a_person(conditions=["knee_osteoarthritis"], pain=[{"site": "knee", "now": 2}])
    assert store.plans.save_profile(person, seen=0) == 1
    assert store.plans.profile() == person
    with pytest.raises(ChangedMeanwhileError, match=r"^Your profile was changed"):
        store.plans.save_profile(a_person(), seen=0)
    assert store.plans.save_profile(a_person(), seen=1) == 2


def test_the_next_form_of_a_programme_takes_the_place_of_the_last(store: Store) -> None:
    first = a_programme(a_person())
    seen = store.plans.save_programme(first, seen=0)
    store.plans.save_programme(replace(first, revision=2), seen=seen)
    with pytest.raises(ChangedMeanwhileError, match=r"^Your programme was changed"):
        store.plans.save_programme(replace(first, revision=3), seen=seen)
    (kept,) = store.plans.programmes()
    assert (kept.document.revision, kept.revision, kept.superseded_at) == (2, 2, None)


def test_another_programme_sends_the_one_before_to_the_history(home: Path) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with Store(home, clock=lambda: now) as store:
        store.plans.save_programme(a_programme(a_person(), id="first"))
        other = a_person(days_per_week=2)
        store.plans.answer({"days_per_week": "2"})
        store.plans.adopt(other, a_programme(other, id="second"), seen=0)
        assert store.plans.programme() == a_programme(other, id="second")
        assert store.plans.profile() == other
        assert store.plans.draft().answers == {}
        history = [(kept.document.id, kept.superseded_at) for kept in store.plans.programmes()]
    assert history == [("second", None), ("first", now)]


def test_a_profile_that_was_saved_elsewhere_keeps_its_programme(store: Store) -> None:
    store.plans.adopt(a_person(), a_programme(a_person(), id="first"), seen=0)
    other = a_person(days_per_week=2)
    with pytest.raises(ChangedMeanwhileError):
        store.plans.adopt(other, a_programme(other, id="second"), seen=0)
    assert store.plans.profile() == a_person()
    assert [kept.document.id for kept in store.plans.programmes()] == ["first"]


def test_each_person_sees_their_own(home: Path, store: Store) -> None:
    store.plans.adopt(a_person(), a_programme(a_person()))
    store.plans.answer({"goal": "balance"})
    with Store(home, person=store.add_person("Ada")) as adas:
        assert adas.plans.profile() is None
        assert adas.plans.programmes() == []
        assert adas.plans.draft().answers == {}
        adas.plans.forget()
    assert store.plans.profile() == a_person()


def test_what_is_forgotten_is_gone(home: Path, store: Store) -> None:
    store.plans.adopt(a_person(), a_programme(a_person()))
    store.plans.answer({"goal": "balance"})
    store.plans.forget()
    assert store.plans.profile() is None
    assert store.plans.programmes() == []
    assert store.plans.draft().answers == {}


def change_schema(home: Path, table: str, schema: str) -> None:
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection, connection:
        connection.execute(f"UPDATE {table} SET document = json_set(document, '$.schema', ?)", (schema,))


@pytest.mark.parametrize("table", ["profile", "programme"])
def test_a_document_of_a_later_schema_is_refused_in_a_sentence(home: Path, store: Store, table: str) -> None:
    store.plans.adopt(a_person(), a_programme(a_person()))
    change_schema(home, table, f"retrowalk.{table}/2")
    with pytest.raises(
        DocumentError, match=rf"^The {table} that is kept here .* written by a later Retrowalk"
    ):
        getattr(store.plans, table)()


def test_a_document_of_an_older_schema_is_brought_up_to_date(
    home: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.plans.save_profile(a_person(goal="balance"))
    change_schema(home, "profile", "retrowalk.profile/0")
    newer = {"schema": "retrowalk.profile/1", "goal": "fitness"}
    monkeypatch.setitem(plans.UPGRADES, "retrowalk.profile/0", lambda document: {**document, **newer})
    assert store.plans.profile() == a_person(goal="fitness")


def test_the_stamp_of_the_programme_changes_whenever_the_programme_does(store: Store) -> None:
    assert store.plans.programme_stamp() is None
    first = a_programme(a_person())
    stamps = []
    for one in (first, replace(first, revision=2), replace(first, id="p2")):
        store.plans.save_programme(one)
        stamps.append(store.plans.programme_stamp())
    assert len(set(stamps)) == 3
    assert store.plans.programme_stamp() == stamps[-1]


def test_a_programme_after_all_was_deleted_is_another_one_with_another_stamp(store: Store) -> None:
    store.plans.save_programme(a_programme(a_person()))
    stamp = store.plans.programme_stamp()
    store.plans.forget()
    store.plans.save_programme(a_programme(a_person(), id="p2"))
    assert store.plans.programme_stamp() != stamp
    again = store.plans.programme()
    assert again is not None and again.id == "p2"


def test_what_another_window_saved_is_read_anew(two_windows: tuple[Store, Store]) -> None:
    one, other = two_windows
    one.plans.save_programme(a_programme(a_person()))
    assert one.plans.programme() == other.plans.programme()
    other.plans.save_programme(a_programme(a_person(), revision=2))
    found = one.plans.programme()
    assert found is not None and found.revision == 2
