"""What can be measured again and again, and in which direction it is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from retrowalk.language import _

MeasureId = Literal[
    "backward_walk_3m",
    "walk_10m_usual",
    "walk_10m_fast",
    "timed_up_and_go",
    "six_minute_walk",
    "chair_stand_30s",
    "sit_to_stand_5",
    "single_leg_stance",
    "four_square_step",
    "sit_and_reach",
    "pain_now",
    "pain_worst",
    "pain_usual",
    "balance_confidence",
    "energy_level",
    "calm",
    "mood",
    "focus",
    "resting_heart_rate",
    "systolic",
    "diastolic",
    "body_mass",
    "waist",
    "fitness_estimate",
    "backward_speed",
    "forward_speed",
    "backward_cadence",
    "forward_cadence",
    "backward_variability",
    "forward_variability",
    "backward_asymmetry",
    "forward_asymmetry",
    "heart_rate_backward",
    "heart_rate_forward",
]
Kind = Literal["test", "question", "reading", "recording", "computed"]
Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        id: its name in documents.
        name: for a person.
        unit: of its values, as a person reads it (``s``, ``m/s``, ``m``, ``0–10`` …).
        kind: ``test`` is done by a person, ``question`` answered, ``reading`` typed in from a device or a tape,
            ``recording`` comes from a walk, ``computed`` from another measure.
        better: which way is better; ``neither`` where that is not for us to say.
        instrument: id of the instrument in the evidence; None where there is none.
        possible: least and most that can be; beyond it a value is refused.
        usual: beyond it a value is asked back and kept once it is confirmed.
        decimals: to show and to keep.
        trials: how many are asked for at one time.
        combine: which of them counts: the best, their mean, or the only one.
        practice: how many of the first times are practice, and never a baseline: these tests get better by being done.
        by_site: it is told for a site of the body.
    """

    id: MeasureId
    name: str
    unit: str
    kind: Kind
    better: Better
    instrument: str | None
    possible: tuple[float, float]
    usual: tuple[float, float]
    decimals: int
    trials: int = 1
    combine: Literal["best", "mean", "only"] = "only"
    practice: int = 0
    by_site: bool = False


def measures() -> dict[MeasureId, Measure]:
    """All measures by id, in the order in which pages list them."""
    return dict(_by_id())


def measure(id: MeasureId) -> Measure:
    """The measure with this id.

    Args:
        id: of a measure.
    """
    return _by_id()[id]


@cache
def _by_id() -> Mapping[MeasureId, Measure]:
    return {one.id: one for one in _catalogue()}


