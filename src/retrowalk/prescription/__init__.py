"""What to do: Profile and Clearance → Programme; Feedback → the coming weeks."""

from retrowalk.prescription.feedback import Feedback, SessionFeedback
from retrowalk.prescription.programme import Block, NotChosen, Offer, Programme, Session, Week

__all__ = ["Block", "Feedback", "NotChosen", "Offer", "Programme", "Session", "SessionFeedback", "Week"]
