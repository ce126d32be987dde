"""What templates show, worked out from documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait import Direction
from retrowalk.store import Statement
from retrowalk.web import views, words


def bout(start: float, end: float, cluster: str | None, wearing: int = 0) -> dict[str, Any]:
    return {"start_s": start, "end_s": end, "direction": "unknown", "cluster": cluster, "wearing": wearing}


def wearing(
    index: int, start: float, end: float, basis: str = "none", offered: str | None = "A"
) -> dict[str, Any]:
    return {
        "index": index,
        "start_s": start,
        "end_s": end,
        "basis": basis,
        "facing": None,
        "offered": offered,
    }


def walked(placement: str, *bouts: dict[str, Any]) -> dict[str, Any]:
    return {"source": {"placement": placement}, "bouts": list(bouts)}


@pytest.mark.parametrize(
    ("placement", "alone", "with_another"),
    [("ankle", {0}, {0}), ("wrist", set(), {0}), ("bag", set(), {0}), ("unknown", set(), set())],
)
def test_the_walker_is_asked_only_where_the_answer_changes_something(
    placement: str, alone: set[int], with_another: set[int]
) -> None:
    one, other, elsewhere = bout(0, 9, None), bout(12, 20, None), bout(30, 40, None, wearing=1)
    assert views.can_say(walked(placement, one)) == alone
    assert views.can_say(walked(placement, one, other)) == with_another
    assert 1 not in views.can_say(walked("wrist", one, other, elsewhere))


def said(direction: Direction, *spans: tuple[float, float]) -> Statement:
    return Statement("id", datetime(2026, 11, 21, tzinfo=UTC), direction, spans)


def test_each_wearing_without_an_anchor_is_asked_about() -> None:
    document = {
        "wearings": [
            wearing(0, 0, 50),
            wearing(1, 50, 90, offered="B"),
            wearing(2, 90, 99, basis="confirmed"),
        ],
        "bouts": [
            bout(0, 20, "A"),
            bout(25, 30, "B"),
            bout(35, 45, "A"),
            bout(60, 70, "B", 1),
            bout(92, 95, "A", 2),
        ],
    }
    first, second = views.questions(document, ())
    assert [(way.name, way.spans, way.seconds, way.offered) for way in first.ways] == [
        ("A", ((0, 20), (35, 45)), 30, True),
        ("B", ((25, 30),), 5, False),
    ]
    assert not first.alone
    assert [way.name for way in second.ways] == ["B"]


def test_who_does_not_know_is_not_asked_again() -> None:
    document = {
        "wearings": [wearing(0, 0, 50), wearing(1, 50, 90)],
        "bouts": [bout(0, 9, "A"), bout(60, 70, "A", 1)],
    }
    (left,) = views.questions(document, (said("unknown", (0, 50)),))
    assert left.wearing == 1


def test_walking_without_ways_asks_nothing() -> None:
    assert views.questions({"wearings": [wearing(0, 0, 50)], "bouts": [bout(0, 20, None)]}, ()) == []
    assert views.questions({"bouts": []}, ()) == [], "a document of someone else may have no wearings"


def test_the_latest_word_on_a_bout_is_the_one_shown() -> None:
    one, two = said("forward", (0, 10)), said("backward", (0, 10))
    assert views.said_of(bout(1, 9, "A"), (one, two)) is two
    assert views.said_of(bout(11, 19, "A"), (one, two)) is None


@pytest.mark.parametrize(("wanted", "number"), [(-3, 1), (0, 1), (1, 1), (3, 3), (99, 3)])
def test_there_is_always_a_page_to_show(wanted: int, number: int) -> None:
    shown = views.paged([{"x": i} for i in range(25)], 10, wanted)
    assert (shown.number, shown.last, shown.total) == (number, 3, 25)
    assert shown.rows[0]["number"] == (number - 1) * 10 + 1


def test_an_empty_table_is_one_page() -> None:
    assert views.paged([], 10, 1) == views.Paged([], 1, 1, 0)


lengths = st.lists(st.tuples(st.floats(0.1, 60), st.sampled_from(["forward", "backward"])), max_size=700)


@given(lengths)
def test_a_strip_shows_all_of_the_walk_however_many_its_stretches(stretches: list[tuple[float, str]]) -> None:
    spans, now = [], 0.0
    for length, direction in stretches:
        spans.append((now, now + length, direction))
        now += length + 1
    drawn = views.strip(spans, now or 1)
    assert len(drawn) <= max(views.MOST_SPANS, 2 * views.CELLS)
    for start, end, direction in spans:
        middle = 1000 * (start + end) / 2 / now
        assert any(
            one["direction"] == direction and one["x"] - 0.2 <= middle <= one["x"] + one["width"] + 0.2
            for one in drawn
        )


def test_figures_are_said_as_people_say_them() -> None:
    assert words.percent(1.0) == "over 99 %"
    assert words.percent(0.871) == "87 %"
    assert words.percent(None) == words.kmh(None) == words.metres(None) == "–"
    assert words.kmh(1.0) == "3.6"
    assert words.count(27357) == "27,357"
    evening = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
    assert words.moment(evening, "Europe/Berlin") == "Saturday 21 November 2026, 22:05"
    assert words.moment(evening, "Nowhere/Land") == "Saturday 21 November 2026, 21:05"
