"""``retrowalk``, ``retrowalk serve`` and ``retrowalk demo``."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import retrowalk.web
from cli_running import Command
from retrowalk.cli.demo import fill
from retrowalk.prescription import agenda
from retrowalk.store import Store
from retrowalk.web import LanWish

COMMAND = str(Path(sys.executable).with_name("retrowalk"))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the pages were asked to be served with, instead of serving them."""
    asked: dict[str, Any] = {}

    def note(**how: Any) -> None:
        asked.update(how)
        if home := how.get("home"):
            with Store(home) as store:
                asked["walks"] = store.walks()

    monkeypatch.setattr(retrowalk.web, "serve", note)
    return asked


def test_alone_it_opens_the_coach(retrowalk: Command, served: dict[str, Any]) -> None:
    assert retrowalk().code == 0
    assert served == {"host": "127.0.0.1", "port": 8642, "open_browser": True, "lan": None}


def test_serve_opens_no_browser_unless_asked(retrowalk: Command, served: dict[str, Any]) -> None:
    assert retrowalk("serve", "--port", "9000", "--host", "::1").code == 0
    assert served == {"host": "::1", "port": 9000, "open_browser": False, "lan": None}


def test_phones_are_let_in_only_where_that_is_asked_for(retrowalk: Command, served: dict[str, Any]) -> None:
    assert retrowalk("serve", "--lan").code == 0
    assert served["lan"] == LanWish(None, 8643)
    assert retrowalk("serve", "--lan", "--lan-host", "192.168.1.7", "--lan-port", "9001").code == 0
    assert served["lan"] == LanWish("192.168.1.7", 9001)


def test_an_address_for_phones_goes_with_letting_them_in(retrowalk: Command, served: dict[str, Any]) -> None:
    assert "goes with --lan" in retrowalk("serve", "--lan-host", "192.168.1.7").complaint
    assert served == {}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--lan", "--lan-host", "my-desk"), "is no address"),
        (("--lan", "--lan-host", "203.0.113.5"), "not an address this computer has"),
        (("--host", "0.0.0.0"), "retrowalk serve --lan"),
        (("--host", "::"), "retrowalk serve --lan"),
    ],
)
def test_what_cannot_be_listened_at_is_said_in_a_sentence(
    retrowalk: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path))
    assert sentence in retrowalk("serve", *options).complaint
    assert not list(tmp_path.iterdir())


def test_a_damaged_certificate_is_said_in_a_sentence(
    retrowalk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path))
    (tmp_path / "tls").mkdir()
    (tmp_path / "tls" / "authority.pem").write_text("not a key")
    assert str(tmp_path / "tls") in retrowalk("serve", "--lan", "--lan-host", "127.0.0.1").complaint


def test_the_demo_serves_simulated_walks_from_a_folder_that_is_gone_afterwards(
    retrowalk: Command, served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "mine"))
    assert retrowalk("demo", "--no-open").code == 0
    assert len(served["walks"]) == 3
    assert all(walk.simulated for walk in served["walks"])
    assert not served["home"].exists()
    assert not (tmp_path / "mine").exists()


def test_the_demo_is_twelve_weeks_with_walks_in_the_last_fortnight(tmp_path: Path) -> None:
    now = datetime(2026, 11, 16, 10, tzinfo=UTC)
    with Store(tmp_path, clock=lambda: now) as store:
        fill(store, now)
        days = sorted(walk.started_at.day for walk in store.walks() if walk.started_at)
        programme = store.plans.programme()
        assert programme is not None
        due = agenda(programme, now.astimezone().date())
        assert store.outcomes.results() and store.outcomes.choices() and len(store.runs.all()) > 20
    assert days == [2, 8, 15]
    assert due.session is not None, "there is something to do today"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_it_serves_until_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "RETROWALK_HOME": str(tmp_path)}
    with subprocess.Popen([COMMAND, "serve"], env=environment, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr is not None
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+", serving.stderr.readline())
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert answer.status == 200
        serving.send_signal(signal.SIGINT)
        said = serving.stderr.read()
    assert serving.returncode in (0, 130)
    assert "Traceback" not in said
