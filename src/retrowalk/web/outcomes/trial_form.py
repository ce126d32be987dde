"""Designing a trial: what can be chosen, and what was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from retrowalk.errors import DocumentError
from retrowalk.language import _
from retrowalk.outcomes import PersonRecord, Trial
from retrowalk.outcomes.trial.design import USUAL_WASH_IN_DAYS, design, possible_outcomes
from retrowalk.outcomes.trial.walking import days_of
from retrowalk.prescription import Programme, alternate, week_begins
from retrowalk.web.outcomes import choosing
from retrowalk.web.outcomes.desk import Key

Unit = Literal["week", "session"]
FIELDS = ("outcome", "unit", "start", "pairs", "wash_in")


def units() -> Mapping[Unit, tuple[str, str]]:
    """What a period can be, and when it suits."""
    return {
        "week": (
            _("Whole weeks"),
            _("For what changes slowly, such as pain or steadiness. Most people choose this."),
        ),
        "session": (_("Single sessions"), _("For what changes by the day, such as mood or energy level.")),
    }


def outcomes(record: PersonRecord) -> dict[str, list[Key]]:
    """What can decide a trial, under headings.

    Args:
        record: of the walker.
    """
    possible = {one.id for one in possible_outcomes()}
    found = {
        heading: [key for key in keys if key[0].id in possible]
        for heading, keys in choosing.groups(record).items()
    }
    return {heading: keys for heading, keys in found.items() if keys}


def usual(record: PersonRecord) -> dict[str, str]:
    """What the form holds at first: the outcome that is watched already, whole weeks, from the next one on.

    Args:
        record: of the walker.
    """
    possible = {one.id for one in possible_outcomes()}
    choice = record.choice
    chosen = ""
    if choice is not None and choice.measure in possible:
        chosen = choice.measure if choice.site is None else f"{choice.measure}:{choice.site}"
    return {
        "outcome": chosen or choosing.suggested(record),
        "unit": "week",
        "start": next_week(record.programme, record.today).isoformat(),
        "pairs": "",
        "wash_in": str(USUAL_WASH_IN_DAYS),
    }


def next_week(programme: Programme | None, today: Date) -> Date:
    """The first day of the next week of the programme, so that a period is one of its weeks.

    Args:
        programme: in force.
        today: civil date.
    """
    begins = [] if programme is None else [week_begins(programme, week) for week in programme.weeks]
    return min((day for day in begins if day is not None and day > today), default=today + timedelta(days=1))


def designed(record: PersonRecord, fields: Mapping[str, str], seed: int) -> Trial:
    """The trial that the form asks for.

    Args:
        record: of the walker.
        fields: of the form.
        seed: of the coins.

    Raises:
        DocumentError: a field cannot be read, or the programme cannot hold such a trial.
        TrialError: there is nothing to walk it in, or it could tell nothing.
    """
    of, site = choosing.read(fields.get("outcome", ""))
    unit = fields.get("unit", "")
    if unit not in units():
        raise DocumentError(_("Choose what takes turns: whole weeks or single sessions."))
    session = unit == "session"
    trial = design(
        record,
        of.id,
        site,
        unit="session" if session else "week",
        start=_day(fields.get("start", "")),
        pairs=_whole(fields.get("pairs", ""), _("how many pairs")),
        wash_in_days=0 if session else _whole(fields.get("wash_in", ""), _("the days to leave out")) or 0,
        seed=seed,
        today=record.today,
    )
    if record.programme is not None:
        alternate(record.programme, days_of(trial, record.today), record.today)
    return trial


def _day(given: str) -> Date:
    try:
        return Date.fromisoformat(given.strip())
    except ValueError:
        raise DocumentError(_("Choose the first day: “%(given)s” is none.") % {"given": given[:40]}) from None


def _whole(given: str, what: str) -> int | None:
    text = given.strip()
    if not text:
        return None
    if not (text.isdecimal() and len(text) < 5):
        raise DocumentError(
            _("“%(given)s” is no whole number; %(what)s is one, such as 8.")
            % {"given": given[:40], "what": what}
        )
    return int(text)
