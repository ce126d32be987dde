"""The walk of somebody who does not exist, for looking around with."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
