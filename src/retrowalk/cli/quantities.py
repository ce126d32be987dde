"""Speeds and masses as a person types them: with their unit."""

from __future__ import annotations

import re

from retrowalk.errors import EnergyError

SPEEDS_MPS = {"mph": 0.44704, "km/h": 1 / 3.6, "kmh": 1 / 3.6, "m/s": 1.0, "m/min": 1 / 60}
MASSES_KG = {"": 1.0, "kg": 1.0, "lb": 0.45359237, "lbs": 0.45359237}


def speed_mps(text: str) -> float:
    """A speed in m/s; its unit must be said, for 5 may be miles or kilometres.

    Args:
        text: such as "3.5mph", "5.6 km/h", "1.5m/s" or "93.8m/min".

    Raises:
        EnergyError: it is not one.
    """
    number, unit = _split(text)
    if number is None or unit not in SPEEDS_MPS:
        what = "has no unit" if number is not None and not unit else "is no speed"
        raise EnergyError(
            "speed", f"{text} {what}; expected one such as 3.5mph, 5.6km/h, 1.5m/s or 93.8m/min."
        )
    return number * SPEEDS_MPS[unit]


def mass_kg(text: str) -> float:
    """A mass in kg.

    Args:
        text: such as "70", "70kg" or "154lb".

    Raises:
        EnergyError: it is not one.
    """
    number, unit = _split(text)
    if number is None or unit not in MASSES_KG:
        raise EnergyError(
            "mass", f"{text} is no mass; expected kilograms or pounds, such as 70, 70kg or 154lb."
        )
    return number * MASSES_KG[unit]


def _split(text: str) -> tuple[float | None, str]:
    found = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*([a-z/]*)", text.strip().lower())
    return (float(found[1].replace(",", ".")), found[2]) if found else (None, "")
