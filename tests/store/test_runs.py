"""Runs of sessions: each event kept once and in order, whatever way it comes."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrowalk.errors import ChangedMeanwhileError, DocumentError, NotThereError
from retrowalk.session import Preferences, SessionLog
from retrowalk.store import Runs, Store
from runs import NINE, a_log, a_run

LOG = a_log(
    ("started", 0),
    ("cue", 15, {"cue": "0-speech"}),
    ("pain", 400, {"site": "knee", "level": 3}),
    ("finished", 865),
)


@pytest.fixture
def runs(store: Store) -> Runs:
    return store.runs


def part(start: int, end: int | None = None) -> SessionLog:
    return replace(LOG, events=LOG.events[start:end])


def test_a_run_reads_back_as_it_came(runs: Runs) -> None:
    assert runs.add(LOG) == 4
    assert runs.log(LOG.run.id) == LOG


def test_the_same_events_twice_are_kept_once(runs: Runs) -> None:
    assert [runs.add(part(0, 2)), runs.add(part(0, 2)), runs.add(part(1, 3)), runs.add(LOG)] == [2, 2, 3, 4]
    assert runs.log(LOG.run.id) == LOG


def test_events_after_a_gap_wait_until_it_is_filled(runs: Runs) -> None:
    assert runs.add(part(2)) == 0
    assert runs.log(LOG.run.id).events == ()
    assert runs.add(part(0, 1)) == 1
    assert runs.add(part(2)) == 1
    assert runs.add(part(1)) == 4


def test_another_event_under_a_number_that_is_taken_is_refused_and_all_stays(runs: Runs) -> None:
    runs.add(part(0, 2))
    other = replace(LOG.events[1], id="another-event")
    with pytest.raises(ChangedMeanwhileError, match="number 1"):
        runs.add(replace(LOG, events=(LOG.events[0], other, *LOG.events[2:])))
    assert runs.log(LOG.run.id).events == LOG.events[:2]


def test_an_event_of_another_run_is_not_taken_again(runs: Runs) -> None:
    runs.add(LOG)
    with pytest.raises(ChangedMeanwhileError, match="in another run"):
        runs.add(replace(LOG, run=a_run(id="run-0002")))
    assert [run.id for run in runs.all()] == ["run-0001"], "the other run was not begun either"


def test_a_run_is_of_one_session_for_good(runs: Runs) -> None:
    runs.add(part(0, 1))
    with pytest.raises(ChangedMeanwhileError, match="another session"):
        runs.add(replace(LOG, run=a_run(session="w1s2")))


def test_events_that_do_not_follow_each_other_are_refused(runs: Runs) -> None:
    with pytest.raises(DocumentError, match="expected 1"):
        runs.add(replace(LOG, events=(LOG.events[0], LOG.events[2])))
    assert runs.all() == []


def test_the_run_of_one_person_is_closed_to_another(home: Path, store: Store) -> None:
    store.runs.add(part(0, 2))
    with Store(home, person=store.add_person("Ada")) as adas:
        with pytest.raises(NotThereError, match="somebody else"):
            adas.runs.add(LOG)
        with pytest.raises(NotThereError):
            adas.runs.log(LOG.run.id)
        assert adas.runs.all() == []
    assert store.runs.log(LOG.run.id).events == LOG.events[:2]


def test_two_sides_that_send_at_once_keep_each_event_once(home: Path, store: Store) -> None:
    long = a_log(*(("reached", float(i)) for i in range(60)))

    def send(start: int) -> None:
        with Store(home) as other:
            for i in range(start, 60, 2):
                other.runs.add(replace(long, events=long.events[: i + 1]))

    both = [threading.Thread(target=send, args=(start,)) for start in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert store.runs.log(long.run.id) == long


def test_how_a_run_stands_is_known_without_reading_it(home: Path) -> None:
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    with Store(home, clock=lambda: now) as store:
        store.runs.add(part(0, 3))
        (run,) = store.runs.all()
        assert (run.state(now), run.started_at, run.heard_at) == ("open", NINE, now)
        assert run.state(now + timedelta(hours=13)) == "lost"
        store.runs.add(LOG)
        assert store.runs.run(run.id).state(now + timedelta(days=9)) == "finished"


def test_answers_wait_until_the_programme_has_heard_them(runs: Runs) -> None:
    runs.add(part(0, 2))
    told = a_log(*((one.kind, one.position_s) for one in LOG.events), ("told", 865), ("told", 865))
    assert not runs.run(told.run.id).waits
    told = replace(told, events=(*LOG.events, *told.events[4:]))
    runs.add(replace(told, events=told.events[:5]))
    assert runs.run(told.run.id).waits
    runs.heard(told.run.id, 4, "kept")
    assert not runs.run(told.run.id).waits
    runs.add(told)
    assert runs.run(told.run.id).waits, "said again, heard again"


def test_what_is_forgotten_is_gone_and_what_is_another_persons_stays(home: Path, store: Store) -> None:
    store.runs.add(LOG)
    store.runs.keep_preferences(Preferences(style="calm"))
    with Store(home, person=store.add_person("Ada")) as adas:
        adas.runs.forget()
    assert store.runs.log(LOG.run.id) == LOG
    store.runs.forget()
    assert store.runs.all() == []
    assert store.runs.preferences() == Preferences()
    assert store.runs.add(LOG) == 4, "nothing of it was left"


def test_how_somebody_wants_to_be_coached_is_kept(runs: Runs) -> None:
    assert runs.preferences() == Preferences()
    for wanted in (Preferences(style="calm"), Preferences(units="mph", metronome_spm=80)):
        runs.keep_preferences(wanted)
        assert runs.preferences() == wanted
