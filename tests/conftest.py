"""Fixtures shared by all rooms."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).parents[2] / "shared"

# Property tests use the same examples each time, so that a failure can be repeated.
settings.register_profile("sample", derandomize=True, max_examples=25, deadline=None)
settings.register_profile("long", derandomize=True, max_examples=1000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the big counts in full")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "sample")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="a full count: ./test --long runs it"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recordings, which only the developers have."""
    folder = SHARED / "data"
    if not folder.is_dir():
        if os.environ.get("RETROWALK_REQUIRE_SHARED") == "1":
            pytest.fail("the real recordings (../shared/data) are required here and missing")
        pytest.skip("the real recordings (../shared/data) are not on this machine")
    return folder
