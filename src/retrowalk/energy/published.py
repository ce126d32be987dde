"""The published figures that all energy here rests on, each with where it stands.

Compendium of Physical Activities: Ainsworth et al. 2011, Med Sci Sports Exerc 43:1575–1581; 2024 Adult Compendium
(ages 19–59). The samples behind the entries were not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.energy.band import Band

Direction = Literal["forward", "backward"]
Basis = Literal["measured_anchor", "interpolated", "extrapolated", "derived"]
"""What a figure rests on: a published one, between two, beyond them, or our arithmetic."""

MPH = 0.44704
"""m/s in one mile an hour."""
M_PER_MIN = 1 / 60
"""m/s in one metre a minute."""
ML_PER_MET = 3.5
"""mL of oxygen per kg and minute: the convention for one MET, sitting still."""

AGES = (19, 59)
"""Ages of the 2024 Adult Compendium."""


@dataclass(frozen=True, slots=True)
class Forward:
    """What the Compendium lists for walking forward on the level at one speed.

    Attributes:
        mph: the speed it names, or an end of the range it gives.
        edition_2011, edition_2024: METs, on the ground.
        treadmill: METs on a treadmill, edition 2024; None where it lists none.
        codes: of these entries.
        evidence: their ids in the evidence room.
    """

    mph: float
    edition_2011: float
    edition_2024: float
    treadmill: float | None
    codes: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def mets(self) -> Band:
        """The lowest and highest entry; in the middle the treadmill's below 2 mph, else both editions' mean.

        Below 2 mph the ground has one entry for all speeds, the treadmill has three.
        """
        values = [self.edition_2011, self.edition_2024, self.treadmill or self.edition_2024]
        slow = self.treadmill if self.mph < 2 else None
        return Band(min(values), slow or (self.edition_2011 + self.edition_2024) / 2, max(values))


# "2.8–3.2 mph" (17190) stands at its middle, and the ranges of 2024 at the speed that 2011 names for the same code;
# the slow ones stand at both ends, for nothing else says how they rise.
FORWARD = (
    Forward(0.9, 2.0, 2.3, 2.1, ("17151", "17340"), ("EN06", "EN18", "EN26")),
    Forward(1.0, 2.0, 2.3, 2.3, ("17151", "17343"), ("EN06", "EN18", "EN27")),
    Forward(1.2, 2.0, 2.3, 2.8, ("17151", "17346"), ("EN06", "EN18", "EN28")),
    Forward(1.9, 2.0, 2.3, 2.8, ("17151", "17346"), ("EN06", "EN18", "EN28")),
    Forward(2.0, 2.8, 2.8, 3.0, ("17152", "17349"), ("EN07", "EN19", "EN29")),
    Forward(2.5, 3.0, 3.0, 3.5, ("17170", "17352"), ("EN08", "EN20", "EN30")),
    Forward(3.0, 3.5, 3.8, 3.8, ("17190", "17355"), ("EN10", "EN21", "EN31")),
    Forward(3.5, 4.3, 4.8, 4.8, ("17200", "17358"), ("EN11", "EN22", "EN32")),
    Forward(4.0, 5.0, 5.5, 5.8, ("17220", "17361"), ("EN14", "EN23", "EN33")),
    Forward(4.5, 7.0, 7.0, None, ("17230",), ("EN15", "EN24")),
    Forward(5.0, 8.3, 8.5, None, ("17231",), ("EN16", "EN25")),
)
FASTEST_FORWARD_MPS = 5.5 * MPH
"""The last entry is "5.0–5.5 mph"."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One Compendium entry for walking backward.

    Attributes:
        edition: year.
        code: of the entry.
        mph: speed.
        grade_pct: uphill, percent.
        mets: what it costs.
        evidence: its id in the evidence room.
    """

    edition: Literal[2011, 2024]
    code: str
    mph: float
    grade_pct: float
    mets: float
    evidence: str

    @property
    def speed_mps(self) -> float:
        """Speed, m/s."""
        return self.mph * MPH

    @property
    def place(self) -> tuple[float, float]:
        """Speed and grade: both editions of an entry stand at the same place."""
        return self.mph, self.grade_pct


BACKWARD = (
    Anchor(2011, "17320", 3.5, 0, 6.0, "EN01"),
    Anchor(2024, "17320", 3.5, 0, 6.0, "EN03"),
    Anchor(2011, "17325", 3.5, 5, 8.0, "EN02"),
    Anchor(2024, "17325", 3.5, 5, 7.8, "EN04"),
    Anchor(2024, "17475", 2.5, 10, 7.8, "EN05"),
)

# Backward over forward at the same speed. Level: 6.0 over the forward entries of 2024 (4.8) and 2011 (4.3).
LEVEL_RATIO = (6.0 / 4.8, 6.0 / 4.3)
# Uphill, Hooper 2004 (n = 27): 17–20 % higher at 5, 7.5 and 10 %; the entries over the ACSM equation: 1.23–1.31.
HOOPER_RATIO = (1.17, 1.20)
HOOPER_GRADES_PCT = (5.0, 7.5, 10.0)
# The highest ratio that can be made of published figures: 6.0 METs over the 3.68 that the equation gives forward.
HIGHEST_RATIO = 1.63

# Heath 2001, eight men: oxygen uptake at the same speed after 12 sessions, 1.66 over 2.05 L/min.
PRACTISED = 1.66 / 2.05

# Myatt 1995 and its companion: men 0.89–1.79, women 0.96–1.91 m/s. Hreljac 2005: running begins at 1.63 (SD 0.11).
SLOWEST_MEASURED_MPS = 0.89
FASTEST_MEASURED_MPS = 1.91
RUNNING_BEGINS_MPS = 1.63
STEEPEST_MEASURED_PCT = 10.0
