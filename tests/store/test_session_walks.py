"""The motion of a session becomes a walk: once, whole, and with what was asked beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from motions import CLOCK_S, blocks_of, feeding, forward_then_backward, session_of
from retrowalk.gait import analyze
from retrowalk.recordings import Recording
from retrowalk.session import SessionLog
from retrowalk.session.clocks import ClockDifference
from retrowalk.session.motion import Block, pack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.store.marks import Mark
from retrowalk.store.motion import MotionFolder, Worn
from retrowalk.store.session_walks import PATIENCE_S, keep_walks, walk_of_part
from runs import NINE, a_log, a_run

WORN = Worn("pocket", "left", True)
RUN = a_run(
    mode="measured", on_belt=False, stretches=session_of(("warm_up", "forward", 30), ("walk", "backward", 60))
)
END_S = 79.0


@pytest.fixture(scope="module")
def walked() -> Recording:
    return forward_then_backward("pocket")


def log(*, ended: bool = True, page: str = "page-one") -> SessionLog:
    events = [("started", 0.0, {"page": page, "at": NINE, "clock_s": CLOCK_S})]
    if ended:
        events.append(
            (
                "finished",
                END_S,
                {"page": page, "at": NINE + timedelta(seconds=END_S), "clock_s": CLOCK_S + END_S},
            )
        )
    return a_log(*events, run=RUN)


@pytest.fixture
def now_store(home: Path) -> Iterator[Store]:
    """A store whose clock stands at the end of the session, as the files of the motion do."""
    with Store(home, clock=lambda: NINE + timedelta(seconds=END_S + 5)) as store:
        yield store


def bring(store: Store, blocks: Sequence[Block], page: str = "page-one", worn: Worn = WORN) -> Path:
    folder = MotionFolder(store.home)
    part = folder.open(RUN.id, page, worn)
    part.add([pack(block) for block in blocks])
    part.sync()
    part.close()
    path = store.home / "motion" / RUN.id / f"{page}.blocks"
    stamp = store.clock().timestamp()
    os.utime(path, (stamp, stamp))
    return path


def test_a_part_becomes_a_walk_with_what_was_asked(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log())
    bring(now_store, blocks_of(walked))
    (walk_id,) = keep_walks(now_store)
    (walk,) = now_store.walks()
    assert (walk.id, walk.run_id, walk.part, walk.format) == (
        walk_id,
        RUN.id,
        "page-one",
        "retrowalk session",
    )
    assert (walk.placement, walk.side, walk.time_zone, walk.trial) == (
        "pocket",
        "left",
        "Europe/Berlin",
        "w1s1",
    )
    assert walk.started_at == NINE
    asked = now_store.recording(walk.id).asked
    assert [(one.kind, one.direction) for one in asked] == [("warm_up", "forward"), ("walk", "backward")]
    assert [t for one in asked for t in (one.start_s, one.end_s)] == pytest.approx([15, 45, 45, 79], abs=0.6)


def test_it_is_judged_as_it_was_live(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log())
    blocks = blocks_of(walked)
    bring(now_store, blocks)
    (walk_id,) = keep_walks(now_store)
    walk = analyze(now_store.recording(walk_id))
    assert walk.basis == "calibration"
    assert list(walk.strides) == feeding(RUN, WORN, blocks)
    now_store.analyse(walk_id)
    document = now_store.document(walk_id)
    assert document is not None and document["direction"]["basis"] == "calibration"
    assert document["asked"][0]["kind"] == "warm_up"


def test_done_twice_it_is_one_walk_and_the_raw_blocks_are_gone(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log())
    path = bring(now_store, blocks_of(walked))
    assert len(keep_walks(now_store)) == 1
    assert not path.parent.exists()
    assert keep_walks(now_store) == []
    assert len(now_store.walks()) == 1


def test_killed_before_the_blocks_were_removed_it_is_still_one_walk(
    now_store: Store, walked: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_store.runs.add(log())
    path = bring(now_store, blocks_of(walked))

    def killed(self: MotionFolder, run: str, page: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as then, pytest.raises(KeyboardInterrupt):
        then.setattr(MotionFolder, "forget_part", killed)
        keep_walks(now_store)
    assert path.exists()
    assert keep_walks(now_store) == []
    assert not path.exists()
    assert len(now_store.walks()) == 1


def test_killed_before_the_walk_was_kept_nothing_is_lost(
    now_store: Store, walked: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_store.runs.add(log())
    path = bring(now_store, blocks_of(walked))

    def killed(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as then, pytest.raises(KeyboardInterrupt):
        then.setattr("retrowalk.store.importing._keep", killed)
        keep_walks(now_store)
    assert path.exists() and now_store.walks() == []
    assert len(keep_walks(now_store)) == 1


def test_a_run_that_goes_on_is_left_alone(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log(ended=False))
    path = bring(now_store, blocks_of(walked))
    assert keep_walks(now_store) == []
    assert path.exists()


def test_blocks_that_are_still_on_the_phone_are_waited_for(home: Path, walked: Recording) -> None:
    minutes = 0.0
    with Store(home, clock=lambda: NINE + timedelta(seconds=END_S + 60 * minutes)) as store:
        store.runs.add(log())
        bring(store, blocks_of(walked)[:100])
        assert keep_walks(store) == []
        minutes = PATIENCE_S / 60 + 1
        assert len(keep_walks(store)) == 1


def test_a_part_that_a_phone_is_sending_is_left_alone(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log())
    path = bring(now_store, blocks_of(walked))
    assert keep_walks(now_store, lambda run, page: False) == []
    assert path.exists()


def test_a_page_that_was_opened_and_left_is_no_walk(now_store: Store) -> None:
    now_store.runs.add(log())
    short = simulate_walk([Segment("stand", 5)], placement="pocket").recording
    path = bring(now_store, blocks_of(short), page="page-two")
    bring(now_store, blocks_of(forward_then_backward("pocket")))
    stamp = now_store.clock().timestamp() - PATIENCE_S - 1
    os.utime(path, (stamp, stamp))
    now_store.clock = lambda: NINE + timedelta(seconds=END_S + PATIENCE_S + 60)
    assert len(keep_walks(now_store)) == 1
    assert not path.exists()


def test_motion_of_a_run_that_is_not_known_here_stays(now_store: Store, walked: Recording) -> None:
    path = bring(now_store, blocks_of(walked))
    assert keep_walks(now_store) == []
    assert path.exists()


def test_what_a_second_person_pressed_lies_on_the_clock_of_the_recording(
    now_store: Store, walked: Recording
) -> None:
    now_store.runs.add(log())
    blocks = blocks_of(walked)
    bring(now_store, blocks)
    began_s, clock = NINE.timestamp() - CLOCK_S, ClockDifference()
    for number, block in enumerate(blocks):
        clock.add(began_s + block.clock_s + (0.03 if number % 7 == 0 else 0.05), block.clock_s)
    MotionFolder(now_store.home).keep_clock(RUN.id, "page-one", clock)
    presses = ((16.0, "forward"), (45.0, "stand"), (47.5, "backward"))
    for number, (t_s, label) in enumerate(presses):
        at = NINE + timedelta(seconds=t_s + 0.03)
        now_store.marks.add(Mark(f"mark-{number:04d}", RUN.id, label, at, 0.01))  # type: ignore[arg-type]
    (walk_id,) = keep_walks(now_store)
    reference = now_store.marks.reference(now_store.walk(walk_id))
    assert reference is not None and reference.source == "observer"
    assert [one.label for one in reference.spans] == ["forward", "stand", "backward"]
    assert [one.start_s for one in reference.spans] == pytest.approx([16, 45, 47.5], abs=0.01)
    assert reference.spans[-1].end_s == pytest.approx(79, abs=0.2)
    assert reference.uncertainty_s == pytest.approx(0.03, abs=0.005)


def test_another_persons_motion_is_not_ours(now_store: Store, walked: Recording) -> None:
    now_store.runs.add(log())
    bring(now_store, blocks_of(walked))
    with Store(now_store.home, person=now_store.add_person("Grete"), clock=now_store.clock) as theirs:
        assert keep_walks(theirs) == []
    assert walk_of_part(now_store, RUN.id, "page-one") is None
