"""A change is one only beyond error: published for such people, else the person's own, else it cannot be told."""

from __future__ import annotations

from datetime import UTC, datetime
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student  # type: ignore[import-untyped]

from outcome_histories import BEGAN, a_course, a_result
from people import a_person
from profiles import profiles
from retrowalk import evidence
from retrowalk.outcomes import Change, measures
from retrowalk.outcomes.change import change
from retrowalk.screening import Profile

MS = a_person(conditions=["multiple_sclerosis"])
KNEE = a_person(conditions=["knee_osteoarthritis"])
PLAIN = a_person()


def rules(found: Change) -> list[str]:
    return [one.rule for one in found.notes]


@pytest.mark.parametrize(
    ("condition", "measure", "mdc"),
    [
        ("multiple_sclerosis", "backward_walk_3m", 1.69),
        (
            "joint_replacement",
            "backward_walk_3m",
            4.33,
        ),  # which joint is not asked: the larger of hip and knee
        ("multiple_sclerosis", "walk_10m_usual", 0.17),
        ("stroke", "walk_10m_usual", 0.17),
        ("parkinson", "walk_10m_usual", 0.17),
        ("knee_osteoarthritis", "timed_up_and_go", 1.14),
    ],
)
def test_a_published_error_is_the_one_of_the_evidence(condition: str, measure: str, mdc: float) -> None:
    found = change(a_course(measure, (-3, 9.0), (28, 9.1)), measure, a_person(conditions=[condition]))  # type: ignore[arg-type]
    assert found.error.source == "published"
    assert found.error.mdc == pytest.approx(mdc)
    assert found.error.people is not None
    assert all(evidence.item(id) for id in found.error.evidence)


@pytest.mark.parametrize(
    ("conditions", "measure"),
    [
        ([], "backward_walk_3m"),
        (["knee_osteoarthritis"], "backward_walk_3m"),  # studied, but the figure was not in what was read
        (["stroke"], "backward_walk_3m"),
        (["stroke"], "walk_10m_fast"),  # another pace
        (["vestibular"], "sit_to_stand_5"),  # from memory only
        (
            ["knee_osteoarthritis", "stroke"],
            "timed_up_and_go",
        ),  # walks otherwise than the people of the study
        (["multiple_sclerosis", "joint_replacement"], "backward_walk_3m"),
    ],
)
def test_other_people_and_other_ways_have_no_published_error(conditions: list[str], measure: Any) -> None:
    found = change(a_course(measure, (-3, 9.0), (28, 1.0)), measure, a_person(conditions=conditions))
    assert (found.verdict, found.error.source, found.error.mdc) == ("cannot_tell", "none", None)
    assert "Three results on different days within two weeks" in found.error.text


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (8.0, "no_clear_change"),
        (6.31, "no_clear_change"),
        (6.30, "better"),
        (9.69, "no_clear_change"),
        (9.70, "worse"),
    ],
)
def test_the_verdict_turns_at_the_published_error(now: float, verdict: str) -> None:
    assert (
        change(a_course("backward_walk_3m", (-3, 8.0), (28, now)), "backward_walk_3m", MS).verdict == verdict
    )


def test_three_repeats_of_ones_own_tell_the_error_by_students_way() -> None:
    values = (11.0, 12.0, 13.0)
    course = a_course("timed_up_and_go", *zip((-9, -6, -3), values, strict=True), (28, 6.9))
    found = change(course, "timed_up_and_go", PLAIN)
    assert found.error.source == "own"
    assert found.error.mdc == pytest.approx(student.ppf(0.975, 2) * 1.0 * sqrt(1 + 1 / 3) + 0.05)
    assert (found.baseline, found.baseline_of, found.verdict) == (12.0, 3, "better")
    assert "From your own repeats" in found.error.text
    assert "The error comes from your own repeats." in found.sentence


