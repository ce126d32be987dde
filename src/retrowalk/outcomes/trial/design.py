"""The design of a trial: all of it chosen, drawn and stated before the first day."""

from __future__ import annotations

import hashlib
import math
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from retrowalk.dates import day_words
from retrowalk.errors import TrialError
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.measure import Measure, MeasureId, measure, measures
from retrowalk.outcomes.offering import offers_now
from retrowalk.outcomes.progress import results_of
from retrowalk.outcomes.record import PersonRecord
from retrowalk.outcomes.result import Result
from retrowalk.outcomes.trial import words
from retrowalk.outcomes.trial.document import Trial
from retrowalk.outcomes.trial.power import FEWEST_PAIRS, pairs_needed, power, spread, worth_finding
from retrowalk.outcomes.trial.schedule import is_over, laid_out, sessions_from, weeks_from
from retrowalk.outcomes.words import step
from retrowalk.prescription.adapting.alternating import MOST_DAYS_AHEAD
from retrowalk.screening.profile import PainSite

MOST_WEEK_PAIRS, MOST_SESSION_PAIRS = 26, 52
"""A year of weeks, or of two sessions a week."""
MOST_WASH_IN_DAYS = 4
"""So that three days of a week are left to be measured in."""
USUAL_WASH_IN_DAYS = 2

_OF_A_WEEK = ("pain_worst", "pain_usual")
_ONLY_BACKWARD = (
    "backward_speed",
    "backward_cadence",
    "backward_variability",
    "backward_asymmetry",
    "heart_rate_backward",
)


def design(
    record: PersonRecord,
    measure: MeasureId,
    site: PainSite | None,
    *,
    unit: Literal["week", "session"],
    start: Date,
    pairs: int | None = None,
    wash_in_days: int,
    seed: int,
    today: Date,
    worth: float | None = None,
) -> Trial:
    """A trial for one person.

    Args:
        record: what is known of them.
        measure: the outcome that decides.
        site: of the body, for a measure by site.
        unit: what a period is.
        start: civil date of the first day.
        pairs: of periods; None: as many as it takes to see what is worth finding, as far as that can be borne.
        wash_in_days: of each period's first days nothing is counted; 0 for sessions.
        seed: of the coins; whoever has it can draw the order again.
        today: civil date.
        worth: the difference that is worth finding; None: as published, or by judgement.

    Raises:
        TrialError: there is no programme to walk it in, another one is running, or it could tell nothing.
    """
    outcome = _outcome(measure)
    _check_person(record, outcome, today)
    _check_choice(outcome, site, unit, start, today, pairs, wash_in_days, worth)
    own = _own(record, outcome, site)
    least = worth_finding(outcome, site, record.profile, own, worth)
    wanders = spread(outcome, own, least.least)
    if pairs is None:
        most = MOST_WEEK_PAIRS if unit == "week" else MOST_SESSION_PAIRS
        pairs = pairs_needed(worth=least.least, sd=wanders.sd, most=most)
    chance = power(pairs, worth=least.least, sd=wanders.sd)
    # These tests get better by being done: who has not done them begins with a period that counts for nothing.
    run_in = sum(one.measure == measure for one in record.results) < outcome.practice
    periods = 2 * pairs + run_in
    weeks = unit == "week"
    bounds = weeks_from(start, periods) if weeks else sessions_from(start, _planned(record), periods)
    power_note = Reason(
        _("The chance to see %(worth)s, if it is there, is %(chance)d %%. %(spread)s")
        % {
            "worth": step(outcome, least.least),
            "chance": round(100 * chance),
            "spread": wanders.reason.text,
        },
        "trial_power",
    )
    named = f"{seed} {start.isoformat()} {measure} {site} {unit} {pairs} {today.isoformat()}"
    return Trial(
        id=f"trial-{hashlib.sha256(named.encode()).hexdigest()[:24]}",
        designed_on=today,
        status="running",
        measure=measure,
        unit=unit,
        periods=laid_out(bounds, seed, run_in=run_in, wash_in_days=wash_in_days),
        seed=seed,
        worth=least.least,
        worth_text=least.text,
        power=chance,
        site=site,
        notes=(
            least.reason,
            power_note,
            *_outlasting(record, unit, start, pairs + run_in),
            *words.stated_beforehand(),
        ),
    )


def possible_outcomes() -> tuple[Measure, ...]:
    """The measures a trial can have as its outcome: one way of them is better, and they can be taken in both arms."""
    return tuple(
        one for one in measures().values() if one.better != "neither" and one.id not in _ONLY_BACKWARD
    )


def _own(record: PersonRecord, outcome: Measure, site: PainSite | None) -> tuple[Result, ...]:
    mine = [one for one in results_of(record) if one.measure == outcome.id and one.site == site]
    return tuple(one for one in mine[outcome.practice :] if not one.practice)


