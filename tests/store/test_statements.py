"""What holds of all that a walker has said."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from retrowalk.gait import Direction, Label
from retrowalk.store.records import Statement, labels_in_force

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def said(direction: Direction, *spans: tuple[float, float]) -> Statement:
    return Statement("id", NOW, direction, spans)


def test_the_later_word_counts_where_two_overlap() -> None:
    assert labels_in_force((said("forward", (0, 10)), said("backward", (4, 6)))) == (
        Label(0, 4, "forward"),
        Label(4, 6, "backward"),
        Label(6, 10, "forward"),
    )


def test_a_word_on_everything_replaces_all_before() -> None:
    assert labels_in_force((said("forward", (1, 2), (3, 4)), said("backward", (0, 10)))) == (
        Label(0, 10, "backward"),
    )


spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (float(pair[0]), float(sum(pair))))
statements = st.lists(
    st.builds(
        lambda direction, several: said(direction, *several),
        st.sampled_from(["forward", "backward", "unknown"]),
        st.lists(spans, min_size=1, max_size=3),
    ),
    max_size=5,
)


@given(statements, st.integers(0, 70))
def test_every_moment_has_the_last_word_that_covers_it(everything: list[Statement], second: int) -> None:
    moment = second + 0.5
    last = None
    for statement in everything:
        if any(start <= moment < end for start, end in statement.spans):
            last = statement.direction
    covering = [
        label.direction
        for label in labels_in_force(tuple(everything))
        if label.start_s <= moment < label.end_s
    ]
    assert covering == ([] if last is None else [last])
