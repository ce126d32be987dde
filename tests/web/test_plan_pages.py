"""The pages of the plan, with programmes made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY, a_programme, done

PAGE = {"accept": "text/html"}


Open = Callable[..., TestClient]


def test_without_a_profile_the_first_page_says_what_this_is_and_what_to_do(open_on: Open) -> None:
    text = open_on(None).get("/", headers=PAGE).text
    assert "Answer the questions" in text
    assert 'href="/start"' in text
    assert 'href="/walks"' in text


def test_today_shows_the_session_with_its_minutes_checklist_and_one_start_button(open_on: Open) -> None:
    text = open_on(a_programme()).get("/", headers=PAGE).text
    assert "Walk backward for 5 minutes" in text
    assert "Clip the safety cord" in text
    assert text.count("button-start") == 1
    assert "5 times:" in text


def test_a_day_of_rest_says_why_and_when_it_goes_on(open_on: Open) -> None:
    text = open_on(a_programme(told=(done("w1s1", MONDAY),)), date(2026, 11, 24)).get("/", headers=PAGE).text
    assert "A day of rest" in text
    assert "Wednesday 25 November" in text


def test_the_programme_shows_each_week_with_its_minutes_and_its_sessions(open_on: Open) -> None:
    text = open_on(a_programme(weeks=3)).get("/programme", headers=PAGE).text
    assert "From 5 minutes backward a session in the first week to 7 minutes in the last" in text
    assert text.count("this week") == 1
    assert text.count('class="session-row') == 9
    assert "PR01" not in text.replace("/why/PR01", "")


def test_a_session_shows_every_kind_of_block_once_and_how_often(open_on: Open) -> None:
    text = open_on(a_programme()).get("/programme/w1s1", headers=PAGE).text
    assert "5 times" in text
    assert "1.0 to 1.5 km/h" in text
    assert "both hands on the rails" in text
    assert open_on(a_programme()).get("/programme/w9s9", headers=PAGE).status_code == 404


def test_the_programme_can_be_taken_along(open_on: Open) -> None:
    client = open_on(a_programme())
    answer = client.get("/programme/programme.json")
    assert answer.json()["schema"] == "retrowalk.programme/1"
    assert "attachment" in answer.headers["content-disposition"]
    calendar = client.get("/programme/calendar.ics")
    assert calendar.text.count("BEGIN:VEVENT") == 9
    assert calendar.headers["content-type"].startswith("text/calendar")


@pytest.mark.parametrize(
    "path", ["/", "/programme", "/programme/w1s1", "/programme/w1s1/change", "/programme/print"]
)
def test_no_page_of_the_plan_shows_an_error(open_on: Open, path: str) -> None:
    client = open_on(a_programme(person=a_person(conditions=["knee_osteoarthritis"])))
    assert client.get(path, headers=PAGE).status_code == 200
