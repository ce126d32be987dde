"""Sentences that several tests share, so that they say the same everywhere."""

from __future__ import annotations

from retrowalk.language import _


def flat_shoes() -> str:
    """What to wear."""
    return _("Flat shoes that hold your heel; the same pair each time")


def somebody_with_a_watch() -> str:
    """Who times."""
    return _(
        "Best: somebody else holds the stopwatch. You may time yourself; that adds a little error, which is counted in"
    )


def clear_floor() -> str:
    """Where to do it."""
    return _("The floor is dry, level, well lit and clear: no rugs, cables or pets.")


def not_today() -> str:
    """When to leave it for another day."""
    return _(
        "Leave it for another day if you are dizzy, feel unwell, or have pain over 5 out of 10 where you are tested."
    )


def rise_once_first() -> str:
    """For whom rising makes light-headed."""
    return _("Stand up once slowly first. If that makes you light-headed, leave it for another day.")


def stop_at_once() -> str:
    """When to stop."""
    return _("Stop at once with pain in the chest, dizziness, sudden breathlessness, or a sharp or new pain.")


def same_conditions() -> str:
    """What to keep alike."""
    return _("The same place, shoes, time of day and, if you use one, walking aid")


def rested() -> str:
    """What to keep alike."""
    return _("Rested: before a session, not after it")


def try_once_first() -> str:
    """Practice."""
    return _("Try it once slowly, without the watch, so that you know how it goes.")


def nobody() -> str:
    """Who must be there."""
    return _("Nobody needs to be there.")
