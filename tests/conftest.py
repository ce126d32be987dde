"""Fixtures shared by all rooms."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[2] / "shared"

# Property tests use the same examples each time, so that a failure can be repeated.
# How long it takes to think of them says how busy this machine is, and nothing of the rule.
for name, count in (("sample", 25), ("long", 1000)):
    settings.register_profile(
        name,
        derandomize=True,
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the big counts in full")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "sample")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if config.getoption("--long"):
            item.add_marker(pytest.mark.timeout(0))  # full counts take as long as they take
        elif "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a full count: ./test --long runs it"))


def _shared(name: str, what: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        if os.environ.get("RETROWALK_REQUIRE_SHARED") == "1":
            pytest.fail(f"{what} (../shared/{name}) are required here and missing")
        pytest.skip(f"{what} (../shared/{name}) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recordings, which only the developers have."""
    return _shared("data", "the real recordings")


@pytest.fixture(scope="session")
def shared_evidence() -> Path:
    """The folder of the facts that ours were written from, which only the developers have."""
    return _shared("evidence", "the gathered facts")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        pytest.skip(
            "no Chromium on this machine: the browser tests were skipped (./test as root installs Debian's)"
        )
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One real browser for all tests that need one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()
