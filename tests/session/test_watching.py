"""When the coach says that somebody walks the other way: kindly, seldom, and never a turn on a belt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrowalk.session.watching import LASTS_S, SPACING_S, TIME_TO_TURN_S, Prompt, Watcher, Way
from runs import stretches

SESSION = stretches(
    ("warm_up", "forward", 60),
    ("turn", "any", 20),
    ("walk", "backward", 60),
    ("rest", "any", 30),
    ("walk", "forward", 60),
    ("cool_down", "any", 30),
)
"""Warm-up 15, turn 75, backward 95, rest 155, forward 185, cool-down 245."""


@dataclass
class Seen:
    direction: Way
    since_s: float | None = None
    t_s: float | None = None


def watched(
    way: Way, start_s: float, stop_s: float, *, on_belt: bool = False, since_s: float = 0.0
) -> list[Prompt]:
    """Prompts while somebody walks one way, position and clock alike, a glance each half second."""
    watcher = Watcher(SESSION, on_belt)
    out = []
    for half in range(int(2 * start_s), int(2 * stop_s)):
        now = half / 2
        said = watcher.see(now, now, True, Seen(way, since_s, now))
        if said is not None:
            out.append(said)
    return out


def test_forward_in_a_backward_block_is_said_once_people_had_time_to_turn() -> None:
    first, *_ = watched("forward", 0, 155)
    assert first.clip == "backward"
    assert first.text == "This part is backward, when you are ready."
    assert first.clock_s == 95 + TIME_TO_TURN_S


def test_backward_in_a_forward_block_too() -> None:
    first, *_ = watched("backward", 160, 245)
    assert (first.clip, first.asked, first.clock_s) == ("forward", "forward", 185 + TIME_TO_TURN_S)


def test_the_right_way_is_never_remarked_on() -> None:
    assert watched("backward", 95, 155) == watched("forward", 185, 245) == []


def test_unknown_is_never_remarked_on() -> None:
    assert watched("unknown", 0, 280) == []


def test_it_is_said_again_after_twenty_seconds_at_the_earliest() -> None:
    times = [one.clock_s for one in watched("forward", 95, 155)]
    assert times == [100, 120, 140]


def test_a_step_the_other_way_is_no_mismatch() -> None:
    watcher = Watcher(SESSION, False)
    watcher.see(95, 95, True, Seen("unknown"))
    assert watcher.see(110, 110, True, Seen("forward", 110 - LASTS_S + 0.1, 110)) is None
    assert watcher.see(110.5, 110.5, True, Seen("forward", 110 - LASTS_S + 0.1, 110.5)) is not None


def test_on_a_belt_nobody_is_told_to_turn_and_once_in_a_block_to_stop_it() -> None:
    said = watched("forward", 0, 155, on_belt=True)
    assert [one.clip for one in said] == ["stop_belt_first"]
    assert said[0].text == "When ready, stop the belt first."


def test_after_a_pause_there_is_time_again() -> None:
    watcher = Watcher(SESSION, False)
    watcher.see(100, 100, True, Seen("unknown"))
    watcher.see(100, 130, False, Seen("forward", 100, 130))
    said = [watcher.see(100 + t, 130 + t, True, Seen("forward", 100, 130 + t)) for t in range(1, 8)]
    assert [k for k, one in enumerate(said, 1) if one] == [1 + TIME_TO_TURN_S]


def test_after_a_restart_nothing_is_said_for_a_while() -> None:
    watcher = Watcher(SESSION, False)
    watcher.quiet_from(100.0)
    said = [watcher.see(t, t, True, Seen("forward", 0, t)) for t in range(95, 125)]
    assert [one.clock_s for one in said if one] == [120.0]


moments = st.lists(
    st.tuples(
        st.floats(0.1, 3.0),
        st.sampled_from(["go on", "pause", "skip", "back"]),
        st.sampled_from(["forward", "backward", "unknown"]),
        st.floats(0.0, 10.0),
    ),
    max_size=200,
)


@given(moments=moments, on_belt=st.booleans())
def test_whatever_happens_the_rules_hold(moments: list[tuple[float, str, Way, float]], on_belt: bool) -> None:
    watcher, position, clock = Watcher(SESSION, on_belt), 80.0, 500.0
    said: list[Prompt] = []
    for step, what, way, lasted in moments:
        clock += step
        position += {"go on": step, "pause": 0.0, "skip": 40.0, "back": -20.0}[what]
        position = min(max(position, 0.0), 300.0)
        one = watcher.see(position, clock, what != "pause", Seen(way, clock - lasted, clock))
        if one is None:
            continue
        block = next(s for s in SESSION if s.start_s <= position < s.end_s)
        assert what != "pause"
        assert way != "unknown"
        assert block.part == "block" and block.kind in ("warm_up", "walk", "cool_down")
        assert block.direction in ("forward", "backward") and block.direction != way
        assert lasted >= LASTS_S
        assert one.asked == block.direction
        assert (one.clip == "stop_belt_first") == on_belt
        said.append(one)
    assert all(b.clock_s - a.clock_s >= SPACING_S for a, b in pairwise(said))
    if on_belt:
        blocks = [next(s.block for s in SESSION if s.start_s <= p.position_s < s.end_s) for p in said]
        assert len(blocks) == len(set(blocks))
