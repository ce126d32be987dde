"""A walk in plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from retrowalk.reports import duration_words, walk_document, walk_summary_sentences, walk_title, walk_titles
from walk_examples import THERE_AND_BACK, recording, walk


def said(*spans: Any, simulated: bool = False, **how: Any) -> str:
    document = walk_document(recording(simulated=simulated), walk(spans or THERE_AND_BACK, **how))
    return " ".join(walk_summary_sentences(document))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (45.4, "45 s"), (59.6, "1 min"), (250, "4 min 10 s"), (3600, "1 h"), (3900, "1 h 5 min")],
)
def test_a_duration_reads_as_a_person_says_it(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_mixed_walk_names_both_parts() -> None:
    assert "You walked for 2 min 40 s: 1 min 30 s forward and 1 min 10 s backward." in said()


def test_a_walk_all_one_way_says_so_plainly() -> None:
    assert said((0, 60, "backward", 0.9, "B")).startswith("You walked backward for 1 min.")


def test_steps_are_counted_and_the_backward_ones_named() -> None:
    assert "322 steps were counted, 141 of them backward." in said()


def test_sureness_is_never_total() -> None:
    assert "over 99 % sure" in said((0, 60, "forward", 1.0, "A"))
    assert "96 % sure" in said()


@pytest.mark.parametrize(
    ("basis", "reason"),
    [
        ("calibration", "forward walking that showed"),
        ("declared", "facing that was given"),
        ("confirmed", "you told us"),
    ],
)
def test_what_the_direction_rests_on_is_said(basis: Any, reason: str) -> None:
    assert reason in said(basis=basis)


def test_what_no_real_recording_has_confirmed_is_said() -> None:
    assert "No real recording of walking backward" in said(validated=False)
    assert "No real recording" not in said()


def test_without_an_anchor_the_walker_is_asked_which_way_was_forward() -> None:
    text = said((0, 60, "unknown", 0.9, "A"), (70, 100, "unknown", 0.9, "B"), basis="none")
    assert (
        "We could not tell the direction, because nothing in the recording says which way your body faced."
        in text
    )
    assert "two opposite ways, A (1 min) and B (30 s): choose which of them was forward." in text


def test_one_way_without_an_anchor_is_asked_about_too() -> None:
    text = said((0, 60, "unknown", 0.9, "A"), basis="none")
    assert "It was all one way: choose whether that was forward or backward." in text


def test_a_part_that_could_not_be_told_is_not_hidden() -> None:
    text = said(*THERE_AND_BACK, (190, 200, "unknown", None, None))
    assert "For 10 s we could not tell the direction: the movement at this sensor does not show it." in text


def test_no_walking_is_said_as_such() -> None:
    document = walk_document(recording(), walk(()))
    assert walk_summary_sentences(document) == ["No walking was found in this recording."]


def test_a_sensor_that_feels_no_steps_does_not_report_zero() -> None:
    document = walk_document(recording(), walk((), counted=False))
    assert walk_summary_sentences(document) == ["This sensor cannot feel steps here, so nothing was counted."]


def test_a_simulation_is_named_first() -> None:
    assert said(simulated=True).startswith("This is a simulation")


def named(index: int, **about: Any) -> Any:
    return walk_document(replace(recording(2.0), index=index, **about), walk(()))


def test_a_walk_is_called_by_its_file_and_what_it_is_in_there() -> None:
    assert walk_title(named(0)) == "walk.csv"
    assert walk_title(named(3)) == "walk.csv · #3"
    assert walk_title(named(3, subject="S1", trial="back")) == "walk.csv · S1 · back"


def test_no_two_walks_have_one_name() -> None:
    twins = [named(0, trial="back"), named(1, trial="back"), named(2, trial="forth")]
    assert walk_titles(twins) == ["walk.csv · back · #0", "walk.csv · back · #1", "walk.csv · forth"]
