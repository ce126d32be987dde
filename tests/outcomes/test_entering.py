"""What is typed: kept, asked back, or refused in a sentence that names the field."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import contract, evidence
from retrowalk.errors import DocumentError, ResultError
from retrowalk.outcomes import (
    Entered,
    Entry,
    MeasureId,
    Result,
    enter,
    entry_value,
    guided_tests,
    measure,
    typed,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def entry(values: dict[MeasureId, tuple[float, ...]], **more: Any) -> Entry:
    return Entry(values=values, **{"taken_on": TODAY, "id": "7b1e", **more})


def entered(values: dict[MeasureId, tuple[float, ...]], *before: Result, **more: Any) -> Entered:
    return enter(entry(values, **more), NOW, TODAY, before)


def kept(values: dict[MeasureId, tuple[float, ...]], *before: Result, **more: Any) -> Result:
    (result,) = entered(values, *before, confirmed=True, **more).results
    return result


def refused(values: dict[MeasureId, tuple[float, ...]], **more: Any) -> ResultError:
    with pytest.raises(ResultError) as caught:
        # Nothing that cannot be gets in by being confirmed.
        entered(values, confirmed=True, **more)
    assert str(caught.value).count(" ") > 3
    return caught.value


# What is kept


def test_the_trials_are_combined_as_the_measure_says() -> None:
    assert kept({"timed_up_and_go": (11.4, 11.0)}).value == 11.2
    assert kept({"single_leg_stance": (12.0, 31.5, 20.0)}).value == 31.5
    assert kept({"four_square_step": (11.4, 10.9)}).value == 10.9
    assert kept({"chair_stand_30s": (12,)}).trials == ()


def test_the_ten_metre_walk_is_typed_in_seconds_and_kept_as_a_speed() -> None:
    result = kept({"walk_10m_usual": (8.0, 10.0)})
    assert result.value == 1.12  # the mean of 1.25 and 1.00 m/s
    assert [round(entry_value("walk_10m_usual", one), 1) for one in result.trials] == [8.0, 10.0]


def test_the_first_time_is_practice_by_itself() -> None:
    first = kept({"timed_up_and_go": (11.4,)})
    second = kept({"timed_up_and_go": (11.0,)}, first, id="9c2f", taken_on=TODAY)
    assert (first.practice, second.practice) == (True, False)
    assert kept({"timed_up_and_go": (11.4,)}, practice=False).practice is False
    assert kept({"mood": (7,)}).practice is False


def test_the_same_entry_sent_twice_is_the_same_result() -> None:
    first = kept({"timed_up_and_go": (11.4,)})
    assert kept({"timed_up_and_go": (11.4,)}, first) == first


def test_what_is_entered_for_an_earlier_day_has_noon_there() -> None:
    assert kept({"mood": (7,)}).at == NOW
    assert kept({"mood": (7,)}, taken_on=date(2026, 11, 20)).at == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_several_measures_of_one_page_are_results_with_ids_of_their_own() -> None:
    found = entered({"systolic": (124, 120), "diastolic": (80, 78)}).results
    assert [(one.id, one.value) for one in found] == [("7b1e-systolic", 122), ("7b1e-diastolic", 79)]


def test_a_site_belongs_to_pain_alone() -> None:
    found = entered({"pain_now": (3,), "mood": (7,)}, site="knee").results
    assert [one.site for one in found] == ["knee", None]


# What is refused


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"timed_up_and_go": (0.0,)}, "timed_up_and_go", "0 s cannot be; expected 2 to 180 s"),
        ({"timed_up_and_go": (900.0,)}, "timed_up_and_go", "Was it 9.00 s?"),
        ({"timed_up_and_go": (-11.0,)}, "timed_up_and_go", "-11 s cannot be"),
        ({"timed_up_and_go": (float("nan"),)}, "timed_up_and_go", "nan s cannot be"),
        ({"timed_up_and_go": (float("inf"),)}, "timed_up_and_go", "inf s cannot be"),
        ({"walk_10m_usual": (0.0,)}, "walk_10m_usual", "0 s cannot be"),
        ({"walk_10m_usual": (900.0,)}, "walk_10m_usual", "Was it 9.00 s?"),
        ({"chair_stand_30s": (11.5,)}, "chair_stand_30s", "no whole number"),
        ({"single_leg_stance": (75.0,)}, "single_leg_stance", "expected 0 to 60 s"),
        ({"mood": (11,)}, "mood", "11 cannot be; expected 0 to 10"),
        ({"systolic": (80,), "diastolic": (120,)}, "systolic", "Are the two values swapped?"),
        ({"systolic": (90,), "diastolic": (90,)}, "systolic", "Are the two values swapped?"),
        ({"systolic": (124, 78), "diastolic": (80, 122)}, "systolic", "Are the two values swapped?"),
        ({"systolic": (124, 120), "diastolic": (80,)}, "diastolic", "expected both values of each reading"),
        ({"timed_up_and_go": (11.0,) * 3}, "timed_up_and_go", "3 values were typed; expected 2 at most"),
        ({"backward_speed": (0.6,)}, "backward_speed", "comes from recorded walks"),
        ({"heart_rate_forward": (110,)}, "speed_mps", "at which speed?"),
        ({"pain_now": (3,)}, "site", "where does it hurt?"),
        ({}, "values", "Nothing was typed"),
    ],
)
def test_what_cannot_be_is_refused(values: Any, field: str, says: str) -> None:
    error = refused(values)
    assert error.field == field
    assert says in str(error)


def test_pain_of_11_out_of_10_is_refused() -> None:
    assert "11 cannot be; expected 0 to 10" in str(refused({"pain_worst": (11,)}, site="knee"))


def test_a_day_to_come_is_refused() -> None:
    error = refused({"mood": (7,)}, taken_on=TODAY + timedelta(days=1))
    assert error.field == "taken_on"
    assert "23 November 2026 is tomorrow" in str(error)
    assert "still to come" in str(refused({"mood": (7,)}, taken_on=TODAY + timedelta(days=400)))
    assert "too long ago" in str(refused({"mood": (7,)}, taken_on=date(1066, 10, 14)))


# What is asked back

TUG = Result(
    id="a", measure="timed_up_and_go", value=11.0, at=NOW - timedelta(days=30), taken_on=date(2026, 10, 23)
)


@pytest.mark.parametrize(
    ("values", "more", "says"),
    [
        ({"timed_up_and_go": (90.0,)}, {}, "90.0 s is unusual"),
        ({"six_minute_walk": (50.0,)}, {}, "50 m is unusual"),
        ({"timed_up_and_go": (25.0,)}, {}, "far from before (11.0 s)"),
        ({"timed_up_and_go": (5.0,)}, {}, "far from before (11.0 s)"),
        ({"timed_up_and_go": (11.0,)}, {"taken_on": TUG.taken_on}, "is here already"),
        ({"systolic": (210,)}, {}, "unusual"),
        ({"mood": (7,)}, {"taken_on": date(2025, 6, 1)}, "more than a year ago"),
    ],
)  # fmt: skip
def test_what_is_unusual_is_asked_back_and_kept_once_it_is_confirmed(
    values: Any, more: dict[str, Any], says: str
) -> None:
    asked = entered(values, TUG, **more)
    assert asked.results == ()
    assert any(says in sentence for sentence in asked.asks), asked.asks
    sure = enter(replace(entry(values, **more), confirmed=True), NOW, TODAY, (TUG,))
    assert sure.asks == ()
    assert all(one.confirmed for one in sure.results)


def test_what_is_as_usual_asks_nothing() -> None:
    assert entered({"timed_up_and_go": (11.8, 11.5)}, TUG).asks == ()


def test_a_heart_rate_is_held_against_those_at_the_same_speed_alone() -> None:
    slow = Result(id="s", measure="heart_rate_forward", value=80, at=NOW - timedelta(days=3), speed_mps=0.8,
                  taken_on=date(2026, 11, 19))  # fmt: skip
    assert entered({"heart_rate_forward": (140,)}, slow, speed_mps=1.8).asks == ()
    assert entered({"heart_rate_forward": (140,)}, slow, speed_mps=0.8).asks


def test_one_value_of_a_page_that_is_asked_back_holds_the_others_too() -> None:
    asked = entered({"systolic": (210,), "diastolic": (80,)})
    assert asked.results == ()
    assert len(entered({"systolic": (210,), "diastolic": (80,)}, confirmed=True).results) == 2


def test_a_very_high_blood_pressure_is_kept_and_said_to_be_from_memory() -> None:
    sure = entered({"systolic": (210,), "diastolic": (112,)}, confirmed=True)
    (said,) = sure.says
    assert "from memory" in said.text
    assert "doctor" in said.text
    assert evidence.rule(said.rule).status == "recalled"
    assert entered({"systolic": (150,), "diastolic": (90,)}).says == ()


# As it is typed


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("timed_up_and_go", "11,2", 11.2),
        ("timed_up_and_go", " 11.2 s ", 11.2),
        ("six_minute_walk", "412m", 412.0),
        ("backward_walk_3m", "1:05.5", 65.5),
        ("sit_and_reach", "-5", -5.0),
        ("sit_and_reach", "−5 cm", -5.0),
        ("body_mass", "72,4 kg", 72.4),
        ("systolic", "124 mmHg", 124.0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(id: MeasureId, text: str, value: float) -> None:
    assert typed(id, text) == value


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("timed_up_and_go", "eleven"),
        ("timed_up_and_go", ""),
        ("timed_up_and_go", "1:75"),
        ("timed_up_and_go", "11.2.3"),
        ("timed_up_and_go", "1e3"),
        ("mood", "1:05"),
        ("body_mass", "154 lb"),
        ("systolic", "124/80"),
        ("timed_up_and_go", "9" * 400),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(id: MeasureId, text: str) -> None:
    with pytest.raises(ResultError, match=r"was not understood; expected .*, such as") as caught:
        typed(id, text)
    assert caught.value.field == id
    assert len(str(caught.value)) < 200


def test_the_examples_can_be_entered() -> None:
    for id in ("timed_up_and_go", "walk_10m_usual", "body_mass", "sit_and_reach", "mood", "six_minute_walk"):
        with pytest.raises(ResultError) as caught:
            typed(id, "?")
        example = str(caught.value).rpartition("such as ")[2].rstrip(".")
        assert kept({id: (typed(id, example),)}).measure == measure(id).id


def test_an_entry_is_a_document_that_refuses_what_it_does_not_know() -> None:
    good = {"schema": "retrowalk.entry/1", "id": "x", "taken_on": "2026-11-22", "values": {"mood": [7]}}
    assert contract.read(Entry, good, "The entry").values == {"mood": (7.0,)}
    broken: tuple[dict[str, Any], ...] = (
        {"values": {"happiness": [7]}},
        {"values": {"mood": ["7"]}},
        {"values": {"mood": []}},
        {"taken_on": "22.11.2026"},
        {"speed_mps": 40},
        {"colour": "red"},
    )
    for wrong in broken:
        with pytest.raises(DocumentError):
            contract.read(Entry, {**good, **wrong}, "The entry")


# Whatever comes


@given(st.sampled_from(list(guided_tests())), st.text(max_size=12))
def test_any_text_is_a_number_or_refused(id: MeasureId, text: str) -> None:
    with contextlib.suppress(ResultError):
        assert math.isfinite(typed(id, text))


@given(st.sampled_from(list(guided_tests())), st.lists(st.floats(), min_size=1, max_size=4), st.dates())
def test_any_values_of_any_day_are_kept_refused_or_asked_back(
    id: MeasureId, values: list[float], day: date
) -> None:
    its = measure(id)
    more: dict[str, Any] = {"site": "knee", "speed_mps": 0.5, "taken_on": day}
    with contextlib.suppress(ResultError):
        asked = entered({id: tuple(values)}, **more)
        sure = entered({id: tuple(values)}, confirmed=True, **more)
        assert bool(asked.results) != bool(asked.asks)
        for one in sure.results:
            assert its.possible[0] <= one.value <= its.possible[1]
            assert one.taken_on <= TODAY
