"""A table of readings: every line an entry, the same file twice entered once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from retrowalk.errors import ResultError
from retrowalk.outcomes import Entered, Result
from retrowalk.outcomes.typed_entry import enter_lines, lines_of

NOW, TODAY = datetime(2026, 11, 22, 10, tzinfo=UTC), date(2026, 11, 22)
MONITOR = """date,measure,value,by
2026-11-01,blood_pressure,124/80,device
2026-11-02,blood_pressure,121/78,device

2026-11-02,resting-heart-rate,61,device
"""


def entered(text: str, *before: Result, confirmed: bool = False) -> Entered:
    return enter_lines(lines_of(text, "monitor.csv", confirmed=confirmed), "monitor.csv", NOW, TODAY, before)


def test_each_line_is_an_entry() -> None:
    found = entered(MONITOR)
    assert [(one.measure, one.value, one.taken_on.day) for one in found.results] == [
        ("systolic", 124, 1),
        ("diastolic", 80, 1),
        ("systolic", 121, 2),
        ("diastolic", 78, 2),
        ("resting_heart_rate", 61, 2),
    ]
    assert {one.taken_by for one in found.results} == {"device"}


def test_the_same_file_twice_is_entered_once_and_a_longer_one_adds_what_is_new() -> None:
    first = entered(MONITOR).results
    assert entered(MONITOR, *first) == Entered((), ())
    (new,) = entered(f"{MONITOR}2026-11-03,waist,92,self\n", *first).results
    assert (new.measure, new.value) == ("waist", 92)


def test_what_was_put_away_is_not_brought_back() -> None:
    first = entered(MONITOR).results
    lines = lines_of(MONITOR, "monitor.csv")
    assert enter_lines(lines, "monitor.csv", NOW, TODAY, (), {one.id for one in first}).results == ()


def test_two_equal_readings_of_one_day_are_two_and_asked_about() -> None:
    twice = "date,measure,value\n2026-11-01,body_mass,72\n2026-11-01,body_mass,72\n"
    assert (
        "monitor.csv, line 3: Weight: 72.0 kg for 1 November 2026 is here already" in entered(twice).asks[0]
    )
    sure = entered(twice, confirmed=True)
    assert len({one.id for one in sure.results}) == 2


@pytest.mark.parametrize("parted_by", [";", "\t"])
def test_it_may_be_parted_otherwise_and_have_decimal_commas(parted_by: str) -> None:
    text = "\ufeffmeasure,date,value\nbody_mass,2026-11-01,".replace(",", parted_by)
    (one,) = entered(f"{text}72,4\r\n").results
    assert one.value == 72.4


def test_the_first_of_several_tests_is_practice() -> None:
    rows = "".join(f"2026-11-0{day},timed_up_and_go,11.{day}\n" for day in (1, 4, 7))
    assert [one.practice for one in entered(f"date,measure,value\n{rows}").results] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected date, measure, value"),
        ("a photo", "expected date, measure, value"),
        ("date,measure\n", "expected date, measure, value"),
        ("date,measure,value,colour\n", "expected date, measure, value"),
        ("date,measure,value,value\n", "expected date, measure, value"),
        ("date,measure,value\n2026-11-01,mood,7,x\n", "line 2: there are more cells"),
        ("date,measure,value\n2026-11-01,mood,11\n", "line 2: Mood: 11 cannot be"),
        ("date,measure,value\n2026-11-01,mood\n", "line 2: Mood: “” was not understood"),
        ("date,measure,value\n2026-11-01,mood,7\n1.11.2026,mood,7\n", "line 3: 1.11.2026 is no date"),
        ("date,measure,value\n2026-11-23,mood,7\n", "line 2: 23 November 2026 is tomorrow"),
        ("date,measure,value\n2026-11-01,bliss,7\n", "line 2: There is no measure called bliss"),
        ("date,measure,value\n2026-11-01,blood_pressure,80/120\n", "line 2: The upper value"),
        ("date,measure,value,site\n2026-11-01,pain_now,3,soul\n", "line 2: soul is no place"),
        ("date,measure,value,by\n2026-11-01,mood,3,nobody\n", "line 2: nobody took it?"),
        (f"date,measure,value\n2026-11-01,mood,{'7' * 200_000}\n", "is no table"),
        ("date,measure,value\n" + "2026-11-01,mood,7\n" * 2_001, "more than 2000 rows"),
    ],
)  # fmt: skip
def test_what_cannot_be_names_its_line_and_nothing_is_entered(text: str, says: str) -> None:
    with pytest.raises(ResultError) as caught:
        entered(text, confirmed=True)
    assert str(caught.value).startswith("monitor.csv")
    assert says in str(caught.value)
