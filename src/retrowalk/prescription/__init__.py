"""What to do: Profile and Clearance → Programme; Feedback → the coming weeks."""

from retrowalk.prescription.agenda import Agenda, agenda
from retrowalk.prescription.dose import Dose
from retrowalk.prescription.feedback import Fall, Feedback, PainReport, SessionFeedback
from retrowalk.prescription.plan import Plan, Refusal
from retrowalk.prescription.planning import plan_of
from retrowalk.prescription.prescribe import prescribe
from retrowalk.prescription.programme import Block, NotChosen, Offer, Programme, Session, Week

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
    "Week",
    "agenda",
    "plan_of",
    "prescribe",
]
