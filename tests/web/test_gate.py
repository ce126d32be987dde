"""Over the network an unpaired device gets the page to pair on and nothing else, whatever it asks for and however."""

from __future__ import annotations

import asyncio
import ipaddress
import random
import re
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute
from starlette.websockets import WebSocketDisconnect

from retrowalk.store import Store
from retrowalk.web import create_app, static
from retrowalk.web.desk import Desk
from retrowalk.web.lan import Lan, lan_of
from retrowalk.web.lan.certificates import certificates
from retrowalk.web.lan.door import COOKIE, PATHS
from retrowalk.web.lan.gate import NOT_PAIRED, Gate

HOST = "192.168.1.7:8643"
HERE = f"https://{HOST}"
ADDRESS = ipaddress.ip_address("192.168.1.7")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "NONSENSE")
AGENTS = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1": "iPhone, Safari",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile "
    "Safari/537.36": "Android phone, Chrome",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 "
    "Chrome/122.0.0.0 Safari/537.36": "Android tablet, Samsung Internet",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/130.0 Mobile/15E148 Safari/604.1": "iPhone, Chrome",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
    "Safari/537.36 Edg/130.0": "Windows computer, Edge",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Safari/605.1.15": "Mac or iPad, Safari",
    "<script>alert(1)</script>": "Device",
}
WAYS_ROUND = (
    "//",
    "//walks",
    "/pair/",
    "//pair",
    "/pair//",
    "/pair/../walks",
    "/pair/%2e%2e/walks",
    "/pair/..%2fwalks",
    "/pair;/walks",
    "/pair%00",
    "/pair%3f",
    "/PAIR",
    "/pair/style.css/../../walks",
    "/pair/anything.js",
    "/%77alks",
    "/walks/",
    "/./walks",
    "/static/../api/walks",
    "/api/openapi.json",
    "/docs",
    "/.well-known/anything",
    "/tls/authority.pem",
    "/devices/retrowalk.crt",
    "/\\walks",
    "/walks?pair=/pair",
    "/walks#/pair",
)


@dataclass
class Coach:
    """A coach with both its listeners."""

    app: FastAPI
    gate: Gate
    lan: Lan
    store: Store
    now: list[datetime]

    def phone(self, **how: Any) -> TestClient:
        """A device in the network."""
        return TestClient(self.gate, base_url=HERE, follow_redirects=False, **how)

    def paired(self) -> TestClient:
        phone = self.phone()
        answer = phone.post("/pair", data={"code": self.lan.codes.new().text}, headers={"origin": HERE})
        assert answer.status_code == 303, answer.text
        return phone


@pytest.fixture
def coach(home: Path) -> Iterator[Coach]:
    now = [datetime(2026, 11, 23, 10, tzinfo=UTC)]
    app = create_app(home, clock=lambda: now[0])
    desk: Desk = app.state.desk
    made = certificates(home, [ADDRESS], "desk.local", datetime.now(UTC))
    lan = lan_of(desk.store, (ADDRESS,), 8643, made)
    app.state.lan = lan
    yield Coach(app, Gate(app, lan, desk.store), lan, desk.store, now)
    desk.worker.stop()
    desk.store.close()


def routes(app: FastAPI) -> list[BaseRoute]:
    """Every route that the coach has, those of its parts among them."""
    found: list[BaseRoute] = []
    waiting: list[Any] = list(app.router.routes)
    while waiting:
        one = waiting.pop()
        if hasattr(one, "path"):
            found.append(one)
        parts = getattr(one, "original_router", None) or getattr(one, "router", None)
        waiting.extend(getattr(parts, "routes", ()) or getattr(one, "routes", None) or ())
    return found


def paths(app: FastAPI) -> list[str]:
    filled = {re.sub(r"{[^}]*}", "1", str(route.path)) for route in routes(app)}  # type: ignore[attr-defined]
    return sorted({*filled, static.url("page.css"), static.url("js/page.js"), static.vega_url(), "/sw.js"})


