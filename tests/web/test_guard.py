"""Other sites in the same browser can neither read the walks nor change them."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, WebSocket
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from retrowalk.web.guard import Guard, is_this_computer

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
        {"origin": "https://127.0.0.1:8642"},
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


@pytest.fixture
def line() -> TestClient:
    """An app of one WebSocket behind the guard, which says hello."""
    app = FastAPI()
    app.add_middleware(Guard)

    @app.websocket("/line")
    async def hello(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello")

    return TestClient(app, base_url=HERE)


@pytest.mark.parametrize("headers", [{}, {"origin": HERE}, {"origin": HERE, "sec-fetch-site": "same-origin"}])
def test_websockets_open_to_our_own_pages_and_to_other_programs(
    line: TestClient, headers: dict[str, str]
) -> None:
    with line.websocket_connect("/line", headers={"host": "127.0.0.1:8642", **headers}) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8642"},
        {"origin": "http://127.0.0.1:8642.evil.example"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"origin": HERE, "sec-fetch-site": "same-site"},
        {"host": "evil.example:8642", "origin": "http://evil.example:8642"},
        {"host": "localhost.evil.example"},
    ],
)
def test_websockets_of_other_pages_are_refused_before_they_open(
    line: TestClient, headers: dict[str, str]
) -> None:
    sent = {"host": "127.0.0.1:8642", **headers}
    # TestClient raises on entering, before anything is accepted; a server answers 403.
    with pytest.raises(WebSocketDisconnect) as refused, line.websocket_connect("/line", headers=sent):
        pass
    assert refused.value.code == 1008


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
