"""The Why pages: everything that is known can be reached by links, and nothing is a bare id."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import a_person
from retrowalk import evidence
from retrowalk.prescription import prescribe
from retrowalk.screening import screen
from retrowalk.store import Store
from retrowalk.web import create_app, ledger
from years import a_home

from .conftest import ADDRESS, noon

PAGE = {"accept": "text/html"}


def inner_links(text: str) -> set[str]:
    return set(re.findall(r'href="(/why[^"#]*)"', text))


def test_every_record_of_the_evidence_is_reached_by_links_from_why(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = {"/why"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 200, path
        waiting |= {one for one in inner_links(answer.text) if "?" not in one} - seen
    missed = {one for one in evidence.all_ids() if f"/why/{one}" not in seen}
    assert missed == set()


def test_all_claims_stand_on_the_page_with_verdict_finding_and_certainty(client: TestClient) -> None:
    text = client.get("/why", headers=PAGE).text
    assert text.count('<li class="claim') == 76
    for claim in evidence.claims().values():
        assert f"/why/{claim.id}" in text


@pytest.mark.parametrize(
    ("query", "expects", "expects_not"),
    [
        ("?q=memory", "C23", "C49"),
        ("?verdict=contradicted", "C15", "C49"),
        ("?topic=energy", "C18", "C49"),
        ("?q=Alghadir", "/why/ST02", "C23"),
    ],
)
def test_claims_can_be_searched_and_filtered_without_scripts(
    client: TestClient, query: str, expects: str, expects_not: str
) -> None:
    text = client.get(f"/why{query}", headers=PAGE).text
    assert expects in text
    assert expects_not not in text


def test_a_search_without_a_hit_says_so_and_shows_what_was_typed_as_text(client: TestClient) -> None:
    text = client.get("/why", params={"q": "<b>zebra</b>"}, headers=PAGE).text
    assert "No claim of the articles fits that." in text
    assert "<b>zebra" not in text


def test_what_concerns_the_walker_is_marked_and_comes_first(client: TestClient, home: Path) -> None:
    assert "About you" not in client.get("/why", headers=PAGE).text
    with Store(home) as store:
        store.plans.save_profile(a_person(conditions=["knee_osteoarthritis"]))
    text = client.get("/why", headers=PAGE).text
    first = text[text.index('<li class="claim') :]
    assert "About you: knee osteoarthritis" in first[:600]
    alone = client.get("/why?mine=yes", headers=PAGE).text
    assert "C49" in alone
    assert "C23" not in alone
    assert "About you" in client.get("/why/C49", headers=PAGE).text


def test_links_out_say_that_they_leave_this_computer(client: TestClient) -> None:
    text = client.get("/why/ST02", headers=PAGE).text
    assert "leave this computer" in text
    for found in re.findall(r'<a href="https?://[^>]*>', text):
        assert "noopener" in found


def test_an_id_that_does_not_exist_is_a_sentence(client: TestClient) -> None:
    answer = client.get("/why/C99", headers=PAGE)
    assert answer.status_code == 404
    assert "has the id" in answer.text


def test_names_are_words_and_fit_on_a_chip() -> None:
    for one in evidence.all_ids():
        name = ledger.name_of(one)
        assert name.strip()
        assert name != one
    assert ledger.name_of("ST02") == "Alghadir 2019"
    assert ledger.name_of("coach_4_grow_slowly") == "Rule: grow slowly"


def test_nothing_says_that_calories_double(client: TestClient) -> None:
    for path in ("/why/energy", "/why/K4"):
        assert "double the calories" not in client.get(path, headers=PAGE).text


def test_every_claim_marked_as_about_someone_exists() -> None:
    from retrowalk.prescription import about_you

    for table in (about_you.BY_CONDITION, about_you.BY_GOAL, about_you.BY_EQUIPMENT):
        for ids in table.values():
            assert set(ids) <= set(evidence.claims())


PEOPLE: list[dict[str, Any]] = [
    {},
    {"conditions": ["knee_osteoarthritis"], "goal": "knee_pain", "birth_year": 1954, "stay_independent": 2},
    {"equipment": ["kitchen_counter", "corridor"], "treadmill": None, "goal": "balance"},
    {"falls": {"past_year": 2, "injurious": True, "unexplained": False}, "supervision": "professional"},
    {
        "active_regularly": True,
        "equipment": ["track", "grass", "sled", "pool"],
        "treadmill": None,
        "goal": "sport",
    },
    {"symptoms": ["chest_pain"]},
]


@pytest.mark.parametrize("changed", PEOPLE)
def test_whatever_a_programme_cites_can_be_looked_up(changed: dict[str, Any]) -> None:
    person = a_person(**changed)
    programme = prescribe(person, screen(person))
    changes = [one for week in programme.weeks for one in week.changes]
    blocks = [one for week in programme.weeks for session in week.sessions for one in session.blocks]
    reasons: list[Any] = [
        *programme.clearance.reasons,
        *programme.notes,
        *programme.offers,
        *changes,
        *(ground for block in blocks for ground in block.reasons),
    ]
    cited = {one.rule for one in reasons} | {id for one in reasons for id in one.evidence}
    cited |= {one.protocol for one in programme.not_chosen} | {programme.protocol or "PR01"}
    assert cited <= set(evidence.all_ids())


def test_every_link_on_the_pages_of_the_plan_leads_somewhere(open_on: Callable[..., TestClient]) -> None:
    person = a_person(conditions=["knee_osteoarthritis"])
    client = open_on(prescribe(person, screen(person)))
    seen: set[str] = set()
    waiting = {"/", "/programme", "/programme/w1s1", "/programme/w2s1/change"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html") and not path.startswith(("/start", "/why")):
            links = set(re.findall(r'(?:href|src)="(/[^"#]*)', answer.text))
            waiting |= {html.unescape(one) for one in links} - seen


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Twelve weeks with a sore knee, tests every month."""
    home = tmp_path_factory.mktemp("lived")
    today = a_home(home, weeks=12)
    with TestClient(create_app(home, clock=lambda: noon(today)), base_url=ADDRESS) as opened:
        yield opened


