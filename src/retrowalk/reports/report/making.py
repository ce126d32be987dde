"""The report that fits: as full as its pages allow."""

from __future__ import annotations

import re

from retrowalk.outcomes import PersonRecord
from retrowalk.outcomes.progress import Progress
from retrowalk.reports.report.clinician import clinician_report
from retrowalk.reports.report.limits import LEVELS, PAGES
from retrowalk.reports.report.tree import Audience, Report
from retrowalk.reports.report.typst import Paper, report_pdf
from retrowalk.reports.report.walker import walker_report

_COUNT = re.compile(rb"/Type\s*/Pages/Count (\d+)")


def report_of(record: PersonRecord, progress: Progress, audience: Audience, level: int = 0) -> Report:
    """What a report says.

    Args:
        record: all that is known of the walker.
        progress: what became of it.
        audience: whom it is for.
        level: how much is left out, from 0.
    """
    make = walker_report if audience == "walker" else clinician_report
    return make(record, progress, LEVELS[audience][level])


def fitted_pdf(record: PersonRecord, progress: Progress, audience: Audience, paper: Paper = "a4") -> bytes:
    """The report as a PDF of at most as many pages as it may have: one for the walker, four for a clinician.

    Args:
        record: all that is known of the walker.
        progress: what became of it.
        audience: whom it is for.
        paper: it is printed on.

    Raises:
        OutputError: it cannot be set.
    """
    return fitted(record, progress, audience, paper)[1]


def fitted(
    record: PersonRecord, progress: Progress, audience: Audience, paper: Paper = "a4"
) -> tuple[Report, bytes]:
    """The fullest report that fits its pages, and its PDF.

    Args:
        record: all that is known of the walker.
        progress: what became of it.
        audience: whom it is for.
        paper: it is printed on.

    Raises:
        OutputError: it cannot be set.
    """
    for level in range(len(LEVELS[audience])):
        report = report_of(record, progress, audience, level)
        pdf = report_pdf(report, paper)
        if pages_of(pdf) <= PAGES[audience]:
            break
    return report, pdf


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has.

    Args:
        pdf: as it was set.
    """
    found = _COUNT.search(pdf)
    return int(found.group(1)) if found else 0
