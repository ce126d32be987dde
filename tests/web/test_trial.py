"""A trial with oneself in the pages: planned, begun, walked, stopped, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY
from retrowalk.outcomes import Result, Trial
from retrowalk.prescription import Programme, prescribe
from retrowalk.screening import screen
from retrowalk.store import Store

from .conftest import noon

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}
WEEK = timedelta(weeks=1)
WISHES = {"outcome": "mood", "unit": "week", "start": str(MONDAY + WEEK), "pairs": "7", "wash_in": "2"}


def a_programme() -> Programme:
    person = a_person()
    return prescribe(person, screen(person))


def kept(home: Path) -> Trial:
    with Store(home) as store:
        found = store.outcomes.latest_trial()
    assert found is not None
    return found.trial


def test_before_the_first_it_says_what_it_is(open_on: Open) -> None:
    client = open_on(a_programme())
    text = client.get("/progress/trial", headers=PAGE).text
    assert "A coin decides" in text
    assert 'href="/progress/trial/design"' in text
    assert "/progress/trial" in client.get("/progress", headers=PAGE).text


def test_the_form_holds_the_outcome_that_is_watched_and_the_next_week(open_on: Open) -> None:
    client = open_on(a_programme())
    client.post("/progress/choose", data={"outcome": "mood"}, headers=PAGE)
    text = client.get("/progress/trial/design", headers=PAGE).text
    assert '<option value="mood" selected>' in text
    assert f'value="{MONDAY + WEEK}"' in text


def test_what_it_takes_is_said_before_it_begins_and_nothing_is_kept(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    text = client.get("/progress/trial/design", params=WISHES, headers=PAGE).text
    assert "14 weeks" in text
    assert "The chance to see" in text
    assert "Begin this trial" in text
    with Store(home) as store:
        assert store.outcomes.trials() == []


def test_begun_it_stands_in_programme_today_and_calendar(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    answer = client.post("/progress/trial/begin", data=WISHES, headers=PAGE)
    assert answer.status_code == 200
    trial = kept(home)
    forward = next(one for one in trial.periods if one.arm == "forward")
    client = open_on(None, forward.start)
    today = client.get("/", headers=PAGE).text
    assert "Walk forward for" in today
    assert "a week of walking forward" in today
    programme = client.get("/programme", headers=PAGE).text
    assert "a trial week, forward" in programme
    calendar = client.get("/programme/calendar.ics").text
    assert "Walk forward" in calendar
    session = client.get(f"/programme/{_session_on(home, forward.start)}", headers=PAGE).text
    assert "Walk forward for" in session
    assert "trial_forward_days" in session


def _session_on(home: Path, day: date) -> str:
    with Store(home) as store:
        programme = store.plans.programme()
    assert programme is not None
    return next(one.id for week in programme.weeks for one in week.sessions if one.date == day)


def test_a_forward_session_is_coached_without_a_word_about_backward(open_on: Open, home: Path) -> None:
    open_on(a_programme()).post("/progress/trial/begin", data=WISHES, headers=PAGE)
    forward = next(one for one in kept(home).periods if one.arm == "forward")
    client = open_on(None, forward.start)
    client.get("/", headers=PAGE)
    name = _session_on(home, forward.start)
    timeline = client.get(f"/session/{name}/timeline.json").json()
    said = [cue["text"] for cue in timeline["cues"] if cue["text"]]
    assert any("forward" in one.lower() for one in said)
    assert not [one for one in said if "backward" in one.lower() or "behind" in one.lower()]
    assert "Forward for" in client.get(f"/session/{name}", headers=PAGE).text
    told = client.post(
        f"/programme/{name}/tell", data={"status": "done", "effort": "3", "stumbles": "0"}, headers=PAGE
    )
    assert told.status_code == 200
    assert "forward" in told.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Nothing was chosen"),
        ({"outcome": "weather"}, "cannot be chosen"),
        ({"unit": "month"}, "Choose what takes turns"),
        ({"start": "soon"}, "Choose the first day"),
        ({"start": str(MONDAY - WEEK)}, "which is over"),
        ({"start": "9999-06-01"}, "12 weeks from today"),
        ({"pairs": "3"}, "Fewer can hardly tell anything"),
        ({"pairs": "many"}, "no whole number"),
        ({"wash_in": "6"}, "0 to 4"),
    ],
)
def test_what_cannot_be_is_asked_back_with_all_that_was_typed(
    open_on: Open, wrong: dict[str, str], said: str
) -> None:
    client = open_on(a_programme())
    for answer in (
        client.get("/progress/trial/design", params=WISHES | wrong, headers=PAGE),
        client.post("/progress/trial/begin", data=WISHES | wrong, headers=PAGE),
    ):
        assert answer.status_code == 400
        assert said in answer.text
        assert "Begin this trial" not in answer.text
        for name in ("start", "pairs", "wash_in"):
            assert f'name="{name}"' in answer.text
            assert f'value="{(WISHES | wrong)[name]}"' in answer.text


def test_begin_pressed_twice_leads_to_the_one_trial(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())

    def press(_time: int) -> Any:
        return client.post("/progress/trial/begin", data=WISHES, headers=PAGE)

    with ThreadPoolExecutor(3) as at_once:
        for answer in at_once.map(press, range(3)):
            assert (answer.status_code, answer.url.path) == (200, "/progress/trial")
    with Store(home) as store:
        assert len(store.outcomes.trials()) == 1


def test_another_one_in_another_tab_is_refused_in_a_sentence(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    client.post("/progress/trial/begin", data=WISHES, headers=PAGE)
    again = client.post("/progress/trial/begin", data=WISHES | {"outcome": "calm"}, headers=PAGE)
    assert again.status_code == 400
    assert "running already" in again.text
    assert kept(home).measure == "mood"


def test_stopped_it_leaves_the_programme_and_says_so(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    client.post("/progress/trial/begin", data=WISHES, headers=PAGE)
    for _pressed_twice in range(2):
        answer = client.post("/progress/trial/stop", headers=PAGE)
        assert answer.status_code == 200
    assert kept(home).status == "stopped"
    assert "trial week" not in client.get("/programme", headers=PAGE).text
    assert "stopped before it began" in client.get("/progress/trial", headers=PAGE).text


def test_a_test_that_a_fall_closed_is_asked_for_no_more_and_says_why(open_on: Open, home: Path) -> None:
    person = a_person(supervision="none", help_within_call=False)
    client = open_on(prescribe(person, screen(person)))
    wishes = WISHES | {"outcome": "single_leg_stance"}
    assert client.post("/progress/trial/begin", data=wishes, headers=PAGE).status_code == 200
    day = kept(home).periods[0].end - timedelta(days=1)
    client = open_on(None, day)
    for page in ("/", "/progress/trial"):
        assert "Due for your trial" in client.get(page, headers=PAGE).text
    fall = {"fall.1.fell": "yes", "fall.1.head": "no", "fall.1.injury": "no", "fall.1.explained": "yes"}
    answer = client.post(f"/programme/{_session_on(home, MONDAY)}/tell", data={"status": "done"} | fall)
    assert answer.status_code == 200
    for page in ("/", "/progress/trial"):
        text = client.get(page, headers=PAGE).text
        assert "Due for your trial" not in text
        # Where the fall has stopped the programme, Today has nothing of the trial at all.
        assert page == "/" or "Your trial can do without Standing on one leg for now." in text


def test_what_is_computed_from_a_test_is_due_no_more_once_that_was_done(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    client.post("/progress/trial/begin", data=WISHES, headers=PAGE)
    with Store(home) as store:
        store.outcomes.save_trial(replace(kept(home), measure="fitness_estimate"))
    day = kept(home).periods[0].end - timedelta(days=1)
    client = open_on(None, day)
    for page in ("/", "/progress/trial"):
        text = client.get(page, headers=PAGE).text
        assert "Due for your trial" in text
        assert 'href="/progress/tests/six_minute_walk"' in text
    with Store(home) as store:
        store.outcomes.add(Result(id="six", measure="six_minute_walk", value=520, at=noon(day), taken_on=day))
    for page in ("/", "/progress/trial"):
        assert "Due for your trial" not in client.get(page, headers=PAGE).text


def test_there_is_none_without_a_programme(open_on: Open) -> None:
    client = open_on(None)
    answer = client.get("/progress/trial/design", params=WISHES, headers=PAGE)
    assert answer.status_code == 400
    assert "make one first" in answer.text


@pytest.fixture
def over(open_on: Open, home: Path) -> TestClient:
    """Walked to its end, mood three points higher in backward weeks."""
    open_on(a_programme()).post("/progress/trial/begin", data=WISHES, headers=PAGE)
    trial = kept(home)
    results = [
        Result(
            id=f"r{one.number}",
            measure="mood",
            value=(7 if one.arm == "backward" else 4) + one.number % 2,
            at=noon(one.end - timedelta(days=1)),
            taken_on=one.end - timedelta(days=1),
        )
        for one in trial.periods
        if one.pair
    ]
    with Store(home) as store:
        store.outcomes.add(*results)
    return open_on(None, trial.periods[-1].end)


def test_what_it_came_to_is_one_sentence_with_its_charts(over: TestClient) -> None:
    text = over.get("/progress/trial", headers=PAGE).text
    assert "so walking backward helped you more" in text
    assert "95 % interval" in text
    for chart in ("periods", "difference"):
        assert f'data-chart="/progress/trial/{chart}/chart"' in text
        assert over.get(f"/progress/trial/{chart}/chart?room=360&theme=dark").json()["layer"]
        assert over.get(f"/progress/trial/{chart}/chart.svg").text.startswith("<svg")
    assert "so walking backward helped you more" in over.get("/progress", headers=PAGE).text


def test_another_one_can_follow(over: TestClient, home: Path) -> None:
    start = kept(home).periods[-1].end + WEEK
    answer = over.post("/progress/trial/begin", data=WISHES | {"start": str(start)}, headers=PAGE)
    assert answer.status_code == 200
    assert "Earlier trials" in answer.text


def test_while_it_runs_no_result_is_looked_at(open_on: Open, home: Path) -> None:
    client = open_on(a_programme())
    client.post("/progress/trial/begin", data=WISHES, headers=PAGE)
    text = client.get("/progress/trial", headers=PAGE).text
    assert "so walking" not in text
    assert client.get("/progress/trial/periods/chart").status_code == 404
