"""What changed: measures, change beyond error, and trials with one person."""

from retrowalk.outcomes.change import Change, Error, ErrorSource, Matters, Verdict
from retrowalk.outcomes.measure import Better, Kind, Measure, MeasureId, measure, measures
from retrowalk.outcomes.record import PersonRecord, SessionDone, WalkFound, Way
from retrowalk.outcomes.result import Choice, Result, TakenBy
from retrowalk.outcomes.trial.document import Arm, Period, Trial, TrialResult, TrialStatus, TrialVerdict

__all__ = [
    "Arm",
    "Better",
    "Change",
    "Choice",
    "Error",
    "ErrorSource",
    "Kind",
    "Matters",
    "Measure",
    "MeasureId",
    "Period",
    "PersonRecord",
    "Result",
    "SessionDone",
    "TakenBy",
    "Trial",
    "TrialResult",
    "TrialStatus",
    "TrialVerdict",
    "Verdict",
    "WalkFound",
    "Way",
    "measure",
    "measures",
]
