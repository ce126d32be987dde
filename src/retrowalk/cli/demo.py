"""``retrowalk demo``: the coach with a simulated person's walks."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrowalk.store import Store

FORTNIGHT = timedelta(days=14)


def demo_command(*, host: str, port: int, open_browser: bool) -> None:
    """Serve a simulated person's walks from a data folder of their own, which is removed at the end.

    Args:
        host, port, open_browser: as for ``retrowalk serve``.

    Raises:
        RetrowalkError: the folder cannot be made, or no port is free.
    """
    from retrowalk.store import Store
    from retrowalk.web import serve

    print("A simulated person walks for a fortnight; this takes a moment …", file=sys.stderr)  # noqa: T201
    with TemporaryDirectory(prefix="retrowalk-demo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with Store(home) as store:
            fill(store, datetime.now(UTC) - FORTNIGHT)
        serve(host=host, port=port, open_browser=open_browser, home=home)


def fill(store: Store, first: datetime) -> None:
    """Put the simulated walks into a store; they wait there to be analysed.

    Args:
        store: of a fresh data folder.
        first: when the first of them began, in UTC.

    Raises:
        StoreError: they cannot be kept.
    """
    from retrowalk.recordings import write_parquet
    from retrowalk.simulate import demo_walks

    for walk in demo_walks(first.replace(microsecond=0)):
        with TemporaryDirectory(prefix="retrowalk-") as folder:
            path = Path(folder) / f"{walk.recording.file}.parquet"
            write_parquet(walk.recording, path)
            store.add_file(path)
