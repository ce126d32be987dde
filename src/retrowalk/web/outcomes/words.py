"""How values and what became of them are said on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date

from retrowalk.language import _
from retrowalk.outcomes import Measure, Result, TakenBy, Verdict, measure
from retrowalk.outcomes.offering import Company
from retrowalk.outcomes.words import amount, named, step
from retrowalk.screening.profile import PainSite, Supervision
from retrowalk.web.words import capitalized, months

__all__ = [
    "amount",
    "companies",
    "company",
    "measure_of",
    "named",
    "on",
    "path",
    "step",
    "takers",
    "told",
    "verdicts",
]


def measure_of(result: Result) -> Measure:
    """The measure of a result."""
    return measure(result.measure)


def path(of: Measure, site: PainSite | None = None) -> str:
    """The address of a measure's page."""
    address = f"/progress/measure/{of.id}"
    return address if site is None else f"{address}?site={site}"


def on(date: Date, today: Date) -> str:
    """``21 November``, with its year where that is not this one.

    Args:
        date: to be said.
        today: where this computer is.
    """
    said = {"day": date.day, "month": months()[date.month - 1], "year": date.year}
    return (_("%(day)s %(month)s") if date.year == today.year else _("%(day)s %(month)s %(year)s")) % said


def verdicts() -> Mapping[Verdict, tuple[str, str]]:
    """What each verdict is called, and the mark beside it."""
    return {
        "better": (_("Better"), "better"),
        "no_clear_change": (_("No clear change"), "same"),
        "worse": (_("Worse"), "worse"),
        "cannot_tell": (_("Cannot tell yet"), "unknown"),
    }


def takers() -> Mapping[TakenBy, str]:
    """Who can have taken a value."""
    return {
        "self": _("I did it myself"),
        "helper": _("Somebody held the watch"),
        "professional": _("A professional did it"),
        "device": _("A device showed it"),
        "recording": _("Found in a recording"),
        "computed": _("Worked out"),
    }


def companies() -> Mapping[Supervision, str]:
    """Who can be there when a test is taken."""
    return {
        "none": _("Nobody"),
        "someone_home": _("Somebody in the house"),
        "guide": _("Somebody who sees for me"),
        "spotter": _("Somebody who can catch me"),
        "professional": _("A professional"),
    }


def company() -> Mapping[Company, str]:
    """Who must be there for a test."""
    return {
        "alone": _("You may do this on your own."),
        "someone_near": _("With somebody near who would hear you call."),
        "beside": _("With somebody standing beside you."),
        "professional": _("With a professional."),
    }


def told(result: Result) -> str:
    """What is known of how a value came about, in a line; empty where nothing is.

    Args:
        result: the value.
    """
    parts = []
    if len(result.trials) > 1:
        # A walk is timed in seconds and kept as a speed: its trials are what was typed.
        parts.append(_("tries: %(values)s") % {"values": ", ".join(f"{one:g}" for one in result.trials)})
    if result.taken_by:
        parts.append(takers()[result.taken_by])
    if result.practice:
        parts.append(_("practice, not counted"))
    if result.note:
        parts.append(f"“{result.note}”")
    return capitalized(" · ".join(parts))