def test_the_routes_are_all_there_to_be_tried(coach: Coach) -> None:
    assert {"/", "/walks", "/api/walks", "/devices", "/favicon.ico", "/programme/1"} <= set(paths(coach.app))
    assert len(paths(coach.app)) > 60


Answered = tuple[int, dict[bytes, bytes], bytes]


def ask(app: Any, asked: Iterable[tuple[str, str]]) -> list[Answered]:
    """Asks as a server does, with paths that no client would send as they are.

    Args:
        app: the application.
        asked: method and path, as it came over the wire.
    """

    async def one(method: str, target: str) -> Answered:
        path, _, query = target.partition("?")
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            said.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", HOST.encode())],
            "client": ("127.0.0.1", 50000),
            "server": ("192.168.1.7", 8643),
            "state": {},
        }
        await app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in said[1:])
        return said[0]["status"], dict(said[0]["headers"]), body

    async def all_of_them() -> list[Answered]:
        return [await one(*each) for each in asked]

    # In a thread: a browser of another test may hold this one's loop.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, all_of_them()).result()


def test_every_route_gives_the_same_bare_answer_as_none(coach: Coach) -> None:
    (nothing,) = ask(coach.gate, [("GET", "/there-is-nothing-here")])
    assert (nothing[0], nothing[2]) == (401, NOT_PAIRED.encode())
    asked = [(method, path) for path in paths(coach.app) for method in METHODS]
    assert [
        pair for pair, answer in zip(asked, ask(coach.gate, asked), strict=True) if answer != nothing
    ] == []


def test_no_way_of_writing_a_path_leads_past(coach: Coach) -> None:
    answers = ask(coach.gate, [("GET", path) for path in WAYS_ROUND])
    assert [path for path, answer in zip(WAYS_ROUND, answers, strict=True) if answer[0] != 401] == []


def test_no_random_path_does_either(coach: Coach) -> None:
    dice = random.Random(4)
    known = [*paths(coach.app), *PATHS]
    pieces = ["/", "//", "%2f", "..", ".", "%2e", "%00", "%25", ";", "\\", "x", "walks", "é", "?"]
    asked = [
        (dice.choice(METHODS), "/" + "".join(dice.choice([*pieces, dice.choice(known)]) for _ in range(4)))
        for _ in range(3000)
    ]
    asked = [(method, path) for method, path in asked if unquote(path.partition("?")[0]) not in PATHS]
    assert {answer[0] for answer in ask(coach.gate, asked)} == {401}


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-host": "127.0.0.1:8642", "x-forwarded-proto": "http", "x-real-ip": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1;host=127.0.0.1:8642;proto=http"},
        {"host": "127.0.0.1:8642"},
        {"host": "localhost"},
        {"host": "evil.example"},
        {"host": ""},
        {"x-original-url": "/pair", "x-rewrite-url": "/pair"},
        {"x-http-method-override": "GET"},
        {"authorization": "Basic cmV0cm93YWxrOnJldHJvd2Fsaw=="},
        {"cookie": f"{COOKIE}="},
        {"cookie": f"{COOKIE}=x; {COOKIE}=y"},
        {"cookie": f"{COOKIE}={'A' * 43}"},
        {"cookie": f'{COOKIE}="; other=1'},
        {"cookie": "theme=dark; session=admin"},
        {"cookie": f"{COOKIE}=' OR 1=1 --"},
        {"cookie": "=;;=,\x7f"},
    ],
    ids=str,
)
def test_no_header_makes_it_paired(coach: Coach, headers: dict[str, str]) -> None:
    for path in ("/", "/api/walks", "/devices"):
        answer = coach.phone().get(path, headers=headers)
        assert (answer.status_code, answer.text) == (401, NOT_PAIRED)


