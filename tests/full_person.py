"""A person of whom everything is kept that can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from motions import blocks_of
from people import a_person
from plans import MONDAY, a_programme, done
from retrowalk.gait.carrying import Tried
from retrowalk.outcomes import Choice, Period, Result, Trial
from retrowalk.recordings import write_parquet
from retrowalk.session import Preferences
from retrowalk.session.motion import pack
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.store.marks import Mark
from retrowalk.store.motion import MotionFolder, Worn
from runs import NINE, a_log, a_run

TUG = Result(
    id="0f3c2b1a-tug",
    measure="timed_up_and_go",
    value=11.2,
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    taken_on=date(2026, 11, 23),
    trials=(11.4, 11.0),
    note="Zoë held the watch – “all right”",
)
TRIAL = Trial(
    id="trial-0001",
    designed_on=MONDAY,
    status="running",
    measure="timed_up_and_go",
    unit="week",
    periods=(
        Period(1, 1, "backward", MONDAY, MONDAY + timedelta(weeks=1)),
        Period(2, 1, "forward", MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=2)),
    ),
    seed=7,
    worth=1.4,
    worth_text="a difference that people notice",
    power=0.8,
)


def fill(store: Store, folder: Path) -> None:
    """Keeps something in every table, and files in every place.

    Args:
        store: a fresh one.
        folder: to write a file in that is brought.
    """
    plans = store.plans
    plans.adopt(a_person(), a_programme())
    plans.adopt(a_person(goal="balance"), a_programme(id="p2", told=(done("w1s1", MONDAY, effort=3),)))
    plans.answer({"goal": "fitness"})
    store.runs.keep_preferences(Preferences(style="calm", units="mph"))
    script = [Segment("stand", 2), Segment("forward", 8), Segment("stand", 2), Segment("backward", 8)]
    walked = simulate_walk(script, placement="pocket", seed=5).recording
    write_parquet(walked, folder / "garden.parquet")
    (walk,) = store.add_file(folder / "garden.parquet").walks
    store.analyse(walk.id)
    store.say(walk.id, [(2.0, 6.0), (7.0, 9.0)], "forward")
    (folder / "yard.csv").write_text(
        "t,ax,ay,az\n" + "".join(f"{i / 50},0,{i % 7},9.81\n" for i in range(200))
    )
    (other,) = store.add_file(folder / "yard.csv").walks
    store.delete(other.id)
    store.carrying.keep("pocket", "left", Tried("works", 20, 20, 20, 0, 0, 20, 0, 0, True))
    store.runs.add(a_log(("started", 0.0), run=a_run(programme="p2")))
    store.marks.add(Mark("mark-0001", "run-0001", "forward", NINE, 0.05))
    motion = MotionFolder(store.home).open("run-0001", "page-one", Worn("pocket", "left", True))
    motion.add([pack(block) for block in blocks_of(walked)[:4]])
    motion.sync()
    motion.close()
    store.outcomes.add(TUG, Result(id="pain-0001", measure="pain_now", value=2, at=NINE, taken_on=MONDAY))
    store.outcomes.put_away("pain-0001")
    store.outcomes.choose(Choice("timed_up_and_go", MONDAY))
    store.outcomes.choose(Choice("chair_stand_30s", MONDAY))
    store.outcomes.save_trial(TRIAL)
