"""The days of a trial with one person in the programme: some walked backward, some forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise

from retrowalk.dates import day_words
from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.prescription.adapting.redoing import adapt
from retrowalk.prescription.feedback import Feedback
from retrowalk.prescription.programme import Programme, TrialDays

MOST_FORWARD_DAYS = 28
"""Days that may be walked forward one after the other: with more, walking backward would begin anew (rule 10)."""
LONGEST_TRIAL_DAYS = 2 * 366
MOST_DAYS_AHEAD = 12 * 7
"""Days until a trial begins, at most (rule trial_ahead): weeks are laid out up to its end."""


def alternate(programme: Programme, days: Sequence[TrialDays], today: Date | None = None) -> Programme:
    """The programme with the days of a trial; none ends it.

    What is coming on forward days is walked forward. From the first to the last day of the trial nothing gets harder,
    and weeks that are walked forward are neither missed nor any of the programme's own.

    Args:
        programme: as it stands.
        days: in time order, without overlap.
        today: civil date, for a programme that is finished; None: the day up to which it has heard.

    Returns:
        The programme, one revision higher where anything changed.

    Raises:
        DocumentError: the days overlap, are too many or too far ahead, or the programme is stopped.
    """
    days = tuple(days)
    if days == programme.trial_days:
        return programme
    heard = programme.as_of if today is None else max(today, programme.as_of)
    _check(programme, days, heard)
    made = adapt(replace(programme, trial_days=days), Feedback(heard, ()))
    return replace(made, revision=programme.revision + 1)


def _check(programme: Programme, days: tuple[TrialDays, ...], heard: Date) -> None:
    if days and programme.status == "stopped":
        raise DocumentError(_("The programme is stopped; expected one that runs, for a trial in it."))
    for one in days:
        if one.end <= one.start:
            raise DocumentError(
                _("A trial's days from %(start)s to %(end)s; expected an end after the start.")
                % {"start": day_words(one.start), "end": day_words(one.end)}
            )
    for earlier, later in pairwise(days):
        if later.start < earlier.end:
            raise DocumentError(
                _(
                    "A trial's days from %(start)s overlap those before, up to %(end)s; expected one after the other."
                )
                % {"start": day_words(later.start), "end": day_words(earlier.end)}
            )
    if days and (days[-1].end - days[0].start).days > LONGEST_TRIAL_DAYS:
        raise DocumentError(
            _("The trial takes from %(start)s to %(end)s; expected two years at most.")
            % {"start": day_words(days[0].start), "end": day_words(days[-1].end)}
        )
    if days and (days[-1].end - heard).days > MOST_DAYS_AHEAD + LONGEST_TRIAL_DAYS:
        raise DocumentError(
            _("The trial ends on %(end)s, too far ahead; expected it to begin within %(weeks)d weeks.")
            % {"end": day_words(days[-1].end), "weeks": MOST_DAYS_AHEAD // 7}
        )
    longest = _longest_forward(days)
    if longest > timedelta(days=MOST_FORWARD_DAYS):
        raise DocumentError(
            _("The trial asks for %(days)s days forward without a break; expected %(most)s at most.")
            % {"days": longest.days, "most": MOST_FORWARD_DAYS}
        )


def _longest_forward(days: tuple[TrialDays, ...]) -> timedelta:
    """The longest time from one backward day to the next."""
    longest, since = timedelta(0), None
    for one in days:
        if one.direction == "backward":
            since = None
            continue
        since = one.start if since is None else since
        longest = max(longest, one.end - since)
    return longest
