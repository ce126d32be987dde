"""Today, Programme and what the answers say never contradict one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient

from plans import MONDAY
from retrowalk import contract
from retrowalk.prescription import Programme, stopped_because

from .test_telling import PLAIN, sore_knee

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}
STOPS: list[dict[str, str]] = [
    {"symptoms": "chest_pain"},
    {"symptoms": "dizziness"},
    {"fall.1.fell": "yes", "fall.1.injury": "yes", "fall.1.head": "no"},
    {"fall.1.fell": "yes", "fall.1.injury": "no", "fall.1.head": "no", "fall.1.explained": "yes"},
]


def words(page: str) -> str:
    """The text of a page, without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("told", STOPS)
def test_what_was_told_of_a_session_speaks_on_the_page_of_the_answers_too(
    open_on: Open, told: dict[str, str]
) -> None:
    client = open_on(sore_knee())
    today = words(client.post("/programme/w1s1/tell", data=told, headers=PAGE).text)
    said = words(client.get("/clearance", headers=PAGE).text)
    assert "There is no walking backward today." in today
    assert "Nothing you told us rules it out" not in said
    assert "To your programme" not in said
    programme = contract.read(Programme, client.get("/api/programme").content, "the programme")
    for reason in stopped_because(programme):
        assert reason.text in today
        assert reason.text in said


def test_what_is_urgent_is_the_heading_wherever_it_is_said(open_on: Open) -> None:
    client = open_on(sore_knee())
    today = client.post("/programme/w1s1/tell", data=STOPS[0], headers=PAGE).text
    assert "<h1>Call for help now</h1>" in today
    assert "<h1>Call for help now</h1>" in client.get("/clearance", headers=PAGE).text
    # In an emergency nothing else is fine: so it is not promised either.
    assert ("Fine meanwhile" in today) == ("what is fine meanwhile" in today)


def test_nothing_stands_before_the_call_for_help(open_on: Open) -> None:
    client = open_on(sore_knee())
    page = client.post("/programme/w1s1/tell", data=STOPS[0], headers=PAGE).text
    assert "Call for help now" in page
    assert "Noted. Thank you." not in page


def test_a_week_that_became_less_no_longer_says_why_it_was_to_be_more(open_on: Open) -> None:
    open_on(sore_knee()).post("/programme/w1s1/tell", data=PLAIN, headers=PAGE)
    later = open_on(None, MONDAY + timedelta(days=23))
    page = words(later.get("/", headers=PAGE).text)
    assert "one step back, because 2 weeks" in page
    assert "more backward" not in page


def test_a_week_of_the_same_minutes_is_not_called_more_time(open_on: Open) -> None:
    """Longer at a time, the same in all: the bars beside it are as long as before."""
    client = open_on(sore_knee(weeks=12))
    before = None
    for week in client.get("/api/programme").json()["weeks"]:
        minutes = sum(session["backward_s"] for session in week["sessions"])
        row = words(client.get("/programme", headers=PAGE).text.split(f"Week {week['week']}</strong>")[1])
        label = row.split(" min backward")[1].split(" min ")[0]
        if before is not None and "time" in week["harder"]:
            assert ("more time backward" in label) == (minutes > before), week["week"]
        before = minutes


def test_once_all_is_deleted_nothing_of_it_comes_back(open_on: Open) -> None:
    client = open_on(sore_knee(weeks=6))
    assert "<h1>6 weeks" in client.get("/programme", headers=PAGE).text
    client.post("/profile/forget", headers=PAGE)
    assert client.put("/api/profile", json=contract.write(sore_knee(weeks=12).profile)).status_code == 200
    assert "<h1>12 weeks" in client.get("/programme", headers=PAGE).text
