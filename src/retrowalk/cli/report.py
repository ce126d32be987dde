"""``retrowalk report``: what changed and what was walked, to keep or to hand over."""

from __future__ import annotations

from pathlib import Path

from retrowalk.errors import OutputError
from retrowalk.outcomes.progress import progress
from retrowalk.reports import whole_file, write_text
from retrowalk.reports.report import Audience, Paper, fitted_pdf, report_of, report_page

ENDINGS = (".pdf", ".html")


def report_command(output: Path, *, audience: Audience, paper: Paper) -> None:
    """Write the report of whoever's data folder this is, whole or not at all.

    Args:
        output: the file; its ending says which kind.
        audience: whom it is for.
        paper: a PDF is printed on.

    Raises:
        OutputError: another ending, or it cannot be written.
        StoreError: the data folder cannot be used.
    """
    from retrowalk.store import Store
    from retrowalk.store.person_record import person_record
    from retrowalk.web.plan import PlanDesk

    kind = output.suffix.lower()
    if kind not in ENDINGS:
        raise OutputError(
            f"{output}: a report is written as {' or '.join(ENDINGS)}; give the file one of these endings."
        )
    with Store() as store:
        desk = PlanDesk(store)
        record = person_record(store, desk.today(), desk.programme())
    found = progress(record)
    if kind == ".html":
        write_text(output, report_page(report_of(record, found, audience)))
        return
    with whole_file(output) as temporary:
        temporary.write_bytes(fitted_pdf(record, found, audience, paper))
