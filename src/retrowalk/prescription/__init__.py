"""What to do: Profile and Clearance → Programme; Feedback → the coming weeks."""

from retrowalk.prescription.about_you import about
from retrowalk.prescription.adapting.alternating import alternate
from retrowalk.prescription.adapting.editing import edit
from retrowalk.prescription.adapting.moving import holiday, move, skip
from retrowalk.prescription.adapting.redoing import adapt
from retrowalk.prescription.agenda import (
    Agenda,
    agenda,
    asked_sites,
    days_between,
    stopped_because,
    week_begins,
)
from retrowalk.prescription.checking.rules import Violation, violations
from retrowalk.prescription.feedback import Fall, Feedback, PainReport, SessionFeedback
from retrowalk.prescription.fitt import fitt_vp
from retrowalk.prescription.planning.bounds import plan_of
from retrowalk.prescription.planning.dose import Dose
from retrowalk.prescription.planning.plan import Plan, Refusal
from retrowalk.prescription.prescribe import prescribe
from retrowalk.prescription.programme import Block, NotChosen, Offer, Programme, Session, TrialDays, Week

__all__ = [
    "Agenda",
    "Block",
    "Dose",
    "Fall",
    "Feedback",
    "NotChosen",
    "Offer",
    "PainReport",
    "Plan",
    "Programme",
    "Refusal",
    "Session",
    "SessionFeedback",
    "TrialDays",
    "Violation",
    "Week",
    "about",
    "adapt",
    "agenda",
    "alternate",
    "asked_sites",
    "days_between",
    "edit",
    "fitt_vp",
    "holiday",
    "move",
    "plan_of",
    "prescribe",
    "skip",
    "stopped_because",
    "violations",
    "week_begins",
]
