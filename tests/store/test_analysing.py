"""What is found in a walk is kept with the version and the words it was found for."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrowalk import __version__
from retrowalk.errors import NotThereError, StoreError
from retrowalk.store import Store, StoredWalk, analysing
from retrowalk.store.demo import add_demo

from .conftest import WriteTable


@pytest.fixture
def demo(store: Store) -> StoredWalk:
    (walk,) = add_demo(store).walks
    return store.analyse(walk.id)


def test_the_simulated_walk_is_marked_and_leaves_the_question_open(store: Store, demo: StoredWalk) -> None:
    assert demo.simulated and demo.state == "ready"
    document = store.document(demo.id)
    assert document is not None
    assert document["source"]["simulated"] is True
    assert document["direction"]["basis"] == "none"
    assert {bout["cluster"] for bout in document["bouts"]} == {"A", "B"}
    assert demo.overview is not None and demo.overview["question"]
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_progress_goes_from_nothing_to_all(store: Store) -> None:
    (walk,) = add_demo(store).walks
    seen: list[float] = []
    store.analyse(walk.id, seen.append)
    assert seen == sorted(seen) and seen[0] >= 0 and seen[-1] == pytest.approx(1, abs=0.02)


def test_the_walkers_word_turns_the_walk_and_taking_it_back_turns_it_again(
    store: Store, demo: StoredWalk
) -> None:
    document = store.document(demo.id)
    assert document is not None
    first = document["bouts"][0]
    statement = store.say(demo.id, [(first["start_s"], first["end_s"])], "forward")
    assert store.walk(demo.id).state == "waiting"
    told = store.analyse(demo.id)
    assert told.overview is not None
    assert told.overview["direction"]["basis"] == "confirmed"
    assert [span[2] for span in told.overview["spans"]] == ["forward", "backward", "forward", "backward"]
    store.take_back(demo.id, statement)
    again = store.analyse(demo.id)
    assert again.overview == demo.overview


def test_not_knowing_is_kept_and_anchors_nothing(store: Store, demo: StoredWalk) -> None:
    store.say(demo.id, [(0, demo.duration_s)], "unknown")
    assert store.analyse(demo.id).overview == demo.overview
    assert store.statements(demo.id)[0].direction == "unknown"


def test_another_placement_is_analysed_anew(store: Store, demo: StoredWalk) -> None:
    store.wear(demo.id, "wrist", "left")
    assert store.walk(demo.id).state == "waiting"
    found = store.analyse(demo.id)
    document = store.document(demo.id)
    assert document is not None
    assert (document["source"]["placement"], document["source"]["side"]) == ("wrist", "left")
    assert found.state == "ready"


def test_what_an_older_version_found_waits_to_be_done_again(
    store: Store, home: Path, demo: StoredWalk
) -> None:
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection, connection:
        connection.execute("UPDATE analysis SET version = '0.0.1'")
    old = store.walk(demo.id)
    assert old.state == "waiting"
    assert old.overview is not None, "the list still shows what was found"
    assert store.waiting() == [], "and a start does not work through all of them"
    assert store.analyse(demo.id).state == "ready"
    with closing(sqlite3.connect(home / "retrowalk.sqlite")) as connection:
        assert connection.execute("SELECT version FROM analysis").fetchall() == [(__version__,)]


def test_a_start_goes_on_with_what_has_no_analysis(store: Store, write_table: WriteTable) -> None:
    first = store.add_file(write_table("a.csv")).walks[0]
    second = store.add_file(write_table("b.csv", variant=1)).walks[0]
    assert store.waiting() == [first.id, second.id]
    store.analyse(first.id)
    assert store.waiting() == [second.id]


def test_a_damaged_recording_fails_with_a_sentence(store: Store, write_table: WriteTable) -> None:
    (walk,) = store.add_file(write_table()).walks
    (store.folder_of(walk.file_id) / "recording-0.parquet").write_bytes(b"PAR1 damaged PAR1")
    failed = store.analyse(walk.id)
    assert failed.state == "failed"
    assert failed.problem is not None and "recording-0.parquet" in failed.problem
    store.try_again(walk.id)
    assert store.walk(walk.id).state == "waiting"


def test_a_missing_recording_is_said_so(store: Store, write_table: WriteTable) -> None:
    (walk,) = store.add_file(write_table()).walks
    (store.folder_of(walk.file_id) / "recording-0.parquet").unlink()
    with pytest.raises(NotThereError, match="missing"):
        store.recording(walk.id)
    assert store.analyse(walk.id).state == "failed"


def test_a_recording_that_brings_the_process_down_is_left_alone_after_three_times(
    store: Store, write_table: WriteTable
) -> None:
    class KilledError(BaseException):
        pass

    def killed(_: float) -> None:
        raise KilledError

    (walk,) = store.add_file(write_table()).walks
    for _ in range(analysing.ATTEMPTS):
        assert store.walk(walk.id).state == "waiting"
        with pytest.raises(KilledError):
            store.analyse(walk.id, killed)
    failed = store.analyse(walk.id)
    assert failed.state == "failed" and failed.problem is not None and "three times" in failed.problem
    store.try_again(walk.id)
    assert store.analyse(walk.id).state == "ready"


def test_only_what_lies_in_the_walk_can_be_spoken_for(store: Store, write_table: WriteTable) -> None:
    (walk,) = store.add_file(write_table()).walks
    for spans in ([], [(3, 3)], [(3, 2)], [(-1, 2)], [(0, 1000)], [(0, 1), (float("nan"), 2)]):
        with pytest.raises(StoreError):
            store.say(walk.id, spans, "forward")
    assert store.statements(walk.id) == ()
