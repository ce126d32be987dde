"""Cost of a programme: ``python -m benchmarks.prescribing`` screens and prescribes for the examples, and for a year.

Prints JSON: milliseconds of processor time for one programme, by what was prescribed. Reading the profile and writing
the document are not in it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from retrowalk.prescription import prescribe
from retrowalk.reports.examples import examples
from retrowalk.screening import Profile, screen

ROUNDS = 7


def costs_ms(people: Sequence[Profile]) -> list[float]:
    """Milliseconds for each person: the median of some rounds.

    Args:
        people: to prescribe for.
    """
    for person in people:
        prescribe(person, screen(person))
    measured: list[list[float]] = [[] for _ in people]
    for _ in range(ROUNDS):
        for kept, person in zip(measured, people, strict=True):
            before_s = time.process_time_ns()
            prescribe(person, screen(person))
            kept.append((time.process_time_ns() - before_s) / 1e6)
    return [median(kept) for kept in measured]


if __name__ == "__main__":
    usual = [one.profile for one in examples()]
    a_year = [replace(one, weeks=52, days_per_week=7, minutes_per_session=180) for one in usual]
    said = {"as they asked": costs_ms(usual), "a year, every day": costs_ms(a_year)}
    json.dump({name: {"median": median(ms), "most": max(ms)} for name, ms in said.items()}, sys.stdout)
