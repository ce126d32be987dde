"""What a changed profile makes of the programme that runs: kept as it is, still stopped, or made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from retrowalk.prescription.adapting.telling import grave_falls
from retrowalk.prescription.feedback import Fall
from retrowalk.prescription.prescribe import prescribe
from retrowalk.prescription.programme import Block, Programme, Week
from retrowalk.screening import Profile, screen
from retrowalk.screening.profile import Falls, Scope

AFTER_A_FALL: tuple[Scope, ...] = ("balance", "general")
AFTER_TROUBLE: tuple[Scope, ...] = ("balance", "orthopaedic", "general")


def with_what_was_told(programme: Programme) -> Profile:
    """The programme's profile with the falls and symptoms that were told of its sessions: they do not go away with the
    programme.

    Args:
        programme: with all that was told of it.
    """
    profile, falls = programme.profile, _falls(programme)
    symptoms = (one for told in programme.feedback for one in told.symptoms or ())
    return replace(
        profile,
        symptoms=tuple(dict.fromkeys((*profile.symptoms, *symptoms))),
        falls=_together(profile.falls, falls) if falls else profile.falls,
    )


def renewed(running: Programme, profile: Profile, today: date) -> Programme:
    """The programme that a changed profile makes.

    One that was stopped by a fall or by trouble stays stopped until a clearance from after that is in the profile
    (rules 8 and 9). One that the change does not touch goes on where it was: whoever is in the fifth week and corrects
    a height does not begin again. Any other is made anew.

    Args:
        running: with all that was told of it.
        profile: changed; it is held to the falls that were told.
        today: civil date.

    Returns:
        A programme with the id of the running one where that stays.
    """
    told = with_what_was_told(running)
    if profile.falls.past_year < told.falls.past_year:
        profile = replace(profile, falls=told.falls)
    # What is in the feedback already is not counted twice.
    own = profile
    if profile.falls == told.falls:
        own = replace(own, falls=running.profile.falls)
    if set(profile.symptoms) == set(told.symptoms):
        own = replace(own, symptoms=running.profile.symptoms)
    if waits_for(running, profile):
        return replace(running, profile=replace(own, start_date=running.profile.start_date))
    return _kept(running, own, today) or prescribe(profile, screen(profile))


def waits_for(running: Programme, profile: Profile) -> tuple[Scope, ...]:
    """The clearances one of which a stopped programme waits for, because of what was told of its sessions.

    Args:
        running: the programme.
        profile: with the clearances that there are.

    Returns:
        Scopes; empty where it waits for none.
    """
    if running.status != "stopped":
        return ()
    scopes: tuple[Scope, ...] = ()
    if grave_falls(_falls(running), running.profile):
        scopes = AFTER_A_FALL
    elif any(offer.id == "physiotherapist" for offer in running.offers):
        scopes = AFTER_TROUBLE
    since = max(
        (told.done_on for told in running.feedback if told.done_on is not None),
        default=min(running.as_of, profile.start_date),
    )
    held = (profile.cleared(scope) for scope in scopes)
    return () if any(one is not None and one.date >= since for one in held) else scopes


def _kept(running: Programme, profile: Profile, today: date) -> Programme | None:
    """The running programme with the changed profile in it, where the change asks for nothing else."""
    begun = running.profile.start_date
    if running.status != "active" or (profile.start_date > today and profile.start_date != begun):
        return None
    then = replace(profile, start_date=begun)
    before, after = (prescribe(one, screen(one)) for one in (running.profile, then))
    if _what_is_asked(before) != _what_is_asked(after):
        return None
    return replace(running, profile=then, clearance=after.clearance)


def _what_is_asked(programme: Programme) -> tuple[object, ...]:
    """All of a programme that its owner has to do with, without the reasons."""
    clearance = programme.clearance
    limits = {one.id for one in clearance.restrictions}
    weeks = tuple(_without_reasons(week) for week in programme.weeks)
    return programme.status, programme.protocol, weeks, clearance.level, limits


def _without_reasons(week: Week) -> Week:
    def bare(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(replace(block, reasons=()) for block in blocks)

    sessions = tuple(replace(session, blocks=bare(session.blocks)) for session in week.sessions)
    return replace(week, changes=(), sessions=sessions)


def _falls(programme: Programme) -> tuple[Fall, ...]:
    return tuple(fall for told in programme.feedback for fall in told.falls or ())


def _together(before: Falls, told: tuple[Fall, ...]) -> Falls:
    hurt = [fall.injury for fall in told]
    unexplained = [None if fall.explained is None else not fall.explained for fall in told]
    if before.past_year:
        hurt.append(before.injurious)
        unexplained.append(before.unexplained)
    return Falls(min(365, before.past_year + len(told)), _any(hurt), _any(unexplained))


def _any(answers: list[bool | None]) -> bool | None:
    """Yes where one says so; else not known where one is not known."""
    return True if True in answers else None if None in answers else False