def test_whoever_scatters_more_than_the_people_of_the_study_goes_by_their_own() -> None:
    alike = a_course("timed_up_and_go", (-9, 12.0), (-6, 12.6), (-3, 11.9), (28, 10.0))
    assert change(alike, "timed_up_and_go", KNEE).error.source == "published"
    wild = a_course("timed_up_and_go", (-9, 10.0), (-6, 14.0), (-3, 12.0), (28, 10.0))
    found = change(wild, "timed_up_and_go", KNEE)
    assert (found.error.source, found.verdict) == ("own", "no_clear_change")
    assert any("further apart" in one.text for one in found.notes)


def test_trials_of_one_day_tell_nothing_of_the_days_between() -> None:
    day = [
        a_result("timed_up_and_go", value, -3, id=str(value), at=datetime(2026, 11, 20, hour, tzinfo=UTC))
        for hour, value in enumerate((11.0, 11.1, 10.9, 11.2), start=8)
    ]
    found = change([*day, a_result("timed_up_and_go", 9.0, 28)], "timed_up_and_go", PLAIN)
    assert (found.verdict, found.error.source) == ("cannot_tell", "none")
    assert found.baseline == 11.1, "the first that day after practice"
    assert "outcome_one_a_day" in rules(found)


def test_the_same_answer_three_times_is_no_proof_that_it_cannot_move() -> None:
    course = a_course("mood", (-9, 5), (-6, 5), (-3, 5), (28, 6))
    found = change(course, "mood", PLAIN)
    assert found.verdict == "no_clear_change"
    assert found.error.mdc is not None and found.error.mdc > 1


def test_a_published_error_is_not_made_smaller_by_a_mean_at_the_start() -> None:
    course = a_course("backward_walk_3m", (-9, 8.0), (-6, 8.2), (-3, 7.8), (28, 8.0))
    found = change(course, "backward_walk_3m", MS)
    assert (found.baseline_of, found.error.mdc) == (3, 1.69)


def test_practice_is_never_where_somebody_started() -> None:
    unmarked = [
        a_result("timed_up_and_go", value, day) for day, value in ((-9, 20.0), (-6, 12.0), (28, 11.0))
    ]
    found = change(unmarked, "timed_up_and_go", PLAIN)
    assert (found.baseline, found.counted) == (12.0, 2)
    assert "outcome_practice" in rules(found)
    marked = [a_result("mood", 2, -9, practice=True), a_result("mood", 5, -6), a_result("mood", 6, 28)]
    assert change(marked, "mood", PLAIN).baseline == 5


def test_without_a_result_before_the_first_session_the_first_is_the_start() -> None:
    found = change(a_course("mood", (7, 5), (35, 6)), "mood", PLAIN)
    assert found.baseline == 5
    assert "outcome_baseline" in rules(found)
    repeated = change(a_course("mood", (7, 5), (12, 6), (17, 7), (35, 6)), "mood", PLAIN)
    assert (repeated.baseline, repeated.baseline_of) == (6, 3)
    alone = change(a_course("mood", (7, 5)), "mood", PLAIN)
    assert (alone.baseline, alone.now) == (5, None)


def test_what_was_measured_before_the_first_session_alone_shows_no_change() -> None:
    found = change(a_course("mood", (-6, 5), (-3, 7)), "mood", PLAIN)
    assert (found.verdict, found.now, found.difference, found.baseline) == ("cannot_tell", None, None, 6)
    assert "the mean of 2 results" in found.sentence


def test_nothing_measured_is_said_so() -> None:
    found = change([], "mood", None)
    assert (found.verdict, found.counted, found.sentence) == ("cannot_tell", 0, "Mood: not measured yet.")


def test_timing_oneself_is_added() -> None:
    own = a_course("backward_walk_3m", (-3, 8.0), (28, 6.2), taken_by="self")
    found = change(own, "backward_walk_3m", MS)
    assert found.error.mdc == pytest.approx(sqrt(1.69**2 + 2 * (1.959964 * 0.2) ** 2))
    assert "outcome_self_timed" in rules(found)
    assert found.verdict == "better"
    # Who did not say is taken to have held the watch themselves.
    unsaid = a_course("backward_walk_3m", (-3, 8.0), (28, 6.28), taken_by=None)
    assert change(unsaid, "backward_walk_3m", MS).verdict == "no_clear_change"


