"""Every code that a bundle may hold, and where it was read. What is not here is told as text.

Left out with intent: SNOMED CT, whose licence is not ours to give on, and LOINC codes that nobody looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrowalk.outcomes import Measure, MeasureId

LOINC = "http://loinc.org"
ACTIVITY = "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
CARE_PLAN = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category"
ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

_GUIDE = "Physical Activity IG 1.0.0, value sets of observation codes"
_DOCUMENTATION = "read in documentation of others, not in the LOINC table"
_TEMPORARY = "Physical Activity IG 1.0.0, code system PATemporaryCodes"
_R4 = "FHIR R4 (4.0.1), its own code systems"
_UCUM = "The Unified Code for Units of Measure 2.1"


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        system: its code system.
        code: within it.
        display: the system's own name for it; None where that was not read, or units have none.
        source: where it was read.
    """

    system: str
    code: str
    display: str | None
    source: str


CODES: tuple[Code, ...] = (
    Code(LOINC, "73985-4", "Exercise activity", _GUIDE),
    Code(LOINC, "55411-3", "Exercise duration", _GUIDE),
    Code(LOINC, "55425-3", "Heart rate unspecified time mean by Pedometer", _GUIDE),
    Code(LOINC, "40443-4", "Heart rate --resting", _GUIDE),
    Code(LOINC, "64098-7", None, _DOCUMENTATION),
    Code(LOINC, "72514-3", None, _DOCUMENTATION),
    Code(ACTIVITY, "PhysicalActivity", "Physical Activity", _TEMPORARY),
    Code(ACTIVITY, "PAPanel", "Physical Activity Panel", _TEMPORARY),
    Code(CARE_PLAN, "assess-plan", None, "US Core, in the example care plan of the Physical Activity IG 1.0.0"),
    Code(CATEGORY, "activity", "Activity", _R4),
    Code(CATEGORY, "survey", "Survey", _R4),
    Code(ACHIEVEMENT, "in-progress", "In Progress", _R4),
    Code(ACHIEVEMENT, "improving", "Improving", _R4),
    Code(ACHIEVEMENT, "worsening", "Worsening", _R4),
    Code(ACHIEVEMENT, "no-change", "No Change", _R4),
    *(
        Code(UCUM, unit, None, _UCUM)
        for unit in ("s", "min", "min/wk", "m", "m/s", "cm", "kg", "%", "/min", "mm[Hg]", "mL/kg/min", "{METs}.min/wk",
                     "{score}", "{stands}", "{steps}/min")
    ),
)  # fmt: skip

_BY_KEY = {(one.system, one.code): one for one in CODES}

MEASURES: Mapping[MeasureId, str] = {
    "resting_heart_rate": "40443-4",
    "six_minute_walk": "64098-7",
    "pain_now": "72514-3",
}
"""LOINC of the measures that have one here; the others are text."""

_UNITS = {
    "s": "s",
    "m": "m",
    "m/s": "m/s",
    "cm": "cm",
    "kg": "kg",
    "%": "%",
    "bpm": "/min",
    "mmHg": "mm[Hg]",
    "mL/kg/min": "mL/kg/min",
    "0–10": "{score}",
}
# Units that are words, which a translation may change.
_WORDS: Mapping[MeasureId, str] = {
    "chair_stand_30s": "{stands}",
    "backward_cadence": "{steps}/min",
    "forward_cadence": "{steps}/min",
}


def coding(system: str, code: str) -> dict[str, str]:
    """A code as a Coding.

    Args:
        system: of a row of the table.
        code: within it.

    Raises:
        KeyError: it is not in the table, and so not to be used.
    """
    known = _BY_KEY[system, code]
    return {"system": system, "code": code, **({} if known.display is None else {"display": known.display})}


def concept(text: str | None, *codings: tuple[str, str]) -> dict[str, object]:
    """A CodeableConcept.

    Args:
        text: for a person; None where the code says it all.
        codings: systems and codes of the table.
    """
    found: dict[str, object] = {}
    if codings:
        found["coding"] = [coding(system, code) for system, code in codings]
    if text is not None:
        found["text"] = text
    return found


def quantity(value: float, unit: str, code: str) -> dict[str, object]:
    """A Quantity.

    Args:
        value: of it.
        unit: as a person reads it.
        code: of UCUM, in the table.

    Raises:
        KeyError: the unit is not in the table.
    """
    return {"value": round(value, 4), "unit": unit, "system": UCUM, "code": _BY_KEY[UCUM, code].code}


def of_measure(measure: Measure, value: float) -> dict[str, object]:
    """A value of a measure as a Quantity.

    Args:
        measure: it is of.
        value: in its unit.
    """
    code = _WORDS.get(measure.id) or _UNITS[measure.unit]
    return quantity(value, measure.unit, code)
