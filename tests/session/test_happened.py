"""What a run came to: from positions alone, whatever the clocks say and whatever became of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.prescription import Fall, PainReport, SessionFeedback
from retrowalk.session import (
    Event,
    EventKind,
    Happened,
    SessionLog,
    closed,
    feedback_of,
    happened,
)
from runs import NINE, USUAL, a_log, a_run, an_event, stretches

END_S = USUAL[-1].end_s
WHOLE = (("started", 0.0), ("reached", 300.0), ("cue", 345.0, {"cue": "2-speech"}), ("finished", 865.0))


def test_a_session_walked_to_its_end_is_all_that_was_asked() -> None:
    found = happened(a_log(*WHOLE))
    assert found.walked_s == (300, 30, 60, 60, 60, 30, 300)
    assert (found.forward_s, found.backward_s, found.standing_s) == (600, 120, 120)
    assert (found.backward_asked_s, found.completed_fraction) == (120, 1.0)
    assert (found.state, found.why, found.started_at, found.ended_at) == (
        "finished",
        None,
        NINE,
        NINE + timedelta(seconds=865),
    )


def test_what_was_opened_and_not_begun_is_nothing() -> None:
    found = happened(a_log())
    assert (found.state, found.completed_fraction, found.position_s) == ("open", 0.0, 0.0)
    assert sum(found.walked_s) == 0


def test_a_session_stopped_on_the_way_is_as_far_as_it_went() -> None:
    found = happened(a_log(("started", 0), ("reached", 360), ("stopped", 375, {"why": "unwell"})))
    assert (found.backward_s, found.completed_fraction) == (30, 0.25)
    assert (found.state, found.why, found.position_s) == ("stopped", "unwell", 375)


def test_a_pause_is_no_walking_wherever_the_clock_is_when_it_ends() -> None:
    found = happened(
        a_log(
            ("started", 0), ("paused", 360, {"why": "asked"}), ("resumed", 360, {"clock_s": 5000}), ("finished", 865)
        )
    )  # fmt: skip
    assert (found.pauses, found.completed_fraction) == (1, 1.0)


def test_what_was_skipped_was_not_walked() -> None:
    found = happened(a_log(("started", 0), ("skipped", 355, {"to_s": 405}), ("finished", 865)))
    assert found.walked_s[2] == 10
    assert (found.skipped, found.completed_fraction) == ((2,), round(70 / 120, 2))


def test_a_skip_that_does_not_say_where_to_goes_to_the_end_of_its_block() -> None:
    with_it = happened(a_log(("started", 0), ("skipped", 355, {"to_s": 405}), ("finished", 865)))
    assert happened(a_log(("started", 0), ("skipped", 355), ("finished", 865))) == with_it


def test_thirty_seconds_more_of_rest_are_no_more_walking_than_was_asked() -> None:
    found = happened(a_log(("started", 0), ("extended", 460, {"to_s": 430}), ("finished", 865)))
    assert (found.walked_s[3], found.extended_s) == (90, 30)
    assert found.completed_fraction == 1.0


def test_backward_walked_twice_is_more_than_was_asked() -> None:
    found = happened(a_log(("started", 0), ("extended", 400, {"to_s": 370}), ("finished", 865)))
    assert (found.backward_s, found.completed_fraction) == (150, 1.25)


def test_after_a_crash_only_the_time_since_the_last_sign_of_life_is_lost() -> None:
    crash = ("started", 0), ("reached", 370), ("cue", 375, {"cue": "2-look"})
    found = happened(
        a_log(
            *crash,
            ("resumed", 375, {"to_s": 370, "page": "page-two"}),
            ("finished", 865, {"page": "page-two"}),
        )
    )
    assert happened(a_log(*crash)).backward_s == 30
    assert found.backward_s == 125, "five seconds were walked twice"
    assert found.completed_fraction == 1.0, "and are no more than was asked"


def test_a_page_that_begins_further_on_has_not_walked_what_lies_before() -> None:
    found = happened(a_log(("started", 0), ("reached", 100), ("reached", 500, {"page": "page-two"})))
    assert found.walked_s[:2] == (85, 0)


def test_what_two_tabs_play_at_once_was_walked_once() -> None:
    two = [("started", 0.0, {"page": page}) for page in ("page-one", "page-two")]
    for position in range(0, 866, 5):
        two += [
            ("reached", position + lag, {"page": page}) for lag, page in ((0, "page-one"), (0.3, "page-two"))
        ]
    assert happened(a_log(*two)).backward_s == 120


def test_a_position_beyond_the_end_is_the_end() -> None:
    found = happened(a_log(("started", 0), ("finished", 20_000)))
    assert (found.position_s, found.completed_fraction) == (END_S, 1.0)


def test_nothing_is_walked_after_the_end_but_what_hurt_still_counts() -> None:
    found = happened(
        a_log(
            ("started", 0), ("stopped", 350), ("reached", 600), ("stumble", 600), ("pain", 600, {"level": 4})
        )
    )
    assert found.backward_s == 5
    assert (found.stumbles, [one.level for one in found.pains]) == (1, [4])


def test_a_session_without_walking_backward_is_measured_by_all_of_its_blocks() -> None:
    run = a_run(stretches=stretches(("walk", "forward", 100), ("rest", "any", 100)))
    assert happened(a_log(("started", 0), ("stopped", 115), run=run)).completed_fraction == 0.5


# Closing


@pytest.mark.parametrize(("hours", "state"), [(11, "open"), (13, "lost"), (-13, "lost")])
def test_a_run_without_a_sign_of_life_for_twelve_hours_is_lost_where_it_was(hours: int, state: str) -> None:
    log = a_log(("started", 0), ("reached", 375))
    found = closed(log, NINE + timedelta(hours=hours))
    assert (found.state, found.position_s, found.backward_s) == (state, 375, 30)
    assert (found.why, found.ended_at) == (
        ("lost", NINE + timedelta(seconds=375)) if state == "lost" else (None, None)
    )


def test_when_the_coach_heard_of_it_goes_before_the_clock_of_the_device() -> None:
    log = a_log(("started", 0, {"at": NINE + timedelta(days=365)}))
    now = NINE + timedelta(hours=1)
    assert closed(log, now).state == "lost"
    assert closed(log, now, heard_at=NINE).state == "open"
    assert closed(log, now + timedelta(hours=12), heard_at=NINE).state == "lost"


def test_an_end_that_was_told_stays() -> None:
    assert closed(a_log(*WHOLE), NINE + timedelta(days=9)).state == "finished"
    lost = a_log(("started", 0), ("stopped", 30, {"why": "lost"}))
    assert happened(lost).state == closed(lost, NINE).state == "lost"


# What is known without asking

DAY = date(2026, 11, 23)


def known(*events: tuple[Any, ...]) -> SessionFeedback:
    log = a_log(*events)
    return feedback_of(happened(log), log, DAY)


def test_what_was_logged_is_known_without_asking() -> None:
    found = known(
        ("started", 0),
        ("stumble", 350),
        ("rail_grab", 351),
        ("rail_grab", 352),
        ("pain", 353, {"site": "knee", "level": 3}),
        ("pain", 354, {"site": "knee", "level": 5}),
        ("pain", 355),
        ("stopped", 375, {"why": "pain"}),
    )
    assert found == SessionFeedback(
        "w1s1",
        status="done",
        done_on=DAY,
        completed_fraction=0.25,
        pain=(PainReport("knee", during=5), PainReport("other")),
        stumbles=1,
        rail_grabs=2,
    )


def test_what_nobody_pressed_nobody_said() -> None:
    assert known(*WHOLE) == SessionFeedback("w1s1", status="done", done_on=DAY, completed_fraction=1.0)


def test_a_session_that_was_opened_and_left_was_not_done() -> None:
    assert known(("started", 0), ("stopped", 10)) == SessionFeedback("w1s1")


def test_a_fall_is_told_with_all_that_is_open_about_it() -> None:
    assert known(("started", 0), ("stopped", 350, {"why": "fall"})).falls == (Fall(),)


def test_what_was_answered_goes_before_what_was_logged_and_silence_takes_nothing_back() -> None:
    said = SessionFeedback("w1s1", completed_fraction=0.5, effort=4, stumbles=2)
    found = known(("started", 0), ("stumble", 350), ("finished", 865), ("told", 865, {"told": said}))
    assert (found.completed_fraction, found.effort, found.stumbles, found.status) == (0.5, 4, 2, "done")


def test_answers_given_again_take_the_place_of_the_first() -> None:
    first, then = SessionFeedback("w1s1", effort=4, stumbles=0), SessionFeedback("w1s1", effort=6)
    found = known(*WHOLE, ("told", 865, {"told": first}), ("told", 865, {"told": then}))
    assert (found.effort, found.stumbles) == (6, 0)


# What was asked when


# Whatever comes

POSITIONS = st.one_of(
    st.sampled_from([0.0, 15.0, 345.0, 405.0, END_S, END_S + 100, 43_200.0]),
    st.floats(0, 900, allow_nan=False),
)
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.uuids().map(str),
        seq=st.integers(0, 60),
        kind=st.sampled_from(get_args(EventKind)),
        position_s=POSITIONS,
        at=st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)),
        clock_s=st.floats(0, 1e6),
        page=st.sampled_from(["page-one", "page-two"]),
        to_s=st.none() | POSITIONS,
        level=st.none() | st.integers(0, 10),
        why=st.sampled_from([None, "asked", "pain", "fall", "lost"]),
    ),
    max_size=60,
)


def undated(found: Happened) -> Happened:
    return replace(found, ended_at=None)


@given(EVENTS)
def test_no_events_can_make_it_say_what_cannot_be(events: list[Event]) -> None:
    log = SessionLog(a_run(), tuple(events))
    found = happened(log)
    asked = [one.end_s - one.start_s for one in USUAL if one.part == "block"]
    assert len(found.walked_s) == len(asked)
    assert min(found.walked_s) >= 0 and 0 <= found.position_s <= END_S and 0 <= found.completed_fraction <= 10
    if not any(one.kind in ("extended", "resumed") for one in events):
        assert all(done <= most + 0.01 for done, most in zip(found.walked_s, asked, strict=True))
    assert (found.ended_at is None) == (found.state == "open")
    feedback_of(found, log, DAY)
    closed(log, NINE)


@given(EVENTS, st.randoms())
def test_no_clock_and_no_order_of_arrival_changes_what_was_walked(
    events: list[Event], random: Random
) -> None:
    events = list({one.seq: one for one in events}.values())
    found = happened(SessionLog(a_run(), tuple(events)))
    other = [
        replace(one, at=NINE - timedelta(days=random.randint(0, 9000)), clock_s=random.random())
        for one in events
    ]
    random.shuffle(other)
    assert undated(happened(SessionLog(a_run(), (*other, *other)))) == undated(found)


@given(EVENTS)
def test_what_comes_later_never_takes_back_what_was_walked(events: list[Event]) -> None:
    events = [replace(one, seq=seq) for seq, one in enumerate(events)]
    before = 0.0
    for count in range(len(events) + 1):
        walked = sum(happened(SessionLog(a_run(), tuple(events[:count]))).walked_s)
        assert walked >= before - 0.05, "but for the rounding of seven blocks"
        before = walked


@given(
    st.lists(st.tuples(st.sampled_from(["walk", "pause", "skip", "crash"]), st.floats(0.1, 120)), max_size=30)
)
def test_what_a_walker_really_did_is_what_it_says_to_the_last_sign_of_life(
    moves: list[tuple[str, float]],
) -> None:
    """A walker with a true place, of whom only the events are known."""
    place, page, true = 0.0, 0, 0.0
    events = [an_event(0, "started", 0.0, page="page-0000")]

    def log(kind: str, position: float, **more: Any) -> None:
        events.append(an_event(len(events), kind, position, page=f"page-000{page}", **more))

    for move, length in moves:
        if move == "walk":
            there = min(place + length, END_S)
            true += _in_blocks(place, there)
            for position in range(int(place) + 1, int(there) + 1, 5):
                log("reached", float(position))
            place = there
        elif move == "pause":
            log("paused", place)
            log("resumed", place)
        elif move == "skip":
            to = next((one.end_s for one in USUAL if one.start_s <= place < one.end_s), place)
            log("skipped", place, to_s=to)
            place = to
        else:
            known = happened(SessionLog(a_run(), tuple(events))).position_s
            assert place - 6 <= known <= place, "a sign of life every five seconds"
            true -= _in_blocks(known, place)
            page = (page + 1) % 10
            log("resumed", known, to_s=known)
            place = known
    log("stopped", place)
    assert sum(happened(SessionLog(a_run(), tuple(events))).walked_s) == pytest.approx(true, abs=0.1)


def _in_blocks(start_s: float, end_s: float) -> float:
    return sum(
        max(0.0, min(end_s, one.end_s) - max(start_s, one.start_s)) for one in USUAL if one.part == "block"
    )
