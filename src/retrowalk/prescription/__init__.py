"""What to do: Profile and Clearance → Programme; Feedback → the coming weeks."""

from retrowalk.prescription.dose import Dose
from retrowalk.prescription.feedback import Feedback, SessionFeedback
from retrowalk.prescription.plan import Plan, Refusal
from retrowalk.prescription.planning import plan_of
from retrowalk.prescription.prescribe import prescribe
from retrowalk.prescription.programme import Block, NotChosen, Offer, Programme, Session, Week

__all__ = [
    "Block",
    "Dose",
    "Feedback",
    "NotChosen",
    "Offer",
    "Plan",
    "Programme",
    "Refusal",
    "Session",
    "SessionFeedback",
    "Week",
    "plan_of",
    "prescribe",
]
