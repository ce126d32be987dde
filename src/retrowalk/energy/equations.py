"""Oxygen by speed and grade: the ACSM equation forward, and the one derived for backward, as METs."""

from __future__ import annotations

from retrowalk.energy.published import M_PER_MIN, ML_PER_MET

ACSM_FROM_MPS = 50 * M_PER_MIN
"""Walking slower than 50 m/min the ACSM equation does not hold."""

# VO2 = 3.5 + a·S + b·S·G with a from entry 17320 and b from each uphill entry in turn.
DERIVED_A = 0.1864
DERIVED_B = {"17325 (2024)": 1.342, "17325 (2011)": 1.491, "17475 (2024)": 1.685}


def acsm_walking_mets(speed_mps: float, grade_pct: float) -> float:
    """Walking forward: VO2 = 3.5 + 0.1·S + 1.8·S·G mL/kg/min (American College of Sports Medicine).

    Args:
        speed_mps: m/s; the equation holds from 50 m/min (0.83 m/s).
        grade_pct: uphill, percent.
    """
    return _mets(speed_mps, grade_pct, 0.1, 1.8)


def derived_backward_mets(speed_mps: float, grade_pct: float, b: float) -> float:
    """Walking backward, by an equation of the same form that was put through three published values.

    Nobody measured it as such, and slower than 0.9 m/s it falls below what forward walking costs: here it widens
    bands and checks them, and gives no figure of its own.

    Args:
        speed_mps: m/s.
        grade_pct: uphill, percent.
        b: its slope term, one of `DERIVED_B`.
    """
    return _mets(speed_mps, grade_pct, DERIVED_A, b)


def _mets(speed_mps: float, grade_pct: float, a: float, b: float) -> float:
    metres_a_minute = speed_mps / M_PER_MIN
    return (ML_PER_MET + a * metres_a_minute + b * metres_a_minute * grade_pct / 100) / ML_PER_MET
