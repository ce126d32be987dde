"""How values and what became of them are said on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date

from retrowalk.language import _
from retrowalk.outcomes import Measure, Result, TakenBy, Verdict, measure
from retrowalk.outcomes.offering import Company
from retrowalk.screening.profile import PainSite, Supervision
from retrowalk.screening.words import PAIN_SITES
from retrowalk.web.words import capitalized, day, short_day


def number(of: Measure, value: float) -> str:
    """A value as it is written, with a true minus sign.

    Args:
        of: the measure, which says how many decimals.
        value: in its unit.
    """
    written = f"{value:.{of.decimals}f}"
    return written.removeprefix("-") if float(written) == 0 else written.replace("-", "−")


def amount(of: Measure, value: float) -> str:
    """A value with its unit: ``7.8 s``, ``3 of 10``.

    Args:
        of: the measure.
        value: in its unit.
    """
    if of.unit == "0–10":
        return _("%(n)s of 10") % {"n": number(of, value)}
    return f"{number(of, value)} {of.unit}"


def title(of: Measure, site: PainSite | None = None) -> str:
    """What a measure is called, with the site of the body where it has one.

    Args:
        of: the measure.
        site: of the body.
    """
    if site is None:
        return of.name
    return _("%(measure)s: %(site)s") % {"measure": of.name, "site": PAIN_SITES[site]}


def measure_of(result: Result) -> Measure:
    """The measure of a result."""
    return measure(result.measure)


def path(of: Measure, site: PainSite | None = None) -> str:
    """The address of a measure's page."""
    address = f"/progress/measure/{of.id}"
    return address if site is None else f"{address}?site={site}"


def on(date: Date, today: Date) -> str:
    """A day, with its year where that is not this one.

    Args:
        date: to be said.
        today: where this computer is.
    """
    return short_day(date) if date.year == today.year else day(date)


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
