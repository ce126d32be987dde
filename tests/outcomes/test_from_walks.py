"""Results that nobody took: from recorded walks, like beside like, and from the 6-minute walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outcome_histories import BEGAN, a_record, a_result
from people import a_person
from plans import a_programme
from retrowalk import evidence
from retrowalk.gait import variability
from retrowalk.outcomes import (
    PersonRecord,
    Result,
    SessionDone,
    WalkFound,
    Way,
    fitness,
    found_results,
    from_walks,
)
from retrowalk.outcomes.change import change
from retrowalk.outcomes.from_walks import about_found

NOTHING = Way(0.0, None, None, 0, None, None)
BACKWARD = Way(300.0, 0.62, 88.4, 120, 4.26, 3.04)
FORWARD = Way(240.0, 1.204, 104.0, 100, 2.1, 1.5)


def a_walk(day: int = 0, **changed: Any) -> WalkFound:
    at = datetime.combine(BEGAN, datetime.min.time(), UTC) + timedelta(days=day, hours=9)
    plain: dict[str, Any] = {
        "id": f"walk-{day}-{changed.get('placement', '')}",
        "at": at,
        "walked_on": at.date(),
        "duration_s": 600.0,
        "placement": "foot",
        "run": None,
        "simulated": False,
        "speed_validated": True,
        "forward": FORWARD,
        "backward": BACKWARD,
        "unknown_s": 0.0,
    }
    return WalkFound(**{**plain, **changed})


def found(*walks: WalkFound, **more: Any) -> dict[str, list[float]]:
    values: dict[str, list[float]] = {}
    for one in found_results(a_record(walks=walks, **more)):
        values.setdefault(one.measure, []).append(one.value)
    return values


def test_a_walk_gives_what_it_holds_of_each_direction() -> None:
    assert found(a_walk()) == {
        "backward_speed": [0.62],
        "backward_cadence": [88],
        "backward_variability": [4.3],
        "backward_asymmetry": [3.0],
        "forward_speed": [1.2],
        "forward_cadence": [104],
        "forward_variability": [2.1],
        "forward_asymmetry": [1.5],
    }


def test_results_come_in_the_order_of_their_times_and_name_their_walk() -> None:
    results = found_results(a_record(walks=(a_walk(7), a_walk(0))))
    assert [one.at for one in results] == sorted(one.at for one in results)
    assert {one.walk for one in results} == {"walk-0-", "walk-7-"}
    assert {one.taken_by for one in results} == {"recording"}
    assert len({one.id for one in results}) == len(results) == 16


@pytest.mark.parametrize(
    "walk",
    [
        a_walk(simulated=True),
        a_walk(timed=False),
        a_walk(placement="wrist"),
        a_walk(placement="unknown"),
        a_walk(forward=NOTHING, backward=replace(BACKWARD, seconds=59.0, strides=29)),
    ],
    ids=["nobody walked it", "no day", "at the wrist", "no placement", "too short"],
)
def test_what_tells_too_little_gives_nothing(walk: WalkFound) -> None:
    assert found(walk) == {}


def test_variability_needs_thirty_strides_and_speed_a_minute() -> None:
    few = a_walk(forward=NOTHING, backward=replace(BACKWARD, strides=29))
    assert sorted(found(few)) == ["backward_cadence", "backward_speed"]


def test_only_like_placements_are_put_side_by_side() -> None:
    feet = [a_walk(day) for day in (0, 7, 14)]
    waist = [a_walk(day, placement="waist", backward=replace(BACKWARD, speed_mps=0.9)) for day in (3, 10)]
    assert found(*feet, *waist)["backward_speed"] == [0.62] * 3
    assert found(*feet[:1], *waist)["backward_speed"] == [0.9] * 2
    # A pocket and a thigh are one place to a leg.
    assert len(found(a_walk(0, placement="pocket"), a_walk(1, placement="thigh"))["backward_speed"]) == 2


def a_session(place: str, run: str, mps: float | None) -> tuple[Any, SessionDone]:
    programme = a_programme()
    week = programme.weeks[0]
    first = replace(week.sessions[0], place=place)  # type: ignore[arg-type]
    weeks = (replace(week, sessions=(first, *week.sessions[1:])), *programme.weeks[1:])
    done = SessionDone(programme.id, first.id, BEGAN, run, 300, 300, mps, mps, 0.0, None)
    return replace(programme, weeks=weeks), done


def in_a_session(place: str, mps: float | None, **walk: Any) -> PersonRecord:
    programme, done = a_session(place, "run", mps)
    return a_record(programmes=(programme,), sessions=(done,), walks=(a_walk(run="run", **walk),))


def test_a_speed_that_was_asked_for_is_no_result() -> None:
    def speeds(record: PersonRecord) -> int:
        return sum("speed" in one.measure for one in found_results(record))

    assert speeds(in_a_session("corridor", None)) == 2
    assert speeds(in_a_session("corridor", 0.5)) == 0
    assert speeds(in_a_session("motorised_treadmill", None)) == 0
    assert speeds(a_record(walks=(a_walk(run="of a session that is not known"),))) == 0


def test_a_belt_is_kept_apart_from_the_ground() -> None:
    record = in_a_session("motorised_treadmill", 0.5)
    ground = tuple(a_walk(day, backward=replace(BACKWARD, cadence_spm=70.0)) for day in (7, 14))
    found_all = found_results(replace(record, walks=(*record.walks, *ground)))
    assert [one.value for one in found_all if one.measure == "backward_cadence"] == [70.0, 70.0]


def test_a_heart_rate_belongs_to_one_direction_at_a_known_speed() -> None:
    mostly = a_walk(heart_rate_bpm=112.0, forward=replace(FORWARD, seconds=60.0))
    (heart,) = (one for one in found_results(a_record(walks=(mostly,))) if "heart" in one.measure)
    assert (heart.measure, heart.value, heart.speed_mps) == ("heart_rate_backward", 112, 0.62)
    assert "heart_rate_backward" not in found(replace(mostly, forward=FORWARD))
    assert "heart_rate_backward" not in found(replace(mostly, backward=replace(BACKWARD, speed_mps=None)))
    for medication in (None, ("beta_blocker",)):
        assert "heart_rate_backward" not in found(mostly, profile=a_person(medication=medication))
    assert "heart_rate_backward" not in found(mostly, profile=None)


def test_on_a_belt_the_speed_beside_a_heart_rate_is_the_belts() -> None:
    record = in_a_session("motorised_treadmill", 0.5, heart_rate_bpm=112.0, forward=NOTHING)
    (heart,) = (one for one in found_results(record) if "heart" in one.measure)
    assert heart.speed_mps == 0.5


def test_a_speed_without_real_data_behind_it_says_so() -> None:
    pocket = [a_walk(day, placement="pocket", speed_validated=False) for day in (-3, 20)]
    results = found_results(a_record(walks=tuple(pocket)))
    assert {one.validated for one in results if "speed" in one.measure} == {False}
    (said,) = about_found(next(one for one in results if one.measure == "backward_speed"))
    assert "not been checked" in said.text
    notes = change(results, "backward_speed", a_person()).notes
    assert said in notes
    assert about_found(found_results(a_record(walks=(a_walk(),)))[0]) == ()


def test_fitness_is_estimated_with_its_error_and_from_what() -> None:
    told = fitness(500)
    assert told.value == pytest.approx(16.448)
    assert told.low == pytest.approx(8.96, abs=0.01)
    assert told.high == pytest.approx(23.94, abs=0.01)
    assert "too rough for one person" in told.reason.text
    assert evidence.rule(told.reason.rule).evidence


def test_each_six_minute_walk_has_its_estimate_and_practice_stays_practice() -> None:
    walked = (a_result("six_minute_walk", 480, -7, practice=True), a_result("six_minute_walk", 500, 0))
    estimates = found_results(a_record(*walked, a_result("mood", 7)))
    assert [(one.measure, one.value, one.practice) for one in estimates] == [
        ("fitness_estimate", 16.0, True),
        ("fitness_estimate", 16.4, False),
    ]
    assert {one.taken_by for one in estimates} == {"computed"}


def test_the_same_record_gives_the_same_results() -> None:
    record = a_record(a_result("six_minute_walk", 500), walks=(a_walk(3), a_walk(0)))
    again: tuple[Result, ...] = found_results(record)
    assert found_results(record) == again


def test_as_few_strides_tell_as_where_walks_are_analysed() -> None:
    assert from_walks.FEWEST_STRIDES == variability.FEWEST_STRIDES
