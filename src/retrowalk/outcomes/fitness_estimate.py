"""A field estimate of fitness (VO2max) from the 6-minute walk, with how far it may be off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retrowalk import evidence
from retrowalk.evidence import Reason
from retrowalk.language import _
from retrowalk.outcomes.measure import measure
from retrowalk.outcomes.result import Result

WITHIN_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Fitness:
    """Fitness as an estimate.

    Attributes:
        value: mL/kg/min.
        low, high: in between lie 95 of 100 such people who walk as far.
        reason: where it comes from and what it is worth.
    """

    value: float
    low: float
    high: float
    reason: Reason


def fitness(metres: float) -> Fitness:
    """What a 6-minute walk tells of fitness (Ross 2010, IN17).

    Args:
        metres: walked in 6 minutes.
    """
    equation = _figures()["equation"].values
    return estimate(float(equation["intercept"]) + float(equation["per_metre"]) * metres)


def estimate(value: float) -> Fitness:
    """An estimate with its band and its words.

    Args:
        value: mL/kg/min.
    """
    error = _figures()["estimate error"].value
    assert error is not None
    least, most = max(0.0, value - WITHIN_95 * error), value + WITHIN_95 * error
    text = _(
        "%(value)s mL/kg/min, estimated from the metres of a 6-minute walk; for one person it may be anything from "
        "%(low)s to %(high)s. The equation was made with people with disease of the heart or the lungs, and its "
        "authors find it too rough for one person. The metres themselves tell more."
    )
    shown = {"value": f"{value:.1f}", "low": f"{least:.1f}", "high": f"{most:.1f}"}
    return Fitness(value, least, most, Reason(text % shown, "fitness_estimate", ("IN17",)))


def _figures() -> dict[str, evidence.Figure]:
    return {one.kind: one for one in evidence.instruments()["IN17"].changes}


def fitness_results(results: Iterable[Result]) -> tuple[Result, ...]:
    """An estimate for each 6-minute walk, in their order; practice stays practice.

    Args:
        results: of anything.
    """
    its = measure("fitness_estimate")
    return tuple(
        Result(
            id=f"{one.id}-fitness",
            measure=its.id,
            value=round(fitness(one.value).value, its.decimals),
            at=one.at,
            taken_on=one.taken_on,
            taken_by="computed",
            with_aid=one.with_aid,
            practice=one.practice,
        )
        for one in results
        if one.measure == "six_minute_walk"
    )
