"""What walking costs, forward and backward: METs and kcal, always with a band."""

from retrowalk.energy.band import Band
from retrowalk.energy.costs import Basis, Cost, Direction, cost
from retrowalk.energy.intensity import Intensity, IntensityBand, intensity, intensity_sentence

__all__ = [
    "Band",
    "Basis",
    "Cost",
    "Direction",
    "Intensity",
    "IntensityBand",
    "cost",
    "intensity",
    "intensity_sentence",
]
