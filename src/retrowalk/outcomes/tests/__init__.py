"""Tests, questions and readings as guided runs: what to have, what to do, what to heed, and what to type."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from retrowalk import evidence
from retrowalk.errors import NotThereError
from retrowalk.outcomes.measure import MeasureId, measures
from retrowalk.outcomes.tests.backward_walk import backward_walk
from retrowalk.outcomes.tests.chair_stand import chair_stand
from retrowalk.outcomes.tests.four_square_step import four_square_step
from retrowalk.outcomes.tests.instructions import GuidedTest
from retrowalk.outcomes.tests.questions import questions
from retrowalk.outcomes.tests.readings import readings
from retrowalk.outcomes.tests.single_leg_stance import single_leg_stance
from retrowalk.outcomes.tests.sit_and_reach import sit_and_reach
from retrowalk.outcomes.tests.sit_to_stand import sit_to_stand
from retrowalk.outcomes.tests.six_minute_walk import six_minute_walk
from retrowalk.outcomes.tests.ten_metre_walk import fast, usual_pace
from retrowalk.outcomes.tests.timed_up_and_go import timed_up_and_go

__all__ = ["GuidedTest", "guided", "guided_tests"]

_DONE: tuple[Callable[[], GuidedTest], ...] = (
    backward_walk,
    usual_pace,
    fast,
    timed_up_and_go,
    six_minute_walk,
    chair_stand,
    sit_to_stand,
    single_leg_stance,
    four_square_step,
    sit_and_reach,
)


@cache
def guided_tests() -> dict[MeasureId, GuidedTest]:
    """All that a person can take by hand, by measure, in the order in which pages list them.

    An instrument whose licence does not let us show it is never among them.
    """
    there = {one.measure: one for one in (*(make() for make in _DONE), *questions(), *readings())}
    known = evidence.instruments()
    return {
        id: there[id]
        for id in measures()
        if id in there and ((instrument := there[id].instrument) is None or known[instrument].embed)
    }


def guided(measure: MeasureId) -> GuidedTest:
    """The guided run of one measure.

    Args:
        measure: its id.

    Raises:
        NotThereError: it is none that is taken by hand.
    """
    try:
        return guided_tests()[measure]
    except KeyError:
        raise NotThereError("There is no such test. What is found in recordings needs none.") from None