def _catalogue() -> tuple[Measure, ...]:
    return (
        _test("backward_walk_3m", _("3-metre backward walk"),
              "s", "lower", "IN01", (0.5, 120), (1.5, 30), 2, 2, "mean"),
        _test("walk_10m_usual", _("10-metre walk, usual pace"),
              "m/s", "higher", "IN02", (0.05, 3.5), (0.3, 2.2), 2, 2, "mean"),
        _test("walk_10m_fast", _("10-metre walk, fast"),
              "m/s", "higher", "IN02", (0.05, 4.5), (0.4, 3.0), 2, 2, "mean"),
        _test("timed_up_and_go", _("Timed Up and Go"), "s", "lower", "IN03", (2, 180), (4, 60), 1, 2, "mean"),
        _test("six_minute_walk", _("6-minute walk"), "m", "higher", "IN04", (1, 1200), (100, 900), 0),
        _test("chair_stand_30s", _("30-second chair stand"), _("stands"), "higher", "IN05", (0, 60), (0, 35), 0),
        _test("sit_to_stand_5", _("Five times sit-to-stand"), "s", "lower", "IN06", (2, 180), (4, 60), 1),
        _test("single_leg_stance", _("Standing on one leg"), "s", "higher", "IN07", (0, 60), (0, 60), 1, 3, "best"),
        _test("four_square_step", _("Four Square Step Test"), "s", "lower", "IN09", (2, 180), (4, 60), 1, 2, "best"),
        _test("sit_and_reach", _("Sit and reach"), "cm", "higher", None, (-60, 60), (-35, 35), 0, 2, "best"),
        _question("pain_now", _("Pain now"), "lower", "IN10", by_site=True),
        _question("pain_worst", _("Worst pain of the last week"), "lower", "IN10", by_site=True),
        _question("pain_usual", _("Usual pain of the last week"), "lower", "IN10", by_site=True),
        _question("balance_confidence", _("Confidence in your balance"), "higher"),
        _question("energy_level", _("Energy"), "higher"),
        _question("calm", _("Calm"), "higher"),
        _question("mood", _("Mood"), "higher"),
        _question("focus", _("Focus"), "higher"),
        _reading("resting_heart_rate", _("Resting heart rate"), "bpm", "lower", "IN16", (25, 200), (40, 110), 0),
        _reading("systolic", _("Blood pressure, upper value"), "mmHg", "lower", "IN16",
                 (50, 300), (85, 180), 0, 2, "mean"),
        _reading("diastolic", _("Blood pressure, lower value"), "mmHg", "lower", "IN16",
                 (20, 200), (45, 110), 0, 2, "mean"),
        _reading("body_mass", _("Weight"), "kg", "neither", None, (20, 400), (35, 180), 1),
        _reading("waist", _("Waist"), "cm", "neither", None, (30, 250), (50, 160), 1),
        Measure("fitness_estimate", _("Fitness, estimated"), "mL/kg/min", "computed", "higher",
                "IN17", (0, 100), (0, 100), 1),
        _found("backward_speed", _("Backward speed"), "m/s", "higher", 2),
        _found("forward_speed", _("Forward speed"), "m/s", "higher", 2),
        _found("backward_cadence", _("Backward cadence"), _("steps/min"), "neither", 0),
        _found("forward_cadence", _("Forward cadence"), _("steps/min"), "neither", 0),
        _found("backward_variability", _("Backward stride time variability"), "%", "lower", 1),
        _found("forward_variability", _("Forward stride time variability"), "%", "lower", 1),
        _found("backward_asymmetry", _("Backward step asymmetry"), "%", "lower", 1),
        _found("forward_asymmetry", _("Forward step asymmetry"), "%", "lower", 1),
        Measure("heart_rate_backward", _("Heart rate backward, at the same speed"), "bpm", "recording", "lower",
                None, (25, 250), (60, 180), 0),
        Measure("heart_rate_forward", _("Heart rate forward, at the same speed"), "bpm", "recording", "lower",
                None, (25, 250), (60, 180), 0),
    )  # fmt: skip


def _test(
    id: MeasureId,
    name: str,
    unit: str,
    better: Better,
    instrument: str | None,
    possible: tuple[float, float],
    usual: tuple[float, float],
    decimals: int,
    trials: int = 1,
    combine: Literal["best", "mean", "only"] = "only",
) -> Measure:
    return Measure(id, name, unit, "test", better, instrument, possible, usual, decimals, trials, combine, 1)


def _question(
    id: MeasureId, name: str, better: Better, instrument: str | None = None, by_site: bool = False
) -> Measure:
    return Measure(id, name, "0–10", "question", better, instrument, (0, 10), (0, 10), 0, by_site=by_site)


def _reading(
    id: MeasureId,
    name: str,
    unit: str,
    better: Better,
    instrument: str | None,
    possible: tuple[float, float],
    usual: tuple[float, float],
    decimals: int,
    trials: int = 1,
    combine: Literal["best", "mean", "only"] = "only",
) -> Measure:
    return Measure(id, name, unit, "reading", better, instrument, possible, usual, decimals, trials, combine)


def _found(id: MeasureId, name: str, unit: str, better: Better, decimals: int) -> Measure:
    return Measure(id, name, unit, "recording", better, None, (0, 1000), (0, 1000), decimals)
