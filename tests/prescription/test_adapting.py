"""What becomes of a programme as its walker tells how it went: examples of rules 8, 9 and 10."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from histories import a_good_answer
from people import a_person
from retrowalk.errors import DocumentError
from retrowalk.prescription import Feedback, Programme, Session, SessionFeedback, adapt, prescribe, violations
from retrowalk.prescription.feedback import Fall, PainReport
from retrowalk.screening import screen

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)


def a_programme(**changed: Any) -> Programme:
    person = a_person(**changed)
    return prescribe(person, screen(person))


def sessions(programme: Programme) -> dict[str, Session]:
    return {session.id: session for week in programme.weeks for session in week.sessions}


def backward(programme: Programme) -> dict[str, int]:
    return {name: session.backward_s for name, session in sessions(programme).items()}


def weeks_done(count: int, **changed: Any) -> tuple[SessionFeedback, ...]:
    """So many weeks of three sessions done well, the last of them with something changed."""
    told = [a_good_answer(f"w{week}s{n}") for week in range(1, count + 1) for n in (1, 2, 3)]
    if changed:
        told[-1] = a_good_answer(told[-1].id, **changed)
    return tuple(told)


def after(*told: SessionFeedback, as_of: date, programme: Programme | None = None) -> Programme:
    return adapt(programme or a_programme(), Feedback(as_of, told))


def test_a_good_week_is_followed_by_one_thing_harder() -> None:
    programme = after(*weeks_done(1), as_of=MONDAY + WEEK)
    assert programme.weeks[1].harder == ("time",)
    assert sessions(programme)["w2s1"].backward_s > sessions(programme)["w1s1"].backward_s


def test_a_session_without_feedback_was_missed() -> None:
    programme = after(a_good_answer("w1s1"), as_of=MONDAY + timedelta(days=3))
    assert [sessions(programme)[name].status for name in ("w1s1", "w1s2", "w1s3")] == [
        "done",
        "missed",
        "planned",
    ]


@pytest.mark.parametrize(
    "silence",
    [{"effort": None}, {"stumbles": None}, {"pain": None}, {"completed_fraction": None}, {"status": None}],
)
def test_silence_is_not_success(silence: dict[str, None]) -> None:
    programme = after(*weeks_done(1, **silence), as_of=MONDAY + WEEK)
    assert backward(programme)["w2s1"] == backward(programme)["w1s1"]
    assert programme.weeks[1].harder == ()
    assert programme.weeks[1].changes


def test_more_than_was_asked_makes_nothing_harder_and_is_said() -> None:
    programme = after(*weeks_done(1, completed_fraction=1.5), as_of=MONDAY + WEEK)
    assert backward(programme)["w2s1"] == backward(programme)["w1s1"]
    assert any("more than was asked" in note.text for note in programme.notes)


def test_half_a_session_is_no_good_week() -> None:
    programme = after(*weeks_done(1, completed_fraction=0.5), as_of=MONDAY + WEEK)
    assert backward(programme)["w2s1"] == backward(programme)["w1s1"]


@pytest.mark.parametrize(
    "trouble",
    [
        {"stumbles": 1},
        {"effort": 7.0},
        {"pain": (PainReport("knee", 0, 6, 0, 0),)},
        {"pain": (PainReport("knee", 0, 3, 0, 0),)},
        {"pain": (PainReport("knee", 2, 2, 2, 3),)},
        {"pain": (PainReport("heel", 0, 1, 0, 0),)},
        {"pain": (PainReport("heel", None, None, 1, None),)},
    ],
)
def test_after_trouble_the_next_dose_is_smaller(trouble: dict[str, Any]) -> None:
    programme = after(
        *weeks_done(1), a_good_answer("w2s1", **trouble), as_of=MONDAY + WEEK + timedelta(days=1)
    )
    assert backward(programme)["w2s2"] < backward(programme)["w2s1"]
    assert backward(programme)["w3s1"] <= backward(programme)["w2s2"]
    assert any(change.rule == "coach_8_less_after_trouble" for change in programme.weeks[1].changes)


def test_in_knee_osteoarthritis_some_pain_at_the_knee_is_tolerated() -> None:
    knee = a_programme(conditions=["knee_osteoarthritis"])
    some = PainReport("knee", 2, 4, 3, 2)
    tolerated = after(*weeks_done(1, pain=(some,)), as_of=MONDAY + WEEK, programme=knee)
    assert backward(tolerated)["w2s1"] > backward(tolerated)["w1s1"]
    heel = PainReport("heel", 2, 4, 3, 2)
    elsewhere = after(*weeks_done(1, pain=(heel,)), as_of=MONDAY + WEEK, programme=knee)
    assert backward(elsewhere)["w2s1"] < backward(elsewhere)["w1s1"]


def test_sore_muscles_are_not_pain() -> None:
    programme = after(*weeks_done(1, muscle_soreness=9.0), as_of=MONDAY + WEEK)
    assert backward(programme)["w2s1"] > backward(programme)["w1s1"]


def test_a_grab_for_the_rails_counts_with_light_hands_only() -> None:
    programme = after(*weeks_done(1, rail_grabs=2), as_of=MONDAY + WEEK)
    assert backward(programme)["w2s1"] > backward(programme)["w1s1"]


def test_two_reductions_running_hold_and_suggest_a_physiotherapist() -> None:
    told = (*weeks_done(1, stumbles=1), a_good_answer("w2s1", stumbles=1))
    first = after(*told[:3], as_of=MONDAY + WEEK)
    programme = adapt(first, Feedback(MONDAY + WEEK + timedelta(days=1), told))
    coming = [session.backward_s for session in sessions(programme).values() if session.status == "planned"]
    assert len(set(coming)) == 1
    assert "physiotherapist" in {offer.id for offer in programme.offers}


def test_trouble_at_the_smallest_dose_stops_with_a_letter() -> None:
    programme = a_programme()
    told: list[SessionFeedback] = []
    for name in list(sessions(programme)):
        assert programme.status == "active"
        if backward(programme)[name] <= 60:
            break
        told.append(a_good_answer(name, stumbles=1))
        programme = after(*told, as_of=sessions(programme)[name].date, programme=programme)
    stopped = after(
        a_good_answer(name, stumbles=1), as_of=sessions(programme)[name].date, programme=programme
    )
    assert stopped.status == "stopped"
    assert stopped.letter is not None
    assert "physiotherapist" in {offer.id for offer in stopped.offers}


@pytest.mark.parametrize(
    ("missed", "expected"), [(1, "repeats"), (2, "back"), (3, "back"), (4, "again"), (9, "again")]
)
def test_missed_weeks(missed: int, expected: str) -> None:
    three_done = after(*weeks_done(3), as_of=MONDAY + 3 * WEEK)
    due, done = backward(three_done)["w4s1"], backward(three_done)
    programme = adapt(three_done, Feedback(MONDAY + (3 + missed) * WEEK, ()))
    coming = next(s.backward_s for s in sessions(programme).values() if s.status == "planned")
    assert coming == {"repeats": due, "back": done["w2s1"], "again": done["w1s1"]}[expected]


def test_what_is_told_late_is_heard() -> None:
    silent = after(as_of=MONDAY + WEEK)
    assert {s.status for s in silent.weeks[0].sessions} == {"missed"}
    told = adapt(silent, Feedback(MONDAY + WEEK, weeks_done(1)))
    assert {s.status for s in told.weeks[0].sessions} == {"done"}
    assert backward(told)["w2s1"] > backward(told)["w1s1"]


def test_telling_the_same_again_changes_nothing() -> None:
    feedback = Feedback(MONDAY + WEEK, weeks_done(1, stumbles=1))
    once = adapt(a_programme(), feedback)
    assert once.revision == 2
    assert adapt(once, feedback) == once


def test_told_in_two_parts_is_told_in_one() -> None:
    first = after(*weeks_done(1), as_of=MONDAY + WEEK)
    second = adapt(first, Feedback(MONDAY + 2 * WEEK, weeks_done(2)))
    at_once = after(*weeks_done(2), as_of=MONDAY + 2 * WEEK)
    assert (second.weeks, second.notes, second.offers) == (at_once.weeks, at_once.notes, at_once.offers)


def test_a_later_answer_takes_the_place_of_an_earlier_one_and_silence_does_not() -> None:
    first = after(SessionFeedback("w1s1", "done", effort=3), as_of=MONDAY)
    second = after(SessionFeedback("w1s1", effort=2, stumbles=0), as_of=MONDAY, programme=first)
    assert second.feedback == (SessionFeedback("w1s1", "done", effort=2, stumbles=0),)


def test_the_next_day_of_a_pain_can_be_told_the_next_day() -> None:
    knee = PainReport("knee", before=1, during=1, after=1)
    first = after(SessionFeedback("w1s1", "done", pain=(knee,)), as_of=MONDAY)
    second = after(
        SessionFeedback("w1s1", pain=(PainReport("knee", next_day=1),)), as_of=MONDAY, programme=first
    )
    assert second.feedback[0].pain == (PainReport("knee", 1, 1, 1, 1),)


SLIGHT = Fall(injury=False, head=False, explained=True)


def test_after_a_slight_fall_the_young_and_well_go_back_to_a_guarded_first_week() -> None:
    programme = after(*weeks_done(2, falls=(SLIGHT,)), as_of=MONDAY + 2 * WEEK)
    assert programme.status == "active"
    coming = next(s for s in sessions(programme).values() if s.status == "planned")
    assert coming.guard == "handrail"
    assert coming.backward_s <= backward(programme)["w1s1"]
    assert any("bring it up to date" in note.text for note in programme.notes)


def test_after_a_slight_fall_with_nothing_to_hold_it_stops_until_there_is() -> None:
    programme = a_programme(equipment=["track"])
    stopped = after(*weeks_done(1, falls=(SLIGHT,)), as_of=MONDAY + WEEK, programme=programme)
    assert stopped.status == "stopped"
    assert "hold_on" in {offer.id for offer in stopped.offers}


@pytest.mark.parametrize(
    ("fall", "person", "urgency"),
    [
        (Fall(True, False, True), {}, "same_day"),
        (Fall(False, False, False), {}, "routine"),
        (Fall(None, False, True), {}, "same_day"),
        (Fall(False, True, True), {}, "emergency"),
        (Fall(True, None, True), {}, "emergency"),
        (Fall(False, None, True), {"medication": ["anticoagulant"]}, "emergency"),
        (Fall(False, None, True), {"medication": None}, "emergency"),
        (SLIGHT, {"birth_year": 1956, "stay_independent": 0}, "routine"),
        (SLIGHT, {"conditions": ["knee_osteoarthritis"]}, "routine"),
        (SLIGHT, {"other_conditions": ["gout"]}, "routine"),
    ],
)
def test_any_other_fall_stops_until_cleared(fall: Fall, person: dict[str, Any], urgency: str) -> None:
    programme = a_programme(**person)
    stopped = after(a_good_answer("w1s1", falls=(fall,)), as_of=MONDAY, programme=programme)
    assert stopped.status == "stopped"
    assert stopped.clearance.urgency == urgency
    assert [s.id for s in sessions(stopped).values()] == ["w1s1"]
    assert stopped.letter is not None
    assert adapt(stopped, Feedback(MONDAY + 4 * WEEK, ())).status == "stopped"


@pytest.mark.parametrize(("symptom", "urgency"), [("chest_pain", "emergency"), ("palpitations", None)])
def test_a_warning_sign_in_the_feedback_stops_as_in_the_profile(symptom: Any, urgency: str | None) -> None:
    stopped = after(a_good_answer("w1s1", symptoms=(symptom,)), as_of=MONDAY)
    assert stopped.status == "stopped"
    assert stopped.clearance.level in ("stop", "clearance_first")
    if urgency:
        assert stopped.clearance.urgency == urgency


def test_what_is_told_after_it_stopped_is_still_heard() -> None:
    stopped = after(a_good_answer("w1s1", falls=(Fall(True, False, True),)), as_of=MONDAY)
    assert stopped.clearance.urgency == "same_day"
    worse = after(
        a_good_answer("w1s2", falls=(Fall(True, True, True),)), as_of=MONDAY + WEEK, programme=stopped
    )
    assert worse.clearance.urgency == "emergency"


def test_a_programme_ends_and_offers_to_keep_it_up() -> None:
    programme = a_programme(weeks=2)
    finished = after(*weeks_done(2), as_of=MONDAY + 2 * WEEK, programme=programme)
    assert finished.status == "finished"
    assert {"maintenance", "new_goal"} <= {offer.id for offer in finished.offers}
    kept = adapt(finished, Feedback(MONDAY + 2 * WEEK, (), ("maintenance",)))
    assert kept.status == "active"
    assert [len(week.sessions) for week in kept.weeks] == [3, 3, 2, 2]
    assert {s.backward_s for week in kept.weeks[1:] for s in week.sessions} == {backward(kept)["w2s1"]}


def test_a_missed_week_pushes_the_end_out() -> None:
    programme = after(*weeks_done(1), as_of=MONDAY + 2 * WEEK)
    assert [week.week for week in programme.weeks] == [1, 2, 3, 4, 5, 6, 7]


def test_a_walker_who_comes_back_late_finds_weeks_from_that_day_on() -> None:
    programme = after(*weeks_done(1), as_of=MONDAY + 30 * WEEK + timedelta(days=2))
    coming = [s for s in sessions(programme).values() if s.status == "planned"]
    assert coming[0].date == MONDAY + 31 * WEEK
    assert coming[0].backward_s == backward(programme)["w1s1"]


def test_done_a_day_late_keeps_the_day_of_rest() -> None:
    told = a_good_answer("w1s1", status="moved", done_on=MONDAY + timedelta(days=1))
    programme = after(told, as_of=MONDAY + timedelta(days=1))
    assert sessions(programme)["w1s2"].date == MONDAY + timedelta(days=3)
    assert sessions(programme)["w1s3"].date == MONDAY + timedelta(days=5)
    assert sessions(programme)["w2s1"].date == MONDAY + WEEK


def test_on_the_plateau_there_is_a_choice() -> None:
    programme = a_programme(
        weeks=8, minutes_per_session=10, equipment=["corridor"], usual_forward_speed_mps=None
    )
    for week in range(1, 8):
        programme = after(*weeks_done(week), as_of=MONDAY + week * WEEK, programme=programme)
    assert {"keep", "variety"} <= {offer.id for offer in programme.offers}


@pytest.mark.parametrize(
    ("feedback", "named"),
    [
        (Feedback(MONDAY, (SessionFeedback("w9s9"),)), "w9s9"),
        (Feedback(MONDAY - WEEK, ()), "as_of"),
        (Feedback(date(9999, 12, 31), ()), "as_of"),
        (Feedback(MONDAY, (SessionFeedback("w1s1", done_on=MONDAY + WEEK),)), "done_on"),
        (Feedback(MONDAY, (SessionFeedback("w4s1", "done"),)), "w4s1"),
        (Feedback(MONDAY, (), ("wings",)), "accepted[0] is wings"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(feedback: Feedback, named: str) -> None:
    with pytest.raises(DocumentError, match="expected") as refused:
        adapt(a_programme(), feedback)
    assert named in str(refused.value)


def test_a_clearance_in_a_file_is_not_taken_on_trust() -> None:
    programme = a_programme()
    forged = replace(programme, profile=a_person(symptoms=["chest_pain"]))
    assert adapt(forged, Feedback(MONDAY, ())).status == "stopped"


def test_nobody_starts_again_with_more_than_at_first() -> None:
    """Another place may begin with more than the first one did."""
    programme = a_programme(
        minutes_per_session=5, equipment=["corridor", "grab_bar"], supervision="spotter", goal="fitness"
    )
    fallen = after(*weeks_done(1, falls=(SLIGHT,)), as_of=MONDAY + WEEK, programme=programme)
    assert fallen.status == "active"
    assert backward(fallen)["w2s1"] <= backward(programme)["w1s1"]


def test_a_programme_in_which_a_session_stands_twice_is_refused() -> None:
    programme = a_programme()
    twice = replace(programme, weeks=(programme.weeks[0], programme.weeks[0]))
    with pytest.raises(DocumentError, match="expected"):
        adapt(twice, Feedback(MONDAY, ()))


def test_a_session_of_another_name_keeps_it() -> None:
    programme = a_programme()
    first = programme.weeks[0]
    named = replace(first, sessions=(*first.sessions[:2], replace(first.sessions[2], id="the last")))
    made = after(
        a_good_answer("w1s1"), as_of=MONDAY, programme=replace(programme, weeks=(named, *programme.weeks[1:]))
    )
    assert made.weeks[0].sessions[2].id == "the last"


def test_a_year_of_good_weeks_climbs_one_thing_at_a_time_and_keeps_every_rule() -> None:
    programme = a_programme(weeks=52, minutes_per_session=60)
    harder: list[str] = []
    for week in range(1, 45):
        due = programme.weeks[week - 1]
        told = tuple(a_good_answer(session.id) for session in due.sessions)
        taken = ("incline",) if week == 5 else ()
        programme = adapt(programme, Feedback(MONDAY + week * WEEK, told, taken))
        assert violations(programme) == ()
        harder += due.harder
    assert list(dict.fromkeys(harder)) == ["time", "speed", "hands", "grade"]
    steepest = next(block for block in programme.weeks[43].sessions[0].blocks if block.grade_pct)
    assert (steepest.hands, steepest.grade_pct) == ("rails", 10)
    assert {"keep", "variety"} <= {offer.id for offer in programme.offers}