def test_no_websocket_opens(coach: Coach) -> None:
    @coach.app.websocket("/line")
    async def line(socket: Any) -> None:
        raise AssertionError("an unpaired device got through")

    sockets = [str(one.path) for one in routes(coach.app) if isinstance(one, APIWebSocketRoute)]
    assert "/line" in sockets
    for path in [*sockets, "/nothing", "/pair", "/walks"]:
        for headers in ({}, {"origin": HERE}, {"cookie": f"{COOKIE}=forged"}):
            phone = coach.phone()
            with pytest.raises(WebSocketDisconnect), phone.websocket_connect(path, headers=headers):
                pass


def test_what_it_does_get(coach: Coach) -> None:
    phone = coach.phone()
    assert {path: phone.get(path).status_code for path in PATHS} == dict.fromkeys(PATHS, 200)
    assert phone.get("/pair/retrowalk.crt").content == coach.lan.certificates.authority
    page = phone.get("/pair").text
    assert set(re.findall(r'(?:href|src|action)="([^"]*)"', page)) == PATHS
    assert "url(" not in phone.get("/pair/style.css").text
    assert coach.lan.certificates.fingerprint.split()[0] in page


def test_the_pairing_page_tells_nothing_of_the_walker(coach: Coach) -> None:
    coach.store.devices.pair("Somebody's phone")
    code = coach.lan.codes.new()
    page = coach.phone().get("/pair").text
    assert code.text not in page and code.shown not in page
    assert "Somebody" not in page


def test_the_door_has_the_guard_s_headers(coach: Coach) -> None:
    for path in (*PATHS, "/walks"):
        headers = coach.phone().get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


# Pairing


def test_the_code_opens_everything(coach: Coach) -> None:
    phone = coach.paired()
    assert phone.get("/walks").status_code == 200
    assert phone.get("/api/walks").json()["walks"] == []
    assert phone.get("/nothing").status_code == 404


def test_the_cookie_is_for_this_host_over_https_and_for_no_script(coach: Coach) -> None:
    phone = coach.phone()
    answer = phone.post("/pair", data={"code": coach.lan.codes.new().shown.lower()})
    (cookie,) = answer.headers.get_list("set-cookie")
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-retrowalk=")
    assert said == {"secure", "httponly", "samesite=lax", "path=/", "max-age=31536000"}


def test_a_code_lets_one_phone_in(coach: Coach) -> None:
    code = coach.lan.codes.new()
    assert coach.phone().post("/pair", data={"code": code.text}).status_code == 303
    answer = coach.phone().post("/pair", data={"code": code.text})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_too_many_wrong_codes_are_told_to_wait(coach: Coach) -> None:
    code = coach.lan.codes.new()
    statuses = [coach.phone().post("/pair", data={"code": "22222222"}).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert coach.phone().post("/pair", data={"code": code.text}).status_code == 429
    coach.now[0] += timedelta(minutes=1)
    assert coach.phone().post("/pair", data={"code": code.text}).status_code == 303


def test_an_old_code_lets_nobody_in(coach: Coach) -> None:
    code = coach.lan.codes.new()
    coach.now[0] += timedelta(minutes=10)
    assert coach.phone().post("/pair", data={"code": code.text}).status_code == 403


@pytest.mark.parametrize("body", [b"", b"code=", b"code=%ff%fe", b"x" * 300_000, b"code=a&code=b"])
def test_what_is_no_code_is_refused_in_a_sentence(coach: Coach, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = coach.phone().post("/pair", content=body, headers=headers)
    assert answer.status_code in (400, 403)
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"host": "evil.example"},
        {"host": "elsewhere.local:8643", "origin": "https://elsewhere.local:8643"},
    ],
    ids=str,
)
def test_no_other_page_can_pair_or_write(coach: Coach, headers: dict[str, str]) -> None:
    code = coach.lan.codes.new()
    assert coach.phone().post("/pair", data={"code": code.text}, headers=headers).status_code == 403
    assert coach.lan.codes.current() == code
    phone = coach.paired()
    assert phone.post("/walks/demo", headers=headers).status_code == 403
    assert phone.get("/api/walks").json()["walks"] == []


