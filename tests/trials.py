"""Trials with one person for the tests: a record to design them from, and results as they might come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from people import a_person
from plans import MONDAY, a_programme
from retrowalk.outcomes import Period, PersonRecord, Result, Trial
from retrowalk.outcomes.trial.design import design


def a_record(**changed: Any) -> PersonRecord:
    """Somebody with a programme from Monday, and nothing measured yet."""
    person = a_person()
    plain: dict[str, Any] = {
        "name": "",
        "today": MONDAY,
        "profile": person,
        "programmes": (a_programme(6, person),),
        "sessions": (),
        "walks": (),
        "results": (),
        "choices": (),
        "trials": (),
    }
    return PersonRecord(**{**plain, **changed})


def a_trial(record: PersonRecord | None = None, **changed: Any) -> Trial:
    """Eight pairs of weeks, on the pain of a knee."""
    plain: dict[str, Any] = {
        "measure": "pain_usual",
        "site": "knee",
        "unit": "week",
        "start": MONDAY,
        "pairs": 8,
        "wash_in_days": 2,
        "seed": 1,
        "today": MONDAY,
    }
    return design(record or a_record(), **{**plain, **changed})


def a_result(trial: Trial, day: date, value: float, **changed: Any) -> Result:
    """A value of a trial's outcome on a day."""
    plain: dict[str, Any] = {
        "id": f"{day.isoformat()}-{value}-{len(changed)}",
        "measure": trial.measure,
        "value": value,
        "at": datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        "taken_on": day,
        "site": trial.site,
    }
    return Result(**{**plain, **changed})


def measured(trial: Trial, value: Callable[[Period], float | None]) -> list[Result]:
    """One result on the last day of each period; none where the function gives none."""
    found = []
    for one in trial.periods:
        told = value(one)
        if told is not None:
            found.append(a_result(trial, one.end - timedelta(days=1), told))
    return found


def by_arm(backward: float, forward: float, wobble: float = 0.1) -> Callable[[Period], float]:
    """A value for each arm, and a little that differs from pair to pair."""
    return lambda one: (backward if one.arm == "backward" else forward) + wobble * (one.number % 5)
