"""A real server, real HTTPS and a real browser: what a phone in the Wi-Fi gets before it is paired, then, and after."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from retrowalk.web.lan.door import COOKIE
from retrowalk.web.lan.gate import NOT_PAIRED

from .looking import SIZES, check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

DEADLINE_S = 30
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# A coach with one more route: a line that says back what it hears.
WITH_A_LINE = """
import retrowalk.web.app as made
from fastapi import WebSocket
from retrowalk.web import LanWish, serve
from starlette.websockets import WebSocketDisconnect

create_app = made.create_app

def with_a_line(*how, **more):
    app = create_app(*how, **more)

    @app.websocket("/line")
    async def line(socket: WebSocket):
        await socket.accept()
        try:
            while True:
                await socket.send_text(await socket.receive_text())
        except WebSocketDisconnect as gone:
            print("hung up", gone.code, flush=True)

    return app

made.create_app = with_a_line
serve(port=0, lan=LanWish("127.0.0.1", 0))
"""


@dataclass
class Coach:
    """A coach that phones reach, in a process of its own."""

    process: subprocess.Popen[str]
    here: str
    url: str
    code: str
    said: str
    home: Path
    phones: list[httpx2.Client] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def authority(self) -> Path:
        return self.home / "tls" / "authority.pem"

    def trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.authority))
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    def phone(self) -> httpx2.Client:
        self.phones.append(httpx2.Client(base_url=self.url, verify=self.trusting(), timeout=DEADLINE_S))
        return self.phones[-1]

    def new_code(self) -> str:
        page = httpx2.post(f"{self.here}/devices/code", follow_redirects=True, timeout=DEADLINE_S).text
        found = re.search(r'class="code">([^<]+)<', page)
        assert found
        return found[1]

    def pair(self) -> httpx2.Client:
        phone = self.phone()
        answer = phone.post("/pair", data={"code": self.new_code()}, headers={"origin": self.url})
        assert answer.status_code == 303, answer.text
        return phone

    def line(self, token: str | None = None, origin: str | None = None) -> ClientConnection:
        return connect(
            f"wss://127.0.0.1:{self.port}/line",
            ssl=self.trusting(),
            additional_headers={"Cookie": f"{COOKIE}={token}"} if token else {},
            origin=Origin(origin or self.url),
        )

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[str, str]:
        for phone in self.phones:
            phone.close()
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.communicate(timeout=DEADLINE_S)


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Coach]]:
    started: list[Coach] = []

    def one() -> Coach:
        process = subprocess.Popen(
            [sys.executable, "-c", WITH_A_LINE],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "RETROWALK_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        )
        assert process.stderr is not None
        said = ""
        while "to compare before you trust it" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        said += process.stderr.readline() + process.stderr.readline()
        here, url, code = (
            re.findall(pattern, said)[0]
            for pattern in (r"http://127\.0\.0\.1:\d+", r"(https://\S+)/pair", r"code: (\S+)")
        )
        started.append(Coach(process, here, url, code, said, home))
        return started[-1]

    yield one
    for coach in started:
        coach.stop(signal.SIGKILL)


@pytest.fixture
def coach(start: Callable[..., Coach]) -> Coach:
    return start()


def token_of(phone: httpx2.Client) -> str:
    return phone.cookies[COOKIE]


def test_the_terminal_says_how_to_pair(coach: Coach) -> None:
    shown = x509.load_pem_x509_certificates(coach.authority.read_bytes())[0]
    digits = hashlib.sha256(shown.public_bytes(Encoding.DER)).digest().hex(" ").upper()
    assert digits in " ".join(coach.said.split())
    assert "█" in coach.said
    assert coach.phone().post("/pair", data={"code": coach.code}).status_code == 303


def test_an_unpaired_phone_gets_the_page_to_pair_on_and_nothing_else(coach: Coach) -> None:
    phone = coach.phone()
    assert phone.get("/pair").status_code == 200
    for path in ("/", "/walks", "/api/walks", "/devices", "/static/x/page.css", "/nothing", "/sw.js"):
        answer = phone.get(path)
        assert (answer.status_code, answer.text) == (401, NOT_PAIRED)


def test_no_request_line_leads_past_the_gate(coach: Coach) -> None:
    for request_line in (
        "GET //walks HTTP/1.1",
        "GET /pair/../walks HTTP/1.1",
        "GET /pair/%2e%2e/walks HTTP/1.1",
        "GET https://127.0.0.1/walks HTTP/1.1",
        "GET http://localhost:8642/api/walks HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "HEAD /api/walks HTTP/1.1",
        "GET /walks HTTP/1.0",
        "PRI * HTTP/2.0",
        "GET /%c0%af HTTP/1.1",
        "GET walks HTTP/1.1",
    ):
        with (
            socket.create_connection(("127.0.0.1", coach.port), timeout=DEADLINE_S) as plain,
            coach.trusting().wrap_socket(plain, server_hostname="127.0.0.1") as line,
        ):
            line.sendall(f"{request_line}\r\nHost: 127.0.0.1:8642\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert answer.split()[1] in (b"401", b"400"), (request_line, answer[:200])


def test_nothing_is_answered_without_https(coach: Coach) -> None:
    with pytest.raises(httpx2.HTTPError):
        httpx2.get(f"http://127.0.0.1:{coach.port}/pair", timeout=DEADLINE_S)


def test_who_does_not_know_the_authority_is_warned(coach: Coach) -> None:
    with pytest.raises(httpx2.ConnectError, match="certificate"):
        httpx2.get(f"{coach.url}/pair", timeout=DEADLINE_S)


def test_this_computer_needs_no_account_and_shows_no_door(coach: Coach) -> None:
    forwarded = {"x-forwarded-for": "192.168.1.9", "x-forwarded-proto": "https"}
    assert httpx2.get(f"{coach.here}/walks", headers=forwarded).status_code == 200
    assert httpx2.get(f"{coach.here}/pair").status_code == 404


def test_a_paired_phone_has_pages_and_lines_until_it_is_removed(coach: Coach) -> None:
    phone = coach.pair()
    assert phone.get("/api/walks").status_code == 200
    page = httpx2.get(f"{coach.here}/devices").text
    (remove,) = re.findall(r"/devices/\w+/remove", page)
    with coach.line(token_of(phone)) as line:
        line.send("hello")
        assert line.recv(timeout=DEADLINE_S) == "hello"
        before = time.monotonic()
        httpx2.post(coach.here + remove, timeout=DEADLINE_S)
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=DEADLINE_S)
    assert time.monotonic() - before < 5
    assert closed.value.rcvd and closed.value.rcvd.code == 1008
    assert phone.get("/api/walks").status_code == 401
    with pytest.raises(InvalidStatus):
        coach.line(token_of(phone))
    assert "hung up 1008" in coach.stop()[0]


def test_a_phone_that_another_process_removed_is_hung_up_on(coach: Coach) -> None:
    from retrowalk.store import Store

    phone = coach.pair()
    with coach.line(token_of(phone)) as line, Store(coach.home) as store:
        line.send("hello")
        line.recv(timeout=DEADLINE_S)
        store.devices.revoke(store.devices.all()[0].id)
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=10)


def test_no_other_page_opens_a_line_with_the_phone_s_cookie(coach: Coach) -> None:
    token = token_of(coach.pair())
    for origin in ("https://evil.example", "null", "http://127.0.0.1:8642", "https://127.0.0.1:1"):
        with pytest.raises(InvalidStatus) as refused:
            coach.line(token, origin)
        assert refused.value.response.status_code == 403


def test_no_line_opens_without_the_cookie_or_with_another(coach: Coach) -> None:
    for token in (None, "forged"):
        with pytest.raises(InvalidStatus) as refused:
            coach.line(token)
        assert refused.value.response.status_code == 403


def test_no_other_page_writes_with_the_phone_s_cookie(coach: Coach) -> None:
    phone = coach.pair()
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert phone.post("/walks/demo", headers=headers).status_code == 403
    assert phone.get("/api/walks").json()["walks"] == []


def test_a_phone_stays_paired_when_the_coach_is_started_again(
    coach: Coach, start: Callable[..., Coach]
) -> None:
    token = token_of(coach.pair())
    coach.stop()
    again = start()
    assert again.authority.read_bytes() == coach.authority.read_bytes()
    answer = httpx2.get(f"{again.url}/walks", verify=again.trusting(), cookies={COOKIE: token})
    assert answer.status_code == 200


def test_refused_lines_leave_no_noise_in_the_terminal(coach: Coach) -> None:
    for _ in range(3):
        with contextlib.suppress(InvalidStatus):
            coach.line(None)
    assert coach.stop()[1].strip() == "Retrowalk has stopped."


def test_ctrl_c_ends_both_listeners(coach: Coach) -> None:
    with coach.line(token_of(coach.pair())) as line:
        line.send("hello")
        _, said = coach.stop(signal.SIGINT)
    assert coach.process.returncode == 0
    assert said.strip() == "Retrowalk has stopped."
    for port in (coach.port, int(coach.here.rsplit(":", 1)[1])):
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1)
    assert not list((coach.home / "incoming").glob("*"))


def test_being_ended_by_the_system_is_as_clean(coach: Coach) -> None:
    said = coach.stop(signal.SIGTERM)[1]
    assert "Traceback" not in said
    assert not list((coach.home / "incoming").glob("*"))


# In a browser


@pytest.fixture
def open_on_phone(coach: Coach, browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """A browser that trusts the authority, and no other certificate, as a phone does on which it was installed."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        # What was refused on purpose, browsers mention.
        if said.type in ("error", "warning") and not re.search("status of 40[13]|WebSocket", said.text):
            complaints.append(said.text)

    key = x509.load_pem_x509_certificates(coach.authority.read_bytes())[0].public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trusted = base64.b64encode(hashlib.sha256(spki).digest()).decode()

    def one(path: str, size: str = "phone", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.browser_type.launch_persistent_context(
            tmp_path / f"profile-{len(contexts)}",
            executable_path=next(filter(None, map(shutil.which, CHROMIUM))),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--ignore-certificate-errors-spki-list={trusted}",
            ],
            base_url=coach.url,
            viewport={"width": width, "height": height},
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(path)
        return page

    yield one
    for context in contexts:
        context.close()
    assert complaints == []


def pair_by_page(page: Page, coach: Coach) -> None:
    page.goto(f"/pair#{coach.new_code().replace('-', '')}")
    page.get_by_role("button", name="Pair this phone").click()
    page.wait_for_url("**/devices")


LINE = """(say) => new Promise((done) => {
  const line = new WebSocket(`wss://${location.host}/line`);
  line.onopen = () => line.send(say);
  line.onmessage = (heard) => { globalThis.line = line; done(heard.data); };
  line.onclose = (closed) => done(`closed ${closed.code}`);
})"""


@pytest.mark.browser
def test_a_phone_that_does_not_trust_the_certificate_warns(coach: Coach, browser: Browser) -> None:
    from playwright.sync_api import Error

    context = browser.new_context()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(f"{coach.url}/pair")
    context.close()


@pytest.mark.browser
def test_a_scanned_code_pairs_by_one_press_and_leaves_the_address(
    coach: Coach, open_on_phone: Callable[..., Page]
) -> None:
    code = coach.new_code()
    page = open_on_phone(f"/pair#{code.replace('-', '')}")
    assert page.get_by_label("Pairing code").input_value() == code
    assert page.url == f"{coach.url}/pair"
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_url("**/devices")
    assert page.get_by_role("heading", level=1).inner_text() == "This phone is paired"
    assert page.evaluate("isSecureContext") is True
    assert page.evaluate("document.cookie") == ""


@pytest.mark.browser
def test_the_cookie_holds_for_pages_and_lines_and_removal_ends_both(
    coach: Coach, open_on_phone: Callable[..., Page], browser: Browser
) -> None:
    page = open_on_phone("/pair")
    pair_by_page(page, coach)
    assert page.evaluate(LINE, "hello") == "hello"
    closed = page.evaluate_handle(
        "() => ({ code: new Promise((done) => (line.onclose = (one) => done(one.code))) })"
    )
    context = browser.new_context(base_url=coach.here)
    here = context.new_page()
    here.goto("/devices")
    here.get_by_role("button", name="Remove").click()
    here.get_by_text("None so far.").wait_for()
    context.close()
    assert page.evaluate("(one) => one.code", closed) == 1008
    assert page.evaluate("fetch('/walks').then((answer) => answer.status)") == 401


@pytest.mark.browser
def test_a_wrong_code_is_said_on_the_page(coach: Coach, open_on_phone: Callable[..., Page]) -> None:
    page = open_on_phone("/pair")
    page.get_by_label("Pairing code").fill("22222222")
    page.get_by_role("button", name="Pair this phone").click()
    assert "not the code" in page.get_by_role("alert").inner_text()


@pytest.mark.browser
def test_a_page_of_another_site_opens_no_line(
    coach: Coach, open_on_phone: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_on_phone("/pair")
    pair_by_page(page, coach)
    elsewhere = page.context.new_page()
    elsewhere.goto("data:text/html,<title>another site</title>")
    heard = elsewhere.evaluate(
        """(url) => new Promise((done) => {
             const line = new WebSocket(url);
             line.onopen = () => done("open");
             line.onerror = () => done("refused");
             setTimeout(() => done("nothing"), 5000);
           })""",
        f"wss://127.0.0.1:{coach.port}/line",
    )
    assert heard == "refused"


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_fit_to_look_at(
    coach: Coach,
    browser: Browser,
    open_on_phone: Callable[..., Page],
    size: str,
    scheme: str,
    screenshots: Path,
) -> None:
    axe = size == "phone"
    page = open_on_phone("/pair", size, color_scheme=scheme)
    for one in page.locator("details > summary").all():
        one.click()
    check(page, screenshots / f"pair-{size}-{scheme}.png", axe)
    pair_by_page(page, coach)
    check(page, screenshots / f"devices-on-phone-{size}-{scheme}.png", axe)
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=coach.here,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    here = context.new_page()
    here.goto("/devices")
    check(here, screenshots / f"devices-no-code-{size}-{scheme}.png", axe)
    here.get_by_role("button", name="Show a code").click()
    here.get_by_role("heading", name="Scan this").wait_for()
    check(here, screenshots / f"devices-{size}-{scheme}.png", axe)
    context.close()
