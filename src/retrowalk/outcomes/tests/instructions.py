"""A test, question or reading as somebody is led through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrowalk.outcomes.measure import MeasureId, measure

Tool = Literal["stopwatch", "countdown", "count", "number"]
Entered = Literal["seconds", "count", "metres", "centimetres", "score", "bpm", "mmHg", "kilograms"]


@dataclass(frozen=True, slots=True)
class GuidedTest:
    """How one measure is taken. All words are Retrowalk's own.

    Attributes:
        measure: what it measures.
        name: for a person.
        what_for: what it tells, one sentence.
        needs: what to have ready.
        steps: what to do, in order; empty for a question.
        safety: what to heed, before it starts.
        who: who is beside the walker, in words; who it must be for this walker says `outcomes.offering`.
        trials: how many times it is done at one time.
        rest_s: between them.
        tool: what the page gives: a stopwatch, a countdown, a counter, or only a place for a number.
        countdown_s: its length.
        distance_m: to mark or measure out beforehand.
        entry: what is typed; a time walked over `distance_m` is kept as a speed.
        instrument: id of the instrument in the evidence.
        ends_when: when the watch is stopped, or the test is over.
        question: as it is asked; None where something is done.
        anchors: the words at 0 and at 10, for a question.
        alike: what to keep the same from time to time, as only like can be compared with like.
        together: measures that are entered in one go, on one page; this one among them.
    """

    measure: MeasureId
    name: str
    what_for: str
    needs: tuple[str, ...]
    steps: tuple[str, ...]
    safety: tuple[str, ...]
    who: str
    trials: int
    rest_s: int
    tool: Tool
    countdown_s: int | None
    distance_m: float | None
    entry: Entered
    instrument: str | None
    ends_when: str
    question: str | None = None
    anchors: tuple[str, str] | None = None
    alike: tuple[str, ...] = ()
    together: tuple[MeasureId, ...] = ()


def guide(
    of: MeasureId,
    *,
    what_for: str,
    entry: Entered,
    ends_when: str,
    who: str,
    needs: tuple[str, ...] = (),
    steps: tuple[str, ...] = (),
    safety: tuple[str, ...] = (),
    rest_s: int = 0,
    tool: Tool = "number",
    countdown_s: int | None = None,
    distance_m: float | None = None,
    question: str | None = None,
    anchors: tuple[str, str] | None = None,
    alike: tuple[str, ...] = (),
    together: tuple[MeasureId, ...] = (),
) -> GuidedTest:
    """A guided test with name, trials and instrument of its measure; the rest as in `GuidedTest`."""
    its = measure(of)
    return GuidedTest(
        measure=of,
        name=its.name,
        what_for=what_for,
        needs=needs,
        steps=steps,
        safety=safety,
        who=who,
        trials=its.trials,
        rest_s=rest_s,
        tool=tool,
        countdown_s=countdown_s,
        distance_m=distance_m,
        entry=entry,
        instrument=its.instrument,
        ends_when=ends_when,
        question=question,
        anchors=anchors,
        alike=alike,
        together=together or (of,),
    )
