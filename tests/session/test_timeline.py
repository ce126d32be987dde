"""A session laid out in time: nothing over something else, nothing too late, and safety before all."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans import a_block
from retrowalk import contract
from retrowalk.prescription import Session
from retrowalk.session import Cue, Preferences, Timeline, timeline
from retrowalk.session.saying import lasts_s
from timelines import (
    PREFERENCES,
    blocks_of,
    heard,
    made_of,
    odd_sessions,
    real_sessions,
    real_timelines,
    said_in,
    session_of,
)

SLACK_S = 1e-6
TURNS = ("turn round", "turn with", "turn and", "turn slowly")


def nothing_lies_over_something_else(session: Session, made: Timeline) -> None:
    for one, next_ in itertools.pairwise(heard(made)):
        assert one.at_s + one.duration_s <= next_.at_s + SLACK_S, (one, next_)


def stretches_are_the_blocks_to_the_second(session: Session, made: Timeline) -> None:
    assert made.stretches[0].start_s == 0
    assert made.stretches[-1].end_s == made.duration_s
    for one, next_ in itertools.pairwise(made.stretches):
        assert one.end_s == next_.start_s
    assert [one.end_s - one.start_s for one in blocks_of(made)] == [one.duration_s for one in session.blocks]
    assert [one.block for one in blocks_of(made)] == list(range(len(session.blocks)))


def the_last_is_the_sound_of_the_end(session: Session, made: Timeline) -> None:
    last = made.cues[-1]
    assert (last.kind, last.sound, last.id) == ("earcon", "end", "end")
    assert [cue for cue in made.cues if cue.sound == "end"] == [last]
    assert 0 < made.duration_s - (last.at_s + last.duration_s) <= 3
    assert max(cue.at_s for cue in made.cues) == last.at_s


def cues_are_in_order_each_with_an_id_of_its_own(session: Session, made: Timeline) -> None:
    assert [cue.at_s for cue in made.cues] == sorted(cue.at_s for cue in made.cues)
    assert len({cue.id for cue in made.cues}) == len(made.cues)
    assert contract.read(Timeline, contract.write(made), "it") == made


def each_block_begins_with_its_sound(session: Session, made: Timeline) -> None:
    for stretch, block in zip(blocks_of(made), session.blocks, strict=True):
        (sound,) = [cue.sound for cue in made.cues if cue.kind == "earcon" and cue.at_s == stretch.start_s]
        way = "turn" if block.kind == "turn" else "rest" if block.direction == "any" else block.direction
        assert sound == way


def what_is_said_is_shown(session: Session, made: Timeline) -> None:
    shown = [cue for cue in made.cues if cue.kind == "display"]
    for cue in made.cues:
        if cue.kind == "speech":
            beside = [one for one in shown if 0 <= cue.at_s - one.at_s <= 1.1 and one.text == cue.text]
            assert len(beside) == 1, cue
    for one, next_ in itertools.pairwise(shown):
        assert one.at_s + one.duration_s == pytest.approx(next_.at_s)


def what_matters_is_felt(session: Session, made: Timeline) -> None:
    felt = {cue.at_s: cue.pattern_ms for cue in made.cues if cue.kind == "vibration"}
    for cue in made.cues:
        if cue.kind == "earcon" and cue.sound != "halfway":
            assert felt[cue.at_s]


def speech_is_given_time_enough(session: Session, made: Timeline) -> None:
    for cue in made.cues:
        if cue.kind == "speech":
            assert cue.text
            assert cue.duration_s == lasts_s(cue.text) >= 0.4 + len(cue.text) / 11 - 0.001


def a_change_of_direction_is_announced(session: Session, made: Timeline) -> None:
    """Ten seconds ahead by a sound, and in words that are over before it."""
    for one, next_ in itertools.pairwise(blocks_of(made)):
        if one.direction == next_.direction or one.end_s - one.start_s < 14:
            continue
        at_s = next_.start_s - 10
        assert [cue.sound for cue in made.cues if cue.kind == "earcon" and cue.at_s == at_s] == ["soon"]
        (said,) = [cue for cue in said_in(made, one) if cue.at_s >= at_s and cue.moment == "soon"]
        assert said.at_s + said.duration_s <= next_.start_s


def backward_is_never_a_surprise(session: Session, made: Timeline) -> None:
    for one, next_ in itertools.pairwise(blocks_of(made)):
        if next_.direction == "backward" and one.direction != "backward" and one.end_s - one.start_s >= 14:
            assert [cue for cue in made.cues if cue.kind == "earcon" and 8 <= next_.start_s - cue.at_s <= 12]


def on_a_belt_only_a_turn_block_turns_and_stops_the_belt_before(session: Session, made: Timeline) -> None:
    if not made.on_belt:
        return
    for stretch in made.stretches:
        said = [cue.text or "" for cue in said_in(made, stretch)]
        turns = [at for at, text in enumerate(said) if any(word in text.lower() for word in TURNS)]
        if stretch.kind != "turn":
            assert not turns, said
        elif turns:
            assert said[0].startswith(("Belt to zero", "Belt at zero"))
            assert turns[0] > 0
    assert not any("turn" in (cue.text or "").lower() for cue in made.cues if cue.moment not in ("turn",))


def nobody_turns_once_the_belt_is_started(session: Session, made: Timeline) -> None:
    if not made.on_belt:
        return
    for stretch in blocks_of(made):
        texts = [(cue.text or "").lower() for cue in said_in(made, stretch)]
        starts_ = [at for at, text in enumerate(texts) if "start the belt" in text]
        turns = [at for at, text in enumerate(texts) if any(word in text for word in TURNS)]
        assert not starts_ or not turns or max(turns) < min(starts_), texts


def reminders_leave_room(session: Session, made: Timeline) -> None:
    reminders = [cue for cue in made.cues if cue.kind == "speech" and cue.moment in ("technique", "look")]
    for cue in reminders:
        stretch = next(one for one in blocks_of(made) if one.block == cue.block)
        assert stretch.direction == "backward"
        assert stretch.start_s + 8 <= cue.at_s
        assert cue.at_s + cue.duration_s <= stretch.end_s - 12 + SLACK_S
    for one, next_ in itertools.pairwise(reminders):
        assert next_.at_s - one.at_s >= 20


PROPERTIES: tuple[Callable[[Session, Timeline], None], ...] = (
    nothing_lies_over_something_else,
    stretches_are_the_blocks_to_the_second,
    the_last_is_the_sound_of_the_end,
    cues_are_in_order_each_with_an_id_of_its_own,
    each_block_begins_with_its_sound,
    what_is_said_is_shown,
    what_matters_is_felt,
    speech_is_given_time_enough,
    on_a_belt_only_a_turn_block_turns_and_stops_the_belt_before,
    nobody_turns_once_the_belt_is_started,
    reminders_leave_room,
    backward_is_never_a_surprise,
)


@pytest.mark.parametrize(
    "holds", [*PROPERTIES, a_change_of_direction_is_announced], ids=lambda one: one.__name__
)
def test_it_holds_for_every_session_that_is_prescribed(holds: Callable[[Session, Timeline], None]) -> None:
    for session, made in real_timelines():
        holds(session, made)


@given(odd_sessions(), st.sampled_from(PREFERENCES))
def test_it_holds_for_sessions_made_by_hand(session: Session, preferences: Preferences) -> None:
    made = timeline(session, preferences)
    for holds in PROPERTIES:
        holds(session, made)


@given(odd_sessions(), st.sampled_from(PREFERENCES))
def test_the_same_session_gives_the_same_timeline(session: Session, preferences: Preferences) -> None:
    assert timeline(session, preferences) == timeline(replace(session), replace(preferences))


def test_calm_says_less_and_keeps_all_that_safety_needs() -> None:
    for session in real_sessions():
        usual, calm = timeline(session), timeline(session, Preferences(style="calm"))
        for moment in ("safety", "turn", "belt", "soon"):
            assert spoken(usual, moment) == spoken(calm, moment)
        assert sum(len(cue.text or "") for cue in calm.cues) < sum(len(cue.text or "") for cue in usual.cues)
        assert spoken(calm, "count_in") == []


def spoken(made: Timeline, *moments: str) -> list[str | None]:
    return [cue.text for cue in made.cues if cue.kind == "speech" and cue.moment in moments]


# What a treadmill needs


def test_the_speed_is_said_before_the_block_that_needs_it() -> None:
    for session in real_sessions():
        made = timeline(session)
        if not made.on_belt:
            continue
        for stretch, block in zip(blocks_of(made), session.blocks, strict=True):
            if block.speed_mps and max(block.speed_mps) > 0:
                figure = f"{block.speed_mps[1] * 3.6:.1f} kilometres an hour"
                said = [cue for cue in made.cues if cue.kind == "speech" and cue.block != stretch.block and
                        stretch.start_s - 20 < cue.at_s < stretch.start_s]  # fmt: skip
                assert any(figure in (cue.text or "") for cue in said), (session.id, stretch)


def test_the_incline_is_said_before_the_block_that_needs_it() -> None:
    session = made_of([a_block("turn", "any", 30), a_block(grade_pct=2.5), a_block("turn", "any", 30)])
    before = said_in(timeline(session), timeline(session).stretches[1])
    assert any("2.5 percent incline" in (cue.text or "") for cue in before)


def test_a_turn_goes_step_by_step() -> None:
    made = timeline(session_of("treadmill"))
    turn = blocks_of(made)[1]
    assert [cue.text for cue in said_in(made, turn)] == [
        "Belt to zero. Keep your feet still until it stands.",
        "It stands? Hand on the rail: turn round with small steps.",
        "Backward in ten seconds: start the belt slowly, 1.3 to 2.0 kilometres an hour.",
    ]


def test_a_short_turn_still_stops_the_belt_before_it_turns() -> None:
    made = timeline(made_of([a_block(), a_block("turn", "any", 10), a_block("cool_down", "forward", 60)]))
    stop, turn, *_ = [cue.text or "" for cue in said_in(made, blocks_of(made)[1])]
    assert stop.startswith("Belt to zero")
    assert "turn" in turn.lower()


def test_the_belt_goes_to_zero_at_the_end() -> None:
    made = timeline(session_of("treadmill"))
    assert said_in(made, made.stretches[-1])[0].text == (
        "Belt to zero. Keep your feet still until it stands, then step off."
    )


def test_without_a_turn_block_the_belt_is_stopped_and_nobody_told_to_turn() -> None:
    made = timeline(made_of([a_block("walk", "forward", 60), a_block("walk", "backward", 60)]))
    assert "Stop the belt first. Keep your feet still until it stands." in spoken(made, "belt")
    assert spoken(made, "soon")[0] == "In ten seconds: stop the belt."


# What else is said


def test_the_lead_in_names_safety_and_counts_in() -> None:
    made = timeline(session_of("track"))
    said = [cue.text for cue in said_in(made, made.stretches[0])]
    assert (
        said[0] == "Safety first: see that the way behind you is clear. Stop at once if anything feels wrong."
    )
    assert said[1:] == ["Three.", "Two.", "One."]
    assert made.stretches[0].facts == made.checklist != ()


def test_a_block_says_what_how_long_how_fast_and_where_to_hold() -> None:
    made = timeline(session_of("counter"))
    first = next(one for one in blocks_of(made) if one.direction == "backward")
    assert said_in(made, first)[0].text == (
        "Walk backward, 30 seconds, at 1.2 to 1.8 kilometres an hour, a hand on the counter."
    )


def test_miles_are_never_more_than_asked_for() -> None:
    made = timeline(session_of("treadmill"), Preferences(units="mph"))
    assert any("0.8 to 1.2 miles an hour" in text for text in spoken(made, "start") if text)
    assert "0.8 to 1.2 mph" in next(one for one in blocks_of(made) if one.direction == "backward").facts


def test_halfway_comes_at_half_of_the_time_backward_or_soon_after() -> None:
    for session in real_sessions():
        made = timeline(session)
        sound = next((cue.at_s for cue in made.cues if cue.sound == "halfway"), None)
        if sound is None:
            assert session.backward_s < 60
            continue
        walked = sum(
            max(0.0, min(sound, one.end_s) - one.start_s)
            for one in blocks_of(made)
            if one.direction == "backward"
        )
        assert session.backward_s / 2 <= walked <= session.backward_s / 2 + 21


def test_nobody_looks_back_on_a_belt_or_along_a_rail() -> None:
    for session in real_sessions():
        made = timeline(session)
        if session.place in ("motorised_treadmill", "kitchen_counter", "grab_bar", "corridor_rail"):
            assert not any("shoulder" in (cue.text or "") for cue in made.cues)


def test_on_open_ground_every_other_reminder_is_a_look() -> None:
    made = timeline(session_of("track"))
    moments = [
        cue.moment for cue in made.cues if cue.kind == "speech" and cue.moment in ("technique", "look")
    ]
    assert moments[:4] == ["technique", "look", "technique", "look"]


def test_roles_change_only_where_the_guide_may_walk_too() -> None:
    session = session_of("older_track")
    without = timeline(session)
    assert not any("role" in (cue.text or "") for cue in without.cues)
    with_guide = timeline(session, Preferences(guide_walks=True))
    there = [cue for cue in with_guide.cues if cue.kind == "speech" and cue.moment == "guide"]
    back = [cue for cue in with_guide.cues if cue.kind == "speech" and "roles back" in (cue.text or "")]
    assert len(there) == len(back) == 3
    assert all(
        one.at_s < other.at_s and one.block == other.block for one, other in zip(there, back, strict=True)
    )


def test_the_end_asks_how_it_was() -> None:
    made = timeline(session_of("track"))
    assert [cue.text for cue in said_in(made, made.stretches[-1])] == [
        "The session is over. Well done.",
        "How was it? Tell it on the page.",
    ]


def test_a_short_block_says_at_once_what_follows() -> None:
    made = timeline(made_of([a_block("rest", "any", 10), a_block("walk", "backward", 30)], "track"))
    (said,) = said_in(made, blocks_of(made)[0])
    assert said.text == "Rest. Then: Walk backward."


def test_a_hundred_blocks_of_ten_seconds_are_laid_out() -> None:
    rounds = [a_block("walk", "backward", 10), a_block("walk", "forward", 10)] * 50
    made = timeline(made_of(rounds, "track"))
    assert len(blocks_of(made)) == 100
    nothing_lies_over_something_else(made_of(rounds, "track"), made)


def test_forward_and_backward_feel_different() -> None:
    made = timeline(session_of("track"))
    felt: dict[str, set[tuple[int, ...]]] = {"forward": set(), "backward": set()}
    for cue in starts(made):
        felt[cue.direction].add(cue.pattern_ms)
    assert felt["forward"] & felt["backward"] == set()


def starts(made: Timeline) -> list[Cue]:
    return [cue for cue in made.cues if cue.kind == "vibration" and cue.moment == "start"]
