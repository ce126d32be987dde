"""Runs over HTTP: what a device sends is kept, and what was told changes the programme once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import a_person
from plans import MONDAY, a_programme
from retrowalk import contract
from retrowalk.errors import ChangedMeanwhileError
from retrowalk.prescription import Programme, SessionFeedback
from retrowalk.session import Preferences, SessionLog, Timeline
from retrowalk.store import Store
from retrowalk.web.plan import PlanDesk
from runs import a_log, a_run, sent

Open = Callable[..., TestClient]
TOLD = SessionFeedback("w1s1", effort=3, pain=(), falls=(), symptoms=(), stumbles=0, muscle_soreness=1)
LOG = a_log(("started", 0), ("reached", 400), ("finished", 865), ("told", 865, {"told": TOLD}))
EVENTS = f"/api/runs/{LOG.run.id}/events"


@pytest.fixture
def coach(open_on: Open) -> TestClient:
    return open_on(a_programme())


def told_of(coach: TestClient, session: str = "w1s1") -> dict[str, Any] | None:
    return next((one for one in coach.get("/api/programme").json()["feedback"] if one["id"] == session), None)


def test_events_come_in_pieces_and_the_answer_says_from_where_to_go_on(coach: TestClient) -> None:
    answers = [
        coach.post(EVENTS, json=sent(LOG, *piece)).json() for piece in ((0, 2), (0, 2), (3, 4), (1, 3))
    ]
    assert [one["have"] for one in answers] == [2, 2, 2, 3]
    assert answers[-1] == {"have": 3, "told": None, "problem": None}


def test_a_run_can_be_read_again_with_what_happened_in_it(coach: TestClient) -> None:
    coach.post(EVENTS, json=sent(LOG))
    found = coach.get(f"/api/runs/{LOG.run.id}").json()
    assert contract.read(SessionLog, found["log"], "the run") == LOG
    assert found["happened"]["backward_s"] == 120
    assert (found["have"], found["told"], found["problem"]) == (4, "kept", None)


def test_the_runs_are_listed_the_latest_first(coach: TestClient) -> None:
    for number in (1, 2):
        other = a_log(("started", 0, {"id": f"event-of-{number}"}), run=a_run(id=f"run-000{number}"))
        coach.post(f"/api/runs/run-000{number}/events", json=sent(other))
    listed = coach.get("/api/runs").json()["runs"]
    assert [one["state"] for one in listed] == ["open", "open"]
    assert {one["device"] for one in listed} == {"Android phone"}


def test_what_was_told_on_the_phone_is_told_to_the_programme_with_what_was_logged(coach: TestClient) -> None:
    assert coach.post(EVENTS, json=sent(LOG)).json() == {"have": 4, "told": "kept", "problem": None}
    told = told_of(coach)
    assert told is not None
    assert (told["status"], told["done_on"], told["completed_fraction"]) == ("done", "2026-11-23", 1.0)
    assert (told["effort"], told["stumbles"]) == (3, 0)


def test_telling_twice_changes_nothing_more(coach: TestClient) -> None:
    coach.post(EVENTS, json=sent(LOG))
    before = coach.get("/api/programme").json()
    assert coach.post(EVENTS, json=sent(LOG)).json()["told"] == "kept"
    assert coach.get("/api/programme").json() == before


def test_what_was_kept_and_not_heard_before_the_coach_ended_is_heard_at_the_next_start(
    home: Path, open_on: Open
) -> None:
    with Store(home) as store:
        store.plans.adopt(a_programme().profile, a_programme())
        store.runs.add(LOG)
    coach = open_on(None)
    assert told_of(coach) is not None
    assert coach.get(f"/api/runs/{LOG.run.id}").json()["told"] == "kept"


def test_an_answer_that_another_window_gets_in_the_way_of_is_kept_and_heard_later(
    coach: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(desk: PlanDesk, feedback: object) -> Programme:
        raise ChangedMeanwhileError("Your programme was changed in another window.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(PlanDesk, "tell", busy)
        assert coach.post(EVENTS, json=sent(LOG)).json() == {"have": 4, "told": None, "problem": None}
    assert coach.post(EVENTS, json=sent(LOG, 3)).json() == {"have": 4, "told": "kept", "problem": None}


@pytest.mark.parametrize("changed", [{"programme": "p0"}, {"session": "w9s9"}])
def test_a_session_of_a_programme_that_is_no_more_is_kept_and_said_so(
    coach: TestClient, changed: dict[str, str]
) -> None:
    answer = coach.post(EVENTS, json=sent(replace(LOG, run=a_run(**changed)))).json()
    assert (answer["have"], answer["told"]) == (4, "refused")
    assert answer["problem"].startswith("Your programme was made anew")
    assert coach.get("/api/programme").json()["feedback"] == []


@pytest.mark.parametrize("days", [-400, 400])
def test_a_calendar_that_is_wrong_does_not_put_the_session_on_another_day(
    coach: TestClient, days: int
) -> None:
    run = a_run(started_at=LOG.run.started_at + timedelta(days=days))
    coach.post(EVENTS, json=sent(replace(LOG, run=run)))
    told = told_of(coach)
    assert told is not None and told["done_on"] == MONDAY.isoformat()


def test_pain_that_was_logged_on_the_way_is_told_where_nothing_else_was(coach: TestClient) -> None:
    said = SessionFeedback("w1s1", effort=4)
    log = a_log(
        ("started", 0),
        ("pain", 400, {"site": "knee", "level": 6}),
        ("stopped", 420, {"why": "pain"}),
        ("told", 420, {"told": said}),
    )
    coach.post(EVENTS, json=sent(log))
    told = told_of(coach)
    assert told is not None
    assert told["pain"] == [{**told["pain"][0], "site": "knee", "during": 6}]
    assert told["completed_fraction"] == 0.5


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"schema": "retrowalk.session-log/1"}', 400),
        (json.dumps({**sent(LOG), "events": [{"id": "short"}]}).encode(), 400),
        (json.dumps({**sent(LOG), "schema": "retrowalk.session-log/2"}).encode(), 400),
        (json.dumps({**sent(LOG), "more": 1}).encode(), 400),
        (b'"' + b"x" * 5_000_000 + b'"', 413),
    ],
)
def test_what_is_no_run_is_refused_in_a_sentence(coach: TestClient, body: bytes, status: int) -> None:
    answer = coach.post(EVENTS, content=body)
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]
    assert coach.get("/api/runs").json() == {"runs": []}


@pytest.mark.parametrize("when", ["2026-11-23T09:00:00", "0001-01-01T00:00:00+14:00", "yesterday"])
def test_an_instant_without_a_zone_is_none(coach: TestClient, when: str) -> None:
    document = sent(LOG)
    document["events"][0]["at"] = when
    answer = coach.post(EVENTS, json=document)
    assert answer.status_code == 400
    assert "at is" in answer.json()["error"]


def test_a_run_at_the_address_of_another_is_refused(coach: TestClient) -> None:
    answer = coach.post("/api/runs/run-0002/events", json=sent(LOG))
    assert (answer.status_code, coach.get("/api/runs").json()) == (400, {"runs": []})


def test_another_event_under_a_number_that_is_taken_is_a_conflict(coach: TestClient) -> None:
    coach.post(EVENTS, json=sent(LOG, 0, 2))
    document = sent(LOG)
    document["events"][1]["id"] = "another-event"
    answer = coach.post(EVENTS, json=document)
    assert answer.status_code == 409
    assert "number 1" in answer.json()["error"]


def test_a_run_that_is_not_here_is_said_so(coach: TestClient) -> None:
    assert coach.get("/api/runs/run-0001").status_code == 404


def test_how_to_be_coached_is_kept_from_a_page_and_from_a_program(coach: TestClient, home: Path) -> None:
    answer = coach.post(
        "/session/preferences",
        data={"style": "calm", "units": "mph", "metronome_spm": "", "back": "/session/w1s1"},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/session/w1s1")
    with Store(home) as store:
        kept = store.runs.preferences()
    assert (kept.style, kept.units, kept.metronome_spm) == ("calm", "mph", None)
    wanted = {**contract.write(kept), "metronome_spm": 90}
    assert coach.post("/session/preferences", json=wanted).json() == wanted
    timeline = contract.read(Timeline, coach.get("/session/w1s1/timeline.json").content, "the timeline")
    assert timeline.preferences.style == "calm"


def test_a_metronome_that_was_asked_for_is_not_in_the_timeline_of_somebody_at_risk(open_on: Open) -> None:
    coach = open_on(a_programme(person=a_person(unsteady=True)))
    coach.post("/session/preferences", json=contract.write(Preferences(metronome_spm=90)))
    assert coach.get("/session/w1s1/timeline.json").json()["preferences"]["metronome_spm"] is None


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere"])
def test_the_way_back_leads_to_no_other_site(coach: TestClient, back: str) -> None:
    answer = coach.post("/session/preferences", data={"back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_metronome_out_of_reach_is_refused_in_a_sentence(coach: TestClient) -> None:
    for given in ("500", "fast", "nan"):
        answer = coach.post("/session/preferences", data={"metronome_spm": given}, follow_redirects=False)
        assert answer.status_code == 400
        assert "30 to 160" in answer.json()["error"]


def test_a_session_that_is_not_there_has_no_timeline(coach: TestClient) -> None:
    assert coach.get("/session/w9s9/timeline.json").status_code == 404


def test_a_session_told_of_days_later_counts_on_its_day(open_on: Open) -> None:
    coach = open_on(a_programme(), date(2026, 11, 26))
    coach.post(EVENTS, json=sent(LOG))
    told = told_of(coach)
    assert told is not None and told["done_on"] == "2026-11-23"


def test_after_a_fall_nothing_more_is_coached_before_it_was_told_how_it_was(open_on: Open) -> None:
    coach = open_on(a_programme(), MONDAY + timedelta(days=2))
    fell = a_log(("started", 0), ("reached", 400), ("paused", 400, {"why": "fall"}))
    coach.post(f"/api/runs/{fell.run.id}/events", json=sent(fell))
    today = coach.get("/", headers={"Accept": "text/html"}).text
    assert "You noted a fall" in today
    assert "button-start" not in today
    assert coach.get("/session/w1s2", follow_redirects=False).headers["location"] == "/"
    coach.post("/programme/w1s1/tell", data={"fall.1.fell": "no", "calm": "yes", "completed_fraction": "1"})
    assert "You noted a fall" not in coach.get("/", headers={"Accept": "text/html"}).text
    assert coach.get("/session/w1s2", follow_redirects=False).status_code == 200


def test_a_session_of_which_nothing_could_be_told_yet_is_not_begun(open_on: Open) -> None:
    coach = open_on(a_programme())
    early = coach.get("/session/w2s1", follow_redirects=False)
    assert early.headers["location"] == "/programme/w2s1"
    assert "button-start" not in coach.get("/programme/w2s1", headers={"Accept": "text/html"}).text
    assert "button-start" in coach.get("/programme/w1s2", headers={"Accept": "text/html"}).text
