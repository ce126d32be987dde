"""Which arm is walked when: the coins of each pair, the days of each period, and where a day falls."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

from retrowalk.outcomes.trial.document import Arm, Period, Trial

WEEK = timedelta(days=7)


def arms(pairs: int, seed: int) -> tuple[Arm, ...]:
    """The arm of each period, two of them to a pair, by one throw of a coin for each pair.

    The coin is a hash, so that a seed means the same on every machine and in every version.

    Args:
        pairs: how many.
        seed: of the coins.
    """
    found: list[Arm] = []
    for pair in range(1, pairs + 1):
        thrown = hashlib.sha256(f"retrowalk.trial/1 {seed} {pair}".encode()).digest()[0] & 1
        found += ["backward", "forward"] if thrown else ["forward", "backward"]
    return tuple(found)


def laid_out(bounds: Sequence[Date], seed: int, *, run_in: bool, wash_in_days: int) -> tuple[Period, ...]:
    """Periods between dates.

    Args:
        bounds: civil dates at which a period begins, in order, and the end of the last one.
        seed: of the coins.
        run_in: the first of them is to get used to it, and belongs to no pair.
        wash_in_days: of each period's first days nothing is counted.
    """
    first = 1 if run_in else 0
    pairs = (len(bounds) - 1 - first) // 2
    run_ins: tuple[Arm, ...] = ("backward",) if run_in else ()
    walked = (*run_ins, *arms(pairs, seed))
    return tuple(
        Period(
            number=index + 1,
            pair=0 if index < first else (index - first) // 2 + 1,
            arm=arm,
            start=bounds[index],
            end=bounds[index + 1],
            wash_in_days=0 if index < first else wash_in_days,
        )
        for index, arm in enumerate(walked)
    )


def weeks_from(start: Date, weeks: int) -> tuple[Date, ...]:
    """The first days of so many weeks, and the day after the last.

    Args:
        start: civil date of the first.
        weeks: how many.
    """
    return tuple(start + number * WEEK for number in range(weeks + 1))


def sessions_from(start: Date, days: Sequence[Date], sessions: int) -> tuple[Date, ...]:
    """The days of so many sessions, and the day of the one after.

    What is planned is kept to; after the last planned day the days of its last seven are repeated each week.

    Args:
        start: no earlier day.
        days: civil dates of planned sessions, in order; not empty.
        sessions: how many.
    """
    found = [day for day in sorted(set(days)) if day >= start]
    last = max(days)
    pattern = [day for day in sorted(set(days)) if day > last - WEEK]
    round_ = 1
    while len(found) <= sessions:
        found += [day + round_ * WEEK for day in pattern if day + round_ * WEEK >= start]
        round_ += 1
    return tuple(found[: sessions + 1])


def counted_from(period: Period) -> Date:
    """The first day of a period on which a value counts.

    Args:
        period: of a trial.
    """
    return period.start + timedelta(days=period.wash_in_days)


def period_on(trial: Trial, day: Date) -> Period | None:
    """The period of a day; None before, after, and once the trial was stopped.

    Args:
        trial: to look in.
        day: civil date.
    """
    if trial.stopped_on is not None and day >= trial.stopped_on:
        return None
    return next((one for one in trial.periods if one.start <= day < one.end), None)


def ends_on(trial: Trial) -> Date:
    """The day after the last day of a trial, whether it was kept to or stopped.

    Args:
        trial: to look in.
    """
    last = max((one.end for one in trial.periods), default=trial.designed_on)
    return last if trial.stopped_on is None else min(last, trial.stopped_on)


def is_over(trial: Trial, today: Date) -> bool:
    """Nothing of the trial is still to come.

    Args:
        trial: to look in.
        today: civil date.
    """
    return trial.status != "running" or today >= ends_on(trial)


def begun(trial: Trial) -> tuple[Period, ...]:
    """The periods of pairs that were begun before the trial was stopped; all of them where it was not.

    Args:
        trial: to look in.
    """
    return tuple(
        one
        for one in trial.periods
        if one.pair > 0 and (trial.stopped_on is None or one.start < trial.stopped_on)
    )