def test_your_own_data_stands_beside_the_studies(lived: TestClient) -> None:
    text = html.unescape(lived.get("/why", headers=PAGE).text)
    (claim,) = (part for part in text.split('<li class="claim')[1:] if "/why/C26" in part)
    assert "Your own data:" in claim and "Usual pain of the last week (knee)" in claim
    (advice,) = (part for part in text.split('<li class="claim')[1:] if "/why/C07" in part)
    assert "Your own data:" not in advice


def test_a_claim_shows_each_of_your_results_and_says_that_it_has_no_cause(lived: TestClient) -> None:
    text = html.unescape(lived.get("/why/C26", headers=PAGE).text)
    own = text[text.index("What your own data says") :]
    assert "Usual pain of the last week (knee): from" in own
    assert 'href="/progress/measure/pain_usual?site=knee"' in own
    if "better by more than measurement error" in own:
        assert "Only a trial of your own" in own


def test_before_anything_was_measured_a_claim_says_what_would_show_it(client: TestClient, home: Path) -> None:
    assert "Your own data:" not in client.get("/why", headers=PAGE).text
    text = client.get("/why/C03", headers=PAGE).text
    assert "Nothing yet. To see it in yourself, measure:" in text
    assert 'href="/progress/tests/single_leg_stance"' in text
    with Store(home) as store:
        store.plans.save_profile(
            a_person(falls={"past_year": 1, "injurious": False, "unexplained": False}, supervision="none")
        )
    text = client.get("/why/C03", headers=PAGE).text
    assert "single_leg_stance" not in text, "at risk and alone nobody stands on one leg"
    assert "/progress/enter/balance_confidence" in text


def test_what_nobody_sees_in_their_own_figures_is_said(client: TestClient) -> None:
    assert "That takes a blood test" in client.get("/why/C21", headers=PAGE).text
    assert "What your own data says" not in client.get("/why/C07", headers=PAGE).text
