"""Results for the tests: values of one measure on days counted from the first session."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from retrowalk.outcomes import PersonRecord, Result

BEGAN = date(2026, 11, 23)
"""The first session of `people.a_person`."""


def a_result(measure: Any, value: float, day: int = 0, **changed: Any) -> Result:
    """A value so many days after the first session; taken by a helper, so that nothing is added for timing oneself."""
    on = BEGAN + timedelta(days=day)
    plain: dict[str, Any] = {
        "id": f"{measure}-{changed.get('site', '')}-{day}-{value}-{changed.get('practice', '')}",
        "at": datetime.combine(on, time(12), UTC),
        "taken_on": on,
        "taken_by": "helper",
    }
    return Result(measure=measure, value=value, **{**plain, **changed})


def a_course(measure: Any, *values: tuple[int, float], **changed: Any) -> list[Result]:
    """Values on days, after as much practice as the measure asks for, a day ahead of the first."""
    from retrowalk.outcomes import measure as measure_of

    first, value = values[0]
    practice = [
        a_result(measure, value, first - 1, practice=True, id=f"{measure}-practice-{number}", **changed)
        for number in range(measure_of(measure).practice)
    ]
    return [*practice, *(a_result(measure, value, day, **changed) for day, value in values)]


def a_record(*results: Result, **changed: Any) -> PersonRecord:
    """Somebody with these results and nothing else, eight weeks after the first session."""
    from people import a_person

    plain: dict[str, Any] = {
        "name": "Alex",
        "today": BEGAN + timedelta(days=56),
        "profile": a_person(),
        "programmes": (),
        "sessions": (),
        "walks": (),
        "results": results,
        "choices": (),
        "trials": (),
    }
    return PersonRecord(**{**plain, **changed})
