"""The words of a report that stand in several of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date

from retrowalk.dates import short_months
from retrowalk.language import _
from retrowalk.outcomes import Change, Verdict, measure
from retrowalk.outcomes.words import amount, named

NONE = "–"


def verdicts() -> Mapping[Verdict, str]:
    """What each verdict is called."""
    return {
        "better": _("Better"),
        "no_clear_change": _("No clear change"),
        "worse": _("Worse"),
        "cannot_tell": _("Cannot tell yet"),
    }


def dated(day: Date | None) -> str:
    """A day for a table: ``3 Mar 2026``; a dash where there is none.

    Args:
        day: civil date.
    """
    if day is None:
        return NONE
    return _("%(day)s %(month)s %(year)s") % {
        "day": day.day,
        "month": short_months()[day.month - 1],
        "year": day.year,
    }


def minutes(seconds: float) -> str:
    """So many minutes, for a table.

    Args:
        seconds: from 0.
    """
    return _("%(n)s min") % {"n": f"{seconds / 60:.0f}"}


def name_of(change: Change) -> str:
    """What the change is of, with its place of the body.

    Args:
        change: of any measure.
    """
    return named(measure(change.measure), change.site)


def value_of(change: Change, value: float | None) -> str:
    """A value of its measure, or a dash.

    Args:
        change: whose measure it is.
        value: in its unit.
    """
    return NONE if value is None else amount(measure(change.measure), value)


def difference_of(change: Change) -> str:
    """How far it moved, with its sign and without its unit, or a dash.

    Args:
        change: with its two values.
    """
    number = number_of(change, change.difference)
    return number if number in (NONE, "0") or number.startswith("−") else f"+{number}"


def number_of(change: Change, value: float | None) -> str:
    """A value without its unit, for a column under one head; a dash where there is none.

    Args:
        change: whose measure it is.
        value: in its unit.
    """
    if value is None:
        return NONE
    decimals = measure(change.measure).decimals
    text = f"{value:.{max(decimals, 1)}f}"
    if decimals == 0:
        text = text.removesuffix(".0")
    return "0" if float(text) == 0 else text.replace("-", "−")


def verdict_of(change: Change) -> str:
    """The verdict in words; where better and worse are not for us to say, that.

    Args:
        change: of any measure.
    """
    if measure(change.measure).better == "neither" and change.now is not None:
        return _("Not judged")
    return verdicts()[change.verdict]


def counted(known: int | None, unknown: int) -> str:
    """How many there were, as far as it was told: not answered is not none.

    Args:
        known: how many were told of; None where nothing was answered.
        unknown: of how many it was not answered.
    """
    if known is None:
        return _("not told")
    return _("%(n)s (not told of %(unknown)s)") % {"n": known, "unknown": unknown} if unknown else str(known)
