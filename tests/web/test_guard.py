"""Other sites in the same browser can neither read the walks nor change them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from retrowalk.web.guard import is_this_computer

HERE = "http://127.0.0.1:8642"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8642", "localhost:8642", "localhost", "[::1]:8642", "192.168.0.7:8642", "127.0.0.1"]
)
def test_addresses_are_answered(host: str) -> None:
    assert is_this_computer(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8642",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "[::1",
        "a b",
        "@",
    ],
)
def test_names_are_not(client: TestClient, host: str) -> None:
    assert not is_this_computer(host)
    answer = client.get("/api/walks", headers={"host": host})
    assert answer.status_code == 403
    assert "127.0.0.1" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_pages_change_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/walks/demo", headers=headers)
    assert answer.status_code == 403
    assert client.get("/api/walks").json()["walks"] == []


@pytest.mark.parametrize(
    "headers", [{}, {"origin": HERE}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_our_own_pages_and_other_programs_do(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/theme", data={"theme": "dark"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


def test_every_answer_says_what_it_may_load(client: TestClient) -> None:
    for path in ("/walks", "/api/walks", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_has_scripts_or_styles_of_its_own(client: TestClient) -> None:
    for path in ("/walks", "/how-sure"):
        page = client.get(path).text
        assert " style=" not in page and "<style" not in page and " onclick" not in page
        assert page.count("<script") == page.count('<script type="module" src="/static/')
        assert "http://" not in page and "https://" not in page


def test_going_back_after_choosing_colours_leads_nowhere_else(client: TestClient) -> None:
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = client.post("/theme", data={"theme": "dark", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/walks"
