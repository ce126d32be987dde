"""Where the published figures end: what lies beyond is refused, in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor, isfinite

from retrowalk.energy.equations import ACSM_FROM_MPS
from retrowalk.energy.published import FASTEST_FORWARD_MPS, FASTEST_MEASURED_MPS, MPH, STEEPEST_MEASURED_PCT
from retrowalk.errors import EnergyError

STEEPEST_FORWARD_PCT = 15.0
"""The last uphill entry for walking forward is "6–15 %"."""
FASTEST_FORWARD_UPHILL_MPS = 4.5 * MPH
"""Faster than this the Compendium's level entry passes what the equation gives at 5 %."""
ROUNDING = 1e-6
"""m/s: 3 km/h is 50 m/min, whatever the bits say."""


def check(
    direction: str,
    speed_mps: float,
    grade_pct: float,
    mass_kg: float | None,
    minutes: float | None,
    age: int | None,
) -> None:
    """Refuse what no published figure reaches.

    Args:
        direction, speed_mps, grade_pct, mass_kg, minutes, age: as for `cost`.

    Raises:
        EnergyError: what, and what was expected.
    """
    if direction not in ("forward", "backward"):
        raise EnergyError("direction", f"{direction} is no direction; expected forward or backward.")
    _within("speed", speed_mps, "m/s", above=0)
    _within("mass", mass_kg, "kg", least=20, most=300)
    _within("minutes", minutes, "min", above=0, most=1440)
    _within("age", age, "years", least=1, most=120)
    if not isfinite(grade_pct):
        raise EnergyError("grade", f"{grade_pct} is no number; expected percent uphill, such as 5.")
    if grade_pct < 0:
        raise EnergyError(
            "grade", f"{grade_pct:g} % is downhill, for which nothing was published; expected 0 % or more."
        )
    if direction == "backward":
        _backward(speed_mps, grade_pct)
    else:
        _forward(speed_mps, grade_pct)


def _backward(speed_mps: float, grade_pct: float) -> None:
    if speed_mps > ROUNDING + FASTEST_MEASURED_MPS:
        raise EnergyError(
            "speed",
            f"{speed_mps:.2f} m/s is faster than anybody was measured walking backward; "
            f"expected at most {_at_most(FASTEST_MEASURED_MPS)}.",
        )
    if grade_pct > STEEPEST_MEASURED_PCT:
        raise EnergyError(
            "grade",
            f"{grade_pct:g} % is steeper than anybody was measured walking backward; "
            f"expected at most {STEEPEST_MEASURED_PCT:g} %.",
        )


def _forward(speed_mps: float, grade_pct: float) -> None:
    if speed_mps > ROUNDING + FASTEST_FORWARD_MPS:
        raise EnergyError(
            "speed",
            f"{speed_mps:.2f} m/s is running, not walking; expected at most {_at_most(FASTEST_FORWARD_MPS)}.",
        )
    if grade_pct > STEEPEST_FORWARD_PCT:
        raise EnergyError(
            "grade",
            f"{grade_pct:g} % is steeper than the published figures for walking forward; "
            f"expected at most {STEEPEST_FORWARD_PCT:g} %.",
        )
    if grade_pct > 0 and speed_mps < ACSM_FROM_MPS - ROUNDING:
        raise EnergyError(
            "speed",
            f"{speed_mps:.2f} m/s is too slow for the equation that walking forward uphill is taken from; "
            f"expected at least {_at_least(ACSM_FROM_MPS)}, or a grade of 0 %.",
        )
    if grade_pct > 0 and speed_mps > ROUNDING + FASTEST_FORWARD_UPHILL_MPS:
        raise EnergyError(
            "speed",
            f"{speed_mps:.2f} m/s is faster than the published figures for walking forward uphill; "
            f"expected at most {_at_most(FASTEST_FORWARD_UPHILL_MPS)}, or a grade of 0 %.",
        )


def _within(
    field: str,
    value: float | None,
    unit: str,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
) -> None:
    if value is None:
        return
    too_low = (above is not None and value <= above) or (least is not None and value < least)
    if isfinite(value) and not too_low and not (most is not None and value > most):
        return
    start = f"more than {above:g}" if above is not None else f"at least {least:g}"
    end = f" and at most {most:g}" if most is not None else ""
    raise EnergyError(field, f"{value:g} {unit} cannot be; expected {start}{end} {unit}.")


def _at_most(mps: float) -> str:
    return _in_units(mps, floor)


def _at_least(mps: float) -> str:
    return _in_units(mps, ceil)


def _in_units(mps: float, rounding: Callable[[float], int]) -> str:
    """A limit in the units that people use, rounded to where it still holds."""
    nudge = 1e-6 if rounding is floor else -1e-6
    units = ((1, 100, "m/s"), (3.6, 10, "km/h"), (1 / MPH, 10, "mph"))
    values = [f"{rounding(mps * factor * steps + nudge) / steps:g} {unit}" for factor, steps, unit in units]
    return f"{values[0]} ({values[1]}, {values[2]})"