def _outcome(id: MeasureId) -> Measure:
    if id not in measures():
        raise TrialError(
            _("No measure is called “%(id)s”; expected one of %(known)s.")
            % {"id": id, "known": ", ".join(one.id for one in possible_outcomes())}
        )
    outcome = measure(id)
    if outcome.better == "neither":
        raise TrialError(
            _("%(name)s cannot decide a trial: which way of it is better is not for us to say.")
            % {"name": outcome.name}
        )
    if id in _ONLY_BACKWARD:
        raise TrialError(
            _("%(name)s cannot decide a trial: in the forward periods nobody walks backward to be measured.")
            % {"name": outcome.name}
        )
    return outcome


def _check_person(record: PersonRecord, outcome: Measure, today: Date) -> None:
    programme = record.programme
    if programme is None or not any(week.sessions for week in programme.weeks):
        raise TrialError(_("A trial is walked in a programme, and there is none yet: make one first."))
    if programme.status == "stopped":
        raise TrialError(_("Your programme is stopped; a trial can begin once it goes on."))
    if record.trial is not None and not is_over(record.trial, today):
        raise TrialError(_("A trial is running already; one at a time. Stop it first to begin another."))
    for one in offers_now(programme.profile, programme):
        if one.measure == outcome.id and not one.may:
            raise TrialError(
                _("%(name)s cannot decide a trial of yours. %(why)s")
                % {"name": outcome.name, "why": " ".join(reason.text for reason in one.reasons)}
            )


def _check_choice(
    outcome: Measure,
    site: PainSite | None,
    unit: str,
    start: Date,
    today: Date,
    pairs: int | None,
    wash_in_days: int,
    worth: float | None,
) -> None:
    if outcome.by_site and site is None:
        raise TrialError(
            _("%(name)s is told for one place: say which, such as the knee.") % {"name": outcome.name}
        )
    if not outcome.by_site and site is not None:
        raise TrialError(
            _("%(name)s is not told for a place of the body; leave it out.") % {"name": outcome.name}
        )
    if unit == "session" and outcome.id in _OF_A_WEEK:
        raise TrialError(
            _("%(name)s looks back over a week, so it cannot tell one session from the next; choose weeks.")
            % {"name": outcome.name}
        )
    if start < today:
        raise TrialError(
            _("The first day is %(day)s, which is over; expected today or later.") % {"day": day_words(start)}
        )
    if (start - today).days > MOST_DAYS_AHEAD:
        raise TrialError(
            _("The first day is %(day)s; expected %(latest)s at the latest, %(weeks)d weeks from today.")
            % {
                "day": day_words(start),
                "latest": day_words(today + timedelta(days=MOST_DAYS_AHEAD)),
                "weeks": MOST_DAYS_AHEAD // 7,
            }
        )
    most = MOST_WEEK_PAIRS if unit == "week" else MOST_SESSION_PAIRS
    if pairs is not None and not FEWEST_PAIRS <= pairs <= most:
        raise TrialError(
            _(
                "%(pairs)d pairs were asked for; expected %(least)d to %(most)d. Fewer can hardly tell anything."
            )
            % {"pairs": pairs, "least": FEWEST_PAIRS, "most": most}
        )
    longest = MOST_WASH_IN_DAYS if unit == "week" else 0
    if not 0 <= wash_in_days <= longest:
        raise TrialError(
            _("%(days)d days to leave out were asked for; expected 0 to %(most)d in periods of a %(unit)s.")
            % {"days": wash_in_days, "most": longest, "unit": unit}
        )
    if worth is not None and not (
        math.isfinite(worth) and 0 < worth <= outcome.possible[1] - outcome.possible[0]
    ):
        raise TrialError(
            _("The difference worth finding is %(worth)s; expected more than 0.") % {"worth": worth}
        )


def _outlasting(
    record: PersonRecord, unit: Literal["week", "session"], start: Date, backward: int
) -> tuple[Reason, ...]:
    """That the programme is over before the trial; what is walked forward takes nothing from the programme."""
    assert record.programme is not None
    days = [[one.date for one in week.sessions if one.date >= start] for week in record.programme.weeks]
    left = sum(bool(one) for one in days) if unit == "week" else sum(len(one) for one in days)
    if left >= backward:
        return ()
    if unit == "week":
        text = _(
            "Your programme has %(left)d weeks from then on, and the trial needs %(needed)d backward. Make a new "
            "one when it is finished; the trial goes on in it."
        )
    else:
        text = _(
            "Your programme has %(left)d sessions from then on, and the trial needs %(needed)d backward. Make a new "
            "one when it is finished; the trial goes on in it."
        )
    return (Reason(text % {"left": left, "needed": backward}, "trial_programme"),)


def _planned(record: PersonRecord) -> list[Date]:
    assert record.programme is not None
    return [session.date for week in record.programme.weeks for session in week.sessions]
