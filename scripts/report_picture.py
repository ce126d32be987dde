"""The picture of a report in the user guide: six months of somebody who does not exist."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from retrowalk.outcomes.progress import progress
from retrowalk.reports.report import fitted
from retrowalk.reports.report.typst import first_page_png
from retrowalk.store import Store
from retrowalk.store.demo import add_year
from retrowalk.store.person_record import person_record


def main(to: Path) -> None:
    """Writes the picture."""
    with tempfile.TemporaryDirectory(prefix="retrowalk-") as home:
        with Store(Path(home)) as store:
            today = add_year(store, date(2026, 1, 5), weeks=26, seed=3, walks=False, signs_s=60)
        with Store(Path(home), clock=lambda: datetime.combine(today, time(12), UTC)) as store:
            record = replace(person_record(store, today), name="Somebody invented")
    report, _pdf = fitted(record, progress(record), "walker")
    to.write_bytes(first_page_png(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
