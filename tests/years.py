"""Data folders of people who lived for weeks or a year with Retrowalk: made once, then copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from retrowalk.store import Store
from retrowalk.store.demo import add_year

FIRST = date(2025, 11, 24)
"""The first session."""


def a_home(folder: Path, *, weeks: int = 8, seed: int = 0, walks: bool = False) -> date:
    """Fills a data folder with a simulated person.

    Args:
        folder: fresh.
        weeks: lived.
        seed: another seed is another person.
        walks: record one a week, and analyse it; they cost a second each.

    Returns:
        today, for whoever looks at it: `Store(folder, clock=lambda: datetime.combine(today, time(12), UTC))`.
    """
    made, today = _made(weeks, seed, walks)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return today


@cache
def _made(weeks: int, seed: int, walks: bool) -> tuple[Path, date]:
    home = Path(tempfile.mkdtemp(prefix="retrowalk-year-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with Store(home) as store:
        today = add_year(store, FIRST, weeks=weeks, seed=seed, walks=walks, signs_s=60)
    return home, today
