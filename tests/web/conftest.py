"""A coach to talk to: in this process for its answers, as a real server for what browsers and cut lines do."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from plans import MONDAY
from retrowalk.prescription import Programme
from retrowalk.recordings import write_parquet
from retrowalk.simulate import Segment, simulate_walk
from retrowalk.store import Store
from retrowalk.web import create_app
from retrowalk.web.static import vega

from .looking import SIZES, OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ADDRESS = "http://127.0.0.1:8642"
DEADLINE_S = 30


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(home), base_url=ADDRESS) as opened:
        yield opened


@pytest.fixture(scope="session")
def walk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute forward, then less backward, a sensor at the ankle; nothing says which way it faces."""
    script = [
        Segment("stand", 2),
        Segment("forward", 20),
        Segment("stand", 3),
        Segment("backward", 14),
        Segment("stand", 2),
    ]
    path = tmp_path_factory.mktemp("walks") / "garden.parquet"
    write_parquet(simulate_walk(script, placement="ankle", seed=3).recording, path)
    return path


@pytest.fixture
def table() -> Callable[..., bytes]:
    """The bytes of a small table of motion without walking."""

    def make(variant: float = 0.0, rows: int = 200) -> bytes:
        lines = "".join(f"{i / 50:.2f},{variant},{i % 7 / 7:.4f},9.81\n" for i in range(rows))
        return b"t,ax,ay,az\n" + lines.encode()

    return make


def noon(day: date) -> datetime:
    """Midday where this computer is."""
    return datetime(day.year, day.month, day.day, 12).astimezone()


@pytest.fixture
def open_on(home: Path) -> Iterator[Callable[..., TestClient]]:
    """The coach on a day, with a programme in its store."""
    opened: list[TestClient] = []

    def open_one(programme: Programme | None, day: date = MONDAY) -> TestClient:
        if programme is not None:
            with Store(home) as store:
                store.plans.adopt(programme.profile, programme)
        client = TestClient(create_app(home, clock=lambda: noon(day)), base_url=ADDRESS)
        client.__enter__()
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        client.__exit__(None, None, None)


def until_ready(client: TestClient, walk_id: str) -> dict[str, Any]:
    """Waits until a walk has been analysed."""
    give_up = time.monotonic() + DEADLINE_S
    while time.monotonic() < give_up:
        state: dict[str, Any] = client.get(f"/api/walks/{walk_id}").json()
        if state["state"] != "waiting":
            return state
        time.sleep(0.05)
    raise AssertionError(f"walk {walk_id} was not analysed within {DEADLINE_S} s")


def bring(client: TestClient, path: Path, **fields: str) -> dict[str, Any]:
    """Brings a file and waits for its (first) walk."""
    answer = client.post("/api/walks", files={"file": (path.name, path.read_bytes())}, data=fields)
    assert answer.status_code in (200, 201), answer.text
    return until_ready(client, answer.json()["walks"][0]["id"])


@dataclass
class Server:
    """A coach in a process of its own."""

    process: subprocess.Popen[str]
    url: str
    home: Path

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def stop(self, how: signal.Signals = signal.SIGINT) -> str:
        """Ends it; what it said meanwhile."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.communicate(timeout=DEADLINE_S)[1]


@pytest.fixture(scope="session")
def chart_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chart library, made once for all the coaches of these tests: it takes a second or two."""
    return vega(tmp_path_factory.mktemp("library"))


@pytest.fixture
def start_server(home: Path, chart_library: Path) -> Iterator[Callable[..., Server]]:
    """Starts coaches on free ports; they end with the test."""
    started: list[Server] = []

    def start(port: int = 0, folder: Path = home, env: Mapping[str, str] | None = None) -> Server:
        (folder / "cache").mkdir(parents=True, exist_ok=True)
        shutil.copy(chart_library, folder / "cache")
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"from retrowalk.web import serve; serve(port={port}, open_browser=False)",
            ],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {}), "RETROWALK_HOME": str(folder)},
        )
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said + process.stderr.read()
        server = Server(process, found[0], folder)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Server:
    return start_server()


# A file or an answer that is refused is a 4xx, which browsers always mention.
EXPECTED = ("status of 422", "status of 409")


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens pages of the coach. Whatever a page complains about in its console fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not any(one in said.text for one in EXPECTED):
            complaints.append(said.text)

    def open_one(path: str = "/walks", size: str = "desk", **options: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a folder of their own, or RETROWALK_SCREENSHOTS to keep them."""
    named = os.environ.get("RETROWALK_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