def test_its_own_name_in_the_network_is_an_address_of_it(coach: Coach) -> None:
    own = f"{socket.gethostname().split('.')[0].lower()}.local"
    assert own in coach.lan.names
    phone = coach.paired()
    assert phone.get("/walks", headers={"host": f"{own}:8643"}).status_code == 200
    assert phone.get("/walks", headers={"host": "other.local:8643"}).status_code == 403


def test_on_this_computer_the_name_is_not_taken(coach: Coach) -> None:
    """Anybody in the network can say that a ``.local`` name means 127.0.0.1; only HTTPS proves it."""
    (own,) = coach.lan.names
    here = TestClient(coach.app, base_url="http://127.0.0.1:8642")
    assert here.get("/walks", headers={"host": own}).status_code == 403


@pytest.mark.parametrize("agent", AGENTS)
def test_a_phone_is_called_what_it_is(coach: Coach, agent: str) -> None:
    code = coach.lan.codes.new().text
    coach.phone().post("/pair", data={"code": code}, headers={"user-agent": agent})
    assert [one.name for one in coach.store.devices.all()] == [AGENTS[agent]]


def test_it_is_noted_when_a_phone_was_here(coach: Coach) -> None:
    phone = coach.paired()
    coach.now[0] += timedelta(hours=2)
    phone.get("/walks")
    assert coach.store.devices.all()[0].seen_at == coach.now[0]


# The list of phones


def test_this_computer_sees_a_code_and_removes_phones(coach: Coach) -> None:
    here = TestClient(coach.app, base_url="http://127.0.0.1:8642")
    phone = coach.paired()
    (device,) = coach.store.devices.all()
    assert here.post("/devices/code").status_code == 200
    code = coach.lan.codes.current()
    page = here.get("/devices").text
    assert code and code.shown in page and "<svg" in page and f"{HERE}/pair" in page
    assert here.post(f"/devices/{device.id}/remove").status_code == 200
    assert phone.get("/walks").status_code == 401


def test_a_phone_makes_no_codes_and_removes_itself_alone(coach: Coach) -> None:
    phone, other = coach.paired(), coach.paired()
    code = coach.lan.codes.new()
    assert code.shown not in phone.get("/devices").text
    assert phone.post("/devices/code").status_code == 403
    assert coach.lan.codes.current() == code
    for device in coach.store.devices.all():
        phone.post(f"/devices/{device.id}/remove")
    assert phone.get("/walks").status_code == 401
    assert other.get("/walks").status_code == 200


def test_without_the_listener_the_page_says_how_to_start_it(home: Path) -> None:
    with TestClient(create_app(home), base_url="http://127.0.0.1:8642") as here:
        assert "retrowalk serve --lan" in here.get("/devices").text
        assert here.post("/devices/code").status_code == 409
        assert here.get("/devices/retrowalk.crt").status_code == 404
        assert here.post("/devices/nobody/remove").status_code == 404
        assert here.get("/pair").status_code == 404


def test_this_computer_still_needs_no_account(coach: Coach) -> None:
    here = TestClient(coach.app, base_url="http://127.0.0.1:8642")
    for headers in ({}, {"x-forwarded-for": "192.168.1.9", "x-forwarded-proto": "https"}):
        assert here.get("/walks", headers=headers).status_code == 200


def test_every_api_route_is_an_ordinary_one(coach: Coach) -> None:
    """A mounted application would be a way in that the list of routes above does not see."""
    kinds = {type(one).__name__ for one in routes(coach.app)}
    assert kinds <= {"APIRoute", "APIWebSocketRoute", "Route"}
    assert any(isinstance(one, APIRoute) for one in routes(coach.app))
