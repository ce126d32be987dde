"""Dates as people write them, long for sentences and short for axes."""

from __future__ import annotations

from datetime import date

from retrowalk.language import _


def day_words(day: date) -> str:
    """``21 November 2026``.

    Args:
        day: civil date.
    """
    return _("%(day)s %(month)s %(year)s") % {
        "day": day.day,
        "month": months()[day.month - 1],
        "year": day.year,
    }


def short_day(day: date) -> str:
    """``21 Nov``: where the year is plain.

    Args:
        day: civil date.
    """
    return _("%(day)s %(month)s") % {"day": day.day, "month": short_months()[day.month - 1]}


def months() -> tuple[str, ...]:
    """The months' names, from January."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def short_months() -> tuple[str, ...]:
    """The months' short names, from January."""
    return (
        _("Jan"),
        _("Feb"),
        _("Mar"),
        _("Apr"),
        _("May"),
        _("Jun"),
        _("Jul"),
        _("Aug"),
        _("Sep"),
        _("Oct"),
        _("Nov"),
        _("Dec"),
    )
