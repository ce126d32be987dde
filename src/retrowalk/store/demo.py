"""The walk, or the year, of somebody who does not exist, for looking around with."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING

from retrowalk.store.demo_year import Year
from retrowalk.store.records import Added

if TYPE_CHECKING:
    from retrowalk.store.store import Store

DEMO_FILE = "simulated-walk.parquet"


def add_demo(store: Store) -> Added:
    """Keeps a simulated walk, marked as such: forward and backward with a sensor in the front pocket.

    No facing is given with it, as with a real one: which of its two ways was forward is for the walker to say.

    Args:
        store: the person's it is to be.

    Raises:
        NoRoomError, StoreError: it cannot be kept.
    """
    import tempfile
    from pathlib import Path

    from retrowalk.recordings import write_parquet
    from retrowalk.simulate import Segment, simulate_walk
    from retrowalk.store.folder import disk_errors

    script = [
        Segment("stand", 4),
        Segment("forward", 40),
        Segment("stand", 5),
        Segment("backward", 25),
        Segment("stand", 5),
        Segment("forward", 20),
        Segment("stand", 4),
        Segment("backward", 25),
        Segment("stand", 4),
    ]
    simulated = simulate_walk(script, placement="pocket", side="right", seed=7)
    with tempfile.TemporaryDirectory(prefix="retrowalk-") as folder:
        path = Path(folder) / DEMO_FILE
        with disk_errors("the simulated walk", store.home):
            write_parquet(simulated.recording, path)
        return store.add_file(path)


def add_year(
    store: Store,
    first: Date,
    *,
    weeks: int = 52,
    seed: int = 0,
    walks: bool = True,
    analysed: bool = True,
    signs_s: float = 5.0,
) -> Date:
    """Keeps the year of somebody who does not exist: three sessions a week, some of them missed, tests every month
    and a short walk recorded every week. All of it comes through the doors that a person's own would.

    In the week before the first session they take every test four times, the first of them as practice, and name their
    usual knee pain as what decides. Devices, walks and results are marked as simulated.

    Args:
        store: of a person without a programme.
        first: civil date of the first session.
        weeks: lived, up to 400; the programme goes on for four more.
        seed: another seed is another person; two in one data folder need two.
        walks: record them.
        analysed: analyse them at once; else they wait to be.
        signs_s: seconds between two signs of life in the logs; fewer are quicker to keep.

    Returns:
        the civil date after it: today, for whoever looks at it.

    Raises:
        NoRoomError, StoreError: it cannot be kept.
    """
    return Year(store, first, weeks, seed, walks=walks, signs_s=signs_s).live(analysed=analysed)
