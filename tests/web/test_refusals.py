"""What does not fit is said on the page it was typed on, and what was typed is still there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from plans import MONDAY
from retrowalk.prescription import Programme
from retrowalk.store import Store

from .test_telling import sore_knee

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}
EDIT = {"by": "doctor", "minutes": "2", "cues": "Look ahead, please."}


def kept(home: Path) -> Programme:
    with Store(home) as store:
        found = store.plans.programme()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "given", "said", "still_there"),
    [
        (
            "w1s1/tell",
            {"effort": "a lot", "calm": "yes"},
            "How hard it was",
            'name="calm" value="yes" checked',
        ),
        ("w1s1/tell", {"stumbles": "-1", "effort": "4"}, "nearly lost your balance", 'value="4" checked'),
        ("w1s1/tell", {"pain.knee.before": "bad", "effort": "4"}, "Pain: “bad”", 'value="4" checked'),
        ("w1s1/tell", {"done_on": "yesterday", "effort": "4"}, "no day from", 'value="4" checked'),
        ("w1s1/morning", {"next_day.knee": "bad"}, "Pain: “bad”", "<h1"),
        ("w1s1/move", {}, "Choose the day", "New day"),
        ("w1s1/move", {"to": "soon"}, "“soon”", "New day"),
        ("w1s1/move", {"to": "2040-01-01"}, "cannot be moved to that day", 'value="2040-01-01"'),
        ("w3s1/skip", {}, "cannot be left out", "Keep days free"),
        ("holiday", {"first": "2026-12-10", "last": ""}, "Say both days", 'value="2026-12-10"'),
        (
            "holiday",
            {"first": "2026-12-10", "last": "2026-12-01"},
            "not before the first",
            'value="2026-12-01"',
        ),
        ("accept", {"offer": "x" * 10_000}, "not on offer", "Week by week"),
        ("w2s1/missed", {}, "still to come", "<h1"),
        ("w1s1/edit/0", {**EDIT, "by": ""}, "Who are you?", "Look ahead, please."),
        ("w1s1/edit/0", {**EDIT, "minutes": "1e999"}, "Minutes: “1e999”", "Look ahead, please."),
        ("w1s1/edit/0", {**EDIT, "minutes": "nan"}, "Minutes: “nan”", "Look ahead, please."),
        ("w1s1/edit/0", {**EDIT, "grade": "90"}, "Incline: “90”", "Look ahead, please."),
        ("w1s1/edit/0", {**EDIT, "speed_low": "3", "speed_high": "1"}, "smaller than the first", 'value="3"'),
    ],
)
def test_what_does_not_fit_is_said_in_words_and_what_was_typed_stays(
    open_on: Open, home: Path, path: str, given: dict[str, str], said: str, still_there: str
) -> None:
    client = open_on(sore_knee())
    before = kept(home)
    answer = client.post(f"/programme/{path}", data=given, headers=PAGE)
    assert answer.status_code == 400
    assert said in answer.text
    assert still_there in answer.text
    assert "That did not work" not in answer.text
    assert kept(home) == before


@pytest.mark.parametrize("days", [1, 400])
def test_a_day_before_the_programme_began_does_not_count_as_weeks_without_walking(
    open_on: Open, home: Path, days: int
) -> None:
    client = open_on(sore_knee())
    early = {"done_on": (MONDAY - timedelta(days=days)).isoformat()}
    answer = client.post("/programme/w1s1/tell", data=early, headers=PAGE)
    assert answer.status_code == 400
    assert kept(home).feedback == ()


def test_whoever_begins_a_day_early_may_say_so(open_on: Open, home: Path) -> None:
    eve = MONDAY - timedelta(days=1)
    client = open_on(sore_knee(), eve)
    assert (
        client.post("/programme/w1s1/tell", data={"done_on": eve.isoformat()}, headers=PAGE).status_code
        == 200
    )
    assert kept(home).feedback[0].done_on == eve


@pytest.mark.parametrize(("path", "given"), [("w1s1/skip", {}), ("w1s1/move", {"to": "2026-11-24"})])
def test_a_button_that_is_pressed_twice_counts_once(
    open_on: Open, home: Path, path: str, given: dict[str, str]
) -> None:
    client = open_on(sore_knee())
    client.post(f"/programme/{path}", data=given, headers=PAGE)
    once = kept(home)
    assert client.post(f"/programme/{path}", data=given, headers=PAGE).status_code == 200
    assert kept(home) == once


@pytest.mark.parametrize(
    ("address", "leads_to"), [("w1s1/move", "/programme/w1s1/change"), ("holiday", "/programme")]
)
def test_the_address_of_a_refused_form_leads_back_to_the_form(
    open_on: Open, address: str, leads_to: str
) -> None:
    assert open_on(sore_knee()).get(f"/programme/{address}", headers=PAGE).url.path == leads_to


def test_a_program_is_told_the_field(open_on: Open) -> None:
    answer = open_on(sore_knee()).post("/programme/w1s1/tell", data={"done_on": date(2020, 1, 1).isoformat()})
    assert (answer.status_code, "done_on" in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    "address", ["/programme/print?weeks=some", "/start/all?more=x", "/profile/programmes/x.json"]
)
def test_an_address_that_is_none_is_said_so_in_words(open_on: Open, address: str) -> None:
    answer = open_on(sore_knee()).get(address, headers=PAGE)
    assert (answer.status_code, "There is nothing at this address." in answer.text) == (404, True)


def test_a_clearance_of_a_day_to_come_is_not_written_down(open_on: Open) -> None:
    tomorrow = (MONDAY + timedelta(days=1)).isoformat()
    given = {"scope": "balance", "by_role": "physiotherapist", "date": tomorrow}
    answer = open_on(sore_knee()).post("/clearance/record", data=given, headers=PAGE)
    assert answer.status_code == 422
    assert "still to come" in answer.text
