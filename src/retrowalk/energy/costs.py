"""What a stretch of walking costs: `cost`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from retrowalk.energy.backward import backward_mets
from retrowalk.energy.band import Band
from retrowalk.energy.forward import forward_mets
from retrowalk.energy.intensity import IntensityBand, intensity_band
from retrowalk.energy.limits import check
from retrowalk.energy.notes import evidence_of, notes_on
from retrowalk.energy.published import (
    AGES,
    BACKWARD,
    FORWARD,
    ML_PER_MET,
    MPH,
    SLOWEST_MEASURED_MPS,
    STEEPEST_MEASURED_PCT,
    Basis,
    Direction,
)
from retrowalk.evidence import Reason

OTHER_AGES = Band(1 / 1.2, 1.0, 1.2)
"""Under 19 and over 59 the Compendium does not say: a fifth either way is our judgement (a product rule)."""
KCAL_PER_LITRE = 5.0
"""Of oxygen, the convention that goes with the MET."""
# So near to a published speed or grade, a figure is the published one.
_SAME_SPEED_MPS, _SAME_GRADE_PCT = 0.02, 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stretch of walking costs, and how well that is known: ``retrowalk.energy/1``.

    Attributes:
        direction: of walking.
        speed_mps: m/s, positive.
        grade_pct: uphill, percent.
        mass_kg: of the walker; None where not told.
        minutes: walked; None where not told.
        age: years; None where not told.
        practised: used to walking backward (True), new to it (False), not told (None).
        mets: times sitting still.
        kcal: in all, with what the body uses at rest included; None without mass and minutes.
        intensity: by METs.
        basis: what `mets.mid` is: a published figure, between such, beyond them, or computed from them.
        validated: always false: no data of ours stand behind it.
        notes: what to know about these figures, each with its rule and evidence.
        evidence: every id that the figures and notes lean on.
    """

    SCHEMA: ClassVar[str] = "retrowalk.energy/1"
    EXPECTED: ClassVar[Mapping[str, str]] = {}
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    direction: Direction
    speed_mps: float
    grade_pct: float
    mass_kg: float | None
    minutes: float | None
    age: int | None
    practised: bool | None
    mets: Band
    kcal: Band | None
    intensity: IntensityBand
    basis: Basis
    validated: bool
    notes: tuple[Reason, ...]
    evidence: tuple[str, ...]

    def rounded(self) -> Cost:
        """The same for a document: METs to hundredths, kcal to tenths, what was converted to four decimals."""
        return replace(
            self,
            speed_mps=round(self.speed_mps, 4),
            mass_kg=None if self.mass_kg is None else round(self.mass_kg, 4),
            mets=self.mets.rounded(2),
            kcal=None if self.kcal is None else self.kcal.rounded(1),
        )


def cost(
    direction: Direction,
    speed_mps: float,
    grade_pct: float = 0.0,
    mass_kg: float | None = None,
    minutes: float | None = None,
    age: int | None = None,
    practised: bool | None = None,
) -> Cost:
    """METs and kcal of walking at a steady speed, always as a band.

    Sources: Compendium of Physical Activities 2011 and 2024, the ACSM walking equation, Hooper 2004 and Heath 2001;
    `docs/validation.md` holds the figures against each of them.

    Args:
        direction: ``forward`` or ``backward``.
        speed_mps: m/s: forward up to 2.46, backward up to 1.91.
        grade_pct: uphill, percent: backward 0 to 10; forward 0 to 15, uphill only from 0.84 to 2.01 m/s.
        mass_kg: of the walker, 20 to 300; without it there are no kcal.
        minutes: walked, up to 1440; without them there are no kcal.
        age: years; the published figures are of people from 19 to 59, and the band is wider for others.
        practised: used to walking backward: about 12 sessions or more; no matter forward.

    Raises:
        EnergyError: a value for which nothing is known, in one sentence.
    """
    check(direction, speed_mps, grade_pct, mass_kg, minutes, age)
    mets = mets_of(direction, speed_mps, grade_pct, age, practised)
    kcal = None
    if mass_kg is not None and minutes is not None:
        kcal = mets * (ML_PER_MET / 1000 * KCAL_PER_LITRE * mass_kg * minutes)
    rests_on = basis(direction, speed_mps, grade_pct, practised)
    notes = notes_on(direction, speed_mps, grade_pct, age, practised, rests_on, mets, kcal)
    return Cost(
        direction=direction,
        speed_mps=speed_mps,
        grade_pct=grade_pct,
        mass_kg=mass_kg,
        minutes=minutes,
        age=age,
        practised=practised,
        mets=mets,
        kcal=kcal,
        intensity=intensity_band(mets),
        basis=rests_on,
        validated=False,
        notes=notes,
        evidence=evidence_of(notes),
    )


def mets_of(
    direction: Direction, speed_mps: float, grade_pct: float, age: int | None, practised: bool | None
) -> Band:
    """The METs of `cost` alone, where nothing has to be checked any more.

    Args:
        direction, speed_mps, grade_pct, age, practised: as for `cost`, within its limits.
    """
    if direction == "backward":
        mets = backward_mets(speed_mps, grade_pct, practised=practised)
    else:
        mets = forward_mets(speed_mps, grade_pct)
    return mets if age is None or AGES[0] <= age <= AGES[1] else mets * OTHER_AGES


def basis(direction: Direction, speed_mps: float, grade_pct: float, practised: bool | None = None) -> Basis:
    """What the middle of the band rests on.

    Args:
        direction, speed_mps, grade_pct, practised: as for `cost`.
    """
    if direction == "forward":
        if grade_pct > 0:
            return "derived"
        entries = [(entry.mph * MPH, 0.0) for entry in FORWARD]
    else:
        if practised:
            return "derived"
        entries = [(anchor.speed_mps, anchor.grade_pct) for anchor in BACKWARD]
    if any(
        abs(speed_mps - speed) <= _SAME_SPEED_MPS and abs(grade_pct - grade) <= _SAME_GRADE_PCT
        for speed, grade in entries
    ):
        return "measured_anchor"
    slowest, fastest = (
        (SLOWEST_MEASURED_MPS, max(speed for speed, _grade in entries))
        if direction == "backward"
        else (0.0, max(speed for speed, _grade in entries))
    )
    within = slowest <= speed_mps <= fastest and grade_pct <= STEEPEST_MEASURED_PCT
    return "interpolated" if within else "extrapolated"
