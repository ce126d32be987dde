"""Questions, what the answers say, and changing them, as a browser without scripts does it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from people import a_profile
from retrowalk import contract
from retrowalk.prescription import Programme
from retrowalk.screening import Profile
from retrowalk.screening.questionnaire import SCREENS
from retrowalk.web import create_app

from .conftest import ADDRESS

PAGE = {"accept": "text/html"}
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLAIN: dict[str, dict[str, Any]] = {
    "born": {"birth_year": "1976"},
    "heart": {"symptoms_heart": "none_of_these"},
    "nerves": {"symptoms_nerves": "none_of_these"},
    "legs": {"symptoms_legs": "none_of_these"},
    "falls": {"falls_past_year": "0"},
    "steady": {"unsteady": "no", "worried": "no"},
    "aid": {"walking_aid": "none"},
    "conditions": {"conditions": "none_of_these", "other_conditions": ""},
    "medication": {"medication": "none_of_these"},
    "pain": {"pain_sites": "none_of_these"},
    "active": {"active": "yes"},
    "pace": {"pace": "4.5", "pace.unit": "kmh"},
    "goal": {"goal": "general"},
    "time": {"days": "3", "minutes": "20", "weeks": "6", "start_date": "2026-11-23"},
    "places": {"equipment": "kitchen_counter"},
    "people": {"supervision": "someone_home", "help_within_call": "yes"},
    "body": {"height": "172", "height.unit": "cm", "mass": "", "mass.unit": "kg"},
}


@pytest.fixture
def client(home: Path) -> Any:
    with TestClient(create_app(home, clock=lambda: NOW), base_url=ADDRESS, headers=PAGE) as opened:
        yield opened


def walk_through(client: TestClient, **changed: dict[str, Any]) -> Response:
    """Answers screen after screen, wherever each one leads, until it is no question any more."""
    told = {**PLAIN, **{name.replace("_", "-"): given for name, given in changed.items()}}
    answer = client.get("/start/born")
    for _ in range(40):
        place = answer.url.path
        if not place.startswith("/start/"):
            return answer
        answer = client.post(place, data=told[place.removeprefix("/start/")])
        assert answer.status_code == 200, answer.text
    raise AssertionError("the questions never end")


def profile(client: TestClient) -> dict[str, Any]:
    kept: dict[str, Any] = client.get("/api/profile").json()
    return kept


# Onboarding


def test_the_questions_lead_to_what_they_say_and_to_a_programme(client: TestClient) -> None:
    answer = walk_through(client)
    assert answer.url.path == "/clearance"
    assert "Nothing you told us rules it out." in answer.text
    assert profile(client)["height_m"] == 1.72
    assert client.get("/api/programme").json()["status"] == "active"
    assert client.get("/start").url.path == "/profile"


def test_only_what_matters_is_asked(client: TestClient) -> None:
    answer = walk_through(
        client,
        falls={"falls_past_year": "1"},
        fall_details={"falls_injurious": "no", "falls_unexplained": "open"},
        pain={"pain_sites": "knee"},
        pain_now={"pain_now.knee": "3"},
    )
    assert answer.url.path == "/clearance"
    kept = profile(client)
    assert kept["falls"] == {"past_year": 1, "injurious": False, "unexplained": None}
    assert kept["pain"] == [{"site": "knee", "now": 3}]


def test_coming_back_later_goes_on_where_it_was(client: TestClient, home: Path) -> None:
    client.post("/start/born", data=PLAIN["born"])
    client.post("/start/heart", data=PLAIN["heart"])
    with TestClient(create_app(home, clock=lambda: NOW), base_url=ADDRESS, headers=PAGE) as later:
        page = later.get("/start").text
        assert "nothing was lost" in page
        assert 'href="/start/nerves"' in page
        assert 'value="1976"' in later.get("/start/born").text
        assert "nothing was lost" not in later.post("/start/afresh").text


def test_back_keeps_what_was_chosen_and_asks_for_nothing(client: TestClient) -> None:
    client.post("/start/born", data=PLAIN["born"])
    answer = client.post("/start/heart", data={"go": "back"})
    assert answer.url.path == "/start/born"
    answer = client.post("/start/steady", data={"unsteady": "yes", "go": "back"})
    assert answer.url.path == "/start/falls"
    assert re.search(r'value="yes" checked', client.get("/start/steady").text)


@pytest.mark.parametrize(
    ("screen", "typed", "said"),
    [
        ("born", {"birth_year": "2031"}, "Year of birth: 2031 is not between 1906 and 2026."),
        ("born", {"birth_year": "fifty"}, "Year of birth: “fifty” is no whole number."),
        ("born", {"birth_year": ""}, "Year of birth: this one needs an answer."),
        ("body", {"height": "1.72", "height.unit": "cm"}, "Height: 1.72 cm is not between 50 and 250 cm."),
        ("body", {"height": "tall"}, "Height: “tall” is no number"),
        ("steady", {"unsteady": "no"}, "Worries about falling: choose an answer; “I don&#39;t know” is one too."),
        ("time", {**PLAIN["time"], "days": "9"}, "Days a week: 9 is not between 1 and 7."),
        ("time", {**PLAIN["time"], "start_date": "soon"}, "First day: “soon” is no date"),
        ("conditions", {"conditions": ["none_of_these", "stroke"]}, "ticked together with something else"),
        ("conditions", {}, "Conditions: tick what applies, or “None of these”."),
        ("conditions", {"conditions": "none_of_these", "other_conditions": "x" * 3000}, "this is too long"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_said_beside_it_and_stays(
    client: TestClient, screen: str, typed: dict[str, Any], said: str
) -> None:
    answer = client.post(f"/start/{screen}", data=typed)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2, "in the list at the top, and beside the field"
    for value in typed.values():
        assert not isinstance(value, str) or value in answer.text


def test_a_flood_of_text_is_refused_in_a_sentence(client: TestClient) -> None:
    answer = client.post("/start/conditions", data={"other_conditions": "x" * 300_000})
    assert answer.status_code == 413
    assert "larger than 200 kB" in answer.text


def test_a_red_flag_leads_at_once_to_what_to_do_first(client: TestClient) -> None:
    client.post("/start/born", data={"birth_year": "1950"})
    answer = client.post("/start/heart", data={"symptoms_heart": "chest_pain"})
    assert answer.url.path == "/clearance"
    assert "What to do first" in answer.text
    assert "You left open" not in answer.text, "nothing is said of what was not asked yet"
    assert 'href="/start/nerves"' in answer.text, "the questions can be gone on with"
    letter = client.get("/clearance/letter").text
    assert "chest" in letter
    assert "Falls" not in letter, "nor does the letter say what nobody asked"
    assert client.get("/api/profile").status_code == 404


def test_all_on_one_page_goes_the_same_way(client: TestClient) -> None:
    everything = {name: value for screen in PLAIN.values() for name, value in screen.items()}
    answer = client.post("/start/all", data={**everything, "pain_sites": "knee", "seen": "0", "go": "on"})
    assert answer.url.path == "/start/all", "the knee makes one more question relevant"
    assert "a few more questions relevant" in answer.text
    seen = re.findall(r'name="seen" value="(\d+)"', answer.text)[0]
    answer = client.post(
        "/start/all",
        data={**everything, "pain_sites": "knee", "pain_now.knee": "2", "seen": seen, "go": "on"},
    )
    assert answer.url.path == "/clearance"
    assert profile(client)["pain"] == [{"site": "knee", "now": 2}]


def test_a_page_that_another_window_has_overtaken_says_so_and_keeps_what_was_typed(
    client: TestClient,
) -> None:
    client.post("/start/born", data={"birth_year": "1960"})
    answer = client.post("/start/all", data={"birth_year": "1961", "seen": "0", "go": "on"})
    assert answer.status_code == 409
    assert "changed in another window" in answer.text
    assert 'value="1961"' in answer.text
    assert 'value="1960"' in client.get("/start/born").text


def test_there_is_no_such_question(client: TestClient) -> None:
    assert client.get("/start/nonsense").status_code == 404


# Changing answers


def test_a_change_is_shown_before_it_is_accepted(client: TestClient) -> None:
    walk_through(client)
    before = client.get("/api/programme").json()
    answer = client.post("/start/time", data={**PLAIN["time"], "days": "2"})
    assert answer.url.path == "/profile/proposal"
    assert "3 days" in answer.text and "2 days" in answer.text
    assert client.get("/api/programme").json() == before, "nothing happens before the yes"
    assert "begun to change something" in client.get("/profile").text
    answer = client.post("/profile/discard")
    assert profile(client)["days_per_week"] == 3
    client.post("/start/time", data={**PLAIN["time"], "days": "2"})
    seen = re.findall(r'name="seen" value="(\d+)"', client.get("/profile/proposal").text)[0]
    answer = client.post("/profile/accept", data={"seen": seen})
    assert answer.url.path == "/clearance"
    assert profile(client)["days_per_week"] == 2
    page = client.get("/profile").text
    assert "Earlier programmes" in page
    assert client.get("/profile/programmes/1.json").json()["id"] == before["id"]


def test_a_change_that_changes_nothing_keeps_the_programme_running(client: TestClient) -> None:
    walk_through(client)
    before = client.get("/api/programme").json()
    answer = client.post("/start/body", data={"height": "175", "height.unit": "cm"})
    assert "Your programme stays as it is" in answer.text
    client.post("/profile/accept", data={"seen": "1"})
    after = client.get("/api/programme").json()
    assert (after["id"], after["weeks"]) == (before["id"], before["weeks"])
    assert profile(client)["height_m"] == 1.75


def test_a_change_that_makes_a_question_relevant_asks_it_first(client: TestClient) -> None:
    walk_through(client)
    answer = client.post("/start/falls", data={"falls_past_year": "2"})
    assert answer.url.path == "/start/fall-details"
    answer = client.post("/start/fall-details", data={"falls_injurious": "no", "falls_unexplained": "no"})
    assert answer.url.path == "/profile/proposal"
    assert "With a professional" in answer.text


def test_an_acceptance_from_an_old_window_is_refused_in_a_sentence(client: TestClient) -> None:
    walk_through(client)
    client.post("/start/time", data={**PLAIN["time"], "days": "2"})
    client.put("/api/profile", json=a_profile(goal="balance"))
    client.post("/start/time", data={**PLAIN["time"], "days": "1"})
    answer = client.post("/profile/accept", data={"seen": "1"})
    assert answer.status_code == 409
    assert "Your profile was changed in another window" in answer.text


def test_a_clearance_of_nothing_by_nobody_is_asked_back(client: TestClient) -> None:
    walk_through(client)
    answer = client.post("/clearance/record", data={"scope": "", "by_role": "", "date": ""})
    assert answer.status_code == 422
    assert "Choose what they cleared, and who they are." in answer.text


def test_accepting_twice_is_accepting_once(client: TestClient) -> None:
    walk_through(client)
    client.post("/start/time", data={**PLAIN["time"], "days": "2"})
    seen = re.search(r'name="seen" value="(\d+)"', client.get("/profile/proposal").text)
    assert seen is not None
    for _press in range(2):
        answer = client.post("/profile/accept", data={"seen": seen[1]})
        assert (answer.status_code, answer.url.path) == (200, "/clearance")
    assert client.get("/api/profile").json()["days_per_week"] == 2


def test_a_clearance_opens_what_was_closed(client: TestClient) -> None:
    walk_through(client, active={"active": "no"}, conditions={"conditions": "cardiovascular"})
    assert client.get("/api/programme").json()["status"] == "stopped"
    page = client.get("/clearance").text
    assert "First ask, then walk" in page
    bad = client.post("/clearance/record", data={"scope": "cardiac", "by_role": "cardiologist", "date": "x"})
    assert bad.status_code == 422
    assert "When: “x” is no date; write it like 2026-11-23." in bad.text
    cleared = {
        "scope": "cardiac",
        "by_role": "cardiologist",
        "date": "2026-11-20",
        "expires": "",
        "max_intensity": "",
    }
    answer = client.post("/clearance/record", data=cleared)
    assert answer.url.path == "/profile/proposal"
    client.post("/profile/accept", data={"seen": "1"})
    assert client.get("/api/programme").json()["status"] == "active"
    assert "Heart and circulation, by a cardiologist" in client.get("/profile").text
    answer = client.post("/profile/clearances/0/remove")
    assert "no walking backward for now" in answer.text


def test_what_is_kept_can_be_taken_along_and_removed(client: TestClient) -> None:
    walk_through(client)
    taken = client.get("/profile/profile.json")
    assert "attachment" in taken.headers["content-disposition"]
    assert taken.json() == profile(client)
    assert client.get("/profile/programme.json").json()["schema"] == "retrowalk.programme/1"
    assert "for good" in client.get("/profile/forget").text
    client.post("/profile/forget")
    assert client.get("/api/profile").status_code == 404
    assert client.get("/api/programme").status_code == 404
    assert client.get("/profile/profile.json").status_code == 404
    assert client.get("/profile").url.path == "/start"


def test_every_link_on_these_pages_leads_somewhere(client: TestClient) -> None:
    walk_through(client, active={"active": "no"}, conditions={"conditions": "cardiovascular"})
    client.post("/start/goal", data={"goal": "balance"})
    pages = [
        "/clearance",
        "/clearance/letter",
        "/profile",
        "/profile/proposal",
        "/profile/forget",
        "/start/all",
    ]
    for start in [*pages, *(f"/start/{screen.id}" for screen in SCREENS)]:
        page = client.get(start)
        assert page.status_code == 200, start
        for path in set(re.findall(r'(?:href|src)="(/[^"#]*)"', page.text)):
            assert client.get(path).status_code == 200, (start, path)
        assert " style=" not in page.text


# The interface for programs


def test_a_profile_is_kept_with_its_programme(client: TestClient) -> None:
    made = client.put("/api/profile", json=a_profile())
    assert made.json()["schema"] == "retrowalk.programme/1"
    kept = client.get("/api/profile")
    assert kept.json()["schema"] == Profile.SCHEMA
    stale = client.put("/api/profile", json=a_profile(goal="balance"), headers={"if-match": '"7"'})
    assert stale.status_code == 409
    fresh = client.put(
        "/api/profile", json=a_profile(goal="balance"), headers={"if-match": kept.headers["etag"]}
    )
    assert fresh.status_code == 200


def test_screening_and_planning_keep_nothing(client: TestClient) -> None:
    assert client.post("/api/screen", json=a_profile()).json()["level"] == "clear"
    planned = client.post("/api/plan", json=a_profile()).json()
    assert planned["weeks"]
    feedback = {"schema": "retrowalk.feedback/1", "as_of": "2026-11-23", "sessions": []}
    again = client.post("/api/next", json={"programme": planned, "feedback": feedback})
    assert again.json()["schema"] == "retrowalk.programme/1"
    assert client.get("/api/profile").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/api/screen", b"{", "The profile is no JSON"),
        ("/api/screen", json.dumps(a_profile(height_m=172)).encode(), "height_m is 172; expected metres"),
        ("/api/plan", json.dumps(a_profile(days_per_week=9)).encode(), "days_per_week is 9"),
        ("/api/plan", json.dumps(a_profile(conditions=["gout"])).encode(), "conditions[0] is \"gout\""),
        ("/api/plan", json.dumps(a_profile(birth_year=2030)).encode(), "after the start date"),
        ("/api/next", b"[]", '{"programme": …, "feedback": …}'),
        ("/api/next", b'{"programme": 1, "feedback": {}}', "The programme is no JSON object."),
        ("/api/next", b'{"programme": {"schema": "retrowalk.programme/2"}, "feedback": {}}', "later Retrowalk"),
    ],
)  # fmt: skip
def test_bad_input_is_said_in_a_sentence(client: TestClient, path: str, body: bytes, said: str) -> None:
    answer = client.post(path, content=body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]


def test_a_document_as_large_as_a_film_is_refused(client: TestClient) -> None:
    answer = client.post("/api/plan", content=b" " * 5_000_000)
    assert answer.status_code == 413


def test_a_programme_that_a_fall_stopped_waits_for_a_clearance(client: TestClient) -> None:
    walk_through(client, people={"supervision": "professional", "help_within_call": "yes"})
    running = client.get("/api/programme").json()
    fallen = {
        "id": "w1s1",
        "done_on": "2026-11-23",
        "falls": [{"injury": True, "head": False, "explained": True}],
    }
    feedback = {"schema": "retrowalk.feedback/1", "as_of": "2026-11-23", "sessions": [fallen]}
    stopped = client.post("/api/next", json={"programme": running, "feedback": feedback}).json()
    store = client.app.state.desk.store  # type: ignore[attr-defined]
    store.plans.save_programme(contract.read(Programme, stopped, "it"))
    assert "Once" in client.get("/profile").text, "the fall belongs to the answers from now on"
    answer = client.post("/start/time", data={**PLAIN["time"], "days": "2"})
    assert "Your programme stays stopped" in answer.text
    client.post("/profile/accept", data={"seen": "1"})
    assert client.get("/api/programme").json()["status"] == "stopped"
    assert "To your programme" not in client.get("/clearance").text
    cleared = {
        "scope": "balance",
        "by_role": "physiotherapist",
        "date": "2026-11-23",
        "expires": "",
        "max_intensity": "",
    }
    answer = client.post("/clearance/record", data=cleared)
    assert "would be made anew" in answer.text
    client.post("/profile/accept", data={"seen": "2"})
    assert client.get("/api/programme").json()["status"] == "active"
    assert profile(client)["falls"] == {"past_year": 1, "injurious": True, "unexplained": False}
