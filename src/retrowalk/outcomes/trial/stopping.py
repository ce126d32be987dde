"""The end of a trial by its walker's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date

from retrowalk.errors import TrialError
from retrowalk.language import _
from retrowalk.outcomes.trial.document import Trial
from retrowalk.outcomes.trial.schedule import is_over


def stop(trial: Trial, today: Date) -> Trial:
    """The trial, no longer kept to from today on; what was measured before stays with it.

    Args:
        trial: that is running.
        today: civil date.

    Raises:
        TrialError: it is over.
    """
    if is_over(trial, today):
        raise TrialError(_("This trial is over; there is nothing to stop."))
    return replace(trial, status="stopped", stopped_on=today)
