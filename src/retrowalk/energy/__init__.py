"""What walking costs, forward and backward: METs and kcal, always with a band."""

from retrowalk.energy.band import Band
from retrowalk.energy.costs import Cost, cost
from retrowalk.energy.intensity import Intensity, IntensityBand, intensity, intensity_sentence
from retrowalk.energy.published import Basis, Direction

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
