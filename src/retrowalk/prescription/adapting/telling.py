"""What the answers about a session mean: was it done, did it go well, was there trouble.

An answer that is missing is never a good one: it makes no trouble, and no success either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date as Date
from itertools import zip_longest
from typing import Literal, TypeVar

from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.prescription.feedback import Fall, PainReport, SessionFeedback
from retrowalk.prescription.programme import Session
from retrowalk.screening.profile import Profile

Fate = Literal["done", "missed", "skipped", "coming"]

PAIN_TOLERATED = 5
PAIN_RISE_TOLERATED = 2
ENOUGH_DONE = 0.8
LEAN = ("light", "free", None)
"""Hands that carry nothing; on open ground there is nothing to hold."""
TOLERATED_SITES = {"knee_osteoarthritis": ("knee",), "low_back_pain": ("back", "low_back")}

_ANSWERS = ("effort", "pain", "muscle_soreness", "stumbles", "rail_grabs", "falls", "symptoms")
_T = TypeVar("_T", PainReport, Fall)


def merged(before: Iterable[SessionFeedback], told: Iterable[SessionFeedback]) -> tuple[SessionFeedback, ...]:
    """All that is told so far: a later answer takes the place of an earlier one, silence takes nothing back.

    A pain at a site and a fall stay told: they can be corrected, never left out again.

    Args:
        before: what was told earlier, one entry a session.
        told: what is told now, in order.
    """
    found = {one.id: one for one in before}
    for one in told:
        found[one.id] = _merge(found[one.id], one) if one.id in found else one
    return tuple(found.values())


def _merge(old: SessionFeedback, new: SessionFeedback) -> SessionFeedback:
    answered = {field.name: value for field in fields(new) if (value := getattr(new, field.name)) is not None}
    if old.pain is not None and new.pain is not None:
        answered["pain"] = _merge_pain(old.pain, new.pain)
    if old.falls is not None and new.falls is not None:
        answered["falls"] = tuple(_overlay(a, b) for a, b in zip_longest(old.falls, new.falls))
    if old.symptoms is not None and new.symptoms is not None:
        answered["symptoms"] = tuple(dict.fromkeys((*old.symptoms, *new.symptoms)))
    return replace(old, **answered)


def _merge_pain(old: tuple[PainReport, ...], new: tuple[PainReport, ...]) -> tuple[PainReport, ...]:
    """The first knee with the first knee, the second with the second: a person has two."""
    sites = dict.fromkeys(one.site for one in (*old, *new))
    return tuple(
        _overlay(a, b)
        for site in sites
        for a, b in zip_longest((p for p in old if p.site == site), (p for p in new if p.site == site))
    )


def _overlay(old: _T | None, new: _T | None) -> _T:
    if old is None or new is None:
        kept = old if new is None else new
        assert kept is not None
        return kept
    answered = {f.name: value for f in fields(new) if (value := getattr(new, f.name)) is not None}
    return replace(old, **answered)


def fate(session: Session, told: SessionFeedback | None, as_of: Date) -> Fate:
    """What became of a session: done, missed, skipped, or still coming.

    Args:
        session: as it was issued.
        told: all that was told of it.
        as_of: a session dated before it that nothing is told of was missed.
    """
    past: Fate = "missed" if session.date < as_of else "coming"
    if told is None:
        return "skipped" if session.status == "skipped" else past
    if told.status in ("skipped", "missed"):
        return "skipped" if told.status == "skipped" else "missed"
    return "done" if happened(told) else past


def happened(told: SessionFeedback) -> bool:
    """Whether what is told says that the session was done, or says anything about how it was.

    Args:
        told: all that was told of it.
    """
    if told.status in ("skipped", "missed"):
        return False
    if told.status == "done" or told.done_on is not None or (told.completed_fraction or 0) > 0:
        return True
    return any(getattr(told, answer) is not None for answer in _ANSWERS)


def done_on(session: Session, told: SessionFeedback | None) -> Date:
    """The civil date it was done on, as told, or else the one it was planned for.

    Args:
        session: as it was issued.
        told: all that was told of it.
    """
    return session.date if told is None or told.done_on is None else told.done_on


def trouble(session: Session, told: SessionFeedback, profile: Profile) -> tuple[Reason, ...]:
    """Why the next dose is smaller; empty where it went without trouble.

    Args:
        session: as it was issued.
        told: all that was told of it.
        profile: in knee osteoarthritis and low back pain some pain is tolerated, at that site.
    """
    found: list[Reason] = []
    for pain in told.pain or ():
        if text := _pain_trouble(pain, profile):
            found.append(Reason(text, "coach_8_less_after_trouble", ("K10",)))
            break
    if (told.stumbles or 0) > 0:
        found.append(Reason(_("You stumbled, so what comes next is less."), "coach_8_less_after_trouble"))
    lean = any(block.direction == "backward" and block.hands in LEAN for block in session.blocks)
    if lean and (told.rail_grabs or 0) > 0:
        found.append(
            Reason(
                _(
                    "You had to take hold of something while your hands were light or free, so what comes next is less."
                ),
                "coach_8_less_after_trouble",
            )
        )
    if told.effort is not None and told.effort > most_effort(session):
        found.append(
            Reason(
                _("It was harder work than it was meant to be, so what comes next is less."),
                "coach_8_less_after_trouble",
            )
        )
    return tuple(found)


def most_effort(session: Session) -> float:
    """The upper end of the effort that walking backward aims at; 10 where no block names one.

    Args:
        session: as it was issued.
    """
    aims = [
        (block.direction == "backward", block.effort[1])
        for block in session.blocks
        if block.effort is not None
    ]
    return max(aims, default=(True, 10.0))[1]


def tolerates(profile: Profile, site: str) -> bool:
    """True where pain up to 5 is tolerated at a site: the knee in knee osteoarthritis, the back in low back pain.

    Args:
        profile: with the conditions.
        site: where it hurts.
    """
    return any(site in TOLERATED_SITES.get(condition, ()) for condition in profile.conditions)


def _pain_trouble(pain: PainReport, profile: Profile) -> str | None:
    around = [value for value in (pain.during, pain.after) if value is not None]
    before = pain.before or 0
    if any(value > PAIN_TOLERATED for value in (*around, before, pain.next_day or 0)):
        return _("Your pain went above 5, so what comes next is less.")
    if any(value - before > PAIN_RISE_TOLERATED for value in around):
        return _("Your pain rose by more than 2, so what comes next is less.")
    if pain.next_day is not None and pain.next_day > before:
        return _("Your pain was not back to where it had been by the next day, so what comes next is less.")
    if not tolerates(profile, pain.site) and any(value > before for value in around):
        return _("You felt a new pain: stop when that happens. What comes next is less.")
    return None


def went_well(session: Session, told: SessionFeedback | None, profile: Profile) -> bool:
    """True where everything that counts was answered, and every answer was a good one.

    Args:
        session: as it was issued.
        told: all that was told of it.
        profile: for the pain that is tolerated.
    """
    return (
        told is not None
        and told.status in ("done", "moved")
        and (told.status == "done" or told.done_on is not None)
        and told.completed_fraction is not None
        and ENOUGH_DONE <= told.completed_fraction <= 1
        and told.effort is not None
        and told.stumbles == 0
        and told.pain is not None
        and all(_answered(pain) for pain in told.pain)
        and not told.falls
        and not told.symptoms
        and not trouble(session, told, profile)
    )


def _answered(pain: PainReport) -> bool:
    return None not in (pain.before, pain.during, pain.after, pain.next_day)


def grave_falls(falls: Iterable[Fall], profile: Profile) -> bool:
    """True unless every fall is known to have done nothing and the person is young and well.

    Args:
        falls: as told.
        profile: for age and conditions.
    """
    hale = profile.age < 65 and not profile.conditions and not profile.other_conditions
    return any(
        not (hale and fall.injury is False and fall.head is False and fall.explained is True)
        for fall in falls
    )
