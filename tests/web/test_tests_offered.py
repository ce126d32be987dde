"""Which tests the pages offer to whom, and what a guided run says before it begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY, a_programme
from retrowalk.outcomes import Choice, guided_tests, measure
from retrowalk.store import Store

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}


def test_at_risk_and_alone_the_tests_that_are_not_for_one_say_why_and_who_opens_them(open_on: Open) -> None:
    person = a_person(unsteady=True, supervision="none", help_within_call=False)
    client = open_on(a_programme(person=person))
    text = client.get("/progress/tests", headers=PAGE).text
    offered, _heading, refused = text.partition("Not now, and why")
    for name in ("backward_walk_3m", "four_square_step", "single_leg_stance"):
        assert f"/progress/tests/{name}" not in offered
    for name in ("Four Square Step Test", "Standing on one leg", "3-metre backward walk"):
        assert name in refused
    assert "/progress/tests/chair_stand_30s" in offered
    assert "/progress/enter/pain_now" in offered
    alone = client.get("/progress/tests/single_leg_stance", headers=PAGE).text
    assert "Not now, and why" in alone
    assert 'id="entry"' not in alone
    caught = client.get("/progress/tests/single_leg_stance?company=spotter", headers=PAGE).text
    assert 'id="entry"' in caught


def test_after_a_fall_nobody_alone_is_asked_for_a_test_that_now_needs_somebody(
    open_on: Open, home: Path
) -> None:
    person = a_person(supervision="none", help_within_call=False)
    client = open_on(a_programme(person=person))
    with Store(home) as store:
        store.outcomes.choose(Choice("single_leg_stance", MONDAY))
    for page in ("/", "/progress"):
        assert 'href="/progress/tests/single_leg_stance"' in client.get(page, headers=PAGE).text
    fall = {
        "status": "done",
        "fall.1.fell": "yes",
        "fall.1.head": "no",
        "fall.1.injury": "no",
        "fall.1.explained": "yes",
    }
    assert client.post("/programme/w1s1/tell", data=fall, headers=PAGE).status_code == 200
    for page in ("/", "/progress"):
        assert 'href="/progress/tests/single_leg_stance"' not in client.get(page, headers=PAGE).text


def test_without_answers_tests_wait_and_questions_do_not(open_on: Open) -> None:
    client = open_on(None)
    text = client.get("/progress/tests", headers=PAGE).text
    assert 'href="/start"' in text
    assert "/progress/tests/" not in text
    assert "/progress/enter/pain_now" in text
    assert 'href="/start"' in client.get("/progress/tests/timed_up_and_go", headers=PAGE).text


def test_with_a_beta_blocker_no_heart_rate_is_asked_for(open_on: Open) -> None:
    person = a_person(medication=["beta_blocker"])
    text = open_on(a_programme(person=person)).get("/progress/tests", headers=PAGE).text
    assert "heart rate" not in text.lower()
    assert "Blood pressure" in text


@pytest.mark.parametrize("id", [id for id in guided_tests() if measure(id).kind == "test"])
def test_a_test_says_what_to_have_to_do_and_to_heed_and_can_be_typed_without_javascript(
    open_on: Open, id: str
) -> None:
    test = guided_tests()[id]  # type: ignore[index]
    client = open_on(a_programme(person=a_person(supervision="professional")))
    text = client.get(f"/progress/tests/{id}", headers=PAGE).text
    for said in (*test.needs, *test.steps, *test.safety):
        assert said.replace("'", "&#39;") in text
    assert f'name="{id}.{max(test.trials, 1)}"' in text


@pytest.mark.parametrize("id", [id for id in guided_tests() if measure(id).kind != "test"])
def test_what_is_not_done_is_typed_on_its_page(open_on: Open, id: str) -> None:
    client = open_on(a_programme())
    answer = client.get(f"/progress/tests/{id}", headers=PAGE)
    assert answer.url.path == f"/progress/enter/{id}"
    assert f'name="{id}.1"' in answer.text


@pytest.mark.parametrize("path", ["tests/mind", "enter/backward_speed", "enter/mind", "tests/backward_speed"])
def test_what_is_no_test_has_no_page(open_on: Open, path: str) -> None:
    assert open_on(a_programme()).get(f"/progress/{path}", headers=PAGE).status_code == 404
