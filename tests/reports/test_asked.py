"""What was asked beside what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair
import pytest

from retrowalk.recordings import Asked
from retrowalk.reports import (
    asked_and_found,
    asked_sentences,
    chart_svg,
    signal_envelope,
    timeline_chart,
    walk_document,
)
from walk_examples import recording, walk

SESSION = (
    Asked(5.0, 95.0, "warm_up", "forward"),
    Asked(95.0, 105.0, "turn", "any"),
    Asked(105.0, 195.0, "walk", "backward"),
)


def document(asked: tuple[Asked, ...] = SESSION, spans: Any = None) -> Any:
    found = walk() if spans is None else walk(spans)
    return walk_document(replace(recording(), asked=asked), found)


def test_seconds_are_counted_by_what_was_asked_and_what_was_found() -> None:
    forward, backward, other = asked_and_found(document())
    assert (forward.asked, forward.seconds, forward.forward, forward.still) == ("forward", 90, 85, 5)
    assert (backward.asked, backward.seconds, backward.backward, backward.still) == ("backward", 90, 70, 20)
    assert (other.asked, other.forward, other.still) == ("any", 5, 5)


def test_it_is_said_in_sentences() -> None:
    spans = ((105.0, 165.0, "backward", 0.9, None), (165.0, 175.0, "forward", 0.9, None),
             (175.0, 195.0, "unknown", None, None))  # fmt: skip
    assert asked_sentences(document(SESSION[2:], spans)) == [
        "Of 1 min 30 s asked backward, 1 min look backward, 10 s look forward and 20 s cannot be told."
    ]


def test_nothing_asked_is_nothing_said() -> None:
    plain = document(())
    assert plain["asked"] == []
    assert asked_and_found(plain) == [] and asked_sentences(plain) == []


def test_a_document_of_before_has_nothing_asked() -> None:
    before = {name: value for name, value in document().items() if name != "asked"}
    assert asked_and_found(before) == []
    timeline_chart(before, signal_envelope(recording()))


def test_what_was_asked_ends_with_the_recording() -> None:
    (row,) = asked_and_found(
        document((Asked(230.0, 300.0, "walk", "backward"), Asked(300.0, 310.0, "rest", "any")))
    )
    assert row.seconds == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("width", [285, 840])
@pytest.mark.parametrize("reference", [(), ((5.0, 100.0, "forward"), (100.0, 180.0, "stand"))])
def test_the_chart_shows_it_as_what_was_asked(width: int, reference: Any) -> None:
    chart = timeline_chart(document(), signal_envelope(recording()), width=width, reference=reference)
    altair.Chart.from_dict(chart, validate=True)
    svg = chart_svg(chart)
    assert ">asked<" in svg
    assert (">seen by a second person<" in svg) == bool(reference)


def test_a_chart_of_a_walk_without_a_coach_is_as_it_was() -> None:
    chart = timeline_chart(document(()), signal_envelope(recording()), width=840)
    assert ">asked<" not in chart_svg(chart)
    assert chart["height"] == 150 + 14 + 2 * (8 + 28)
