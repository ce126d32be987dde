"""Doing it: a session laid out in time, and the log of what really happened."""

from retrowalk.session.happened import Happened, Hurt, closed, feedback_of, happened
from retrowalk.session.log import Event, EventKind, Mode, Run, SessionLog, Why
from retrowalk.session.making import timeline
from retrowalk.session.preferences import Preferences, at_risk_of_falling, granted, suggested_cadence_spm
from retrowalk.session.timeline import Cue, CueKind, Earcon, Moment, Stretch, Timeline

__all__ = [
    "Cue",
    "CueKind",
    "Earcon",
    "Event",
    "EventKind",
    "Happened",
    "Hurt",
    "Mode",
    "Moment",
    "Preferences",
    "Run",
    "SessionLog",
    "Stretch",
    "Timeline",
    "Why",
    "at_risk_of_falling",
    "closed",
    "feedback_of",
    "granted",
    "happened",
    "suggested_cadence_spm",
    "timeline",
]
