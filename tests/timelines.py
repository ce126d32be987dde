"""Sessions to lay out in time: those that prescription really makes, and odd ones that a hand may have made."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from plans import a_block, a_session
from profiles import crowd
from retrowalk.prescription import Block, Programme, Session, prescribe
from retrowalk.reports.examples import examples
from retrowalk.screening import screen
from retrowalk.session import Cue, Preferences, Stretch, Timeline, timeline

PREFERENCES = tuple(
    Preferences(style, units, metronome, guide)  # type: ignore[arg-type]
    for style in ("usual", "calm")
    for units, metronome, guide in (("km/h", None, False), ("mph", 80, True))
)


@cache
def programmes() -> tuple[Programme, ...]:
    """Of the people in the documents, and of some of a crowd."""
    people = [*(one.profile for one in examples()), *crowd(60, "timelines")]
    made = [prescribe(person, screen(person)) for person in people]
    return tuple(one for one in made if one.weeks)


@cache
def real_sessions() -> tuple[Session, ...]:
    """The first, a middle and the last of each programme."""
    found = []
    for programme in programmes():
        all_ = [session for week in programme.weeks for session in week.sessions]
        found += [all_[0], all_[len(all_) // 2], all_[-1]]
    return tuple(dict.fromkeys(found))


@cache
def real_timelines() -> tuple[tuple[Session, Timeline], ...]:
    """Those sessions, each laid out with one of the preferences."""
    return tuple(
        (session, timeline(session, PREFERENCES[at % len(PREFERENCES)]))
        for at, session in enumerate(real_sessions())
    )


def session_of(example: str) -> Session:
    """The first session of somebody in the documents."""
    person = next(one.profile for one in examples() if one.id == example)
    return prescribe(person, screen(person)).weeks[0].sessions[0]


def _odd_block(kind: tuple[str, str], duration_s: int, hands: Any, speed_mps: Any, grade_pct: float) -> Block:
    moving = {"speed_mps": speed_mps} if kind[0] == "walk" else {}
    return a_block(kind[0], kind[1], duration_s, hands=hands, grade_pct=grade_pct, **moving)


@st.composite
def odd_sessions(draw: st.DrawFn) -> Session:
    """From two blocks to a hundred, from ten seconds to ten minutes, in any order and anywhere."""
    place = draw(st.sampled_from(["motorised_treadmill", "kitchen_counter", "track", "pool", "elliptical",
                                  "self_powered_treadmill", "clinic", "home"]))  # fmt: skip
    kinds: list[tuple[str, str]] = [
        ("walk", "backward"), ("walk", "backward"), ("walk", "forward"), ("rest", "any"), ("warm_up", "forward"),
        ("warm_up", "any"), ("walk", "any"), ("cool_down", "forward"), ("cool_down", "any"),
    ]  # fmt: skip
    blocks = draw(
        st.lists(
            st.builds(
                _odd_block,
                st.sampled_from([*kinds, ("turn", "any")]),
                st.one_of(st.integers(10, 40), st.integers(10, 600)),
                st.sampled_from(["rails", "light", "bar", "free", "spotter", None]),
                st.sampled_from([None, (0.3, 0.5), (0.5, 0.5)]),
                st.sampled_from([0, 0, 2.5]),
            ),
            min_size=2,
            max_size=draw(st.sampled_from([3, 12, 100])),
        )
    )  # fmt: skip
    return made_of(blocks, place)


def made_of(blocks: list[Block], place: Any = "motorised_treadmill") -> Session:
    """A session of these blocks."""
    backward_s = sum(one.duration_s for one in blocks if one.direction == "backward")
    return a_session(
        blocks=tuple(blocks),
        place=place,
        backward_s=backward_s,
        total_s=sum(one.duration_s for one in blocks),
    )


def heard(timeline: Timeline) -> list[Cue]:
    """What is heard, in order."""
    return [cue for cue in timeline.cues if cue.kind in ("speech", "earcon")]


def said_in(timeline: Timeline, stretch: Stretch) -> list[Cue]:
    """What is said in a stretch."""
    return [
        cue for cue in timeline.cues if cue.kind == "speech" and stretch.start_s <= cue.at_s < stretch.end_s
    ]


def blocks_of(timeline: Timeline) -> list[Stretch]:
    return [one for one in timeline.stretches if one.part == "block"]
