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
from retrowalk.store import Store

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
    assert served == {"host": "127.0.0.1", "port": 8642, "open_browser": True}


def test_serve_opens_no_browser_unless_asked(retrowalk: Command, served: dict[str, Any]) -> None:
    assert retrowalk("serve", "--port", "9000", "--host", "::1").code == 0
    assert served == {"host": "::1", "port": 9000, "open_browser": False}


def test_the_demo_serves_simulated_walks_from_a_folder_that_is_gone_afterwards(
    retrowalk: Command, served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETROWALK_HOME", str(tmp_path / "mine"))
    assert retrowalk("demo", "--no-open").code == 0
    assert len(served["walks"]) == 3
    assert all(walk.simulated for walk in served["walks"])
    assert not served["home"].exists()
    assert not (tmp_path / "mine").exists()


def test_the_demo_is_a_fortnight(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        fill(store, datetime(2026, 11, 2, 10, tzinfo=UTC))
        days = sorted(walk.started_at.day for walk in store.walks() if walk.started_at)
    assert days == [2, 8, 15]


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
