"""Typing values in and correcting them: what does not fit is asked back in a sentence, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from plans import MONDAY, a_programme
from retrowalk.outcomes import Result
from retrowalk.store import Store

from .conftest import noon

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}
TODAY = MONDAY.isoformat()
TOMORROW = (MONDAY + timedelta(days=1)).isoformat()


def kept(home: Path) -> list[Result]:
    with Store(home) as store:
        return [one.result for one in store.outcomes.results()]


def send(client: TestClient, path: str, **typed: str) -> Response:
    fields = {name.replace("__", "."): value for name, value in typed.items()}
    answer: Response = client.post(
        f"/progress/{path}", data={"entry": "e1", "taken_on": TODAY, **fields}, headers=PAGE
    )
    return answer


def test_a_test_is_kept_as_its_tries_and_what_counts_of_them(open_on: Open, home: Path) -> None:
    answer = send(
        open_on(a_programme()),
        "tests/timed_up_and_go",
        timed_up_and_go__1="9,4",
        timed_up_and_go__2="9.0 s",
        taken_by="helper",
    )
    assert answer.url.path == "/progress/measure/timed_up_and_go"
    assert "Saved. Thank you." in answer.text
    (result,) = kept(home)
    assert (result.value, result.trials, result.taken_by) == (9.2, (9.4, 9.0), "helper")
    assert result.practice  # the first time of a test is


def test_a_walk_is_typed_in_seconds_and_kept_as_a_speed(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    send(client, "tests/walk_10m_usual", walk_10m_usual__1="8", walk_10m_usual__2="8")
    assert kept(home)[0].value == 1.25
    assert 'value="8"' in client.get("/progress/results/e1", headers=PAGE).text


def test_questions_on_one_page_are_results_of_their_own(open_on: Open, home: Path) -> None:
    answer = send(
        open_on(a_programme()),
        "enter/pain_now",
        site="knee",
        pain_now__1="2",
        pain_usual__1="4",
        note="hot day",
    )
    assert "2 of 10" in answer.text
    assert "4 of 10" in answer.text
    assert {(one.measure, one.site, one.value, one.note) for one in kept(home)} == {
        ("pain_now", "knee", 2, "hot day"),
        ("pain_usual", "knee", 4, "hot day"),
    }


@pytest.mark.parametrize(
    ("path", "typed", "said", "still_there"),
    [
        ("tests/timed_up_and_go", {"timed_up_and_go__1": "0"}, "cannot be", 'value="0"'),
        ("tests/timed_up_and_go", {"timed_up_and_go__1": "900"}, "cannot be", 'value="900"'),
        (
            "tests/timed_up_and_go",
            {"timed_up_and_go__1": "fast"},
            "“fast” was not understood",
            'value="fast"',
        ),
        (
            "tests/timed_up_and_go",
            {"timed_up_and_go__1": "9", "taken_on": TOMORROW},
            "is tomorrow",
            'value="9"',
        ),
        (
            "tests/timed_up_and_go",
            {"timed_up_and_go__1": "9", "taken_on": "soon"},
            "“soon” is no date",
            'value="9"',
        ),
        ("tests/timed_up_and_go", {"timed_up_and_go__1": "9", "taken_by": "a dog"}, "“a dog”", 'value="9"'),
        ("tests/timed_up_and_go", {"note": "rainy"}, "Nothing was typed yet", "rainy"),
        ("enter/pain_now", {"pain_now__1": "11", "site": "knee"}, "cannot be", 'value="knee" checked'),
        ("enter/pain_now", {"pain_now__1": "4"}, "where does it hurt?", 'value="4" checked'),
        ("enter/systolic", {"systolic__1": "80", "diastolic__1": "120"}, "swapped?", 'value="120"'),
        ("enter/systolic", {"diastolic__1": "80"}, "The upper value is missing", 'value="80"'),
        (
            "enter/pain_now",
            {"pain_now__1": "4", "site": "knee", "note": "x" * 501},
            "The note has 501",
            'value="4" checked',
        ),
        ("enter/heart_rate_backward", {"heart_rate_backward__1": "99"}, "at which speed?", 'value="99"'),
        (
            "enter/heart_rate_backward",
            {"heart_rate_backward__1": "99", "speed_kmh": "50"},
            "“50” is no walking speed",
            'value="99"',
        ),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed_and_nothing_is_kept(
    open_on: Open, home: Path, path: str, typed: dict[str, str], said: str, still_there: str
) -> None:
    answer = send(open_on(a_programme()), path, **typed)
    assert answer.status_code == 400
    assert said in answer.text
    assert still_there in answer.text
    assert kept(home) == []


def test_what_is_unusual_is_asked_back_and_kept_once_it_is_confirmed(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    typed = {"timed_up_and_go__1": "150", "note": "with the frame"}
    asked = send(client, "tests/timed_up_and_go", **typed)
    assert asked.status_code == 422
    assert "is unusual" in asked.text
    assert 'name="confirmed" value="yes" form="entry"' in asked.text
    assert "with the frame" in asked.text
    assert kept(home) == []
    send(client, "tests/timed_up_and_go", **typed, confirmed="yes")
    assert [(one.value, one.confirmed) for one in kept(home)] == [(150, True)]


def test_a_high_blood_pressure_is_kept_and_what_to_do_is_said(open_on: Open, home: Path) -> None:
    answer = send(
        open_on(a_programme()), "enter/systolic", systolic__1="210", diastolic__1="120", confirmed="yes"
    )
    assert "That is a high blood pressure" in answer.text
    assert len(kept(home)) == 2


def test_a_form_pressed_twice_is_one_result(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    for _press in range(2):
        answer = send(client, "tests/timed_up_and_go", timed_up_and_go__1="9")
        assert answer.url.path == "/progress/measure/timed_up_and_go"
    assert len(kept(home)) == 1


def test_gone_back_to_and_changed_it_is_asked_whether_it_is_a_second_one(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    send(client, "tests/timed_up_and_go", timed_up_and_go__1="9")
    again = send(client, "tests/timed_up_and_go", timed_up_and_go__1="8.5")
    assert again.status_code == 409
    assert "saved before" in again.text
    assert 'value="8.5"' in again.text
    assert 'name="entry" value="e1"' not in again.text
    assert [one.value for one in kept(home)] == [9.0]


def test_two_tabs_with_the_same_test_lose_nothing(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    send(client, "tests/timed_up_and_go", entry="tab-1", timed_up_and_go__1="9")
    send(client, "tests/timed_up_and_go", entry="tab-2", timed_up_and_go__1="8.5")
    assert [one.value for one in kept(home)] == [9.0, 8.5]


class TestCorrecting:
    @pytest.fixture
    def client(self, open_on: Open, home: Path) -> TestClient:
        client = open_on(a_programme())
        with Store(home) as store:
            store.outcomes.add(
                Result(
                    id="r",
                    measure="timed_up_and_go",
                    value=9.2,
                    trials=(9.4, 9.0),
                    at=noon(MONDAY),
                    taken_on=MONDAY,
                    practice=True,
                )
            )
        return client

    def test_the_form_has_what_is_kept(self, client: TestClient) -> None:
        text = client.get("/progress/results/r", headers=PAGE).text
        assert 'value="9.4"' in text
        assert 'name="practice" value="yes" checked' in text
        assert client.get("/progress/results/none", headers=PAGE).status_code == 404

    def test_it_takes_the_place_of_what_was_there(self, client: TestClient, home: Path) -> None:
        before = kept(home)[0]
        answer = send(client, "results/r", seen="1", timed_up_and_go__1="8.4", timed_up_and_go__2="8.0")
        assert answer.url.path == "/progress/measure/timed_up_and_go"
        (after,) = kept(home)
        assert (after.id, after.value, after.practice, after.at) == ("r", 8.2, False, before.at)

    def test_another_window_was_quicker_and_both_are_shown(self, client: TestClient, home: Path) -> None:
        send(client, "results/r", seen="1", timed_up_and_go__1="8.0")
        late = send(client, "results/r", seen="1", timed_up_and_go__1="7.0", note="mine")
        assert late.status_code == 409
        assert "Kept now: 8.0 s" in late.text
        assert 'value="7.0"' in late.text
        assert "mine" in late.text
        assert kept(home)[0].value == 8.0
        send(client, "results/r", seen="2", timed_up_and_go__1="7.0")
        assert kept(home)[0].value == 7.0

    @pytest.mark.parametrize(
        ("typed", "status", "said"),
        [
            ({"timed_up_and_go__1": "0"}, 400, "cannot be"),
            ({"timed_up_and_go__1": "150"}, 422, "is unusual"),
        ],
    )
    def test_it_is_asked_back_like_a_new_one(
        self, client: TestClient, home: Path, typed: dict[str, str], status: int, said: str
    ) -> None:
        answer = send(client, "results/r", seen="1", **typed)
        assert answer.status_code == status
        assert said in answer.text
        assert kept(home)[0].value == 9.2
