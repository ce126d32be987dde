"""From one week to the next, if all goes well: more days first slowly, one thing harder at a time (rules 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import TYPE_CHECKING

from retrowalk.evidence import Reason
from retrowalk.language import _, ngettext
from retrowalk.prescription.planning.dose import Dose, harder
from retrowalk.prescription.planning.sessions import blocks_of, session_of
from retrowalk.prescription.programme import Harder, Week

if TYPE_CHECKING:
    from retrowalk.prescription.planning.plan import Plan

EARLY_WEEKS, EARLY_DAYS = 2, 3
"""Weeks in which a day of rest lies between any two sessions, and the sessions they may have."""

DAYS = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 5), 5: (0, 1, 3, 4, 5), 6: (0, 1, 2, 3, 4, 5),
        7: (0, 1, 2, 3, 4, 5, 6)}  # fmt: skip
"""Days of a week by number of sessions. Up to three they never touch, across the border of the week neither."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a week is to be, against the one before.

    Attributes:
        dose: of each session.
        days: number of sessions.
        harder: what is harder; one entry at most.
        changes: in words.
        day_added: whether it has a day more than the week before.
    """

    dose: Dose
    days: int
    harder: tuple[Harder, ...] = ()
    changes: tuple[Reason, ...] = ()
    day_added: bool = False


def first_days(plan: Plan) -> int:
    """Sessions in the first week.

    Args:
        plan: of the programme.
    """
    return min(plan.days, EARLY_DAYS)


def next_step(plan: Plan, last: Step, week: int) -> Step:
    """The week after a week that went well.

    Args:
        plan: of the programme.
        last: the week before.
        week: number of the coming week since the start, or since a new start, from 1.
    """
    more_days = week > EARLY_WEEKS and last.days < plan.days
    step = None if more_days and not last.day_added else harder(plan, last.dose)
    if step is not None:
        dose, what = step
        return Step(dose, last.days, (what,), (_change(last.dose, dose, what),))
    if more_days:
        text = _("One day more: %(days)s sessions. Nothing else changes this week.")
        change = Reason(text % {"days": last.days + 1}, "grow_slowly")
        return Step(last.dose, last.days + 1, (), (change,), day_added=True)
    return Step(last.dose, last.days)


def weeks_from(plan: Plan, first: Step, week: int, start: Date, count: int) -> tuple[Week, ...]:
    """Weeks as they are if all goes well.

    Args:
        plan: of the programme.
        first: what the first of them is to be.
        week: its number.
        start: civil date of its first day.
        count: how many weeks.
    """
    weeks: list[Week] = []
    step = first
    for number in range(week, week + count):
        if number > week:
            step = next_step(plan, step, number)
        weeks.append(week_of(plan, step, number, start + timedelta(weeks=number - week)))
    return tuple(weeks)


def week_of(plan: Plan, step: Step, week: int, start: Date) -> Week:
    """One week.

    Args:
        plan: of the programme.
        step: what it is to be.
        week: its number.
        start: civil date of its first day.
    """
    blocks = blocks_of(plan, step.dose)
    return Week(
        week=week,
        harder=step.harder,
        changes=step.changes,
        sessions=tuple(
            session_of(plan, blocks, week, n, start + timedelta(days=day))
            for n, day in enumerate(DAYS[step.days], start=1)
        ),
    )


def _change(before: Dose, after: Dose, what: Harder) -> Reason:
    if what == "time" and after.backward_s > before.backward_s:
        text = _("%(more)s more backward: %(now)s in each session.") % {
            "more": in_words(after.backward_s - before.backward_s),
            "now": in_words(after.backward_s),
        }
        return Reason(text, "grow_slowly", ("C11", "C29"))
    if what == "time":
        text = _("Longer bouts: up to %(now)s at a time, the same time backward in all.")
        return Reason(text % {"now": in_words(after.bout_s)}, "one_thing_harder", ("C29",))
    if what == "speed":
        text = _("A little faster backward: up to %(speed)s km/h.")
        return Reason(
            text % {"speed": f"{3.6 * (after.speed_high_mps or 0):.1f}"},
            "small_steps_in_speed",
            ("C44", "PR06"),
        )
    if what == "hands":
        return Reason(_("Hands lighter: a touch is enough where you feel steady. Hold on whenever you like."),
                      "one_thing_harder", ("C44", "PR06"))  # fmt: skip
    text = _("A slope of %(grade)s percent, with both hands back on the rails.")
    return Reason(text % {"grade": f"{after.grade_pct:g}"}, "one_thing_harder", ("C44", "PR15"))


def in_words(seconds: int) -> str:
    """A duration as it is said: "30 seconds", "1 minute", "2 and a half minutes".

    Args:
        seconds: whole halves of a minute, or any.
    """
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": rest}
    if not rest:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
