"""What walking costs, forward and backward: METs and kcal, always with a band."""

from retrowalk.energy.band import Band
from retrowalk.energy.costs import Cost, cost
from retrowalk.energy.intensity import Intensity, IntensityBand, intensity, intensity_sentence
from retrowalk.energy.moved import Moved, Mover
from retrowalk.energy.published import Basis, Direction
from retrowalk.energy.weekly import MINUTES_A_WEEK, ActiveWeek, Sources, about_weeks, active_weeks

__all__ = [
    "MINUTES_A_WEEK",
    "ActiveWeek",
    "Band",
    "Basis",
    "Cost",
    "Direction",
    "Intensity",
    "IntensityBand",
    "Moved",
    "Mover",
    "Sources",
    "about_weeks",
    "active_weeks",
    "cost",
    "intensity",
    "intensity_sentence",
]
