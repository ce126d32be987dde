"""How much of each thing a report shows: less, where it would not fit."""

from __future__ import annotations

from dataclasses import dataclass

from retrowalk.reports.report.tree import Audience

PAGES: dict[Audience, int] = {"walker": 1, "clinician": 4}


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows, at most.

    Attributes:
        changes: secondary outcomes in the table.
        charts: outcomes drawn, the primary one with them.
        height: of a chart across the paper, pixels.
        sessions: the latest ones.
        events: of those that went against the walker, the latest.
        reasons: of the screening, and of changes of the plan.
        due: what to measure next.
        sources: of the evidence, each with its words; the others by their ids alone.
        weeks: sessions and minutes are drawn week by week.
    """

    changes: int
    charts: int
    height: int
    sessions: int
    events: int
    reasons: int
    due: int
    sources: int
    weeks: bool = True


LEVELS: dict[Audience, tuple[Limits, ...]] = {
    "walker": (
        Limits(
            changes=7, charts=1, height=190, sessions=0, events=0, reasons=0, due=3, sources=0, weeks=True
        ),
        Limits(
            changes=5, charts=1, height=190, sessions=0, events=0, reasons=0, due=3, sources=0, weeks=True
        ),
        Limits(
            changes=5, charts=1, height=150, sessions=0, events=0, reasons=0, due=2, sources=0, weeks=True
        ),
        Limits(
            changes=3, charts=1, height=150, sessions=0, events=0, reasons=0, due=2, sources=0, weeks=True
        ),
        Limits(
            changes=2, charts=1, height=130, sessions=0, events=0, reasons=0, due=2, sources=0, weeks=True
        ),
        Limits(
            changes=4, charts=1, height=190, sessions=0, events=0, reasons=0, due=2, sources=0, weeks=False
        ),
        Limits(
            changes=2, charts=1, height=130, sessions=0, events=0, reasons=0, due=1, sources=0, weeks=False
        ),
        Limits(
            changes=0, charts=1, height=110, sessions=0, events=0, reasons=0, due=1, sources=0, weeks=False
        ),
    ),
    "clinician": (
        Limits(changes=40, charts=3, height=170, sessions=10, events=10, reasons=8, due=6, sources=40),
        Limits(changes=26, charts=3, height=170, sessions=8, events=8, reasons=6, due=4, sources=24),
        Limits(changes=16, charts=2, height=140, sessions=6, events=6, reasons=4, due=3, sources=12),
        Limits(changes=8, charts=1, height=130, sessions=4, events=4, reasons=3, due=2, sources=0),
    ),
}
"""From the fullest on; the first that fits is taken."""
