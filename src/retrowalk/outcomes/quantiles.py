"""The two quantiles that a verdict needs, for whole degrees of freedom.

SciPy has them, and the tests hold these against it; but bringing it up takes longer than all the rest of a progress.
Both distribution functions have closed forms for whole degrees of freedom (Abramowitz & Stegun 1964, 26.7.3, 26.7.4 and
26.4.4, 26.4.5); the quantile is where they are cut in half often enough.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import atan, cos, erfc, exp, pi, sin, sqrt

_HALVINGS = 200


@cache
def student_quantile(df: int, share: float) -> float:
    """What so large a share of Student's t lies below.

    Args:
        df: degrees of freedom, from 1.
        share: from 0.5 to under 1.
    """
    return _where(lambda t: _student_within(df, t), 2 * share - 1)


@cache
def chi_square_quantile(df: int, above: float) -> float:
    """What so large a share of χ² lies above.

    Args:
        df: degrees of freedom, from 1.
        above: from over 0 to 1.
    """
    return _where(lambda x: 1 - _chi_square_above(df, x), 1 - above)


def _student_within(df: int, t: float) -> float:
    """The share of Student's t between −t and t."""
    angle = atan(t / sqrt(df))
    step, total = (cos(angle), 0.0) if df % 2 else (1.0, 0.0)
    for k in range(2 if df % 2 else 1, df, 2):
        total += step
        step *= cos(angle) ** 2 * k / (k + 1)
    return 2 / pi * (angle + sin(angle) * total) if df % 2 else sin(angle) * total


def _chi_square_above(df: int, x: float) -> float:
    """The share of χ² above x."""
    if x <= 0:
        return 1.0
    if df % 2:
        total, step = erfc(sqrt(x / 2)), sqrt(2 * x / pi) * exp(-x / 2)
        first = 3
    else:
        total, step, first = 0.0, exp(-x / 2), 2
    for k in range(first, df + 1, 2):
        total += step
        step *= x / k
    return total


def _where(below: Callable[[float], float], share: float) -> float:
    """Where a rising function reaches a share."""
    low, high = 0.0, 1.0
    while below(high) < share:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2
