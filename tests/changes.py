"""Results and changes made by hand, for what only shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from retrowalk.outcomes import Change, Error, Matters, MeasureId, Result, Verdict

MONDAY = date(2026, 1, 5)


def results_of(
    measure: MeasureId,
    values: Sequence[float],
    *,
    start: date = MONDAY,
    every: int = 30,
    practice: int = 0,
    spread: float = 0.0,
    **changed: Any,
) -> tuple[Result, ...]:
    """Results at even distances.

    Args:
        measure: what of.
        values: in time order.
        start: day of the first.
        every: days between two.
        practice: how many of the first are practice.
        spread: each has two trials, so far to either side.
        **changed: fields of all of them.
    """
    days = [start + timedelta(every * i) for i in range(len(values))]
    return tuple(
        Result(
            id=f"{measure}-{i}",
            measure=measure,
            value=value,
            at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            taken_on=day,
            trials=(value - spread, value + spread) if spread else (),
            practice=i < practice,
            **changed,
        )
        for i, (day, value) in enumerate(zip(days, values, strict=True))
    )


def a_change(
    results: Sequence[Result],
    mdc: float | None,
    least: float | None,
    verdict: Verdict = "better",
    **changed: Any,
) -> Change:
    """What became of these results.

    Args:
        results: of one measure, in time order.
        mdc: published measurement error; None where nothing tells it.
        least: what matters to people.
        verdict: whatever the figures are.
        **changed: other fields.
    """
    counted = [one for one in results if not one.practice]
    two = len(counted) > 1
    fields: dict[str, Any] = {
        "measure": results[0].measure,
        "site": results[0].site,
        "primary": False,
        "baseline": counted[0].value if two else None,
        "now": counted[-1].value if two else None,
        "baseline_on": counted[0].taken_on if two else None,
        "now_on": counted[-1].taken_on if two else None,
        "difference": counted[-1].value - counted[0].value if two else None,
        "verdict": verdict,
        "error": Error(mdc, "none" if mdc is None else "published", "older adults", "Read at the source."),
        "matters": Matters(least, "older adults", "Read at the source.", None if least is None else True),
        "counted": len(counted),
        "notes": (),
        "sentence": "Better than measurement error explains.",
        **changed,
    }
    return Change(**fields)
