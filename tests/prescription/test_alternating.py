"""A trial in a programme: forward days are neither missed nor progress, and trouble on them counts as ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import a_good_answer, a_history, attack
from people import a_person
from profiles import crowd
from retrowalk.errors import DocumentError
from retrowalk.prescription import (
    Feedback,
    Programme,
    Session,
    TrialDays,
    adapt,
    agenda,
    alternate,
    edit,
    move,
    prescribe,
    violations,
)
from retrowalk.prescription.adapting.coming import rises
from retrowalk.prescription.adapting.telling import happened
from retrowalk.prescription.feedback import Fall, PainReport
from retrowalk.prescription.planning.dose import dose_of
from retrowalk.screening import screen

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)
WALKERS, LONG_WALKERS = 600, 60_000
PART = 300
ALONG: dict[str, Any] = {
    "birth_year": 1950,
    "unsteady": True,
    "equipment": ["kitchen_counter"],
    "treadmill": None,
}


def a_programme(**changed: Any) -> Programme:
    person = a_person(**changed)
    return prescribe(person, screen(person))


def by_weeks(order: str, first: int = 2) -> tuple[TrialDays, ...]:
    """``"FBBF"``: a week forward, two backward, a week forward, beginning with a week of the programme."""
    ways: dict[str, Literal["forward", "backward"]] = {"F": "forward", "B": "backward"}
    return tuple(
        TrialDays(MONDAY + (first - 1 + at) * WEEK, MONDAY + (first + at) * WEEK, ways[way])
        for at, way in enumerate(order)
    )


def issued(programme: Programme) -> list[Session]:
    return [session for week in programme.weeks for session in week.sessions]


def minutes(programme: Programme) -> list[list[float]]:
    return [[session.backward_s / 60 for session in week.sessions] for week in programme.weeks]


def told_well(programme: Programme, until: date, leave: Sequence[str] = (), **changed: Any) -> Programme:
    """All that is due before a day told well, the last of it with something changed."""
    due = [one.id for one in issued(programme) if one.date < until and one.status == "planned"]
    told = [a_good_answer(name) for name in due if name not in leave]
    if changed and told:
        told[-1] = a_good_answer(told[-1].id, **changed)
    return adapt(programme, Feedback(until, tuple(told)))


def walked(programme: Programme, weeks: int, **changed: Any) -> Programme:
    """Up to the end of a week, each told when it is over."""
    for week in range((programme.as_of - MONDAY).days // 7 + 1, weeks + 1):
        programme = told_well(programme, MONDAY + week * WEEK, **(changed if week == weeks else {}))
    return programme


def test_a_forward_week_is_walked_forward_and_the_dose_holds_while_the_trial_runs() -> None:
    programme = alternate(a_programme(), by_weeks("FBBF"))
    assert minutes(programme)[:6] == [[5, 5, 5], [0, 0, 0], [5, 5, 5], [5, 5, 5], [0, 0, 0], [5, 5, 5]]
    assert programme.revision == 2
    assert violations(programme) == ()
    assert [change.rule for change in programme.weeks[1].changes] == ["trial_forward_days"]


def test_forward_weeks_are_none_of_the_programmes_own() -> None:
    assert len(a_programme().weeks) == 6
    assert len(alternate(a_programme(), by_weeks("FBBF")).weeks) == 8


def test_a_trial_is_walked_to_its_end() -> None:
    programme = alternate(a_programme(weeks=2), by_weeks("BFFBFB"))
    assert max(session.date for session in issued(programme)) >= MONDAY + 6 * WEEK
    assert walked(programme, 10).status == "finished"


def test_after_the_trial_it_grows_again_once_a_backward_week_was_good() -> None:
    programme = walked(alternate(a_programme(), by_weeks("FB")), 3)
    assert minutes(programme)[:4] == [[5, 5, 5], [0, 0, 0], [5, 5, 5], [7, 7, 7]]
    programme = walked(alternate(a_programme(), by_weeks("BF")), 3)
    assert minutes(programme)[:4] == [[5, 5, 5], [5, 5, 5], [0, 0, 0], [5, 5, 5]]


def test_a_forward_session_is_the_same_session_without_what_backward_needs() -> None:
    forward, backward = (alternate(a_programme(), by_weeks("FB")).weeks[week].sessions[0] for week in (1, 2))
    assert [(one.kind, one.direction) for one in forward.blocks] == [
        ("warm_up", "forward"),
        ("walk", "forward"),
        ("cool_down", "forward"),
    ]
    assert forward.blocks[1].duration_s == backward.backward_s
    assert forward.forward_only
    assert (forward.place, forward.guard) == (backward.place, backward.guard)
    assert any("Safety clip" in one for one in forward.checklist)
    assert not any("backward" in one.lower() for one in forward.checklist)


def test_along_a_counter_it_is_held_and_rested_as_ever() -> None:
    programme = alternate(a_programme(**ALONG), by_weeks("FB"))
    forward, backward = (programme.weeks[week].sessions[0] for week in (1, 2))
    walks = [one for one in forward.blocks if one.kind == "walk"]
    assert {one.hands for one in walks} == {"counter"}
    assert sum(one.duration_s for one in walks) == sum(
        one.duration_s for one in backward.blocks if one.kind == "walk" and one.direction != "any"
    )
    assert any("Somebody is in the house" in one for one in forward.checklist)


def test_whatever_the_form_nothing_of_it_goes_backward() -> None:
    for walker in crowd(300, "walked forward"):
        programme = prescribe(walker, screen(walker))
        if not programme.weeks:
            continue
        start = programme.profile.start_date
        made = alternate(programme, [TrialDays(start, start + WEEK, "forward")])
        for session in made.weeks[0].sessions:
            assert session.forward_only
            assert "turn" not in [block.kind for block in session.blocks]
            said = [*session.checklist, *(cue for block in session.blocks for cue in block.cues)]
            assert not [one for one in said if "backward" in one.lower() or "shoulder" in one.lower()]


def test_forward_weeks_are_not_missed_weeks() -> None:
    """Weeks without walking backward step back or start again; those walked forward as asked do not."""
    grown = walked(a_programme(), 3)
    alternating = alternate(grown, by_weeks("FFFB", first=4))
    after = told_well(
        told_well(told_well(alternating, MONDAY + 4 * WEEK), MONDAY + 5 * WEEK), MONDAY + 6 * WEEK
    )
    assert minutes(after)[2] == minutes(after)[6] == [9, 9, 9]
    silent = adapt(alternating, Feedback(MONDAY + 6 * WEEK, ()))
    assert minutes(silent)[6][0] < 9


def test_a_backward_week_left_out_between_forward_weeks_is_missed_all_the_same() -> None:
    """Or else nobody would have to walk backward ever again, and still be asked for as much."""
    programme = alternate(walked(a_programme(), 3), by_weeks("FBFBFB", first=4))
    for week in range(4, 9):
        backward = [one.id for one in programme.weeks[week - 1].sessions if not one.forward_only]
        programme = told_well(programme, MONDAY + week * WEEK, leave=backward)
    assert any("2 weeks without a session" in one.text for one in programme.weeks[8].changes)
    assert minutes(programme)[8][0] < 9


@pytest.mark.parametrize(
    "trouble", [{"stumbles": 1}, {"pain": (PainReport("knee", 1, 6, 6, 1),)}, {"effort": 9.0}]
)
def test_trouble_on_a_forward_day_makes_the_next_dose_smaller(trouble: dict[str, Any]) -> None:
    programme = walked(alternate(walked(a_programme(), 2), by_weeks("FB", first=3)), 3, **trouble)
    assert minutes(programme)[3][0] < minutes(programme)[1][0]
    assert violations(programme) == ()


def test_a_fall_on_a_forward_day_stops_as_ever() -> None:
    programme = alternate(a_programme(), by_weeks("FB", first=1))
    fallen = adapt(programme, Feedback(MONDAY, (a_good_answer("w1s1", falls=(Fall(True, False, True),)),)))
    assert fallen.status == "stopped"


def test_trouble_at_the_smallest_dose_stops_on_a_forward_day_too() -> None:
    programme = alternate(a_programme(), by_weeks("FFFB", first=1))
    for week in range(1, 7):
        day = MONDAY + (week - 1) * timedelta(days=2)
        due = next((one.id for one in issued(programme) if one.status == "planned"), None)
        if due is None:
            break
        programme = adapt(programme, Feedback(max(day, programme.as_of), (a_good_answer(due, stumbles=1),)))
    assert programme.status == "stopped"


def test_a_trial_that_is_stopped_leaves_what_was_walked_and_goes_on_backward() -> None:
    programme = told_well(alternate(a_programme(), by_weeks("FFBB")), MONDAY + WEEK + timedelta(days=1))
    stopped = alternate(programme, ())
    assert stopped.trial_days == ()
    assert [one.forward_only for one in stopped.weeks[1].sessions] == [True, False, False]
    assert not any(one.rule == "trial_forward_days" for one in stopped.weeks[2].changes)
    assert violations(stopped) == ()


def test_a_session_that_moves_is_walked_as_its_new_day_asks() -> None:
    programme = alternate(walked(a_programme(), 2), by_weeks("BF", first=3))
    moved = move(programme, "w3s3", MONDAY + 3 * WEEK - timedelta(days=1))
    assert not moved.weeks[2].sessions[2].forward_only
    later = move(moved, "w4s1", MONDAY + 3 * WEEK + timedelta(days=1))
    assert later.weeks[3].sessions[0].forward_only


def test_a_professionals_edit_stands_on_a_forward_day() -> None:
    edited = edit(a_programme(), "w2s1", 2, "physiotherapist", duration_s=45)
    programme = alternate(edited, by_weeks("FB"))
    assert [one.forward_only for one in programme.weeks[1].sessions] == [False, True, True]


def test_a_forward_day_is_a_day_with_a_session() -> None:
    programme = alternate(a_programme(), by_weeks("FB", first=1))
    assert agenda(programme, MONDAY).day == "session"
    after = adapt(programme, Feedback(MONDAY, (a_good_answer("w1s1"),)))
    assert agenda(after, MONDAY).day == "done"


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ([TrialDays(MONDAY, MONDAY, "forward")], "an end after the start"),
        ([*by_weeks("FB"), *by_weeks("FB")], "one after the other"),
        (by_weeks("FFFFF"), "28 at most"),
        (by_weeks("FB" * 53), "two years at most"),
        (
            by_weeks("FB", first=118),
            "ends on 5 March 2029, too far ahead; expected it to begin within 12 weeks",
        ),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence(days: Sequence[TrialDays], wrong: str) -> None:
    with pytest.raises(DocumentError, match=wrong):
        alternate(a_programme(), days)


def test_there_is_no_trial_in_a_programme_that_is_stopped() -> None:
    programme = a_programme(symptoms=["chest_pain"])
    with pytest.raises(DocumentError, match="one that runs"):
        alternate(programme, by_weeks("FB"))


def no_more_after_than_before(programme: Programme) -> list[str]:
    """Where what comes after days walked forward is larger than the last one before them."""
    told = {one.id: one for one in programme.feedback}
    last, forward = None, False
    for session in issued(programme):
        ahead = session.status in ("planned", "moved")
        if session.forward_only:
            forward = True
        elif ahead and forward:
            more = rises(dose_of(last), dose_of(session)) if last is not None else ()
            return [f"{session.id}: {more}"] if more else []
        elif ahead or (session.id in told and happened(told[session.id])):
            last, forward = session, False
    return []


def hunt(first: int, count: int) -> list[str]:
    found = [
        f"walker {seed}: {one.rule}: {one.text}"
        for seed in range(first, first + count)
        for one in attack(Random(seed), thorough=seed % 10 == 0, trials=True)
    ]
    for seed in range(first, first + count):
        for _before, _told, after in a_history(Random(seed), trials=True):
            found += [f"walker {seed}: {one}" for one in no_more_after_than_before(after)]
    return found


@pytest.mark.parametrize("first", range(0, WALKERS, PART))
def test_the_rules_hold_with_any_trial(first: int) -> None:
    assert hunt(first, PART) == []


@pytest.mark.long
def test_they_hold_with_sixty_thousand_trials() -> None:
    assert hunt(WALKERS, LONG_WALKERS) == []


@given(st.randoms(use_true_random=False))
def test_whatever_happens_in_a_trial_the_rules_hold(random: Random) -> None:
    assert [*attack(random, thorough=True, trials=True)] == []


@given(st.text("FB", min_size=1, max_size=8), st.integers(1, 4))
def test_all_told_well_the_dose_is_the_same_throughout(order: str, first: int) -> None:
    if "F" * 5 in order:
        return
    programme = walked(
        alternate(walked(a_programme(), first - 1), by_weeks(order, first)), first + len(order)
    )
    in_trial = programme.weeks[first - 1 : first - 1 + len(order)]
    doses = {one.backward_s for week in in_trial for one in week.sessions if not one.forward_only}
    assert len(doses) <= 1
    assert violations(programme) == ()
    for one, later in pairwise(programme.weeks):
        assert later.sessions[0].date - one.sessions[0].date == WEEK
