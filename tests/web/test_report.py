"""The report as a page with files to save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from outcome_histories import a_course
from plans import a_programme
from retrowalk.store import Store

Open = Callable[..., TestClient]
PAGE = {"accept": "text/html"}


@pytest.fixture
def client(open_on: Open, home: Path) -> TestClient:
    """Of somebody with a programme and one measure."""
    opened = open_on(a_programme())
    with Store(home) as store:
        store.outcomes.add(*a_course("backward_walk_3m", (-3, 8.0), (0, 6.0)))
    return opened


def test_each_file_that_the_page_names_can_be_saved(client: TestClient) -> None:
    text = client.get("/progress/report", headers=PAGE).text
    for audience, name in (("walker", "my-walking"), ("clinician", "walking-report")):
        for address, kind in (
            (f"/progress/report/{audience}.pdf", "application/pdf"),
            (f"/progress/report/{audience}.pdf?paper=us-letter", "application/pdf"),
            (f"/progress/report/{audience}.html", "text/html"),
        ):
            assert f'href="{address}"' in text
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(kind)
            assert f'filename="{name}.' in answer.headers["content-disposition"]


def test_the_bundle_for_a_clinic_can_be_saved(client: TestClient) -> None:
    assert 'href="/progress/report/fhir.json"' in client.get("/progress/report", headers=PAGE).text
    answer = client.get("/progress/report/fhir.json")
    assert answer.headers["content-type"].startswith("application/fhir+json")
    assert answer.json()["resourceType"] == "Bundle" and answer.json()["timestamp"]


def test_of_nothing_there_is_no_report_but_the_way_to_one(open_on: Open) -> None:
    text = open_on(None).get("/progress/report", headers=PAGE).text
    assert "There is nothing to report yet" in text
    assert ".pdf" not in text


@pytest.mark.parametrize("address", ["/progress/report/dog.pdf", "/progress/report/walker.pdf?paper=a0"])
def test_what_is_not_there_is_said_in_a_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]
