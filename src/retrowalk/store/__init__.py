"""Keeping it: every walk of every person on this computer, in one folder that survives a power cut.

    from retrowalk.store import Store

    with Store() as store:                        # the data folder of this user, or RETROWALK_HOME
        added = store.add_file(Path("walk.csv"))  # kept, or recognised: the same file twice is one walk
        for walk in added.walks:
            store.analyse(walk.id)
        store.plans.programme()                   # what this person is to do, if anything yet
        store.runs.all()                          # what they did of it, session by session

The folder holds `retrowalk.sqlite`, `walks/<file id>/` (the original file and its recordings as Parquet),
`backups/` (the database before each migration) and `incoming/` (what is not finished; swept at the next start).
"""

from retrowalk.store.devices import Device, Devices
from retrowalk.store.folder import data_home
from retrowalk.store.plans import Draft, Kept, Plans
from retrowalk.store.records import Added, Person, Statement, StoredWalk
from retrowalk.store.runs import KeptRun, Runs
from retrowalk.store.store import Store

__all__ = [
    "Added",
    "Device",
    "Devices",
    "Draft",
    "Kept",
    "KeptRun",
    "Person",
    "Plans",
    "Runs",
    "Statement",
    "Store",
    "StoredWalk",
    "data_home",
]
