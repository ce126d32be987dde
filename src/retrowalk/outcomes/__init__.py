"""What changed: measures, change beyond error, and trials with one person."""

from retrowalk.outcomes.change import Change, Error, ErrorSource, Matters, Verdict
from retrowalk.outcomes.entering import Entered, Entry, enter, entry_unit, entry_value, typed
from retrowalk.outcomes.fitness_estimate import Fitness, fitness
from retrowalk.outcomes.from_walks import about_found, found_results
from retrowalk.outcomes.measure import Better, Kind, Measure, MeasureId, measure, measures
from retrowalk.outcomes.offering import OfferedTest, heart_rate_counts, offers, offers_now
from retrowalk.outcomes.record import PersonRecord, SessionDone, WalkFound, Way
from retrowalk.outcomes.result import Choice, Result, Results, TakenBy
from retrowalk.outcomes.tests import GuidedTest, guided, guided_tests
from retrowalk.outcomes.trial.document import Arm, Period, Trial, TrialResult, TrialStatus, TrialVerdict

__all__ = [
    "Arm",
    "Better",
    "Change",
    "Choice",
    "Entered",
    "Entry",
    "Error",
    "ErrorSource",
    "Fitness",
    "GuidedTest",
    "Kind",
    "Matters",
    "Measure",
    "MeasureId",
    "OfferedTest",
    "Period",
    "PersonRecord",
    "Result",
    "Results",
    "SessionDone",
    "TakenBy",
    "Trial",
    "TrialResult",
    "TrialStatus",
    "TrialVerdict",
    "Verdict",
    "WalkFound",
    "Way",
    "about_found",
    "enter",
    "entry_unit",
    "entry_value",
    "fitness",
    "found_results",
    "guided",
    "guided_tests",
    "heart_rate_counts",
    "measure",
    "measures",
    "offers",
    "offers_now",
    "typed",
]
