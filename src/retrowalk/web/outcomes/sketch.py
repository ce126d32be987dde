"""A measure at a glance: its values over time, drawn small into the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrowalk.outcomes import Change, Measure, Result

WIDTH, HEIGHT = 320, 96
EDGE = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A value on the sketch."""

    x: float
    y: float
    practice: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is drawn, in units of the picture.

    Attributes:
        points: values in the order of their times.
        line: the way through those that count, for ``points`` of a polyline.
        baseline: height of the baseline; None before there is one.
        band: top and height of what measurement error explains round the baseline; None where it is not known.
    """

    points: tuple[Point, ...]
    line: str
    baseline: float | None
    band: tuple[float, float] | None
    width: int = WIDTH
    height: int = HEIGHT


def sketch(of: Measure, results: Sequence[Result], change: Change | None = None) -> Sketch | None:
    """The picture of a measure; None where there are not two values to compare.

    Args:
        of: the measure; where lower is better, lower stays lower: a picture does not turn its scale round.
        results: of this measure and one site, in the order of their times.
        change: what became of it.
    """
    if len(results) < 2:
        return None
    baseline = change.baseline if change else None
    mdc = change.error.mdc if change else None
    reach = [one.value for one in results]
    if baseline is not None:
        reach += [baseline - (mdc or 0), baseline + (mdc or 0)]
    low, high = min(reach), max(reach)
    # A flat line stays in the middle, and noise is not blown up to fill the picture.
    least = 10**-of.decimals * 4
    if high - low < least:
        middle = (high + low) / 2
        low, high = middle - least / 2, middle + least / 2
    first, last = results[0].at.timestamp(), results[-1].at.timestamp()
    span = max(last - first, 1.0)

    def height(value: float) -> float:
        return round(EDGE + (HEIGHT - 2 * EDGE) * (high - value) / (high - low), 1)

    points = tuple(
        Point(
            round(EDGE + (WIDTH - 2 * EDGE) * (one.at.timestamp() - first) / span, 1),
            height(one.value),
            one.practice,
        )
        for one in results
    )
    band = None
    if baseline is not None and mdc is not None:
        top = height(baseline + mdc)
        band = (top, round(height(baseline - mdc) - top, 1))
    return Sketch(
        points,
        " ".join(f"{one.x},{one.y}" for one in points if not one.practice),
        None if baseline is None else height(baseline),
        band,
    )