def test_with_a_stick_and_without_are_two_things() -> None:
    course = [
        *a_course("timed_up_and_go", (-9, 14.0), (-6, 14.5), (-3, 15.0), with_aid="stick"),
        a_result("timed_up_and_go", 8.0, 28, with_aid="none"),
    ]
    found = change(course, "timed_up_and_go", PLAIN)
    assert found.verdict == "cannot_tell"
    assert "outcome_same_conditions" in rules(found)


def test_a_beta_blocker_leaves_the_heart_rate_out() -> None:
    course = a_course("resting_heart_rate", (-9, 70), (-6, 71), (-3, 72), (28, 50))
    assert change(course, "resting_heart_rate", PLAIN).verdict == "better"
    for medication in (["beta_blocker"], None):
        found = change(course, "resting_heart_rate", a_person(medication=medication))
        assert found.verdict == "cannot_tell"
        assert "outcome_beta_blocker" in rules(found)


def test_near_the_end_of_a_scale_it_cannot_be_seen() -> None:
    course = a_course("pain_now", (-9, 1), (-6, 2), (-3, 1), (28, 0), site="knee")
    found = change(course, "pain_now", PLAIN, site="knee")
    assert found.verdict == "cannot_tell"
    assert "outcome_scale_end" in rules(found)
    worse = [*course[:-1], a_result("pain_now", 8, 28, site="knee")]
    assert change(worse, "pain_now", PLAIN, site="knee").verdict == "worse"


def test_weight_is_neither_better_nor_worse() -> None:
    found = change(a_course("body_mass", (-9, 80), (-6, 80.2), (-3, 79.9), (28, 70)), "body_mass", PLAIN)
    assert found.verdict == "cannot_tell"
    assert "not for us to say" in found.sentence
    same = change(a_course("body_mass", (-9, 80), (-6, 80.2), (-3, 79.9), (28, 80.1)), "body_mass", PLAIN)
    assert same.verdict == "no_clear_change"


def test_what_matters_stands_beside_and_decides_nothing() -> None:
    repeats = ((-9, 5), (-6, 6), (-3, 5))
    found = change(a_course("pain_now", *repeats, (28, 3), site="knee"), "pain_now", PLAIN, site="knee")
    assert (found.verdict, found.matters.least, found.matters.reached) == ("no_clear_change", 2.0, None)
    found = change(a_course("pain_now", *repeats, (28, 1), site="knee"), "pain_now", PLAIN, site="knee")
    assert (found.verdict, found.matters.reached) == ("better", True)
    worse = change(a_course("pain_now", *repeats, (28, 9), site="knee"), "pain_now", PLAIN, site="knee")
    assert (worse.verdict, worse.matters.reached) == ("worse", False)
    assert worse.matters.text.endswith("but for the worse.")
    back = change(
        a_course("pain_now", *repeats, (28, 1), site="low_back"), "pain_now", PLAIN, site="low_back"
    )
    assert back.matters.least is None, "it was found in people with pain in a limb"
    pace = change(a_course("walk_10m_usual", (-3, 1.0), (28, 1.1)), "walk_10m_usual", KNEE)
    assert (pace.matters.least, pace.matters.people) == (0.07, "knee osteoarthritis")
    assert pace.matters.text.endswith("It was found over 20 m."), (
        "of a change that cannot be told nothing more is said"
    )
    remembered = change(a_course("six_minute_walk", (-3, 400), (28, 460)), "six_minute_walk", PLAIN)
    assert remembered.matters.least is None
    assert "From memory, and not checked" in remembered.matters.text


