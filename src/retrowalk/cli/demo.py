"""``retrowalk demo``: the coach with a simulated person's weeks and walks."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.store import Store

FORTNIGHT = timedelta(days=14)
WEEKS = 12
"""Lived so far: long enough for something to have changed, short enough to be there within seconds."""
_SIGNS_S = 30.0


def demo_command(*, host: str, port: int, open_browser: bool) -> None:
    """Serve a simulated person's weeks and walks from a data folder of their own, which is removed at the end.

    Args:
        host, port, open_browser: as for ``retrowalk serve``.

    Raises:
        RetrowalkError: the folder cannot be made, or no port is free.
    """
    from retrowalk.store import Store
    from retrowalk.web import serve

    print("A simulated person walks for twelve weeks; this takes a few seconds …", file=sys.stderr)  # noqa: T201
    with TemporaryDirectory(prefix="retrowalk-demo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with Store(home) as store:
            fill(store, datetime.now(UTC))
        serve(host=host, port=port, open_browser=open_browser, home=home)


def fill(store: Store, now: datetime) -> None:
    """Put a simulated person into a store: their weeks up to today, and three walks, which wait there to be analysed.

    Args:
        store: of a fresh data folder.
        now: UTC; the first of the walks was a fortnight before.

    Raises:
        StoreError: they cannot be kept.
    """
    from retrowalk.recordings import write_parquet
    from retrowalk.simulate import demo_walks
    from retrowalk.store.demo import add_year

    first = now.astimezone().date() - timedelta(weeks=WEEKS)
    add_year(store, first, weeks=WEEKS, walks=False, signs_s=_SIGNS_S)
    for walk in demo_walks((now - FORTNIGHT).replace(microsecond=0)):
        with TemporaryDirectory(prefix="retrowalk-") as folder:
            path = Path(folder) / f"{walk.recording.file}.parquet"
            write_parquet(walk.recording, path)
            store.add_file(path)
