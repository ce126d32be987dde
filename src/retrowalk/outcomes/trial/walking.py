"""The programme follows the trial: what is walked on its days, and nothing of it once it is over."""

from __future__ import annotations

from datetime import date as Date

from retrowalk.errors import DocumentError
from retrowalk.outcomes.trial.document import Trial
from retrowalk.outcomes.trial.schedule import is_over
from retrowalk.prescription import Programme, TrialDays, alternate


def days_of(trial: Trial | None, today: Date) -> tuple[TrialDays, ...]:
    """The days of a trial, for a programme; none where no trial runs.

    Args:
        trial: the latest one.
        today: civil date.
    """
    if trial is None or is_over(trial, today):
        return ()
    return tuple(TrialDays(one.start, one.end, one.arm) for one in trial.periods)


def follow(programme: Programme, trial: Trial | None, today: Date) -> Programme:
    """The programme with the days of the trial that runs, and without those of one that is over.

    A programme that is stopped stays as it is; so does one that cannot hold the days of a trial, which was looked at
    when the trial began.

    Args:
        programme: brought up to today.
        trial: the latest one.
        today: civil date.
    """
    days = days_of(trial, today)
    if days == programme.trial_days or programme.status == "stopped":
        return programme
    try:
        return alternate(programme, days, today)
    except DocumentError:
        return programme