def test_norms_name_their_people_and_are_told_to_such_people_only() -> None:
    course = a_course("timed_up_and_go", (-3, 9.0), (28, 9.1))
    assert "outcome_norms" in rules(change(course, "timed_up_and_go", a_person(birth_year=1950)))
    assert "outcome_norms" not in rules(change(course, "timed_up_and_go", PLAIN))
    stands = change(
        a_course("chair_stand_30s", (-3, 11), (28, 13)),
        "chair_stand_30s",
        a_person(birth_year=1954, sex="female"),
    )
    assert any("fewer than 10 stands" in one.text for one in stands.notes)


def test_a_first_better_waits_for_the_next() -> None:
    one = change(a_course("backward_walk_3m", (-3, 8.0), (28, 6.0)), "backward_walk_3m", MS)
    two = change(a_course("backward_walk_3m", (-3, 8.0), (28, 6.0), (56, 6.1)), "backward_walk_3m", MS)
    again = change(a_course("backward_walk_3m", (-3, 8.0), (28, 6.0), (56, 8.1)), "backward_walk_3m", MS)
    assert (one.held, two.held, again.held) == (1, 2, 0)
    assert "the next one shows whether it holds" in one.sentence
    assert "2 results in a row" in two.sentence


def test_no_sentence_says_what_helped() -> None:
    found = change(a_course("backward_walk_3m", (-3, 8.0), (28, 6.0)), "backward_walk_3m", MS)
    assert "outcome_not_why" in rules(found)
    for text in (found.sentence, *(one.text for one in found.notes)):
        assert "thanks to" not in text


@given(
    start=st.lists(st.floats(5, 20), min_size=1, max_size=6),
    later=st.lists(st.floats(5, 20), min_size=1, max_size=6),
    condition=st.sampled_from([[], ["knee_osteoarthritis"]]),
    shuffle=st.randoms(use_true_random=False),
)
def test_whatever_was_measured_the_verdict_follows_from_the_error(
    start: list[float], later: list[float], condition: list[str], shuffle: Any
) -> None:
    days = [
        *zip(range(-3 * len(start), 0, 3), start, strict=True),
        *((28 * i + 28, v) for i, v in enumerate(later)),
    ]
    course = a_course("timed_up_and_go", *days)
    found = change(course, "timed_up_and_go", a_person(conditions=condition))
    shuffle.shuffle(course)
    assert change(course, "timed_up_and_go", a_person(conditions=condition)) == found, "order does not matter"
    assert found.difference is not None
    if found.error.mdc is None:
        assert found.verdict == "cannot_tell"
    elif abs(found.difference) <= found.error.mdc:
        assert found.verdict == "no_clear_change"
    else:
        assert found.verdict == ("better" if found.difference < 0 else "worse")
    assert found.now_on is not None and found.now_on > BEGAN
    assert all(evidence.rule(one.rule) for one in found.notes)


@given(
    person=profiles(),
    id=st.sampled_from(sorted(measures())),
    site=st.sampled_from([None, "knee", "low_back"]),
    taken=st.lists(
        st.tuples(
            st.integers(-200, 400), st.floats(0, 1), st.booleans(), st.sampled_from([None, "self", "helper"])
        ),
        max_size=12,
    ),
)
def test_whoever_it_is_and_whatever_was_measured_something_true_is_said(
    person: Profile, id: Any, site: Any, taken: list[tuple[int, float, bool, Any]]
) -> None:
    least, most = measures()[id].possible
    results = [
        a_result(
            id,
            round(least + share * (most - least), 2),
            day,
            site=site,
            practice=practice,
            taken_by=by,
            id=str(number),
        )
        for number, (day, share, practice, by) in enumerate(taken)
    ]
    found = change(results, id, person, site=site)
    assert found.sentence.startswith(measures()[id].name)
    assert "%" not in found.sentence.replace(" %", ""), "every word found its place"
    assert all(evidence.rule(one.rule) for one in found.notes)
    assert all(evidence.item(one) for one in (*found.error.evidence, *found.matters.evidence))
    if found.verdict in ("better", "worse"):
        assert found.error.mdc is not None and found.difference is not None
        assert abs(found.difference) > found.error.mdc > 0
        assert found.held >= 1
    assert (found.error.source == "published") <= (found.error.people is not None)
